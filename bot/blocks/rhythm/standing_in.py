"""What a deputy reads: who is away, what waits for them, and what can be done about it."""

from collections.abc import Mapping
from datetime import date

from bot.blocks import kit
from bot.blocks.kit import Message, bold, inline, person
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.lifecycle.buttons import review_buttons, submit_button
from bot.blocks.limits import Block
from bot.blocks.sheet import Sheet
from bot.ids import Act, Ref
from flows.lifecycle.permissions import asked_to_review, may, planners
from flows.lifecycle.project import Deliverable
from flows.lifecycle.readmodels import ProjectCard
from flows.names import AWAITING_ASSIGNEE, DeliverableState
from flows.notices import Scalar

SHOWN = 5


def told(params: Mapping[str, Scalar], card: ProjectCard, reader: str, lens: Lens) -> Message | None:
    """None where nothing of it waits any more."""
    say, absent = lens.say, str(params["for"])
    sheet, until = Sheet(), params.get("until")
    named = bold(card.key)
    if until:
        day = lens.day(date.fromisoformat(str(until)))
        sheet.tell(say("{project} · {person} is away until {day}, and you stand in.", project=named,
                       person=person(absent), day=day))  # fmt: skip
    else:
        sheet.tell(say("{project} · {person} is away, and you stand in.", project=named, person=person(absent)))
    if not _LAY.get(str(params["about"]), _nothing)(sheet, card, absent, reader, lens):
        return None
    sheet.small(say("It stays theirs, and reaches them when they are back if it is still open."))
    return sheet.message()


def over(params: Mapping[str, Scalar], card: ProjectCard, lens: Lens) -> Message:
    """What is left of such a message once nothing of it waits any more."""
    return kit.one_section(lens.say(
        "{project} · nothing of this waits for {person} any more. Thank you for standing in.", project=bold(card.key),
        person=person(str(params["for"])),
    ))  # fmt: skip


def _nothing(_sheet: Sheet, _card: ProjectCard, _absent: str, _reader: str, _lens: Lens) -> bool:
    return False


def _asked(sheet: Sheet, card: ProjectCard, absent: str, reader: str, lens: Lens) -> bool:
    waiting = [d for d in card.deliverables if d.assignee == absent and d.state in AWAITING_ASSIGNEE]
    if not waiting or not parts.is_open(card):
        return False
    sheet.tell(lens.say("They are asked for:"), *_lines(waiting, lens))
    able = [d for d in waiting if may(card, reader, "SubmitDeliverable", d)]
    if able:
        sheet.show(*(kit.actions(submit_button(card.id, d, lens), block_id=f"work:{d.id}") for d in able[:SHOWN]))
    else:
        sheet.tell(lens.say("You may not hand this in yourself. These people can hand it over to you: {people}",
                            people=parts.everyone(dict.fromkeys(planners(card)), lens)))  # fmt: skip
    return True


def _to_review(sheet: Sheet, card: ProjectCard, absent: str, reader: str, lens: Lens) -> bool:
    waiting = [
        d for d in card.deliverables
        if (d.state is DeliverableState.SUBMITTED or d.request) and absent in asked_to_review(card, d)
    ]  # fmt: skip
    if not waiting or not parts.is_open(card):
        return False
    sheet.tell(lens.say("They are asked to review:"), *_lines(waiting, lens))
    sheet.show(*(review_buttons(card, d, reader, lens) for d in waiting[:SHOWN] if d.submissions))
    return True


def _lines(work: list[Deliverable], lens: Lens) -> list[str]:
    lines = [parts.deliverable_line(d, lens, with_assignee=False) for d in work[:SHOWN]]
    return [*lines, parts.left_out(len(work) - len(lines), lens)]


def _to_vote(sheet: Sheet, card: ProjectCard, absent: str, reader: str, lens: Lens) -> bool:
    del reader
    gate, say = card.gate, lens.say
    if gate is None or absent not in gate.silent:
        return False
    name = inline(say.pick(lens.gate(card).name))
    asked = say("{gate}: their vote is asked for. It is theirs alone; on their ballot they can send you as deputy.",
                gate=name)  # fmt: skip
    by_then = say("vote by {day}", day=lens.day(gate.closes_on)) if gate.closes_on else ""
    sheet.tell(" · ".join(filter(None, (asked, by_then))))
    sheet.show(_look(card, Act.STATUS, say("Status"), lens))
    return True


def _to_clear(sheet: Sheet, card: ProjectCard, absent: str, reader: str, lens: Lens) -> bool:
    del absent, reader
    sheet.tell(lens.say("The clearance of something that is to go out concerns them."))
    sheet.show(_look(card, Act.OUTWARDS, lens.say("Show"), lens))
    return True


def _dates(sheet: Sheet, card: ProjectCard, absent: str, reader: str, lens: Lens) -> bool:
    del absent, reader
    sheet.tell(lens.say("Dates of the register wait for them."))
    sheet.show(_look(card, Act.DOCKET, lens.say("Show"), lens))
    return True


def _hits(sheet: Sheet, card: ProjectCard, absent: str, reader: str, lens: Lens) -> bool:
    del absent, reader
    sheet.tell(lens.say("Hits of a watch wait for their answer."))
    sheet.show(_look(card, Act.HITS, lens.say("Show"), lens))
    return True


def _look(card: ProjectCard, act: Act, text: str, lens: Lens) -> Block:
    label = lens.say("{what} of {key}", what=text, key=card.key)
    return kit.actions(kit.button(text, act, Ref(project_id=card.id), label=label), block_id="look")


_LAY = {
    "ask": _asked, "review": _to_review, "ballot": _to_vote, "GateReminder": _to_vote, "clearance": _to_clear,
    "DocketDates": _dates, "HitsUnanswered": _hits,
}  # fmt: skip
