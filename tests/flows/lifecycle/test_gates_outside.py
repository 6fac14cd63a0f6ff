"""What other wings put before a gate keeps it from being asked for and from being passed, and nothing else."""

from dataclasses import replace

import pytest

from flows.errors import Blocker, GateNotMet
from flows.lifecycle import commands as c
from flows.lifecycle.events import Event
from flows.lifecycle.machine import check_move
from flows.lifecycle.project import Project
from flows.lifecycle.usecases import judge
from flows.names import Bilingual, Decision, DeliverableState, Status
from tests.builders import LEAD, PATENT, STEER, STEER2, build_gate, build_project, build_settled, build_vote
from tests.builders import standard_template as template
from tests.flows.lifecycle.deciding import IDEA, names, occasion, with_deliverable

OUTSIDE = (Blocker("not_cleared", "out_1", Bilingual(zh="C1 提案", en="C1 Proposal"), (PATENT,)),)
GATE = build_gate().id
GO = c.CastVote(gate_id=GATE, decision=Decision.GO)


def ask(project: Project, command: c.Command, by: str, outside: tuple[Blocker, ...] = OUTSIDE) -> tuple[Event, ...]:
    return judge(project, command, replace(occasion(by), outside=outside), template())


def ready() -> Project:
    return build_project(deliverables=build_settled())


def nearly_passed(decision: Decision = Decision.GO) -> Project:
    """One vote is missing."""
    votes = (build_vote(STEER, decision, "because"),)
    return replace(ready(), gate=build_gate(votes=votes))


def test_a_gate_is_not_opened_over_it() -> None:
    with pytest.raises(GateNotMet) as refused:
        ask(ready(), c.RequestGate(), LEAD)
    assert refused.value.blockers == OUTSIDE
    assert names(ask(ready(), c.RequestGate(), LEAD, ())) == ["GateRequested"]


def test_the_refusal_lists_what_is_missing_here_as_well() -> None:
    project = with_deliverable(IDEA, ready(), state=DeliverableState.OPEN, settled_by="", submissions=())
    with pytest.raises(GateNotMet) as refused:
        ask(project, c.RequestGate(), LEAD)
    assert [blocker.code for blocker in refused.value.blockers] == ["deliverable_missing", "not_cleared"]


def test_enough_votes_do_not_pass_the_gate_over_it() -> None:
    assert names(ask(nearly_passed(), GO, STEER2)) == ["VoteCast"]


@pytest.mark.parametrize("decision", [Decision.HOLD, Decision.STOP])
def test_what_leads_nowhere_is_decided_all_the_same(decision: Decision) -> None:
    found = ask(nearly_passed(decision), replace(GO, decision=decision, comment="because"), STEER2)
    assert "GateDecided" in names(found)


def test_once_it_is_gone_the_next_look_at_the_gate_decides() -> None:
    project = replace(ready(), gate=build_gate(votes=(build_vote(STEER), build_vote(STEER2))))
    tend = c.TendGate(gate_id=GATE)
    assert ask(project, tend, STEER) == ()
    assert names(ask(project, tend, STEER, ()))[:2] == ["GateDecided", "StageEntered"]


def test_the_machine_itself_refuses_the_move() -> None:
    project = replace(ready(), gate=build_gate(votes=(build_vote(STEER), build_vote(STEER2))))
    assert check_move(template(), project, "advance").status is Status.ACTIVE
    with pytest.raises(GateNotMet):
        check_move(template(), project, "advance", OUTSIDE)
