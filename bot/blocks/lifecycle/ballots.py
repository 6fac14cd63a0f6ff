"""One gatekeeper's voting message. While the gate is open it tells who has voted, never what."""

from bot.blocks import kit
from bot.blocks.kit import Message, bold, inline, person
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.lifecycle.buttons import readers, vote_buttons
from bot.blocks.sheet import Sheet
from flows.lifecycle.permissions import may
from flows.lifecycle.project import Gate
from flows.lifecycle.readmodels import ProjectCard
from flows.names import SETTLED, Status

_DELIVERABLES = 25


def ballot(card: ProjectCard, gate_id: str, user_id: str, lens: Lens) -> Message:
    """The question with its criteria, or the outcome once the gate is closed."""
    gate = card.gate if card.gate is not None and card.gate.id == gate_id else None
    sheet = Sheet()
    sheet.head(parts.heading(card))
    if gate is None:
        _closed(sheet, card, lens)
    else:
        _open(sheet, card, gate, user_id, lens)
    return sheet.message()


def _closed(sheet: Sheet, card: ProjectCard, lens: Lens) -> None:
    say = lens.say
    name = inline(say.pick(lens.gate(card).name))
    if card.decided is None:
        sheet.tell(say("{gate}: withdrawn. Your vote is no longer needed.", gate=name))
        return
    sheet.tell(say("{gate} is decided: *{decision}*.", gate=name, decision=say.decision(card.decided)))


def _open(sheet: Sheet, card: ProjectCard, gate: Gate, user_id: str, lens: Lens) -> None:
    say, spec = lens.say, lens.gate(card)
    name = inline(say.pick(spec.name))
    voted = any(vote.voter == user_id for vote in gate.votes)
    heading = say("{gate}: you have voted", gate=name) if voted else say("{gate}: your vote is needed", gate=name)
    sheet.tell(bold(heading), inline(say.pick(spec.question)))
    criteria = [f"• {inline(say.pick(criterion))}" for criterion in spec.criteria]
    if criteria:
        sheet.tell(say("To be met for a go:"), *criteria)
    asked = say("{by} requested this review · {when}", by=person(gate.requested_by), when=say.when(gate.requested_at))
    sheet.tell(asked, kit.quote(gate.note, parts.COMMENT) if gate.note.strip() else "")
    settled = sum(d.state in SETTLED for d in card.deliverables)
    sheet.tell(say("{settled} of {total} deliverables done", settled=settled, total=len(card.deliverables)))
    lines = [parts.deliverable_line(d, lens) for d in card.deliverables[:_DELIVERABLES]]
    sheet.tell(parts.left_out(len(card.deliverables) - sheet.add_lines(lines), lens))
    sheet.show(*readers(card, lens, room=sheet.room()))
    sheet.tell(parts.votes_line(card, lens), _own_vote(gate, user_id, lens))
    if card.status is Status.ACTIVE and may(card, user_id, "CastVote"):
        sheet.show(kit.actions(*vote_buttons(card.id, gate.id, card.key, lens), block_id="vote"))


def _own_vote(gate: Gate, user_id: str, lens: Lens) -> str:
    own = next((vote for vote in gate.votes if vote.voter == user_id), None)
    if own is None:
        return ""
    decision = lens.say.decision(own.decision)
    return lens.say("You voted *{decision}*. You can change it until the gate is decided.", decision=decision)
