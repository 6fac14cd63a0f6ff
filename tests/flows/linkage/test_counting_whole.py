"""Every date that follows from a family, whatever its days are: rule 5 holds, the raw day stays beside the rolled."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.linkage.codes import ApplicationStatus, PatentKind
from flows.linkage.counting import BY_POST, Period, deemed_receipt, next_open
from flows.linkage.items import Application, Family
from flows.linkage.register import Register
from flows.linkage.rulebook import Roll, shipped_rules
from tests.flows.linkage.docketing import OFFICES, docketed, with_family

DAYS = st.dates(date(2023, 6, 1), date(2026, 11, 1))
DAY = timedelta(days=1)
ALL_DATED = [rule for rule in shipped_rules().rules if rule.terms]


@st.composite
def families(draw: st.DrawFn) -> Register:
    """A Chinese filing, perhaps an international one, perhaps planned elsewhere, with notices of any day."""
    filed = draw(DAYS)
    later = st.none() | st.dates(filed, date(2027, 6, 30))
    chinese = Application(
        office="CN", status=draw(st.sampled_from((ApplicationStatus.FILED, ApplicationStatus.GRANTED))), filed_on=filed,
        granted_on=draw(later), grant_notice_on=draw(later), examination_notice_on=draw(later), refused_on=draw(later),
        priority_on=draw(st.none() | st.just(filed - 200 * DAY)), notices_by_post=draw(st.booleans()),
    )  # fmt: skip
    abroad = [Application(office=office) for office in draw(st.sets(st.sampled_from(("EP", "US", "JP", "KR", "BR"))))]
    if draw(st.booleans()):
        abroad.append(Application(office="WO", status=ApplicationStatus.FILED, filed_on=filed + 30 * DAY))
    return with_family(chinese, *abroad, kind=draw(st.sampled_from(PatentKind)))


def family_of(book: Register) -> Family:
    return book.families[0]


@settings(max_examples=60, deadline=None)
@given(families())
def test_no_date_is_before_its_raw_day_and_a_rolled_one_is_a_day_its_office_works(book: Register) -> None:
    for item in docketed(book, today=date(2023, 6, 1)).docket:
        assert item.due_on >= item.raw_on >= item.source_on
        assert item.due_on == next_open(item.raw_on, item.calendar, OFFICES), "rolling again changes nothing"
        if item.calendar:
            assert OFFICES.is_open(item.calendar, item.due_on)
        else:
            assert item.due_on == item.raw_on


@settings(max_examples=60, deadline=None)
@given(families())
def test_every_raw_day_is_a_period_of_its_rule_from_its_source_with_the_start_day_not_counted(book: Register) -> None:
    for item in docketed(book, today=date(2023, 6, 1)).docket:
        rule = shipped_rules().get(item.rule)
        assert rule is not None
        ends = {term.period.after(item.source_on) for term in rule.terms if term.period}
        assert item.raw_on in ends, item


@settings(max_examples=40, deadline=None)
@given(families())
def test_looking_again_moves_nothing(book: Register) -> None:
    once = docketed(book, today=date(2023, 6, 1))
    assert docketed(once, once, today=date(2023, 6, 1)).docket == once.docket
    assert docketed(once, today=date(2023, 6, 1)).docket == once.docket


@given(DAYS, st.integers(1, 400))
def test_the_start_day_is_not_counted(start: date, count: int) -> None:
    assert Period(1, "D").after(start) == start + DAY
    assert (Period(count, "D").after(start) - start).days == count
    assert Period(count, "W").after(start).weekday() == start.weekday()


@given(DAYS, st.integers(1, 240))
def test_a_period_of_months_ends_on_the_corresponding_day_or_the_last_of_the_month(start: date, months: int) -> None:
    end = Period(months, "M").after(start)
    assert end.day == start.day or (end + DAY).day == 1
    assert Period(months, "Y").after(start) == Period(12 * months, "M").after(start)


@given(st.sampled_from([date(year, 2, 29) for year in (2020, 2024, 2028)]), st.integers(1, 20))
def test_a_leap_day_ends_on_the_28th_except_in_a_leap_year(start: date, years: int) -> None:
    end = Period(years, "Y").after(start)
    assert (end.month, end.day) == (2, 29 if years % 4 == 0 else 28)


@given(DAYS)
def test_a_notice_by_post_is_never_counted_before_its_fifteenth_day(day: date) -> None:
    assert deemed_receipt(day, by_post=True) - day == BY_POST * DAY
    for months in (2, 3):
        assert Period(months, "M").after(deemed_receipt(day, by_post=True)) > Period(months, "M").after(day)


@pytest.mark.parametrize(
    ("calendar", "raw", "due"),
    [
        ("CN", date(2024, 2, 9), date(2024, 2, 9)),  # the eve was no holiday in 2024
        ("CN", date(2024, 2, 10), date(2024, 2, 18)),  # Spring Festival ends on a Sunday that is worked
        ("CN", date(2025, 1, 26), date(2025, 1, 26)),  # a Sunday that is worked before it
        ("CN", date(2025, 1, 28), date(2025, 2, 5)),
        ("CN", date(2026, 2, 14), date(2026, 2, 14)),  # a Saturday that is worked
        ("CN", date(2026, 2, 15), date(2026, 2, 24)),
        ("CN", date(2025, 9, 28), date(2025, 9, 28)),  # a Sunday that is worked before National Day
        ("CN", date(2025, 10, 1), date(2025, 10, 9)),  # with Mid-Autumn
        ("CN", date(2026, 10, 1), date(2026, 10, 8)),
        ("CN", date(2026, 10, 10), date(2026, 10, 10)),
        ("EP", date(2026, 2, 17), date(2026, 2, 17)),  # no Spring Festival in Munich
        ("EP", date(2026, 10, 3), date(2026, 10, 5)),
        ("EP", date(2026, 4, 3), date(2026, 4, 7)),  # Good Friday to Easter Monday
        ("EP", date(2026, 12, 24), date(2027, 1, 4)),
        ("EP", date(2020, 4, 27), date(2020, 4, 28)),  # King's Day in The Hague, as its notice says
        ("US", date(2026, 7, 3), date(2026, 7, 6)),  # Independence Day on a Saturday is kept on the Friday
    ],
)
def test_holidays_with_their_make_up_workdays_and_the_closures_of_the_EPO(calendar: str, raw: date, due: date) -> None:
    assert next_open(raw, calendar, OFFICES) == due


def test_every_rule_that_rolls_names_whose_holidays_it_rolls_by() -> None:
    for rule in ALL_DATED:
        for term in rule.terms:
            assert term.roll is Roll.NONE or term.calendar, rule.id
