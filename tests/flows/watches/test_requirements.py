"""A value of a standard finds its clause in the register, whenever it was recorded and however it was written."""

from dataclasses import replace

import pytest

from flows.watches.benchmarks import Side
from flows.watches.requirements import clause_of
from tests.bot.views.samples_watches import NORM, REGISTER, value


@pytest.mark.parametrize(
    ("holder", "clause", "found"),
    [
        ("ISO 18000:2024", "5.1", True),
        ("ISO/DIS 18000", " 5.1 ", True),
        ("iso 18000", "5.1", True),
        ("ISO 18000", "5.2", False),
        ("ISO 18001", "5.1", False),
        ("", "5.1", False),
    ],
)
def test_a_clause_is_found_in_any_edition_and_writing(holder: str, clause: str, found: bool) -> None:
    norm, part = clause_of(REGISTER, value(1, Side.STANDARD, "3", holder, clause=clause))
    assert (part is not None) is found
    assert norm in (NORM, None)


def test_a_rivals_or_our_own_value_is_no_requirement() -> None:
    for side in (Side.OURS, Side.RIVAL):
        assert clause_of(REGISTER, value(1, side, "3", "ISO 18000", clause="5.1")) == (None, None)


def test_a_clause_that_is_recorded_later_is_found_then() -> None:
    bare = replace(REGISTER, standards=(replace(NORM, clauses=()),))
    stated = value(1, Side.STANDARD, "3", "ISO 18000", clause="5.1")
    assert clause_of(bare, stated)[1] is None
    assert clause_of(REGISTER, stated)[1] == NORM.clauses[0]
