"""After a project's end the clock asks for follow-ups and reminds of improvements: on working days."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from flows.errors import IllegalMove
from flows.lifecycle import commands as c
from flows.lifecycle.duties import FOLLOW_UP_WAITS, IMPROVEMENT_DUE
from flows.lifecycle.evaluation import FollowUpState, ImprovementState, months_after
from flows.lifecycle.project import Project
from flows.names import Decision, Outcome, Status
from flows.ports import Person
from tests.builders import LEAD, STEER, STEER2, STRANGER, TEAM, TODAY
from tests.flows.lifecycle.test_upkeep import Bench, at


def working(day: date) -> date:
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return day


FIRST = working(months_after(TODAY, 12))
DUE = working(TODAY + timedelta(days=10))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.store.close()


def complete(bench: Bench) -> Project:
    """All six stages, with nothing handed in."""
    while bench.project().status is Status.ACTIVE:
        for d in bench.project().in_stage(bench.project().stage):
            bench.ask(c.SayNotNeeded(project_id=bench.project_id, deliverable_id=d.id, reason="Known"), STEER)
        bench.ask(c.RequestGate(project_id=bench.project_id), LEAD)
        gate = bench.project().gate
        assert gate is not None
        for user in gate.gatekeepers:
            if bench.project().gate is not None:
                bench.ask(c.CastVote(project_id=bench.project_id, gate_id=gate.id, decision=Decision.GO), user)
    bench.sent()
    return bench.project()


def test_a_follow_up_is_opened_on_its_morning_once_and_the_lead_is_asked(bench: Bench) -> None:
    assert complete(bench).status is Status.COMPLETED
    for early in (at(FIRST - timedelta(days=3)), at(FIRST, 8, 59)):
        assert not bench.upkeep.tend(early)
    assert bench.upkeep.tend(at(FIRST))
    assert bench.told("FollowUpOpened") == [LEAD]
    for again in (bench.upkeep, bench.another_process()):
        assert not again.tend(at(FIRST, 9, 1))
    found = bench.project().evaluation.follow_up(12)
    assert found is not None
    assert (found.state, found.asked) == (FollowUpState.OPEN, (LEAD,))


def test_on_a_weekend_it_waits_for_monday(bench: Bench) -> None:
    complete(bench)
    day = FIRST
    while day.weekday() != 5:
        day += timedelta(days=1)
    assert not bench.upkeep.tend(at(day))
    assert bench.upkeep.tend(at(day + timedelta(days=2)))


def test_the_steering_group_is_asked_where_the_lead_is_gone(bench: Bench) -> None:
    complete(bench)
    with bench.store.write() as uow:
        uow.people.upsert((Person(team_id=TEAM, user_id=LEAD, name="Lin", deleted=True),))
        uow.commit()
    bench.upkeep.tend(at(FIRST))
    assert bench.told("FollowUpOpened") == [STEER, STEER2]


def test_silence_is_reminded_of_once_after_two_weeks_and_an_answer_ends_it(bench: Bench) -> None:
    complete(bench)
    bench.upkeep.tend(at(FIRST))
    bench.sent()
    later = working(FIRST + timedelta(days=15))
    assert bench.upkeep.tend(at(later))
    assert bench.told(FOLLOW_UP_WAITS) == [LEAD]
    assert not bench.upkeep.tend(at(later, 12))
    bench.ask(c.AnswerFollowUp(project_id=bench.project_id, months=12, verdict=Outcome.SUCCESS), LEAD)
    bench.sent()
    assert not bench.upkeep.tend(at(working(later + timedelta(days=15))))


def test_an_improvement_is_reminded_of_on_its_day_and_a_week_later_until_it_is_settled(bench: Bench) -> None:
    bench.ask(c.AddImprovement(project_id=bench.project_id, lesson="File first", owner=STRANGER, due=DUE), LEAD)
    assert bench.told("ImprovementAdded") == [STRANGER]
    assert not bench.upkeep.tend(at(DUE - timedelta(days=1)))
    bench.upkeep.tend(at(DUE))
    bench.upkeep.tend(at(DUE, 10))
    assert bench.told(IMPROVEMENT_DUE) == [STRANGER]
    bench.upkeep.tend(at(working(DUE + timedelta(days=7))))
    assert bench.told(IMPROVEMENT_DUE) == [STRANGER]
    item = bench.project().evaluation.improvements[0]
    done = c.SettleImprovement(project_id=bench.project_id, improvement_id=item.id, state=ImprovementState.DONE)
    bench.ask(done, STRANGER)
    bench.sent()
    assert not bench.upkeep.tend(at(working(DUE + timedelta(days=40))))


def test_what_waits_is_listed_for_its_people_also_after_the_end(bench: Bench) -> None:
    bench.ask(c.AddImprovement(project_id=bench.project_id, lesson="File first", owner=STRANGER, due=DUE), LEAD)
    complete(bench)
    bench.upkeep.tend(at(FIRST))

    def waits(user: str, *, guest: bool = False) -> list[str]:
        with bench.store.read() as reads:
            work = reads.my_work(TEAM, user, today=TODAY, guest=guest, projects=5)
        return [line.improvement.lesson if line.improvement else "follow-up" for line in work.duties]

    assert waits(STRANGER) == ["File first"]
    assert waits(LEAD) == ["follow-up"]
    assert waits(STEER) == []


def test_a_follow_on_ties_both_projects_and_only_where_the_first_is_over(bench: Bench) -> None:
    project = complete(bench)
    create = c.CreateProject(
        name="Radar 2", summary="", strands=project.strands, lead=LEAD, channel_id="",
        confidentiality=project.confidentiality, follows=project.id,
    )  # fmt: skip
    other_id = bench.ask(create, LEAD)
    assert [(link.kind, link.project_id) for link in bench.project().links] == [("followed_by", other_id)]
    bench.project_id = other_id
    assert [(link.kind, link.project_id) for link in bench.project().links] == [("follows", project.id)]
    with pytest.raises(IllegalMove):
        bench.ask(replace(create, follows=other_id), LEAD)
