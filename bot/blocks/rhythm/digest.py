"""A digest: a heading, the parts that its sections brought, and small print that says where it comes from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.blocks import kit
from bot.blocks.kit import Message, bold
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.limits import Block
from bot.blocks.rhythm import schedules
from bot.blocks.sheet import Sheet
from bot.ids import Act, Ref

LINES = 8
"""Lines of one part in the message itself."""

Deed = tuple[str, Act, Ref]
"""What can be done about a line: what the button says, which act, about what."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of finished mrkdwn. One deed becomes a button beside it, several (at most five) a menu."""

    text: str
    deeds: tuple[Deed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Lines under a title, which may be empty. ``total`` counts those left out as well; 0: none is.

    ``quiet``: worth a place in a digest that goes out anyway, but no reason for one. ``deeds`` concern the whole,
    ``note`` is small print that has to stand with it.
    """

    title: str = ""
    lines: tuple[Line, ...] = ()
    total: int = 0
    quiet: bool = False
    deeds: tuple[Deed, ...] = ()
    note: str = ""


def speaks(found: Sequence[Part]) -> bool:
    """Whether there is a reason for a digest at all."""
    return any(part.lines and not part.quiet for part in found)


def digest(heading: str, found: Sequence[Part], lens: Lens, *, footer: Iterable[str] = ()) -> Message:
    """``heading`` is raw text; ``footer`` holds finished lines of small print."""
    sheet = Sheet()
    sheet.head(heading)
    for part in found:
        _lay(sheet, part, lens)
    deeds = [deed for part in found if part.lines for deed in part.deeds]
    if deeds:
        sheet.show(kit.actions(*(_button(deed) for deed in deeds), block_id="digest"))
    small = dict.fromkeys([*(part.note for part in found if part.lines), *footer])
    if any(small):
        sheet.small("\n".join(line for line in small if line))
    return sheet.message()


def silent(heading: str, lens: Lens) -> Message:
    """What somebody reads who tries out a digest that would say nothing."""
    sheet = Sheet()
    sheet.head(heading)
    sheet.tell(schedules.nothing_to_tell(lens))
    return sheet.message()


def _lay(sheet: Sheet, part: Part, lens: Lens) -> None:
    """A part as far as there is room: lines with something to do beside them one by one, others together."""
    if not part.lines:
        return
    shown = part.lines[:LINES]
    total = max(part.total, len(part.lines))
    left_out = parts.left_out(total - len(shown), lens)
    title = bold(part.title) if part.title else ""
    if not any(line.deeds for line in shown):
        sheet.tell(title, *(line.text for line in shown), left_out)
        return
    sheet.tell(title)
    for place, line in enumerate(shown):
        if not sheet.add(line.text, kit.section(line.text, accessory=_beside(line))):
            left_out = parts.left_out(total - place, lens)
            break
    sheet.tell(left_out)


def _beside(line: Line) -> Block | None:
    if not line.deeds:
        return None
    return _button(line.deeds[0]) if len(line.deeds) == 1 else kit.menu(line.deeds)


def _button(deed: Deed) -> Block:
    text, act, ref = deed
    return kit.button(text, act, ref)
