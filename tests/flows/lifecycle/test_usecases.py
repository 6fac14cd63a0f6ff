"""One command, one transaction, against a real store: saved, remembered and announced together, or not at all."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from flows.errors import InvalidFields, LiandongError, NotFound, StaleProject
from flows.lifecycle import commands as c
from flows.lifecycle.evaluation import ImprovementState
from flows.lifecycle.evolve import replay
from flows.lifecycle.naming import named_people
from flows.lifecycle.project import Project
from flows.lifecycle.usecases import DECIDERS, perform
from flows.names import STRANDS, Confidentiality, Decision, Outcome, Role, Strand
from flows.notices import NoticeKind
from flows.ports import Person, Receipt, Store
from tests.builders import (
    CHANNEL,
    GUEST,
    LEAD,
    NOW,
    STEER,
    STEER2,
    STRANGER,
    TEAM,
    TECH,
    TODAY,
    build_actor,
    build_templates,
)  # fmt: skip
from tests.databases import ready_store

create = c.CreateProject(
    name="Radar", summary="", strands=STRANDS, lead=LEAD, channel_id=CHANNEL, confidentiality=Confidentiality.MEMBERS
)


class Office:
    """A store, and people who ask things of it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._numbers = count(1)

    def new_id(self, prefix: str) -> str:
        return f"{prefix}_{next(self._numbers):010d}"

    def ask(self, command: c.Command, by: str = LEAD, *, key: str = "", team: str = TEAM) -> Receipt:
        with self.store.write() as uow:
            return perform(
                command,
                actor=build_actor(by, is_guest=by == GUEST, team_id=team),
                uow=uow,
                templates=build_templates(),
                now=NOW,
                today=TODAY,
                new_id=self.new_id,
                request_key=key or self.new_id("req"),
            )

    def load(self, project_id: str) -> Project | None:
        with self.store.write() as uow:
            return uow.projects.load(TEAM, project_id)

    def waiting(self) -> int:
        with self.store.write() as uow:
            return uow.outbox.waiting(TEAM)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    store = ready_store(f"sqlite:///{tmp_path / 'liandong.db'}")
    yield Office(store)
    store.close()


def started(office: Office) -> Project:
    """A project with two people in the steering group and everything else with the lead."""
    receipt = office.ask(create)
    office.ask(c.AssignRoles(project_id=receipt.project_id, holders=((Role.STEERING, (STEER, STEER2)),)))
    project = office.load(receipt.project_id)
    assert project is not None
    return project


def test_creating_saves_the_project_its_history_and_its_notices(office: Office) -> None:
    receipt = office.ask(create)
    assert receipt == Receipt(
        command="CreateProject",
        project_id=receipt.project_id,
        project_key="LD-1",
        events=("ProjectCreated", "StageEntered"),
        params={"stage": "ideation"},
    )
    with office.store.write() as uow:
        project = uow.projects.load(TEAM, receipt.project_id)
        assert project is not None
        assert project.version == 1
        assert replay(uow.history.events(TEAM, receipt.project_id)) == replace(project, version=0)
        assert uow.outbox.waiting(TEAM) == 3
        # The lead's App Home is the third; it waits behind the ask to the same person.
        parcels = uow.outbox.claim(owner="relay", now=NOW, lease_until=NOW, limit=10)
    assert [parcel.notice.kind for parcel in parcels] == [NoticeKind.CARD, NoticeKind.ASK]


def test_a_redelivered_request_is_answered_as_the_first_time_and_done_once(office: Office) -> None:
    first = office.ask(create, key="cmd:1")
    again = office.ask(create, key="cmd:1")
    assert again == first
    assert office.ask(create, key="cmd:2").project_key == "LD-2"


def test_a_request_that_changed_nothing_is_remembered_too(office: Office) -> None:
    project = started(office)
    same = c.EditProject(
        project_id=project.id, name=project.name, summary="", channel_id=CHANNEL,
        confidentiality=project.confidentiality,
    )  # fmt: skip
    receipt = office.ask(same, key="view:1")
    assert receipt.events == ()
    assert office.load(project.id) == project
    office.ask(replace(same, name="Radar 2"))
    assert office.ask(same, key="view:1") == receipt
    renamed = office.load(project.id)
    assert renamed is not None
    assert renamed.name == "Radar 2"


def test_a_refused_request_leaves_no_trace_and_may_be_tried_again(office: Office) -> None:
    project = started(office)
    waiting = office.waiting()
    faulty = c.HoldProject(project_id=project.id, until=None, reason="")
    with pytest.raises(InvalidFields):
        office.ask(faulty, key="view:1")
    assert (office.load(project.id), office.waiting()) == (project, waiting)
    assert office.ask(replace(faulty, reason="Waiting"), key="view:1").events == ("ProjectHeld",)


