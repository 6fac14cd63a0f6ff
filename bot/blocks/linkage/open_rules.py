"""What the rules say of a register as it stands: all that is open, and what is open about one entry."""

from collections.abc import Callable, Sequence

from bot.blocks import kit
from bot.blocks.kit import Message, bold
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.limits import LIMITS
from bot.blocks.linkage import graces, labels, rule_words
from bot.blocks.linkage.entries import show_all
from bot.blocks.linkage.finding_words import finding_text
from bot.blocks.sheet import Sheet
from bot.ids import Act, Ref
from flows.lifecycle.readmodels import ProjectCard
from flows.linkage.items import Item, Outward
from flows.linkage.judgements import Finding
from flows.linkage.register import Register

PAGE, _ABOUT = 8, 5


def overview(card: ProjectCard, register: Register, found: Sequence[Finding], lens: Lens, *, start: int = 0) -> Message:
    """A page of everything open, the worst first, each with its entry one click away."""
    say, sheet = lens.say, Sheet()
    sheet.head(parts.heading(card))
    sheet.tell(bold(title(lens)) + (f" · {len(found)}" if found else ""))
    if not found:
        sheet.tell(say("Nothing is open: no rule has anything to say about what is recorded."))
    shown = start
    for finding in found[start : start + PAGE]:
        text = kit.fit(finding_text(finding, card, register, lens, heading=""), LIMITS["section text"])
        item = next(filter(None, map(register.find, finding.subjects)), None)
        if not sheet.add(text, kit.section(text, accessory=_look(card, item, lens) if item else None)):
            break
        shown += 1
    if shown < len(found):
        sheet.tell(parts.left_out(len(found) - shown, lens))
        more = kit.button(say("Show more"), Act.FINDINGS, Ref(project_id=card.id, number=shown))
        sheet.show(kit.actions(more, block_id="more"))
    sheet.small(rule_words.disclaimer(say))
    return sheet.message()


def title(lens: Lens) -> str:
    return lens.say("What the rules say")


def _look(card: ProjectCard, item: Item, lens: Lens) -> kit.Block:
    return show_all(Ref(project_id=card.id, item_id=item.id), labels.raw(item, lens), lens)


def about(sheet: Sheet, item: Item, found: Sequence[Finding], told: Callable[[Finding], str], lens: Lens) -> None:
    """What is open about one entry, and, for what is out, what grace periods leave. Nothing where nothing is."""
    if not found:
        return
    sheet.tell(bold(title(lens)))
    shown = 0
    for finding in found[:_ABOUT]:
        text = kit.fit(told(finding), LIMITS["section text"])
        if not sheet.add(text, kit.section(text)):
            break
        shown += 1
    sheet.tell(parts.left_out(len(found) - shown, lens))
    left = graces.told(item, found, lens, stopped=False) if isinstance(item, Outward) else ""
    if left:
        sheet.tell(left)
        sheet.small(graces.sources(lens))
    sheet.small(rule_words.disclaimer(lens.say))
