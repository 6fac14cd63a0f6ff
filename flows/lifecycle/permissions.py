"""Who may see a project and who may do what on it. Fails closed: an unknown action is nobody's."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Protocol

from flows.errors import NotAllowed
from flows.lifecycle.project import Deliverable, Gate, Member
from flows.names import SETTLED, Actor, Confidentiality, DeliverableState, Role, Strand


class Guarded(Protocol):
    """What permissions need to know: both ``Project`` and ``ProjectCard`` are this."""

    @property
    def team_id(self) -> str: ...
    @property
    def confidentiality(self) -> Confidentiality: ...
    @property
    def members(self) -> tuple[Member, ...]: ...
    @property
    def gate(self) -> Gate | None: ...
    def holders(self, role: Role) -> tuple[str, ...]: ...


_STRAND_ROLE = {
    Strand.TECHNOLOGY: Role.TECHNOLOGY,
    Strand.PATENT: Role.PATENT,
    Strand.STANDARD: Role.STANDARD,
}

_PROJECT_ROLES = {
    "EditProject": (Role.LEAD, Role.STEERING),
    "AssignRoles": (Role.LEAD, Role.STEERING),
    "SetStrandStates": (Role.LEAD, Role.TECHNOLOGY, Role.PATENT, Role.STANDARD),
    "AddDeliverable": (Role.LEAD, Role.TECHNOLOGY, Role.PATENT, Role.STANDARD, Role.STEERING),
    "RequestGate": (Role.LEAD, Role.STEERING),
    "WithdrawGate": (Role.LEAD, Role.STEERING),
    "HoldProject": (Role.LEAD, Role.STEERING),
    "ResumeProject": (Role.LEAD, Role.STEERING),
    "StopProject": (Role.LEAD, Role.STEERING),
    "SetOutcome": (Role.LEAD, Role.STEERING),
    "AnswerIndicators": (Role.LEAD, Role.TECHNOLOGY, Role.PATENT, Role.STANDARD),
    "AddImprovement": (Role.LEAD, Role.TECHNOLOGY, Role.PATENT, Role.STANDARD, Role.STEERING),
    "AnswerFollowUp": (Role.LEAD, Role.STEERING),
    "SkipFollowUp": (Role.LEAD, Role.STEERING),
}
"""Actions on the project as a whole -> the roles that may do them."""

VOTES = frozenset({"CastVote", "Abstain", "DeclareConflict", "HandVoteOver"})
"""What a gatekeeper of the open gate may do there."""

REVIEWS = frozenset({"AcceptSubmission", "RequestChanges", "AnswerRequest", "ReopenDeliverable"})
"""Actions of a reviewer on one deliverable."""

ASKS = frozenset({"SayNotNeeded", "AskForMoreTime"})
"""Actions that take effect at once for some and become a request for others (``takes_effect``)."""

BLOCKS = frozenset({"ReportBlocked", "LiftBlock"})
"""What whoever works on a deliverable, or could help with it, says about what keeps it."""


def may_see(project: Guarded, actor: Actor) -> bool:
    """Members see their project; an open one is seen by the whole workspace but guests.

    Guests and people of other organisations never see a restricted project, not even as members (DOMAIN.md R02);
    whoever was deactivated sees nothing any more.
    """
    is_member = any(member.user_id == actor.user_id for member in project.members)
    return project.team_id == actor.team_id and opens_to(project.confidentiality, is_member, actor)


def opens_to(confidentiality: Confidentiality, is_member: bool, actor: Actor) -> bool:
    """The rule behind ``may_see``, for those who know of a project of the actor's workspace only this much."""
    if actor.is_gone or (actor.is_guest and confidentiality is Confidentiality.RESTRICTED):
        return False
    return is_member or (confidentiality is Confidentiality.OPEN and not actor.is_guest)


def strand_role(strand: Strand) -> Role | None:
    """The role that looks after a strand; management is the lead's and has none of its own."""
    return _STRAND_ROLE.get(strand)


def reviewers(project: Guarded, deliverable: Deliverable) -> tuple[str, ...]:
    """Who may accept, request changes, waive, answer requests and reopen.

    Nobody judges their own work (DOMAIN.md 3.1 b, conflict of interest) unless there is nobody else.
    """
    able = _in_charge(project, deliverable)
    return tuple(user for user in able if user != _author(deliverable)) or able


