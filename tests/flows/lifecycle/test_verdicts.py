"""Gates with teeth: conditions, abstentions, conflicts of interest, deputies, departures, mergers, late versions."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from flows.errors import GateNotMet, IllegalMove, InvalidFields, NotAllowed
from flows.lifecycle import commands as c
from flows.lifecycle.project import CONDITION, Condition, Member, Project
from flows.names import SYSTEM, Decision, DeliverableState, Role, Status
from flows.ports import Person
from tests.builders import (
    BUSINESS,
    CONTRIBUTOR,
    GUEST,
    LEAD,
    LEGAL,
    STEER,
    STEER2,
    TEAM,
    TECH,
    TODAY,
    build_gate,
    build_project,
    build_settled,
    build_vote,
)  # fmt: skip
from tests.flows.lifecycle.deciding import IDEA, decide, done, names, with_deliverable

GATE = build_gate().id
DAY = TODAY + timedelta(days=9)
FILE_FIRST = Condition("File before the meeting", BUSINESS, DAY)
NEWCOMER = "U0NEW"


def at_gate(*earlier: tuple[str, Decision], gate: dict[str, Any] | None = None, **overrides: Any) -> Project:
    votes = tuple(build_vote(voter, decision, "because") for voter, decision in earlier)
    opened = build_gate(**({"votes": votes} | (gate or {})))
    return build_project(**({"deliverables": build_settled(), "gate": opened} | overrides))


def vote(decision: Decision = Decision.GO, **fields: Any) -> c.CastVote:
    return c.CastVote(gate_id=GATE, decision=decision, comment="because", **fields)


def conditionally(*conditions: Condition) -> c.CastVote:
    return vote(Decision.CONDITIONAL_GO, conditions=conditions or (FILE_FIRST,))


def agreed(*conditions: Condition, project: Project | None = None) -> Project:
    """Both gatekeepers vote conditional go; the first names ``conditions``."""
    project = project or at_gate()
    return done(done(project, conditionally(*conditions), STEER), conditionally(), STEER2)


def seats(project: Project) -> tuple[str, ...]:
    assert project.gate is not None
    return project.gate.gatekeepers


def test_a_condition_becomes_a_required_deliverable_of_the_next_stage_with_owner_and_day() -> None:
    project = agreed()
    (condition,) = [d for d in project.in_stage("assessment") if d.spec == CONDITION]
    assert project.stage == "assessment"
    assert (condition.title.zh, condition.title.en) == (FILE_FIRST.text, FILE_FIRST.text)
    assert (condition.assignee, condition.due, condition.required) == (BUSINESS, DAY, True)
    assert condition.state == DeliverableState.OPEN


def test_an_open_condition_blocks_the_next_gate_and_a_closed_one_does_not() -> None:
    project = agreed()
    (condition,) = [d for d in project.in_stage("assessment") if d.spec == CONDITION]
    for d in project.in_stage("assessment"):
        if d.id != condition.id:
            project = with_deliverable(d.id, project, state=DeliverableState.ACCEPTED)
    with pytest.raises(GateNotMet) as refused:
        decide(project, c.RequestGate())
    assert [(b.subject_id, b.lifters) for b in refused.value.blockers] == [(condition.id, (BUSINESS,))]
    project = done(project, c.SubmitDeliverable(deliverable_id=condition.id, text="Filed"), BUSINESS)
    project = done(project, c.AcceptSubmission(deliverable_id=condition.id, number=1), STEER)
    assert names(decide(project, c.RequestGate())) == ["GateRequested"]


def test_a_condition_named_twice_is_asked_once() -> None:
    other = replace(FILE_FIRST, text="Ask the lawyers")
    named = [d.title.en for d in agreed(FILE_FIRST, other).in_stage("assessment") if d.spec == CONDITION]
    assert named == [FILE_FIRST.text, other.text]


def test_who_owns_a_condition_joins_the_project() -> None:
    project = agreed(replace(FILE_FIRST, owner=NEWCOMER))
    assert project.member(NEWCOMER) == Member(NEWCOMER)


def test_at_the_last_gate_conditions_keep_the_project_open() -> None:
    last = at_gate(gate={"stage": "evaluation"}, stage="evaluation", deliverables=build_settled("evaluation"))
    project = agreed(project=last)
    assert (project.status, project.stage, project.gate) == (Status.ACTIVE, "evaluation", None)
    with pytest.raises(GateNotMet) as refused:
        decide(project, c.RequestGate())
    assert [b.title.en for b in refused.value.blockers if b.title] == [FILE_FIRST.text]


@pytest.mark.parametrize(
    ("conditions", "problem"),
    [
        ((), {"conditions": "missing"}),
        ((replace(FILE_FIRST, text=" "),), {"conditions": "missing"}),
        ((replace(FILE_FIRST, text="x" * 151),), {"conditions": "too_long"}),
        ((replace(FILE_FIRST, owner=""),), {"condition_owner": "missing"}),
        ((replace(FILE_FIRST, owner=GUEST),), {"condition_owner": "guest"}),
        ((replace(FILE_FIRST, due=TODAY - timedelta(days=1)),), {"condition_due": "in_the_past"}),
        (tuple(replace(FILE_FIRST, text=f"{n}") for n in range(21)), {"conditions": "too_many"}),
    ],
)
def test_a_faulty_condition_is_marked_by_field(conditions: tuple[Condition, ...], problem: dict[str, str]) -> None:
    guest = Person(team_id=TEAM, user_id=GUEST, name="Guest", is_guest=True)
    with pytest.raises(InvalidFields) as refused:
        decide(at_gate(), vote(Decision.CONDITIONAL_GO, conditions=conditions), STEER, people=(guest,))
    assert refused.value.fields == problem


def test_who_abstains_stays_in_the_quorum_and_is_not_waited_for() -> None:
    project = done(at_gate((STEER, Decision.GO)), c.Abstain(gate_id=GATE, reason="New to this"), STEER2)
    assert project.gate is not None
    assert (project.gate.abstained, project.gate.silent) == ((STEER2,), ())
    assert project.gate.gatekeepers == (STEER, STEER2)


def test_an_abstention_takes_a_vote_back_and_a_vote_ends_an_abstention() -> None:
    project = done(at_gate((STEER, Decision.STOP)), c.Abstain(gate_id=GATE), STEER)
    assert project.gate is not None
    assert project.gate.votes == ()
    assert decide(project, c.Abstain(gate_id=GATE), STEER) == ()
    voted = done(project, vote(Decision.STOP), STEER)
    assert voted.gate is not None
    assert (voted.gate.abstained, len(voted.gate.votes)) == ((), 1)


def test_who_declares_a_conflict_drops_out_of_the_quorum_on_the_record() -> None:
    events = decide(at_gate((STEER, Decision.GO)), c.DeclareConflict(gate_id=GATE, reason="I hold shares"), STEER2)
    assert names(events) == ["ConflictDeclared", "GateDecided", "StageEntered"]
    project = done(at_gate(), c.DeclareConflict(gate_id=GATE), STEER2)
    assert project.gate is not None
    assert (project.gate.gatekeepers, project.gate.recused) == ((STEER,), (STEER2,))
    with pytest.raises(NotAllowed):
        decide(project, vote(), STEER2)
    assert decide(project, c.DeclareConflict(gate_id=GATE), STEER2) == ()


def test_a_gate_whose_last_gatekeeper_stepped_aside_passes_nothing() -> None:
    project = done(at_gate(), c.DeclareConflict(gate_id=GATE), STEER)
    project = done(project, c.DeclareConflict(gate_id=GATE), STEER2)
    assert (project.stage, seats(project)) == ("ideation", ())
    with pytest.raises(GateNotMet) as refused:
        decide(project, c.RequestGate())
    assert [b.lifters for b in refused.value.blockers] == [(LEAD, STEER, STEER2)]


def test_a_deputy_votes_in_the_place_of_a_gatekeeper_and_only_the_deputy() -> None:
    project = done(at_gate((STEER, Decision.STOP)), c.HandVoteOver(gate_id=GATE, to=LEGAL, reason="Leave"), STEER)
    assert project.gate is not None
    assert (seats(project), project.gate.deputies, project.gate.votes) == ((LEGAL, STEER2), ((LEGAL, STEER),), ())
    with pytest.raises(NotAllowed):
        decide(project, vote(), STEER)
    project = done(project, vote(), LEGAL)
    assert done(project, vote(), STEER2).stage == "assessment"


@pytest.mark.parametrize("to", [STEER2, STEER, NEWCOMER])
def test_a_vote_goes_to_a_member_who_has_none(to: str) -> None:
    with pytest.raises(InvalidFields) as refused:
        decide(at_gate(), c.HandVoteOver(gate_id=GATE, to=to), STEER)
    assert refused.value.fields == {"to": "cannot_vote"}


def test_a_vote_never_goes_to_somebody_with_a_conflict_of_interest() -> None:
    project = done(at_gate(), c.DeclareConflict(gate_id=GATE), STEER2)
    with pytest.raises(InvalidFields) as refused:
        decide(project, c.HandVoteOver(gate_id=GATE, to=STEER2), STEER)
    assert refused.value.fields == {"to": "cannot_vote"}


def test_a_deputy_loses_the_seat_with_the_role_of_the_one_they_stand_in_for() -> None:
    project = done(at_gate(), c.HandVoteOver(gate_id=GATE, to=LEGAL), STEER)
    after = done(project, c.AssignRoles(holders=((Role.STEERING, (STEER2,)),)))
    assert seats(after) == (STEER2,)


def test_whoever_was_deactivated_drops_out_and_what_remains_may_decide() -> None:
    gone = Person(team_id=TEAM, user_id=STEER2, name="Liu", deleted=True)
    project, tend = at_gate((STEER, Decision.GO)), c.TendGate(gate_id=GATE)
    assert decide(project, tend, SYSTEM) == ()
    events = decide(project, tend, SYSTEM, people=(gone,))
    assert names(events) == ["GatekeeperLeft", "GateDecided", "StageEntered"]
    assert {event.by for event in events} == {SYSTEM}


def test_a_quorum_that_is_gone_decides_nothing() -> None:
    gone = tuple(Person(team_id=TEAM, user_id=user, name=user, deleted=True) for user in (STEER, STEER2))
    events = decide(at_gate((STEER, Decision.GO)), c.TendGate(gate_id=GATE), SYSTEM, people=gone)
    assert names(events) == ["GatekeeperLeft", "GatekeeperLeft"]


def test_the_clock_tends_no_gate_that_is_over() -> None:
    with pytest.raises(IllegalMove):
        decide(at_gate(gate={"id": "gate_another"}), c.TendGate(gate_id=GATE), SYSTEM)


def test_after_a_recycle_only_those_vote_again_who_did_not_vote_for_passing() -> None:
    members = (*build_project().members, Member("U0THIRD", (Role.STEERING,)))
    keepers = {"gatekeepers": (STEER, STEER2, "U0THIRD")}
    project = at_gate((STEER, Decision.GO), gate=keepers, members=members)
    project = replace(project, gate=build_gate(**keepers, votes=(build_vote(STEER),)))
    for voter in (STEER2, "U0THIRD"):
        project = done(project, vote(Decision.RECYCLE, reopen=(IDEA,)), voter)
    assert [v.voter for v in project.standing_votes] == [STEER]
    project = with_deliverable(IDEA, project, state=DeliverableState.ACCEPTED)
    project = done(project, c.RequestGate())
    assert project.gate is not None
    assert (project.gate.silent, project.standing_votes) == ((STEER2, "U0THIRD"), ())


def test_old_votes_alone_never_open_a_gate_that_is_decided_already() -> None:
    project = build_project(
        deliverables=build_settled(), standing_votes=(build_vote(STEER), build_vote(STEER2)),
    )  # fmt: skip
    after = done(project, c.RequestGate())
    assert after.gate is not None
    assert after.gate.votes == ()


def test_a_contributor_is_no_gatekeeper() -> None:
    for command in (c.Abstain(gate_id=GATE), c.DeclareConflict(gate_id=GATE), c.HandVoteOver(gate_id=GATE, to=TECH)):
        with pytest.raises(NotAllowed) as refused:
            decide(at_gate(), command, CONTRIBUTOR)
        assert refused.value.can == (STEER, STEER2)
