"""A project as a whole: create, edit, strand states, hold, resume, stop."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from flows.errors import IllegalMove, InvalidFields, NotAllowed
from flows.lifecycle import commands as c
from flows.lifecycle import life
from flows.lifecycle.evolve import replay
from flows.lifecycle.project import Member, Project
from flows.names import STRANDS, Confidentiality, DeliverableState, Role, Status, Strand
from flows.ports import Person
from tests.builders import (
    CHANNEL,
    CONTRIBUTOR,
    GUEST,
    LEAD,
    PATENT,
    STD,
    STEER,
    TEAM,
    TECH,
    TODAY,
    build_actor,
    build_gate,
    build_project,
    standard_template,
)  # fmt: skip
from tests.flows.lifecycle.deciding import IDEA, decide, done, idea, names, occasion, with_deliverable

create = c.CreateProject(
    name="Radar",
    summary="",
    strands=STRANDS,
    lead=LEAD,
    channel_id=CHANNEL,
    confidentiality=Confidentiality.MEMBERS,
)
edit = c.EditProject(name="Radar 2", summary="Better", channel_id="C2", confidentiality=Confidentiality.RESTRICTED)
hold = c.HoldProject(until=TODAY + timedelta(days=30), reason="Waiting for the DIS")
resume = c.ResumeProject()
stop = c.StopProject(reason="No market")
states = c.SetStrandStates(states=((Strand.TECHNOLOGY, "trl4"), (Strand.PATENT, "filed")))


def created(command: c.CreateProject = create, by: str = LEAD, people: tuple[Person, ...] = ()) -> Project:
    events = life.create(
        command, occasion(by, people=people), standard_template(), actor=build_actor(by), project_id="prj_1", key="LD-1"
    )
    assert names(events) == ["ProjectCreated", "StageEntered"]
    project = replay(events)
    assert project is not None
    return project


def test_a_new_project_starts_in_the_first_stage_with_everything_assigned_to_the_lead() -> None:
    project = created()
    assert (project.stage, project.status, project.lead) == ("ideation", Status.ACTIVE, LEAD)
    assert (project.template, project.template_version, project.key) == ("standard", 1, "LD-1")
    assert [(d.spec, d.assignee) for d in project.deliverables] == [
        (spec.key, LEAD) for spec in standard_template().stages[0].deliverables
    ]
    assert dict(project.strand_states) == dict.fromkeys(STRANDS, "")


def test_whoever_creates_for_somebody_else_joins_without_a_role() -> None:
    assert created().members == (Member(LEAD, (Role.LEAD,)),)
    assert created(by=TECH).members == (Member(LEAD, (Role.LEAD,)), Member(TECH))


def test_a_project_follows_the_strands_it_chose_in_their_order() -> None:
    project = created(replace(create, strands=(Strand.STANDARD, Strand.TECHNOLOGY, Strand.STANDARD)))
    assert project.strands == (Strand.TECHNOLOGY, Strand.STANDARD)
    assert Strand.PATENT not in {d.strand for d in project.deliverables}


def test_guests_start_no_projects() -> None:
    with pytest.raises(NotAllowed) as refused:
        life.create(
            create, occasion(GUEST), standard_template(),
            actor=build_actor(GUEST, is_guest=True), project_id="prj_1", key="LD-1",
        )  # fmt: skip
    assert (refused.value.action, refused.value.can) == ("create_project", ())


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"name": "  "}, {"name": "missing"}),
        ({"name": "x" * 121, "summary": "y" * 2001}, {"name": "too_long", "summary": "too_long"}),
        ({"strands": ()}, {"strands": "no_strand"}),
        ({"strands": (Strand.MANAGEMENT,)}, {"strands": "no_strand"}),
        ({"lead": ""}, {"lead": "missing"}),
        ({"lead": GUEST}, {"lead": "guest"}),
    ],
)
def test_a_faulty_start_is_marked_by_field(given: dict[str, Any], problem: dict[str, str]) -> None:
    guest = Person(team_id=TEAM, user_id=GUEST, name="Guest", is_guest=True)
    with pytest.raises(InvalidFields) as refused:
        created(replace(create, **given), people=(guest,))
    assert refused.value.fields == problem


PROJECT_COMMANDS: dict[c.Command, frozenset[Status]] = {
    edit: frozenset({Status.ACTIVE, Status.HELD}),
    states: frozenset({Status.ACTIVE, Status.HELD, Status.COMPLETED}),
    hold: frozenset({Status.ACTIVE, Status.HELD}),
    resume: frozenset({Status.HELD}),
    stop: frozenset({Status.ACTIVE, Status.HELD}),
    c.AssignRoles(holders=((Role.TECHNOLOGY, (STD,)),)): frozenset({Status.ACTIVE, Status.HELD}),
}
"""Command -> the statuses of a project in which it is possible."""


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("command", PROJECT_COMMANDS, ids=lambda x: type(x).__name__)
def test_a_project_changes_only_as_its_status_allows(command: c.Command, status: Status) -> None:
    project = build_project(status=status)
    if status in PROJECT_COMMANDS[command]:
        assert decide(project, command)
    else:
        with pytest.raises(IllegalMove) as refused:
            decide(project, command)
        assert refused.value.state == status


@pytest.mark.parametrize("by", [TECH, PATENT, STD, CONTRIBUTOR])
@pytest.mark.parametrize("command", PROJECT_COMMANDS, ids=lambda x: type(x).__name__)
def test_the_project_belongs_to_lead_and_steering(command: c.Command, by: str) -> None:
    project = build_project(status=Status.HELD)
    if isinstance(command, c.SetStrandStates):
        assert decide(project, command, LEAD)
    else:
        assert decide(project, command, STEER)
    with pytest.raises(NotAllowed):
        decide(project, command, by)


def test_editing_replaces_the_four_fields_and_nothing_else() -> None:
    project = build_project()
    assert done(project, edit) == replace(
        project, name="Radar 2", summary="Better", channel_id="C2", confidentiality=Confidentiality.RESTRICTED
    )


def test_editing_to_what_it_is_changes_nothing() -> None:
    p = build_project()
    same = c.EditProject(
        name=f" {p.name} ", summary=p.summary, channel_id=p.channel_id, confidentiality=p.confidentiality
    )
    assert decide(p, same) == ()


def test_a_strand_is_moved_by_its_own_lead_but_not_by_another() -> None:
    mine = c.SetStrandStates(states=((Strand.PATENT, "filed"),))
    assert dict(done(build_project(), mine, PATENT).strand_states)[Strand.PATENT] == "filed"
    with pytest.raises(NotAllowed) as refused:
        decide(build_project(), mine, TECH)
    assert refused.value.can == (LEAD, PATENT)


def test_a_strand_lead_may_send_the_form_with_the_other_strands_unchanged() -> None:
    form = c.SetStrandStates(states=((Strand.TECHNOLOGY, ""), (Strand.PATENT, "filed"), (Strand.STANDARD, "")))
    assert names(decide(build_project(), form, PATENT)) == ["StrandStatesChanged"]


def test_unchanged_strand_states_are_no_event() -> None:
    assert decide(done(build_project(), states), states) == ()


@pytest.mark.parametrize(
    ("given", "field"),
    [((Strand.TECHNOLOGY, "trl10"), "technology"), ((Strand.MANAGEMENT, "filed"), "management")],
)
def test_a_state_must_exist_for_its_strand(given: tuple[Strand, str], field: str) -> None:
    with pytest.raises(InvalidFields) as refused:
        decide(build_project(), c.SetStrandStates(states=(given,)))
    assert refused.value.fields == {field: "unknown_value"}


def test_a_held_project_says_why_and_until_when_and_forgets_it_when_resumed() -> None:
    held = done(build_project(), hold)
    assert (held.status, held.held_until, held.reason) == (Status.HELD, hold.until, hold.reason)
    assert done(held, resume) == build_project()


def test_a_hold_can_be_prolonged_and_the_same_hold_is_no_event() -> None:
    held = done(build_project(), hold)
    assert decide(held, hold) == ()
    assert done(held, replace(hold, until=None)).held_until is None


@pytest.mark.parametrize(("command", "end"), [(hold, "ProjectHeld"), (stop, "ProjectStopped")])
def test_an_open_gate_closes_when_the_project_no_longer_moves(command: c.Command, end: str) -> None:
    project = build_project(gate=build_gate())
    assert names(decide(project, command)) == ["GateWithdrawn", end]
    assert done(project, command).gate is None


def test_hold_and_stop_need_a_reason_and_no_past_day() -> None:
    with pytest.raises(InvalidFields) as refused:
        decide(build_project(), c.HoldProject(until=TODAY - timedelta(days=1), reason=" "))
    assert refused.value.fields == {"until": "in_the_past", "reason": "missing"}
    with pytest.raises(InvalidFields) as refused:
        decide(build_project(), c.StopProject(reason=""))
    assert refused.value.fields == {"reason": "missing"}


def test_nobody_is_late_for_the_time_a_project_was_held() -> None:
    held = done(build_project(), hold)
    today = TODAY + timedelta(days=60)
    resumed = done(held, resume, today=today)
    assert {d.due for d in resumed.deliverables} == {today + timedelta(days=7)}
    in_review = with_deliverable(IDEA, held, state=DeliverableState.SUBMITTED)
    assert idea(done(in_review, resume, today=today)).due == idea(in_review).due
