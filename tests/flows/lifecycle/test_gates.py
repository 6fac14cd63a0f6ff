"""Gates: asked for when all is ready, decided by more than half, never by accident."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from flows.errors import GateNotMet, IllegalMove, InvalidFields, NotAllowed
from flows.lifecycle import commands as c
from flows.lifecycle import events as e
from flows.lifecycle.machine import check_move
from flows.lifecycle.project import Condition, Gate, Member, Project
from flows.names import Decision, DeliverableState, Role, Status, Strand
from tests.builders import (
    CONTRIBUTOR,
    LEAD,
    NOW,
    PATENT,
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
from tests.flows.lifecycle.deciding import IDEA, decide, done, names, with_deliverable

GATE = build_gate().id
STEER3 = "U0THIRD"
NEEDS_COMMENT = (Decision.HOLD, Decision.RECYCLE, Decision.MERGE, Decision.STOP)
CONDITION = Condition("File before the meeting", PATENT, TODAY + timedelta(days=9))


def ready(**overrides: Any) -> Project:
    """Everything of ideation is accepted; nothing keeps the gate from being asked for."""
    return build_project(**({"deliverables": build_settled()} | overrides))


def at_gate(*earlier: tuple[str, Decision], **overrides: Any) -> Project:
    """The gate of ideation is open, with these votes."""
    votes = tuple(build_vote(voter, decision, "because") for voter, decision in earlier)
    return ready(**({"gate": build_gate(votes=votes)} | overrides))


def three(**overrides: Any) -> Project:
    """As ``ready``, with a third member of the steering group."""
    return ready(**({"members": (*build_project().members, Member(STEER3, (Role.STEERING,)))} | overrides))


def vote(decision: Decision = Decision.GO, comment: str = "because", **fields: Any) -> c.CastVote:
    return c.CastVote(gate_id=GATE, decision=decision, comment=comment, **fields)


def test_a_ready_stage_opens_its_gate_for_the_steering_group() -> None:
    project = done(ready(), c.RequestGate(note=" All attached "))
    assert project.gate == Gate(
        "gate_new_1", "ideation", LEAD, NOW, (STEER, STEER2), "All attached", closes_on=TODAY + timedelta(days=7)
    )
    assert project.stage == "ideation"


@pytest.mark.parametrize("by", [TECH, PATENT, CONTRIBUTOR])
def test_only_lead_and_steering_ask_for_and_withdraw_a_gate(by: str) -> None:
    for project, command in ((ready(), c.RequestGate()), (at_gate(), c.WithdrawGate(gate_id=GATE))):
        with pytest.raises(NotAllowed) as refused:
            decide(project, command, by)
        assert refused.value.can == (LEAD, STEER, STEER2)
        assert decide(project, command, STEER)


def test_a_gate_asked_for_too_early_is_refused_with_every_reason() -> None:
    project = build_project(members=(Member(LEAD, (Role.LEAD,)),), status=Status.HELD)
    with pytest.raises(GateNotMet) as refused:
        decide(project, c.RequestGate())
    codes = [blocker.code for blocker in refused.value.blockers]
    assert codes == ["deliverable_missing"] * 5 + ["no_gatekeepers", "held"]


def test_a_gate_with_no_gatekeepers_passes_nothing() -> None:
    project = ready(members=(Member(LEAD, (Role.LEAD,)), Member(TECH, (Role.TECHNOLOGY,))))
    with pytest.raises(GateNotMet) as refused:
        decide(project, c.RequestGate())
    (blocker,) = refused.value.blockers
    assert (blocker.code, blocker.roles, blocker.lifters) == ("no_gatekeepers", (Role.STEERING,), (LEAD,))


def test_a_second_gate_is_refused_naming_who_has_not_voted() -> None:
    with pytest.raises(GateNotMet) as refused:
        decide(at_gate((STEER, Decision.GO)), c.RequestGate())
    (blocker,) = refused.value.blockers
    assert (blocker.code, blocker.subject_id, blocker.lifters) == ("gate_open", GATE, (STEER2,))


@pytest.mark.parametrize("status", [Status.STOPPED, Status.COMPLETED])
def test_an_ended_project_has_no_gates(status: Status) -> None:
    with pytest.raises(IllegalMove) as refused:
        decide(ready(status=status), c.RequestGate())
    assert (refused.value.action, refused.value.state) == ("request_gate", status)


def test_an_optional_deliverable_never_blocks() -> None:
    project = with_deliverable("dlv_ideation_need_note", ready(), state=DeliverableState.OPEN)
    assert names(decide(project, c.RequestGate())) == ["GateRequested"]


def test_a_withdrawn_gate_leaves_the_stage_as_it_was() -> None:
    assert done(at_gate(), c.WithdrawGate(gate_id=GATE)) == ready()


@pytest.mark.parametrize("command", [vote(), c.WithdrawGate(gate_id=GATE)], ids=lambda x: type(x).__name__)
@pytest.mark.parametrize("gate", [None, build_gate(id="gate_another")])
def test_a_gate_that_is_over_takes_no_votes_and_no_withdrawal(command: c.Command, gate: Gate | None) -> None:
    with pytest.raises(IllegalMove) as refused:
        decide(ready(gate=gate), command, STEER)
    assert refused.value.state == "closed"


@pytest.mark.parametrize("by", [LEAD, TECH, CONTRIBUTOR])
def test_only_gatekeepers_vote(by: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        decide(at_gate(), vote(), by)
    assert refused.value.can == (STEER, STEER2)


def test_half_of_the_votes_decide_nothing() -> None:
    assert names(decide(at_gate(), vote(), STEER)) == ["VoteCast"]
    assert names(decide(at_gate((STEER, Decision.STOP)), vote(), STEER2)) == ["VoteCast"]


def test_two_of_three_decide() -> None:
    gate = build_gate(gatekeepers=(STEER, STEER2, STEER3), votes=(build_vote(STEER3, Decision.GO),))
    assert names(decide(three(gate=gate), vote(), STEER)) == ["VoteCast", "GateDecided", "StageEntered"]


def test_a_vote_can_be_changed_until_the_gate_closes_and_counts_once() -> None:
    project = done(at_gate((STEER, Decision.STOP)), vote(Decision.HOLD, "not yet"), STEER)
    assert project.gate is not None
    assert [(v.voter, v.decision) for v in project.gate.votes] == [(STEER, Decision.HOLD)]


def test_the_same_vote_again_changes_nothing_but_a_new_comment_does() -> None:
    project = at_gate((STEER, Decision.STOP))
    assert decide(project, vote(Decision.STOP), STEER) == ()
    assert names(decide(project, vote(Decision.STOP, "for another reason"), STEER)) == ["VoteCast"]


@pytest.mark.parametrize("decision", NEEDS_COMMENT)
def test_what_stops_or_delays_a_project_needs_a_comment(decision: Decision) -> None:
    with pytest.raises(InvalidFields) as refused:
        decide(at_gate(), vote(decision, "  "), STEER)
    assert refused.value.fields["comment"] == "comment_required"
    assert decide(at_gate(), vote(Decision.GO, ""), STEER)


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        (vote(Decision.HOLD, hold_until=TODAY - timedelta(days=1)), {"hold_until": "in_the_past"}),
        (vote(Decision.RECYCLE, reopen=("dlv_nothing",)), {"reopen": "unknown_value"}),
        (vote(Decision.GO, "x" * 2001), {"comment": "too_long"}),
    ],
)
def test_a_faulty_vote_is_marked_by_field(command: c.CastVote, problem: dict[str, str]) -> None:
    with pytest.raises(InvalidFields) as refused:
        decide(at_gate(), command, STEER)
    assert refused.value.fields == problem


def test_only_settled_work_can_be_recycled() -> None:
    project = with_deliverable("dlv_ideation_need_note", at_gate(), state=DeliverableState.OPEN)
    with pytest.raises(InvalidFields) as refused:
        decide(project, vote(Decision.RECYCLE, reopen=(IDEA, "dlv_ideation_need_note")), STEER)
    assert refused.value.fields == {"reopen": "unknown_value"}


def test_what_does_not_belong_to_a_decision_is_not_recorded() -> None:
    command = vote(Decision.GO, hold_until=TODAY - timedelta(days=1), reopen=("dlv_nothing",))
    (event,) = decide(at_gate(), command, STEER)
    assert isinstance(event, e.VoteCast)
    assert (event.vote.hold_until, event.vote.reopen) == (None, ())


def test_conditions_beside_a_plain_go_are_asked_about_and_never_dropped() -> None:
    with pytest.raises(InvalidFields) as refused:
        decide(at_gate(), vote(Decision.GO, conditions=(CONDITION,)), STEER)
    assert refused.value.fields == {"conditions": "not_conditional"}


@pytest.mark.parametrize("decision", [Decision.GO, Decision.CONDITIONAL_GO])
def test_going_on_enters_the_next_stage_with_people_and_days(decision: Decision) -> None:
    conditions = (CONDITION,) if decision is Decision.CONDITIONAL_GO else ()
    project = done(at_gate((STEER, decision)), vote(decision, conditions=conditions), STEER2)
    assert (project.stage, project.gate, project.stage_entered_at) == ("assessment", None, NOW)
    novelty = next(d for d in project.in_stage("assessment") if d.spec == "novelty_search")
    assert (novelty.assignee, novelty.due, novelty.state) == (PATENT, TODAY + timedelta(days=21), DeliverableState.OPEN)


def test_work_without_a_holder_goes_to_the_lead() -> None:
    members = tuple(m for m in build_project().members if Role.PATENT not in m.roles)
    project = done(at_gate((STEER, Decision.GO), members=members), vote(), STEER2)
    assert {d.assignee for d in project.in_stage("assessment") if d.role == Role.PATENT} == {LEAD}


def test_a_strand_that_the_project_left_out_is_asked_for_nothing() -> None:
    project = done(at_gate((STEER, Decision.GO), strands=(Strand.STANDARD,)), vote(), STEER2)
    assert {d.strand for d in project.in_stage("assessment")} == {Strand.STANDARD, Strand.MANAGEMENT}


def test_the_last_gate_completes_the_project() -> None:
    last = build_project(stage="evaluation", deliverables=build_settled("evaluation"))
    opened = replace(last, gate=build_gate(stage="evaluation", votes=(build_vote(STEER),)))
    project = done(opened, vote(), STEER2)
    assert (project.status, project.stage, project.gate) == (Status.COMPLETED, "evaluation", None)


def test_hold_rests_until_the_latest_day_that_was_given() -> None:
    first, second = TODAY + timedelta(days=10), TODAY + timedelta(days=40)
    gate = build_gate(votes=(build_vote(STEER, Decision.HOLD, "wait for DIS", hold_until=first),))
    project = done(ready(gate=gate), vote(Decision.HOLD, "agreed", hold_until=second), STEER2)
    assert (project.status, project.held_until, project.reason) == (Status.HELD, second, "wait for DIS\nagreed")
    undated = done(at_gate((STEER, Decision.HOLD)), vote(Decision.HOLD), STEER2)
    assert (undated.status, undated.held_until) == (Status.HELD, None)


def test_recycle_reopens_what_the_votes_name() -> None:
    patent = "dlv_ideation_invention_record"
    gate = build_gate(votes=(build_vote(STEER, Decision.RECYCLE, "thin", reopen=(IDEA,)),))
    project = done(ready(gate=gate), vote(Decision.RECYCLE, "also this", reopen=(patent,)), STEER2)
    again = {d.id: d.comment for d in project.deliverables if d.state == DeliverableState.OPEN}
    assert again == {IDEA: "thin\nalso this", patent: "thin\nalso this"}
    assert (project.stage, project.gate, project.status) == ("ideation", None, Status.ACTIVE)


def test_recycle_must_name_what_to_do_again() -> None:
    with pytest.raises(InvalidFields) as refused:
        decide(at_gate(), vote(Decision.RECYCLE), STEER)
    assert refused.value.fields == {"reopen": "missing"}


def test_what_no_recycling_vote_names_stays_settled() -> None:
    after = done(at_gate((STEER, Decision.GO)), vote(Decision.STOP), STEER)
    after = done(after, vote(Decision.RECYCLE, reopen=(IDEA,)), STEER)
    after = done(after, vote(Decision.RECYCLE, reopen=(IDEA,)), STEER2)
    assert [d.id for d in after.deliverables if d.state == DeliverableState.OPEN] == [IDEA]


def test_recycled_work_whose_day_has_passed_gets_a_new_one() -> None:
    late = with_deliverable(IDEA, at_gate((STEER, Decision.RECYCLE)), due=TODAY - timedelta(days=1))
    after = done(late, vote(Decision.RECYCLE, reopen=(IDEA,)), STEER2)
    assert next(d.due for d in after.deliverables if d.id == IDEA) == TODAY + timedelta(days=7)


def test_stop_ends_the_project_with_the_reasons() -> None:
    project = done(at_gate((STEER, Decision.STOP)), vote(Decision.STOP, "no market"), STEER2)
    assert (project.status, project.reason, project.gate) == (Status.STOPPED, "because\nno market", None)


def test_a_decision_records_the_comments_of_those_who_made_it() -> None:
    gate = build_gate(
        gatekeepers=(STEER, STEER2, STEER3),
        votes=(build_vote(STEER, Decision.STOP, "never"), build_vote(STEER2, Decision.GO, "fine")),
    )
    decided = next(ev for ev in decide(three(gate=gate), vote(comment=""), STEER3) if isinstance(ev, e.GateDecided))
    assert (decided.decision, decided.comments, decided.stage) == (Decision.GO, "fine", "ideation")


def test_a_majority_cannot_carry_an_unmet_deliverable_through() -> None:
    project = with_deliverable(IDEA, at_gate((STEER, Decision.GO)), state=DeliverableState.OPEN)
    assert names(decide(project, vote(), STEER2)) == ["VoteCast"]
    with pytest.raises(GateNotMet) as refused:
        check_move(standard_template(), done(project, vote(), STEER2), "advance")
    assert [blocker.subject_id for blocker in refused.value.blockers] == [IDEA]
