"""The evaluation of a project: figures, outcome, improvement items and follow-ups, readable as plain text."""

from collections.abc import Sequence

from bot.blocks import kit
from bot.blocks.kit import Message, bold, inline, person
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import card as cards
from bot.blocks.lifecycle import parts, scores
from bot.blocks.limits import Block
from bot.blocks.sheet import Sheet
from bot.ids import Act, Ref
from flows.lifecycle.evaluation import Change, FollowUp, FollowUpState, Improvement, ImprovementState
from flows.lifecycle.figures import Reported
from flows.lifecycle.indicators import Indicator, Origin, Unit
from flows.lifecycle.permissions import project_actions
from flows.lifecycle.readmodels import ProjectCard
from flows.names import STRANDS, Role, Status, Strand


def evaluation(card: ProjectCard, table: Sequence[Reported], viewer: str, lens: Lens) -> Message:
    """``table`` has every indicator; ``viewer`` gets the buttons that are theirs to press."""
    say, sheet = lens.say, Sheet()
    sheet.head(parts.heading(card))
    sheet.tell(bold(say("Evaluation")), lens.stage_words(card), parts.status_line(card, lens), _proposed(card, lens),
               parts.links_line(card, lens))  # fmt: skip
    sheet.tell(*parts.strand_lines(card, lens))
    for group in (Strand.MANAGEMENT, *STRANDS):
        lines = [figure_line(each, lens) for each in table if each.indicator.group is group]
        sheet.tell(bold(say.strand(group)), *lines)
    sheet.tell(_missing(table, lens))
    sheet.tell(*scores.lines(card, viewer, lens))
    _improvements(sheet, card, viewer, lens)
    _follow_ups(sheet, card, viewer, lens)
    sheet.show(kit.actions(*_buttons(card, viewer, lens), block_id="evaluation"))
    return sheet.message()


def _proposed(card: ProjectCard, lens: Lens) -> str:
    if card.evaluation.outcome is None or card.status is Status.COMPLETED:
        return ""
    return lens.say("Proposed outcome: {outcome}", outcome=lens.say.outcome(card.evaluation.outcome))


def figure_line(each: Reported, lens: Lens) -> str:
    """Title, figure with what it rests on, and where it comes from."""
    say, title = lens.say, inline(lens.say.pick(each.indicator.title))
    if each.computed is not None:
        figure = with_unit(scores.points(abs(each.computed.amount)), each.indicator, lens)
        figure = f"−{figure}" if each.computed.amount < 0 else figure
        source = say("computed, from {n}", n=each.computed.cases)
        return "• " + say("{title}: {figure}", title=title, figure=f"{bold(figure)} · {source}")
    if each.given is None:
        nothing = say("nothing on record yet") if each.indicator.by is Origin.HISTORY else say("not filled in yet")
        return "• " + say("{title}: {figure}", title=title, figure=nothing)
    value = with_unit(each.given.value, each.indicator, lens) if each.given.value else say("not known")
    source = say("given by {person}", person=person(each.given.by))
    line = "• " + say("{title}: {figure}", title=title, figure=f"{bold(value)} · {source}")
    return f"{line} · {parts.comment_line(each.given.note)}" if each.given.note else line


def with_unit(value: str, indicator: Indicator, lens: Lens) -> str:
    say, n = lens.say, 1 if value == "1" else 2
    match indicator.unit:
        case Unit.PERCENT:
            return f"{value} %"
        case Unit.DAYS:
            return say.plural("{value} day", "{value} days", n, value=value)
        case Unit.LEVELS:
            return say.plural("{value} level", "{value} levels", n, value=value)
        case _:
            return value


def _missing(table: Sequence[Reported], lens: Lens) -> str:
    count = sum(each.is_missing for each in table)
    if not count:
        return ""
    return lens.say.plural("{n} figure is still missing.", "{n} figures are still missing.", count)


def _improvements(sheet: Sheet, card: ProjectCard, viewer: str, lens: Lens) -> None:
    say, items = lens.say, card.evaluation.improvements
    sheet.tell(bold(say("Improvement items")), "" if items else say("None yet."))
    for item in items:
        line = f"• {improvement_line(item, lens)}"
        able = viewer in (item.owner, *card.holders(Role.LEAD), *card.holders(Role.STEERING))
        if not sheet.add(line, kit.section(line, accessory=settle_button(card.id, item, lens) if able else None)):
            break


