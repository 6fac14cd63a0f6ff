"""The form for one page of a score sheet."""

from collections.abc import Iterable
from typing import Any

from bot.blocks import inputs, kit
from bot.blocks.inputs import field, first, option
from bot.blocks.kit import bold
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.limits import Block
from bot.ids import Form, Ref
from bot.scorepages import NOT_APPLICABLE, pages
from flows.lifecycle.fields import COMMENT_LIMIT
from flows.lifecycle.project import Mark
from flows.lifecycle.readmodels import ProjectCard
from flows.lifecycle.scores import choices, why_field
from flows.lifecycle.scoresheet import Criterion, ScoreSheet


def page(card: ProjectCard, sheet: ScoreSheet, marks: Iterable[Mark], lens: Lens, *, number: int = 1) -> dict[str, Any]:
    """``number`` counts from 1; ``marks`` are what the person has filled in so far, on any page."""
    say, parted = lens.say, pages(sheet.asked(card.strands))
    given = {mark.criterion: mark for mark in marks}
    criteria = parted[number - 1]
    blocks = [kit.section(_opening(card, sheet, criteria, lens, place=(number, len(parted))))]
    for criterion in criteria:
        blocks += _fields(criterion, sheet, given.get(criterion.key), lens)
    blocks[1] = first(blocks[1])
    last = number == len(parted)
    ref = Ref(project_id=card.id, stage=card.stage, number=number, shown=card.version)
    return kit.modal(Form.SCORE, say.pick(sheet.title), blocks, ref=ref,
                     submit=say("Hand in") if last else say("Next page"), close=say("Cancel"))  # fmt: skip


def _opening(
    card: ProjectCard, sheet: ScoreSheet, criteria: tuple[Criterion, ...], lens: Lens, *, place: tuple[int, int]
) -> str:
    say = lens.say
    strands = dict.fromkeys(criterion.strand for criterion in criteria)
    where = say("Page {number} of {total} · {strands}", number=place[0], total=place[1],
                strands=say.listing([say.strand(strand) for strand in strands]))  # fmt: skip
    lines = [bold(parts.named(card.key, card.name)), where if place[1] > 1 else ""]
    lines.append(
        say("0 and {top} points need a reason. A web address in the reason counts as evidence.", top=sheet.top)
    )
    if place[1] > 1:
        lines.append(say("What you have filled in is kept when you go on to the next page."))
    return "\n".join(line for line in lines if line)


def _fields(criterion: Criterion, sheet: ScoreSheet, mark: Mark | None, lens: Lens) -> list[Block]:
    say = lens.say
    label = say("{criterion} · weight {weight}", criterion=say.pick(criterion.title), weight=criterion.weight)
    chosen = "" if mark is None else NOT_APPLICABLE if mark.points is None else str(mark.points)
    select = inputs.select(criterion.key, _options(criterion, sheet, lens), initial=chosen, placeholder=say("Points"))
    why = inputs.text_input(why_field(criterion.key), initial=mark.comment if mark else "", multiline=True,
                            limit=COMMENT_LIMIT, placeholder=say.pick(criterion.evidence))  # fmt: skip
    return [
        field(criterion.key, label, select, hint=say.pick(criterion.help)),
        field(why_field(criterion.key), say("Reason and evidence"), why, optional=True),
    ]


def _options(criterion: Criterion, sheet: ScoreSheet, lens: Lens) -> list[Block]:
    """The most points first, as people read a scale; what lies between two anchors says so."""
    return [
        option(_choice(points, criterion, lens), NOT_APPLICABLE if points is None else str(points))
        for points in sorted(choices(criterion, sheet), key=lambda p: (p is None, -(p or 0)))
    ]


def _choice(points: int | None, criterion: Criterion, lens: Lens) -> str:
    say = lens.say
    if points is None:
        return say("Not applicable")
    below = max((a for a in criterion.anchors if a.points <= points), key=lambda a: a.points)
    if below.points == points:
        return say("{points} · {meaning}", points=points, meaning=say.pick(below.text))
    above = min((a for a in criterion.anchors if a.points > points), key=lambda a: a.points)
    return say("{points} · between {low} and {high}", points=points, low=below.points, high=above.points)
