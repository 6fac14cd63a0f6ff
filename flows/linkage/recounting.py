"""Dates that fall on another day because an office's working days became known, or known better."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from flows.linkage.codes import DocketState
from flows.linkage.counting import OfficeCalendars, next_open
from flows.linkage.house import House
from flows.linkage.judgements import DocketItem
from flows.linkage.novelty import latest_safe_filing
from flows.linkage.rulebook import Roll, Rulebook

CALENDAR_CHANGED = "calendar_changed"
"""The ``cause`` of what happens then."""


def recounted(
    items: Iterable[DocketItem], *, rulebook: Rulebook, calendars: OfficeCalendars, house: House
) -> Iterator[DocketItem]:
    """Each open date that moves, as it is from now on; ``before_on`` keeps the day it had. Facts are not looked at
    again, and what a person has settled stays as it is."""
    for item in items:
        if item.state is DocketState.OPEN and item.calendar:
            day = _rolled(item, rulebook, calendars, house)
            if day != item.due_on:
                yield replace(item, due_on=day, before_on=item.due_on)


def _rolled(item: DocketItem, rulebook: Rulebook, calendars: OfficeCalendars, house: House) -> date:
    rule = rulebook.get(item.rule)
    if rule is not None and any(term.roll is Roll.BEFORE for term in rule.terms):
        return latest_safe_filing(item.source_on, house, calendars)
    return next_open(item.raw_on, item.calendar, calendars)
