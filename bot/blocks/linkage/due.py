"""What the clock says to one person about dates: those that come near or were missed, and those to confirm."""

import json
from collections.abc import Mapping

from bot.blocks import kit
from bot.blocks.kit import Message, bold
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.linkage import docket, rule_words
from bot.blocks.linkage.entries import Able
from bot.blocks.sheet import Sheet
from flows.lifecycle.readmodels import ProjectCard
from flows.linkage.codes import DocketState
from flows.linkage.judgements import DocketItem
from flows.linkage.register import Register
from flows.notices import Scalar


def told(
    params: Mapping[str, Scalar], card: ProjectCard, register: Register, lens: Lens, *, able: Able, reader: str
) -> Message | None:
    """None where every date was settled before the message could be sent."""
    say, sheet = lens.say, Sheet()
    named = [register.find(item_id) for item_id in json.loads(str(params["items"]))]
    found = [item for item in named if isinstance(item, DocketItem)]
    coming = [item for item in found if item.state is DocketState.OPEN]
    second = [item for item in found if item.state is DocketState.DONE and item.done_by != reader]
    if not coming and not second:
        return None
    sheet.head(parts.heading(card))
    for heading, items in ((say("Dates that wait for you"), coming),
                           (say("Done, and waiting for you as the second person"), second)):  # fmt: skip
        if items:
            sheet.tell(bold(heading))
        for item in items:
            line = docket.date_text(item, register, lens)
            buttons = docket.date_buttons(item, register, lens, able, reader)
            row = [kit.section(line), *([kit.actions(*buttons, block_id=f"date:{item.id}")] if buttons else [])]
            if not sheet.add(line, *row):
                break
    sheet.small(rule_words.disclaimer(say))
    return sheet.message()
