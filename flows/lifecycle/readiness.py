"""What stands between a project and the end of its stage. The refusal, the button and the machine's conditions all
ask here, so they cannot disagree (DESIGN.md 5.2). What the votes say is ``voting.py``'s to tell."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from flows.errors import Blocker
from flows.lifecycle.houserules import deciding_roles
from flows.lifecycle.permissions import Guarded, lifters, reviewers
from flows.lifecycle.project import Deliverable
from flows.lifecycle.scores import Scored, scorers, standing
from flows.lifecycle.scoresheet import LINKED
from flows.lifecycle.scoring import Result
from flows.lifecycle.template import HouseRule, Template
from flows.names import SETTLED, DeliverableState, Role, Status, VoteRule
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


class Passing(Standing, Scored, Protocol):
    """What a gate needs to know to let a project pass."""


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


def house_of(project: Standing, template: Template) -> HouseRule | None:
    """What the workspace demands: of the open gate what it was opened with, else what holds now (``under``)."""
    return template.stage(project.stage).gate.house if project.gate is None else project.gate.house


def decider_roles(project: Standing, template: Template) -> tuple[Role, ...]:
    """The roles that decide the gate of the present stage."""
    return deciding_roles(template.stage(project.stage).gate, house_of(project, template))


def gatekeepers(project: Standing, template: Template) -> tuple[str, ...]:
    """The holders of the roles that decide the gate of the present stage."""
    roles = decider_roles(project, template)
    return tuple(dict.fromkeys(user for role in roles for user in project.holders(role)))


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


def unpassed(project: Passing, template: Template) -> tuple[Blocker, ...]:
    """Everything but votes that keep an open gate from passing: open deliverables, and a score sheet too low."""
    return (*unmet(project), *_sheet(project, template))


def _sheet(project: Passing, template: Template) -> tuple[Blocker, ...]:
    """Scoring is part of the review, so this keeps a gate from passing and not from being requested."""
    percent = template.stage(project.stage).gate.voting.sheet_threshold
    if not percent:
        return ()
    found = standing(project, project.stage)
    able = scorers(project, decider_roles(project, template))
    if found is None:
        return (Blocker("sheet_missing", lifters=able),)
    return () if reaches(found, percent) else (Blocker("sheet_below", lifters=able),)


def reaches(found: Result, percent: int) -> bool:
    """Whether the averaged sheet has so many percent of its total, and every strand half its weight."""
    enough = found.total * 100 >= percent * found.sheet.total
    return enough and all(part.points * 2 >= part.weight for part in found.strands if part.strand in LINKED)


def gate_blockers(project: Standing, template: Template) -> tuple[Blocker, ...]:
    """Everything that keeps the gate from being requested; empty when it can be."""
    found = list(unmet(project))
    spec, house, keepers = (
        template.stage(project.stage).gate,
        house_of(project, template),
        gatekeepers(project, template),
    )
    roles, able = decider_roles(project, template), lifters(project, "AssignRoles")
    needed = spec.voting.needed if spec.voting.rule == VoteRule.N_OF_M else 0
    if not keepers:
        found.append(Blocker("no_gatekeepers", lifters=able, roles=roles))
    elif len(keepers) < max(needed, house.quorum if house else 0):
        found.append(Blocker("too_few_gatekeepers", lifters=able, roles=roles))
    if house is not None and house.legal_veto and not project.holders(Role.LEGAL):
        found.append(Blocker("no_legal", lifters=able, roles=(Role.LEGAL,)))
    if project.gate is not None:
        voters = project.gate.silent or project.gate.gatekeepers or lifters(project, "WithdrawGate")
        found.append(Blocker("gate_open", subject_id=project.gate.id, lifters=voters))
    if project.status == Status.HELD:
        found.append(Blocker("held", lifters=lifters(project, "ResumeProject")))
    return tuple(found)
