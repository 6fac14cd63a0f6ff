"""What loading and saving a register costs, at three sizes: ``python -m tests.benchmarks.bench_register``."""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import process_time

from flows.linkage.register import Register
from storage import SqliteStore, open_store
from storage.linkage import register
from tests.builders import PROJECT_ID, TEAM, build_project
from tests.flows.linkage.populations import LARGE, MIDDLE, SMALL, Size, population

ROUNDS = 7
READ_GOAL, AGAIN_GOAL = 150, 5
"""Milliseconds for the first and every further read of the largest register. The first is told and not judged: on a
busy machine it takes twice as long."""
GROWTH = 1.5
"""How much faster than its links the time may grow; sorting and caches cost a little."""


def best(work: Callable[[], object]) -> float:
    """Milliseconds of processor time, the quickest of some rounds."""
    found = []
    for _ in range(ROUNDS):
        start = process_time()
        work()
        found.append(1000 * (process_time() - start))
    return min(found)


def filled(folder: Path, size: Size) -> tuple[SqliteStore, Register]:
    """A store with one register in it."""
    store = open_store(str(folder / f"{size.links}.db"))
    book = replace(population(size), team_id=TEAM, project_id=PROJECT_ID, version=1)
    with store.write() as uow:
        uow.projects.save(None, build_project(version=1))
        uow.registers.save(Register(team_id=TEAM, project_id=PROJECT_ID), book)
        uow.commit()
    return store, book


def measured(folder: Path, size: Size) -> tuple[float, float, float]:
    """Milliseconds for the first read, for a further one, and for saving one changed feature."""
    store, _ = filled(folder, size)
    with store.write() as uow:
        first = best(lambda: register(uow.registers._session, TEAM, PROJECT_ID))  # type: ignore[attr-defined]  # unkept
        before = uow.registers.load(TEAM, PROJECT_ID)
        changed = replace(before.features[0], name="Other")
        after = replace(before, features=(changed, *before.features[1:]), version=2)
        start = process_time()
        uow.registers.save(before, after)
        save = 1000 * (process_time() - start)
    with store.read() as reads:
        reads.register(TEAM, PROJECT_ID)
        again = best(lambda: reads.register(TEAM, PROJECT_ID))
    store.close()
    return first, again, save


def main() -> int:
    broken, reads = [], {}
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'links':>7} {'read':>8} {'again':>8} {'save one':>9}  ms")
        for size in (SMALL, MIDDLE, LARGE):
            first, again, save = measured(Path(folder), size)
            reads[size.links] = first
            print(f"{size.links:>7} {first:8.1f} {again:8.3f} {save:9.1f}")
    print(f"goal: the first read below {READ_GOAL} ms on a quiet machine, no faster growth than the links")
    if again > AGAIN_GOAL:
        broken.append(f"a further read takes more than {AGAIN_GOAL} ms")
    if reads[LARGE.links] / reads[MIDDLE.links] > GROWTH * LARGE.links / MIDDLE.links:
        broken.append("reading grows faster than the register")
    for line in broken:
        print(f"BROKEN: {line}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
