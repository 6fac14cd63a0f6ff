"""A person's own digest comes when their working day begins where they are, and goes along with them."""

from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from flows.rhythm.calendar import PersonCalendar
from flows.rhythm.defaults import at_home, is_own_day, is_usual, own_day, project_digest
from flows.rhythm.schedules import Every, Rule, ScheduleKind, Usual

TEAM, LIN = "T0LIANDONG", "U0LIN"
SINCE = datetime(2026, 11, 20, 1, tzinfo=UTC)
HOME = PersonCalendar(zone=ZoneInfo("Asia/Shanghai"), country="CN")
"""Monday to Friday from nine."""


def test_it_is_the_persons_alone_and_begins_with_their_working_day() -> None:
    day = own_day(TEAM, LIN, replace(HOME, begins=time(8, 30)), since=SINCE)
    assert (day.kind, day.audience, day.project_id) == (ScheduleKind.PERSONAL_DIGEST, LIN, "")
    assert (day.at, day.zone.key, day.country, day.rule) == (time(8, 30), "Asia/Shanghai", "CN", Rule(Every.WORKDAY))
    assert is_own_day(day)
    assert is_usual(day)


@pytest.mark.parametrize("days", [(0, 1, 2, 3), (6, 0, 1, 2, 3), (5,)])
def test_a_week_of_ones_own_is_kept(days: tuple[int, ...]) -> None:
    assert own_day(TEAM, LIN, replace(HOME, days=days), since=SINCE).rule == Rule(Every.WEEK, days)


@pytest.mark.parametrize(
    "now",
    [
        replace(HOME, zone=ZoneInfo("Europe/Berlin"), country="DE"),
        replace(HOME, zone=ZoneInfo("Asia/Kathmandu")),
        replace(HOME, begins=time(7)),
        replace(HOME, days=(0, 1, 2)),
        replace(HOME, country="DE"),
    ],
)
def test_it_follows_its_person_and_tells_nothing_twice(now: PersonCalendar) -> None:
    day = own_day(TEAM, LIN, HOME, since=SINCE)
    assert at_home(day, HOME) == day
    moved = at_home(day, now)
    assert moved == own_day(TEAM, LIN, now, since=SINCE)
    assert moved.covered_to == day.covered_to


def test_what_somebody_has_changed_keeps_its_days_and_its_time_on_the_wall_where_they_are() -> None:
    away = replace(HOME, zone=ZoneInfo("Europe/Berlin"))
    changed = replace(own_day(TEAM, LIN, HOME, since=SINCE), rule=Rule(Every.WEEK, (4,)), owner=LIN)
    assert at_home(changed, away) == replace(changed, zone=away.zone)
    others = project_digest(TEAM, "prj_1", Usual(time(9), HOME.zone), since=SINCE)
    assert not is_own_day(others)
    assert at_home(others, away) == others
