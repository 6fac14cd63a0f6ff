"""Public holidays and make-up workdays of a country: the only door to the ``holidays`` library, which works offline."""

import threading
from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial
from importlib.resources import files
from zoneinfo import ZoneInfo

import holidays

from flows.rhythm.calendar import DayKind, is_office_day
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


class PublicHolidays:
    """Implements ``flows.rhythm.calendar.HolidayCalendar``. Thread-safe; each country is worked out once a year."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known = frozenset(holidays.list_supported_countries(include_aliases=False))
        self._calendars: dict[str, holidays.HolidayBase] = {}

    def kind(self, country: str, day: date) -> DayKind:
        """ORDINARY for a country that the library does not know, and for none."""
        if country not in self._known:
            return DayKind.ORDINARY
        with self._lock:  # asking for a new year fills the library's own table
            calendar = self._calendars.get(country)
            if calendar is None:
                calendar = self._calendars[country] = holidays.country_holidays(country)
            if day in calendar:
                return DayKind.HOLIDAY
            return DayKind.MAKE_UP if day in calendar.weekend_workdays else DayKind.ORDINARY


def office_days(country: str) -> Callable[[date], bool]:
    """Whether a day is worked in a country: Monday to Friday where it is empty."""
    return partial(is_office_day, country=country, holidays=PublicHolidays())


def working_time(usual_zone: str = "Asia/Shanghai") -> WorkingTime:
    """Everybody's working time, by their own wishes and by the holidays that we know."""
    return WorkingTime(PublicHolidays(), ZoneInfo(usual_zone), likely_country)


def known_country(code: str) -> str:
    """The code in capitals, or empty text. Raises ValueError for a country whose holidays we do not know."""
    folded = code.strip().upper()
    if folded and folded not in holidays.list_supported_countries(include_aliases=False):
        raise ValueError(f"no such country code, or its holidays are not known: {code}")
    return folded
