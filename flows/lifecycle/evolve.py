"""Folds events into the project: ``state = fold(evolve, events)``. Never refuses; refusing is the deciders' work.

``version`` is not touched: it counts saved changes, not events, and belongs to the use case.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from flows.lifecycle import events as e
from flows.lifecycle.project import Deliverable, Gate, Member, Project, Request, Submission
from flows.names import Ask, DeliverableState, Status


def evolve(project: Project | None, event: e.Event) -> Project:
    """The project after one more event; None stands before ``ProjectCreated``."""
    if isinstance(event, e.ProjectCreated):
        return _created(event)
    if project is None:
        raise ValueError(f"the first event of a project is ProjectCreated, not {type(event).__name__}")
    return APPLY[type(event)](project, event)


def replay(events: Iterable[e.Event], project: Project | None = None) -> Project | None:
    """The project after all of ``events``; None where there are none."""
    for event in events:
        project = evolve(project, event)
    return project


def _created(event: e.ProjectCreated) -> Project:
    return Project(
        id=event.project_id,
        team_id=event.team_id,
        key=event.key,
        name=event.name,
        summary=event.summary,
        strands=event.strands,
        confidentiality=event.confidentiality,
        channel_id=event.channel_id,
        template=event.template,
        template_version=event.template_version,
        stage="",  # StageEntered follows in the same transaction
        stage_entered_at=event.at,
        created_by=event.by,
        created_at=event.at,
        members=event.members,
        strand_states=tuple((strand, "") for strand in event.strands),
    )


def _edited(project: Project, event: e.ProjectEdited) -> Project:
    return replace(
        project,
        name=event.name,
        summary=event.summary,
        channel_id=event.channel_id,
        confidentiality=event.confidentiality,
    )


def _roles_changed(project: Project, event: e.RolesChanged) -> Project:
    return replace(project, members=event.members)


def _strand_states_changed(project: Project, event: e.StrandStatesChanged) -> Project:
    changed = dict(event.states)
    return replace(project, strand_states=tuple((s, changed.get(s, code)) for s, code in project.strand_states))


def _stage_entered(project: Project, event: e.StageEntered) -> Project:
    return replace(
        project,
        stage=event.stage,
        stage_entered_at=event.at,
        deliverables=project.deliverables + event.deliverables,
    )


def _with(project: Project, deliverable_id: str, change: Callable[[Deliverable], Deliverable]) -> Project:
    return replace(
        project, deliverables=tuple(change(d) if d.id == deliverable_id else d for d in project.deliverables)
    )


def _submitted(project: Project, event: e.DeliverableSubmitted) -> Project:
    submission = Submission(event.number, event.by, event.at, event.text, event.link, event.file_id, event.file_name)
    return _with(
        project,
        event.deliverable_id,
        # Handing something in answers an open question about it.
        lambda d: replace(
            d,
            state=DeliverableState.SUBMITTED,
            submissions=(*d.submissions, submission),
            request=None,
            comment="",
        ),
    )


def _accepted(project: Project, event: e.SubmissionAccepted) -> Project:
    return _with(
        project,
        event.deliverable_id,
        lambda d: replace(d, state=DeliverableState.ACCEPTED, settled_by=event.by, request=None, comment=""),
    )


def _changes_requested(project: Project, event: e.ChangesRequested) -> Project:
    return _with(
        project,
        event.deliverable_id,
        lambda d: replace(d, state=DeliverableState.CHANGES_REQUESTED, comment=event.comment),
    )


def _waived(project: Project, event: e.DeliverableWaived) -> Project:
    return _with(
        project,
        event.deliverable_id,
        lambda d: replace(d, state=DeliverableState.WAIVED, settled_by=event.by, request=None, comment=event.reason),
    )


def _waiver_asked(project: Project, event: e.WaiverAsked) -> Project:
    request = Request(Ask.WAIVER, event.by, event.at, event.reason)
    return _with(project, event.deliverable_id, lambda d: replace(d, request=request))


def _more_time_asked(project: Project, event: e.MoreTimeAsked) -> Project:
    request = Request(Ask.MORE_TIME, event.by, event.at, event.reason, event.until)
    return _with(project, event.deliverable_id, lambda d: replace(d, request=request))


def _request_declined(project: Project, event: e.RequestDeclined) -> Project:
    return _with(project, event.deliverable_id, lambda d: replace(d, request=None))


def _due_date_changed(project: Project, event: e.DueDateChanged) -> Project:
    def change(d: Deliverable) -> Deliverable:
        answered = d.request is not None and d.request.ask == Ask.MORE_TIME
        return replace(d, due=event.due, request=None if answered else d.request)

    return _with(project, event.deliverable_id, change)


def _handed_over(project: Project, event: e.DeliverableHandedOver) -> Project:
    if project.member(event.to) is None:
        project = replace(project, members=(*project.members, Member(event.to)))
    return _with(project, event.deliverable_id, lambda d: replace(d, assignee=event.to, request=None))


def _reopened(project: Project, event: e.DeliverableReopened) -> Project:
    return _with(
        project,
        event.deliverable_id,
        lambda d: replace(d, state=DeliverableState.OPEN, settled_by="", comment=event.reason),
    )


def _gate_requested(project: Project, event: e.GateRequested) -> Project:
    gate = Gate(event.gate_id, event.stage, event.by, event.at, event.gatekeepers, event.note)
    return replace(project, gate=gate)


def _gate_closed(project: Project, _: e.GateWithdrawn | e.GateDecided) -> Project:
    return replace(project, gate=None)


def _vote_cast(project: Project, event: e.VoteCast) -> Project:
    if project.gate is None:
        raise ValueError("a vote needs an open gate")
    others = tuple(vote for vote in project.gate.votes if vote.voter != event.vote.voter)
    return replace(project, gate=replace(project.gate, votes=(*others, event.vote)))


def _held(project: Project, event: e.ProjectHeld) -> Project:
    return replace(project, status=Status.HELD, held_until=event.until, reason=event.reason)


def _resumed(project: Project, _: e.ProjectResumed) -> Project:
    return replace(project, status=Status.ACTIVE, held_until=None, reason="")


def _stopped(project: Project, event: e.ProjectStopped) -> Project:
    return replace(project, status=Status.STOPPED, held_until=None, reason=event.reason)


def _completed(project: Project, _: e.ProjectCompleted) -> Project:
    return replace(project, status=Status.COMPLETED)


# Any: each function takes the one event class it is registered under.
APPLY: dict[type[e.Event], Callable[[Project, Any], Project]] = {
    e.ProjectEdited: _edited,
    e.RolesChanged: _roles_changed,
    e.StrandStatesChanged: _strand_states_changed,
    e.StageEntered: _stage_entered,
    e.DeliverableSubmitted: _submitted,
    e.SubmissionAccepted: _accepted,
    e.ChangesRequested: _changes_requested,
    e.DeliverableWaived: _waived,
    e.WaiverAsked: _waiver_asked,
    e.MoreTimeAsked: _more_time_asked,
    e.RequestDeclined: _request_declined,
    e.DueDateChanged: _due_date_changed,
    e.DeliverableHandedOver: _handed_over,
    e.DeliverableReopened: _reopened,
    e.GateRequested: _gate_requested,
    e.GateWithdrawn: _gate_closed,
    e.VoteCast: _vote_cast,
    e.GateDecided: _gate_closed,
    e.ProjectHeld: _held,
    e.ProjectResumed: _resumed,
    e.ProjectStopped: _stopped,
    e.ProjectCompleted: _completed,
}
