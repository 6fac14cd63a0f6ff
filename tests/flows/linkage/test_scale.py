"""A large register answers at once, and twice as much takes twice as long. Processor time, so that neighbours
on the machine change nothing."""

import gc
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from time import process_time

import pytest

from flows.linkage import commands as c
from flows.linkage.clearance import findings_of, judge
from flows.linkage.codes import LinkKind
from flows.linkage.items import Feature
from flows.linkage.matrix import matrix, metrics
from flows.linkage.register import Register
from tests.flows.linkage.deciding import LEAD, Desk
from tests.flows.linkage.populations import LARGE, MIDDLE, population
from tests.flows.linkage.registers import TODAY, around, contribution

BOOKS = {size: population(size) for size in (MIDDLE, LARGE)}
ITEM = contribution(features=("fea_1", "fea_2"))


def quickest(work: Callable[[Register], object], book: Register) -> float:
    """Milliseconds, without the collector, which looks at everything that other tests have left behind."""
    found = []
    gc.disable()
    try:
        for _ in range(3):
            fresh = replace(book)  # what is computed from a register is kept with it
            start = process_time()
            work(fresh)
            found.append(1000 * (process_time() - start))
    finally:
        gc.enable()
    return min(found)


def grows(work: Callable[[Register], object]) -> float:
    """How many times longer four times as much takes."""
    return quickest(work, BOOKS[LARGE]) / quickest(work, BOOKS[MIDDLE])


def test_the_largest_register_has_what_was_promised() -> None:
    book = BOOKS[LARGE]
    assert (len(book.features), len(book.families), len(book.standards)) == (2_000, 500, 300)
    assert len(book.links) > 19_000


@pytest.mark.soak  # a time, not a ratio: for a quiet machine
def test_matrix_and_judgement_of_the_largest_register_take_less_than_300_ms() -> None:
    def both(book: Register) -> None:
        matrix(book)
        judge(book, ITEM, around())

    assert quickest(both, BOOKS[LARGE]) < 300


def test_what_follows_from_a_register_is_computed_once_and_from_a_changed_one_anew() -> None:
    book = BOOKS[MIDDLE]
    assert matrix(book) is matrix(book)
    assert metrics(book, TODAY) is metrics(book, TODAY)
    assert metrics(book, TODAY) is not metrics(book, TODAY - timedelta(days=1))
    changed = replace(book, features=book.features[1:])
    assert matrix(changed).features == matrix(book).features[1:]
    assert changed.find(book.features[0].id) is None
    assert book.find(book.features[0].id) is not None


def taken_in(book: Register) -> None:
    """A list of 200 lines, half of them links."""
    count = range(100)
    wish = c.ImportItems(
        source="list.csv",
        features=tuple(Feature(id=f"new {n}", number=0, name=f"New {n}") for n in count),
        ties=tuple(c.TieItems(kind=LinkKind.FEATURE_CLAIM, source=f"new {n}", target=f"fam_{n + 1}") for n in count),
    )
    desk = Desk(book)
    desk.events(wish, by=LEAD)
    assert len(desk.register.links) == len(book.links) + len(count)


def test_nothing_grows_faster_than_the_register() -> None:
    """Four times as much may take twice that, for caches; a search within a search would take sixteen times."""
    for work in (
        matrix,
        lambda book: judge(book, ITEM, around()),
        lambda book: findings_of(book, around()),
        lambda book: metrics(book, TODAY),
        taken_in,
    ):
        assert grows(work) < 8
