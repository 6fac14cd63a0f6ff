"""What reads cost with 10 and with 100,000 projects in the database, as a ratio within one run.

Run from the root: ``python -m tests.benchmarks.storage_reads [projects]``. Fails where a promise is broken.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from flows.lifecycle.project import Member, Project
from flows.names import Confidentiality, DeliverableState, Role
from flows.ports import Reads
from storage import SqliteStore, open_store
from tests.builders import LEAD, STEER, TEAM, TECH, TODAY, build_deliverable, build_project, build_submission

FEW, MANY = 10, 100_000
DELIVERABLES = 8
TIMES, ROUNDS = 300, 7
CARD_MICROSECONDS = 100.0
GROWTH = 2.0
"""How much dearer an indexed read may be with 10,000 times the projects."""


def projects(count: int) -> list[Project]:
    """Every third one open to all; the same two people on the first ten, others on the rest."""
    items = tuple(
        build_deliverable(
            id=f"dlv_{n}",
            state=DeliverableState.SUBMITTED if n % 2 else DeliverableState.OPEN,
            submissions=(build_submission(),) if n % 2 else (),
        )
        for n in range(DELIVERABLES)
    )
    first = build_project(version=1, deliverables=items)
    return [
        replace(
            first,
            id=f"prj_{n:08d}",
            key=f"LD-{n + 1}",
            name=f"Radar {n}",
            channel_id=f"C{n:08d}",
            confidentiality=Confidentiality.MEMBERS if n % 3 else Confidentiality.OPEN,
            members=crew(n),
            deliverables=items if n < FEW else tuple(replace(item, assignee=f"U{n % 5000}") for item in items),
        )
        for n in range(count)
    ]


def crew(number: int) -> tuple[Member, ...]:
    if number < FEW:
        return (Member(LEAD, (Role.LEAD,)), Member(TECH, (Role.TECHNOLOGY,)), Member(STEER, (Role.STEERING,)))
    return (Member(f"U{number % 5000}", (Role.LEAD,)), Member(f"U{number % 4999}"))


def filled(path: Path, count: int) -> SqliteStore:
    store = open_store(str(path))
    found = projects(count)
    for start in range(0, count, 5000):
        with store.write() as unit:
            for project in found[start : start + 5000]:
                unit.projects.save(None, project)
            unit.commit()
    return store


READS: dict[str, Callable[[Reads], object]] = {
    "card by key": lambda reads: reads.card(TEAM, "ld-7"),
    "card by id": lambda reads: reads.card(TEAM, "prj_00000006"),
    "projects of a channel": lambda reads: reads.card_of_channel(TEAM, "C00000006"),
    "list, first page": lambda reads: reads.projects_of(TEAM, LEAD, today=TODAY, guest=False, limit=10),
    "my work": lambda reads: reads.my_work(TEAM, TECH, today=TODAY, guest=False, projects=10),
    "search, frequent text": lambda reads: reads.search(TEAM, LEAD, "radar", guest=False, limit=10),
}
SCANNING: dict[str, Callable[[Reads], object]] = {
    "search, text found nowhere": lambda reads: reads.search(TEAM, LEAD, "no such name", guest=False, limit=20),
}
"""Contains-search reads every visible name by nature; its promise is an absolute one."""
SCAN_MILLISECONDS = 250.0


def microseconds(store: SqliteStore, read: Callable[[Reads], object], times: int = TIMES) -> float:
    """One read with its transaction: the median of the rounds."""
    rounds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(times):
            with store.read() as reads:
                read(reads)
        rounds.append((time.perf_counter() - start) / times * 1e6)
    return statistics.median(rounds)


def main(many: int) -> int:
    broken = []
    with tempfile.TemporaryDirectory() as folder:
        small, large = filled(Path(folder) / "small.db", FEW), filled(Path(folder) / "large.db", many)
        print(f"{'read':28} {FEW:>9} {many:>9} projects, microseconds, ratio")
        for name, read in READS.items():
            before, after = microseconds(small, read), microseconds(large, read)
            print(f"{name:28} {before:9.1f} {after:9.1f} {after / before:6.2f}")
            if after / before > GROWTH:
                broken.append(f"{name} grows with the number of projects")
            if name.startswith("card") and after > CARD_MICROSECONDS:
                broken.append(f"{name} takes more than {CARD_MICROSECONDS:.0f} microseconds")
        for name, read in SCANNING.items():
            after = microseconds(large, read, times=3) / 1000
            print(f"{name:28} {'':9} {after:9.1f} milliseconds")
            if after > SCAN_MILLISECONDS:
                broken.append(f"{name} takes more than {SCAN_MILLISECONDS:.0f} ms")
        small.close()
        large.close()
    for line in broken:
        print(f"BROKEN: {line}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else MANY))
