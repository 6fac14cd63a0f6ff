"""Taking back that something became a deliverable: it is withdrawn where nobody has worked on it, else it stays."""

from enum import StrEnum

from flows.lifecycle.events import DeliverableWaived
from flows.lifecycle.occasion import Occasion
from flows.lifecycle.project import Deliverable, Project
from flows.lifecycle.readmodels import ProjectCard
from flows.names import DeliverableState, Status
from flows.notices import Notice
from flows.ports import UnitOfWork
from flows.watches.working import happened


class Fate(StrEnum):
    """What became of the deliverable. WITHDRAWN: it is not needed any more; the others say why it stays."""

    WITHDRAWN = "withdrawn"
    WORKED_ON = "worked_on"
    GATE_OPEN = "gate_open"
    STAGE_OVER = "stage_over"
    RESTS = "rests"


def withdraw(
    uow: UnitOfWork, card: ProjectCard, deliverable_id: str, occasion: Occasion, *, was: str
) -> tuple[Fate | None, tuple[Notice, ...]]:
    """In the caller's transaction, with what has to be told. None where there is nothing to withdraw: somebody has said
    already that it is not needed. ``was`` is the label of what it was made of: it stands on it in the reason."""
    before = uow.projects.load(card.team_id, card.id)
    found = before.deliverable(deliverable_id) if before is not None else None
    if before is None or found is None or found.state is DeliverableState.WAIVED:
        return None, ()
    stays = _stays(before, found)
    if stays is not None:
        return stays, ()
    why = f"{was} 已撤回 / taken back"  # its readers read either language
    waived = DeliverableWaived(**occasion.stamp(before), deliverable_id=found.id, reason=why)
    return Fate.WITHDRAWN, happened(uow, before, (waived,))


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
