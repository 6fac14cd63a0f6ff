"""Putting a reminder off: what a label says is what happens, by the person's own clock and working days."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from flows.rhythm.calendar import Absence, PersonCalendar, Quiet, is_allowed
from flows.rhythm.snoozing import Choice, Label, Snooze, choices, chosen, later_today, on_day
from tests.flows.rhythm.days import FewHolidays
from tests.flows.rhythm.test_calendar import calendars

SHANGHAI, BERLIN, KOLKATA = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kolkata")
CHINA = PersonCalendar(zone=SHANGHAI, country="CN")
HOLIDAYS = FewHolidays()
TODAY, TOMORROW, MONDAY = Snooze.TODAY, Snooze.TOMORROW, Snooze.MONDAY


def at(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def offered(text: str, calendar: PersonCalendar = CHINA) -> dict[Snooze, str]:
    """What is offered at a local moment: a star marks a day that is not the one of its name."""
    found = choices(at(text, calendar.zone), calendar, HOLIDAYS)
    return {c.snooze: f"{c.day:%a %m-%d} {c.wall:%H:%M}{'' if c.as_named else '*'}" for c in found}


@pytest.mark.parametrize(
    ("now", "found"),
    [
        ("2026-11-24T10:07", {TODAY: "Tue 11-24 13:15", TOMORROW: "Wed 11-25 09:00", MONDAY: "Mon 11-30 09:00"}),
        ("2026-11-24T16:30", {TODAY: "Tue 11-24 17:30", TOMORROW: "Wed 11-25 09:00", MONDAY: "Mon 11-30 09:00"}),
        ("2026-11-24T17:20", {TOMORROW: "Wed 11-25 09:00", MONDAY: "Mon 11-30 09:00"}),
        ("2026-11-24T22:00", {TOMORROW: "Wed 11-25 09:00", MONDAY: "Mon 11-30 09:00"}),
        ("2026-11-27T10:00", {TODAY: "Fri 11-27 13:00", MONDAY: "Mon 11-30 09:00"}),
        ("2026-11-29T10:00", {TOMORROW: "Mon 11-30 09:00"}),
        ("2026-11-30T10:00", {TODAY: "Mon 11-30 13:00", TOMORROW: "Tue 12-01 09:00", MONDAY: "Mon 12-07 09:00"}),
        # The eve of the Spring Festival: Saturday the 14th is worked, the next working day is the 24th.
        ("2026-02-13T10:00", {TODAY: "Fri 02-13 13:00", TOMORROW: "Sat 02-14 09:00", MONDAY: "Tue 02-24 09:00*"}),
        ("2026-02-14T10:00", {TODAY: "Sat 02-14 13:00", MONDAY: "Tue 02-24 09:00*"}),
    ],
)
def test_what_is_offered_says_the_day_on_which_it_will_be(now: str, found: dict[Snooze, str]) -> None:
    assert offered(now) == found


def test_hours_are_the_persons_own() -> None:
    late_riser = PersonCalendar(zone=KOLKATA, begins=time(10, 30), ends=time(19), days=(0, 1, 2, 3))
    assert offered("2026-11-26T11:00", late_riser) == {TODAY: "Thu 11-26 14:00", MONDAY: "Mon 11-30 10:30"}


def test_quiet_hours_and_days_off_are_not_promised() -> None:
    lunch = PersonCalendar(zone=BERLIN, quiet=Quiet(time(12), time(14)))
    assert offered("2026-11-24T09:30", lunch)[TODAY] == "Tue 11-24 14:00"
    away = PersonCalendar(zone=BERLIN, absences=(Absence(date(2026, 11, 25), date(2026, 12, 1)),))
    assert offered("2026-11-24T09:30", away) == {TODAY: "Tue 11-24 12:30", MONDAY: "Wed 12-02 09:00*"}


def test_who_is_away_without_an_end_is_offered_nothing_after_it() -> None:
    gone = PersonCalendar(zone=BERLIN, absences=(Absence(date(2026, 11, 25)),))
    assert set(offered("2026-11-24T09:30", gone)) == {TODAY}


def test_the_hour_stays_over_a_change_of_the_clocks() -> None:
    berlin = PersonCalendar(zone=BERLIN, days=(0, 1, 2, 3, 4, 5, 6))
    found = on_day(Snooze.DAY, date(2026, 10, 25), at("2026-10-24T10:00", BERLIN), berlin, HOLIDAYS)
    assert found is not None
    assert (found.at, found.wall) == (datetime(2026, 10, 25, 8, tzinfo=UTC), time(9))


def pressed(label: Choice, written: str, now: str) -> str:
    """Where a label comes to that was written on one day and is pressed at another moment."""
    made = Label.read(*Label(label.snooze, label.at, date.fromisoformat(written), not label.as_named).pack())
    found = chosen(made, at(now), CHINA, HOLIDAYS)
    return "" if found is None else f"{found.day:%a %m-%d} {found.wall:%H:%M}"


def offer(snooze: Snooze, now: str) -> Choice:
    return next(c for c in choices(at(now), CHINA, HOLIDAYS) if c.snooze is snooze)


def test_a_button_does_what_it_said_when_it_was_written() -> None:
    assert pressed(offer(TOMORROW, "2026-11-24T10:00"), "2026-11-24", "2026-11-24T17:59") == "Wed 11-25 09:00"
    dated = offer(MONDAY, "2026-02-13T10:00")
    assert pressed(dated, "2026-02-13", "2026-02-20T10:00") == "Tue 02-24 09:00"


def test_tomorrow_and_monday_mean_those_of_the_day_on_which_they_are_pressed() -> None:
    tomorrow, monday = offer(TOMORROW, "2026-11-24T10:00"), offer(MONDAY, "2026-11-24T10:00")
    assert pressed(tomorrow, "2026-11-24", "2026-11-25T08:00") == "Thu 11-26 09:00"
    assert pressed(monday, "2026-11-24", "2026-12-01T10:00") == "Mon 12-07 09:00"


def test_later_today_counts_from_the_press_and_is_refused_where_the_day_is_over() -> None:
    today = offer(TODAY, "2026-11-24T10:00")
    assert pressed(today, "2026-11-24", "2026-11-24T12:00") == "Tue 11-24 15:00"
    assert pressed(today, "2026-11-24", "2026-11-24T17:45") == ""
    assert pressed(today, "2026-11-24", "2026-11-28T12:00") == ""


@pytest.mark.parametrize(("day", "found"), [
    ("2026-11-24", None), ("2026-11-01", None), ("2028-01-03", None),
    ("2026-11-28", date(2026, 11, 30)), ("2026-12-02", date(2026, 12, 2)),
])  # fmt: skip
def test_a_picked_day_is_to_come_within_a_year_and_moves_to_the_next_one_worked(day: str, found: date | None) -> None:
    choice = on_day(Snooze.DAY, date.fromisoformat(day), at("2026-11-24T10:00"), CHINA, HOLIDAYS)
    assert (choice and choice.day) == found


@given(
    calendar=calendars,
    minutes=some.integers(0, 365 * 24 * 60),
)
def test_every_choice_lies_ahead_in_working_time_and_no_moment_is_offered_twice(
    calendar: PersonCalendar, minutes: int
) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    found = choices(now, calendar, HOLIDAYS)
    assert len({choice.at for choice in found}) == len(found)
    for choice in found:
        assert choice.at > now
        assert is_allowed(choice.at, calendar, HOLIDAYS)
        assert choice.at.astimezone(calendar.zone).date() == choice.day
    today = later_today(now, calendar, HOLIDAYS)
    assert today is None or today.at - now >= timedelta(minutes=30)
