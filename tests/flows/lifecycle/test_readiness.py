"""Blockers name what is missing and who can lift it; votes are counted against all gatekeepers."""

import pytest

from flows.lifecycle.readiness import gate_blockers, gatekeepers, outcome, unmet
from flows.names import Decision, DeliverableState, Status
from tests.builders import (
    LEAD,
    STEER,
    STEER2,
    TECH,
    build_gate,
    build_project,
    build_settled,
    build_submission,
    build_vote,
    standard_template,
)  # fmt: skip
from tests.flows.lifecycle.deciding import IDEA, with_deliverable

GO, CONDITIONAL, HOLD, RECYCLE, STOP = Decision


@pytest.mark.parametrize(
    ("state", "code", "lifters"),
    [
        (DeliverableState.OPEN, "deliverable_missing", (TECH,)),
        (DeliverableState.CHANGES_REQUESTED, "changes_requested", (TECH,)),
        (DeliverableState.SUBMITTED, "deliverable_in_review", (LEAD, STEER, STEER2)),
    ],
)
def test_a_blocker_names_whose_turn_it_is(state: DeliverableState, code: str, lifters: tuple[str, ...]) -> None:
    project = build_project(deliverables=build_settled())
    (blocker,) = unmet(with_deliverable(IDEA, project, state=state, submissions=(build_submission(),)))
    assert (blocker.code, blocker.subject_id, blocker.lifters) == (code, IDEA, lifters)
    assert blocker.title is not None
    assert blocker.title.zh == "构思卡"


@pytest.mark.parametrize("state", [DeliverableState.ACCEPTED, DeliverableState.WAIVED])
def test_what_is_accepted_or_waived_does_not_block(state: DeliverableState) -> None:
    project = build_project(deliverables=build_settled())
    assert unmet(with_deliverable(IDEA, project, state=state)) == ()


def test_a_hold_is_lifted_by_lead_or_steering() -> None:
    project = build_project(deliverables=build_settled(), status=Status.HELD)
    (blocker,) = gate_blockers(project, standard_template())
    assert (blocker.code, blocker.lifters) == ("held", (LEAD, STEER, STEER2))


def test_gatekeepers_are_the_holders_of_the_deciding_roles() -> None:
    assert gatekeepers(build_project(), standard_template()) == (STEER, STEER2)
    assert gatekeepers(build_project(members=()), standard_template()) == ()


@pytest.mark.parametrize(
    ("votes", "keepers", "decided"),
    [
        ((), 1, None),
        ((GO,), 1, GO),
        ((GO,), 2, None),
        ((GO, STOP), 2, None),
        ((GO, GO), 2, GO),
        ((GO, GO), 3, GO),
        ((GO, GO), 4, None),
        ((RECYCLE, RECYCLE, GO, GO, RECYCLE), 5, RECYCLE),
        ((GO, CONDITIONAL, HOLD), 3, None),
        ((GO, CONDITIONAL), 2, None),
    ],
)
def test_more_than_half_of_all_gatekeepers_decide(
    votes: tuple[Decision, ...], keepers: int, decided: Decision | None
) -> None:
    names = tuple(f"U{n}" for n in range(keepers))
    gate = build_gate(
        gatekeepers=names, votes=tuple(build_vote(n, d, "because") for n, d in zip(names, votes, strict=False))
    )
    assert outcome(gate) == decided


def test_no_gate_and_no_gatekeepers_decide_nothing() -> None:
    assert outcome(None) is None
    assert outcome(build_gate(gatekeepers=())) is None


def test_a_vote_of_somebody_who_is_no_gatekeeper_counts_for_nothing() -> None:
    assert outcome(build_gate(gatekeepers=(STEER,), votes=(build_vote(LEAD, GO),))) is None
