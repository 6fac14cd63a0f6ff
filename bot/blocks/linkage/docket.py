"""The dates of a project: what is due when by which rule, what was computed from what, who closed and confirmed it."""

from collections.abc import Sequence

from bot.blocks import kit
from bot.blocks.kit import Message, bold, inline
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.limits import Block
from bot.blocks.linkage import dealt, labels, rule_words, terms
from bot.blocks.linkage.date_parts import moved_words, part_words
from bot.blocks.linkage.entries import Able, row_ref
from bot.blocks.linkage.unsettled import in_short, unsettled
from bot.blocks.rhythm.digest import Line, Part
from bot.blocks.sheet import Sheet
from bot.ids import Act, Ref
from flows.lifecycle.readmodels import ProjectCard
from flows.linkage.codes import STATUTORY, DocketState
from flows.linkage.judgements import DocketItem
from flows.linkage.register import Register

PAGE = 10


def waiting(register: Register) -> list[DocketItem]:
    """What is not closed, the nearest day first; closed dates vanish from every list."""
    return sorted((d for d in register.docket if _waits(d)), key=lambda d: (d.due_on, d.number))


def _waits(item: DocketItem) -> bool:
    """A date that still needs somebody: to do it, or a second person to confirm one of the law."""
    return item.state is DocketState.OPEN or (item.state is DocketState.DONE and item.certainty in STATUTORY)


def dates(card: ProjectCard, register: Register, lens: Lens, *, able: Able, reader: str, start: int = 0) -> Message:
    """A page of a project's dates with a file for the calendar."""
    say, sheet, found = lens.say, Sheet(), waiting(register)
    sheet.head(parts.heading(card))
    sheet.tell(bold(say("Dates")) + (f" · {len(found)}" if found else ""))
    if not found:
        sheet.tell(say("No date is open. Dates come by themselves from filings, notices and stages."))
    shown = start
    for item in found[start : start + PAGE]:
        line = date_text(item, register, lens)
        buttons = date_buttons(item, register, lens, able, reader)
        row = [kit.section(line), *([kit.actions(*buttons, block_id=f"date:{item.id}")] if buttons else [])]
        if not sheet.add(line, *row):
            break
        shown += 1
    if shown < len(found):
        more = kit.button(say("Show more"), Act.DOCKET, Ref(project_id=card.id, number=shown))
        sheet.show(kit.actions(more, block_id="more"))
    sheet.small(rule_words.disclaimer(say))
    calendar = kit.button(say("Calendar file"), Act.DOCKET_ICS, Ref(project_id=card.id),
                          label=say("Dates of {key} as a calendar file", key=card.key))  # fmt: skip
    mine = kit.button(say("My dates for my calendar"), Act.MY_DATES_ICS, Ref(),
                      label=say("My dates of all projects as a calendar file"))  # fmt: skip
    sheet.show(
        kit.actions(calendar, mine, kit.button(say("Patents"), Act.PATENTS, Ref(project_id=card.id)), block_id="docket")
    )
    return sheet.message()


def date_text(item: DocketItem, register: Register, lens: Lens, *, brief: bool = False) -> str:
    """``○ *T4 Priority* · due Mon, Nov 23 · P1 Radar · CN``, and unless ``brief`` what it was computed from."""
    say = lens.say
    is_open = item.state is DocketState.OPEN
    state = lens.due(item.due_on) if is_open else terms.docket_state(item.state, say)
    name = bold(f"{labels.label(item)} {inline(lens.rule(item.rule))}")
    mark = "○" if is_open else "◐"
    part = inline(part_words(item, register, lens), 80)
    head = [
        f"{mark} {name}",
        state,
        in_short(item, lens) if is_open and brief else "",
        labels.subject(register, item.subject_id, lens),
        part,
    ]
    if item.owner:
        head.append(parts.who(item.owner, lens))
    line = " · ".join(filter(None, head))
    if brief:
        return line
    return "\n".join(filter(None, [line, _computed(item, lens), unsettled(item, lens) if is_open else ""]))


def digest_part(card: ProjectCard, items: Sequence[DocketItem], register: Register, lens: Lens) -> Part:
    """Dates in a digest, one line each; how they were computed is one click away."""
    say = lens.say
    lines = [
        Line(date_text(item, register, lens, brief=True), ((say("Done"), Act.DATE_DONE, row_ref(register, item)),))
        for item in items
    ]
    look = (say("Dates"), Act.DOCKET, Ref(project_id=card.id))
    return Part(title=say("Dates"), lines=tuple(lines), deeds=(look,), note=rule_words.disclaimer(say))


def _computed(item: DocketItem, lens: Lens) -> str:
    """Rule, start, raw and rolled day with the calendar, and what it was before a recalculation."""
    say = lens.say
    told = [item.rule, say("counted from {day}", day=lens.day(item.source_on))]
    if moved := moved_words(item, say, lens.day, calendar=inline(item.calendar, 30)):
        told.append(moved)
    if item.before_on is not None and item.before_on != item.due_on:
        told.append(say("was {day} before", day=lens.day(item.before_on)))
    told.append(terms.certainty(item.certainty, say))
    if item.done_by:
        told.append(say("done by {person}", person=parts.who(item.done_by, lens)))
    return " · ".join(told)


def date_buttons(item: DocketItem, register: Register, lens: Lens, able: Able, reader: str) -> list[Block]:
    """Close an open date; confirm one that somebody else has closed."""
    say, ref, name = lens.say, row_ref(register, item), labels.label(item)
    shown: list[Block] = []
    if item.state is DocketState.OPEN and "CloseDocketItem" in able:
        shown += dealt.settling(item, register, lens, able)
        shown.append(kit.button(say("Done"), Act.DATE_DONE, ref, label=say("{item} is done", item=name)))
    second = item.state is DocketState.DONE and item.certainty in STATUTORY and item.done_by != reader
    if second and "ConfirmDocketItem" in able:
        shown.append(kit.button(say("Confirm"), Act.DATE_CONFIRM, ref, style="primary",
                                label=say("Confirm that {item} is done", item=name)))  # fmt: skip
    if item.state is DocketState.OPEN and "DropDocketItem" in able:
        shown.append(kit.button(say("Let it pass"), Act.DATE_DROP, ref, label=say("Let {item} pass", item=name)))
    if item.state is DocketState.DONE and "ReopenDocketItem" in able:
        shown.append(kit.button(say("Open again"), Act.DATE_REOPEN, ref, label=say("Open {item} again", item=name)))
    return shown
