"""What may leave outside somebody's working time, and what waits; quiet hours of channels."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from flows.names import SYSTEM
from flows.notices import Lane, Notice, NoticeKind
from flows.rhythm.calendar import (
    PersonCalendar,
    Quiet,
    after_quiet,
    awake_from,
    is_allowed,
    is_left_alone,
    next_allowed,
)
from flows.rhythm.release import ASKED_FOR, LATE, LOOK_AGAIN, Reader, opening, release
from tests.flows.rhythm.test_calendar import calendars
from tests.flows.rhythm.test_release import (
    HOLIDAYS,
    NONE,
    REMINDER,
    SHANGHAI,
    TEN_MINUTES,
    a_notice,
    leaves,
    moments,
    shanghai,
)


@pytest.mark.parametrize(
    ("notice", "here", "now", "expected"),
    [
        (a_notice(), True, "2026-11-24T03:00", "now"),
        (a_notice(), False, "2026-11-24T03:00", "2026-11-24 09:00"),
        # The clock wakes nobody, whoever is up.
        (REMINDER, True, "2026-11-24T03:00", "2026-11-24 09:00"),
        (replace(REMINDER, lane=Lane.NOW), True, "2026-11-24T03:00", "2026-11-24 09:00"),
    ],
)
def test_whoever_sits_at_slack_hears_of_others_at_once(notice: Notice, here: bool, now: str, expected: str) -> None:
    assert leaves(notice, now, within=NONE, here=here) == expected


@pytest.mark.parametrize(
    ("now", "last_day", "expected"),
    [
        # Friday evening: the next working hour is on Monday.
        ("2026-11-20T19:00", "2026-11-20", "now"),
        ("2026-11-20T19:00", "2026-11-21", "now"),
        ("2026-11-20T22:00", "2026-11-20", "now"),
        ("2026-11-20T22:00", "2026-11-21", "2026-11-21 08:00"),
        ("2026-11-21T03:00", "2026-11-22", "2026-11-21 08:00"),
        ("2026-11-20T19:00", "2026-11-23", "2026-11-23 09:00"),
        # There is still time in working hours, or it is too late anyway.
        ("2026-11-24T03:00", "2026-11-24", "2026-11-24 09:00"),
        ("2026-11-21T03:00", "2026-11-20", "2026-11-23 09:00"),
    ],
)
@pytest.mark.parametrize("by", [SYSTEM, "U0B"])
def test_only_what_would_come_too_late_goes_before_working_time_and_then_by_day(
    now: str, last_day: str, expected: str, by: str
) -> None:
    assert leaves(a_notice(by=by), now, within=NONE, last_day=last_day) == expected


def test_who_is_away_for_good_is_still_told_what_cannot_wait() -> None:
    away = leaves(REMINDER, "2026-11-24T10:00", within=NONE, hours=lambda _: None, last_day="2026-11-24")
    assert away == "now"


last_days = some.none() | some.integers(-2, 9)


@given(
    calendar=calendars, created=moments, waited=some.timedeltas(timedelta(0), timedelta(days=9)),
    kind=some.sampled_from(NoticeKind), by=some.sampled_from(["U0A", "U0B", SYSTEM]), here=some.booleans(),
    last_day=last_days,
)  # fmt: skip
def test_nothing_leaves_outside_allowed_minutes_but_what_may(
    *, calendar: PersonCalendar, created: datetime, waited: timedelta, kind: NoticeKind, by: str, here: bool,
    last_day: int | None,
) -> None:  # fmt: skip
    """By whose doing, how late, to whom and however their week looks: what leaves at another minute answers its reader,
    finds them at Slack, or would be of no use in their next working hour, and then wakes nobody it need not."""
    now, notice = created + waited, a_notice(kind=kind, by=by)
    needed = None if last_day is None else now + timedelta(days=last_day)
    reader = Reader(
        is_person=True,
        hours=lambda moment: opening(moment, calendar, HOLIDAYS),
        awake=lambda moment: awake_from(moment, calendar),
        is_here=lambda: here and not is_left_alone(now, calendar),
    )
    at = release(notice, created_at=created, now=now, reader=reader, within=TEN_MINUTES, deadline=needed)
    first = next_allowed(now, calendar, HOLIDAYS)
    assert at >= now
    if kind in ASKED_FOR or is_allowed(at, calendar, HOLIDAYS):
        return
    fresh = waited < LATE
    if first is None and (needed is None or needed < now) and at == now + LOOK_AGAIN:
        return
    answer, found = fresh and by == "U0A", fresh and by == "U0B" and here and not is_left_alone(now, calendar)
    too_late = needed is not None and now <= needed and (first is None or needed < first)
    assert answer or found or too_late
    if not (answer or found):
        assert needed is not None
        assert at == (awake_from(now, calendar) if awake_from(now, calendar) <= needed else now)


@pytest.mark.parametrize(
    ("quiet", "now", "expected"),
    [
        (None, "2026-11-24T03:00", "2026-11-24T03:00"),
        (Quiet(time(20), time(8)), "2026-11-24T03:00", "2026-11-24T08:00"),
        (Quiet(time(20), time(8)), "2026-11-24T20:00", "2026-11-25T08:00"),
        (Quiet(time(20), time(8)), "2026-11-24T08:00", "2026-11-24T08:00"),
        (Quiet(time(12), time(13, 30)), "2026-11-24T12:10", "2026-11-24T13:30"),
    ],
)
def test_quiet_hours_of_a_channel_end_where_they_are_said_to(quiet: Quiet | None, now: str, expected: str) -> None:
    assert after_quiet(shanghai(now), quiet, SHANGHAI) == shanghai(expected)
