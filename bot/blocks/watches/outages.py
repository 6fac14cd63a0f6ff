"""What administrators read of sources that cannot be read, and of those that can be read again."""

from collections.abc import Mapping
from datetime import datetime

from bot.blocks import kit
from bot.blocks.kit import Message, bold, inline
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from flows.notices import Scalar
from flows.watches.operating import DOWN


def told(params: Mapping[str, Scalar], lens: Lens) -> Message:
    """One message for all that came to light together."""
    say, is_down = lens.say, params["event"] == DOWN
    lines = [line.split("\t") for line in str(params["sources"]).split("\n")]
    more = int(params["more"] or 0)
    n = len(lines) + more
    head = (
        say.plural("{n} source of the watches cannot be read for more than a day.",
                   "{n} sources of the watches cannot be read for more than a day.", n)
        if is_down
        else say.plural("{n} source of the watches can be read again. What changed meanwhile comes as hits.",
                        "{n} sources of the watches can be read again. What changed meanwhile comes as hits.", n)
    )  # fmt: skip
    shown = [_line(name, good_at, problem, lens, is_back=not is_down) for name, good_at, problem in lines]
    shown += [parts.left_out(more, lens)] if more else []
    foot = say("Their watches wait, others go on, and Liandong goes on asking. `python -m bot doctor` tells more.")
    return kit.one_section("\n".join([bold(head), *shown, *([foot] if is_down else [])]))


def _line(name: str, good_at: str, problem: str, lens: Lens, *, is_back: bool) -> str:
    say, source = lens.say, f"`{inline(name, 100).replace('`', '')}`"
    if is_back:
        return source
    last = say("last read {moment}", moment=say.when(datetime.fromisoformat(good_at))) if good_at else say(
        "never read yet")  # fmt: skip
    return " · ".join(filter(None, [source, last, inline(problem, 200)]))
