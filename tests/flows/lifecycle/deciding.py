"""Lets tests ask a decider one question: who asks what of which project, and what happens."""

from dataclasses import replace
from datetime import date

from flows.lifecycle.commands import Command
from flows.lifecycle.events import Event
from flows.lifecycle.evolve import replay
from flows.lifecycle.occasion import Occasion
from flows.lifecycle.project import Deliverable, Project
from flows.lifecycle.usecases import judge
from flows.names import DeliverableState
from flows.ports import Person
from tests.builders import LEAD, NOW, TODAY, build_project, build_submission, standard_template


def occasion(by: str = LEAD, *, today: date = TODAY, people: tuple[Person, ...] = ()) -> Occasion:
    """Ids count up within one occasion: ``dlv_new_1``, ``gate_new_2``…"""
    made: list[str] = []

    def new_id(prefix: str) -> str:
        made.append(prefix)
        return f"{prefix}_new_{len(made)}"

    return Occasion(by=by, at=NOW, today=today, new_id=new_id, people=people)


def decide(
    project: Project,
    command: Command,
    by: str = LEAD,
    *,
    today: date = TODAY,
    people: tuple[Person, ...] = (),
) -> tuple[Event, ...]:
    """The events this command causes; refusals are raised."""
    return judge(project, command, occasion(by, today=today, people=people), standard_template())


def done(project: Project, command: Command, by: str = LEAD, *, today: date = TODAY) -> Project:
    """The project after the command."""
    after = replay(decide(project, command, by, today=today), project)
    assert after is not None
    return after


def names(events: tuple[Event, ...]) -> list[str]:
    return [type(event).__name__ for event in events]


IDEA = "dlv_ideation_idea_card"
"""The technology deliverable of ``build_project``: assigned to TECH, required."""


def with_deliverable(deliverable_id: str = IDEA, project: Project | None = None, **changes: object) -> Project:
    """A project in which one deliverable differs."""
    project = project or build_project()
    changed = tuple(
        replace(d, **changes) if d.id == deliverable_id else d  # type: ignore[arg-type]  # names checked by replace
        for d in project.deliverables
    )
    return replace(project, deliverables=changed)


def in_state(state: DeliverableState, **changes: object) -> Project:
    """A project whose idea card is in ``state``, with what belongs to that state."""
    fields: dict[str, object] = {"state": state}
    if state not in {DeliverableState.OPEN, DeliverableState.WAIVED}:
        fields["submissions"] = (build_submission(),)
    if state in {DeliverableState.ACCEPTED, DeliverableState.WAIVED}:
        fields["settled_by"] = LEAD
    return with_deliverable(**(fields | changes))  # type: ignore[arg-type]  # as above


def idea(project: Project) -> Deliverable:
    found = project.deliverable(IDEA)
    assert found is not None
    return found
