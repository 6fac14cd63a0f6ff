"""What stands between a project and the end of its stage. The refusal, the button and the machine's conditions all
ask here, so they cannot disagree (DESIGN.md 5.2). What the votes say is ``voting.py``'s to tell."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from flows.errors import Blocker
from flows.lifecycle.permissions import Guarded, lifters, reviewers
from flows.lifecycle.project import Deliverable
from flows.lifecycle.template import Template
from flows.names import SETTLED, DeliverableState, Status, VoteRule
from flows.ports import Reads


class Standing(Guarded, Protocol):
    """What readiness needs to know: both ``Project`` and ``ProjectCard`` are this."""

    @property
    def id(self) -> str: ...
    @property
    def stage(self) -> str: ...
    @property
    def status(self) -> Status: ...
    def in_stage(self, stage: str) -> tuple[Deliverable, ...]: ...


Outside = Callable[[Standing, Reads, date], tuple[Blocker, ...]]
"""What other wings put before the gate of a project's present stage, on a day in the time zone of the workspace. The
composition root hands it in, so that this wing knows of no other (DESIGN.md 3)."""


def nothing_outside(_project: Standing, _reads: Reads, _today: date) -> tuple[Blocker, ...]:
    """No other wing has anything to say."""
    return ()


_CODES = {
    DeliverableState.OPEN: "deliverable_missing",
    DeliverableState.SUBMITTED: "deliverable_in_review",
    DeliverableState.CHANGES_REQUESTED: "changes_requested",
}


def gatekeepers(project: Standing, template: Template) -> tuple[str, ...]:
    """The holders of the roles that decide the gate of the present stage."""
    deciders = template.stage(project.stage).gate.deciders
    return tuple(dict.fromkeys(user for role in deciders for user in project.holders(role)))


def unmet(project: Standing) -> tuple[Blocker, ...]:
    """One blocker for every required deliverable of the present stage that is not settled."""
    return tuple(
        _blocker(project, deliverable)
        for deliverable in project.in_stage(project.stage)
        if deliverable.required and deliverable.state not in SETTLED
    )


def _blocker(project: Standing, deliverable: Deliverable) -> Blocker:
    in_review = deliverable.state == DeliverableState.SUBMITTED
    return Blocker(
        code=_CODES[deliverable.state],
        subject_id=deliverable.id,
        title=deliverable.title,
        lifters=reviewers(project, deliverable) if in_review else (deliverable.assignee,),
    )


def gate_blockers(project: Standing, template: Template) -> tuple[Blocker, ...]:
    """Everything that keeps the gate from being requested; empty when it can be."""
    found = list(unmet(project))
    spec, keepers = template.stage(project.stage).gate, gatekeepers(project, template)
    if not keepers:
        found.append(Blocker("no_gatekeepers", lifters=lifters(project, "AssignRoles"), roles=spec.deciders))
    elif spec.voting.rule == VoteRule.N_OF_M and len(keepers) < spec.voting.needed:
        found.append(Blocker("too_few_gatekeepers", lifters=lifters(project, "AssignRoles"), roles=spec.deciders))
    if project.gate is not None:
        able = project.gate.silent or project.gate.gatekeepers or lifters(project, "WithdrawGate")
        found.append(Blocker("gate_open", subject_id=project.gate.id, lifters=able))
    if project.status == Status.HELD:
        found.append(Blocker("held", lifters=lifters(project, "ResumeProject")))
    return tuple(found)
