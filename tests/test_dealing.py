"""However many processes share the tests, each test is run once, and none begins with nothing slow to do."""

from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.dealing import SLOW, dealt, is_slow

HERE = Path(__file__).parent
FILES = [
    "flows/test_a.py",
    *(f"{name}/test_{n}.py" for name in SLOW[:2] for n in range(4)),
    "storage/test_b.py",
    *SLOW[4:],
]


def items_of(sizes: list[int]) -> list[Any]:
    return [
        SimpleNamespace(path=HERE / file, name=n) for file, size in zip(FILES, sizes, strict=True) for n in range(size)
    ]


@pytest.mark.parametrize("processes", range(1, 7))
@pytest.mark.parametrize("sizes", [[60, *[3] * 8, 40, 2], [1] * 11, [0, *[9] * 8, 0, 0], [500, *[1] * 8, 0, 0]])
def test_each_test_is_run_once_and_files_stay_together(processes: int, sizes: list[int]) -> None:
    items = items_of(sizes)
    order = dealt(items, processes)
    assert len(order) == len(items)
    assert {id(item) for item in order} == {id(item) for item in items}
    slow = [item.path for item in order if is_slow(item.path)]
    assert sum(a != b for a, b in pairwise(slow)) == len({*slow}) - 1


@pytest.mark.parametrize("processes", range(1, 7))
def test_each_process_begins_with_its_share_of_what_is_slow(processes: int) -> None:
    order = dealt(items_of([600, *[3] * 8, 400, 2]), processes)
    size = len(order) // processes
    for n in range(processes):
        assert is_slow(order[n * size].path), n
