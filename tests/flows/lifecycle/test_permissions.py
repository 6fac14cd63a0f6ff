"""Who may see and do what. Everything fails closed."""

from dataclasses import replace
from typing import Any

import pytest

from flows.errors import NotAllowed
from flows.lifecycle import commands as c
from flows.lifecycle.commands import ClockCommand, SubmitScore, TendGate, WakeProject
from flows.lifecycle.permissions import (
    action_name,
    asked_to_review,
    lifters,
    may,
    may_see,
    project_actions,
    require,
    reviewers,
    takes_effect,
)
from flows.lifecycle.project import Member, Request
from flows.lifecycle.usecases import DECIDERS
from flows.names import Ask, Confidentiality, DeliverableState, Role, Strand
from tests.builders import (
    CONTRIBUTOR,
    GUEST,
    LEAD,
    NOW,
    PATENT,
    STEER,
    STEER2,
    STRANGER,
    TECH,
    build_actor,
    build_card,
    build_deliverable,
    build_gate,
    build_project,
    build_submission,
)  # fmt: skip

OPEN, MEMBERS, RESTRICTED = Confidentiality


@pytest.mark.parametrize("build", [build_project, build_card], ids=["project", "card"])
@pytest.mark.parametrize(
    ("confidentiality", "user", "is_guest", "sees"),
    [
        (OPEN, STRANGER, False, True),
        (OPEN, STRANGER, True, False),
        (MEMBERS, STRANGER, False, False),
        (MEMBERS, CONTRIBUTOR, False, True),
        (MEMBERS, CONTRIBUTOR, True, True),
        (RESTRICTED, STRANGER, False, False),
        (RESTRICTED, STEER, False, True),
        (RESTRICTED, STEER, True, False),
    ],
)
def test_a_project_is_seen_by_its_members_and_an_open_one_by_colleagues(
    build: Any, confidentiality: Confidentiality, user: str, is_guest: bool, sees: bool
) -> None:
    project = build(confidentiality=confidentiality)
    assert may_see(project, build_actor(user, is_guest=is_guest)) is sees


@pytest.mark.parametrize("confidentiality", list(Confidentiality))
def test_whoever_was_deactivated_sees_nothing(confidentiality: Confidentiality) -> None:
    gone = replace(build_actor(LEAD), is_gone=True)
    assert not may_see(build_project(confidentiality=confidentiality), gone)


@pytest.mark.parametrize("confidentiality", list(Confidentiality))
def test_another_workspace_sees_nothing_even_with_a_members_id(confidentiality: Confidentiality) -> None:
    assert not may_see(build_project(confidentiality=confidentiality), build_actor(LEAD, team_id="T0OTHER"))


def test_an_action_nobody_defined_is_nobodys() -> None:
    project, deliverable = build_project(gate=build_gate()), build_deliverable()
    for action in ("", "DeleteProject", "submit_deliverable"):
        assert lifters(project, action, deliverable) == ()
        assert not may(project, LEAD, action, deliverable)


def test_every_command_is_somebodys() -> None:
    project, deliverable = build_project(gate=build_gate()), build_deliverable()
    nobodys = {command for command in DECIDERS if not lifters(project, command.__name__, deliverable)}
    # The workflow decides who scores (``scores.scorers``), the operator who overrides (``overrides.may_override``).
    # An improvement item is its owner's, too (``closing.may_settle``).
    elsewhere = {SubmitScore, c.OverrideAccess, c.AppointLead, c.SettleImprovement}
    assert {command for command in nobodys if not issubclass(command, ClockCommand)} == elsewhere


def test_what_the_clock_does_is_nobodys() -> None:
    project, deliverable = build_project(gate=build_gate()), build_deliverable()
    for command in (WakeProject, TendGate):
        assert lifters(project, command.__name__, deliverable) == ()


def test_an_action_on_a_deliverable_needs_the_deliverable() -> None:
    assert not may(build_project(), LEAD, "SubmitDeliverable")


