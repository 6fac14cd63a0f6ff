"""What the clock says: a vote is missing, the last day to vote has passed, an improvement or a follow-up waits."""

from collections.abc import Mapping

from bot.blocks import kit
from bot.blocks.kit import Message, bold, inline
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import evaluations, parts
from flows.lifecycle.duties import FOLLOW_UP_WAITS, IMPROVEMENT_DUE
from flows.lifecycle.evaluation import FollowUpState, ImprovementState
from flows.lifecycle.readmodels import ProjectCard
from flows.lifecycle.upkeep import OVERDUE, REMINDER
from flows.notices import Scalar

EVENTS = frozenset({REMINDER, OVERDUE, IMPROVEMENT_DUE, FOLLOW_UP_WAITS})


def told(params: Mapping[str, Scalar], card: ProjectCard, user_id: str, lens: Lens) -> Message | None:
    """None where the gate was decided, or this person has voted, before the message could be sent."""
    if params["event"] in (IMPROVEMENT_DUE, FOLLOW_UP_WAITS):
        return _duty(params, card, user_id, lens)
    say, gate = lens.say, card.gate
    if gate is None or gate.id != params["gate_id"] or gate.closes_on is None:
        return None
    name = inline(say.pick(lens.gate(card).name))
    if params["event"] == REMINDER:
        if user_id not in gate.silent:
            return None
        text = say("{gate}: your vote is still missing. The last day to vote is {day}.", gate=name,
                   day=lens.day(gate.closes_on))  # fmt: skip
    elif gate.silent:
        text = say(
            "{gate}: the last day to vote has passed. Still missing: {people}. They can send a deputy; "
            "the lead can withdraw the gate and request it again.",
            gate=name, people=parts.everyone(gate.silent, lens),
        )  # fmt: skip
    else:
        text = say("{gate}: nobody is left to vote. Withdraw the gate, give the deciding roles, and request it again.",
                   gate=name)  # fmt: skip
    return kit.one_section(say("{project} · {text}", project=bold(card.key), text=text))


def _duty(params: Mapping[str, Scalar], card: ProjectCard, user_id: str, lens: Lens) -> Message | None:
    """None where it was settled before the message could be sent."""
    say = lens.say
    if params["event"] == IMPROVEMENT_DUE:
        item = card.evaluation.improvement(str(params["improvement_id"]))
        if item is None or item.state is not ImprovementState.OPEN or item.owner != user_id:
            return None
        text = say("Your improvement item waits: {item}", item=evaluations.improvement_line(item, lens))
        button = evaluations.settle_button(card.id, item, lens)
    else:
        each = card.evaluation.follow_up(int(str(params["months"])))
        if each is None or each.state is not FollowUpState.OPEN:
            return None
        text = say("The follow-up evaluation after {months} months still waits for an answer.", months=each.months)
        button = evaluations.follow_up_button(card.id, each, lens)
    return kit.one_section(say("{project} · {text}", project=bold(card.key), text=text), button)
