"""What a change must tell to whom. Pure: compares the project before and after, and reads the events.

Kept messages (card, ask, review, ballot) are told to render again exactly where what they show has changed;
replies and direct words come from the events.
"""

from collections.abc import Iterable, Iterator, Sequence

from flows.lifecycle import events as e
from flows.lifecycle.eventwords import scalars, vote_count
from flows.lifecycle.keptviews import audience_of, changed_views, kept_notice, woken_reviewers
from flows.lifecycle.permissions import asked_to_review
from flows.lifecycle.project import Deliverable, Project
from flows.names import Role, Status
from flows.notices import Notice, NoticeKind, Scalar, ask_key, ballot_key, card_key, home_key, review_key

REPLIES = (
    e.RolesChanged, e.StageEntered, e.DeliverableSubmitted, e.SubmissionAccepted, e.ChangesRequested,
    e.DeliverableWaived, e.DeliverableReopened, e.GateRequested, e.GateWithdrawn, e.VoteCast, e.GateDecided,
    e.ProjectHeld, e.ProjectResumed, e.ProjectStopped, e.ProjectCompleted,
    e.VoteAbstained, e.ConflictDeclared, e.VoteHandedOver, e.GatekeeperLeft, e.ConditionsSet, e.ProjectTookOver,
    e.TemplateMigrated, e.OutcomeProposed, e.ImprovementAdded, e.ImprovementSettled, e.FollowUpAnswered,
    e.FollowUpSkipped, e.DeliverableAdded, e.DeliverableBlocked, e.BlockLifted,
)  # fmt: skip
"""Events that a team reads about in the card's thread."""

HEADLINES = (e.RolesChanged, e.GateDecided, e.ProjectResumed)
"""Events that speak for all they bring along: a recycled gate is one message, not one for each deliverable."""

DETAILS = (e.VoteCast, e.DeliverableHandedOver, e.DeliverableReopened, e.DueDateChanged)
"""What stays unsaid beside a headline."""


def announce(before: Project | None, after: Project, events: Sequence[e.Event]) -> tuple[Notice, ...]:
    """Every notice that one use case owes, given the project before it, after it, and its events in order."""
    if not events:
        return ()
    personal = changed_views(before, after)
    return (
        _card(after),
        *personal,
        *_replies(before, after, events),
        *_told(before, after, events),
        *_homes(before, after, personal),
    )


def _card(project: Project) -> Notice:
    return kept_notice(project, NoticeKind.CARD, audience_of(project), card_key(project.id), {})


def _spoken(events: Sequence[e.Event]) -> Iterator[tuple[int, e.Event]]:
    """The events worth words, with their places."""
    headline = any(isinstance(event, HEADLINES) for event in events)
    return ((i, event) for i, event in enumerate(events) if not (headline and isinstance(event, DETAILS)))


def _replies(before: Project | None, after: Project, events: Sequence[e.Event]) -> Iterator[Notice]:
    """A new project has its card and no replies."""
    if before is None:
        return
    audience = audience_of(after)
    for index, event in _spoken(events):
        if isinstance(event, REPLIES) and audience != event.by:
            yield Notice(
                kind=NoticeKind.REPLY,
                team_id=after.team_id,
                audience=audience,
                project_id=after.id,
                dedupe_key=f"reply:{after.id}:v{after.version}:{index}",
                thread_of=card_key(after.id),
                params=_params(event, before),
            )


def _told(before: Project | None, after: Project, events: Sequence[e.Event]) -> Iterator[Notice]:
    """What concerns one person. One word per person and subject: the first event says it."""
    if before is None:
        return
    said: set[tuple[str, str]] = set()
    for _, event in _spoken(events):
        for user, subject, thread_of in _concerned(before, after, event):
            if user == event.by or (user, subject) in said or after.member(user) is None:
                continue
            said.add((user, subject))
            yield Notice(
                kind=NoticeKind.TOLD,
                team_id=after.team_id,
                audience=user,
                project_id=after.id,
                dedupe_key=f"told:{after.id}:{user}:v{after.version}:{len(said)}",
                thread_of=thread_of,
                params=_params(event, before),
            )


