"""When a message may leave: acts at once, the clock in working time, batches over the opening minutes."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from flows.names import SYSTEM
from flows.notices import NEEDED_ON, Lane, Notice, NoticeKind, deadline, is_person
from flows.rhythm.calendar import (
    DoNotDisturb,
    PersonCalendar,
    Quiet,
    awake_from,
    is_allowed,
    next_allowed,
    stretch,
)
from flows.rhythm.release import LATE, LOOK_AGAIN, Hours, Open, Reader, opening, release, spread
from tests.builders import PROJECT_ID, TEAM
from tests.flows.rhythm.days import FewHolidays
from tests.flows.rhythm.test_calendar import calendars

SHANGHAI = ZoneInfo("Asia/Shanghai")
CALENDAR = PersonCalendar(zone=SHANGHAI, country="CN")
HOLIDAYS = FewHolidays()
TEN_MINUTES = timedelta(minutes=10)


def shanghai(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


def usual(moment: datetime) -> Open | None:
    return opening(moment, CALENDAR, HOLIDAYS)


def a_notice(
    audience: str = "U0A",
    *,
    kind: NoticeKind = NoticeKind.TOLD,
    lane: Lane = Lane.NOW,
    by: str = "U0B",
    not_before: datetime | None = None,
) -> Notice:
    return Notice(
        kind=kind, team_id=TEAM, audience=audience, project_id=PROJECT_ID, dedupe_key="k", params={"by": by}, lane=lane,
        not_before=not_before,
    )  # fmt: skip


def leaves(
    notice: Notice, now: str, created: str = "", *, within: timedelta = TEN_MINUTES, hours: Hours = usual,
    here: bool = False, last_day: str = "",
) -> str:  # fmt: skip
    """Local time in Shanghai, to the minute, or ``now``. ``here``: Slack shows the reader as active."""
    moment = shanghai(now)
    at = release(
        replace(notice, params={**notice.params, **({NEEDED_ON: last_day} if last_day else {})}),
        created_at=shanghai(created or now),
        now=moment,
        reader=Reader(
            is_person=is_person(notice.audience),
            hours=hours,
            awake=lambda at: awake_from(at, CALENDAR),
            is_here=lambda: here,
        ),
        within=within,
        deadline=deadline(replace(notice, params={NEEDED_ON: last_day}), SHANGHAI) if last_day else None,
    )
    return "now" if at == moment else f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


DIGEST = a_notice("C0RADAR", kind=NoticeKind.DIGEST, lane=Lane.BULK)
REMINDER = a_notice(lane=Lane.BULK, by=SYSTEM)
NONE = timedelta(0)


@pytest.mark.parametrize(
    ("notice", "now", "created", "expected"),
    [
        # What answers one's own act comes at once; of what others do one hears when one works next.
        (a_notice(by="U0A"), "2026-11-24T03:00", "2026-11-24T02:59", "now"),
        (a_notice(), "2026-11-24T03:00", "2026-11-24T02:59", "2026-11-24 09:00"),
        (a_notice(), "2026-11-24T17:59", "", "now"),
        (a_notice(kind=NoticeKind.ASK), "2026-11-20T18:00", "", "2026-11-23 09:00"),
        # A channel disturbs nobody: its people set their own notifications.
        (a_notice("C0RADAR"), "2026-11-21T03:00", "2026-11-21T02:59", "now"),
        (a_notice(kind=NoticeKind.FILE), "2026-11-21T03:00", "2026-11-20T03:00", "now"),
        (a_notice(kind=NoticeKind.HOME), "2026-11-21T03:00", "2026-11-20T03:00", "now"),
        # After an outage that is no answer any more.
        (a_notice(by="U0A"), "2026-11-24T03:00", "2026-11-23T17:00", "2026-11-24 09:00"),
        (a_notice("C0RADAR"), "2026-11-21T03:00", "2026-11-20T17:50", "2026-11-23 09:00"),
        (a_notice(), "2026-11-24T11:00", "2026-11-23T17:00", "now"),
        # The clock keeps to working time: nights, weekends, holidays; make-up days are worked.
        (REMINDER, "2026-11-24T10:00", "", "now"),
        (REMINDER, "2026-11-24T08:59", "", "2026-11-24 09:00"),
        (REMINDER, "2026-11-24T18:00", "", "2026-11-25 09:00"),
        (REMINDER, "2026-11-21T10:00", "", "2026-11-23 09:00"),
        (REMINDER, "2026-02-17T10:00", "", "2026-02-24 09:00"),
        (REMINDER, "2026-02-14T10:00", "", "now"),
        (replace(REMINDER, lane=Lane.NOW), "2026-11-24T18:00", "", "2026-11-25 09:00"),
        # A channel has chosen its hour, but what comes late waits for the office.
        (DIGEST, "2026-11-24T20:00", "", "now"),
        (DIGEST, "2026-11-24T20:29", "2026-11-24T20:00", "now"),
        (DIGEST, "2026-11-24T20:30", "2026-11-24T20:00", "2026-11-25 09:00"),
        (DIGEST, "2026-11-21T09:00", "2026-11-20T09:00", "2026-11-23 09:00"),
        (DIGEST, "2026-11-20T15:00", "2026-11-20T09:00", "now"),
    ],
)  # fmt: skip
def test_who_is_told_when(notice: Notice, now: str, created: str, expected: str) -> None:
    assert leaves(notice, now, created, within=NONE) == expected


@pytest.mark.parametrize(
    ("now", "local"),
    [("2026-11-24T03:00", "2026-11-24"), ("2026-11-24T09:00", "2026-11-24"), ("2026-11-21T12:00", "2026-11-23")],
)
def test_the_batch_of_a_morning_leaves_over_its_first_minutes(now: str, local: str) -> None:
    minutes = {leaves(a_notice(f"U{n}", lane=Lane.BULK, by=SYSTEM), now) for n in range(300)} - {"now"}
    assert minutes == {f"{local} 09:0{n}" for n in range(10)}


def test_a_batch_for_channels_leaves_over_the_minutes_after_its_hour() -> None:
    digests = [replace(DIGEST, audience=f"C{n}") for n in range(300)]
    minutes = {leaves(digest, "2026-11-24T14:00") for digest in digests} - {"now"}
    assert minutes == {f"2026-11-24 14:0{n}" for n in range(10)}


def test_the_minute_of_an_audience_is_the_same_every_day_and_in_every_process() -> None:
    assert leaves(REMINDER, "2026-11-24T03:00")[-5:] == leaves(REMINDER, "2026-11-25T03:00")[-5:]
    assert place("U0A") == pytest.approx(0.2943, abs=0.0001)


def place(audience: str) -> float:
    """Where in a stretch of one hour an audience stands, 0 to 1."""
    start, hour = datetime(2026, 1, 1, tzinfo=UTC), timedelta(hours=1)
    return (spread(audience, start, start + hour, hour) - start) / hour


def test_what_has_waited_long_enough_does_not_wait_again() -> None:
    released = leaves(REMINDER, "2026-11-24T03:00").replace(" ", "T")
    after = shanghai(released) + timedelta(minutes=1)
    assert leaves(REMINDER, f"{after.astimezone(SHANGHAI):%Y-%m-%dT%H:%M}", "2026-11-24T03:00") == "now"


def test_a_stretch_shorter_than_the_spread_holds_all_of_it() -> None:
    short = replace(CALENDAR, quiet=Quiet(time(9, 3), time(17)))

    def hours(moment: datetime) -> Open | None:
        return opening(moment, short, HOLIDAYS)

    reminders = [a_notice(f"U{n}", lane=Lane.BULK, by=SYSTEM) for n in range(100)]
    minutes = {leaves(reminder, "2026-11-24T03:00", hours=hours)[-5:] for reminder in reminders}
    assert minutes == {"09:00", "09:01", "09:02"}


def test_who_is_away_without_an_end_is_looked_at_again_tomorrow() -> None:
    now = shanghai("2026-11-24T10:00")
    gone = Reader(is_person=True, hours=lambda _: None)
    assert release(REMINDER, created_at=now, now=now, reader=gone, within=TEN_MINUTES) == now + LOOK_AGAIN


moments = some.integers(0, 400 * 24 * 60).map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n))
minutes = some.integers(0, 25).map(lambda n: timedelta(minutes=n))


@given(calendars, moments, some.timedeltas(timedelta(0), timedelta(days=9)), minutes, some.sampled_from(Lane))
@pytest.mark.complaint(14)
def test_nobody_is_told_by_the_clock_outside_their_working_time(
    calendar: PersonCalendar, created: datetime, waited: timedelta, within: timedelta, lane: Lane
) -> None:
    def hours(moment: datetime) -> Open | None:
        return opening(moment, calendar, HOLIDAYS)

    now, notice = created + waited, a_notice(lane=lane, by=SYSTEM)
    reader = Reader(is_person=True, hours=hours, is_here=lambda: True)
    at = release(notice, created_at=created, now=now, reader=reader, within=within)
    first = next_allowed(now, calendar, HOLIDAYS)
    if first is None:
        assert at == now + LOOK_AGAIN
        return
    assert is_allowed(at, calendar, HOLIDAYS)
    assert first <= at <= first + within
    again = release(notice, created_at=created, now=at, reader=reader, within=within)
    assert again == at, "at that moment it leaves"


@given(calendars, moments)
def test_a_stretch_of_working_time_is_allowed_from_its_beginning_to_its_end(
    calendar: PersonCalendar, moment: datetime
) -> None:
    at = next_allowed(moment, calendar, HOLIDAYS)
    if at is None:
        return
    opened, closes = stretch(at, calendar)
    assert opened <= at < closes
    for part in (0.0, 0.3, 0.999):
        assert is_allowed(opened + (closes - opened) * part, calendar, HOLIDAYS)
    assert not is_allowed(closes, calendar, HOLIDAYS) or calendar.quiet is not None


def test_do_not_disturb_cuts_a_stretch() -> None:
    dnd = DoNotDisturb(shanghai("2026-11-24T11:00"), shanghai("2026-11-24T13:00"))
    calendar = replace(CALENDAR, dnd=dnd)
    assert stretch(shanghai("2026-11-24T10:00"), calendar) == (shanghai("2026-11-24T09:00"), dnd.since)
    assert stretch(shanghai("2026-11-24T13:00"), calendar) == (dnd.until, shanghai("2026-11-24T18:00"))


def test_a_batch_leaves_before_it_is_late() -> None:
    assert timedelta(minutes=25) < LATE
