"""Submitting, reviewing, waiving, moving, handing over, reopening: who may, when, and what follows."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from flows.errors import IllegalMove, InvalidFields, NotAllowed, NotFound
from flows.lifecycle import commands as c
from flows.lifecycle import events as e
from flows.lifecycle.project import Member, Project, Request
from flows.names import Ask, DeliverableState, Role, Status
from tests.builders import (
    CONTRIBUTOR,
    LEAD,
    NOW,
    STEER,
    STEER2,
    TECH,
    TODAY,
    build_gate,
    build_project,
    build_submission,
)  # fmt: skip
from tests.flows.lifecycle.deciding import IDEA, decide, done, idea, in_state, names

OPEN, SUBMITTED, CHANGES, ACCEPTED, WAIVED = DeliverableState
STATES = tuple(DeliverableState)
LATER = TODAY + timedelta(days=20)

submit = c.SubmitDeliverable(deliverable_id=IDEA, text="Here it is")
accept = c.AcceptSubmission(deliverable_id=IDEA, number=1)
request_changes = c.RequestChanges(deliverable_id=IDEA, number=1, comment="Which band?")
not_needed = c.SayNotNeeded(deliverable_id=IDEA, reason="Known already")
more_time = c.AskForMoreTime(deliverable_id=IDEA, until=LATER, reason="Chamber is booked")
agree = c.AnswerRequest(deliverable_id=IDEA, agree=True)
decline = c.AnswerRequest(deliverable_id=IDEA, agree=False)
hand_over = c.HandOver(deliverable_id=IDEA, to=CONTRIBUTOR)
reopen = c.ReopenDeliverable(deliverable_id=IDEA, reason="New data")

ALL = (submit, accept, request_changes, not_needed, more_time, agree, hand_over, reopen)

LEGAL: dict[c.Command, dict[DeliverableState, str]] = {
    submit: {OPEN: "DeliverableSubmitted", SUBMITTED: "DeliverableSubmitted", CHANGES: "DeliverableSubmitted"},
    accept: {SUBMITTED: "SubmissionAccepted", ACCEPTED: ""},
    request_changes: {SUBMITTED: "ChangesRequested"},
    not_needed: {OPEN: "DeliverableWaived", CHANGES: "DeliverableWaived", WAIVED: ""},
    more_time: {OPEN: "DueDateChanged", CHANGES: "DueDateChanged"},
    hand_over: dict.fromkeys((OPEN, SUBMITTED, CHANGES), "DeliverableHandedOver"),
    reopen: {ACCEPTED: "DeliverableReopened", WAIVED: "DeliverableReopened"},
}
"""By the lead, on the technology lead's idea card: state -> event, empty where nothing has to change."""


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("command", LEGAL, ids=lambda x: type(x).__name__)
def test_a_deliverable_moves_only_as_its_state_allows(command: c.Command, state: DeliverableState) -> None:
    # A waived deliverable that was submitted before, so that what is refused is the state, not a missing version.
    project = in_state(state, submissions=(build_submission(),) if state != OPEN else ())
    expected = LEGAL[command].get(state)
    if expected is not None:
        assert names(decide(project, command)) == ([expected] if expected else [])
    elif state == OPEN and command in (accept, request_changes):
        with pytest.raises(NotFound) as missing:
            decide(project, command)
        assert missing.value.what == "submission"
    else:
        with pytest.raises(IllegalMove) as refused:
            decide(project, command)
        assert refused.value.state == state


WORKERS = {TECH, LEAD}
REVIEWERS = {LEAD, STEER, STEER2}
PERMITTED: list[tuple[c.Command, Project, set[str]]] = [
    (submit, in_state(OPEN), WORKERS),
    (accept, in_state(SUBMITTED), REVIEWERS),
    (request_changes, in_state(SUBMITTED), REVIEWERS),
    (not_needed, in_state(OPEN), WORKERS | REVIEWERS),
    (more_time, in_state(OPEN), WORKERS | REVIEWERS),
    (agree, in_state(OPEN, request=Request(Ask.WAIVER, TECH, NOW, "Known")), REVIEWERS),
    (decline, in_state(OPEN, request=Request(Ask.WAIVER, TECH, NOW, "Known")), REVIEWERS),
    (hand_over, in_state(OPEN), WORKERS | {STEER, STEER2}),
    (reopen, in_state(ACCEPTED), REVIEWERS | {TECH}),
]


@pytest.mark.parametrize(("command", "project", "permitted"), PERMITTED, ids=lambda x: type(x).__name__)
def test_only_those_who_may_act_on_a_deliverable_do(command: c.Command, project: Project, permitted: set[str]) -> None:
    for member in project.members:
        if member.user_id in permitted:
            assert decide(project, command, member.user_id)
        else:
            with pytest.raises(NotAllowed) as refused:
                decide(project, command, member.user_id)
            assert set(refused.value.can) == permitted


@pytest.mark.parametrize("status", [Status.HELD, Status.STOPPED, Status.COMPLETED])
@pytest.mark.parametrize("command", ALL, ids=lambda x: type(x).__name__)
def test_work_rests_unless_the_project_is_active(command: c.Command, status: Status) -> None:
    project = in_state(ACCEPTED if command == reopen else SUBMITTED, request=Request(Ask.WAIVER, TECH, NOW, "Known"))
    with pytest.raises(IllegalMove) as refused:
        decide(replace(project, status=status), command)
    assert refused.value.state == status


@pytest.mark.parametrize("command", ALL, ids=lambda x: type(x).__name__)
def test_work_of_a_stage_that_is_over_stays_as_it_is(command: c.Command) -> None:
    project = replace(in_state(SUBMITTED), stage="assessment")
    with pytest.raises(IllegalMove) as refused:
        decide(project, command)
    assert refused.value.state == "stage_over"


