"""Decisions about who holds which role, and what becomes of the work of those who leave one."""

from flows.lifecycle import commands as c
from flows.lifecycle import events as e
from flows.lifecycle.evolve import evolve
from flows.lifecycle.fields import Fields
from flows.lifecycle.life import refuse_ended
from flows.lifecycle.occasion import Occasion
from flows.lifecycle.permissions import require
from flows.lifecycle.project import Deliverable, Member, Project
from flows.lifecycle.template import Template
from flows.names import AWAITING_ASSIGNEE, SETTLED, Role


def assign_roles(project: Project, command: c.AssignRoles, occasion: Occasion, _: Template) -> tuple[e.Event, ...]:
    """The new members, and a hand-over for all work that now belongs to somebody else."""
    require(project, occasion.by, "AssignRoles")
    refuse_ended(project, "assign_roles")
    named = {role: tuple(dict.fromkeys(users)) for role, users in command.holders}
    _check(named, occasion)
    return reassigned(project, named, occasion)


def reassigned(project: Project, named: dict[Role, tuple[str, ...]], occasion: Occasion) -> tuple[e.Event, ...]:
    """What it means that these roles have these holders now; nothing where they have them already."""
    members = _members(project, named)
    changed = evolve(project, e.RolesChanged(**occasion.stamp(project), members=members))
    moves = tuple(
        e.DeliverableHandedOver(**occasion.stamp(project), deliverable_id=d.id, to=_successor(changed, d), reason="")
        for d in project.in_stage(project.stage)
        if d.state in AWAITING_ASSIGNEE and _changes_hands(project, changed, d)
    )
    for move in moves:
        changed = evolve(changed, move)
    staying = tuple(m for m in changed.members if m.roles or not _leaves(project, changed, m.user_id, occasion.by))
    if staying == project.members:
        return ()
    return (e.RolesChanged(**occasion.stamp(project), members=staying), *moves)


def _check(named: dict[Role, tuple[str, ...]], occasion: Occasion) -> None:
    fields = Fields()
    for role, users in named.items():
        for user in users:
            fields.person(role, user, occasion.people)
        if role == Role.LEAD and len(users) != 1:
            fields.fault(role, "unknown_value" if users else "missing")
    fields.finish()


def _members(project: Project, named: dict[Role, tuple[str, ...]]) -> tuple[Member, ...]:
    """Everybody with their roles after the change, known members first."""
    users = dict.fromkeys(m.user_id for m in project.members)
    users |= dict.fromkeys(user for holders in named.values() for user in holders)
    return tuple(Member(user, _roles(project, user, named)) for user in users)


def _roles(project: Project, user: str, named: dict[Role, tuple[str, ...]]) -> tuple[Role, ...]:
    return tuple(sorted(role for role in Role if user in named.get(role, project.holders(role))))


def _changes_hands(before: Project, after: Project, deliverable: Deliverable) -> bool:
    """Whether the assignee had the work for a role (or as lead, for want of a holder) that is no longer theirs."""
    assignee, role = deliverable.assignee, deliverable.role
    if assignee in after.holders(role):
        return False
    stood_in = not before.holders(role) and assignee == before.lead
    still_stands_in = not after.holders(role) and assignee == after.lead
    return (assignee in before.holders(role) or stood_in) and not still_stands_in


def _successor(after: Project, deliverable: Deliverable) -> str:
    return (after.holders(deliverable.role) or (after.lead,))[0]


def _leaves(before: Project, after: Project, user_id: str, by: str) -> bool:
    """Whether somebody was relieved of their last role and nothing here waits for them: then the project is closed to
    them, and their seat at an open gate is empty. Who gives up a role of their own stays on as a contributor."""
    member = before.member(user_id)
    works = any(d.assignee == user_id and d.state not in SETTLED for d in after.in_stage(after.stage))
    return member is not None and bool(member.roles) and user_id != by and not works