def _concerned(before: Project, after: Project, event: e.Event) -> Iterator[tuple[str, str, str | None]]:
    """(user id, what it is about, post key to answer under) for everybody an event speaks to directly."""
    if isinstance(event, e.GateDecided):
        for d in after.in_stage(event.stage):
            if before.deliverable(d.id) != d:  # recycled: it is theirs again
                yield d.assignee, event.gate_id, ask_key(after.id, d.stage, d.assignee)
        # Everybody hears of an end, the lead among them; a reply in the lead's own messages is read there already.
        if audience_of(after) != after.lead and after.status != Status.STOPPED:
            yield after.lead, event.gate_id, None
        return
    if isinstance(event, e.AccessOverridden):
        yield from ((user, "access", None) for user in (after.lead, *after.holders(Role.STEERING)))
        return
    if isinstance(event, e.LeadAppointed):
        yield from ((m.user_id, "lead", None) for m in after.members)
        return
    if isinstance(event, e.ProjectStopped):
        yield from ((m.user_id, after.id, None) for m in after.members if m.user_id != audience_of(after))
        return
    if isinstance(event, e.DeliverableSubmitted) and before.gate is not None:
        for vote in before.gate.votes:
            yield vote.voter, event.deliverable_id, ballot_key(before.gate.id, vote.voter)
    yield from _evaluating(after, event)
    deliverable = after.deliverable(getattr(event, "deliverable_id", ""))
    earlier = before.deliverable(getattr(event, "deliverable_id", ""))
    if deliverable is None or earlier is None:
        return
    for user in _asked(before, after, deliverable, event):
        yield user, deliverable.id, review_key(after.id, deliverable.stage, user)
    for user in dict.fromkeys(_workers(earlier, deliverable, event)):
        yield user, deliverable.id, ask_key(after.id, deliverable.stage, user)


def _asked(before: Project, after: Project, deliverable: Deliverable, event: e.Event) -> Iterator[str]:
    """Who is told that something waits in their review message. Who reads the card's thread as their own messages
    has it there, if it is said there."""
    match event:
        case e.DeliverableBlocked():
            asked = (after.lead,) if after.lead != event.by else asked_to_review(after, deliverable)
        case e.DeliverableSubmitted() | e.WaiverAsked() | e.MoreTimeAsked():
            asked = woken_reviewers(before, after, deliverable)
        case _:
            asked = ()
    return (user for user in asked if user != audience_of(after) or not isinstance(event, REPLIES))


def _evaluating(after: Project, event: e.Event) -> Iterator[tuple[str, str, str | None]]:
    """Whom improvement items and follow-ups concern: owners, the lead, and those who are asked."""
    match event:
        case e.FollowUpOpened():
            yield from ((user, f"follow_up:{event.months}", None) for user in event.asked)
        case e.ImprovementAdded():
            yield event.owner, event.improvement_id, None
        case e.ImprovementSettled() if audience_of(after) != after.lead:
            yield after.lead, event.improvement_id, None


def _workers(earlier: Deliverable, deliverable: Deliverable, event: e.Event) -> tuple[str, ...]:
    """Whose work an event about one deliverable changes: the assignee's, and theirs who asked or submitted."""
    match event:
        case e.ChangesRequested():
            return deliverable.assignee, deliverable.submissions[-1].by
        case e.DeliverableWaived() | e.DueDateChanged() | e.RequestDeclined() | e.BlockLifted():
            return (deliverable.assignee, earlier.request.by) if earlier.request else (deliverable.assignee,)
        case e.DeliverableHandedOver() | e.DeliverableReopened():
            return (deliverable.assignee,)
        case _:
            return ()


def _params(event: e.Event, before: Project) -> dict[str, Scalar]:
    """Who did what, with the event's own plain values."""
    count = vote_count(before, event) if isinstance(event, e.VoteCast) else {}
    return {"event": type(event).__name__, "by": event.by, **scalars(event), **count}


def _homes(before: Project | None, after: Project, personal: Iterable[Notice]) -> Iterator[Notice]:
    """Everybody with a changed prompt or ballot; everybody on the project where its place or people changed."""
    users = [notice.audience for notice in personal if notice.kind is not NoticeKind.PACK]
    if before is None or _standing(before) != _standing(after):
        users += [m.user_id for project in (before, after) if project for m in project.members]
    for user in dict.fromkeys(users):
        yield Notice(
            kind=NoticeKind.HOME,
            team_id=after.team_id,
            audience=user,
            project_id=after.id,
            # A home shows all projects, so the key names the project whose change it is.
            dedupe_key=f"{home_key(user)}:{after.id}:v{after.version}",
            post_key=home_key(user),
        )


def _standing(project: Project) -> tuple[object, ...]:
    return project.name, project.stage, project.status, project.members, project.evaluation
