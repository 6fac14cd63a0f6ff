"""What people type to us. An answer under a prompt or a reminder is offered as a submission; anything else gets one
line of help.

The words wait in the inbox until the person says what they answer, since they do not fit into a button.
"""

from collections.abc import Sequence
from dataclasses import asdict

from bot.blocks.kit import Message
from bot.blocks.lifecycle import answers
from bot.blocks.lifecycle import typed as views
from bot.context import Caller, Desk, Sight
from bot.envelope import Body, Envelope, of_event
from bot.ids import Ref
from bot.listeners.replies import tell
from bot.spoken import Spoken, spoken
from flows.errors import NotFound
from flows.lifecycle import commands as do
from flows.lifecycle.readmodels import ProjectCard, WorkLine
from flows.names import AWAITING_ASSIGNEE
from flows.ports import Post, Receipt

TYPED = "Typed"
"""The ``command`` of an inbox receipt that holds what a person typed."""


def heard(desk: Desk, body: Body) -> None:
    """A direct message: answered once, however often Slack delivers it."""
    event, envelope = body["event"], of_event(body)
    thread_ts = str(event.get("thread_ts") or "")
    with desk.store.write() as uow:
        sight = Sight(uow.reads, desk.recognise(uow.reads, envelope))
        above = uow.posts.find_at(desk.team.id, event["channel"], thread_ts) if thread_ts else None
        card, reminded = _asked(sight, above), _is_reminder(above)
        kept = _kept(spoken(event), card, envelope.user_id) if card or reminded else None
        if not uow.inbox.remember(desk.team.id, envelope.request_key, kept, now=sight.caller.now):
            return
        uow.commit()
        message = _answer(sight, card, reminded=reminded)
    desk.outward.post_soon(event["channel"], message, thread_ts=thread_ts)


def _asked(sight: Sight, above: Post | None) -> ProjectCard | None:
    """The project and stage of the prompt a message was typed under, or None where it was typed elsewhere."""
    kind, _, rest = (above.post_key if above else "").partition(":")
    if kind != "ask":
        return None
    project_id, stage, _ = rest.split(":")
    card = sight.reads.card(sight.team_id, project_id, stage=stage)
    return card if card is not None and sight.sees(card) else None


def _is_reminder(above: Post | None) -> bool:
    """A reminder tells of open work in all projects: what is typed under it may be about any of it."""
    return above is not None and above.post_key.startswith("prompt:")


def _answer(sight: Sight, card: ProjectCard | None, *, reminded: bool) -> Message:
    caller = sight.caller
    if card is not None:
        own = [d for d in card.deliverables if d.assignee == caller.user_id and d.state in AWAITING_ASSIGNEE]
        lines = [WorkLine(project_id=card.id, project_key=card.key, project_name=card.name, deliverable=d) for d in own]
        return _offer(sight, lines) if lines else views.nothing_open(card, caller.lens)
    lines = list(sight.my_work(projects=0).work) if reminded else []
    return _offer(sight, lines) if lines else views.hint(caller.lens)


def _offer(sight: Sight, lines: Sequence[WorkLine]) -> Message:
    return views.offer(lines, sight.caller.lens, kept=sight.caller.envelope.request_key)


def _kept(words: Spoken, card: ProjectCard | None, by: str) -> Receipt:
    """Only an answer under a prompt or a reminder is kept; what else people type is none of our business."""
    about = (card.id, card.key) if card else ("", "")
    return Receipt(command=TYPED, project_id=about[0], project_key=about[1], params={**asdict(words), "by": by})


def use_text(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    """Submit what was typed earlier. Pressing again for the same deliverable gives the first result again.

    What somebody typed is theirs alone, and for the project they typed it about; under a reminder that may be any.
    """
    with desk.look(envelope) as sight:
        sight.card(ref.project_id)
    caller = sight.caller
    with desk.store.write() as uow:
        kept = uow.inbox.first(desk.team.id, ref.extra)
    if kept is None or not _is_theirs(kept, ref, caller):
        raise NotFound("submission", "")
    receipt = desk.perform(_submission(ref, kept), caller, request_key=f"use:{ref.extra}:{ref.deliverable_id}")
    with desk.store.read() as reads:
        card = reads.card(desk.team.id, receipt.project_id)
    tell(desk, caller, answers.receipt(receipt, card, caller.lens))


def _is_theirs(kept: Receipt, ref: Ref, caller: Caller) -> bool:
    about = kept.project_id in ("", ref.project_id)
    return kept.command == TYPED and about and kept.params.get("by") == caller.user_id


def _submission(ref: Ref, kept: Receipt) -> do.SubmitDeliverable:
    words = {name: str(value) for name, value in kept.params.items()}
    return do.SubmitDeliverable(
        project_id=ref.project_id,
        deliverable_id=ref.deliverable_id,
        text=words["text"],
        link=words["link"],
        file_id=words["file_id"],
        file_name=words["file_name"],
    )
