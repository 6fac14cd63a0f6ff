"""A schedule that was changed loses nothing and does not fire at once for a moment that was over when it changed."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from flows.rhythm.hours import place_hears
from flows.rhythm.schedules import Every, Rule, Schedule, ScheduleKind, Slot, due_slot, next_at, upcoming
from tests.flows.rhythm.days import FewHolidays

HOLIDAYS = FewHolidays()
NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAILY = Schedule(
    team_id="T1", id="sch_1", kind=ScheduleKind.PORTFOLIO_DIGEST, audience="C1", rule=Rule(Every.DAY), at=time(9),
    zone=ZoneInfo("UTC"), owner="U1", covered_to=NINE,
)  # fmt: skip


def hour(number: int) -> timedelta:
    return timedelta(hours=number)


def test_a_moment_that_was_over_when_the_time_of_day_changed_is_not_told_at_once() -> None:
    changed = replace(DAILY, at=time(10), starts_at=NINE + hour(2))
    assert due_slot(changed, HOLIDAYS, now=NINE + hour(3)) is None
    assert next_at(changed, HOLIDAYS) == NINE + hour(25)


def test_the_next_one_after_a_change_tells_since_the_last_one_before_it() -> None:
    changed = replace(DAILY, at=time(15), starts_at=NINE + hour(2))
    assert due_slot(changed, HOLIDAYS, now=NINE + hour(6)) == Slot("2026-11-23T15:00+00:00", NINE + hour(6), NINE)


def test_what_a_pause_left_out_is_told_by_the_next_one_and_not_counted_as_missed() -> None:
    paused = replace(DAILY, paused_until=date(2026, 11, 30), starts_at=NINE)
    slot = due_slot(paused, HOLIDAYS, now=NINE + 7 * hour(24))
    assert slot is not None
    assert (slot.since, slot.missed) == (NINE, 0)


def test_two_times_of_a_day_are_two_slots_over_a_change_to_summer_time() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    twice = replace(
        DAILY, zone=berlin, rule=Rule(Every.CRON, cron="30 2,8 * * *"), covered_to=datetime(2026, 3, 28, 12, tzinfo=UTC)
    )
    moments = [at.isoformat()[5:16] for at in islice(upcoming(twice, HOLIDAYS, after=twice.covered_to), 4)]
    assert moments == ["03-29T01:30", "03-29T06:30", "03-30T00:30", "03-30T06:30"]


@pytest.mark.parametrize(
    ("rule", "now", "heard"),
    [
        (Rule(Every.DAY), datetime(2026, 11, 21, 12, tzinfo=UTC), datetime(2026, 11, 21, 12, tzinfo=UTC)),
        (Rule(Every.WORKDAY), datetime(2026, 11, 21, 12, tzinfo=UTC), NINE),
        (Rule(Every.WEEK, (5,)), datetime(2026, 11, 22, 12, tzinfo=UTC), NINE),
        (Rule(Every.WORKDAY), datetime(2026, 11, 20, 17, 59, tzinfo=UTC), datetime(2026, 11, 20, 17, 59, tzinfo=UTC)),
        (Rule(Every.WORKDAY), datetime(2026, 11, 20, 18, tzinfo=UTC), NINE),
        (Rule(Every.WORKDAY), datetime(2026, 11, 20, 3, tzinfo=UTC), datetime(2026, 11, 20, 9, tzinfo=UTC)),
    ],
)
def test_a_late_slot_waits_for_the_daytime_of_a_day_that_the_rule_names_or_the_office_works(
    rule: Rule, now: datetime, heard: datetime
) -> None:
    late = Slot("long ago", datetime(2026, 11, 12, 9, tzinfo=UTC), datetime(2026, 11, 11, 9, tzinfo=UTC))
    assert place_hears(replace(DAILY, rule=rule), late, now, HOLIDAYS) == heard
