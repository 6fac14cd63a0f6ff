"""A view with something to read and nothing to submit."""

from typing import Any

from bot.blocks import kit
from bot.blocks.lens import Lens
from bot.blocks.limits import LIMITS
from bot.ids import Form, Ref


def info(title: str, text: str, lens: Lens) -> dict[str, Any]:
    """``title`` is raw, ``text`` finished mrkdwn of any length."""
    blocks = kit.sections(text)[: LIMITS["modal blocks"]]
    return kit.modal(Form.INFO, title, blocks, ref=Ref(), close=lens.say("Close"))
