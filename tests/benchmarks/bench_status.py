"""What our work adds to Bolt's: ``/liandong status`` against a bare command that acks a constant.

Both in process, interleaved in one run, medians over calls: only their ratio means anything. With few projects and
with many, since an answer must not get slower as the database grows. Between two changes of a project its status is
worked out once per person, so the first look and a later one are measured apart. Run by ``make bench``; fails where a
ratio is broken.
"""

import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from slack_bolt import Ack, App, BoltRequest
from slack_sdk import WebClient

from bot.app import OneWorkspace
from tests.benchmarks.population import populate
from tests.bot.inbound import payloads
from tests.bot.inbound.office import LIN, Office

CALLS = 2000
AGAIN_AT_MOST = 3.0
"""Times the bare command, for a status that was asked for before."""
FIRST_AT_MOST = 10.0
GROWTH_AT_MOST = 1.5
"""Times the cost among few projects."""
FEW, MANY = 10, 100_000
ASKED_AGAIN = 200


@dataclass(frozen=True)
class Cost:
    """Median microseconds of one dispatch."""

    projects: int
    bare: float
    first: float
    again: float

    def broken(self) -> list[str]:
        limits = {"again": (self.again / self.bare, AGAIN_AT_MOST), "first": (self.first / self.bare, FIRST_AT_MOST)}
        return [
            f"among {self.projects:,}: {name} {ratio:.2f}, at most {most}"
            for name, (ratio, most) in limits.items()
            if ratio > most
        ]


def bare_app(office: Office) -> App:
    """The least a Bolt app can do: one command, one constant."""
    app = App(
        client=WebClient(),
        authorize=OneWorkspace(office.desk.team, "xoxb-test"),
        signing_secret="signing",
        process_before_response=True,
        token_verification_enabled=False,
    )

    def constant(ack: Ack) -> None:
        ack("A constant")

    app.command("/liandong")(constant)
    return app


def microseconds(app: App, key: int) -> float:
    """Of one dispatch; making the payload is not counted."""
    body = payloads.command(f"status LD-{key}", LIN)
    started = time.perf_counter()
    response = app.dispatch(BoltRequest(mode="socket_mode", body=body))
    took = (time.perf_counter() - started) * 1e6
    if response.status != 200:
        raise AssertionError(response.body)
    return took


def measure(projects: int, folder: Path) -> Cost:
    """Ask about projects spread over the whole table. Call by call, so that a busy machine disturbs both alike."""
    office = Office(folder)
    populate(office, folder / "liandong.db", projects)
    bare, ours = bare_app(office), office.app
    spread = range(1, projects + 1, max(1, projects // CALLS))
    for key in spread[:ASKED_AGAIN]:
        microseconds(ours, key)
    seen, unseen = cycle(spread[:ASKED_AGAIN]), cycle(spread)
    floors, agains, firsts = [], [], []
    for _ in range(CALLS):
        floors.append(microseconds(bare, 1))
        agains.append(microseconds(ours, next(seen)))
    for _ in range(CALLS):
        office.desk.shelf.clear()
        firsts.append(microseconds(ours, next(unseen)))
    office.store.close()
    return Cost(projects, statistics.median(floors), statistics.median(firsts), statistics.median(agains))


def main() -> int:
    """0 where every ratio holds."""
    costs = []
    for projects in (FEW, MANY):
        with tempfile.TemporaryDirectory() as folder:
            cost = measure(projects, Path(folder))
        costs.append(cost)
        print(
            f"status among {cost.projects:>7,} projects: bare Bolt {cost.bare:4.0f} us, "
            f"again {cost.again:4.0f} us ({cost.again / cost.bare:.2f} x), "
            f"first {cost.first:4.0f} us ({cost.first / cost.bare:.2f} x)"
        )
    few, many = costs
    growth = max(many.first / few.first, many.again / few.again)
    print(f"growth from {FEW} to {MANY:,} projects: {growth:.2f} x (at most {GROWTH_AT_MOST})")
    problems = [*few.broken(), *many.broken()]
    problems += [f"growth {growth:.2f}, at most {GROWTH_AT_MOST}"] if growth > GROWTH_AT_MOST else []
    print("\n".join(f"BROKEN {problem}" for problem in problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
