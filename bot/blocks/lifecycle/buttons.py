"""The buttons of one deliverable and of one gate, for a known person: only what that person may press."""

from bot.blocks import kit
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.limits import LIMITS, Block
from bot.ids import Act, Ref
from flows.lifecycle.blocking import is_blocked
from flows.lifecycle.permissions import may, planners
from flows.lifecycle.project import Deliverable
from flows.lifecycle.readmodels import ProjectCard
from flows.names import SETTLED

OPTION_SIZE = 350
"""Characters of JSON that one option of a menu can take: text and value at their longest, and the frame."""


def work_ref(project_id: str, d: Deliverable) -> Ref:
    """The version is the one shown, so that nobody accepts what they have not seen."""
    number = d.submissions[-1].number if d.submissions else 0
    return Ref(project_id=project_id, deliverable_id=d.id, stage=d.stage, number=number)


def work_buttons(card: ProjectCard, d: Deliverable, user_id: str, lens: Lens) -> Block:
    """What an assignee can do about an open deliverable."""
    say, name, ref = lens.say, parts.raw_title(d, lens), work_ref(card.id, d)
    buttons = [submit_button(card.id, d, lens)]
    if is_blocked(d):
        buttons.append(unblock_button(card.id, d, lens))
    if d.request is None:
        buttons += [
            kit.button(say("Not needed"), Act.NOT_NEEDED, ref, label=say("Not needed: {title}", title=name)),
            kit.button(say("Ask for more time"), Act.MORE_TIME, ref, label=say("More time for {title}", title=name)),
        ]
    if may(card, user_id, "HandOver", d):
        buttons.append(hand_over_button(card.id, d, lens))
    if not is_blocked(d):
        buttons.append(blocked_button(card.id, d, lens))
    return kit.actions(*buttons, block_id=f"work:{d.id}")


def hand_over_button(project_id: str, d: Deliverable, lens: Lens) -> Block:
    say = lens.say
    return kit.button(say("Hand over"), Act.HAND_OVER, work_ref(project_id, d),
                      label=say("Hand over {title}", title=parts.raw_title(d, lens)))  # fmt: skip


def blocked_button(project_id: str, d: Deliverable, lens: Lens) -> Block:
    say = lens.say
    return kit.button(say("Blocked: say why"), Act.BLOCKED, work_ref(project_id, d),
                      label=say("Say what blocks {title}", title=parts.raw_title(d, lens)))  # fmt: skip


def unblock_button(project_id: str, d: Deliverable, lens: Lens) -> Block:
    say = lens.say
    return kit.button(say("Not blocked any more"), Act.UNBLOCK, work_ref(project_id, d),
                      label=say("Nothing blocks {title} any more", title=parts.raw_title(d, lens)))  # fmt: skip


def submit_button(project_id: str, d: Deliverable, lens: Lens) -> Block:
    say = lens.say
    return kit.button(say("Submit"), Act.SUBMIT, work_ref(project_id, d), style="primary",
                      label=say("Submit {title}", title=parts.raw_title(d, lens)))  # fmt: skip


def new_version_button(project_id: str, d: Deliverable, lens: Lens) -> Block:
    """For what was accepted, while the gate is open."""
    say = lens.say
    return kit.button(say("Improve"), Act.SUBMIT, work_ref(project_id, d),
                      label=say("Submit a new version of {title}", title=parts.raw_title(d, lens)))  # fmt: skip


def review_buttons(card: ProjectCard, d: Deliverable, user_id: str, lens: Lens) -> Block:
    """What a reviewer can do about a submission."""
    buttons = [versions_button(card.id, d, lens)]
    if may(card, user_id, "AcceptSubmission", d):
        buttons = [*verdict_buttons(card.id, d, lens), *buttons]
    return kit.actions(*buttons, block_id=f"review:{d.id}")


def verdict_buttons(project_id: str, d: Deliverable, lens: Lens) -> list[Block]:
    say, name, ref = lens.say, parts.raw_title(d, lens), work_ref(project_id, d)
    return [
        kit.button(say("Accept"), Act.ACCEPT, ref, style="primary", label=say("Accept {title}", title=name)),
        kit.button(
            say("Request changes"), Act.REQUEST_CHANGES, ref, label=say("Request changes to {title}", title=name)
        ),
    ]


