"""A view with something to read and nothing to submit."""

from typing import Any

from bot.blocks import kit
from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.limits import LIMITS
from bot.ids import Form, Ref


def message(title: str, shown: Message, lens: Lens) -> dict[str, Any]:
    """A message in a modal, with its buttons."""
    return kit.modal(Form.INFO, title, shown.blocks[: LIMITS["modal blocks"]], ref=Ref(), close=lens.say("Close"))


def info(title: str, text: str, lens: Lens) -> dict[str, Any]:
    """``title`` is raw, ``text`` finished mrkdwn of any length."""
    blocks = kit.sections(text)[: LIMITS["modal blocks"]]
    return kit.modal(Form.INFO, title, blocks, ref=Ref(), close=lens.say("Close"))
