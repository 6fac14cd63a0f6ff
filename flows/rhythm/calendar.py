"""Working time of one person: when they may be written to, and the next moment at which they may."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)
BEGINS, ENDS = time(9), time(18)
DAYTIME = (time(8), time(21))
"""What cannot wait for working time wakes nobody, as long as there is still time for that."""
HORIZON_DAYS = 400
"""Who has no working time for so long has none: away without an end, or without a working day."""


class DayKind(StrEnum):
    """What a country says of a day. MAKE_UP is a weekend day that is worked (调休), whatever one's week looks like."""

    ORDINARY = "ordinary"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"


class HolidayCalendar(Protocol):
    def kind(self, country: str, day: date) -> DayKind:
        """``country`` is an ISO 3166 code such as ``CN``; ORDINARY for one that is not known, and for none."""


@dataclass(frozen=True, slots=True)
class Absence:
    """Days off, both ends included, in the person's own zone. ``last`` None: until they say they are back."""

    first: date
    last: date | None = None
    deputy: str = ""

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Quiet:
    """Wall-clock time of every day in which nothing is sent; over midnight where ``until`` is the earlier one."""

    since: time
    until: time

    def __contains__(self, at: time) -> bool:
        if self.since <= self.until:
            return self.since <= at < self.until
        return at >= self.since or at < self.until


@dataclass(frozen=True, slots=True)
class DoNotDisturb:
    """Slack's next do-not-disturb of a person: from ``since`` until before ``until``, aware."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCalendar:
    """One person's working time. ``days`` are weekdays (Monday is 0), times are wall-clock times in ``zone``.

    Raises ValueError for hours that do not begin before they end.
    """

    zone: ZoneInfo
    country: str = ""
    days: tuple[int, ...] = MONDAY_TO_FRIDAY
    begins: time = BEGINS
    ends: time = ENDS
    quiet: Quiet | None = None
    absences: tuple[Absence, ...] = ()
    dnd: DoNotDisturb | None = None

    def __post_init__(self) -> None:
        if self.begins >= self.ends:
            raise ValueError("working hours begin before they end")


def absence_on(day: date, calendar: PersonCalendar) -> Absence | None:
    """The days off that hold a day: its person is away then, not late."""
    return next((absence for absence in calendar.absences if day in absence), None)


def is_office_day(day: date, country: str, holidays: HolidayCalendar) -> bool:
    """Monday to Friday but for the country's holidays, and its make-up days: for channels, which have no week."""
    kind = holidays.kind(country, day)
    return day.weekday() in MONDAY_TO_FRIDAY if kind is DayKind.ORDINARY else kind is DayKind.MAKE_UP


def is_working_day(day: date, calendar: PersonCalendar, holidays: HolidayCalendar) -> bool:
    """By the person's own days off first, then the country's holidays and make-up days, then the week."""
    if absence_on(day, calendar) is not None:
        return False
    kind = holidays.kind(calendar.country, day)
    if kind is DayKind.ORDINARY:
        return day.weekday() in calendar.days
    return kind is DayKind.MAKE_UP


def is_allowed(moment: datetime, calendar: PersonCalendar, holidays: HolidayCalendar) -> bool:
    """Whether this person may be written to at an aware moment, judged by the clock on their wall."""
    local = moment.astimezone(calendar.zone)
    wall, dnd = _wall(local), calendar.dnd
    if not calendar.begins <= wall < calendar.ends or (calendar.quiet is not None and wall in calendar.quiet):
        return False
    if dnd is not None and dnd.since <= moment < dnd.until:
        return False
    return is_working_day(local.date(), calendar, holidays)


def _wall(local: datetime) -> time:
    """What the clock on the wall shows."""
    return time(local.hour, local.minute, local.second, local.microsecond)


def is_left_alone(moment: datetime, calendar: PersonCalendar) -> bool:
    """Whether somebody has said that they do not want to be disturbed now: quiet hours, days off, do-not-disturb. That
    it is merely evening, or a holiday, says no such thing."""
    local, dnd = moment.astimezone(calendar.zone), calendar.dnd
    wall = _wall(local)
    return (
        (calendar.quiet is not None and wall in calendar.quiet)
        or (dnd is not None and dnd.since <= moment < dnd.until)
        or absence_on(local.date(), calendar) is not None
    )


def awake_from(moment: datetime, calendar: PersonCalendar) -> datetime:
    """The moment itself in the daytime of any day where the person is, else the next morning, in UTC."""
    local = moment.astimezone(calendar.zone)
    if DAYTIME[0] <= _wall(local) < DAYTIME[1]:
        return moment
    day = local.date() if _wall(local) < DAYTIME[0] else local.date() + timedelta(days=1)
    return datetime.combine(day, DAYTIME[0], calendar.zone).astimezone(UTC)


def after_quiet(moment: datetime, quiet: Quiet | None, zone: ZoneInfo) -> datetime:
    """The moment itself outside quiet hours on the wall of a zone, else their end, in UTC."""
    local = moment.astimezone(zone)
    if quiet is None or _wall(local) not in quiet:
        return moment
    day = local.date() if _wall(local) < quiet.until else local.date() + timedelta(days=1)
    return max(moment, datetime.combine(day, quiet.until, zone).astimezone(UTC))


def next_allowed(moment: datetime, calendar: PersonCalendar, holidays: HolidayCalendar) -> datetime | None:
    """The moment itself where it is allowed, else the next one that is, in UTC; None within ``HORIZON_DAYS``."""
    moment = moment.astimezone(UTC)
    if is_allowed(moment, calendar, holidays):
        return moment
    first = moment.astimezone(calendar.zone).date()
    for ahead in range(HORIZON_DAYS):
        day = first + timedelta(days=ahead)
        if not is_working_day(day, calendar, holidays):
            continue
        found = [at for at in _openings(day, calendar) if at >= moment and is_allowed(at, calendar, holidays)]
        if found:
            return min(found)
    return None


def stretch(moment: datetime, calendar: PersonCalendar) -> tuple[datetime, datetime]:
    """When the working time that holds an allowed moment began, and when it ends (then it is over), in UTC."""
    day = moment.astimezone(calendar.zone).date()
    opened = [at for at in _openings(day, calendar) if at <= moment]
    closes = [at for at in _closings(day, calendar) if at > moment]
    return max(opened, default=moment), min(closes, default=moment)


def _closings(day: date, calendar: PersonCalendar) -> Iterator[datetime]:
    """Where something that was open closes on a day, at the latest."""
    walls = [calendar.ends] if calendar.quiet is None else [calendar.ends, calendar.quiet.since]
    for wall in walls:
        for fold in (0, 1):
            yield datetime.combine(day, wall, calendar.zone).replace(fold=fold).astimezone(UTC)
    if calendar.dnd is not None:
        yield calendar.dnd.since.astimezone(UTC)


def _openings(day: date, calendar: PersonCalendar) -> Iterator[datetime]:
    """Where something that was closed may open on a day. A wall time that comes twice is tried both times."""
    walls = [calendar.begins] if calendar.quiet is None else [calendar.begins, calendar.quiet.until]
    for wall in walls:
        for fold in (0, 1):
            yield datetime.combine(day, wall, calendar.zone).replace(fold=fold).astimezone(UTC)
    if calendar.dnd is not None:
        yield calendar.dnd.until.astimezone(UTC)
