"""From the typed command to its answer, at three sizes of a register: ``python -m tests.benchmarks.bench_linkage``.

Everything is real but Slack: file, words, blocks, Bolt. ``first`` is the first look of a process at this version of the
register, which has to be read; ``again`` a further look. A clearance is asked and recorded, which makes a new version.
"""

import gc
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import process_time

from bot import memory
from flows.linkage.commands import AskClearance
from flows.linkage.register import Register
from storage import open_store
from storage.linkage import Kept
from tests.benchmarks.bench_register import GROWTH
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import WANG, Office
from tests.bot.inbound.payloads import TEAM
from tests.flows.linkage.populations import LARGE, MIDDLE, SMALL, Size, population

ROUNDS = 7
GOAL = 300
"""Milliseconds from the command to the answer, on two quiet cores."""


def stopwatch(work: Callable[[], object], before: Callable[[], object] = gc.collect) -> float:
    """The median of some rounds, in milliseconds of processor time, so that neighbours on the machine count little."""
    found = []
    for _ in range(ROUNDS):
        before()
        start = process_time()
        work()
        found.append(1000 * (process_time() - start))
    return median(found)


class Desk:
    """A project with a register of one size."""

    def __init__(self, folder: Path, size: Size) -> None:
        folder.mkdir()
        self.office = Office(folder, store=open_store(f"sqlite:///{folder / 'liandong.db'}"))
        self.project = self.office.create()
        book = replace(population(size), team_id=TEAM, project_id=self.project, version=1)
        with self.office.store.write() as uow:
            uow.registers.save(Register(team_id=TEAM, project_id=self.project), book)
            uow.commit()
        self.planned = next(o.id for o in book.outwards if o.state == "planned")

    def forget(self) -> None:
        """As a process that has just started."""
        self.office.store._kept = Kept()  # type: ignore[attr-defined]  # we know the engine
        gc.collect()

    def matrix(self) -> None:
        answer = self.office.send(p.command("matrix LD-1", WANG))
        assert "F1" in str(answer)

    def clearance(self) -> None:
        """Asked, judged, recorded, announced; then read to be shown, as the listener does."""
        command = AskClearance(project_id=self.project, outward_id=self.planned)
        self.office.do(command, WANG)
        with self.office.store.read() as reads:
            assert reads.register(TEAM, self.project).find(self.planned)


def measured(folder: Path, size: Size) -> tuple[float, float, float, float]:
    desk = Desk(folder / str(size.links), size)
    desk.matrix()  # imports
    desk.clearance()
    found = (
        stopwatch(desk.matrix, desk.forget),
        stopwatch(desk.matrix),
        stopwatch(desk.clearance, desk.forget),
        stopwatch(desk.clearance),
    )
    desk.office.store.close()
    return found


def main() -> int:
    broken, rows = [], {}
    names = ("matrix, first", "matrix, again", "clearance, first", "clearance, again")
    with tempfile.TemporaryDirectory() as folder:
        memory.settle()  # as the process that runs the bot does
        print(f"{'links':>7} " + " ".join(f"{name:>17}" for name in names) + "  ms, median")
        for size in (SMALL, MIDDLE, LARGE):
            rows[size.links] = measured(Path(folder), size)
            print(f"{size.links:>7} " + " ".join(f"{found:17.1f}" for found in rows[size.links]))
    ratios = [large / middle for large, middle in zip(rows[LARGE.links], rows[MIDDLE.links], strict=True)]
    print(f"{'ratio':>7} " + " ".join(f"{ratio:17.1f}" for ratio in ratios) + f"  of {LARGE.links / MIDDLE.links:.0f}")
    print(f"goal: below {GOAL} ms each on a quiet machine, and no faster growth than the links")
    allowed = GROWTH * LARGE.links / MIDDLE.links
    broken = [name for name, ratio in zip(names, ratios, strict=True) if ratio > allowed]
    for name in broken:
        print(f"BROKEN: {name} grows faster than the register")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
