"""The collector leaves what start-up made alone, and still finds what nobody holds."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from bot import memory


class Knot:
    """Holds itself, as only the collector can see."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def settled() -> Iterator[None]:
    before = gc.get_threshold()
    memory.settle()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


@pytest.mark.usefixtures("settled")
def test_what_start_up_made_is_not_looked_at_again() -> None:
    assert gc.get_freeze_count() > 10_000
    assert len(gc.get_objects()) < gc.get_freeze_count() / 10


@pytest.mark.usefixtures("settled")
def test_what_nobody_holds_is_still_found_by_itself() -> None:
    gone = weakref.ref(Knot())
    kept = [[] for _ in range(memory.YOUNG + 1)]  # type: list[list[int]]
    assert gone() is None
    assert gc.isenabled()
    assert kept
