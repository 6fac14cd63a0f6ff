"""When a message may leave: answers at once, what others do and what the clock does in the reader's working time.

Batches leave over the opening minutes instead of all in the first second (PERFORMANCE.md section 7). What was held up
by an outage is no answer to anybody any more: it waits for working time like everything else. Only what would come too
late by waiting goes sooner: in the daytime where there is still some, else at once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

from flows.names import SYSTEM
from flows.notices import BY, Lane, Notice, NoticeKind
from flows.rhythm.calendar import HolidayCalendar, PersonCalendar, next_allowed, stretch

LATE = timedelta(minutes=30)
"""After that a message is late: what somebody did, or the hour that a channel has chosen, excuses it no more."""
LOOK_AGAIN = timedelta(days=1)
"""Who is away without an end is looked at again so much later."""
ASKED_FOR = (NoticeKind.HOME, NoticeKind.FILE)
"""Somebody sits before the screen and waits for these."""
_PLACES = 1 << 32


@dataclass(frozen=True, slots=True)
class Open:
    """The first moment that is allowed, and from when until when it stays so. UTC; at ``closes`` it is over."""

    at: datetime
    opened: datetime
    closes: datetime


Hours = Callable[[datetime], Open | None]
"""The working time of one audience that a moment stands in, else the next one; None: away without an end."""


def opening(moment: datetime, calendar: PersonCalendar, holidays: HolidayCalendar) -> Open | None:
    """``Hours`` of one calendar."""
    at = next_allowed(moment, calendar, holidays)
    return None if at is None else Open(at, *stretch(at, calendar))


Awake = Callable[[datetime], datetime]
"""The moment itself where one may wake nobody by it, else the next such moment."""
IsHere = Callable[[], bool]
"""Whether somebody is at Slack just now, and does not want to be left alone; asked only where it matters."""


def always_awake(moment: datetime) -> datetime:
    return moment


def nobody_knows() -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who a notice goes to. ``awake`` and ``is_here`` are of persons only."""

    is_person: bool
    hours: Hours
    awake: Awake = always_awake
    is_here: IsHere = nobody_knows


def release(
    notice: Notice, *, created_at: datetime, now: datetime, reader: Reader, within: timedelta,
    deadline: datetime | None = None,
) -> datetime:  # fmt: skip
    """When a notice may leave, not before ``now``; ``within`` is how long a batch takes to leave, ``deadline`` the
    moment after which it is of no use.

    A channel has chosen the hour of its digest itself.
    """
    due = created_at if notice.not_before is None else max(created_at, notice.not_before)
    fresh = now - due < LATE
    if notice.kind in ASKED_FOR or (fresh and reader.is_person and answers(notice)):
        return now
    if fresh and not reader.is_person:
        return now if notice.lane is not Lane.BULK else max(now, _over_the_minutes_after(due, notice, reader, within))
    working = reader.hours(now)
    if working is not None and working.at == now and notice.lane is not Lane.BULK:
        return now
    if fresh and not of_the_clock(notice) and reader.is_here():
        return now
    if deadline is not None and now <= deadline and (working is None or working.at > deadline):
        return _in_time(now, deadline, reader.awake)
    if working is None:
        return now + LOOK_AGAIN
    if notice.lane is not Lane.BULK:
        return working.at
    since = due if working.opened <= due < working.closes else working.opened
    return max(working.at, spread(notice.audience, since, working.closes, within))


def _in_time(now: datetime, deadline: datetime, awake: Awake) -> datetime:
    """In the daytime, where some is left before the deadline."""
    morning = awake(now)
    return morning if morning <= deadline else now


def _over_the_minutes_after(due: datetime, notice: Notice, reader: Reader, within: timedelta) -> datetime:
    """A batch for a channel at its own hour; where that is shortly before the evening, still before it."""
    working = reader.hours(due)
    ends = working.closes if working is not None and working.opened <= due < working.closes else due + within
    return spread(notice.audience, due, ends, within)


def answers(notice: Notice) -> bool:
    """Whether its reader has just done what it is about."""
    return notice.params.get(BY) == notice.audience


def of_the_clock(notice: Notice) -> bool:
    """Whether nobody did anything just now: a batch, or something that time alone has brought up."""
    return notice.lane is Lane.BULK or notice.params.get(BY) == SYSTEM


def spread(audience: str, since: datetime, until: datetime, within: timedelta) -> datetime:
    """The moment of one audience in the minutes after ``since``: always the same one, before ``until``."""
    place = int.from_bytes(blake2b(audience.encode(), digest_size=4).digest())
    return since + min(within, until - since) * place / _PLACES
