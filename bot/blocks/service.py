"""What is said to one person and is about no single project: the bot itself, or a schedule of theirs."""

from collections.abc import Mapping
from datetime import datetime

from bot.blocks import kit
from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.rhythm import resting
from bot.blocks.watches import outages
from flows.notices import Scalar
from flows.rhythm.resting import RESTS
from flows.watches.operating import DOWN, SAID_WITH, UP


def told(params: Mapping[str, Scalar], lens: Lens) -> Message | None:
    """That a schedule rests; that sources are down or back; or that Slack takes the token again: since when it did not,
    why, how many messages waited. None for what another message says with it."""
    if params.get("event") == RESTS:
        return resting.told(params, lens)
    if params.get("event") in (DOWN, UP):
        return None if params[SAID_WITH] else outages.told(params, lens)
    since = datetime.fromisoformat(str(params["since"]))
    moment = lens.say.when(since)
    return kit.one_section(
        lens.say.plural(
            "Slack did not take my token from {since} on ({code}). It does again: {n} message that waited goes out "
            "now.",
            "Slack did not take my token from {since} on ({code}). It does again: {n} messages that waited go out now.",
            int(params["waiting"] or 0),
            since=moment,
            code=kit.inline(str(params["code"])),
        )
    )
