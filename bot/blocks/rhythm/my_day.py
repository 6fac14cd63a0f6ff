"""One's own day as a message: how it is asked for and called off, and what is said to that."""

from collections.abc import Sequence
from datetime import time

from bot.blocks import kit
from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.limits import Block
from bot.blocks.rhythm.digest import Part
from bot.ids import Act, Ref


def footer(lens: Lens) -> Part:
    """Why it came, and the way out."""
    text = lens.say("You asked for this message. It comes on your working days, and only where there is something.")
    return Part(note=text, quiet=True, deeds=((lens.say("Stop these messages"), Act.MY_DAY_STOP, Ref()),))


def unheard(keys: Sequence[str], lens: Lens) -> Part:
    """Which projects say nothing here because their reader wanted it so."""
    note = lens.say("Muted, so what others did there is not told: {projects}.", projects=lens.say.listing(list(keys)))
    return Part(note=note, quiet=True)


def start_button(lens: Lens) -> Block:
    return kit.button(lens.say("Send me this every working day"), Act.MY_DAY, Ref())


def started(at: time, lens: Lens) -> Message:
    """``at`` is on the wall where the person is."""
    text = lens.say(
        "On your working days you will get what waits for you at {time}, as one message. "
        "On days with nothing to say there is none.",
        time=f"{at:%H:%M}",
    )
    return kit.one_section(text, kit.button(lens.say("Stop these messages"), Act.MY_DAY_STOP, Ref()))


def stopped(lens: Lens) -> Message:
    text = lens.say("Your day does not come as a message any more. `/liandong mine` shows it whenever you like.")
    return kit.one_section(text, start_button(lens))
