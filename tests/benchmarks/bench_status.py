"""What our work adds to Bolt's: ``/liandong status`` against a bare command that acks a constant.

In process, from the text Slack sent to the text Slack gets, through all of Bolt: once as a signed HTTP request whose
signature is checked, once as a Socket Mode envelope. Bare and ours take turns call by call, so that a busy machine
disturbs both alike; only the ratios of their medians mean anything. Between two changes of a project its status is
worked out once per person, so the first look and a later one are measured apart; and with few projects and with many,
since an answer must not get slower as the database grows. Run by ``make bench``; fails where a ratio is broken.
"""

import json
import logging
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from slack_bolt import Ack, App, BoltRequest
from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.app import OneWorkspace
from tests.benchmarks.population import populate
from tests.bot.inbound import payloads
from tests.bot.inbound.office import LIN, SIGNING_SECRET, Office

CALLS = 2000
FEW, MANY = 10, 100_000
ASKED_AGAIN = 200
"""Projects that somebody keeps asking about."""
AGAIN_AT_MOST = 3.0
"""Times the bare command over signed HTTP, for a status that was asked for before."""
FIRST_AT_MOST = 5.0
"""The same for the first look of a person at a version: reads 15 rows, renders and encodes 5 KB."""
GROWTH_AT_MOST = 1.3
"""Times the ratio among few projects."""

Delivery = Callable[[App, str], float]
"""Asks an app for the status of the project with this key; microseconds until the answer is ready to be sent."""


@dataclass(frozen=True)
class Cost:
    """Median microseconds of one request."""

    bare: float
    again: float
    first: float

    @property
    def ratios(self) -> tuple[float, float]:
        """A later look and a first one, times the bare command."""
        return self.again / self.bare, self.first / self.bare


def bare_app(office: Office) -> App:
    """The least a Bolt app can do: one command, one constant."""
    app = App(
        client=WebClient(),
        authorize=OneWorkspace(office.desk.team, "xoxb-test"),
        signing_secret=SIGNING_SECRET,
        process_before_response=True,
        token_verification_enabled=False,
    )

    def constant(ack: Ack) -> None:
        ack("A constant")

    app.command("/liandong")(constant)
    return app


def over_http(app: App, key: str) -> float:
    """A signed form, as the HTTP adapters hand it to Bolt. Making and signing it is Slack's work and not counted."""
    text, timestamp = urlencode(payloads.command(f"status {key}", LIN)), str(int(time.time()))
    signature = SignatureVerifier(SIGNING_SECRET).generate_signature(timestamp=timestamp, body=text) or ""
    headers: dict[str, str | Sequence[str]] = {
        "content-type": ["application/x-www-form-urlencoded"],
        "x-slack-signature": [signature],
        "x-slack-request-timestamp": [timestamp],
    }
    started = time.perf_counter()
    response = app.dispatch(BoltRequest(body=text, headers=headers))
    took = (time.perf_counter() - started) * 1e6
    if response.status != 200:
        raise AssertionError(response.body)
    return took


def over_socket(app: App, key: str) -> float:
    """An envelope as text, handled and answered by Bolt's own Socket Mode code; only the socket is left out."""
    envelope = {"type": "slash_commands", "envelope_id": "e1", "payload": payloads.command(f"status {key}", LIN)}
    text, sent = json.dumps(envelope), list[str]()

    def send(reply: SocketModeResponse) -> None:
        sent.append(json.dumps(reply.to_dict()))

    client: Any = SimpleNamespace(send_socket_mode_response=send, logger=logging.getLogger(__name__))
    started = time.perf_counter()
    request = SocketModeRequest.from_dict(json.loads(text))
    if request is None:
        raise AssertionError(text)
    send_response(client, request, run_bolt_app(app, request), time.time())
    took = (time.perf_counter() - started) * 1e6
    if not sent:
        raise AssertionError("not answered")
    return took


def measure(office: Office, deliver: Delivery, projects: int) -> Cost:
    """Ask about projects spread over the whole table."""
    bare, ours, shelf = bare_app(office), office.app, office.desk.shelf
    spread = [f"LD-{number}" for number in range(1, projects + 1, max(1, projects // CALLS))]
    bares, agains, firsts = list[float](), list[float](), list[float]()
    for key in _calls(spread):
        shelf.clear()
        bares.append(deliver(bare, key))
        firsts.append(deliver(ours, key))
    for key in spread[:ASKED_AGAIN]:
        deliver(ours, key)
    for key in _calls(spread[:ASKED_AGAIN]):
        bares.append(deliver(bare, key))
        agains.append(deliver(ours, key))
    return Cost(statistics.median(bares), statistics.median(agains), statistics.median(firsts))


def _calls(keys: list[str]) -> Iterator[str]:
    return islice(cycle(keys), CALLS)


def report(way: str, projects: int, cost: Cost) -> None:
    again, first = cost.ratios
    print(
        f"{way:<12} {projects:>7,} projects: bare Bolt {cost.bare:4.0f} us, "
        f"again {cost.again:4.0f} us ({again:.2f} x), first look {cost.first:4.0f} us ({first:.2f} x)"
    )


def broken(few: Cost, many: Cost) -> list[str]:
    """What the promise, made for signed HTTP, does not hold."""
    limits = {"again": AGAIN_AT_MOST, "first look": FIRST_AT_MOST}
    problems = []
    for (look, most), small, large in zip(limits.items(), few.ratios, many.ratios, strict=True):
        problems += [f"{look}: {ratio:.2f}, at most {most}" for ratio in (small, large) if ratio > most]
        print(f"growth of {look}: {large / small:.2f} x (at most {GROWTH_AT_MOST})")
        problems += [f"growth of {look}: {large / small:.2f}"] if large / small > GROWTH_AT_MOST else []
    return problems


def main() -> int:
    """0 where every ratio holds."""
    costs = []
    for projects in (FEW, MANY):
        with tempfile.TemporaryDirectory() as folder:
            office = Office(Path(folder))
            populate(office, Path(folder) / "liandong.db", projects)
            costs.append(measure(office, over_http, projects))
            report("signed HTTP", projects, costs[-1])
            report("Socket Mode", projects, measure(office, over_socket, projects))
            office.store.close()
    problems = broken(*costs)
    print("\n".join(f"BROKEN {problem}" for problem in problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