def test_voting_without_a_gate_is_nobodys() -> None:
    assert not may(build_project(), STEER, "CastVote")
    assert may(build_project(gate=build_gate()), STEER, "CastVote")


def test_the_strands_own_lead_reviews_beside_lead_and_steering() -> None:
    deliverable = build_deliverable(strand=Strand.PATENT, role=Role.PATENT, assignee=CONTRIBUTOR)
    assert reviewers(build_project(), deliverable) == (LEAD, PATENT, STEER, STEER2)
    management = replace(deliverable, strand=Strand.MANAGEMENT)
    assert reviewers(build_project(), management) == (LEAD, STEER, STEER2)


@pytest.mark.parametrize(
    ("author", "deliverable"),
    [
        (TECH, build_deliverable()),
        (PATENT, build_deliverable(request=Request(Ask.WAIVER, PATENT, NOW, "r"), strand=Strand.PATENT)),
        (LEAD, build_deliverable(state=DeliverableState.SUBMITTED, submissions=(build_submission(by=LEAD),))),
    ],
    ids=["open work", "a request", "a submission"],
)
def test_the_author_of_what_is_judged_is_no_reviewer(author: str, deliverable: Any) -> None:
    assert author not in reviewers(build_project(), deliverable)


def test_settled_work_can_be_reopened_by_its_author_too() -> None:
    settled = build_deliverable(state=DeliverableState.ACCEPTED, submissions=(build_submission(by=TECH),))
    assert TECH in reviewers(build_project(), settled)


def test_where_only_the_author_is_left_the_author_reviews() -> None:
    project = build_project(members=(Member(LEAD, (Role.LEAD, Role.TECHNOLOGY)),))
    assert reviewers(project, build_deliverable(assignee=LEAD)) == (LEAD,)


@pytest.mark.parametrize(
    ("user", "action", "at_once"),
    [
        (TECH, "SayNotNeeded", False),
        (TECH, "AskForMoreTime", False),
        (LEAD, "AskForMoreTime", True),
        (STEER, "SayNotNeeded", True),
        (STEER, "HandOver", False),
        (STRANGER, "SayNotNeeded", False),
    ],
)
def test_asking_takes_effect_at_once_only_for_a_reviewer(user: str, action: str, at_once: bool) -> None:
    assert takes_effect(build_project(), user, action, build_deliverable()) is at_once


def test_a_refusal_names_who_could_and_which_roles() -> None:
    with pytest.raises(NotAllowed) as refused:
        require(build_project(), GUEST, "StopProject")
    assert (refused.value.action, refused.value.can) == ("stop_project", (LEAD, STEER, STEER2))
    assert refused.value.roles == (Role.LEAD, Role.STEERING)


def test_actions_are_named_as_errors_carry_them() -> None:
    assert action_name(c.AskForMoreTime.__name__) == "ask_for_more_time"


def test_the_steering_group_may_review_but_is_asked_only_where_nobody_nearer_is_left() -> None:
    theirs = build_deliverable(strand=Strand.PATENT)
    assert asked_to_review(build_project(), theirs) == (LEAD, PATENT)
    lead_s_own = build_deliverable(strand=Strand.MANAGEMENT, assignee=LEAD)
    assert asked_to_review(build_project(), lead_s_own) == (STEER, STEER2)


@pytest.mark.parametrize("user", [LEAD, TECH, PATENT, STEER, CONTRIBUTOR, STRANGER, "U0DOUBLE"])
def test_what_a_person_may_do_at_once_is_what_they_may_do_one_by_one(user: str) -> None:
    doubled = Member("U0DOUBLE", (Role.PATENT, Role.STEERING))
    project = build_project(members=(*build_project().members, doubled))
    actions = {name for name, kind in vars(c).items() if isinstance(kind, type) and issubclass(kind, c.Command)}
    one_by_one = {a for a in actions - {"CastVote"} if user in lifters(project, a)}
    assert project_actions(project, user) == one_by_one
    assert all(may(project, user, action) for action in one_by_one)
