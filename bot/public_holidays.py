"""Public holidays and make-up workdays of a country: the only door to the ``holidays`` library, which works offline."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial
from importlib.resources import files
from typing import NamedTuple
from zoneinfo import ZoneInfo

import holidays

from flows.rhythm.calendar import DayKind, HolidayCalendar, is_office_day
from flows.rhythm.people import WorkingTime

COUNTRY_OF_LANGUAGE = {"zh-CN": "CN", "zh-TW": "TW", "zh-HK": "HK", "en-US": "US", "en-GB": "GB", "ja-JP": "JP",
                       "ko-KR": "KR", "de-DE": "DE", "fr-FR": "FR"}  # fmt: skip


@lru_cache(maxsize=1)
def countries_of_zones() -> dict[str, str]:
    """Time zone -> country, as the time zone database lists them; links and ``Etc`` zones are not in it."""
    lines = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[2]: row[0] for row in rows}


def likely_country(zone: str, locale: str) -> str:
    """The country whose holidays a person probably has, from Slack's zone and locale; empty where neither tells."""
    return countries_of_zones().get(zone) or COUNTRY_OF_LANGUAGE.get(locale, "")


class Year(NamedTuple):
    """One year of a calendar: days off, and weekend days that are worked for them."""

    free: frozenset[date]
    worked: frozenset[date]


@lru_cache(maxsize=1024)
def year_of(country: str, year: int, *, subdivision: str | None = None, categories: tuple[str, ...] = ()) -> Year:
    """As the library knows it; worked out once. ``categories`` are its names for kinds of holidays, the usual kind
    without. Raises ``NotImplementedError`` for a country that it does not know."""
    found = holidays.country_holidays(
        country, subdiv=subdivision, years=year, expand=False, categories=categories or None
    )
    return Year(frozenset(found), frozenset(day for day in found.weekend_workdays if day.year == year))


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(holidays.list_supported_countries(include_aliases=False))


class PublicHolidays:
    """Implements ``flows.rhythm.calendar.HolidayCalendar``. Stateless; thread-safe."""

    def kind(self, country: str, day: date) -> DayKind:
        """ORDINARY for a country that the library does not know, and for none."""
        if country not in _known():
            return DayKind.ORDINARY
        year = year_of(country, day.year)
        if day in year.free:
            return DayKind.HOLIDAY
        return DayKind.MAKE_UP if day in year.worked else DayKind.ORDINARY


def office_days(country: str, calendar: HolidayCalendar) -> Callable[[date], bool]:
    """Whether a day is worked in a country: Monday to Friday where it is empty."""
    return partial(is_office_day, country=country, holidays=calendar)


def working_time(usual_zone: str = "Asia/Shanghai") -> WorkingTime:
    """Everybody's working time, by their own wishes and by the holidays that we know."""
    return WorkingTime(PublicHolidays(), ZoneInfo(usual_zone), likely_country)


def known_country(code: str) -> str:
    """The code in capitals, or empty text. Raises ValueError for a country whose holidays we do not know."""
    folded = code.strip().upper()
    if folded and folded not in _known():
        raise ValueError(f"no such country code, or its holidays are not known: {code}")
    return folded
