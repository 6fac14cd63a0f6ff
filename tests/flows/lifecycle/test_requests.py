"""Asking for more time or a waiver, answering, handing over: what an assignee can do besides submitting."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.errors import IllegalMove, InvalidFields, NotAllowed
from flows.lifecycle import commands as c
from flows.lifecycle.project import Member
from flows.names import DeliverableState
from flows.ports import Person
from tests.builders import BUSINESS, CONTRIBUTOR, LEAD, STEER, STRANGER, TEAM, TECH, TODAY, build_project
from tests.flows.lifecycle.deciding import IDEA, decide, done, idea, names, with_deliverable

OPEN, WAIVED = DeliverableState.OPEN, DeliverableState.WAIVED
LATER = TODAY + timedelta(days=20)

submit = c.SubmitDeliverable(deliverable_id=IDEA, text="Here it is")
not_needed = c.SayNotNeeded(deliverable_id=IDEA, reason="Known already")
more_time = c.AskForMoreTime(deliverable_id=IDEA, until=LATER, reason="Chamber is booked")
agree = c.AnswerRequest(deliverable_id=IDEA, agree=True)
decline = c.AnswerRequest(deliverable_id=IDEA, agree=False)
hand_over = c.HandOver(deliverable_id=IDEA, to=CONTRIBUTOR)


@pytest.mark.parametrize(
    ("by", "event"), [(TECH, "WaiverAsked"), (LEAD, "DeliverableWaived"), (STEER, "DeliverableWaived")]
)
def test_not_needed_is_asked_by_the_assignee_and_done_by_a_reviewer(by: str, event: str) -> None:
    assert names(decide(build_project(), not_needed, by)) == [event]


def test_the_lead_moves_any_date_but_does_not_waive_their_own_work_alone() -> None:
    project = with_deliverable(assignee=LEAD)
    assert names(decide(project, more_time, LEAD)) == ["DueDateChanged"]
    assert names(decide(project, not_needed, LEAD)) == ["WaiverAsked"]


def test_a_date_that_has_passed_is_refused_and_the_same_date_changes_nothing() -> None:
    with pytest.raises(InvalidFields) as refused:
        decide(build_project(), replace(more_time, until=TODAY - timedelta(days=1), reason=""), TECH)
    assert refused.value.fields == {"until": "in_the_past", "reason": "missing"}
    due = idea(build_project()).due
    assert decide(build_project(), replace(more_time, until=due), TECH) == ()


def test_agreeing_does_what_was_asked_and_declining_leaves_all_as_it_was() -> None:
    project = build_project()
    for ask, state, due in ((not_needed, WAIVED, idea(project).due), (more_time, OPEN, LATER)):
        asked = done(project, ask, TECH)
        agreed = idea(done(asked, agree, STEER))
        assert (agreed.state, agreed.due, agreed.request) == (state, due, None)
        assert done(asked, decline, STEER) == project


def test_a_new_date_leaves_the_question_whether_it_is_needed_open() -> None:
    asked = done(build_project(), not_needed, TECH)
    moved = idea(done(asked, more_time, LEAD))
    assert (moved.due, moved.request) == (LATER, idea(asked).request)


def test_agreeing_to_a_day_that_has_passed_meanwhile_means_today() -> None:
    asked = done(build_project(), more_time, TECH)
    today = LATER + timedelta(days=2)
    assert idea(done(asked, agree, STEER, today=today)).due == today


def test_an_answered_request_cannot_be_answered_again() -> None:
    with pytest.raises(IllegalMove) as refused:
        decide(build_project(), agree)
    assert refused.value.state == "answered"


def test_the_assignee_cannot_agree_to_their_own_request() -> None:
    asked = done(build_project(), not_needed, TECH)
    with pytest.raises(NotAllowed):
        decide(asked, agree, TECH)


def test_work_can_be_handed_to_somebody_new_who_then_joins() -> None:
    project = done(build_project(), replace(hand_over, to=STRANGER), TECH)
    assert idea(project).assignee == STRANGER
    assert project.member(STRANGER) == Member(STRANGER)
    assert done(build_project(), replace(hand_over, to=BUSINESS), TECH).members == build_project().members


def test_handing_work_to_its_assignee_changes_nothing() -> None:
    assert decide(build_project(), replace(hand_over, to=TECH)) == ()


@pytest.mark.parametrize(
    ("person", "problem"),
    [
        (Person(team_id=TEAM, user_id="U9", name="Guest", is_guest=True), "guest"),
        (Person(team_id=TEAM, user_id="U9", name="Bot", is_bot=True), "unknown_person"),
        (Person(team_id=TEAM, user_id="U9", name="Gone", deleted=True), "unknown_person"),
    ],
)
def test_work_is_not_handed_to_guests_bots_or_closed_accounts(person: Person, problem: str) -> None:
    with pytest.raises(InvalidFields) as refused:
        decide(build_project(), replace(hand_over, to="U9"), people=(person,))
    assert refused.value.fields == {"to": problem}


def test_handing_over_needs_a_person() -> None:
    with pytest.raises(InvalidFields) as refused:
        decide(build_project(), replace(hand_over, to=""))
    assert refused.value.fields == {"to": "missing"}


def test_a_handed_over_request_is_the_new_assignees_to_repeat() -> None:
    asked = done(build_project(), not_needed, TECH)
    assert idea(done(asked, hand_over)).request is None
