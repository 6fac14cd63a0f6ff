"""Where people are and when they work there: countries of time zones, public holidays, make-up workdays."""

from datetime import date, datetime
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import holidays

from flows.lifecycle.upkeep import When
from flows.ports import Store
from flows.rhythm.calendar import next_allowed, working_time

SATURDAY = 5


@lru_cache(maxsize=1)
def zones() -> dict[str, str]:
    """Time zone -> country, as the time zone database lists them; links and ``Etc`` zones are not in it."""
    lines = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[2]: row[0] for row in rows}


def country_of(zone: str) -> str:
    """The country a zone lies in, or empty text."""
    return zones().get(zone, "")


def is_working_day(country: str, day: date) -> bool:
    """Monday to Friday but for public holidays, and the weekend days that China moves its work to (调休)."""
    free, worked = _year(country, day.year)
    return day in worked or (day.weekday() < SATURDAY and day not in free)


@lru_cache(maxsize=512)
def _year(country: str, year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Days off, and weekend days that are worked; none of either where the library does not know the country."""
    if country not in holidays.list_supported_countries():
        return frozenset(), frozenset()
    found = holidays.country_holidays(country, years=year, expand=False)
    return frozenset(found), frozenset(day for day in found.weekend_workdays if day.year == year)


def when_awake(store: Store, fallback: ZoneInfo) -> When:
    """When the clock may tell a person something: in their own working time, wherever they are."""

    def when(team_id: str, user_id: str, moment: datetime) -> datetime:
        with store.read() as reads:
            person = reads.person(team_id, user_id)
        return next_allowed(moment, working_time(person, fallback, country_of), is_working_day)

    return when
