"""What a tick costs with 100 and with 100,000 schedule rows of which none is due, and of which one is.

Run from the root: ``python -m tests.benchmarks.bench_schedules [rows]``. Fails where a promise is broken.
"""

import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from flows.rhythm.usecases import fire_due, keep
from storage import SqliteStore, open_store
from tests.storage.test_rhythm import FIRST, HOLIDAYS, daily, say_it

FEW, MANY = 100, 100_000
TICKS = 50
GROWTH = 3.0
"""How much dearer a tick may be with 1,000 times the rows."""
MOST_MILLISECONDS = 50.0


def filled(path: Path, rows: int) -> SqliteStore:
    store = open_store(str(path))
    for start in range(0, rows, 5000):
        with store.write() as uow:
            for number in range(start, min(start + 5000, rows)):
                due_later = daily(number, audience=f"C{number}", covered_to=FIRST + timedelta(hours=1))
                keep(due_later, uow=uow, holidays=HOLIDAYS)
            uow.commit()
    return store


def tick(store: SqliteStore, now: datetime, expected: int) -> float:
    """Milliseconds of one tick."""
    numbers, start = count(time.perf_counter_ns()), time.perf_counter()
    told = fire_due(
        store, holidays=HOLIDAYS, compose=say_it, now=now, new_id=lambda prefix: f"{prefix}_{next(numbers)}"
    )
    if told != expected:
        raise AssertionError(f"{told} slots were told instead of {expected}")
    return (time.perf_counter() - start) * 1000


def one_due(store: SqliteStore, number: int) -> float:
    """A tick with one schedule whose moment has come."""
    with store.write() as uow:
        keep(replace(daily(), id=f"due_{number}", audience=f"D{number}"), uow=uow, holidays=HOLIDAYS)
        uow.commit()
    return tick(store, FIRST, 1)


def main(many: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        small, large = filled(Path(folder) / "few.db", FEW), filled(Path(folder) / "many.db", many)
        idle = [statistics.median(tick(store, FIRST, 0) for _ in range(TICKS)) for store in (small, large)]
        busy = [statistics.median(one_due(store, n) for n in range(TICKS)) for store in (small, large)]
    print(f"{'':12} {FEW:>9} {many:>9} rows, milliseconds a tick, ratio")
    print(f"{'none due':12} {idle[0]:9.3f} {idle[1]:9.3f} {idle[1] / idle[0]:6.2f}")
    print(f"{'one due':12} {busy[0]:9.3f} {busy[1]:9.3f} {busy[1] / busy[0]:6.2f}")
    fine = busy[1] / busy[0] <= GROWTH and max(idle[1], busy[1]) < MOST_MILLISECONDS
    if not fine:
        print("BROKEN: a tick slows down with the schedules that are not due")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else MANY))
