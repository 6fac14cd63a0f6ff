"""Blockers name what is missing and who can lift it."""

import pytest

from flows.lifecycle.readiness import gate_blockers, gatekeepers, unmet
from flows.names import DeliverableState, Status
from tests.builders import (
    LEAD,
    STEER,
    STEER2,
    TECH,
    build_project,
    build_settled,
    build_submission,
    standard_template,
)  # fmt: skip
from tests.flows.lifecycle.deciding import IDEA, with_deliverable


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
