"""Score sheets in pages of a modal: which criteria stand on which page, and what was filled in on one. Pure."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from bot.forms import Filled
from flows.lifecycle.project import Mark
from flows.lifecycle.scores import why_field
from flows.lifecycle.scoresheet import Criterion

PAGE = 5
"""Criteria on a page, each with two fields. A strand is never torn apart: its criteria are judged together."""
NOT_APPLICABLE = "na"
_LINK = re.compile(r"https?://[^\s<>，。；、）)]+")


def pages(criteria: Sequence[Criterion]) -> tuple[tuple[Criterion, ...], ...]:
    """The criteria in their order; all on one page where they fit, else a page for each strand."""
    if len(criteria) <= PAGE:
        return (tuple(criteria),)
    return tuple(tuple(group) for _, group in groupby(criteria, key=lambda c: c.strand))


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
