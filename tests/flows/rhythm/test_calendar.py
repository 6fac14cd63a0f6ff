"""Nobody is spoken to at night, on a day off or before their day begins, wherever they are."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.worktime import country_of, is_working_day
from flows.ports import Person
from flows.rhythm.calendar import WorkingTime, is_working, next_allowed, working_time

ZONES = (
    "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Asia/Kolkata", "Pacific/Apia",
    "Pacific/Kiritimati", "Australia/Lord_Howe", "America/St_Johns", "Africa/Casablanca",
)  # fmt: skip


def times(zone: str, **fields: time) -> WorkingTime:
    return WorkingTime(zone=ZoneInfo(zone), country=country_of(zone), **fields)


def told(local: str, zone: str) -> str:
    """When somebody in a zone is told what is due there at a local time, as their clock shows it."""
    moment = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone))
    found = next_allowed(moment, times(zone), is_working_day).astimezone(ZoneInfo(zone))
    return f"{found:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("due", "zone", "expected"),
    [
        ("2026-11-24T10:30", "Asia/Shanghai", "2026-11-24 10:30"),
        ("2026-11-24T02:00", "Europe/Berlin", "2026-11-24 09:00"),
        ("2026-11-24T18:00", "Europe/Berlin", "2026-11-25 09:00"),
        ("2026-11-27T22:00", "Asia/Shanghai", "2026-11-30 09:00"),
        # Spring festival 2026: off from 15 to 23 February, worked on the Saturdays 14 and 28 February.
        ("2026-02-14T10:00", "Asia/Shanghai", "2026-02-14 10:00"),
        ("2026-02-14T19:00", "Asia/Shanghai", "2026-02-24 09:00"),
        ("2026-02-27T20:00", "Asia/Shanghai", "2026-02-28 09:00"),
        # National Day 2026: off from 1 to 7 October, worked on Sunday 20 September and Saturday 10 October.
        ("2026-09-30T18:30", "Asia/Shanghai", "2026-10-08 09:00"),
        ("2026-10-10T09:30", "Asia/Shanghai", "2026-10-10 09:30"),
        ("2026-12-24T20:00", "Europe/Berlin", "2026-12-28 09:00"),
        ("2026-11-25T20:00", "America/New_York", "2026-11-27 09:00"),
        ("2026-03-28T12:00", "Europe/Berlin", "2026-03-30 09:00"),
        ("2026-10-24T12:00", "Europe/Berlin", "2026-10-26 09:00"),
        ("2026-11-24T08:59", "Asia/Kathmandu", "2026-11-24 09:00"),
    ],
)
def test_what_is_due_is_told_in_the_persons_own_working_time(due: str, zone: str, expected: str) -> None:
    assert told(due, zone) == expected


@given(
    st.integers(0, 400 * 24 * 60).map(lambda minutes: datetime(2025, 12, 1, tzinfo=UTC) + timedelta(minutes=minutes)),
    st.sampled_from(ZONES),
    st.integers(0, 20),
)
def test_the_next_allowed_moment_is_never_earlier_always_allowed_and_stays(
    moment: datetime, zone: str, begins: int
) -> None:
    working = times(zone, begins=time(begins), ends=time(begins + 3))
    found = next_allowed(moment, working, is_working_day)
    assert found >= moment
    assert is_working(found, working, is_working_day)
    assert next_allowed(found, working, is_working_day) == found


@given(st.sampled_from(ZONES), st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(0, 23))
def test_no_allowed_moment_before_it_was_passed_over(zone: str, day: date, hour: int) -> None:
    moment = datetime.combine(day, time(hour), ZoneInfo(zone)).astimezone(UTC)
    found = next_allowed(moment, times(zone), is_working_day)
    step = moment
    while step < found:
        assert not is_working(step, times(zone), is_working_day)
        step += timedelta(minutes=30)


def test_a_beginning_that_the_clocks_jump_over_comes_right_after() -> None:
    working = times("Europe/Berlin", begins=time(2, 30), ends=time(4))
    found = next_allowed(datetime(2026, 3, 28, 12, tzinfo=UTC), working, lambda _country, _day: True)
    assert found.astimezone(working.zone).isoformat() == "2026-03-29T03:30:00+02:00"


def test_a_day_that_the_date_line_swallowed_is_no_working_day_of_anybody() -> None:
    """Samoa went from 29 to 31 December 2011."""
    working = WorkingTime(zone=ZoneInfo("Pacific/Apia"))
    found = next_allowed(datetime(2011, 12, 30, 5, tzinfo=UTC), working, lambda _country, day: day.weekday() < 6)
    assert found.astimezone(working.zone).date() == date(2011, 12, 31)


@pytest.mark.parametrize("tz", ["", "Mars/Olympus", "../etc/passwd"])
def test_somebody_whose_zone_is_not_known_keeps_the_workspaces_hours(tz: str) -> None:
    person = Person(team_id="T1", user_id="U1", name="Lin", tz=tz)
    shanghai = ZoneInfo("Asia/Shanghai")
    for somebody in (person, None):
        assert working_time(somebody, shanghai, country_of) == WorkingTime(zone=shanghai, country="CN")


def test_an_endless_holiday_does_not_silence_for_ever() -> None:
    moment = datetime(2026, 11, 24, 3, tzinfo=UTC)
    assert next_allowed(moment, times("Europe/Berlin"), lambda _country, _day: False) == moment
