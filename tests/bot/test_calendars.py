"""The days on which offices really worked or will: the sample days are the announced ones."""

from datetime import date

import pytest

from bot.calendars import Offices
from flows.errors import TemplateFault
from flows.linkage.closures import parse_closures, shipped_closures

OFFICES = Offices()


@pytest.mark.parametrize(
    "day",
    [
        "2024-02-04", "2024-02-18", "2024-04-28", "2024-05-11", "2024-09-29", "2024-10-12", "2025-01-26", "2025-02-08",
        "2025-09-28", "2025-10-11", "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
    ],
)  # fmt: skip
def test_a_chinese_make_up_workday_is_a_working_day_though_it_is_a_weekend(day: str) -> None:
    assert date.fromisoformat(day).weekday() >= 5
    assert OFFICES.is_open("CN", date.fromisoformat(day))
    assert not OFFICES.is_open("EP", date.fromisoformat(day))


@pytest.mark.parametrize(
    ("first", "last"),
    [(date(2024, 2, 10), date(2024, 2, 17)), (date(2024, 10, 1), date(2024, 10, 7)),
     (date(2025, 1, 28), date(2025, 2, 4)), (date(2025, 10, 1), date(2025, 10, 8)),
     (date(2026, 2, 15), date(2026, 2, 23)), (date(2026, 10, 1), date(2026, 10, 7))],
)  # fmt: skip
def test_spring_festival_and_national_day_are_closed_from_end_to_end(first: date, last: date) -> None:
    closed = [date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1)]
    assert not any(OFFICES.is_open("CN", day) for day in closed)
    assert OFFICES.is_open("CN", date.fromordinal(last.toordinal() + 1))


def test_a_year_whose_make_up_workdays_are_not_told_yet_is_not_settled() -> None:
    assert OFFICES.is_settled("CN", date(2026, 3, 1))
    assert not OFFICES.is_settled("CN", date(2031, 3, 1))


def test_the_EPO_is_closed_as_its_notice_says_and_over_the_new_year() -> None:
    assert not OFFICES.is_open("EP", date(2020, 6, 11))  # Corpus Christi, Munich alone: one closed office is enough
    assert not any(OFFICES.is_open("EP", date(2026, 12, day)) for day in range(24, 32))
    assert OFFICES.is_settled("EP", date(2020, 1, 1))
    assert not OFFICES.is_settled("EP", date(2026, 1, 1))  # its notice was not read


@pytest.mark.parametrize(
    ("office", "day"),
    [("US", date(2026, 11, 26)), ("JP", date(2027, 1, 2)), ("KR", date(2026, 9, 24)), ("WO", date(2026, 12, 31)),
     ("ISO", date(2026, 4, 3))],
)  # fmt: skip
def test_other_offices_have_their_own_holidays(office: str, day: date) -> None:
    assert not OFFICES.is_open(office, day)
    assert OFFICES.is_open(office, date(2026, 11, 24))


def test_closing_days_are_read_with_their_source_and_a_wrong_day_is_refused() -> None:
    assert all(year.source and year.checked_on for year in shipped_closures("epo"))
    text = (
        '[[years]]\nyear = 2027\ncertainty = "general"\nsource = "x"\nchecked_on = "2026-11"\nclosed = [2026-01-01]\n'
    )
    with pytest.raises(TemplateFault, match="must be a day of 2027"):
        parse_closures(text, "epo.toml")
