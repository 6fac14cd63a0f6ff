"""The headline card: one message a project, always showing where it stands."""

from bot.blocks import kit
from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.limits import Block
from bot.blocks.rhythm import muting
from bot.blocks.sheet import Sheet
from bot.ids import Act, Ref
from flows.lifecycle.project import Gate
from flows.lifecycle.readmodels import ProjectCard
from flows.names import Status

_SUMMARY = 400


def headline(card: ProjectCard, lens: Lens, *, withheld: bool = False, linkage: str = "", channel: str = "") -> Message:
    """The card of a channel. Its buttons are for everybody to see; who may press them is checked on the click.

    ``withheld``: the place is shared or has guests. A restricted project withholds itself in every channel.
    ``linkage`` is a finished line about the project's register, ``channel`` one about what the channel does not hear.
    """
    if withheld or parts.hidden_in_channels(card):
        return _withheld(card, lens)
    sheet = Sheet()
    body(sheet, card, lens)
    sheet.tell(linkage, channel)
    sheet.small(parts.roles_line(card, lens))
    sheet.show(kit.actions(*_buttons(card, lens), block_id="card"))
    return sheet.message()


def body(sheet: Sheet, card: ProjectCard, lens: Lens) -> None:
    """What the card says, without buttons: shared with the status answer."""
    sheet.head(parts.heading(card))
    sheet.tell(parts.stage_line(card, lens), parts.status_line(card, lens), parts.links_line(card, lens))
    sheet.tell(kit.escape(card.summary.strip(), _SUMMARY))
    sheet.tell(*parts.strand_lines(card, lens))
    sheet.tell(parts.next_due(card, lens), parts.counts_line(card, lens),
               parts.conditions_line(card, lens), parts.gate_line(card, lens))  # fmt: skip


def _withheld(card: ProjectCard, lens: Lens) -> Message:
    sheet = Sheet()
    sheet.head(card.key)
    sheet.tell(parts.stage_line(card, lens))
    sheet.small(lens.say("Only its members see more: `/liandong status {key}`", key=card.key))
    return sheet.message()


def moved(card: ProjectCard, lens: Lens) -> Message:
    """What is left of a card where it no longer stands: the key, and nothing that only a new place may read."""
    sheet = Sheet()
    sheet.head(card.key)
    sheet.tell(lens.say("This project's card has moved. Members find the project with `/liandong status {key}`.",
                        key=card.key))  # fmt: skip
    return sheet.message()


def _buttons(card: ProjectCard, lens: Lens) -> list[Block]:
    ref = Ref(project_id=card.id)
    history = history_button(card, ref, lens)
    if card.status in (Status.STOPPED, Status.COMPLETED):
        return [evaluation_button(card, ref, lens), follow_on_button(card, ref, lens), history]
    own = muting.own_button(card, lens)
    return [*_main_buttons(card, ref, lens), history, own, kit.menu(menu_entries(card, ref, lens))]


def _main_buttons(card: ProjectCard, ref: Ref, lens: Lens) -> list[Block]:
    if card.status is Status.HELD:
        return [resume_button(card, ref, lens)]
    if card.gate is not None:
        gate = gate_ref(card, card.gate)
        return [vote_button(card, gate, lens), withdraw_button(card, gate, lens)]
    return [submit_button(card, ref, lens), gate_button(card, ref, lens)]


def gate_ref(card: ProjectCard, gate: Gate) -> Ref:
    return Ref(project_id=card.id, gate_id=gate.id, stage=gate.stage)


def submit_button(card: ProjectCard, ref: Ref, lens: Lens) -> Block:
    """``ref`` names no deliverable: the form asks which one."""
    say = lens.say
    label = say("Submit a deliverable of {key}", key=card.key)
    return kit.button(say("Submit a deliverable"), Act.SUBMIT, ref, style="primary", label=label)


def history_button(card: ProjectCard, ref: Ref, lens: Lens) -> Block:
    say = lens.say
    return kit.button(say("History"), Act.HISTORY, ref, label=say("History of {key}", key=card.key))


def evaluation_button(card: ProjectCard, ref: Ref, lens: Lens) -> Block:
    say = lens.say
    return kit.button(say("Evaluation"), Act.EVALUATION, ref, label=say("Evaluation of {key}", key=card.key))


def follow_on_button(card: ProjectCard, ref: Ref, lens: Lens) -> Block:
    say = lens.say
    label = say("Open a follow-on idea of {key}", key=card.key)
    return kit.button(say("Open a follow-on idea"), Act.FOLLOW_ON, ref, label=label)


def gate_button(card: ProjectCard, ref: Ref, lens: Lens) -> Block:
    say = lens.say
    label = say("Request the gate review of {key}", key=card.key)
    return kit.button(say("Request gate"), Act.GATE, ref, label=label)


def resume_button(card: ProjectCard, ref: Ref, lens: Lens) -> Block:
    say = lens.say
    return kit.button(say("Resume"), Act.RESUME, ref, style="primary", label=say("Resume {key}", key=card.key))


def vote_button(card: ProjectCard, ref: Ref, lens: Lens) -> Block:
    say = lens.say
    return kit.button(say("Vote"), Act.VOTE, ref, style="primary", label=say("Vote on the gate of {key}", key=card.key))


def withdraw_button(card: ProjectCard, ref: Ref, lens: Lens) -> Block:
    say = lens.say
    sure = kit.confirm(
        say("Withdraw the gate review?"),
        say("The votes given so far are dropped. You can request the gate again later."),
        say("Withdraw"),
        say("Keep it open"),
    )
    label = say("Withdraw the gate review of {key}", key=card.key)
    return kit.button(say("Withdraw gate"), Act.WITHDRAW, ref, label=label, confirm=sure)


def menu_entries(card: ProjectCard, ref: Ref, lens: Lens) -> list[tuple[str, Act, Ref]]:
    """What else can be done with a project that is not over."""
    say = lens.say
    entries = [
        (say("People and roles"), Act.ROLES, ref),
        (say("Strand states"), Act.STRANDS, ref),
        (say("Edit details"), Act.EDIT, ref),
        (say("Stop project"), Act.STOP, ref),
    ]
    if card.status is Status.ACTIVE:
        entries.insert(3, (say("Put on hold"), Act.HOLD, ref))
    if card.status is Status.HELD:
        entries.insert(3, (say("Change the hold"), Act.HOLD, ref))
    return entries
