"""Taking back that something became a deliverable: it is withdrawn where nobody has worked on it, else it stays."""

from dataclasses import replace
from enum import StrEnum

from flows.lifecycle.announce import announce
from flows.lifecycle.events import DeliverableWaived
from flows.lifecycle.evolve import replay
from flows.lifecycle.occasion import Occasion
from flows.lifecycle.project import Deliverable, Project
from flows.lifecycle.readmodels import ProjectCard
from flows.names import DeliverableState, Status
from flows.notices import Notice
from flows.ports import UnitOfWork


class Fate(StrEnum):
    """What became of the deliverable. WITHDRAWN: it is not needed any more; the others say why it stays."""

    WITHDRAWN = "withdrawn"
    WORKED_ON = "worked_on"
    GATE_OPEN = "gate_open"
    STAGE_OVER = "stage_over"
    RESTS = "rests"


def withdraw(
    uow: UnitOfWork, card: ProjectCard, deliverable_id: str, occasion: Occasion, *, why: str
) -> tuple[Fate | None, tuple[Notice, ...]]:
    """In the caller's transaction, with what has to be told. None where there is nothing to withdraw: somebody has said
    already that it is not needed. ``why`` stands on it as its reason."""
    before = uow.projects.load(card.team_id, card.id)
    found = before.deliverable(deliverable_id) if before is not None else None
    if before is None or found is None or found.state is DeliverableState.WAIVED:
        return None, ()
    stays = _stays(before, found)
    if stays is not None:
        return stays, ()
    events = (DeliverableWaived(**occasion.stamp(before), deliverable_id=found.id, reason=why),)
    after = replace(replay(events, before) or before, version=before.version + 1)
    uow.projects.save(before, after)
    uow.history.append(card.team_id, events)
    return Fate.WITHDRAWN, announce(before, after, events)


def _stays(project: Project, found: Deliverable) -> Fate | None:
    """What was handed in, asked about or opened again is somebody's work; what gatekeepers look at does not shrink
    under their eyes, and what is over stays as it was."""
    if found.submissions or found.request is not None or found.comment or found.state is not DeliverableState.OPEN:
        return Fate.WORKED_ON
    if found.stage != project.stage:
        return Fate.STAGE_OVER
    if project.gate is not None:
        return Fate.GATE_OPEN
    return Fate.RESTS if project.status is not Status.ACTIVE else None
