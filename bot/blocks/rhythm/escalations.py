"""What somebody reads who is told that work of others is late: politely, with who knows of it already."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.blocks import kit
from bot.blocks.kit import Message, bold, inline, person, sentences
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.lifecycle.buttons import hand_over_button
from bot.blocks.rhythm.prompts import told_lines
from bot.blocks.sheet import Sheet
from bot.ids import Act, Ref
from flows.lifecycle.permissions import may
from flows.lifecycle.project import Deliverable
from flows.lifecycle.readmodels import ProjectCard
from flows.names import AWAITING_ASSIGNEE
from flows.notices import Scalar
from flows.rhythm.escalation import Step, Told

Away = Mapping[str, str]
"""Who is away, with the day until which they are (in words; empty: without an end)."""


def late(
    params: Mapping[str, Scalar], card: ProjectCard, told: Sequence[Told], away: Away, *, reader: str, now: datetime,
    lens: Lens,
) -> Message | None:  # fmt: skip
    """None where everything was done, or asked of somebody else, before the message could be sent."""
    say, sheet = lens.say, Sheet()
    found = [
        (d, mine) for d in card.deliverables
        if _names(params, d) and parts.is_open(card) and d.state in AWAITING_ASSIGNEE
        and (mine := _told(told, d, reader)) is not None
    ]  # fmt: skip
    if not found:
        return None
    sheet.tell(say("{project} · {text}", project=bold(f"{card.key} · {inline(card.name, 120)}"),
                   text=say.plural("a word from you may help here.", "a word from you may help with these.",
                                   len(found))))  # fmt: skip
    for d, mine in found:
        others = [one for one in told if _about(one, d) and one.user_id != reader]
        text = "\n".join([_line(d, away, lens), _why(mine, d, away, lens), *told_lines(others, now, lens)])
        buttons = [
            kit.button(say("Status"), Act.STATUS, Ref(project_id=card.id), label=say("Status of {key}", key=card.key))
        ]
        if may(card, reader, "HandOver", d):
            buttons.append(hand_over_button(card.id, d, lens))
        if not sheet.add(text, kit.section(text), kit.actions(*buttons, block_id=f"late:{d.id}")):
            break
    return sheet.message()


def _names(params: Mapping[str, Scalar], d: Deliverable) -> bool:
    """Whether the message is about this work as it is asked now. Older ones name deliverables and nothing else."""
    if "asked" in params:
        return [d.id, d.due.isoformat(), d.assignee] in json.loads(str(params["asked"]))
    return d.id in json.loads(str(params["items"]))


def over(card: ProjectCard, lens: Lens) -> Message:
    """What is left of such a message once there is nothing to help with any more."""
    text = lens.say("{project} · nothing here needs you any more. Thank you.",
                    project=bold(f"{card.key} · {inline(card.name, 120)}"))  # fmt: skip
    return kit.one_section(text)


def _line(d: Deliverable, away: Away, lens: Lens) -> str:
    """Whoever is away is not called late."""
    if d.assignee not in away:
        return parts.deliverable_line(d, lens)
    due = lens.say("due {day}", day=lens.day(d.due))
    return f"{parts.mark(d)} {bold(parts.title(d, lens))} · {due} · {person(d.assignee)}"


def _told(told: Sequence[Told], d: Deliverable, reader: str) -> Told | None:
    return next((one for one in told if _about(one, d) and one.user_id == reader), None)


def _about(one: Told, d: Deliverable) -> bool:
    """A new due day or assignee begins anew."""
    return (one.deliverable_id, one.due, one.assignee) == (d.id, d.due, d.assignee)


def _why(mine: Told, d: Deliverable, away: Away, lens: Lens) -> str:
    """Why this reader hears of it."""
    say, assignee = lens.say, person(d.assignee)
    if mine.step is Step.STUCK and d.request is not None:
        text = say("{person} cannot go on: {reason}", person=assignee, reason=inline(d.request.reason, parts.COMMENT))
    elif d.assignee in away:
        day = away[d.assignee]
        text = (say("{person} is away until {day}.", person=assignee, day=day) if day
                else say("{person} is away.", person=assignee))  # fmt: skip
    else:
        text = say("{person} was reminded and has not answered yet.", person=assignee)
    return sentences(text, _role(mine, lens))


def _role(mine: Told, lens: Lens) -> str:
    say = lens.say
    if mine.stands_for:
        return say("You stand in for {person}.", person=person(mine.stands_for))
    match mine.step:
        case Step.STRAND:
            return say("You look after this strand.")
        case Step.LEAD:
            return say("You lead this project.")
        case Step.STEERING:
            return say("You are in its steering group.")
        case _:
            return ""
