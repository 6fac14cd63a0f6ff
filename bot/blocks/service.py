"""What administrators are told about the bot itself."""

from collections.abc import Mapping
from datetime import datetime

from bot.blocks import kit
from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from flows.notices import Scalar


def told(params: Mapping[str, Scalar], lens: Lens) -> Message:
    """Slack takes the token again: since when it did not, why, and how many messages waited."""
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
