"""Whoever moves to another zone is told of every day once: none is lost on the way, and none is told again."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rhythm.calendar import PersonCalendar
from flows.rhythm.defaults import own_day, project_digest
from flows.rhythm.moving import HALF_A_DAY, moved
from flows.rhythm.schedules import Every, Rule, Schedule, Slot, Usual, due_slot, next_at, preview
from tests.flows.rhythm.days import FewHolidays

HOLIDAYS = FewHolidays()
MONDAY = "2026-11-23"
SHANGHAI, BERLIN, LONDON, NEW_YORK, AUCKLAND, HONOLULU, KATHMANDU, KIRITIMATI = (
    "Asia/Shanghai", "Europe/Berlin", "Europe/London", "America/New_York", "Pacific/Auckland", "Pacific/Honolulu",
    "Asia/Kathmandu", "Pacific/Kiritimati",
)  # fmt: skip
ZONES = (SHANGHAI, BERLIN, LONDON, NEW_YORK, AUCKLAND, HONOLULU, KATHMANDU, KIRITIMATI)


def works(zone: str, **hours: object) -> PersonCalendar:
    return PersonCalendar(zone=ZoneInfo(zone), **hours)  # type: ignore[arg-type]  # fields of the calendar


def at(day: str, clock: str, zone: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def mine(zone: str, rule: Rule = Rule(Every.DAY), **changes: object) -> Schedule:  # noqa: B008 -- frozen
    """One's own schedule at nine, set up by hand on the Friday before."""
    day = own_day("T1", "U0LIN", works(zone), since=at("2026-11-20", "10:00", zone))
    return replace(day, rule=rule, owner="U0LIN", **changes)  # type: ignore[arg-type]  # fields of the schedule


def told(schedule: Schedule, now: datetime) -> tuple[Schedule, Slot]:
    """The schedule once it has told what was due."""
    slot = due_slot(schedule, HOLIDAYS, now=now)
    assert slot is not None
    return replace(schedule, covered_to=slot.at), slot


def after_the_move(schedule: Schedule, day: str, there: PersonCalendar) -> str:
    """When somebody is told next who has moved after the hour of a day, by the clock where they are then."""
    after, last = told(schedule, at(day, "09:00", schedule.zone.key))
    coming = next_at(moved(after, there, last), HOLIDAYS)
    assert coming is not None
    return f"{coming.astimezone(there.zone):%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("before", "after", "coming"),
    [
        (SHANGHAI, BERLIN, "11-24 09:00"),
        (BERLIN, SHANGHAI, "11-24 09:00"),
        (BERLIN, LONDON, "11-24 09:00"),
        (NEW_YORK, SHANGHAI, "11-24 09:00"),
        (SHANGHAI, KATHMANDU, "11-24 09:00"),
        (HONOLULU, AUCKLAND, "11-24 09:00"),
        (NEW_YORK, AUCKLAND, "11-24 09:00"),
        (SHANGHAI, NEW_YORK, "11-23 09:00"),  # thirteen hours later: until Tuesday it would be 37
        (AUCKLAND, HONOLULU, "11-23 09:00"),  # over the date line: Monday begins once more
    ],
)  # fmt: skip
def test_the_next_day_is_told_and_the_day_that_was_told_is_not(before: str, after: str, coming: str) -> None:
    assert after_the_move(mine(before), MONDAY, works(after)) == coming


@pytest.mark.parametrize(
    "rule",
    [Rule(Every.WEEK, (0,)), Rule(Every.MONTH_DAY, number=23), Rule(Every.NTH_WEEKDAY, (0,), 4)],
    ids=["week", "day of month", "weekday of month"],
)
@pytest.mark.parametrize("there", [LONDON, NEW_YORK, HONOLULU])
def test_what_comes_once_a_week_or_month_is_not_told_a_second_time_farther_west(rule: Rule, there: str) -> None:
    assert not after_the_move(mine(AUCKLAND, rule), MONDAY, works(there)).startswith("11-23")