@pytest.mark.parametrize("command", ALL, ids=lambda x: type(x).__name__)
def test_an_unknown_deliverable_is_not_found(command: c.Command) -> None:
    with pytest.raises(NotFound) as missing:
        decide(build_project(), replace(command, deliverable_id="dlv_nothing"))  # type: ignore[call-arg]  # all have it
    assert (missing.value.what, missing.value.key) == ("deliverable", "dlv_nothing")


def test_a_submission_is_kept_with_everything_that_was_given() -> None:
    command = replace(submit, text="  Read me ", link=" https://example.org/r?a=1#b ", file_id="F1", file_name="r.pdf")
    (submission,) = idea(done(build_project(), command, TECH)).submissions
    assert submission == build_submission(
        at=NOW, text="Read me", link="https://example.org/r?a=1#b", file_id="F1", file_name="r.pdf"
    )


@pytest.mark.complaint(17)
def test_versions_count_up_and_the_older_ones_stay() -> None:
    project = done(done(build_project(), submit, TECH), replace(submit, text="Better"), TECH)
    assert [(s.number, s.text) for s in idea(project).submissions] == [(1, "Here it is"), (2, "Better")]


def test_submitting_answers_an_open_request() -> None:
    asked = done(build_project(), not_needed, TECH)
    assert idea(asked).request is not None
    assert idea(done(asked, submit, TECH)).request is None


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"text": "  "}, {"text": "nothing_given"}),
        ({"text": "x" * 3001}, {"text": "too_long"}),
        ({"text": "", "link": "example.org/report"}, {"link": "not_a_link"}),
        ({"text": "", "link": "ftp://example.org/report"}, {"link": "not_a_link"}),
        ({"text": "", "link": "https://"}, {"link": "not_a_link"}),
        ({"text": "", "link": "https://[broken"}, {"link": "not_a_link"}),
        ({"text": "", "link": "https://example.org/a b"}, {"link": "not_a_link"}),
        ({"text": "x" * 3001, "link": "nowhere"}, {"text": "too_long", "link": "not_a_link"}),
    ],
)
def test_a_submission_that_gives_nothing_usable_is_marked_by_field(
    given: dict[str, Any], problem: dict[str, str]
) -> None:
    with pytest.raises(InvalidFields) as refused:
        decide(build_project(), replace(submit, **given), TECH)
    assert refused.value.fields == problem


def test_only_the_newest_version_can_be_judged() -> None:
    project = in_state(SUBMITTED, submissions=(build_submission(), build_submission(number=2)))
    for command in (accept, request_changes):
        with pytest.raises(IllegalMove) as refused:
            decide(project, command)
        assert refused.value.state == "superseded"
    assert idea(done(project, replace(accept, number=2))).state == ACCEPTED


def test_nobody_judges_their_own_submission_while_somebody_else_can() -> None:
    project = in_state(SUBMITTED, submissions=(build_submission(by=LEAD),))
    with pytest.raises(NotAllowed) as refused:
        decide(project, accept, LEAD)
    assert refused.value.can == (TECH, STEER, STEER2)


def test_a_lead_who_works_alone_can_finish_the_work() -> None:
    alone = replace(build_project(), members=(Member(LEAD, (Role.LEAD,)),))
    project = done(done(alone, submit, LEAD), accept, LEAD)
    assert idea(project).state == ACCEPTED
    assert names(decide(alone, not_needed, LEAD)) == ["DeliverableWaived"]


def test_requested_changes_bring_the_work_back_with_the_reason_and_time_to_do_it() -> None:
    late = in_state(SUBMITTED, due=TODAY - timedelta(days=3))
    deliverable = idea(done(late, request_changes))
    assert (deliverable.state, deliverable.comment) == (CHANGES, "Which band?")
    assert deliverable.due == TODAY + timedelta(days=7)
    in_time = in_state(SUBMITTED, due=TODAY)
    assert idea(done(in_time, request_changes)).due == idea(in_time).due


@pytest.mark.parametrize("command", [request_changes, not_needed, more_time, reopen], ids=lambda x: type(x).__name__)
@pytest.mark.parametrize(("text", "problem"), [(" \n", "missing"), ("x" * 2001, "too_long")])
def test_a_reason_is_asked_for_and_bounded(command: c.Command, text: str, problem: str) -> None:
    field = "comment" if command == request_changes else "reason"
    state = {request_changes: SUBMITTED, reopen: ACCEPTED}.get(command, OPEN)
    said: dict[str, Any] = {field: text}
    with pytest.raises(InvalidFields) as refused:
        decide(in_state(state), replace(command, **said))
    assert refused.value.fields == {field: problem}


def test_reopened_work_is_open_again_with_its_versions() -> None:
    deliverable = idea(done(in_state(ACCEPTED), reopen, LEAD))
    assert (deliverable.state, deliverable.settled_by, deliverable.comment) == (OPEN, "", "New data")
    assert len(deliverable.submissions) == 1


def test_nothing_is_reopened_under_the_eyes_of_gatekeepers() -> None:
    with pytest.raises(IllegalMove) as refused:
        decide(replace(in_state(ACCEPTED), gate=build_gate()), reopen)
    assert refused.value.state == "gate_open"


def test_an_event_carries_who_and_when() -> None:
    (event,) = decide(build_project(), submit, TECH)
    assert isinstance(event, e.DeliverableSubmitted)
    assert (event.project_id, event.by, event.at) == (build_project().id, TECH, NOW)
