"""``/liandong override LD-3 reason…``: an administrator reads a project that is closed to them, on the record; with
``lead`` in place of a reason they appoint a new lead where nobody else can."""

from bot.blocks.kit import Message
from bot.blocks.lifecycle import answers, overrides
from bot.context import Caller, Desk, Sight
from bot.grammar import Intent, fold
from bot.outward import View
from flows.errors import NotFound
from flows.lifecycle.commands import OverrideAccess
from flows.lifecycle.overrides import may_override

LEAD_WORDS = ("lead", "负责人")


def ask(sight: Sight, wish: Intent) -> Message | View | OverrideAccess:
    """What is to be done, or why there is nothing to do. The grammar knows this verb for administrators only."""
    caller = sight.caller
    if not wish.key or not wish.text:
        return overrides.usage(caller.lens)
    glance = sight.reads.glance(sight.team_id, wish.key, caller.user_id)
    if glance is None:
        raise NotFound("project", wish.key)
    if fold(wish.text) in LEAD_WORDS:
        return overrides.appoint(glance.project_id, wish.key, caller.lens)
    if not may_override(glance, caller.actor):
        return overrides.needless(wish.key, caller.lens)
    return OverrideAccess(project_id=glance.project_id, reason=wish.text)


def grant(desk: Desk, caller: Caller, command: OverrideAccess) -> Message:
    """Record the override and say what it opens."""
    return answers.receipt(desk.perform(command, caller), None, caller.lens)
