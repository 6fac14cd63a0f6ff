"""A source ten times as large takes ten times as long and no more: reading and comparing are linear.

``tests/benchmarks/bench_feeds.py`` measures the real sizes.
"""

import time
from pathlib import Path

import pytest

from tests.benchmarks.bench_feeds import SIZES, compared, written

SMALL, TIMES = 1_500, 6
AT_MOST = 2.0
"""Times the cost of a record in the small one, with room for a busy machine."""


def cost(name: str, folder: Path, records: int) -> float:
    """Processor seconds for a record, the best of three, so that neighbours do not count."""
    yesterday, _ = compared(name, written(folder, name, records, 0), None)
    today, best = written(folder, name, records, 1), float("inf")
    for _ in range(3):
        started = time.process_time()
        compared(name, today, yesterday)
        best = min(best, time.process_time() - started)
    return best / records


@pytest.mark.parametrize("name", SIZES)
def test_the_cost_of_a_record_does_not_grow_with_their_number(name: str, tmp_path: Path) -> None:
    assert cost(name, tmp_path, SMALL * TIMES) < AT_MOST * cost(name, tmp_path, SMALL)
