"""Grace periods: days per jurisdiction, and the plain word where nothing is rescued."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.errors import TemplateFault
from flows.linkage.grace import CountedFrom, GraceTable, Rescue, parse_grace, shipped_grace
from flows.linkage.months import months_later

TABLE = shipped_grace()
DISCLOSED = date(2026, 5, 31)


def rescued(disclosed: date, *, own: bool = True, table: GraceTable = TABLE) -> dict[str, Rescue]:
    return {r.grace.jurisdiction: r for r in table.rescue(disclosed, own_voluntary=own)}


def test_the_own_disclosure_is_not_rescued_in_china_and_europe() -> None:
    days = {where: rescue.last_on for where, rescue in rescued(DISCLOSED).items()}
    year = date(2027, 5, 31)
    assert days == {"CN": None, "US": year, "EP": None, "JP": year, "KR": year}
    assert not rescued(DISCLOSED)["CN"].is_open(DISCLOSED)


def test_a_leak_or_an_exhibition_leaves_six_months_there() -> None:
    found = rescued(DISCLOSED, own=False)
    assert found["CN"].last_on == found["EP"].last_on == date(2026, 11, 30)  # May 31 has no November 31
    assert found["CN"].is_open(date(2026, 11, 30))
    assert not found["CN"].is_open(date(2026, 12, 1))


def test_china_counts_back_from_priority_and_europe_from_the_filing_itself() -> None:
    counted = {where: rescue.grace.counted_from for where, rescue in rescued(DISCLOSED).items()}
    assert counted["CN"] is CountedFrom.PRIORITY
    assert counted["EP"] is CountedFrom.ACTUAL_FILING


@pytest.mark.parametrize(
    ("disclosed", "last"),
    [
        (date(2017, 12, 8), date(2018, 6, 8)),  # ran out the day before the change
        (date(2017, 12, 9), date(2018, 12, 9)),
        (date(2026, 2, 28), date(2027, 2, 28)),
    ],
)
def test_japan_has_twelve_months_since_the_change_and_nothing_is_revived(disclosed: date, last: date) -> None:
    assert rescued(disclosed)["JP"].last_on == last


def test_every_row_has_its_source_its_day_and_both_languages() -> None:
    for row in TABLE.rows:
        assert row.source
        assert row.checked_on.year >= 2026
        assert row.formalities.zh
        assert row.formalities.en
        assert row.covers_own or (row.cases and row.cases.zh and row.cases.en)


@pytest.mark.parametrize(
    "text",
    ["", "[[grace]]", "grace = 1", "[[grace", '[[grace]]\njurisdiction = "CN"\ncovers = "all"'],
)
def test_a_broken_table_is_told_by_its_name(text: str) -> None:
    with pytest.raises(TemplateFault, match=r"grace\.toml"):
        parse_grace(text, "grace.toml")


@given(st.dates(date(2019, 1, 1), date(2100, 1, 1)), st.integers(0, 400))
def test_a_later_disclosure_never_has_an_earlier_last_day(day: date, more: int) -> None:
    for before, after in zip(TABLE.rescue(day), TABLE.rescue(day + timedelta(days=more)), strict=True):
        assert (before.last_on is None) == (after.last_on is None)
        assert before.last_on is None or after.last_on is None or before.last_on <= after.last_on


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(-120, 120))
def test_months_end_on_the_same_day_or_the_last_of_the_month(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)
