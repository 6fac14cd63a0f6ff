"""The register of one project, kind by kind: what is there, what can be added, and what can be done about each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from bot.blocks import kit
from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.limits import Block
from bot.blocks.linkage import entries
from bot.blocks.linkage.entries import Able, Row
from bot.blocks.sheet import Sheet
from bot.ids import Act, Ref
from flows.lifecycle.readmodels import ProjectCard
from flows.linkage.register import Register

PAGE = 10


@dataclass(frozen=True, slots=True)
class Kind:
    """A list's act (which also shows its further pages), field of the register, rows, and what can be added."""

    act: Act
    field: str
    rows: Callable[[Register, Lens], Iterable[Row]]
    adds: tuple[tuple[Act, str], ...]


KINDS = {
    kind.act: kind
    for kind in (
        Kind(Act.FEATURES, "features", entries.features, ((Act.FEATURE, "RecordFeature"), (Act.TIE, "TieItems"))),
        Kind(Act.PATENTS, "families", entries.families, ((Act.FAMILY, "RecordFamily"), (Act.TIE, "TieItems"))),
        Kind(Act.STANDARDS, "standards", entries.standards, ((Act.STANDARD, "RecordStandard"),)),
        Kind(Act.OUTWARDS, "outwards", entries.outwards, ((Act.OUTWARD, "PlanOutward"),)),
        Kind(Act.DECLARATIONS, "declarations", entries.declarations, ((Act.DECLARE, "Declare"),)),
    )
}  # fmt: skip


def listing(act: Act, card: ProjectCard, register: Register, lens: Lens, *, able: Able, start: int = 0) -> Message:
    """A page of one kind, ``start`` rows in."""
    kind, say, sheet = KINDS[act], lens.say, Sheet()
    total = len(getattr(register, kind.field))
    sheet.head(parts.heading(card))
    sheet.tell(kit.bold(title(act, lens)) + (f" · {total}" if total else ""))
    if not total:
        sheet.tell(_nothing(act, lens))
    shown = start
    for row in islice(kind.rows(register, lens), start, start + PAGE):
        if not sheet.add(kit.fit(row.line, 600), entries.blocks(row, register, lens, able)):
            break
        shown += 1
    if shown < total:
        more = kit.button(say("Show more"), act, Ref(project_id=card.id, number=shown))
        sheet.tell(parts.left_out(total - shown, lens))
        sheet.show(kit.actions(more, block_id="more"))
    sheet.show(*_adding(kind, card, lens, able), _elsewhere(act, card, lens))
    return sheet.message()


def title(act: Act, lens: Lens) -> str:
    say = lens.say
    return {
        Act.FEATURES: say("Technical features"),
        Act.PATENTS: say("Patents"),
        Act.STANDARDS: say("Standards"),
        Act.OUTWARDS: say("Contributions and other ways out"),
        Act.DECLARATIONS: say("Declarations"),
        Act.DOCKET: say("Dates"),
        Act.MATRIX: say("Matrix"),
    }[act]


def _nothing(act: Act, lens: Lens) -> str:
    say = lens.say
    return {
        Act.FEATURES: say("No feature yet. A feature is one thing that your solution does and others do not."),
        Act.PATENTS: say("No patent yet. Add the invention as soon as you know of it; dates can follow."),
        Act.STANDARDS: say("No standard yet. Add the standard or the work item you want to bring something into."),
        Act.OUTWARDS: say("Nothing is planned to go out. Plan it here first: you hear at once whether a patent must "
                          "be filed before."),
        Act.DECLARATIONS: say("Nothing has been declared yet."),
    }[act]  # fmt: skip


def _adding(kind: Kind, card: ProjectCard, lens: Lens, able: Able) -> list[Block]:
    say, ref = lens.say, Ref(project_id=card.id)
    words = {
        Act.FEATURE: say("Add a feature"),
        Act.FAMILY: say("Add a patent"),
        Act.STANDARD: say("Add a standard"),
        Act.OUTWARD: say("Plan something to go out"),
        Act.DECLARE: say("Record a declaration"),
        Act.TIE: say("Link two entries"),
    }
    shown = [kit.button(words[act], act, ref) for act, command in kind.adds if command in able]
    if "ImportItems" in able and kind.act is not Act.DECLARATIONS:
        shown.append(kit.button(say("Import a list"), Act.IMPORT_ITEMS, ref))
    if not shown:
        return []
    return [kit.actions({**shown[0], "style": "primary"}, *shown[1:], block_id="add")]


def _elsewhere(act: Act, card: ProjectCard, lens: Lens) -> Block:
    """The other lists of the same project."""
    ref = Ref(project_id=card.id)
    return kit.actions(
        *(kit.button(title(other, lens), other, ref) for other in (*KINDS, Act.MATRIX, Act.DOCKET) if other is not act),
        block_id="elsewhere",
    )