def versions_button(project_id: str, d: Deliverable, lens: Lens) -> Block:
    say = lens.say
    return kit.button(say("Read all"), Act.VERSIONS, work_ref(project_id, d),
                      label=say("Read all versions of {title}", title=parts.raw_title(d, lens)))  # fmt: skip


def readers(card: ProjectCard, lens: Lens, *, room: int) -> list[Block]:
    """A menu of what was submitted in the shown stage, to read it; no block where there is nothing or no room.

    ``room`` is in characters of JSON, as ``Sheet.room`` counts them.
    """
    most = min(LIMITS["select options"], room // OPTION_SIZE)
    read = [d for d in card.deliverables if d.submissions][: max(0, most)]
    if not read:
        return []
    entries = [(parts.raw_title(d, lens), Act.VERSIONS, work_ref(card.id, d)) for d in read]
    return [kit.actions(kit.chooser(lens.say("Read a deliverable"), entries, name="read"), block_id="read")]


def handovers(card: ProjectCard, user_id: str, lens: Lens, *, room: int) -> list[Block]:
    """A menu of other people's work that this person may hand over; ``room`` as in ``readers``."""
    most = min(LIMITS["select options"], room // OPTION_SIZE)
    if not parts.is_open(card) or user_id not in planners(card):
        return []
    found = [d for d in card.deliverables if d.state not in SETTLED and d.assignee != user_id][: max(0, most)]
    if not found:
        return []
    entries = [(parts.raw_title(d, lens), Act.HAND_OVER, work_ref(card.id, d)) for d in found]
    return [kit.actions(kit.chooser(lens.say("Hand a deliverable over"), entries, name="hand"), block_id="hand")]


def answer_buttons(card: ProjectCard, d: Deliverable, user_id: str, lens: Lens) -> Block:
    """Agree to or decline what an assignee asked for."""
    buttons = request_buttons(card.id, d, lens) if may(card, user_id, "AnswerRequest", d) else []
    if is_blocked(d) and may(card, user_id, "HandOver", d):
        buttons.append(hand_over_button(card.id, d, lens))
    return kit.actions(*buttons or [versions_button(card.id, d, lens)], block_id=f"request:{d.id}")


def request_buttons(project_id: str, d: Deliverable, lens: Lens) -> list[Block]:
    if is_blocked(d):
        return [unblock_button(project_id, d, lens)]
    say, name, ref = lens.say, parts.raw_title(d, lens), work_ref(project_id, d)
    return [
        kit.button(
            say("Agree"), Act.AGREE, ref, style="primary", label=say("Agree to the request about {title}", title=name)
        ),
        kit.button(say("Decline"), Act.DECLINE, ref, label=say("Decline the request about {title}", title=name)),
    ]


def in_review_menu(project_id: str, d: Deliverable, lens: Lens) -> Block:
    """What an author can still do about what waits for its review, out of the way."""
    say, ref = lens.say, work_ref(project_id, d)
    return kit.menu([(say("Submit a new version"), Act.SUBMIT, ref), (say("Read all"), Act.VERSIONS, ref)])


def settled_menu(card: ProjectCard, d: Deliverable, user_id: str, lens: Lens) -> Block:
    """What can still be done about a settled deliverable, out of the way."""
    say, ref = lens.say, work_ref(card.id, d)
    entries = [(say("Read all"), Act.VERSIONS, ref)]
    if parts.is_open(card) and card.gate is None and may(card, user_id, "ReopenDeliverable", d):
        entries.append((say("Reopen"), Act.REOPEN, ref))
    return kit.menu(entries)


def vote_buttons(project_id: str, gate_id: str, key: str, lens: Lens, *, go: str) -> list[Block]:
    """``go`` is what the template calls that decision."""
    say, ref = lens.say, Ref(project_id=project_id, gate_id=gate_id)
    return [
        kit.button(go, Act.VOTE_GO, ref, style="primary", label=say("Vote go for {key}", key=key)),
        kit.button(say("Vote with a comment"), Act.VOTE, ref, label=say("Vote with a comment on {key}", key=key)),
        kit.button(say("Send a deputy"), Act.DEPUTY, ref, label=say("Let somebody else vote on {key}", key=key)),
    ]
