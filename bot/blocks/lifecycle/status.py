"""The whole of a project's present stage, for one viewer."""

from collections.abc import Sequence, Set

from bot.blocks import kit
from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import card as cards
from bot.blocks.lifecycle import parts, scores
from bot.blocks.lifecycle.buttons import handovers, readers
from bot.blocks.limits import Block
from bot.blocks.rhythm import muting
from bot.blocks.sheet import Sheet
from bot.ids import Act, Ref
from flows.lifecycle.permissions import may, project_actions
from flows.lifecycle.readmodels import ProjectCard
from flows.names import AWAITING_ASSIGNEE, Status

_DELIVERABLES = 30
_NEEDS = {Act.ROLES: "AssignRoles", Act.STRANDS: "SetStrandStates", Act.EDIT: "EditProject", Act.HOLD: "HoldProject"}


def status(
    card: ProjectCard, viewer: str, lens: Lens, *, channel: str = "", asked: Sequence[str] = ()
) -> Message:  # fmt: skip
    """The card's body, every deliverable of the stage, and the buttons this viewer may press. ``channel`` is a finished
    line about what its channel has chosen to hear, ``asked`` finished lines about what its watches ask for."""
    sheet = Sheet()
    cards.body(sheet, card, lens)
    lines = [parts.deliverable_line(d, lens) for d in card.deliverables[:_DELIVERABLES]]
    sheet.tell(parts.left_out(len(card.deliverables) - sheet.add_lines(lines), lens))
    sheet.small(parts.roles_line(card, lens))
    if asked:
        sheet.tell(*asked, accessory=kit.button(lens.say("All of the project"), Act.ACTIONS, Ref(project_id=card.id)))
    sheet.tell(muting.line(card, lens), channel)
    sheet.tell(*scores.lines(card, viewer, lens))
    if any(d.submissions for d in card.deliverables):
        sheet.show(*readers(card, lens, room=sheet.room()))
    sheet.show(*handovers(card, viewer, lens, room=sheet.room()))
    sheet.show(*scores.buttons(card, viewer, lens))
    sheet.show(kit.actions(*_buttons(card, viewer, lens), block_id="status"))
    return sheet.message()


def _buttons(card: ProjectCard, viewer: str, lens: Lens) -> list[Block]:
    ref, can = Ref(project_id=card.id), project_actions(card, viewer)
    buttons: list[Block] = []
    if card.status is Status.HELD and "ResumeProject" in can:
        buttons.append(cards.resume_button(card, ref, lens))
    if card.status is Status.ACTIVE:
        buttons += _stage_buttons(card, ref, viewer, can, lens)
    if evaluating(card, lens):
        buttons.append(cards.evaluation_button(card, ref, lens))
    if card.status in (Status.STOPPED, Status.COMPLETED):
        buttons.append(cards.follow_on_button(card, ref, lens))
    buttons.append(cards.history_button(card, ref, lens))
    if any(member.user_id == viewer for member in card.members):
        buttons.append(muting.toggle(card, lens))
    if card.status in (Status.ACTIVE, Status.HELD):
        entries = [entry for entry in cards.menu_entries(card, ref, lens) if _NEEDS.get(entry[1]) in can]
        if entries:
            buttons.append(kit.menu(entries))
        if "StopProject" in can:
            buttons.append(_stop_button(card, ref, lens))
    return buttons


def evaluating(card: ProjectCard, lens: Lens) -> bool:
    """Whether it is time to speak of evaluation: in the last stage, and for ever after a project's end."""
    return card.status in (Status.STOPPED, Status.COMPLETED) or lens.template(card).following(card.stage) is None


def _stage_buttons(card: ProjectCard, ref: Ref, viewer: str, can: Set[str], lens: Lens) -> list[Block]:
    buttons = []
    waiting = [d for d in card.deliverables if d.state in AWAITING_ASSIGNEE]
    if any(d.assignee == viewer or may(card, viewer, "SubmitDeliverable", d) for d in waiting):
        buttons.append(cards.submit_button(card, ref, lens))
    if card.gate is None:
        return [*buttons, cards.gate_button(card, ref, lens)] if "RequestGate" in can else buttons
    gate = cards.gate_ref(card, card.gate)
    if may(card, viewer, "CastVote"):
        buttons.append(cards.vote_button(card, gate, lens))
    if "WithdrawGate" in can:
        buttons.append(cards.withdraw_button(card, gate, lens))
    return buttons


def _stop_button(card: ProjectCard, ref: Ref, lens: Lens) -> Block:
    """Asked twice: stopping cannot be taken back."""
    say = lens.say
    sure = kit.confirm(
        say("Stop {key}?", key=card.key),
        say("A stopped project cannot be resumed. You are asked for the reason next; nothing happens before that."),
        say("Go on"),
        say("Keep the project"),
        danger=True,
    )
    label = say("Stop project {key}", key=card.key)
    return kit.button(say("Stop project"), Act.STOP, ref, style="danger", label=label, confirm=sure)
