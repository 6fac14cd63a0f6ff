"""Working time: nobody is written to outside it, and whatever waits goes out at the next moment inside."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from flows.rhythm.calendar import (
    Absence,
    DoNotDisturb,
    PersonCalendar,
    Quiet,
    absence_on,
    is_allowed,
    is_working_day,
    next_allowed,
)
from tests.flows.rhythm.days import FewHolidays

HOLIDAYS = FewHolidays()
ZONES = ("Asia/Shanghai", "Asia/Kathmandu", "Asia/Kolkata", "Europe/Berlin", "America/New_York", "Pacific/Apia",
         "Pacific/Chatham", "Australia/Lord_Howe", "America/St_Johns", "UTC")  # fmt: skip


def at(zone: str, *moment: int) -> datetime:
    year, month, day, hour, minute = moment
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(zone))


def person(zone: str = "Asia/Shanghai", **overrides: object) -> PersonCalendar:
    return PersonCalendar(zone=ZoneInfo(zone), **overrides)  # type: ignore[arg-type]  # a builder's overrides


def following(moment: datetime, calendar: PersonCalendar) -> datetime:
    found = next_allowed(moment, calendar, HOLIDAYS)
    assert found is not None
    return found.astimezone(calendar.zone)


times = some.times().map(lambda t: t.replace(microsecond=0))
calendars = some.builds(
    lambda zone, country, days, hours, quiet, away: PersonCalendar(
        zone=ZoneInfo(zone), country=country, days=tuple(sorted(days)), begins=min(hours), ends=max(hours),
        quiet=quiet, absences=away,
    ),
    some.sampled_from(ZONES),
    some.sampled_from(("CN", "")),
    some.sets(some.integers(0, 6), min_size=1),
    some.sets(times, min_size=2, max_size=2),
    some.none() | some.builds(Quiet, times, times),
    some.lists(
        some.builds(Absence, some.dates(date(2026, 1, 1), date(2026, 12, 31)), some.just(date(2026, 12, 31))),
        max_size=1,
    ).map(tuple),
)  # fmt: skip


def minutes_from(start: datetime, days: int) -> some.SearchStrategy[datetime]:
    return some.integers(0, days * 24 * 60).map(lambda minutes: start + timedelta(minutes=minutes))


moments = minutes_from(datetime(2011, 12, 25, tzinfo=UTC), 12) | minutes_from(datetime(2026, 1, 1, tzinfo=UTC), 365)


@given(moments, calendars)
def test_the_next_moment_is_never_earlier_and_always_inside_working_time(
    moment: datetime, calendar: PersonCalendar
) -> None:
    found = next_allowed(moment, calendar, HOLIDAYS)
    if found is not None:
        assert found >= moment
        assert is_allowed(found, calendar, HOLIDAYS)


@given(moments, calendars)
def test_what_may_go_out_goes_out_at_once(moment: datetime, calendar: PersonCalendar) -> None:
    found = next_allowed(moment, calendar, HOLIDAYS)
    if found is not None:
        assert next_allowed(found, calendar, HOLIDAYS) == found


@given(moments, some.sampled_from(ZONES))
def test_with_usual_hours_nobody_waits_longer_than_over_a_weekend_of_their_own(moment: datetime, zone: str) -> None:
    assert following(moment, person(zone)) - moment < timedelta(days=3, hours=1)


class TestDays:
    def test_friday_evening_waits_for_monday_morning(self) -> None:
        assert following(at("Asia/Shanghai", 2026, 11, 27, 18, 0), person()) == at("Asia/Shanghai", 2026, 11, 30, 9, 0)

    @pytest.mark.complaint(15)
    def test_the_spring_festival_is_left_in_peace_and_make_up_saturdays_are_worked(self) -> None:
        china = person(country="CN")
        assert is_working_day(date(2026, 2, 14), china, HOLIDAYS)
        assert is_working_day(date(2026, 2, 28), china, HOLIDAYS)
        eve = at("Asia/Shanghai", 2026, 2, 14, 18, 30)
        assert following(eve, china) == at("Asia/Shanghai", 2026, 2, 24, 9, 0)

    def test_a_make_up_day_is_no_working_day_elsewhere(self) -> None:
        assert not is_working_day(date(2026, 2, 14), person("Europe/Berlin"), HOLIDAYS)

    def test_an_own_day_off_counts_more_than_a_make_up_day(self) -> None:
        away = person(country="CN", absences=(Absence(date(2026, 2, 13), date(2026, 2, 14)),))
        assert not is_working_day(date(2026, 2, 14), away, HOLIDAYS)

    def test_who_is_away_is_written_to_when_back(self) -> None:
        away = person(absences=(Absence(date(2026, 11, 23), date(2026, 11, 27), "U0LIN"),))
        assert following(at("Asia/Shanghai", 2026, 11, 24, 10, 0), away) == at("Asia/Shanghai", 2026, 11, 30, 9, 0)
        found = absence_on(date(2026, 11, 27), away)
        assert found is not None
        assert found.deputy == "U0LIN"
        assert absence_on(date(2026, 11, 28), away) is None

    def test_who_is_away_without_an_end_is_not_written_to(self) -> None:
        away = person(absences=(Absence(date(2026, 11, 23)),))
        assert next_allowed(at("Asia/Shanghai", 2026, 11, 24, 10, 0), away, HOLIDAYS) is None

    def test_hours_that_end_before_they_begin_are_refused(self) -> None:
        with pytest.raises(ValueError, match="begin before"):
            person(begins=time(18), ends=time(9))


class TestPeace:
    def test_quiet_hours_inside_the_day_are_waited_out(self) -> None:
        lunch = person(quiet=Quiet(time(12), time(13, 30)))
        assert following(at("Asia/Shanghai", 2026, 11, 24, 12, 10), lunch) == at("Asia/Shanghai", 2026, 11, 24, 13, 30)

    def test_quiet_hours_over_midnight_hold_the_morning_too(self) -> None:
        late = person(quiet=Quiet(time(20), time(10)))
        assert following(at("Asia/Shanghai", 2026, 11, 24, 7, 0), late) == at("Asia/Shanghai", 2026, 11, 24, 10, 0)

    def test_do_not_disturb_is_waited_out(self) -> None:
        since, until = at("Asia/Shanghai", 2026, 11, 24, 10, 0), at("Asia/Shanghai", 2026, 11, 24, 11, 15)
        assert following(since, person(dnd=DoNotDisturb(since, until))) == until

    def test_do_not_disturb_into_the_night_waits_for_the_morning(self) -> None:
        since, until = at("Asia/Shanghai", 2026, 11, 24, 10, 0), at("Asia/Shanghai", 2026, 11, 24, 22, 0)
        found = following(since, person(dnd=DoNotDisturb(since, until)))
        assert found == at("Asia/Shanghai", 2026, 11, 25, 9, 0)


class TestZones:
    @pytest.mark.parametrize(("month", "day", "hour_utc"), [(3, 27, 8), (3, 30, 7), (10, 23, 7), (10, 26, 8)])
    @pytest.mark.complaint(11)
    def test_nine_is_nine_on_the_wall_on_both_sides_of_summer_time(self, month: int, day: int, hour_utc: int) -> None:
        found = following(at("Europe/Berlin", 2026, month, day, 1, 0), person("Europe/Berlin"))
        assert found.astimezone(UTC) == datetime(2026, month, day, hour_utc, tzinfo=UTC)

    def test_kathmandu_is_three_quarters_off_the_hour(self) -> None:
        found = following(datetime(2026, 11, 24, 0, 0, tzinfo=UTC), person("Asia/Kathmandu"))
        assert found.astimezone(UTC) == datetime(2026, 11, 24, 3, 15, tzinfo=UTC)

    def test_samoa_had_no_friday_before_new_year_2012(self) -> None:
        found = following(at("Pacific/Apia", 2011, 12, 29, 18, 0), person("Pacific/Apia"))
        assert found == at("Pacific/Apia", 2012, 1, 2, 9, 0)

    def test_who_moves_is_written_to_by_the_new_wall_clock(self) -> None:
        moment = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
        assert is_allowed(moment, person("Asia/Shanghai"), HOLIDAYS)
        assert following(moment, person("America/New_York")) == at("America/New_York", 2026, 11, 24, 9, 0)
