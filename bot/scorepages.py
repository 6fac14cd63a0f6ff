"""Score sheets in pages of a modal: which criteria stand on which page, and what was filled in on one. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bot.filled import Filled
from flows.lifecycle.project import Mark
from flows.lifecycle.scores import why_field
from flows.lifecycle.scoresheet import Criterion

PAGE = 4
"""Criteria on a page, each with two fields."""
NOT_APPLICABLE = "na"
_LINK = re.compile(r"https?://[^\s<>，。；、）)]+")


def pages(criteria: Sequence[Criterion]) -> tuple[tuple[Criterion, ...], ...]:
    """The criteria in their order, on as few pages as the strands allow; a short sheet in even parts."""
    if len(criteria) <= 2 * PAGE:
        return tuple(_evenly(criteria))
    found: list[tuple[Criterion, ...]] = [()]
    for _, strand in groupby(criteria, key=lambda c: c.strand):
        for part in _evenly(tuple(strand)):
            if len(found[-1]) + len(part) <= PAGE:
                found[-1] += part
            else:
                found.append(part)
    return tuple(found)


def _evenly(criteria: Sequence[Criterion]) -> Iterator[tuple[Criterion, ...]]:
    """The fewest parts that fit a page, of like size, the larger ones first."""
    parts = -(-len(criteria) // PAGE)
    size, larger = divmod(len(criteria), parts)
    start = 0
    for number in range(parts):
        end = start + size + (number < larger)
        yield tuple(criteria[start:end])
        start = end


def marks_of(filled: Filled, criteria: Iterable[Criterion]) -> tuple[Mark, ...]:
    """What was filled in on a page; a criterion without a choice has no mark. The first address is the evidence."""
    return tuple(
        Mark(c.key, points_of(chosen), why, found.group() if (found := _LINK.search(why)) else "")
        for c in criteria
        if (chosen := filled.option(c.key))
        for why in [filled.text(why_field(c.key))]
    )


def points_of(chosen: str) -> int | None:
    """The points of an option; -1, which no sheet allows, for one that no page offers."""
    if chosen == NOT_APPLICABLE:
        return None
    return int(chosen) if chosen.isascii() and chosen.isdigit() else -1


def merged(earlier: Iterable[Mark], fresh: Iterable[Mark]) -> tuple[Mark, ...]:
    """Earlier marks with newer ones in their place."""
    return tuple(({m.criterion: m for m in earlier} | {m.criterion: m for m in fresh}).values())
