"""Forms of evaluation. Fields are named in ``bot.ids.Form`` and read back by ``bot/forms.py``."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.blocks import inputs, kit
from bot.blocks.inputs import field, first, option
from bot.blocks.kit import bold, inline
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.lifecycle.evaluations import change_name
from bot.blocks.limits import Block
from bot.ids import SKIP, Form, Ref
from flows.lifecycle.closing import LESSON_LIMIT, note_field
from flows.lifecycle.evaluation import Change, FollowUp, FollowUpState, Given, Improvement, ImprovementState
from flows.lifecycle.fields import COMMENT_LIMIT
from flows.lifecycle.indicators import Indicator, Unit
from flows.lifecycle.readmodels import ProjectCard
from flows.names import Outcome

PAGE = 4
"""Figures on a page, each with two fields."""
_NUMBER_LIMIT = 20


def indicators(
    card: ProjectCard, asked: Sequence[Indicator], given: Mapping[str, Given], lens: Lens, *, number: int = 1
) -> dict[str, Any]:
    """One page, counted from 1, over what was given before."""
    say, pages = lens.say, -(-len(asked) // PAGE)
    here = asked[(number - 1) * PAGE : number * PAGE]
    opening = [
        bold(parts.named(card.key, card.name)),
        say("Page {number} of {total}", number=number, total=pages),
        say("Leave a figure empty if it is not known. What you fill in is saved with every page."),
    ]
    blocks: list[Block] = [kit.section("\n".join(opening))]
    for indicator in here:
        blocks += _figure(indicator, given.get(indicator.key), lens)
    if len(blocks) > 1:
        blocks[1] = first(blocks[1])
    ref = Ref(project_id=card.id, number=number)
    return kit.modal(Form.INDICATORS, say("Closing figures"), blocks, ref=ref,
                     submit=say("Save") if number >= pages else say("Next page"), close=say("Cancel"))  # fmt: skip


def _figure(indicator: Indicator, given: Given | None, lens: Lens) -> list[Block]:
    say = lens.say
    value = inputs.text_input(indicator.key, initial=given.value if given else "", limit=_NUMBER_LIMIT,
                              placeholder=_unit(indicator.unit, lens))  # fmt: skip
    note = inputs.text_input(note_field(indicator.key), initial=given.note if given else "", limit=COMMENT_LIMIT)
    return [
        field(indicator.key, say.pick(indicator.title), value, hint=say.pick(indicator.formula), optional=True),
        field(note_field(indicator.key), say("Note"), note, optional=True),
    ]


def _unit(unit: Unit, lens: Lens) -> str:
    say = lens.say
    return {
        Unit.PERCENT: say("Percent, for example 80"),
        Unit.DAYS: say("Days, for example 12"),
        Unit.COUNT: say("A number, for example 3"),
        Unit.LEVELS: say("Levels, for example 2"),
        Unit.MONEY: say("An amount, for example 250000"),
    }[unit]


def outcome(card: ProjectCard, lens: Lens) -> dict[str, Any]:
    say = lens.say
    options = [option(say.outcome(each), each.value) for each in Outcome]
    chosen = card.evaluation.outcome.value if card.evaluation.outcome else ""
    blocks = [
        kit.section(say("What should *{project}* be closed as? The last gate decides over it; without a proposal the "
                        "closing scores speak.", project=parts.named(card.key, card.name))),
        first(field("outcome", say("Outcome"), inputs.radio("outcome", options, initial=chosen))),
        _note(lens, say("Why?")),
    ]  # fmt: skip
    return _modal(Form.OUTCOME, say("Outcome"), blocks, Ref(project_id=card.id), lens)


def improve(card: ProjectCard, lens: Lens) -> dict[str, Any]:
    say = lens.say
    lesson = inputs.text_input("lesson", multiline=True, limit=LESSON_LIMIT,
                               placeholder=say("For example: file before the call for papers"))  # fmt: skip
    blocks = [
        kit.section(say("A lesson of *{project}* becomes an item that somebody sees to.",
                        project=parts.named(card.key, card.name))),
        first(field("lesson", say("What should be better next time?"), lesson)),
        field("owner", say("Who sees to it?"), inputs.one_person("owner"),
              hint=say("Whoever is no member joins the project.")),
        field("due", say("By when?"), inputs.day_picker("due")),
    ]  # fmt: skip
    return _modal(Form.IMPROVE, say("Add improvement"), blocks, Ref(project_id=card.id), lens)


def settle(card: ProjectCard, item: Improvement, lens: Lens) -> dict[str, Any]:
    say = lens.say
    names = {
        ImprovementState.DONE: say("Done"),
        ImprovementState.DROPPED: say("Dropped"),
        ImprovementState.OPEN: say("Still open"),
    }
    states = [option(name, state.value) for state, name in names.items()]
    blocks = [
        kit.section(f"{bold(parts.named(card.key, card.name))}\n{inline(item.lesson)}"),
        first(field("state", say("What became of it?"), inputs.radio("state", states, initial=item.state.value))),
        _note(lens, say("Note"), initial=item.note, hint=say("Please say why if it is dropped.")),
    ]
    return _modal(Form.SETTLE, say("Improvement item"), blocks, Ref(project_id=card.id, extra=item.id), lens)


def follow_up(card: ProjectCard, each: FollowUp, lens: Lens) -> dict[str, Any]:
    """Four questions; a skip needs a reason, and an answer given later takes it back."""
    say = lens.say
    verdicts = [option(say.outcome(outcome), outcome.value) for outcome in Outcome]
    if each.state in (FollowUpState.WAITING, FollowUpState.OPEN):
        verdicts.append(option(say("Skip this evaluation"), SKIP))
    happened = [option(change_name(change, lens), change.value) for change in Change]
    blocks = [
        kit.section(say("*{project}* was closed. How does it look after {months} months?",
                        project=parts.named(card.key, card.name), months=each.months)),
        first(field("changes", say("What has happened since?"),
              inputs.checkboxes("changes", happened, initial=[c.value for c in each.changes]), optional=True)),
        field("verdict", say("Seen from today, the project is a"),
              inputs.radio("verdict", verdicts, initial=each.verdict.value if each.verdict else "")),
        _note(lens, say("Note"), initial=each.note, hint=say("For example the income, or why this is skipped.")),
    ]  # fmt: skip
    return _modal(
        Form.FOLLOW_UP, say("Follow-up evaluation"), blocks, Ref(project_id=card.id, number=each.months), lens
    )


def _note(lens: Lens, label: str, *, initial: str = "", hint: str = "") -> Block:
    element = inputs.text_input("note", initial=initial, multiline=True, limit=COMMENT_LIMIT,
                                placeholder=lens.say("The team reads this."))  # fmt: skip
    return field("note", label, element, hint=hint, optional=True)


def _modal(form: Form, title: str, blocks: Sequence[Block], ref: Ref, lens: Lens) -> dict[str, Any]:
    return kit.modal(form, title, blocks, ref=ref, submit=lens.say("Save"), close=lens.say("Cancel"))
