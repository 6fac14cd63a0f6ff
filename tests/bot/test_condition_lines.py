"""Conditions as people type them: each may have its own owner and day, and what is wrong is said with its line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.condition_lines import read, resolved, unresolved, written
from flows.errors import InvalidFields
from flows.lifecycle.project import Condition
from flows.ports import Person
from tests.builders import TEAM

DUE, OTHER = date(2026, 12, 24), date(2027, 1, 15)
PEOPLE = tuple(
    Person(team_id=TEAM, user_id=user, name=name)
    for user, name in (("U1", "Chen Wei"), ("U2", "Zhao Min"), ("U3", "赵敏"), ("U4", "Chen Hua"))
)
NAMES = {person.user_id: person.name for person in PEOPLE}


def lines(text: str) -> tuple[Condition, ...]:
    return read(text, owner="U9", due=DUE)


def test_a_line_without_owner_and_day_has_those_of_the_fields() -> None:
    assert lines("File first\n\n • Ask legal ") == (
        Condition("File first", "U9", DUE), Condition("Ask legal", "U9", DUE),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "condition"),
    [
        ("License | @Chen | 2027-01-15", Condition("License", "@Chen", OTHER)),
        ("License | 2027/1/15 | @Chen", Condition("License", "@Chen", OTHER)),
        ("许可 ｜ ＠陈 ｜ 2027年1月15日", Condition("许可", "@陈", OTHER)),
        ("License | <@U0CHEN>", Condition("License", "U0CHEN", DUE)),
        ("License | @U0CHEN", Condition("License", "U0CHEN", DUE)),
        ("License || 2027.01.15", Condition("License", "U9", OTHER)),
    ],
)
def test_a_line_may_have_its_own_owner_and_day(line: str, condition: Condition) -> None:
    assert lines(line) == (condition,)


@pytest.mark.parametrize("line", ["License | soon", "License | 2027-02-30", "| @Chen", "A | Chen", "A | 12-24"])
def test_a_line_that_cannot_be_read_is_named_by_its_number(line: str) -> None:
    with pytest.raises(InvalidFields) as refused:
        lines(f"Fine\n\n{line}")
    assert refused.value.fields == {"conditions": "condition_line:3"}


def test_a_line_without_a_day_needs_the_field() -> None:
    with pytest.raises(InvalidFields) as refused:
        read("License", owner="U9", due=None)
    assert refused.value.fields == {"condition_due": "missing"}
    assert read("License | 2027-01-15", owner="U9", due=None)


@pytest.mark.parametrize(
    ("typed", "user"), [("@zhao", "U2"), ("@CHEN WEI", "U1"), ("@赵敏", "U3"), ("@hua", "U4"), ("@u3", "U3")]
)
def test_a_name_is_found_among_the_people_of_the_project(typed: str, user: str) -> None:
    (condition,) = resolved((Condition("A", typed, DUE),), PEOPLE)
    assert condition.owner == user


@pytest.mark.parametrize("typed", ["@chen", "@nobody", "@"])
def test_a_name_that_fits_nobody_or_several_is_named(typed: str) -> None:
    with pytest.raises(InvalidFields) as refused:
        resolved((Condition("A", "U1", DUE), Condition("B", typed, DUE)), PEOPLE)
    assert refused.value.fields == {"conditions": f"condition_owner:{typed}"}


@given(
    st.lists(
        st.builds(
            Condition, st.from_regex(r"[A-Za-z0-9一-龥]{1,9}", fullmatch=True), st.sampled_from(sorted(NAMES)),
            st.dates(min_value=date(2020, 1, 1)),
        ),
        min_size=2, max_size=6,
    )
)  # fmt: skip
def test_what_is_written_back_reads_the_same(conditions: list[Condition]) -> None:
    text = written(conditions, NAMES)
    first = conditions[0]
    found = read(text, owner=first.owner, due=first.due)
    assert resolved(found, PEOPLE) == tuple(conditions)
    assert unresolved(found) == (len({(c.owner, c.due) for c in conditions}) > 1)
