"""What stands between a project and the end of its stage, and what the votes say. The refusal, the button
and the machine's conditions all ask here, so they cannot disagree (DESIGN.md 5.2)."""

from typing import Protocol

from flows.errors import Blocker
from flows.lifecycle.permissions import Guarded, lifters, reviewers
from flows.lifecycle.project import Deliverable, Gate
from flows.lifecycle.template import Template
from flows.names import SETTLED, Decision, DeliverableState, Status


class Standing(Guarded, Protocol):
    """What readiness needs to know: both ``Project`` and ``ProjectCard`` are this."""

    @property
    def stage(self) -> str: ...
    @property
    def status(self) -> Status: ...
    def in_stage(self, stage: str) -> tuple[Deliverable, ...]: ...


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
    if not gatekeepers(project, template):
        deciders = template.stage(project.stage).gate.deciders
        found.append(Blocker("no_gatekeepers", lifters=lifters(project, "AssignRoles"), roles=deciders))
    if project.gate is not None:
        voted = {vote.voter for vote in project.gate.votes}
        silent = tuple(user for user in project.gate.gatekeepers if user not in voted)
        found.append(Blocker("gate_open", subject_id=project.gate.id, lifters=silent or project.gate.gatekeepers))
    if project.status == Status.HELD:
        found.append(Blocker("held", lifters=lifters(project, "ResumeProject")))
    return tuple(found)


def outcome(gate: Gate | None) -> Decision | None:
    """The decision that more than half of all gatekeepers voted for, or None while there is none."""
    if gate is None:
        return None
    for decision in Decision:
        votes = sum(vote.decision == decision for vote in gate.votes if vote.voter in gate.gatekeepers)
        if votes * 2 > len(gate.gatekeepers):
            return decision
    return None
