"""Benchmarks in Slack: a table of where we stand, and one indicator with every value it ever had."""

from collections.abc import Collection, Sequence

from bot.blocks import kit
from bot.blocks.kit import Message, bold, inline
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.limits import LIMITS, Block, json_size
from bot.blocks.linkage import labels
from bot.blocks.sheet import Sheet
from bot.blocks.watches import benchmark_words
from bot.ids import Act, Ref
from flows.lifecycle.readmodels import ProjectCard
from flows.linkage.register import Register
from flows.watches.benchmarking import looks_after
from flows.watches.benchmarks import Indicator, Value, gap
from flows.watches.requirements import clause_of

Able = Collection[str]
ROWS, COLUMNS, VALUES, RIVALS, CHOICES = 15, 6, 12, 3, 80
_CELL, _TABLE_SIZE = 160, 8000
"""Characters of a cell, and of the JSON that the table may take; the words around it need the rest."""


def table(found: Sequence[Indicator], card: ProjectCard, lens: Lens, *, able: Able, start: int = 0) -> Message:
    """Every indicator that is compared, ``start`` rows in; those that are not any more can still be looked at."""
    say, sheet = lens.say, Sheet()
    going = [i for i in found if not i.retired]
    sheet.head(parts.heading(card))
    sheet.tell(bold(say("Benchmarks")) + (f" · {len(going)}" if going else ""))
    if not going:
        sheet.tell(say("Nothing is compared yet. Add an indicator, then our value, the standard's and rivals' values: "
                       "each with its source and the day it was measured."))  # fmt: skip
    rows = _rows(going[start : start + ROWS], lens)
    if rows:
        cells = [[{"type": "raw_text", "text": text} for text in row] for row in (_heading(lens), *rows)]
        sheet.show({"type": "table", "rows": cells, "column_settings": [{"is_wrapped": True}] * COLUMNS})
    left = len(going) - start - len(rows)
    sheet.tell(parts.left_out(left, lens) if left > 0 else "")
    shown = [*going[start : start + len(rows)], *(i for i in found if i.retired)][:CHOICES]
    if shown:
        entries = [(_entry(i, lens), Act.BENCHMARK, Ref(project_id=card.id, item_id=i.id)) for i in shown]
        sheet.show(kit.actions(kit.chooser(say("Look at one"), entries, name="benchmark"), block_id="one"))
    sheet.show(*_below(card, going, lens, able, start + len(rows) if left > 0 else 0))
    message = sheet.message()
    spoken = "\n".join((message.text, *(_spoken(row, lens) for row in rows)))
    return Message(kit.fit(spoken, LIMITS["message text"]), message.blocks)


def _entry(found: Indicator, lens: Lens) -> str:
    name = kit.clip(f"B{found.number} {found.name}", 50)
    return lens.say("{name} (not compared any more)", name=name) if found.retired else name


def _heading(lens: Lens) -> list[str]:
    say = lens.say
    return [say("Indicator"), say("Ours"), say("Standard"), say("Rivals"), say("Verdict"), say("Gap action")]


def _rows(found: Sequence[Indicator], lens: Lens) -> list[list[str]]:
    """As many as the table takes, as raw text: Slack shows no mark-up in a cell, and no empty one."""
    rows: list[list[str]] = []
    for indicator in found:
        row = [kit.clip(text, _CELL) or "–" for text in _row(indicator, lens)]
        if rows and json_size([*rows, row]) * 2 > _TABLE_SIZE:
            break
        rows.append(row)
    return rows


def _row(found: Indicator, lens: Lens) -> list[str]:
    norm = found.standard
    name = f"B{found.number} {found.name} ({found.unit}, {benchmark_words.direction(found.direction, lens.say)})"
    clause = " ".join(filter(None, (norm.holder, norm.clause))) if norm else ""
    return [
        name,
        _figure(found.ours, "", lens),
        _figure(norm, clause, lens),
        " / ".join(_figure(rival, rival.holder, lens) for rival in found.rivals[:RIVALS]),
        benchmark_words.standing(found, lens.say),
        found.gap_action,
    ]


def _figure(value: Value | None, whose: str, lens: Lens) -> str:
    """``8 · ISO 1 5.1 · Nov 20``; empty text for none."""
    day = lens.say.day(value.measured_on, lens.today) if value is not None else ""
    return " · ".join(filter(None, (value.value, whose, day))) if value is not None else ""


def _spoken(row: list[str], lens: Lens) -> str:
    name, ours, norm, rivals, told, action = (inline(text) for text in row)
    return lens.say("{indicator}: ours {ours}; standard {standard}; rivals {rivals}; {verdict}; gap action: {action}",
                    indicator=bold(name), ours=ours, standard=norm, rivals=rivals, verdict=told,
                    action=action)  # fmt: skip


