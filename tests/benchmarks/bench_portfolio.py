"""What the portfolio costs with 1,000 and with 10,000 projects, against the least that any answer has to read.

The floor reads each visible project and its overdue work once, in the same database and in the same run, so that only
the ratios mean anything. Run from the root: ``python -m tests.benchmarks.bench_portfolio [projects]``. Fails where a
promise is broken.
"""

import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from flows.linkage.adding_up import Adding
from flows.linkage.register import Register
from flows.names import STRANDS, Actor, Confidentiality
from storage import SqliteStore, open_store
from tests.builders import LEAD, NOW, PROJECT_ID, TEAM, TODAY, build_deliverable, build_gate
from tests.storage.test_portfolio import SHANGHAI, a_register, late
from tests.storage.test_projects import created

FEW, MANY = 1_000, 10_000
ROUNDS = 7
DELIVERABLES = 20
GROWTH, OVER_FLOOR = 13.0, 5.0
"""How much dearer ten times the projects may be, and how much dearer than the floor the answer."""
TABLES = {
    "projects": "id", "members": "project_id", "deliverables": "project_id", "registers": "project_id",
    "register_items": "project_id", "register_figures": "project_id",
}  # fmt: skip
"""Tables with rows for each project, and the column that names it."""
CHANGED = {
    "project_key": "'LD-' || n", "key_number": "n",
    "stage": "case n % 6 when 0 then 'ideation' when 1 then 'assessment' when 2 then 'initiation' "
             "when 3 then 'implementation' when 4 then 'use_of_results' else 'evaluation' end",
    "stage_entered_at": "strftime('%Y-%m-%dT%H:%M:%S.000000Z', '2026-11-20', '-' || (n % 400) || ' days')",
    "confidentiality": "case when n % 3 = 0 then 'members' else 'open' end",
}  # fmt: skip
NUMBERS = "with recursive numbers(n) as (select 2 union all select n + 1 from numbers where n < :projects)"
FLOOR = """
select p.stage, count(*), sum((select count(*) from deliverables d where d.team_id = p.team_id and d.project_id = p.id
    and d.stage = p.stage and d.state in ('open', 'changes_requested') and d.due < '2026-11-23'))
from projects p where p.team_id = 'T0LIANDONG' and p.status in ('active', 'held') group by p.stage
"""


def filled(path: Path, projects: int) -> SqliteStore:
    """All of the same people; every third one is for its members only."""
    store = open_store(str(path))
    work = tuple(
        replace(build_deliverable(id=f"dlv_{n:06d}"), due=late(n - DELIVERABLES + 4).due) for n in range(DELIVERABLES)
    )
    created(
        store, key="LD-1", deliverables=work, confidentiality=Confidentiality.OPEN, strands=STRANDS, gate=build_gate()
    )
    book = replace(a_register(), project_id=PROJECT_ID, version=1)
    with store.write() as uow:
        uow.registers.save(Register(team_id=TEAM, project_id=PROJECT_ID), book)
        uow.commit()
    Adding(store, SHANGHAI).tend(NOW)
    with closing(sqlite3.connect(path)) as raw, raw:
        for table, owner in TABLES.items():
            names = [row[1] for row in raw.execute(f"pragma table_info({table})")]
            changed = CHANGED if table == "projects" else {"stage": CHANGED["stage"]}
            values = ", ".join(changed.get(c, "'prj_' || printf('%010d', n)" if c == owner else c) for c in names)
            raw.execute(
                f"{NUMBERS} insert into {table} ({', '.join(names)}) "  # noqa: S608 -- names from the schema itself
                f"select {values} from numbers, {table} where {owner} = :model",
                {"projects": projects, "model": PROJECT_ID},
            )
        raw.execute("analyze")
        raw.commit()
        raw.execute("pragma wal_checkpoint(truncate)")
    return store


def asked(store: SqliteStore, user: str) -> float:
    """Milliseconds of processor time for one answer: a busy machine disturbs them less."""
    start = time.process_time()
    with store.read() as reads:
        found = reads.portfolio(Actor(TEAM, user), today=TODAY)
    took = (time.process_time() - start) * 1000
    if not found.projects or not found.late or not found.missed:
        raise AssertionError(found)
    return took


def floor(path: Path) -> float:
    with closing(sqlite3.connect(path)) as raw:
        start = time.process_time()
        raw.execute(FLOOR).fetchall()
        return (time.process_time() - start) * 1000


def main(many: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("few.db", "many.db")]
        stores = [filled(path, projects) for path, projects in zip(paths, (FEW, many), strict=True)]
        rows = [
            (*(asked(store, user) for store in stores for user in (LEAD, "")), *(floor(path) for path in paths))
            for _ in range(ROUNDS)
        ]
        few, few_open, large, large_open, low, high = (statistics.median(column) for column in zip(*rows, strict=True))
        for store in stores:
            store.close()
    print(f"{'':16} {FEW:>9} {many:>9} projects, milliseconds, growth, times the floor")
    for name, small, big in (("a member", few, large), ("a channel", few_open, large_open), ("floor", low, high)):
        print(f"{name:16} {small:9.1f} {big:9.1f} {big / small:6.1f} {big / high:6.1f}")
    fine = large / few <= GROWTH * many / MANY and large / high <= OVER_FLOOR
    if not fine:
        print("BROKEN: the portfolio costs more than the projects it is about")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else MANY))
