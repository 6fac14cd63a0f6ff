"""What putting, claiming and marking cost with 100 and with 100,000 waiting parcels, as a ratio within one run.

Run from the root: ``python -m tests.benchmarks.storage_outbox [parcels]``. Fails where a promise is broken.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path

from flows.notices import Lane, Notice
from storage import open_store
from tests.builders import NOW
from tests.storage.outbox_desk import Desk, notice

FEW, MANY = 100, 100_000
BATCH = 10
ROUNDS = 60
GROWTH = 3.0
"""How much dearer a step may be with 1,000 times the parcels."""

Shape = Callable[[int], Notice]
SHAPES: dict[str, Shape] = {
    "an audience each": lambda n: notice(f"n{n}", f"U{n}", lane=Lane.BULK),
    "all for one channel": lambda n: notice(f"n{n}", "C1", lane=Lane.BULK),
    "all for tomorrow": lambda n: notice(f"n{n}", f"U{n}", lane=Lane.BULK, not_before=NOW + timedelta(days=1)),
    "all deferred": lambda n: notice(f"n{n}", f"C{n % 10}", lane=Lane.BULK),
}


def filled(path: Path, shape: str, parcels: int) -> Desk:
    numbers = count()
    desk = Desk(open_store(str(path)), lambda prefix: f"{prefix}_{next(numbers):08d}")
    for start in range(0, parcels, 5000):
        desk.put(*(SHAPES[shape](n) for n in range(start, min(start + 5000, parcels))))
    if shape == "all deferred":
        for channel in range(10):
            desk.defer(f"C{channel}", 86_400)
    return desk


def step(desk: Desk, number: int) -> float:
    """Seconds to put an urgent notice, claim a batch with it, send each parcel and pace its audience."""
    start = time.perf_counter()
    desk.put(notice(f"urgent{number}", f"C_urgent{number}"))
    parcels = desk.claim(limit=BATCH)
    if parcels[0].notice.dedupe_key != f"urgent{number}":
        raise AssertionError("an urgent notice waited behind a batch")
    for parcel in parcels:
        desk.sent(parcel)
        desk.defer(parcel.notice.audience, 0)
    return (time.perf_counter() - start) / (2 * len(parcels) + 2)


def milliseconds(desk: Desk) -> float:
    """The median of one transaction of a step."""
    return statistics.median(step(desk, number) for number in range(ROUNDS)) * 1000


def main(many: int) -> int:
    broken = []
    print(f"{'waiting':22} {FEW:>9} {many:>9} parcels, milliseconds a transaction, ratio")
    for shape in SHAPES:
        with tempfile.TemporaryDirectory() as folder:
            small, large = (filled(Path(folder) / f"{size}.db", shape, size) for size in (FEW, many))
            before, after = milliseconds(small), milliseconds(large)
            print(f"{shape:22} {before:9.3f} {after:9.3f} {after / before:6.2f}")
            if after / before > GROWTH:
                broken.append(f"{shape}: the outbox slows down with the parcels that wait")
    for line in broken:
        print(f"BROKEN: {line}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else MANY))
