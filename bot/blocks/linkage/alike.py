"""Several entries for one number, or only such as look like it: people choose, nobody guesses."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.blocks import kit
from bot.blocks.kit import Message, bold, inline
from bot.blocks.lens import Lens
from bot.blocks.linkage import labels
from bot.blocks.linkage.entries import show_all
from bot.blocks.sheet import Sheet
from bot.ids import Ref
from flows.lifecycle.readmodels import ProjectCard
from flows.linkage.items import Item


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that bears a number, with its project."""

    card: ProjectCard
    item: Item


def choice(number: str, hits: Sequence[Hit], lens: Lens, *, asked_for: bool) -> Message:
    """``asked_for``: each of them can be what was typed; otherwise none is, and that is said first."""
    say, sheet = lens.say, Sheet()
    typed = bold(inline(number, 80))
    sheet.tell(
        say("Several entries bear the number {number}. Which one?", number=typed) if asked_for else
        say("I do not find {number} itself in the projects you may see. These are alike, other editions too:",
            number=typed)
    )  # fmt: skip
    for hit in hits:
        line = f"{bold(inline(hit.card.key))} {labels.shown(hit.item, lens)}"
        name = f"{hit.card.key} {labels.raw(hit.item, lens)}"
        look = show_all(Ref(project_id=hit.card.id, item_id=hit.item.id), name, lens)
        if not sheet.add(line, kit.section(line, accessory=look)):
            break
    return sheet.message()
