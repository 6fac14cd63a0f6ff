"""A review message is edited in silence: who had nothing left in it is told when something comes again."""

from dataclasses import replace

import pytest

from flows.lifecycle import commands as c
from flows.lifecycle.project import Project
from flows.names import Decision, DeliverableState
from flows.notices import review_key
from tests.builders import (
    LEAD,
    PROJECT_ID,
    STEER,
    TECH,
    TODAY,
    build_gate,
    build_project,
    build_settled,
    build_submission,
    build_vote,
)
from tests.flows.lifecycle.deciding import IDEA, done, in_state, with_deliverable
from tests.flows.lifecycle.test_announce import REVIEW, TOLD, notices, said, submit, to

RETURNED = in_state(DeliverableState.CHANGES_REQUESTED)
IN_REVIEW = in_state(DeliverableState.SUBMITTED)


def other_of(project: Project) -> str:
    """Another deliverable of the stage that TECH may hand in."""
    return next(d.id for d in project.deliverables if d.id != IDEA and d.stage == project.stage)


@pytest.mark.parametrize(
    ("command", "event"),
    [
        (submit, "DeliverableSubmitted"),
        (c.SayNotNeeded(deliverable_id=IDEA, reason="Known"), "WaiverAsked"),
        (
            c.AskForMoreTime(deliverable_id=IDEA, until=TODAY.replace(year=TODAY.year + 1), reason="Late"),
            "MoreTimeAsked",
        ),
    ],
)
def test_a_reviewer_who_was_done_is_told_under_their_message_when_something_comes(
    command: c.Command, event: str
) -> None:
    found = notices(RETURNED, command, TECH)
    assert said(found, TOLD) == [(LEAD, event)]
    told = next(notice for notice in found if notice.kind == TOLD)
    assert told.thread_of == review_key(PROJECT_ID, "ideation", LEAD)


def test_the_first_review_of_a_stage_is_its_own_message_and_no_words_beside_it() -> None:
    found = notices(build_project(), submit, TECH)
    assert to(found, REVIEW) == {LEAD}
    assert to(found, TOLD) == set()


def test_what_joins_other_work_that_waits_makes_no_sound() -> None:
    other = c.SubmitDeliverable(deliverable_id=other_of(IN_REVIEW), text="Done")
    assignee = next(d.assignee for d in IN_REVIEW.deliverables if d.id == other.deliverable_id)
    assert to(notices(IN_REVIEW, other, assignee), TOLD) == set()
    assert to(notices(IN_REVIEW, submit, TECH), TOLD) == set()


def test_the_one_who_hands_in_is_not_told_of_it() -> None:
    accepted = done(IN_REVIEW, c.AcceptSubmission(deliverable_id=IDEA, number=1), LEAD)
    mine = c.SubmitDeliverable(deliverable_id=other_of(accepted), text="Done")
    assert LEAD not in to(notices(accepted, mine, LEAD), TOLD)


def test_a_lead_whose_messages_hold_the_thread_reads_it_there_already() -> None:
    without_channel = replace(RETURNED, channel_id="")
    assert to(notices(without_channel, submit, TECH), TOLD) == set()
    # A question is not said in the thread.
    assert to(notices(without_channel, c.SayNotNeeded(deliverable_id=IDEA, reason="r"), TECH), TOLD) == {LEAD}


def test_during_a_gate_the_reviewer_and_those_who_have_voted_each_hear_once_of_a_new_version() -> None:
    gate = build_gate(votes=(build_vote(STEER, Decision.GO, "because"),))
    project = build_project(deliverables=build_settled(), gate=gate)
    project = with_deliverable(IDEA, project, submissions=(build_submission(),), settled_by=LEAD)
    found = notices(project, submit, TECH)
    assert sorted(said(found, TOLD)) == sorted([(STEER, "DeliverableSubmitted"), (LEAD, "DeliverableSubmitted")])
