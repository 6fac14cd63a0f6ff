"""When somebody is reminded: the template's plan, their own wish, and never again on the same day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from flows.lifecycle.persistence import Reminding
from flows.lifecycle.project import Request
from flows.lifecycle.readmodels import WorkLine
from flows.names import Ask
from flows.rhythm.nudging import Nudge, OpenAsk, reminds, told, working_days
from flows.rhythm.preferences import Nudging
from tests.builders import NOW, PROJECT_ID, TEAM, TECH, build_deliverable

DUE = date(2026, 11, 25)
"""A Wednesday."""
PLAN = Reminding(before=2, every=2, most=8)
LIGHT, STANDARD, ACTIVE = Nudging.LIGHT, Nudging.STANDARD, Nudging.ACTIVE


def on_weekdays(day: date) -> bool:
    return day.weekday() < 5


def an_ask(due: date = DUE, nudge: Nudge | None = None, request: Request | None = None) -> OpenAsk:
    work = build_deliverable(due=due, assignee=TECH, request=request)
    line = WorkLine(project_id=PROJECT_ID, project_key="LD-1", project_name="Radar", deliverable=work)
    return OpenAsk(team_id=TEAM, line=line, template="standard", template_version=1, nudge=nudge)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def is_due(ask: OpenAsk, day: date, level: Nudging = STANDARD, plan: Reminding = PLAN) -> bool:
    return reminds(ask, plan, level, now=noon(day), day=day, works=on_weekdays)


def reminded_on(level: Nudging, plan: Reminding = PLAN, days: int = 30) -> list[str]:
    """The days on which somebody who never answers is reminded, from three weeks before the due day on."""
    ask, found = an_ask(), []
    for ahead in range(-21, days):
        day = DUE + timedelta(days=ahead)
        if on_weekdays(day) and is_due(ask, day, level, plan):
            ask = replace(ask, nudge=told(ask.so_far, day, 1))
            found.append(f"{day:%m-%d}")
    return found


@pytest.mark.parametrize(
    ("level", "days"),
    [
        (STANDARD, ["11-23", "11-25", "11-27", "12-01", "12-03", "12-07", "12-09", "12-11"]),
        (LIGHT, ["11-25", "12-01", "12-07", "12-11", "12-17", "12-23"]),
        (ACTIVE, ["11-23", "11-24", "11-25", "11-26", "11-27", "11-30", "12-01", "12-02"]),
    ],
)
def test_each_wish_has_its_rhythm_in_working_days_and_the_plan_its_cap(level: Nudging, days: list[str]) -> None:
    assert reminded_on(level) == days


def test_caps_and_intervals_are_those_of_the_template() -> None:
    assert reminded_on(STANDARD, Reminding(before=1, every=5, most=3)) == ["11-24", "11-25", "12-02"]


def test_work_that_was_late_before_anybody_looked_is_asked_for_at_once() -> None:
    assert is_due(an_ask(DUE - timedelta(days=30)), DUE)


def test_a_new_due_day_begins_anew_and_keeps_a_snooze() -> None:
    until = noon(DUE + timedelta(days=1))
    worn_out = Nudge(due=DUE - timedelta(days=9), times=8, last=DUE - timedelta(days=1), prompt=4)
    assert is_due(an_ask(nudge=worn_out), DUE)
    assert not is_due(an_ask(nudge=replace(worn_out, snoozed_until=until)), DUE)
    assert an_ask(nudge=worn_out).so_far == Nudge(due=DUE, prompt=4)


def test_a_snooze_hides_the_reminder_until_its_moment_and_is_asked_for_once_beyond_any_cap() -> None:
    until = noon(DUE + timedelta(days=2))
    snoozed = Nudge(due=DUE, times=8, last=DUE, snoozed_until=until, prompt=1)
    assert not is_due(an_ask(nudge=snoozed), DUE + timedelta(days=1))
    assert is_due(an_ask(nudge=snoozed), DUE + timedelta(days=2))
    after = told(snoozed, DUE + timedelta(days=2), 2)
    assert (after.snoozed_until, after.prompt) == (None, 2)
    assert not is_due(an_ask(nudge=after), DUE + timedelta(days=9))


def test_later_today_comes_back_on_the_same_day() -> None:
    snoozed = Nudge(due=DUE, times=1, last=DUE, snoozed_until=noon(DUE), prompt=1)
    assert is_due(an_ask(nudge=snoozed), DUE)


@pytest.mark.parametrize("kind", Ask)
def test_nobody_is_reminded_of_what_somebody_else_has_to_answer(kind: Ask) -> None:
    request = Request(kind, TECH, NOW, "why", DUE if kind is Ask.MORE_TIME else None)
    assert not is_due(an_ask(request=request), DUE)
    assert not is_due(an_ask(request=request, nudge=Nudge(due=DUE, snoozed_until=noon(DUE))), DUE)


def test_working_days_are_counted_up_to_and_with_the_day() -> None:
    friday = date(2026, 11, 27)
    assert [working_days(friday, friday + timedelta(days=n), on_weekdays) for n in range(5)] == [0, 0, 0, 1, 2]
    assert working_days(friday, friday - timedelta(days=3), on_weekdays) == 0


@given(
    level=some.sampled_from(Nudging),
    plan=some.builds(Reminding, before=some.integers(1, 10), every=some.integers(1, 9), most=some.integers(1, 9)),
    looks=some.lists(some.integers(0, 60), max_size=80),
)
def test_whenever_it_is_looked_at_nobody_is_reminded_twice_a_day_or_beyond_the_cap(
    level: Nudging, plan: Reminding, looks: list[int]
) -> None:
    ask, days = an_ask(), []
    for ahead in sorted(looks):
        day = DUE - timedelta(days=20) + timedelta(days=ahead)
        if on_weekdays(day) and is_due(ask, day, level, plan):
            ask = replace(ask, nudge=told(ask.so_far, day, 1))
            days.append(day)
    assert len(days) == len(set(days)) <= plan.most
    assert all(working_days(day, DUE, on_weekdays) <= plan.before for day in days)
