"""Every shipped template carried from its first stage to completion through the use case and a real store."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from flows.errors import GateNotMet
from flows.lifecycle import commands as c
from flows.lifecycle.evolve import replay
from flows.lifecycle.project import Project
from flows.lifecycle.template import Template
from flows.lifecycle.usecases import perform
from flows.names import STRANDS, Confidentiality, Decision, DeliverableState, Role, Status, Strand
from flows.ports import Receipt, Store
from tests.builders import (
    BUSINESS,
    LEAD,
    LEGAL,
    NOW,
    PATENT,
    STD,
    STEER,
    STEER2,
    TEAM,
    TECH,
    TODAY,
    build_actor,
    shipped_templates,
)  # fmt: skip
from tests.databases import ready_store

PEOPLE = (
    (Role.TECHNOLOGY, (TECH,)), (Role.PATENT, (PATENT,)), (Role.STANDARD, (STD,)), (Role.BUSINESS, (BUSINESS,)),
    (Role.LEGAL, (LEGAL,)), (Role.STEERING, (STEER, STEER2)),
)  # fmt: skip


class Expedition:
    """One project and everybody who carries it."""

    def __init__(self, store: Store, template: Template, strands: tuple[Strand, ...]) -> None:
        self.store, self._numbers, self.project_id = store, count(1), ""
        create = c.CreateProject(
            name="Radar",
            summary="",
            strands=strands,
            lead=LEAD,
            channel_id="",
            confidentiality=Confidentiality.MEMBERS,
            template=template.name,
        )
        self.project_id = self.ask(create, LEAD).project_id
        self.ask(c.AssignRoles(project_id=self.project_id, holders=PEOPLE), LEAD)

    def ask(self, command: c.Command, by: str) -> Receipt:
        with self.store.write() as uow:
            return perform(
                command,
                actor=build_actor(by),
                uow=uow,
                templates=shipped_templates(),
                now=NOW,
                today=TODAY,
                new_id=lambda prefix: f"{prefix}_{next(self._numbers):010d}",
                request_key=f"req_{next(self._numbers)}",
            )

    def project(self) -> Project:
        with self.store.write() as uow:
            found = uow.projects.load(TEAM, self.project_id)
            folded = replay(uow.history.events(TEAM, self.project_id))
        assert found is not None
        assert folded is not None
        assert found == replace(folded, version=found.version)
        return found

    def hand_in_what_is_required(self) -> None:
        project = self.project()
        for d in project.in_stage(project.stage):
            if d.required:
                submit = c.SubmitDeliverable(
                    project_id=project.id, deliverable_id=d.id, link="https://example.org/report"
                )
                self.ask(submit, d.assignee)
                reviewer = LEAD if d.assignee != LEAD else STEER
                self.ask(c.AcceptSubmission(project_id=project.id, deliverable_id=d.id, number=1), reviewer)

    def pass_the_gate(self) -> None:
        self.ask(c.RequestGate(project_id=self.project_id), LEAD)
        gate = self.project().gate
        assert gate is not None
        for voter in gate.gatekeepers:
            if self.project().gate is not None:
                self.ask(c.CastVote(project_id=self.project_id, gate_id=gate.id, decision=Decision.GO), voter)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = ready_store(f"sqlite:///{tmp_path}/liandong.db")
    yield opened
    assert opened.verify_history() == ()
    opened.close()


@pytest.mark.parametrize("strands", [STRANDS, (Strand.PATENT,)], ids=["linked", "patent-only"])
@pytest.mark.parametrize("template", list(shipped_templates()), ids=lambda t: t.name)
def test_a_project_travels_the_whole_way(store: Store, template: Template, strands: tuple[Strand, ...]) -> None:
    journey = Expedition(store, template, strands)
    for stage in template.stages:
        project = journey.project()
        assert project.stage == stage.key
        expected = [s.key for s in stage.deliverables if s.strand in (*strands, Strand.MANAGEMENT)]
        assert [d.spec for d in project.in_stage(stage.key)] == expected
        journey.hand_in_what_is_required()
        journey.pass_the_gate()
    assert journey.project().status is Status.COMPLETED


@pytest.mark.parametrize("template", list(shipped_templates()), ids=lambda t: t.name)
def test_no_gate_of_any_template_opens_before_its_work_is_done(store: Store, template: Template) -> None:
    journey = Expedition(store, template, STRANDS)
    for stage in template.stages:
        with pytest.raises(GateNotMet) as refused:
            journey.ask(c.RequestGate(project_id=journey.project_id), LEAD)
        waiting = [
            d for d in journey.project().in_stage(stage.key) if d.required and d.state is not DeliverableState.ACCEPTED
        ]
        assert {b.subject_id for b in refused.value.blockers} == {d.id for d in waiting}
        journey.hand_in_what_is_required()
        journey.pass_the_gate()
