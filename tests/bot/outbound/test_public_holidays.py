"""Public holidays as they really are: China's of 2026 with their make-up days, and countries we guess."""

from datetime import date

import pytest

from bot.public_holidays import PublicHolidays, likely_country
from flows.rhythm.calendar import DayKind

HOLIDAYS = PublicHolidays()


@pytest.mark.parametrize("day", [date(2026, 2, 16), date(2026, 2, 20), date(2026, 2, 23), date(2026, 10, 1),
                                 date(2026, 10, 7), date(2026, 1, 2)])  # fmt: skip
def test_the_chinese_holidays_of_2026(day: date) -> None:
    assert HOLIDAYS.kind("CN", day) is DayKind.HOLIDAY


@pytest.mark.parametrize("day", [date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9),
                                 date(2026, 9, 20), date(2026, 10, 10)])  # fmt: skip
def test_the_weekend_days_that_are_worked_for_them(day: date) -> None:
    assert day.weekday() >= 5
    assert HOLIDAYS.kind("CN", day) is DayKind.MAKE_UP


def test_other_days_and_unknown_countries_are_ordinary() -> None:
    assert HOLIDAYS.kind("CN", date(2026, 2, 24)) is DayKind.ORDINARY
    assert HOLIDAYS.kind("", date(2026, 10, 1)) is DayKind.ORDINARY
    assert HOLIDAYS.kind("XX", date(2026, 10, 1)) is DayKind.ORDINARY
    assert HOLIDAYS.kind("DE", date(2026, 10, 3)) is DayKind.HOLIDAY


def test_the_country_follows_the_zone_and_else_the_language() -> None:
    assert likely_country("Europe/Berlin", "en-US") == "DE"
    assert likely_country("Asia/Kathmandu", "en-US") == "NP"
    assert likely_country("Etc/GMT-5", "en-US") == "US"
    assert likely_country("", "zh-CN") == "CN"
    assert likely_country("Etc/GMT-5", "") == ""
