"""Decisions about one deliverable: submit, review, waive, move, hand over, reopen."""

from datetime import date, timedelta

from flows.errors import IllegalMove, NotFound
from flows.lifecycle import commands as c
from flows.lifecycle import events as e
from flows.lifecycle.fields import COMMENT_LIMIT, TEXT_LIMIT, Fields
from flows.lifecycle.occasion import Occasion
from flows.lifecycle.permissions import Guarded, action_name, require, takes_effect
from flows.lifecycle.project import Deliverable, Project
from flows.lifecycle.template import Template
from flows.names import AWAITING_ASSIGNEE, SETTLED, Ask, DeliverableState, Status

REWORK_DAYS = 7
"""Nobody is late the moment work comes back to them: they get at least this many days."""


def submit(project: Project, command: c.SubmitDeliverable, occasion: Occasion, _: Template) -> tuple[e.Event, ...]:
    """A new version. A slip can be corrected while it is in review, and what was accepted while the gate is open:
    then it is reviewed once more, and the gate cannot pass before."""
    deliverable = target(project, command, command.deliverable_id, occasion.by)
    if not takes_versions(project, deliverable):
        raise IllegalMove(_action(command), deliverable.state)
    fields = Fields()
    text = fields.text("text", command.text, TEXT_LIMIT)
    link = fields.link("link", command.link)
    if not (text or link or command.file_id):
        fields.fault("text", "nothing_given")
    fields.finish()
    return (
        e.DeliverableSubmitted(
            **occasion.stamp(project),
            deliverable_id=deliverable.id,
            number=len(deliverable.submissions) + 1,
            text=text,
            link=link,
            file_id=command.file_id,
            file_name=command.file_name,
        ),
    )


def takes_versions(project: Guarded, deliverable: Deliverable) -> bool:
    """Whether another version of a deliverable of the present stage may be handed in."""
    improved = deliverable.state == DeliverableState.ACCEPTED and project.gate is not None
    return deliverable.state not in SETTLED or improved


def accept(project: Project, command: c.AcceptSubmission, occasion: Occasion, _: Template) -> tuple[e.Event, ...]:
    deliverable = target(project, command, command.deliverable_id, occasion.by)
    _check_version(deliverable, command.number, _action(command))
    if deliverable.state == DeliverableState.ACCEPTED:
        return ()
    if deliverable.state != DeliverableState.SUBMITTED:
        raise IllegalMove(_action(command), deliverable.state)
    return (e.SubmissionAccepted(**occasion.stamp(project), deliverable_id=deliverable.id, number=command.number),)


def request_changes(
    project: Project, command: c.RequestChanges, occasion: Occasion, _: Template
) -> tuple[e.Event, ...]:
    deliverable = target(project, command, command.deliverable_id, occasion.by)
    _check_version(deliverable, command.number, _action(command))
    if deliverable.state != DeliverableState.SUBMITTED:
        raise IllegalMove(_action(command), deliverable.state)
    comment = required_text("comment", command.comment)
    returned = e.ChangesRequested(
        **occasion.stamp(project), deliverable_id=deliverable.id, number=command.number, comment=comment
    )
    return (returned, *rework_time(project, deliverable, occasion))


def say_not_needed(project: Project, command: c.SayNotNeeded, occasion: Occasion, _: Template) -> tuple[e.Event, ...]:
    deliverable = target(project, command, command.deliverable_id, occasion.by)
    if deliverable.state == DeliverableState.WAIVED:
        return ()
    check_awaiting(deliverable, command)
    reason = required_text("reason", command.reason)
    kind = e.DeliverableWaived if takes_effect(project, occasion.by, "SayNotNeeded", deliverable) else e.WaiverAsked
    return (kind(**occasion.stamp(project), deliverable_id=deliverable.id, reason=reason),)


def ask_for_more_time(
    project: Project, command: c.AskForMoreTime, occasion: Occasion, _: Template
) -> tuple[e.Event, ...]:
    deliverable = target(project, command, command.deliverable_id, occasion.by)
    check_awaiting(deliverable, command)
    fields = Fields()
    reason = fields.text("reason", command.reason, COMMENT_LIMIT, missing="missing")
    fields.day("until", command.until, occasion.today)
    fields.finish()
    if command.until == deliverable.due:
        return ()
    if takes_effect(project, occasion.by, "AskForMoreTime", deliverable):
        return (_due(project, deliverable, command.until, reason, occasion),)
    return (
        e.MoreTimeAsked(**occasion.stamp(project), deliverable_id=deliverable.id, until=command.until, reason=reason),
    )