def _in_charge(project: Guarded, deliverable: Deliverable) -> tuple[str, ...]:
    role = strand_role(deliverable.strand)
    return _distinct(project.holders(Role.LEAD), project.holders(role) if role else (), project.holders(Role.STEERING))


def asked_to_review(project: Guarded, deliverable: Deliverable) -> tuple[str, ...]:
    """Those of the reviewers whom a review is brought to: the lead and the strand's own people.

    The steering group may review everything, but is asked only where nobody nearer to the work is left.
    """
    role = strand_role(deliverable.strand)
    near = {*project.holders(Role.LEAD), *(project.holders(role) if role else ())}
    able = reviewers(project, deliverable)
    return tuple(user for user in able if user in near) or able


def _author(deliverable: Deliverable) -> str | None:
    """Whose question or work a reviewer would judge now; None where all is judged."""
    if deliverable.request is not None:
        return deliverable.request.by
    if deliverable.state == DeliverableState.SUBMITTED:
        return deliverable.submissions[-1].by
    return None if deliverable.state in SETTLED else deliverable.assignee


def takes_effect(project: Guarded, user_id: str, action: str, deliverable: Deliverable) -> bool:
    """Whether "not needed" or "more time" from this person is done at once, not asked.

    The plan is the lead's (DOMAIN.md 3.1), so the lead moves any due date.
    """
    if action == "AskForMoreTime" and user_id in project.holders(Role.LEAD):
        return True
    return action in ASKS and user_id in reviewers(project, deliverable)


def lifters(project: Guarded, action: str, deliverable: Deliverable | None = None) -> tuple[str, ...]:
    """Everybody who may do ``action`` (a command's class name), the most fitting person first."""
    if action in _PROJECT_ROLES:
        return _distinct(*(project.holders(role) for role in _PROJECT_ROLES[action]))
    if action in VOTES:
        return project.gate.gatekeepers if project.gate else ()
    if deliverable is None:
        return ()
    return _on_deliverable(project, action, deliverable)


def planners(project: Guarded) -> tuple[str, ...]:
    """Who may hand over anybody's work: the plan is the lead's, and the steering group's."""
    return (*project.holders(Role.LEAD), *project.holders(Role.STEERING))


def _on_deliverable(project: Guarded, action: str, deliverable: Deliverable) -> tuple[str, ...]:
    lead = project.holders(Role.LEAD)
    workers = _distinct((deliverable.assignee,), project.holders(deliverable.role), lead)
    if action == "SubmitDeliverable":
        return workers
    if action == "HandOver":
        return _distinct((deliverable.assignee,), planners(project))
    if action in BLOCKS:
        return _distinct(workers, _in_charge(project, deliverable))
    if action in ASKS:
        return _distinct(workers, reviewers(project, deliverable))
    return reviewers(project, deliverable) if action in REVIEWS else ()


def may(project: Guarded, user_id: str, action: str, deliverable: Deliverable | None = None) -> bool:
    """Whether this person may do ``action`` now, as far as permission goes."""
    if action in _PROJECT_ROLES:
        return action in project_actions(project, user_id)
    return user_id in lifters(project, action, deliverable)


def project_actions(project: Guarded, user_id: str) -> frozenset[str]:
    """Everything on the project as a whole that this person may do: one question for a view with many buttons."""
    return _actions_of(next((member.roles for member in project.members if member.user_id == user_id), ()))


@cache
def _actions_of(roles: tuple[Role, ...]) -> frozenset[str]:
    return frozenset(action for action, able in _PROJECT_ROLES.items() if any(role in able for role in roles))


def require(project: Guarded, user_id: str, action: str, deliverable: Deliverable | None = None) -> None:
    """Raises ``NotAllowed``, naming who could do it instead."""
    if not may(project, user_id, action, deliverable):
        can = lifters(project, action, deliverable)
        raise NotAllowed(action_name(action), can, _PROJECT_ROLES.get(action, ()))


def action_name(action: str) -> str:
    """A command's class name as errors carry it: ``CastVote`` -> ``cast_vote``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", action).lower()


def _distinct(*groups: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(user for group in groups for user in group))