def test_what_comes_twice_a_day_loses_neither() -> None:
    twice = mine(BERLIN, Rule(Every.CRON, cron="0 9,15 * * *"))
    assert after_the_move(twice, MONDAY, works(LONDON)) == "11-23 15:00"


def test_a_day_that_begins_later_from_today_on_was_told_already() -> None:
    day = own_day("T1", "U0LIN", works(SHANGHAI), since=at("2026-11-20", "10:00", SHANGHAI))
    assert after_the_move(day, MONDAY, works(SHANGHAI, begins=time(10), ends=time(19))) == "11-24 10:00"
    assert after_the_move(day, MONDAY, works(SHANGHAI, begins=time(8))) == "11-24 08:00"


def test_a_day_whose_hour_is_over_where_one_arrives_is_due_at_once() -> None:
    """Monday was told in London; on Tuesday at two in the morning there they are in Tokyo, where it is eleven."""
    schedule, last = told(mine(LONDON), at(MONDAY, "09:00", LONDON))
    there = moved(schedule, works("Asia/Tokyo"), last)
    slot = due_slot(there, HOLIDAYS, now=at("2026-11-24", "02:00", LONDON))
    assert slot is not None
    assert (slot.at, slot.since, slot.missed) == (at("2026-11-24", "09:00", "Asia/Tokyo"), last.at, 0)


def test_what_was_never_told_and_what_stays_are_as_at_home() -> None:
    fresh = mine(BERLIN)
    assert moved(fresh, works(LONDON), None) == replace(fresh, zone=ZoneInfo(LONDON))
    schedule, last = told(fresh, at(MONDAY, "09:00", BERLIN))
    assert moved(schedule, works(BERLIN), last) == schedule
    others = project_digest("T1", "prj_1", Usual(time(9), ZoneInfo(SHANGHAI)), since=last.at)
    assert moved(others, works(BERLIN), last) == others


def test_moving_twice_is_moving_once() -> None:
    schedule, last = told(mine(BERLIN), at(MONDAY, "09:00", BERLIN))
    there = moved(schedule, works(LONDON), last)
    assert moved(there, works(LONDON), last) == there
    assert moved(there, works(BERLIN), last).covered_to == schedule.covered_to
    farther = moved(there, works("Atlantic/Azores"), last)
    assert next_at(farther, HOLIDAYS) == at("2026-11-24", "09:00", "Atlantic/Azores"), "the day was told all the same"


@given(hops=st.lists(st.tuples(st.integers(min_value=1, max_value=90), st.sampled_from(ZONES)), max_size=40))
def test_however_somebody_travels_a_daily_digest_comes_every_half_to_one_and_a_half_days(
    hops: list[tuple[int, str]],
) -> None:
    """Each hop is so many hours after the one before. Two of one date are never nearer than half a day."""
    schedule, now, slots = mine(SHANGHAI), at("2026-11-20", "10:00", SHANGHAI), list[Slot]()
    for hours, zone in [*hops, (90, SHANGHAI)]:
        now += timedelta(hours=hours)
        while (slot := due_slot(schedule, HOLIDAYS, now=_next(schedule, now))) is not None:
            schedule = replace(schedule, covered_to=slot.at)
            slots.append(slot)
        schedule = moved(schedule, works(zone), slots[-1] if slots else None)
    for earlier, later in pairwise(slots):
        assert later.at - earlier.at < timedelta(hours=24) + HALF_A_DAY
        if earlier.name[:10] == later.name[:10]:
            assert later.at - earlier.at >= HALF_A_DAY
    assert len({slot.name for slot in slots}) == len(slots)


def _next(schedule: Schedule, now: datetime) -> datetime:
    """The moment at which the clock of a running process fires next, at the latest now."""
    (coming, *_) = preview(schedule, HOLIDAYS, now=schedule.covered_to, count=1)
    return min(coming, now)
