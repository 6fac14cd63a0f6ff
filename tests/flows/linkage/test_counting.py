"""Periods as rule 5 counts them, and what the calendars make of a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendars import Offices
from flows.linkage.counting import KNOWN, Period, deemed_receipt, next_open

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
NEAR = st.dates(date(2023, 1, 1), date(2031, 12, 31))
CALENDARS = st.sampled_from(sorted(KNOWN))
PERIODS = st.builds(Period, st.integers(0, 400), st.sampled_from("DWM"))
OFFICES = Offices()


@pytest.mark.parametrize(
    ("start", "period", "end"),
    [
        (date(2026, 1, 31), "P1M", date(2026, 2, 28)),
        (date(2024, 1, 31), "P1M", date(2024, 2, 29)),
        (date(2024, 2, 29), "P12M", date(2025, 2, 28)),
        (date(2024, 2, 29), "P4Y", date(2028, 2, 29)),
        (date(2026, 11, 30), "P3M", date(2027, 2, 28)),
        (date(2026, 8, 31), "P6M", date(2027, 2, 28)),
        (date(2026, 12, 31), "P2M", date(2027, 2, 28)),
        (date(2026, 2, 28), "P1M", date(2026, 3, 28)),  # the corresponding day, not the end of the month
        (date(2026, 11, 23), "P15D", date(2026, 12, 8)),
        (date(2026, 11, 23), "P12W", date(2027, 2, 15)),
    ],
)
def test_a_period_ends_on_the_corresponding_day_or_the_last_of_the_month(start: date, period: str, end: date) -> None:
    assert Period.parse(period).after(start) == end


@pytest.mark.parametrize("text", ["", "12M", "P", "PM", "P1H", "P-1M", "P1M2D", "p1m"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        Period.parse(text)


def test_a_notice_by_post_is_deemed_received_after_fifteen_days_an_electronic_one_at_once() -> None:
    assert deemed_receipt(date(2026, 11, 23), by_post=True) == date(2026, 12, 8)
    assert deemed_receipt(date(2026, 11, 23), by_post=False) == date(2026, 11, 23)


@given(DAYS, PERIODS)
def test_a_period_never_ends_before_its_start_nor_skips_a_month(start: date, period: Period) -> None:
    end = period.after(start)
    assert end >= start
    if period.unit == "M":
        assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == period.count
        assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


@given(DAYS, DAYS, PERIODS)
def test_a_later_start_never_ends_earlier(one: date, other: date, period: Period) -> None:
    assert period.after(min(one, other)) <= period.after(max(one, other))


@settings(deadline=None)  # the first look at a year reads its holidays
@given(NEAR, CALENDARS)
def test_rolling_is_never_earlier_idempotent_and_lands_on_an_open_day(day: date, calendar: str) -> None:
    rolled = next_open(day, calendar, OFFICES)
    assert rolled >= day
    assert next_open(rolled, calendar, OFFICES) == rolled
    assert OFFICES.is_open(calendar, rolled)
    assert not any(OFFICES.is_open(calendar, day + timedelta(days=n)) for n in range((rolled - day).days))


@settings(deadline=None)  # the first look at a year reads its holidays
@given(NEAR, NEAR, CALENDARS)
def test_rolling_keeps_the_order_of_days(one: date, other: date, calendar: str) -> None:
    assert next_open(min(one, other), calendar, OFFICES) <= next_open(max(one, other), calendar, OFFICES)


@settings(deadline=None)  # the first look at a year reads its holidays
@given(NEAR)
def test_an_office_without_a_calendar_does_not_roll(day: date) -> None:
    assert next_open(day, "BR", OFFICES) == day
