"""Reading a closed project all the same: by administrators only, with a reason, for a day, and on the record."""

from datetime import timedelta

from flows.lifecycle import commands as c
from flows.lifecycle import events as e
from flows.lifecycle.fields import COMMENT_LIMIT, Fields
from flows.lifecycle.occasion import Occasion
from flows.lifecycle.permissions import opens_to
from flows.lifecycle.project import Project
from flows.lifecycle.readmodels import Glance
from flows.lifecycle.template import Template
from flows.names import Actor

LASTS = timedelta(hours=24)


def override(project: Project, command: c.OverrideAccess, occasion: Occasion, _: Template) -> tuple[e.Event, ...]:
    """The record that lets them read. Who may ask for it at all is ``may_override``, judged before."""
    fields = Fields()
    reason = fields.text("reason", command.reason, COMMENT_LIMIT, missing="missing")
    fields.finish()
    return (e.AccessOverridden(**occasion.stamp(project), reason=reason, until=occasion.at + LASTS),)


def may_override(glance: Glance, actor: Actor) -> bool:
    """An administrator of the workspace, whom the project would not open itself to."""
    return actor.is_admin and not opens_to(glance.confidentiality, glance.is_member, actor)
