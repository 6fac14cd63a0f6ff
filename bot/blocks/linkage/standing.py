"""Where something that is to go out stands: not checked, blocked, cleared, overridden, out."""

from bot.blocks.kit import bold, inline
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.linkage import terms
from flows.linkage.codes import ClearanceState, OutwardState
from flows.linkage.items import Outward
from flows.linkage.judgements import Clearance
from flows.linkage.register import Register

OPEN = frozenset({ClearanceState.REQUESTED, ClearanceState.AWAITING_LEGAL})
"""States in which somebody still has to decide."""


def latest(register: Register, outward_id: str) -> Clearance | None:
    """The youngest clearance of an item."""
    found = [c for c in register.clearances if c.outward_id == outward_id]
    return max(found, key=lambda c: c.number, default=None)


def state_line(outward: Outward, asked: Clearance | None, lens: Lens) -> str:
    """Where it stands, in one line: what people decided, else what the rules say."""
    say = lens.say
    if outward.state is not OutwardState.PLANNED:
        day = f" {lens.day(outward.made_on)}" if outward.made_on else ""
        return bold(terms.outward_state(outward.state, say)) + day
    if asked is None:
        return bold(say("Not checked yet"))
    state = terms.clearance_state(asked.state, say)
    if asked.state in OPEN:
        waits = asked.state is ClearanceState.AWAITING_LEGAL
        return bold(terms.answer(asked.answer, say)) + (f" · {state}" if waits else "")
    return bold(state) + decision(asked, lens)


def decision(asked: Clearance, lens: Lens) -> str:
    """Who decided, and why."""
    if not asked.decided_by:
        return ""
    people = parts.everyone(tuple(dict.fromkeys(filter(None, (asked.decided_by, asked.legal_by)))), lens, 2)
    return f" · {people}" + (lens.say(": {reason}", reason=inline(asked.reason, 200)) if asked.reason else "")
