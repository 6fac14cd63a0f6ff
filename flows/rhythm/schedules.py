"""Schedules: on which days and at which moments something goes out, and which of them is due."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice
from zoneinfo import ZoneInfo

from flows.rhythm.calendar import HolidayCalendar, is_office_day
from flows.rhythm.cron import read_cron

LOOK_AHEAD_DAYS = 800
"""A rule that names no day for so long never will."""
WEEK, LAST, MOST_WEEKS = 7, -1, 5


class ScheduleKind(StrEnum):
    """What goes out."""

    PROJECT_DIGEST = "project_digest"
    PERSONAL_DIGEST = "personal_digest"
    PORTFOLIO_DIGEST = "portfolio_digest"
    WATCH_DIGEST = "watch_digest"
    GATE_CLOSING = "gate_closing"
    DOCKET = "docket"


class Every(StrEnum):
    """DAY includes weekends; WORKDAY leaves out weekends and holidays and takes in make-up days (调休)."""

    DAY = "day"
    WORKDAY = "workday"
    WEEK = "week"
    MONTH_DAY = "month_day"
    NTH_WEEKDAY = "nth_weekday"
    CRON = "cron"


@dataclass(frozen=True, slots=True)
class Rule:
    """``weekdays`` (Monday is 0) belong to WEEK and NTH_WEEKDAY, ``number`` to MONTH_DAY (1-31; a shorter month takes
    its last day) and NTH_WEEKDAY (1-5; -1 is the last), ``cron`` to CRON. Raises ValueError for a rule that makes no
    sense.
    """

    every: Every
    weekdays: tuple[int, ...] = ()
    number: int = 0
    cron: str = ""

    def __post_init__(self) -> None:
        if any(not 0 <= day < WEEK for day in self.weekdays):
            raise ValueError("a weekday is 0 to 6")
        if self.every in (Every.WEEK, Every.NTH_WEEKDAY) and not self.weekdays:
            raise ValueError("the weekday is missing")
        if self.every is Every.MONTH_DAY and not 1 <= self.number <= 31:  # noqa: PLR2004 -- the days of a month
            raise ValueError("a day of the month is 1 to 31")
        if self.every is Every.NTH_WEEKDAY and self.number not in (*range(1, MOST_WEEKS + 1), LAST):
            raise ValueError("a week of the month is 1 to 5, or the last")
        if self.every is Every.CRON:
            read_cron(self.cron)

    def names(self, day: date, country: str, holidays: HolidayCalendar) -> bool:
        """Whether the rule names this day."""
        match self.every:
            case Every.DAY:
                return True
            case Every.WORKDAY:
                return is_office_day(day, country, holidays)
            case Every.WEEK:
                return day.weekday() in self.weekdays
            case Every.MONTH_DAY:
                return day.day == min(self.number, monthrange(day.year, day.month)[1])
            case Every.NTH_WEEKDAY:
                return day.weekday() in self.weekdays and self._is_nth(day)
            case Every.CRON:
                return read_cron(self.cron).names(day)

    def _is_nth(self, day: date) -> bool:
        if self.number == LAST:
            return day.day + WEEK > monthrange(day.year, day.month)[1]
        return (day.day - 1) // WEEK + 1 == self.number


class Unreadable(StrEnum):
    """What of a stored schedule cannot be read; ROW: more than its owner could choose anew."""

    ZONE = "zone"
    RULE = "rule"
    TIME = "at"
    ROW = "row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """One row. ``at`` is wall-clock time in ``zone``; ``audience`` a Slack conversation or user id.

    ``covered_to`` is the moment up to which everything was told: the last slot that fired, or when the schedule was
    made. ``starts_at`` is when it was changed last: no earlier moment counts. ``paused_until`` is the first day that
    counts again. ``unreadable`` names what of the stored row cannot be read (a zone that the time zone database knows
    no more): in its place stands something, and until it is chosen anew the schedule rests.
    """

    team_id: str
    id: str
    kind: ScheduleKind
    audience: str
    rule: Rule
    at: time
    zone: ZoneInfo
    owner: str
    covered_to: datetime
    project_id: str = ""
    country: str = ""
    language: str = ""
    paused_until: date | None = None
    starts_at: datetime | None = None
    unreadable: Unreadable | None = None

    @property
    def times(self) -> tuple[time, ...]:
        """The times of day, in order: one, but for cron."""
        return read_cron(self.rule.cron).times if self.rule.every is Every.CRON else (self.at,)


@dataclass(frozen=True, slots=True)
class Usual:
    """What the settings say of the digests that nobody changed: time of day, zone, and whose holidays they keep."""

    at: time
    zone: ZoneInfo
    country: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """One occurrence: its name (``2026-11-23T09:00+08:00``), its moment, since when it tells, and how many earlier ones
    it stands for because nobody was there to fire them. Times are UTC.

    The name holds the offset: nine o'clock comes twice on the day on which a schedule moves to another zone.
    """

    name: str
    at: datetime
    since: datetime
    missed: int = 0


@dataclass(frozen=True, slots=True)
class Fault:
    """A schedule that a mistake of ours keeps from being composed. ``problem`` is for the operator: what broke, and
    where in the code; never what a project says. Times are UTC."""

    team_id: str
    schedule_id: str
    kind: str
    project_id: str
    since: datetime
    last_at: datetime
    times: int
    problem: str


def upcoming(schedule: Schedule, holidays: HolidayCalendar, *, after: datetime) -> Iterator[datetime]:
    """The moments of a schedule after an aware moment, in UTC, each later than the one before.

    A wall time that the change to summer time leaves out comes an hour later; one that comes twice comes once. A day
    that the zone left out (Samoa, 2011-12-30) is left out.
    """
    last = (after if schedule.starts_at is None else max(after, schedule.starts_at)).astimezone(UTC)
    first = last.astimezone(schedule.zone).date()
    for ahead in range(LOOK_AHEAD_DAYS):
        day = first + timedelta(days=ahead)
        if schedule.paused_until is not None and day < schedule.paused_until:
            continue
        if not schedule.rule.names(day, schedule.country, holidays):
            continue
        for wall in schedule.times:
            at = datetime.combine(day, wall, schedule.zone).astimezone(UTC)
            if at > last and at.astimezone(schedule.zone).date() == day:
                last = at
                yield at


def next_at(schedule: Schedule, holidays: HolidayCalendar) -> datetime | None:
    """When it is due, given what was told already; None for a rule that names no day any more, or cannot be read."""
    if schedule.unreadable:
        return None
    return next(upcoming(schedule, holidays, after=schedule.covered_to), None)


def preview(schedule: Schedule, holidays: HolidayCalendar, *, now: datetime, count: int = 5) -> tuple[datetime, ...]:
    """The next moments, for showing what a rule means before it counts; none of one that cannot be read."""
    if schedule.unreadable:
        return ()
    return tuple(islice(upcoming(schedule, holidays, after=now), count))


def due_slot(schedule: Schedule, holidays: HolidayCalendar, *, now: datetime) -> Slot | None:
    """The latest slot that has come and was not told yet. Earlier ones that nobody fired are part of it: one
    catch-up after an outage, not many (DESIGN.md 4). None where nothing is due."""
    latest, passed = None, 0
    for at in upcoming(schedule, holidays, after=schedule.covered_to):
        if at > now:
            break
        latest, passed = at, passed + 1
    if latest is None:
        return None
    return Slot(latest.astimezone(schedule.zone).isoformat(timespec="minutes"), latest, schedule.covered_to, passed - 1)
