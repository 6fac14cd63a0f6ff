"""What the kept messages of each person show of a project, to tell whether a change must render them again."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from flows.lifecycle.permissions import asked_to_review
from flows.lifecycle.project import Deliverable, Gate, Project
from flows.lifecycle.scores import of_stage
from flows.names import SETTLED, DeliverableState
from flows.notices import NEEDED_ON, Notice, NoticeKind, Scalar, ask_key, ballot_key, card_key, pack_key, review_key


@dataclass(frozen=True, slots=True)
class KeptView:
    """One person's ask, review or ballot, or a gate's pack. ``content`` only has to differ where the message would."""

    kind: NoticeKind
    audience: str
    post_key: str
    params: Mapping[str, Scalar]
    content: object
    thread_of: str | None = None


def audience_of(project: Project) -> str:
    """Where the card and its thread stand: the project's channel or, for want of one, the lead's direct messages."""
    return project.channel_id or project.lead


def changed_views(before: Project | None, after: Project) -> tuple[Notice, ...]:
    """A notice for every kept message that shows something else now, in either stage of a move."""
    stages = {before.stage if before else after.stage, after.stage}
    was = {view.post_key: view for stage in sorted(stages) for view in _views(before, stage)}
    now = {view.post_key: view for stage in sorted(stages) for view in _views(after, stage)}
    return tuple(
        kept_notice(after, view.kind, view.audience, key, view.params, thread_of=view.thread_of)
        for key, view in (was | now).items()
        if was.get(key) != now.get(key)
    )


def kept_notice(
    project: Project,
    kind: NoticeKind,
    audience: str,
    post_key: str,
    params: Mapping[str, Scalar],
    *,
    thread_of: str | None = None,
) -> Notice:
    """A notice that posts or edits a kept message, once per version of the project."""
    return Notice(
        kind=kind,
        team_id=project.team_id,
        audience=audience,
        project_id=project.id,
        dedupe_key=f"{post_key}:v{project.version}",
        post_key=post_key,
        thread_of=thread_of,
        params=params,
    )


def woken_reviewers(before: Project, after: Project, deliverable: Deliverable) -> tuple[str, ...]:
    """Whose review message stands already, with nothing left to do in it, and now has this in it.

    An edit makes no sound. A reviewer who is done would never hear of the next thing.
    """
    here = before.in_stage(deliverable.stage)
    asked = asked_to_review(after, deliverable) if _waits(deliverable) else ()
    return tuple(user for user in asked if not _has_work(before, here, user) and _was_asked(before, here, user))


def _has_work(project: Project, deliverables: Iterable[Deliverable], user: str) -> bool:
    return any(_waits(d) and user in asked_to_review(project, d) for d in deliverables)


def _was_asked(project: Project, deliverables: Iterable[Deliverable], user: str) -> bool:
    return any(d.submissions and (d.settled_by == user or user in asked_to_review(project, d)) for d in deliverables)


def _waits(deliverable: Deliverable) -> bool:
    return deliverable.state == DeliverableState.SUBMITTED or deliverable.request is not None


def _views(project: Project | None, stage: str) -> Iterator[KeptView]:
    if project is None:
        return
    here = project.in_stage(stage)
    for user, content in _per_person(project, stage, here, lambda d: (d.assignee,)):
        yield KeptView(NoticeKind.ASK, user, ask_key(project.id, stage, user), {"stage": stage}, content)
    for user, content in _per_person(project, stage, here, lambda d: _judges(project, d)):
        # What a reviewer settled can be reopened while the stage lasts, so its end changes the message.
        lasting = (content, project.status, project.stage == stage)
        yield KeptView(NoticeKind.REVIEW, user, review_key(project.id, stage, user), {"stage": stage}, lasting)
    gate = project.gate
    if gate is not None and gate.stage == stage:
        evidence = [(d.id, d.state, len(d.submissions)) for d in here]
        params: dict[str, Scalar] = {"stage": stage, "gate_id": gate.id}
        by_then: dict[str, Scalar] = {NEEDED_ON: gate.closes_on.isoformat()} if gate.closes_on else {}
        for user in gate.gatekeepers:
            shown = (project.name, gate, evidence, of_stage(project, stage))
            yield KeptView(NoticeKind.BALLOT, user, ballot_key(gate.id, user), params | by_then, shown)
        yield from _packs(
            project, gate, params, (project.name, gate, here, project.strand_states, of_stage(project, stage))
        )


def _packs(project: Project, gate: Gate, params: Mapping[str, Scalar], shown: object) -> Iterator[KeptView]:
    """What everybody needs to judge the gate: under the card for the team, under each ballot for its gatekeeper."""
    audience = audience_of(project)
    yield KeptView(NoticeKind.PACK, audience, pack_key(gate.id), params, shown, card_key(project.id))
    for user in gate.gatekeepers:
        if user != audience:
            yield KeptView(NoticeKind.PACK, user, pack_key(gate.id, user), params, shown, ballot_key(gate.id, user))


def _judges(project: Project, deliverable: Deliverable) -> tuple[str, ...]:
    """In whose review message a deliverable stands: theirs whom it waits for, or theirs who settled it."""
    if _waits(deliverable):
        return asked_to_review(project, deliverable)
    return (deliverable.settled_by,) if deliverable.settled_by else ()


def _per_person(
    project: Project,
    stage: str,
    deliverables: Iterable[Deliverable],
    people: Callable[[Deliverable], tuple[str, ...]],
) -> Iterator[tuple[str, object]]:
    """Each person with their lines; the project's name and standing count only while a line can be acted on."""
    lines: dict[str, list[Deliverable]] = {}
    for deliverable in deliverables:
        for user in people(deliverable):
            lines.setdefault(user, []).append(deliverable)
    standing = (project.name, project.status, project.stage == stage)
    for user, theirs in lines.items():
        live = any(d.state not in SETTLED for d in theirs)
        improvable = project.gate is not None and any(d.state == DeliverableState.ACCEPTED for d in theirs)
        yield user, (theirs, standing if live or improvable else None, improvable)
