"""When a person may be spoken to: their working time where they are, and the next moment that lies in it. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.ports import Person

BEGINS, ENDS = time(9), time(18)
FARTHEST_DAYS = 60
"""No calendar closes longer; beyond it the days off are a mistake, and silence for ever would be the worse one."""

IsWorkingDay = Callable[[str, date], bool]
"""Country (ISO 3166, empty where unknown) and local day -> whether people there work on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingTime:
    """``begins`` and ``ends`` are local times of one day, ``country`` says whose public holidays count."""

    zone: ZoneInfo
    country: str = ""
    begins: time = BEGINS
    ends: time = ENDS


def working_time(person: Person | None, fallback: ZoneInfo, country_of: Callable[[str], str]) -> WorkingTime:
    """A person's working time where Slack says they are; the workspace's where it does not say, or says nonsense."""
    try:
        zone = ZoneInfo(person.tz) if person is not None and person.tz else fallback
    except (KeyError, ValueError, OSError):
        zone = fallback
    return WorkingTime(zone=zone, country=country_of(zone.key))


def is_working(moment: datetime, times: WorkingTime, is_working_day: IsWorkingDay) -> bool:
    """Whether a moment (aware) lies in somebody's working time."""
    local = moment.astimezone(times.zone)
    return times.begins <= _of_day(local) < times.ends and is_working_day(times.country, local.date())


def next_allowed(moment: datetime, times: WorkingTime, is_working_day: IsWorkingDay) -> datetime:
    """The moment itself where it lies in working time, else the next beginning of it; aware, UTC, never earlier."""
    if is_working(moment, times, is_working_day):
        return moment.astimezone(UTC)
    local = moment.astimezone(times.zone)
    day = local.date() if _of_day(local) < times.begins else local.date() + timedelta(days=1)
    for _ in range(FARTHEST_DAYS):
        if is_working_day(times.country, day):
            found = _beginning(day, times)
            if found >= moment:
                return found
        day += timedelta(days=1)
    return moment.astimezone(UTC)


def _beginning(day: date, times: WorkingTime) -> datetime:
    """A beginning that the clocks jump over comes when they have jumped; one that comes twice, the first time."""
    naive = datetime.combine(day, times.begins)
    found = naive.replace(tzinfo=times.zone).astimezone(UTC)
    shown = found.astimezone(times.zone).replace(tzinfo=None)
    return found if shown >= naive else found + (naive - shown)


def _of_day(local: datetime) -> time:
    return time(local.hour, local.minute, local.second, local.microsecond)