def _below(card: ProjectCard, going: Sequence[Indicator], lens: Lens, able: Able, more: int) -> list[Block]:
    say, ref = lens.say, Ref(project_id=card.id)
    row: list[Block] = []
    if "NoteIndicator" in able:
        row.append(kit.button(say("Add an indicator"), Act.BENCHMARK_NEW, ref, style="primary"))
    if any(i.ours is not None for i in going):
        row.append(kit.button(say("Picture"), Act.BENCHMARKS_PNG, ref,
                              label=say("Benchmarks of {key} as a picture", key=card.key)))  # fmt: skip
    if more:
        row.append(kit.button(say("Show more"), Act.BENCHMARKS, Ref(project_id=card.id, number=more)))
    row.append(kit.button(say("All watches"), Act.WATCHES, ref))
    return [kit.actions(*row, block_id="benchmarks")]


def one(
    found: Indicator, card: ProjectCard, register: Register, lens: Lens, *, able: Able, reader: str, news: str = ""
) -> Message:
    """One indicator: the verdict, what is done about a gap, and its values, the newest first. ``news`` is what has just
    happened to it."""
    say, sheet = lens.say, Sheet()
    sheet.head(f"{card.key} · B{found.number} {found.name}")
    sheet.tell(news)
    sheet.tell(
        f"{bold(benchmark_words.standing(found, say))} · {inline(found.unit)} · "
        f"{benchmark_words.direction(found.direction, say)}",
        _gap_line(found, lens),
        bold(say("Not compared any more")) if found.retired else "",
    )
    values = sorted(found.values, key=lambda v: (v.measured_on, v.at), reverse=True)
    if not values:
        sheet.tell(say("No value yet. The first ones are ours and the standard's."))
    for shown, value in enumerate(values):
        text = value_text(found, value, register, lens)
        mine = not found.retired and "NoteValue" in able and looks_after(value, card, reader)
        menu = kit.menu(_turns(found, value, register, lens)) if mine else None
        if shown == VALUES or not sheet.add(text, kit.section(text, accessory=menu)):
            sheet.tell(parts.left_out(len(values) - shown, lens))
            break
    sheet.show(*_deeds(found, card, lens, able))
    return sheet.message()


def _gap_line(found: Indicator, lens: Lens) -> str:
    norm, say = found.standard or next(iter(found.rivals), None), lens.say
    far = gap(found, norm) if norm is not None else None
    told = say("Gap: {gap} {unit}", gap=abs(far), unit=inline(found.unit)) if far is not None and far < 0 else ""
    done = say("What is done about it: {action}", action=inline(found.gap_action, 500)) if found.gap_action else ""
    return "\n".join(filter(None, (told, done)))


def value_text(found: Indicator, value: Value, register: Register, lens: Lens) -> str:
    """``The standard's · ISO 1 5.1 · *8 m* · Nov 20`` and its source; struck out where it counts no more."""
    say = lens.say
    holder = inline(" ".join(filter(None, (value.holder, value.clause))), 120)
    figure = f"{value.value} {inline(found.unit)}"
    told = [benchmark_words.side(value.side, say), holder, f"~{figure}~" if value.taken_back_by else bold(figure),
            say("measured on {day}", day=lens.say.day(value.measured_on, lens.today))]  # fmt: skip
    lines = [" · ".join(filter(None, told)), inline(value.source, 300)]
    norm, clause = clause_of(register, value)
    if norm is not None and clause is not None:
        lines.append(say("In the register: {clause}", clause=f"{bold(labels.label(norm))} {inline(clause.number, 40)} "
                                                             f"{inline(clause.title, 80)}".strip()))  # fmt: skip
    by = say("noted by {person}", person=parts.who(value.by, lens))
    back = say("taken back by {person}", person=parts.who(value.taken_back_by, lens)) if value.taken_back_by else ""
    lines.append(" · ".join(filter(None, (by, back))))
    return "\n".join(lines)


def _turns(found: Indicator, value: Value, register: Register, lens: Lens) -> list[tuple[str, Act, Ref]]:
    say, ref = lens.say, Ref(project_id=found.project_id, item_id=found.id, part=value.id)
    if value.taken_back_by:
        return [(say("Let it count again"), Act.BENCHMARK_AGAIN, ref)]
    norm, clause = clause_of(register, value)
    shown = [(say("Correct it"), Act.BENCHMARK_VALUE, ref), (say("Take it back"), Act.BENCHMARK_BACK, ref)]
    if norm is not None and clause is not None:
        shown.append((say("Show the standard"), Act.ITEM, Ref(project_id=found.project_id, item_id=norm.id)))
    return shown


def _deeds(found: Indicator, card: ProjectCard, lens: Lens, able: Able) -> list[Block]:
    say, ref = lens.say, Ref(project_id=card.id, item_id=found.id)
    row: list[Block] = []
    if "NoteValue" in able and not found.retired:
        row.append(kit.button(say("Add a value"), Act.BENCHMARK_VALUE, ref, style="primary"))
    if "NoteIndicator" in able:
        row.append(kit.button(say("Change"), Act.BENCHMARK_EDIT, ref, label=say("Change the indicator")))
    if "RetireIndicator" in able:
        text = say("Compare it again") if found.retired else say("Compare it no more")
        row.append(kit.button(text, Act.BENCHMARK_RETIRE, Ref(project_id=card.id, item_id=found.id,
                                                              extra="" if found.retired else "retired")))  # fmt: skip
    row.append(kit.button(say("All benchmarks"), Act.BENCHMARKS, Ref(project_id=card.id)))
    return [kit.actions(*row, block_id="benchmark")]
