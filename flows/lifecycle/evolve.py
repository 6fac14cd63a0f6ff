"""Folds events into the project: ``state = fold(evolve, events)``. Never refuses; refusing is the deciders' work.

``version`` is not touched: it counts saved changes, not events, and belongs to the use case.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from flows.lifecycle import aftermath, scoring, seats
from flows.lifecycle import events as e
from flows.lifecycle.aftermath import joined
from flows.lifecycle.project import Deliverable, Gate, Link, LinkKind, Project, Request, Score, Submission
from flows.lifecycle.renewal import migrated
from flows.names import PASSING, Ask, Decision, DeliverableState, Status


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
        standing_votes=(),
    )


def _conditions_set(project: Project, event: e.ConditionsSet) -> Project:
    for owner in dict.fromkeys(d.assignee for d in event.deliverables):
        project = joined(project, owner)
    return replace(project, deliverables=project.deliverables + event.deliverables)


def _added(project: Project, event: e.DeliverableAdded) -> Project:
    project = joined(project, event.deliverable.assignee)
    return replace(project, deliverables=(*project.deliverables, event.deliverable))


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
            settled_by="",
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


def _blocked(project: Project, event: e.DeliverableBlocked) -> Project:
    request = Request(Ask.BLOCKED, event.by, event.at, event.reason)
    return _with(project, event.deliverable_id, lambda d: replace(d, request=request))


def _request_ended(project: Project, event: e.RequestDeclined | e.BlockLifted) -> Project:
    return _with(project, event.deliverable_id, lambda d: replace(d, request=None))


def _due_date_changed(project: Project, event: e.DueDateChanged) -> Project:
    def change(d: Deliverable) -> Deliverable:
        answered = d.request is not None and d.request.ask == Ask.MORE_TIME
        return replace(d, due=event.due, request=None if answered else d.request)

    return _with(project, event.deliverable_id, change)


def _handed_over(project: Project, event: e.DeliverableHandedOver) -> Project:
    return _with(joined(project, event.to), event.deliverable_id, lambda d: replace(d, assignee=event.to, request=None))


def _reopened(project: Project, event: e.DeliverableReopened) -> Project:
    return _with(
        project,
        event.deliverable_id,
        lambda d: replace(d, state=DeliverableState.OPEN, settled_by="", comment=event.reason),
    )


def _gate_requested(project: Project, event: e.GateRequested) -> Project:
    return replace(project, gate=seats.opened(event), standing_votes=())


def _at_gate(change: Callable[[Gate, Any], Gate]) -> Callable[[Project, Any], Project]:
    """An event that changes nothing but the open gate."""

    def apply(project: Project, event: e.Event) -> Project:
        if project.gate is None:
            raise ValueError(f"{type(event).__name__} needs an open gate")
        return replace(project, gate=change(project.gate, event))

    return apply


def _gate_withdrawn(project: Project, _: e.GateWithdrawn) -> Project:
    return replace(project, gate=None)


def _gate_decided(project: Project, event: e.GateDecided) -> Project:
    """After a recycle the votes for passing stand: who gave one need not vote again."""
    votes = project.gate.votes if project.gate is not None and event.decision == Decision.RECYCLE else ()
    return replace(
        project,
        gate=None,
        standing_votes=tuple(v for v in votes if v.decision in PASSING),
        scores=scoring.closed(project.scores),
    )


def _score_submitted(project: Project, event: e.ScoreSubmitted) -> Project:
    score = Score(event.stage, event.by, event.at, event.sheet, event.sheet_version, event.marks, number=event.number)
    return replace(project, scores=scoring.recorded(project.scores, score))


def _held(project: Project, event: e.ProjectHeld) -> Project:
    return replace(project, status=Status.HELD, held_until=event.until, reason=event.reason)


def _resumed(project: Project, _: e.ProjectResumed) -> Project:
    return replace(project, status=Status.ACTIVE, held_until=None, reason="")


def _stopped(project: Project, event: e.ProjectStopped) -> Project:
    stopped = replace(
        project,
        status=Status.STOPPED,
        held_until=None,
        reason=event.reason,
        scores=scoring.closed(project.scores),
    )
    if not event.merged_into:
        return stopped
    return _linked(stopped, Link(LinkKind.MERGED_INTO, event.merged_into, event.merged_key))


def _took_over(project: Project, event: e.ProjectTookOver) -> Project:
    return _linked(project, Link(LinkKind.MERGED_FROM, event.other_id, event.other_key))


def _linked(project: Project, link: Link) -> Project:
    return replace(project, links=(*project.links, link))


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
    e.RequestDeclined: _request_ended,
    e.DeliverableBlocked: _blocked,
    e.BlockLifted: _request_ended,
    e.DueDateChanged: _due_date_changed,
    e.DeliverableHandedOver: _handed_over,
    e.DeliverableReopened: _reopened,
    e.GateRequested: _gate_requested,
    e.GateWithdrawn: _gate_withdrawn,
    e.VoteCast: _at_gate(seats.vote_cast),
    e.VoteAbstained: _at_gate(seats.abstained),
    e.ConflictDeclared: _at_gate(seats.conflict_declared),
    e.VoteHandedOver: _at_gate(seats.vote_handed_over),
    e.GatekeeperLeft: _at_gate(seats.gatekeeper_left),
    e.GateDecided: _gate_decided,
    e.ConditionsSet: _conditions_set,
    e.DeliverableAdded: _added,
    e.ProjectTookOver: _took_over,
    e.ScoreSubmitted: _score_submitted,
    e.ProjectHeld: _held,
    e.ProjectResumed: _resumed,
    e.ProjectStopped: _stopped,
    e.ProjectCompleted: aftermath.completed,
    e.OutcomeProposed: aftermath.outcome_proposed,
    e.IndicatorsAnswered: aftermath.indicators_answered,
    e.ImprovementAdded: aftermath.improvement_added,
    e.ImprovementSettled: aftermath.improvement_settled,
    e.FollowUpOpened: aftermath.follow_up_opened,
    e.FollowUpAnswered: aftermath.follow_up_answered,
    e.FollowUpSkipped: aftermath.follow_up_skipped,
    e.ProjectFollows: lambda project, event: _linked(project, Link(LinkKind.FOLLOWS, event.other_id, event.other_key)),
    e.ProjectFollowed: lambda project, event: _linked(
        project, Link(LinkKind.FOLLOWED_BY, event.other_id, event.other_key)
    ),
    e.TemplateMigrated: migrated,
    e.AccessOverridden: lambda project, _: project,  # the history alone remembers it
    e.LeadAppointed: lambda project, _: project,  # RolesChanged says what it comes to
}
