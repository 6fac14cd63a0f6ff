"""In which order tests are run when several processes share them (``pytest -n N --dist worksteal``).

Each process is given one Nth of the list, from top to bottom, and one that is through takes over the later half of what
another has left. A journey that comes last keeps everybody waiting, so the slow files are dealt out to the beginnings
of these shares, like cards.
"""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import pytest

SLOW = ("browser", "journeys", "properties", "simulation", "bot/playground/test_launch.py")
"""Below ``tests``: what waits for real seconds or tries many examples."""


def dealt(items: list[pytest.Item], processes: int) -> list[pytest.Item]:
    """The same tests; those of a file stay together, with the fixtures that they share."""
    files = [list(group) for _, group in groupby(items, key=lambda item: item.path)]
    slow = [file for file in files if is_slow(file[0].path)]
    quick = [item for file in files if not is_slow(file[0].path) for item in file]
    hands = [flat(slow[n::processes]) for n in range(processes)]
    size = len(items) // processes
    shares = []
    for hand in hands[:-1]:
        room = max(0, size - len(hand))
        shares.append([*hand, *quick[:room]])
        quick = quick[room:]
    return flat([*shares, [*hands[-1], *quick]])


def is_slow(path: Path) -> bool:
    below = path.relative_to(Path(__file__).parent)
    return any(below.is_relative_to(name) for name in SLOW)


def flat(lists: Iterable[list[pytest.Item]]) -> list[pytest.Item]:
    return [item for items in lists for item in items]
