"""What administrators can do to projects that are none of theirs, with a reason and on the record: read a closed one
for a day, and give one a lead where nobody is left who could."""

from datetime import timedelta

from flows.errors import IllegalMove
from flows.lifecycle import commands as c
from flows.lifecycle import events as e
from flows.lifecycle.fields import COMMENT_LIMIT, Fields
from flows.lifecycle.life import refuse_ended
from flows.lifecycle.occasion import Occasion
from flows.lifecycle.people import reassigned
from flows.lifecycle.permissions import lifters, opens_to
from flows.lifecycle.project import Project
from flows.lifecycle.readmodels import Glance
from flows.lifecycle.template import Template
from flows.names import Actor, Role

LASTS = timedelta(hours=24)


def override(project: Project, command: c.OverrideAccess, occasion: Occasion, _: Template) -> tuple[e.Event, ...]:
    """The record that lets them read. Who may ask for it at all is ``may_override``, judged before."""
    fields = Fields()
    reason = fields.text("reason", command.reason, COMMENT_LIMIT, missing="missing")
    fields.finish()
    return (e.AccessOverridden(**occasion.stamp(project), reason=reason, until=occasion.at + LASTS),)


def appoint(project: Project, command: c.AppointLead, occasion: Occasion, _: Template) -> tuple[e.Event, ...]:
    """A new lead for a project that nobody can give one any more; work that waited for the old one goes along.

    ``occasion.people`` are all members as well. Raises ``IllegalMove`` for as long as somebody could do it in the usual
    way, and does not name them: the administrator need not be able to read the project. Who may ask for it at all is
    ``may_appoint``, judged before.
    """
    refuse_ended(project, "appoint_lead")
    gone = {person.user_id for person in occasion.people if person.deleted or person.is_guest}
    if any(user not in gone for user in lifters(project, c.AssignRoles.__name__)):
        raise IllegalMove("appoint_lead", "manned")
    fields = Fields()
    reason = fields.text("reason", command.reason, COMMENT_LIMIT, missing="missing")
    fields.person("lead", command.lead, occasion.people)
    fields.finish()
    appointed = e.LeadAppointed(**occasion.stamp(project), lead=command.lead, reason=reason)
    return (appointed, *reassigned(project, {Role.LEAD: (command.lead,)}, occasion))


def may_appoint(actor: Actor) -> bool:
    """An administrator of the workspace, whatever they may read."""
    return actor.is_admin and not actor.is_gone


def may_override(glance: Glance, actor: Actor) -> bool:
    """An administrator of the workspace, whom the project would not open itself to."""
    return actor.is_admin and not opens_to(glance.confidentiality, glance.is_member, actor)