COMMANDS: list[c.Command] = [
    c.EditProject(name="x", summary="", channel_id="", confidentiality=Confidentiality.OPEN),
    c.AssignRoles(holders=()),
    c.SetStrandStates(states=()),
    c.SubmitDeliverable(deliverable_id="d"),
    c.AcceptSubmission(deliverable_id="d", number=1),
    c.RequestChanges(deliverable_id="d", number=1, comment=""),
    c.SayNotNeeded(deliverable_id="d", reason=""),
    c.AskForMoreTime(deliverable_id="d", until=TODAY, reason=""),
    c.AnswerRequest(deliverable_id="d", agree=True),
    c.HandOver(deliverable_id="d", to=TECH),
    c.ReportBlocked(deliverable_id="d", reason=""),
    c.LiftBlock(deliverable_id="d"),
    c.ReopenDeliverable(deliverable_id="d", reason=""),
    c.RequestGate(),
    c.WithdrawGate(gate_id="g"),
    c.CastVote(gate_id="g", decision=Decision.GO),
    c.SubmitScore(stage="ideation", marks=()),
    c.Abstain(gate_id="g"),
    c.DeclareConflict(gate_id="g"),
    c.HandVoteOver(gate_id="g", to=TECH),
    c.TendGate(gate_id="g"),
    c.WakeProject(),
    c.HoldProject(until=None, reason=""),
    c.ResumeProject(),
    c.StopProject(reason=""),
    c.OverrideAccess(reason="Audit"),
    c.AppointLead(lead=TECH, reason="Left"),
    c.SetOutcome(outcome=Outcome.SUCCESS),
    c.AnswerIndicators(figures=()),
    c.AddImprovement(lesson="x", owner=TECH, due=TODAY),
    c.AddDeliverable(title="Answer the ballot", strand=Strand.STANDARD),
    c.SettleImprovement(improvement_id="imp", state=ImprovementState.DONE),
    c.OpenFollowUp(months=12, asked=(LEAD,)),
    c.AnswerFollowUp(months=12, verdict=Outcome.SUCCESS),
    c.SkipFollowUp(months=12, reason="x"),
]


def test_every_command_has_its_decider() -> None:
    assert set(DECIDERS) == {type(command) for command in COMMANDS}
    assert {cls for cls in vars(c).values() if isinstance(cls, type) and issubclass(cls, c.Command)} == {
        c.Command, c.ClockCommand, c.CreateProject, *DECIDERS,
    }  # fmt: skip


def refusal(office: Office, command: c.Command, by: str, team: str = TEAM) -> tuple[type[LiandongError], Any]:
    with pytest.raises(LiandongError) as refused:
        office.ask(command, by, team=team)
    return type(refused.value), vars(refused.value)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda x: type(x).__name__)
def test_a_stranger_cannot_tell_a_secret_project_from_none(office: Office, command: c.Command) -> None:
    project = started(office)
    # A form that shows an old version must not give the project away either.
    asked = replace(command, project_id=project.id, shown=0)
    expected = (NotFound, {"what": "project", "key": project.id})
    assert refusal(office, asked, STRANGER) == expected
    assert refusal(office, asked, GUEST) == expected
    assert refusal(office, asked, LEAD, team="T0OTHER") == expected
    unknown = replace(asked, project_id="prj_nothing")
    assert refusal(office, unknown, LEAD) == (NotFound, {"what": "project", "key": "prj_nothing"})


def test_a_form_opened_before_somebody_elses_change_is_stale(office: Office) -> None:
    project = started(office)
    edit = c.EditProject(
        project_id=project.id, shown=1, name="Mine", summary="", channel_id="", confidentiality=Confidentiality.OPEN
    )
    with pytest.raises(StaleProject) as refused:
        office.ask(edit)
    assert (refused.value.shown, refused.value.current) == (1, 2)
    assert office.ask(replace(edit, shown=2)).events == ("ProjectEdited",)


def test_a_button_on_an_older_card_still_works(office: Office) -> None:
    project = started(office)
    asked = c.RequestGate(project_id=project.id, shown=1)
    for deliverable in project.deliverables:
        office.ask(c.SayNotNeeded(project_id=project.id, deliverable_id=deliverable.id, reason="Test", shown=1), STEER)
    assert office.ask(asked).events == ("GateRequested",)


def test_a_vote_is_answered_with_what_it_was_and_how_many_there_are(office: Office) -> None:
    project = started(office)
    for deliverable in project.deliverables:
        office.ask(c.SayNotNeeded(project_id=project.id, deliverable_id=deliverable.id, reason="Test"), STEER)
    gate_id = str(office.ask(c.RequestGate(project_id=project.id)).params["gate_id"])
    vote = c.CastVote(project_id=project.id, gate_id=gate_id, decision=Decision.GO)
    assert office.ask(vote, STEER).params == {"gate_id": gate_id, "vote": "go", "votes": 1, "gatekeepers": 2}
    last = office.ask(vote, STEER2)
    assert last.events == ("VoteCast", "GateDecided", "StageEntered")
    assert last.params == {
        "gate_id": gate_id, "vote": "go", "votes": 2, "gatekeepers": 2, "decision": "go", "stage": "assessment",
    }  # fmt: skip


def test_people_the_workspace_knows_as_guests_get_no_work(office: Office) -> None:
    project = started(office)
    with office.store.write() as uow:
        uow.people.upsert([Person(team_id=TEAM, user_id=GUEST, name="Guest", is_guest=True)])
        uow.commit()
    hand_over = c.HandOver(project_id=project.id, deliverable_id=project.deliverables[0].id, to=GUEST)
    assert refusal(office, hand_over, LEAD) == (InvalidFields, {"fields": {"to": "guest"}})
    assert refusal(office, replace(create, lead=GUEST), LEAD) == (InvalidFields, {"fields": {"lead": "guest"}})


def test_an_unknown_workflow_is_a_faulty_field(office: Office) -> None:
    found = refusal(office, replace(create, template="waterfall"), LEAD)
    assert found == (InvalidFields, {"fields": {"template": "unknown_value"}})


def test_only_people_who_are_given_something_are_looked_up() -> None:
    roles = c.AssignRoles(holders=((Role.LEAD, (LEAD,)), (Role.STEERING, (STEER, LEAD))))
    assert (named_people(create), named_people(roles)) == ((LEAD,), (LEAD, STEER))
    assert named_people(c.HandOver(deliverable_id="d", to=TECH)) == (TECH,)
    assert named_people(c.ResumeProject()) == ()
