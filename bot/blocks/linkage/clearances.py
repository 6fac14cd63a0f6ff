"""The clearance of something that is to go out: the answer, every rule that fired, what lifts it, who can."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.blocks import kit
from bot.blocks.kit import Message, bold, inline
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.limits import LIMITS, Block
from bot.blocks.linkage import graces, labels, rule_words
from bot.blocks.linkage.entries import Able, row_ref, show_all, too_early
from bot.blocks.linkage.finding_words import finding_text
from bot.blocks.linkage.standing import OPEN, decision, latest, state_line
from bot.blocks.sheet import Sheet
from bot.ids import Act, Form, Ref
from flows.lifecycle.readmodels import ProjectCard
from flows.linkage.answered import worst_first
from flows.linkage.codes import Answer, ClearanceState, OutwardState
from flows.linkage.items import Outward
from flows.linkage.judgements import Clearance
from flows.linkage.own import deciders
from flows.linkage.register import Register

_MOST = 8


def clearance(
    card: ProjectCard, register: Register, outward: Outward, lens: Lens, *, able: Able, reader: str
) -> Message:
    """The kept message of one reader, always as it stands now: its buttons stop once it is decided or out."""
    sheet, asked = Sheet(), latest(register, outward.id)
    sheet.head(f"{card.key} · {labels.raw(outward, lens)}")
    sheet.tell(*_facts(register, outward, asked, lens))
    if asked is not None and asked.state is ClearanceState.AWAITING_LEGAL:
        sheet.tell(_waits_for_legal(asked, card, lens))
    if asked is not None and _is_open(outward, asked):
        for finding in worst_first(asked.findings)[:_MOST]:
            text = finding_text(finding, card, register, lens)
            if not sheet.add(text, kit.section(kit.fit(text, LIMITS["section text"]))):
                break
        sheet.tell(parts.left_out(max(0, len(asked.findings) - _MOST), lens))
    left = graces.told(outward, asked.findings, lens, stopped=_is_open(outward, asked)) if asked is not None else ""
    if left:
        sheet.tell(left)
        sheet.small(graces.sources(lens))
    sheet.small(rule_words.disclaimer(lens.say))
    may_decide = asked is not None and reader in deciders(card, asked)
    buttons = _buttons(register, outward, asked, lens, able, may_decide=may_decide)
    if buttons:
        sheet.show(kit.actions(*buttons, block_id=f"clearance:{outward.id}"))
    return sheet.message()


def answered(card: ProjectCard, register: Register, outward: Outward, lens: Lens) -> dict[str, Any]:
    """The answer to whoever has just planned something, in the place of the form."""
    message = clearance(card, register, outward, lens, able=(), reader="")
    return kit.modal(Form.INFO, lens.say("May it go out?"), message.blocks, ref=Ref(project_id=card.id),
                     close=lens.say("Close"))  # fmt: skip


def _waits_for_legal(asked: Clearance, card: ProjectCard, lens: Lens) -> str:
    """What was decided before them, and who of legal can agree: never the same person."""
    say, able = lens.say, deciders(card, asked)
    before = ""
    if asked.decided_by:
        overridden = asked.answer is Answer.BLOCKED
        before = (say("Overridden by the patent lead") if overridden else say("Cleared by the patent lead")) + decision(
            asked, lens
        )
    whom = (
        say("Can agree for legal: {people}", people=parts.everyone(able, lens, 3)) if able else
        say("Nobody else holds the legal role in this project: the project lead can give it to a second person.")
    )  # fmt: skip
    return "\n".join(filter(None, (before, whom)))


def _facts(register: Register, outward: Outward, asked: Clearance | None, lens: Lens) -> Iterator[str]:
    """What goes where and when, and what it shows."""
    say = lens.say
    yield " · ".join(filter(None, [state_line(outward, asked, lens), too_early(outward, register, lens)]))
    yield " · ".join(filter(None, [labels.where(outward, lens), inline(outward.document, 80)]))
    if outward.channel_id:
        yield say("Posted in {channel}", channel=f"<#{outward.channel_id}>")
    if outward.made_on is None:
        yield say("Open to outsiders from {day}", day=bold(lens.day(outward.available_on)))
    features = labels.subjects(register, outward.features, lens)
    yield say("Shows: {features}", features=features) if features else ""
    yield say("Planned by {person}", person=parts.who(outward.planned_by, lens)) if outward.planned_by else ""


def _is_open(outward: Outward, asked: Clearance) -> bool:
    return outward.state is OutwardState.PLANNED and asked.state is not ClearanceState.GRANTED


def _buttons(
    register: Register, outward: Outward, asked: Clearance | None, lens: Lens, able: Able, *, may_decide: bool
) -> list[Block]:
    """Only what this reader may press now. What is left of something that went out too early, its entry says."""
    say, ref, about = lens.say, row_ref(register, outward), labels.label(outward)
    if outward.state is not OutwardState.PLANNED:
        return [show_all(ref, about, lens)] if too_early(outward, register, lens) else []
    shown: list[Block] = []
    if asked is not None and may_decide and "DecideClearance" in able:
        shown += deciding(asked, register, lens)
    lifts = {code for f in asked.findings for code in f.lifts} if asked and asked.state in OPEN else set()
    if "file_first" in lifts and "RecordFamily" in able:
        shown.append(kit.button(say("File first: add the filing"), *_filing(register, outward)))
    if "move_date" in lifts and "PlanOutward" in able:
        shown.append(
            kit.button(say("Move the date"), Act.OUTWARD, ref, label=say("Move the date of {item}", item=about))
        )
    if "AskClearance" in able:
        shown.append(
            kit.button(say("Check again"), Act.ASK_CLEARANCE, ref, label=say("Check {item} again", item=about))
        )
    if (
        asked is not None
        and asked.state in (ClearanceState.GRANTED, ClearanceState.OVERRIDDEN)
        and "MakeOutward" in able
    ):
        shown.append(kit.button(say("It went out"), Act.MADE, ref, label=say("{item} went out", item=about)))
    return shown


def deciding(asked: Clearance, register: Register, lens: Lens) -> list[Block]:
    """For the patent lead: clear it where nothing stops it, else override. For legal: agree. Refuse in any case."""
    say, ref = lens.say, row_ref(register, asked)
    awaited = asked.state is ClearanceState.AWAITING_LEGAL
    refusing = kit.button(say("Refuse"), Act.DECIDE, replace(ref, extra=ClearanceState.REFUSED.value))
    if asked.answer is Answer.BLOCKED:
        override = replace(ref, extra=ClearanceState.OVERRIDDEN.value)
        words = say("Agree to the override…") if awaited else say("Override…")
        return [refusing, {**kit.button(words, Act.DECIDE, override), "action_id": f"{Act.DECIDE}:override"}]
    return [kit.button(say("Agree") if awaited else say("Clear it"), Act.GRANT, ref, style="primary"), refusing]


def _filing(register: Register, outward: Outward) -> tuple[Act, Ref]:
    """Where a filing for the first uncovered feature is recorded: its family where there is one, else a new one."""
    for feature_id in outward.features:
        for link in register.links:
            if link.kind == "L1" and link.source == feature_id:
                return Act.APPLICATION, Ref(project_id=register.project_id, item_id=link.target)
    return Act.FAMILY, Ref(project_id=register.project_id)
