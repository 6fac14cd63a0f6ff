"""What is said above an answer about a register where outsiders read in the channel (DOMAIN.md R02)."""

from bot.blocks import kit
from bot.blocks.kit import Message, bold
from bot.blocks.lens import Lens
from bot.blocks.limits import LIMITS
from flows.linkage.surroundings import Audience

_NOTE_SIZE = 700
"""Characters of JSON that the note may take."""


def cautioned(message: Message, audience: Audience | None, lens: Lens) -> Message:
    """The same answer. It is its reader's alone; what they copy from it is not."""
    if audience is None or not audience.has_outsiders:
        return message
    text = f"{bold('R02')} · {who(audience, lens)} " + lens.say("Only you see this answer: do not copy it here.")
    full = len(message.blocks) >= LIMITS["message blocks"]
    full = full or kit.json_size(message.blocks) + _NOTE_SIZE > LIMITS["message size"]
    blocks = message.blocks if full else [kit.note(text), *message.blocks]
    return Message(kit.fit(f"{text}\n{message.text}", LIMITS["message text"]), blocks)


def who(audience: Audience, lens: Lens) -> str:
    """Who the outsiders are."""
    say = lens.say
    if audience.shared or audience.external:
        return say("People of another organisation read in this channel.")
    return say("Guests read in this channel.")