def improvement_line(item: Improvement, lens: Lens) -> str:
    """Lesson, owner, and what became of it or when it is due."""
    say = lens.say
    state = {
        ImprovementState.OPEN: lens.due(item.due),
        ImprovementState.DONE: say("done"),
        ImprovementState.DROPPED: say("dropped"),
    }[item.state]
    line = f"{inline(item.lesson)} · {person(item.owner)} · {state}"
    return f"{line} · {parts.comment_line(item.note)}" if item.note else line


def settle_button(project_id: str, item: Improvement, lens: Lens) -> Block:
    say, ref = lens.say, Ref(project_id=project_id, extra=item.id)
    return kit.button(say("Update"), Act.SETTLE, ref, label=say("Update the improvement item {item}", item=item.lesson))


def _follow_ups(sheet: Sheet, card: ProjectCard, viewer: str, lens: Lens) -> None:
    say, planned = lens.say, card.evaluation.follow_ups
    if planned:
        sheet.tell(bold(say("Follow-up evaluations")))
    able = "AnswerFollowUp" in project_actions(card, viewer)
    for each in planned:
        line = f"• {follow_up_line(each, lens)}"
        sheet.add(line, kit.section(line, accessory=follow_up_button(card.id, each, lens) if able else None))


def follow_up_line(each: FollowUp, lens: Lens) -> str:
    say = lens.say
    name = say("After {months} months", months=each.months)
    match each.state:
        case FollowUpState.WAITING:
            return f"{name} · " + say("comes on {day}", day=lens.day(each.due))
        case FollowUpState.OPEN:
            return f"{name} · " + say("asked of {people}", people=parts.everyone(each.asked, lens))
        case FollowUpState.SKIPPED:
            line = f"{name} · " + say("skipped")
        case FollowUpState.ANSWERED:
            verdict = bold(say.outcome(each.verdict)) if each.verdict else ""
            happened = say.listing([change_name(change, lens) for change in each.changes]) if each.changes else ""
            line = " · ".join(part for part in (name, verdict, happened) if part)
    return f"{line} · {parts.comment_line(each.note)}" if each.note else line


def follow_up_button(project_id: str, each: FollowUp, lens: Lens) -> Block:
    say, ref = lens.say, Ref(project_id=project_id, number=each.months)
    label = say("Answer the follow-up evaluation after {months} months", months=each.months)
    return kit.button(say("Answer"), Act.FOLLOW_UP, ref, label=label)


def change_name(change: Change, lens: Lens) -> str:
    say = lens.say
    return {
        Change.PUBLISHED: say("standard published"),
        Change.GRANTED: say("patent granted"),
        Change.ADOPTED: say("result adopted"),
        Change.INCOME: say("income earned"),
    }[change]


def _buttons(card: ProjectCard, viewer: str, lens: Lens) -> list[Block]:
    say, ref, can = lens.say, Ref(project_id=card.id), project_actions(card, viewer)
    ended = card.status in (Status.STOPPED, Status.COMPLETED)
    buttons = []
    if "AnswerIndicators" in can and card.status is not Status.STOPPED:
        label = say("Fill in the closing figures of {key}", key=card.key)
        buttons.append(kit.button(say("Fill in figures"), Act.INDICATORS, ref, style="primary", label=label))
    if "SetOutcome" in can and card.status is Status.ACTIVE and lens.template(card).following(card.stage) is None:
        label = say("Propose the outcome of {key}", key=card.key)
        buttons.append(kit.button(say("Propose outcome"), Act.OUTCOME, ref, label=label))
    if "AddImprovement" in can:
        label = say("Add an improvement item to {key}", key=card.key)
        buttons.append(kit.button(say("Add improvement"), Act.IMPROVE, ref, label=label))
    if ended:
        buttons.append(cards.follow_on_button(card, ref, lens))
    return [*buttons, cards.history_button(card, ref, lens)]
