"""One gatekeeper's voting message. While the gate is open it tells who has voted, never what."""

from bot.blocks import kit
from bot.blocks.kit import Message, bold, inline, person
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts, scores, voting
from bot.blocks.lifecycle.buttons import readers, vote_buttons
from bot.blocks.sheet import Sheet
from flows.lifecycle.permissions import may
from flows.lifecycle.project import Deliverable, Gate
from flows.lifecycle.readmodels import ProjectCard
from flows.names import SETTLED, Decision, Status

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
    sheet.tell(
        say("{gate} is decided: *{decision}*.", gate=name, decision=lens.decision(card, card.shown_stage, card.decided))
    )


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
    note = kit.quote(gate.note, parts.COMMENT) if gate.note.strip() else ""
    sheet.tell(asked, note, voting.proposal_line(card, gate, lens))
    settled = sum(d.state in SETTLED for d in card.deliverables)
    sheet.tell(say("{settled} of {total} deliverables done", settled=settled, total=len(card.deliverables)))
    lines = [_deliverable(d, gate, user_id, lens) for d in card.deliverables[:_DELIVERABLES]]
    sheet.tell(parts.left_out(len(card.deliverables) - sheet.add_lines(lines), lens))
    sheet.tell(*scores.lines(card, user_id, lens))
    sheet.show(*readers(card, lens, room=sheet.room()))
    sheet.show(*scores.buttons(card, user_id, lens))
    sheet.tell(parts.votes_line(card, lens), *voting.seat_lines(gate, lens))
    sheet.tell(*voting.own_vote_lines(card, gate, user_id, lens), *voting.other_votes(card, gate, user_id, lens))
    sheet.small("\n".join(voting.rule_lines(card, gate, lens)))
    if card.status is Status.ACTIVE and may(card, user_id, "CastVote"):
        go = lens.decision(card, gate.stage, Decision.GO)
        sheet.show(kit.actions(*vote_buttons(card.id, gate.id, card.key, lens, go=go), block_id="vote"))


def _deliverable(d: Deliverable, gate: Gate, user_id: str, lens: Lens) -> str:
    line = parts.deliverable_line(d, lens)
    if not voting.changed_after(d, voting.own_vote(gate, user_id)):
        return line
    return f"{line} · " + bold(lens.say("changed after your vote"))
