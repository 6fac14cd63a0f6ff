"""What ends or wakes a project, or changes under a gate that is open: mergers, late versions, holds with a day."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from flows.errors import IllegalMove, InvalidFields
from flows.lifecycle import commands as c
from flows.lifecycle import events as e
from flows.lifecycle.announce import announce
from flows.lifecycle.evolve import replay
from flows.lifecycle.project import Link, LinkKind, Member, Project
from flows.lifecycle.usecases import judge
from flows.names import SYSTEM, Confidentiality, Decision, DeliverableState, Role, Status
from flows.notices import NoticeKind, ballot_key, review_key
from tests.builders import (
    LEAD,
    NOW,
    PROJECT_ID,
    STEER,
    STEER2,
    TECH,
    TODAY,
    build_gate,
    build_project,
    build_settled,
    build_vote,
    standard_template,
)  # fmt: skip
from tests.flows.lifecycle.deciding import IDEA, decide, done, names, occasion

GATE = build_gate().id
DAY = TODAY + timedelta(days=9)


def at_gate(*earlier: tuple[str, Decision], gate: dict[str, Any] | None = None) -> Project:
    votes = tuple(build_vote(voter, decision, "because") for voter, decision in earlier)
    return build_project(deliverables=build_settled(), gate=build_gate(**({"votes": votes} | (gate or {}))))


def vote(decision: Decision = Decision.GO, **fields: Any) -> c.CastVote:
    return c.CastVote(gate_id=GATE, decision=decision, comment="because", **fields)


def target(**overrides: Any) -> Project:
    return build_project(**({"id": "prj_other", "key": "LD-7"} | overrides))


def merging(project: Project, into: Project, by: str) -> tuple[e.Event, ...]:
    command = vote(Decision.MERGE, merge_into=into.id)
    return judge(project, command, replace(occasion(by), others=(into,)), standard_template())


def test_a_merger_ends_one_project_and_ties_both() -> None:
    source, into = at_gate((STEER, Decision.MERGE)), target()
    source = replace(source, gate=build_gate(votes=(build_vote(STEER, Decision.MERGE, "same", merge_into=into.id),)))
    events = merging(source, into, STEER2)
    assert names(events) == ["VoteCast", "GateDecided", "ProjectStopped", "ProjectTookOver"]
    ended = replay([ev for ev in events if ev.project_id == source.id], source)
    went_on = replay([ev for ev in events if ev.project_id == into.id], into)
    assert ended is not None
    assert went_on is not None
    assert (ended.status, ended.links) == (Status.STOPPED, (Link(LinkKind.MERGED_INTO, into.id, "LD-7"),))
    assert (went_on.status, went_on.links) == (Status.ACTIVE, (Link(LinkKind.MERGED_FROM, source.id, source.key),))


HIDDEN = (Member("U0BOSS", (Role.LEAD,)),)
UNSEEN_BY_LEAD = (*HIDDEN, Member(STEER))


@pytest.mark.parametrize(
    "into",
    [
        target(status=Status.STOPPED),
        target(status=Status.COMPLETED),
        target(members=HIDDEN, confidentiality=Confidentiality.RESTRICTED),
        target(members=UNSEEN_BY_LEAD, confidentiality=Confidentiality.MEMBERS),
        at_gate(),
    ],
    ids=["stopped", "completed", "hidden from the voter", "hidden from the lead", "itself"],
)
def test_no_merger_into_what_is_over_or_hidden(into: Project) -> None:
    with pytest.raises(InvalidFields) as refused:
        merging(at_gate(), into, STEER)
    assert refused.value.fields == {"merge_into": "unknown_value"}


def test_a_merger_into_a_project_that_ended_meanwhile_waits_for_the_gatekeepers() -> None:
    votes = tuple(build_vote(u, Decision.MERGE, "same", merge_into="prj_other") for u in (STEER, STEER2))
    source = at_gate(gate={"votes": votes})
    over = replace(occasion(SYSTEM), others=(target(status=Status.STOPPED),))
    assert judge(source, c.TendGate(gate_id=GATE), over, standard_template()) == ()


SUBMIT = c.SubmitDeliverable(deliverable_id=IDEA, text="Better")


def test_a_version_handed_in_while_the_gate_is_open_is_reviewed_before_the_gate_passes() -> None:
    project = done(at_gate((STEER, Decision.GO)), SUBMIT, TECH)
    idea = project.deliverable(IDEA)
    assert idea is not None
    assert (idea.state, len(idea.submissions)) == (DeliverableState.SUBMITTED, 2)
    project = done(project, vote(), STEER2)
    assert (project.stage, project.gate is None) == ("ideation", False)
    events = decide(project, c.AcceptSubmission(deliverable_id=IDEA, number=2), LEAD)
    assert names(events) == ["SubmissionAccepted", "GateDecided", "StageEntered"]


def test_without_an_open_gate_what_is_accepted_stays_as_it_is() -> None:
    with pytest.raises(IllegalMove):
        decide(build_project(deliverables=build_settled()), SUBMIT, TECH)


def test_the_same_vote_again_counts_where_something_changed_since() -> None:
    early = build_vote(STEER, Decision.GO, "because", at=NOW - timedelta(hours=3))
    project = at_gate(gate={"votes": (early,)})
    assert names(decide(project, vote(), STEER)) == ["VoteCast"]
    assert decide(done(project, vote(), STEER), vote(), STEER) == ()


def test_a_hold_wakes_on_its_day_once() -> None:
    held = build_project(status=Status.HELD, held_until=DAY, reason="wait")
    assert decide(held, c.WakeProject(), SYSTEM) == ()
    assert names(decide(held, c.WakeProject(), SYSTEM, today=DAY))[0] == "ProjectResumed"
    awake = done(held, c.WakeProject(), SYSTEM, today=DAY)
    assert awake.status == Status.ACTIVE
    assert decide(awake, c.WakeProject(), SYSTEM, today=DAY) == ()
    assert decide(replace(held, held_until=None), c.WakeProject(), SYSTEM, today=DAY) == ()


def told(project: Project, command: c.Command, by: str) -> list[tuple[str, str | None]]:
    """Who is told directly, and under which message."""
    events = decide(project, command, by)
    after = done(project, command, by)
    return [(n.audience, n.thread_of) for n in announce(project, after, events) if n.kind == NoticeKind.TOLD]


def test_who_voted_before_a_new_version_is_told_under_the_ballot() -> None:
    reviewer = (LEAD, review_key(PROJECT_ID, "ideation", LEAD))
    assert told(at_gate((STEER, Decision.GO)), SUBMIT, TECH) == [(STEER, ballot_key(GATE, STEER)), reviewer]


def test_a_new_version_before_any_vote_troubles_nobody_but_who_reviews_it() -> None:
    assert told(at_gate(), SUBMIT, TECH) == [(LEAD, review_key(PROJECT_ID, "ideation", LEAD))]


def test_a_stop_is_told_to_everybody_on_the_project_but_whoever_made_it_fall() -> None:
    everybody = [member.user_id for member in build_project().members]
    found = told(at_gate((STEER, Decision.STOP)), vote(Decision.STOP), STEER2)
    assert [user for user, _ in found] == [user for user in everybody if user != STEER2]
