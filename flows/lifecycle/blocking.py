"""Decisions about work that something keeps from being done: it is reported, and it is lifted."""

from flows.errors import IllegalMove
from flows.lifecycle import commands as c
from flows.lifecycle import events as e
from flows.lifecycle.deliverables import check_awaiting, required_text, target
from flows.lifecycle.occasion import Occasion
from flows.lifecycle.permissions import action_name
from flows.lifecycle.project import Deliverable, Project
from flows.lifecycle.template import Template
from flows.names import Ask


def report(project: Project, command: c.ReportBlocked, occasion: Occasion, _: Template) -> tuple[e.Event, ...]:
    """Takes the place of another question that is still open; said once more in the same words, it is the same."""
    deliverable = target(project, command, command.deliverable_id, occasion.by)
    check_awaiting(deliverable, command)
    reason = required_text("reason", command.reason)
    if is_blocked(deliverable) and deliverable.request is not None and deliverable.request.reason == reason:
        return ()
    return (e.DeliverableBlocked(**occasion.stamp(project), deliverable_id=deliverable.id, reason=reason),)


def lift(project: Project, command: c.LiftBlock, occasion: Occasion, _: Template) -> tuple[e.Event, ...]:
    deliverable = target(project, command, command.deliverable_id, occasion.by)
    if not is_blocked(deliverable):
        raise IllegalMove(action_name(type(command).__name__), "answered")
    return (e.BlockLifted(**occasion.stamp(project), deliverable_id=deliverable.id),)


def is_blocked(deliverable: Deliverable) -> bool:
    """Whether somebody has said that it cannot go on."""
    return deliverable.request is not None and deliverable.request.ask is Ask.BLOCKED
