"""What the clock says about an open gate: a reminder to vote, and that the last day has passed."""

from collections.abc import Mapping

from bot.blocks import kit
from bot.blocks.kit import Message, bold, inline
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from flows.lifecycle.readmodels import ProjectCard
from flows.lifecycle.upkeep import OVERDUE, REMINDER
from flows.notices import Scalar

EVENTS = frozenset({REMINDER, OVERDUE})


def told(params: Mapping[str, Scalar], card: ProjectCard, user_id: str, lens: Lens) -> Message | None:
    """None where the gate was decided, or this person has voted, before the message could be sent."""
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
