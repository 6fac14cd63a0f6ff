"""What an administrator reads who wants to see a closed project."""

from bot.blocks import kit
from bot.blocks.kit import Message
from bot.blocks.lens import Lens


def usage(lens: Lens) -> Message:
    return kit.one_section(lens.say(
        "`/liandong override LD-12 reason` lets you read a project you are no member of for 24 hours. The reason stays "
        "in its history; its lead and steering group are told."
    ))  # fmt: skip


def needless(key: str, lens: Lens) -> Message:
    text = lens.say("You may see {key} anyway. Nothing was recorded.", key=kit.inline(key, 60))
    return kit.one_section(text)
