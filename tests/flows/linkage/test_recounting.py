"""Dates follow what is known of an office's working days; what people settled stays."""

from dataclasses import replace
from datetime import date

import pytest

from flows.linkage.codes import DocketState
from flows.linkage.house import House
from flows.linkage.judgements import DocketItem
from flows.linkage.recounting import recounted
from flows.linkage.register import Register
from flows.linkage.rulebook import shipped_rules
from flows.linkage.surroundings import OfficeCalendars

from .docketing import OFFICES, dated, docketed, with_family
from .registers import Weekdays, application, contribution, on, register

SATURDAY, MONDAY = date(2027, 9, 25), date(2027, 9, 27)


class Worked(Weekdays):
    """A Saturday that has been announced to be worked (调休)."""

    def is_open(self, calendar: str, day: date) -> bool:
        return day == SATURDAY or super().is_open(calendar, day)


class Closed(Weekdays):
    """A Monday that has been announced to be off."""

    def is_open(self, calendar: str, day: date) -> bool:
        return day != MONDAY and super().is_open(calendar, day)


def again(items: tuple[DocketItem, ...], calendars: OfficeCalendars, buffer_days: int = 1) -> list[DocketItem]:
    house = House(buffer_days=buffer_days)
    return list(recounted(items, rulebook=shipped_rules(), calendars=calendars, house=house))


def priority() -> Register:
    """A priority year that ends on a Saturday, moved to Monday as long as nothing is announced."""
    return docketed(with_family(application(filed=date(2026, 9, 25)), application("KR", filed=None)))


def test_nothing_moves_while_nothing_new_is_known() -> None:
    assert again(priority().docket, OFFICES) == []


@pytest.mark.parametrize(("calendars", "day"), [(Worked(), SATURDAY), (Closed(), date(2027, 9, 28))])
def test_a_date_moves_to_where_the_announced_calendar_puts_it_and_says_where_it_was(
    calendars: OfficeCalendars, day: date
) -> None:
    item = dated(priority(), "R05")
    (moved,) = again((item,), calendars)
    assert moved == replace(item, due_on=day, before_on=MONDAY)
    assert again((moved,), calendars) == [], "once"


@pytest.mark.parametrize("state", [state for state in DocketState if state is not DocketState.OPEN])
def test_what_was_settled_stays(state: DocketState) -> None:
    assert again((replace(dated(priority(), "R05"), state=state),), Worked()) == []


def test_a_date_that_no_calendar_moves_stays() -> None:
    item = dated(priority(), "R07")
    assert item.calendar == ""
    assert again((item,), Closed()) == []


def test_R01e_the_last_safe_day_to_file_is_counted_back_again() -> None:
    """Out on the Tuesday: the safe day is the Monday, unless that is off. Then it is the Friday."""
    plan = contribution(date(2027, 9, 28))
    item = dated(docketed(register(families=(), links=(), outwards=(plan,)), today=on(0)), "R01e")
    assert item.due_on == MONDAY
    (moved,) = again((item,), Closed())
    assert (moved.due_on, moved.before_on) == (date(2027, 9, 24), MONDAY)
    (wider,) = again((item,), Weekdays(), buffer_days=2)
    assert wider.due_on == date(2027, 9, 24)
