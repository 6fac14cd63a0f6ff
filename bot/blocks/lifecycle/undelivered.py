"""Tells a project's lead that a message could not be delivered, and what they can do about it."""

from collections.abc import Mapping

from bot.blocks import kit
from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.lifecycle.buttons import work_ref
from bot.blocks.limits import LIMITS, Block
from bot.blocks.sheet import Sheet
from bot.ids import Act
from flows.lifecycle.readmodels import ProjectCard
from flows.names import AWAITING_ASSIGNEE
from flows.notices import Scalar

_NO_WAY_IN = frozenset({"channel_not_found", "not_in_channel", "restricted_action", "no_permission"})
_PERSON_GONE = frozenset({"account_inactive", "user_not_found", "user_disabled", "user_not_visible", "cannot_dm_bot"})
_TOO_LONG = frozenset({"msg_too_long", "msg_blocks_too_long", "invalid_blocks"})


def told(params: Mapping[str, Scalar], card: ProjectCard, lens: Lens) -> Message:
    """``place`` is the conversation or person that was not reached, ``code`` Slack's reason."""
    place = str(params["place"])
    is_person = place.startswith(("U", "W"))
    who, code = kit.person(place) if is_person else f"<#{place}>", str(params["code"])
    # Direct messages have the same error codes as channels, and mean the person by them.
    if is_person and code in _NO_WAY_IN | {"is_archived"}:
        code = "account_inactive"
    sheet = Sheet()
    keys = str(params.get("keys") or card.key)
    sheet.tell(lens.say("{project} · {text}", project=kit.bold(keys), text=_reason(code, who, card, lens)))
    if code in _PERSON_GONE:
        sheet.show(*_hand_over(card, place, lens))
    return sheet.message()


def _hand_over(card: ProjectCard, user_id: str, lens: Lens) -> list[Block]:
    """A menu of what still waits for somebody who is gone: their own prompt, with its button, reaches nobody."""
    theirs = [d for d in card.deliverables if d.assignee == user_id and d.state in AWAITING_ASSIGNEE]
    entries = [(parts.raw_title(d, lens), Act.HAND_OVER, work_ref(card.id, d)) for d in theirs]
    if not entries or not parts.is_open(card):
        return []
    chooser = kit.chooser(lens.say("Hand over a deliverable"), entries[: LIMITS["select options"]], name="hand_over")
    return [kit.actions(chooser, block_id="hand_over")]


def _reason(code: str, place: str, card: ProjectCard, lens: Lens) -> str:
    say = lens.say
    if code in _NO_WAY_IN:
        return say(
            "I cannot write in {place}, and keep what I have to say there. Invite me with `/invite`, or choose another "
            "channel in *Edit details*.",
            place=place,
        )
    if code == "is_archived":
        return say(
            "{place} is archived. I keep what I have to say there until it is unarchived; or choose another channel in "
            "*Edit details*.",
            place=place,
        )
    if code in _PERSON_GONE:
        return say(
            "{place} cannot be reached in Slack. I keep what I have to tell them until they are back. Hand over their "
            "deliverables and roles.",
            place=place,
        )
    if code in _TOO_LONG:
        return say(
            "A message for {place} was too long for Slack. `/liandong status {key}` shows what it said.",
            place=place,
            key=card.key,
        )
    return say(
        "Slack refused a message for {place} ({code}). Whoever runs Liandong finds it with `doctor`.",
        place=place,
        code=kit.inline(code),
    )
