"""A digest: a short message with what its sections brought, and in its thread whole what was too long for that."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.blocks import kit
from bot.blocks.kit import Message, bold
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.limits import Block
from bot.blocks.rhythm import schedules
from bot.blocks.sheet import Sheet
from bot.ids import Act, Ref, unpack

LINES = 5
"""Lines of one part in the message itself, at most."""
_PARAGRAPH = 10
"""Lines without buttons that share one paragraph of the thread."""
_ROOM = 2800
"""Characters of such a paragraph."""

Deed = tuple[str, Act, Ref]
"""What can be done about a line: what the button says, which act, about what."""


def deeds_of(*buttons: Block) -> tuple[Deed, ...]:
    """What buttons made for other views do, for a line of a digest."""
    return tuple((b["text"]["text"], Act(b["action_id"].partition(":")[0]), unpack(b["value"])) for b in buttons)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of finished mrkdwn. One deed becomes a button beside it, several (at most five) a menu.

    ``about`` names what it is about for whoever hears the button without seeing the line.
    """

    text: str
    deeds: tuple[Deed, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Lines under a title, which may be empty. ``total`` counts those left out as well; 0: none is.

    ``quiet``: worth a place in a digest that goes out anyway, but no reason for one. ``instead``: said only where
    nothing else is a reason, and then alone. ``deeds`` concern the whole, ``note`` is small print that has to stand
    with it; a part may be nothing but these.
    """

    title: str = ""
    lines: tuple[Line, ...] = ()
    total: int = 0
    quiet: bool = False
    instead: bool = False
    deeds: tuple[Deed, ...] = ()
    note: str = ""

    @property
    def is_there(self) -> bool:
        return bool(self.lines) or not self.title


def speaks(found: Iterable[Part]) -> bool:
    """Whether there is a reason for a digest at all. Looks no further than to the first one."""
    return any(part.lines and not part.quiet for part in found)


def pages(heading: str, found: Sequence[Part], lens: Lens, *, footer: Iterable[str] = ()) -> tuple[Message, ...]:
    """The message, and what stands in its thread. ``heading`` is raw text; ``footer`` holds finished lines of small
    print. The message shows as many lines of each part as it has room for; a part that it cuts follows whole."""
    shown = [part for part in found if part.is_there]
    alone = [part for part in shown if part.instead and part.lines]
    if speaks(news := [part for part in shown if not part.instead]):
        shown = news
    elif alone:
        return (_laid("", alone, lens, footer, most=LINES)[0],)
    for most in range(LINES, -1, -1):
        message, fits = _laid(heading, shown, lens, footer, most=most)
        if fits:
            break
    return (message, *_thread([part for part in shown if len(part.lines) > most], lens))


def _laid(heading: str, shown: Sequence[Part], lens: Lens, footer: Iterable[str], *, most: int) -> tuple[Message, bool]:
    """The message with so many lines of each part, and whether it has room for them."""
    sheet, fits = Sheet(), True
    if heading:
        sheet.head(heading)
    for part in shown:
        fits &= _lay(sheet, part, lens, most)
    deeds = list(dict.fromkeys(deed for part in shown for deed in part.deeds))
    if deeds:
        sheet.show(kit.actions(*(_button(deed) for deed in deeds), block_id="digest"))
    small = dict.fromkeys([*(part.note for part in shown), *footer])
    if any(small):
        sheet.small("\n".join(line for line in small if line))
    return sheet.message(), fits and sheet.is_heard()


def silent(heading: str, lens: Lens) -> Message:
    """What somebody reads who tries out a digest that would say nothing."""
    sheet = Sheet()
    sheet.head(heading)
    sheet.tell(schedules.nothing_to_tell(lens))
    return sheet.message()


def _lay(sheet: Sheet, part: Part, lens: Lens, most: int) -> bool:
    """Lines with something to do beside them one by one, others together. False where there is no room."""
    shown = part.lines[:most]
    title = bold(part.title) if part.title else ""
    rest = _rest(part, len(shown), lens)
    if not any(line.deeds for line in shown):
        text = "\n".join(line for line in (title, *(line.text for line in shown), rest) if line)
        return not text or sheet.add(text, *kit.sections(text))
    fits = not title or sheet.add(title, kit.section(title))
    for line in shown:
        fits &= sheet.add(line.text, kit.section(line.text, accessory=_beside(line)))
    return fits and (not rest or sheet.add(rest, kit.section(rest)))


def _rest(part: Part, shown: int, lens: Lens) -> str:
    """What the message does not show, and that the thread does."""
    if len(part.lines) <= shown:
        return parts.left_out(max(0, part.total - shown), lens)
    count = max(part.total, len(part.lines)) - shown
    if not shown:
        return lens.say.plural("{n} line, in the thread", "{n} lines, in the thread", count)
    return lens.say.plural("… and {n} more, in the thread", "… and {n} more, in the thread", count)


def _thread(long: Sequence[Part], lens: Lens) -> Iterator[Message]:
    """Those parts whole, in as few messages as they need."""
    sheet = Sheet()
    for part in long:
        entries = [(bold(part.title), kit.section(bold(part.title)))] if part.title else []
        entries += _entries(part)
        if left_out := parts.left_out(max(0, part.total - len(part.lines)), lens):
            entries.append((left_out, kit.section(left_out)))
        for spoken, block in entries:
            if not (sheet.is_heard(spoken) and sheet.add(spoken, block)):
                yield sheet.message()
                sheet = Sheet()
                sheet.add(spoken, block)
    if sheet.blocks:
        yield sheet.message()


def _entries(part: Part) -> list[tuple[str, Block]]:
    if any(line.deeds for line in part.lines):
        return [(line.text, kit.section(line.text, accessory=_beside(line))) for line in part.lines]
    return [(text, kit.section(text)) for text in _paragraphs(part.lines)]


def _paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    """Lines together, as far as one block and a reader's patience go."""
    kept: list[str] = []
    for line in lines:
        if kept and (len(kept) == _PARAGRAPH or sum(map(len, kept)) + len(line.text) > _ROOM):
            yield "\n".join(kept)
            kept = []
        kept.append(line.text)
    if kept:
        yield "\n".join(kept)


def _beside(line: Line) -> Block | None:
    if not line.deeds:
        return None
    return _button(line.deeds[0], line.about) if len(line.deeds) == 1 else kit.menu(line.deeds)


def _button(deed: Deed, about: str = "") -> Block:
    text, act, ref = deed
    return kit.button(text, act, ref, label=f"{text} · {about}" if about else "")
