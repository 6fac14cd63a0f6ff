"""What our work adds to Bolt's: ``/liandong status`` against a bare command that acks a constant.

In process, from the text Slack sent to the text Slack gets, through all of Bolt: once as a signed HTTP request whose
signature is checked, once as a Socket Mode envelope. Bare, ours among few projects and ours among many take turns call
by call, so that a busy machine disturbs all alike; only the ratios of their medians mean anything. Between two changes
of a project its status is worked out once per person, so the first look and a later one are measured apart. Run by
``make bench``; fails where a ratio is broken.
"""

import json
import logging
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
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
FIRST_AT_MOST = 6.0
"""The same for the first look of a person at a version: 16 rows are read, 5 KB rendered. About 4 on a quiet machine."""
GROWTH_AT_MOST = 1.3
"""Times the cost among few projects."""

Delivery = Callable[[App, str], float]
"""Asks an app for the status of the project with this key; microseconds until the answer is ready to be sent."""


@dataclass(frozen=True)
class Cost:
    """Median microseconds of one request among few projects and among many, and of the bare command beside them."""

    bare: float
    few: float
    many: float

    @property
    def ratios(self) -> tuple[float, float]:
        return self.few / self.bare, self.many / self.bare

    @property
    def growth(self) -> float:
        return self.many / self.few


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


def measure(deliver: Delivery, few: Office, many: Office, *, again: bool) -> Cost:
    """Ask about projects spread over the whole table, for the first time or once more."""
    bare = bare_app(few)
    keys_few, keys_many = spread(FEW), spread(MANY)[: ASKED_AGAIN if again else CALLS]
    if again:
        for office, keys in ((few, keys_few), (many, keys_many)):
            for key in keys:
                deliver(office.app, key)
    times = []
    for key_few, key_many in islice(zip(cycle(keys_few), cycle(keys_many), strict=False), CALLS):
        if not again:
            few.desk.shelf.clear()
            many.desk.shelf.clear()
        times.append((deliver(bare, key_few), deliver(few.app, key_few), deliver(many.app, key_many)))
    return Cost(*(statistics.median(column) for column in zip(*times, strict=True)))


def spread(projects: int) -> list[str]:
    """Keys of at most ``CALLS`` projects, from the first to the last."""
    return [f"LD-{number}" for number in range(1, projects + 1, max(1, projects // CALLS))]


def report(name: str, cost: Cost) -> None:
    few, many = cost.ratios
    print(
        f"{name}: bare Bolt {cost.bare:.0f} us, among {FEW} projects {cost.few:.0f} us ({few:.2f} x), "
        f"among {MANY:,} {cost.many:.0f} us ({many:.2f} x), growth {cost.growth:.2f} x"
    )


def broken(name: str, cost: Cost, most: float) -> list[str]:
    """What is promised for signed HTTP and does not hold."""
    problems = [f"{name}: {ratio:.2f}, at most {most}" for ratio in cost.ratios if ratio > most]
    return problems + ([f"{name}: growth {cost.growth:.2f}"] if cost.growth > GROWTH_AT_MOST else [])


@contextmanager
def office_of(projects: int) -> Iterator[Office]:
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder))
        populate(office, Path(folder) / "liandong.db", projects)
        yield office
        office.store.close()


def main() -> int:
    """0 where every ratio holds."""
    problems = []
    with office_of(FEW) as few, office_of(MANY) as many:
        for name, again, most in (("asked again", True, AGAIN_AT_MOST), ("first look", False, FIRST_AT_MOST)):
            cost = measure(over_http, few, many, again=again)
            report(f"signed HTTP, {name}", cost)
            problems += broken(name, cost, most)
            report(f"Socket Mode, {name}", measure(over_socket, few, many, again=again))
    print("\n".join(f"BROKEN {problem}" for problem in problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