def answer_request(project: Project, command: c.AnswerRequest, occasion: Occasion, _: Template) -> tuple[e.Event, ...]:
    deliverable = target(project, command, command.deliverable_id, occasion.by)
    request = deliverable.request
    if request is None:
        raise IllegalMove(_action(command), "answered")
    if request.ask == Ask.BLOCKED:
        return (e.BlockLifted(**occasion.stamp(project), deliverable_id=deliverable.id),)
    if not command.agree:
        return (e.RequestDeclined(**occasion.stamp(project), deliverable_id=deliverable.id),)
    if request.ask == Ask.MORE_TIME and request.until is not None:
        # The day asked for may have passed while the request waited.
        until = max(request.until, occasion.today)
        return (_due(project, deliverable, until, request.reason, occasion),)
    return (e.DeliverableWaived(**occasion.stamp(project), deliverable_id=deliverable.id, reason=request.reason),)


def hand_over(project: Project, command: c.HandOver, occasion: Occasion, _: Template) -> tuple[e.Event, ...]:
    deliverable = target(project, command, command.deliverable_id, occasion.by)
    if deliverable.state in SETTLED:
        raise IllegalMove(_action(command), deliverable.state)
    fields = Fields()
    reason = fields.text("reason", command.reason, COMMENT_LIMIT)
    fields.person("to", command.to, occasion.people)
    fields.finish()
    if command.to == deliverable.assignee:
        return ()
    return (
        e.DeliverableHandedOver(**occasion.stamp(project), deliverable_id=deliverable.id, to=command.to, reason=reason),
    )


def reopen(project: Project, command: c.ReopenDeliverable, occasion: Occasion, _: Template) -> tuple[e.Event, ...]:
    """Refused while a gate is open: gatekeepers vote on what they see. Withdraw the gate, or vote recycle."""
    deliverable = target(project, command, command.deliverable_id, occasion.by)
    if deliverable.state not in SETTLED:
        raise IllegalMove(_action(command), deliverable.state)
    if project.gate is not None:
        raise IllegalMove(_action(command), "gate_open")
    return reopened(project, deliverable, required_text("reason", command.reason), occasion)


def reopened(project: Project, deliverable: Deliverable, reason: str, occasion: Occasion) -> tuple[e.Event, ...]:
    """The events of taking back what was settled, with time to work on it."""
    again = e.DeliverableReopened(**occasion.stamp(project), deliverable_id=deliverable.id, reason=reason)
    return (again, *rework_time(project, deliverable, occasion))


def rework_time(project: Project, deliverable: Deliverable, occasion: Occasion) -> tuple[e.Event, ...]:
    """A later due date where the present one has passed."""
    if deliverable.due >= occasion.today:
        return ()
    due = occasion.today + timedelta(days=REWORK_DAYS)
    return (_due(project, deliverable, due, "", occasion),)


def _due(project: Project, deliverable: Deliverable, due: date, reason: str, occasion: Occasion) -> e.Event:
    return e.DueDateChanged(**occasion.stamp(project), deliverable_id=deliverable.id, due=due, reason=reason)


def _action(command: c.Command) -> str:
    return action_name(type(command).__name__)


def target(project: Project, command: c.Command, deliverable_id: str, by: str) -> Deliverable:
    """The deliverable a command is about, after permission, project and stage allow working on it."""
    deliverable = project.deliverable(deliverable_id)
    if deliverable is None:
        raise NotFound("deliverable", deliverable_id)
    require(project, by, type(command).__name__, deliverable)
    if project.status != Status.ACTIVE:
        raise IllegalMove(_action(command), project.status)
    if deliverable.stage != project.stage:
        raise IllegalMove(_action(command), "stage_over")
    return deliverable


def _check_version(deliverable: Deliverable, number: int, action: str) -> None:
    """A reviewer judges the newest version or none."""
    latest = len(deliverable.submissions)
    if not 1 <= number <= latest:
        raise NotFound("submission", str(number))
    if number < latest:
        raise IllegalMove(action, "superseded")


def check_awaiting(deliverable: Deliverable, command: c.Command) -> None:
    if deliverable.state not in AWAITING_ASSIGNEE:
        raise IllegalMove(_action(command), deliverable.state)


def required_text(field: str, value: str) -> str:
    fields = Fields()
    text = fields.text(field, value, COMMENT_LIMIT, missing="missing")
    fields.finish()
    return text
