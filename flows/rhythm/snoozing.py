"""The hours to which a reminder can be put off, by its person's own clock and working days. Pure.

A button says the day and hour at which the reminder comes back, so each choice carries the moment it stands for.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from flows.rhythm.calendar import HolidayCalendar, PersonCalendar, next_allowed

PAUSE, SHORTEST = timedelta(hours=3), timedelta(minutes=30)
"""``Later today`` is in three hours; where the day is over by then, half an hour before its end, if that is half an
hour away at least."""
QUARTER = timedelta(minutes=15)
LONGEST = timedelta(days=366)


class Snooze(StrEnum):
    """What a button offers. DAY is a day that the person picks."""

    TODAY = "today"
    TOMORROW = "tomorrow"
    MONDAY = "monday"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Choice:
    """``at`` is in UTC; ``day`` and ``wall`` are what the person's clock shows then. ``as_named``: it is on the very
    day that its name says, and not on the next working day after it."""

    snooze: Snooze
    at: datetime
    day: date
    wall: time
    as_named: bool


@dataclass(frozen=True, slots=True)
class Label:
    """What a button said: the choice, the moment it stood for, the day on which it was written, and whether it named
    that moment's date instead of a word such as tomorrow."""

    snooze: Snooze
    at: datetime
    written: date
    dated: bool

    def pack(self) -> tuple[str, str]:
        """Two short texts for a button's payload."""
        return f"{self.snooze}:{self.written}:{'dated' if self.dated else ''}", self.at.isoformat()

    @classmethod
    def read(cls, words: str, at: str) -> "Label":
        """What ``pack`` made. Raises ValueError for anything else."""
        snooze, written, dated = words.split(":")
        return cls(Snooze(snooze), datetime.fromisoformat(at), date.fromisoformat(written), dated == "dated")


def chosen(label: Label, now: datetime, calendar: PersonCalendar, holidays: HolidayCalendar) -> Choice | None:
    """What a pressed button comes to: the moment it showed, while its words still mean that; else what they mean today.
    None where that is no moment any more."""
    today = now.astimezone(calendar.zone).date()
    if label.snooze is Snooze.TODAY:
        return later_today(now, calendar, holidays)
    if (label.dated or label.written == today) and label.at > now:
        at = next_allowed(label.at, calendar, holidays)
        return None if at is None else _choice(label.snooze, at, label.at.astimezone(calendar.zone).date(), calendar)
    ahead = 7 - today.weekday() if label.snooze is Snooze.MONDAY else 1
    return on_day(label.snooze, today + timedelta(days=ahead), now, calendar, holidays)


def choices(now: datetime, calendar: PersonCalendar, holidays: HolidayCalendar) -> tuple[Choice, ...]:
    """Every choice that means something now, in the order of their moments; two of the same moment are one."""
    today = now.astimezone(calendar.zone).date()
    monday = today + timedelta(days=7 - today.weekday())
    found = (
        later_today(now, calendar, holidays),
        on_day(Snooze.TOMORROW, today + timedelta(days=1), now, calendar, holidays),
        on_day(Snooze.MONDAY, monday, now, calendar, holidays),
    )
    kept: dict[datetime, Choice] = {}
    for choice in found:
        if choice is not None and (choice.at not in kept or not kept[choice.at].as_named):
            kept[choice.at] = choice
    return tuple(kept[at] for at in sorted(kept))


def later_today(now: datetime, calendar: PersonCalendar, holidays: HolidayCalendar) -> Choice | None:
    """None where too little of the person's working day is left."""
    today = now.astimezone(calendar.zone).date()
    ends = datetime.combine(today, calendar.ends, calendar.zone).astimezone(UTC)
    for wanted in (_to_the_quarter(now + PAUSE), ends - SHORTEST):
        at = next_allowed(wanted, calendar, holidays)
        if at is not None and at - now >= SHORTEST and at.astimezone(calendar.zone).date() == today:
            return _choice(Snooze.TODAY, at, today, calendar)
    return None


def on_day(
    snooze: Snooze, day: date, now: datetime, calendar: PersonCalendar, holidays: HolidayCalendar
) -> Choice | None:
    """When the person's working time begins on a day, else on the next day they work. None for a day that is not to
    come, that lies too far ahead, or after which there is no working time."""
    begins = datetime.combine(day, time(), calendar.zone).astimezone(UTC)
    if not now < begins <= now + LONGEST:
        return None
    at = next_allowed(begins, calendar, holidays)
    return None if at is None else _choice(snooze, at, day, calendar)


def _choice(snooze: Snooze, at: datetime, named: date, calendar: PersonCalendar) -> Choice:
    local = at.astimezone(calendar.zone)
    return Choice(snooze, at, local.date(), time(local.hour, local.minute), local.date() == named)


def _to_the_quarter(moment: datetime) -> datetime:
    """The next full quarter of an hour."""
    over = timedelta(minutes=moment.minute % 15, seconds=moment.second, microseconds=moment.microsecond)
    return moment + QUARTER - over if over else moment
