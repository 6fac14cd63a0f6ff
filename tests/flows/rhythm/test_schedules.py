"""Schedules: a rule means the days people expect, and a slot is found once, however late somebody looks."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from flows.rhythm.schedules import Every, Rule, Schedule, ScheduleKind, due_slot, next_at, preview, upcoming
from tests.flows.rhythm.days import FewHolidays

HOLIDAYS = FewHolidays()
MADE = datetime(2026, 2, 13, 1, 0, tzinfo=UTC)
RULES = (
    Rule(Every.DAY),
    Rule(Every.WORKDAY),
    Rule(Every.WEEK, (0, 3)),
    Rule(Every.MONTH_DAY, number=31),
    Rule(Every.NTH_WEEKDAY, (1,), -1),
)


def schedule(rule: Rule = RULES[0], zone: str = "Asia/Shanghai", **overrides: object) -> Schedule:
    plain = Schedule(
        team_id="T1", id="sch_1", kind=ScheduleKind.PROJECT_DIGEST, audience="C1", rule=rule, at=time(9),
        zone=ZoneInfo(zone), owner="U1", covered_to=MADE, country="CN",
    )  # fmt: skip
    return replace(plain, **overrides)  # type: ignore[arg-type]  # a builder's overrides


def days(rule: Rule, count: int = 4) -> list[str]:
    found = preview(schedule(rule, covered_to=MADE), HOLIDAYS, now=MADE, count=count)
    return [f"{at.astimezone(ZoneInfo('Asia/Shanghai')):%m-%d %H:%M}" for at in found]


class TestRules:
    def test_workdays_leave_out_the_festival_and_take_in_the_make_up_saturdays(self) -> None:
        assert days(Rule(Every.WORKDAY), 3) == ["02-14 09:00", "02-24 09:00", "02-25 09:00"]

    def test_weekly_on_several_days(self) -> None:
        assert days(Rule(Every.WEEK, (0, 3))) == ["02-16 09:00", "02-19 09:00", "02-23 09:00", "02-26 09:00"]

    def test_the_thirty_first_is_the_last_day_of_a_shorter_month(self) -> None:
        assert days(Rule(Every.MONTH_DAY, number=31)) == ["02-28 09:00", "03-31 09:00", "04-30 09:00", "05-31 09:00"]

    def test_the_second_tuesday_and_the_last_one(self) -> None:
        assert days(Rule(Every.NTH_WEEKDAY, (1,), 2), 2) == ["03-10 09:00", "04-14 09:00"]
        assert days(Rule(Every.NTH_WEEKDAY, (1,), -1), 2) == ["02-24 09:00", "03-31 09:00"]

    @pytest.mark.parametrize(
        ("every", "weekdays", "number"),
        [
            (Every.WEEK, (), 0),
            (Every.WEEK, (7,), 0),
            (Every.MONTH_DAY, (), 0),
            (Every.MONTH_DAY, (), 32),
            (Every.NTH_WEEKDAY, (), 1),
            (Every.NTH_WEEKDAY, (1,), 6),
        ],
    )
    def test_a_rule_that_makes_no_sense_is_refused(self, every: Every, weekdays: tuple[int, ...], number: int) -> None:
        with pytest.raises(ValueError, match="is"):
            Rule(every, weekdays, number)


class TestSlots:
    @pytest.mark.complaint(13)
    def test_a_slot_is_named_for_its_local_moment_and_tells_since_the_one_before(self) -> None:
        slot = due_slot(schedule(), HOLIDAYS, now=MADE + timedelta(minutes=7))
        assert slot is None, "it was made at nine: the first one is tomorrow's"
        slot = due_slot(schedule(), HOLIDAYS, now=MADE + timedelta(days=1, minutes=7))
        assert slot is not None
        assert (slot.name, slot.at, slot.since, slot.missed) == (
            "2026-02-14T09:00+08:00",
            MADE + timedelta(days=1),
            MADE,
            0,
        )

    @pytest.mark.complaint(8)
    def test_after_an_outage_one_slot_stands_for_all_that_were_missed(self) -> None:
        slot = due_slot(schedule(), HOLIDAYS, now=MADE + timedelta(days=5, hours=2))
        assert slot is not None
        assert (slot.name, slot.since, slot.missed) == ("2026-02-18T09:00+08:00", MADE, 4)

    def test_a_paused_schedule_begins_again_on_its_day(self) -> None:
        paused = schedule(paused_until=date(2026, 3, 2))
        assert due_slot(paused, HOLIDAYS, now=datetime(2026, 3, 1, 12, tzinfo=UTC)) is None
        assert next_at(paused, HOLIDAYS) == datetime(2026, 3, 2, 1, tzinfo=UTC)

    @given(some.sampled_from(RULES), some.lists(some.integers(1, 60 * 24 * 20), min_size=1, max_size=30))
    def test_whenever_somebody_looks_every_slot_is_told_exactly_once(self, rule: Rule, pauses: list[int]) -> None:
        current, now, told = schedule(rule), MADE, 0
        for minutes in pauses:
            now += timedelta(minutes=minutes)
            slot = due_slot(current, HOLIDAYS, now=now)
            if slot is not None:
                assert slot.since == current.covered_to < slot.at <= now
                told += 1 + slot.missed
                current = replace(current, covered_to=slot.at)
        expected = list(takewhile(lambda at: at <= now, upcoming(schedule(rule), HOLIDAYS, after=MADE)))
        assert told == len(expected)

    def test_a_changed_zone_tells_nothing_twice(self) -> None:
        told = schedule(covered_to=datetime(2026, 2, 16, 1, tzinfo=UTC))
        moved = replace(told, zone=ZoneInfo("Asia/Kolkata"))
        assert next_at(moved, HOLIDAYS) == datetime(2026, 2, 16, 3, 30, tzinfo=UTC)
        assert next_at(replace(told, zone=ZoneInfo("Pacific/Auckland")), HOLIDAYS) == datetime(
            2026, 2, 16, 20, tzinfo=UTC
        )


class TestClocks:
    def test_a_time_that_summer_time_leaves_out_comes_an_hour_later(self) -> None:
        night = schedule(zone="Europe/Berlin", at=time(2, 30), covered_to=datetime(2026, 3, 28, 12, tzinfo=UTC))
        assert next_at(night, HOLIDAYS) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)

    def test_a_time_that_comes_twice_fires_once(self) -> None:
        start = datetime(2026, 10, 24, 12, tzinfo=UTC)
        night = schedule(zone="Europe/Berlin", at=time(2, 30), covered_to=start)
        assert preview(night, HOLIDAYS, now=start, count=2) == (
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
            datetime(2026, 10, 26, 1, 30, tzinfo=UTC),
        )

    def test_a_day_that_samoa_left_out_is_left_out(self) -> None:
        start = datetime(2011, 12, 29, 20, tzinfo=UTC)
        found = preview(schedule(zone="Pacific/Apia"), HOLIDAYS, now=start, count=2)
        assert [f"{at.astimezone(ZoneInfo('Pacific/Apia')):%m-%d}" for at in found] == ["12-31", "01-01"]

    @given(some.sampled_from(RULES), some.sampled_from(("Asia/Kathmandu", "America/New_York", "Pacific/Chatham")))
    @pytest.mark.complaint(10)
    def test_a_year_of_slots_only_goes_forward_and_stays_on_the_wall_clock(self, rule: Rule, zone: str) -> None:
        found = list(
            takewhile(lambda at: at < MADE + timedelta(days=365), upcoming(schedule(rule, zone), HOLIDAYS, after=MADE))
        )
        assert found == sorted(set(found))
        walls = [at.astimezone(ZoneInfo(zone)) for at in found]
        assert {wall.time() for wall in walls} == {time(9)}
        first = MADE.astimezone(ZoneInfo(zone)).date()
        days = [first + timedelta(days=ahead) for ahead in range(364)]
        named = {day for day in days[1:] if rule.names(day, schedule(rule, zone).country, HOLIDAYS)}
        assert named == {wall.date() for wall in walls} & set(days[1:]), "on its days and on no other"
