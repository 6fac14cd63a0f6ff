"""Roles: who holds them, and what becomes of the work of those who leave one."""

from dataclasses import replace

import pytest

from flows.errors import InvalidFields
from flows.lifecycle import commands as c
from flows.lifecycle.project import Member, Project
from flows.names import DeliverableState, Role, Strand
from flows.ports import Person
from tests.builders import (
    CONTRIBUTOR,
    GUEST,
    LEAD,
    PATENT,
    STD,
    STEER,
    STEER2,
    TEAM,
    TECH,
    build_gate,
    build_project,
    build_submission,
)  # fmt: skip
from tests.flows.lifecycle.deciding import IDEA, decide, done, idea, names, with_deliverable

NEW = "U0NEW"


def give(*holders: tuple[Role, tuple[str, ...]]) -> c.AssignRoles:
    return c.AssignRoles(holders=holders)


def alone() -> Project:
    """Just the lead, who stands in for every role."""
    project = build_project(members=(Member(LEAD, (Role.LEAD,)),))
    return replace(project, deliverables=tuple(replace(d, assignee=LEAD) for d in project.deliverables))


def assignees(project: Project, role: Role) -> set[str]:
    return {d.assignee for d in project.deliverables if d.role == role}


def test_named_roles_are_replaced_and_the_others_stay() -> None:
    project = done(build_project(), give((Role.PATENT, (STD, NEW)), (Role.LEGAL, ())))
    assert project.holders(Role.PATENT) == (STD, NEW)
    assert project.holders(Role.STANDARD) == (STD,)
    assert project.holders(Role.LEGAL) == ()
    assert project.member(STD) == Member(STD, (Role.PATENT, Role.STANDARD))


def test_the_first_holder_takes_over_what_the_lead_did_for_want_of_one() -> None:
    project = done(alone(), give((Role.TECHNOLOGY, (TECH,)), (Role.PATENT, (PATENT,))))
    assert assignees(project, Role.TECHNOLOGY) == {TECH}
    assert assignees(project, Role.PATENT) == {PATENT}
    assert assignees(project, Role.STANDARD) == {LEAD}


def test_who_leaves_a_role_leaves_their_open_work_to_the_next_holder() -> None:
    events = decide(build_project(), give((Role.PATENT, (NEW,))))
    assert names(events) == ["RolesChanged"] + ["DeliverableHandedOver"] * 3
    assert assignees(done(build_project(), give((Role.PATENT, (NEW,)))), Role.PATENT) == {NEW}


def test_without_a_next_holder_the_work_falls_to_the_lead() -> None:
    assert assignees(done(build_project(), give((Role.PATENT, ()))), Role.PATENT) == {LEAD}


def test_work_that_stays_where_it_is_is_not_handed_over() -> None:
    assert names(decide(alone(), give((Role.STEERING, (STEER,))))) == ["RolesChanged"]


def test_a_new_lead_inherits_what_the_old_one_stood_in_for() -> None:
    project = done(alone(), give((Role.LEAD, (NEW,))))
    assert project.lead == NEW
    assert {d.assignee for d in project.deliverables} == {NEW}


def test_a_second_holder_takes_nothing_away_from_the_first() -> None:
    project = done(build_project(), give((Role.PATENT, (NEW, PATENT))))
    assert assignees(project, Role.PATENT) == {PATENT}


def test_work_given_to_somebody_by_name_stays_theirs() -> None:
    project = with_deliverable(assignee=CONTRIBUTOR)
    assert idea(done(project, give((Role.TECHNOLOGY, (NEW,))))).assignee == CONTRIBUTOR


@pytest.mark.parametrize("state", [DeliverableState.SUBMITTED, DeliverableState.ACCEPTED])
def test_what_was_handed_in_stays_with_who_handed_it_in(state: DeliverableState) -> None:
    project = with_deliverable(state=state, submissions=(build_submission(),))
    assert idea(done(project, give((Role.TECHNOLOGY, (NEW,))))).assignee == TECH


def test_who_is_relieved_of_the_last_role_leaves_the_project() -> None:
    assert done(build_project(), give((Role.PATENT, (NEW,)))).member(PATENT) is None


def test_who_still_has_work_here_stays() -> None:
    working = with_deliverable(state=DeliverableState.SUBMITTED, submissions=(build_submission(),))
    assert done(working, give((Role.TECHNOLOGY, ()))).member(TECH) == Member(TECH)


def test_who_loses_the_deciding_role_loses_the_seat_at_the_open_gate() -> None:
    voting = build_project(gate=build_gate())
    after = done(voting, give((Role.STEERING, (STEER,))))
    assert after.member(STEER2) is None
    assert after.gate is not None
    assert after.gate.gatekeepers == (STEER,)


def test_who_gives_up_a_role_of_their_own_stays_as_a_contributor() -> None:
    assert done(build_project(), give((Role.LEAD, (TECH,))), LEAD).member(LEAD) == Member(LEAD)


def test_contributors_are_not_touched() -> None:
    assert done(build_project(), give((Role.LEGAL, ()))).member(CONTRIBUTOR) == Member(CONTRIBUTOR)


def test_the_same_roles_again_change_nothing() -> None:
    project = build_project()
    every = tuple((role, project.holders(role)) for role in Role)
    assert decide(project, give(*every)) == ()


@pytest.mark.parametrize(
    ("holders", "problem"),
    [
        ((Role.LEAD, ()), {"lead": "missing"}),
        ((Role.LEAD, (LEAD, TECH)), {"lead": "unknown_value"}),
        ((Role.LEGAL, (GUEST,)), {"legal": "guest"}),
        ((Role.LEGAL, ("",)), {"legal": "missing"}),
    ],
)
def test_roles_that_cannot_be_given_are_marked_by_role(
    holders: tuple[Role, tuple[str, ...]], problem: dict[str, str]
) -> None:
    guest = Person(team_id=TEAM, user_id=GUEST, name="Guest", is_guest=True)
    with pytest.raises(InvalidFields) as refused:
        decide(build_project(), give(holders), people=(guest,))
    assert refused.value.fields == problem


def test_work_of_an_earlier_stage_is_not_moved_any_more() -> None:
    project = replace(build_project(), stage="assessment")
    assert names(decide(project, give((Role.PATENT, (NEW,))))) == ["RolesChanged"]


def test_every_strand_keeps_its_people_apart() -> None:
    project = done(build_project(), give((Role.STANDARD, (NEW,))))
    moved = {d.strand for d in project.deliverables if d.assignee == NEW}
    assert moved == {Strand.STANDARD}
    assert idea(project).id == IDEA
