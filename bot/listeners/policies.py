"""``/liandong policy``: the rules of the workspace for every member to read, and for its admins to change."""

from bot.blocks.kit import Message
from bot.blocks.lifecycle import forms_info, forms_policy, policies
from bot.context import Caller, Desk, Sight
from bot.envelope import Body, of_interaction
from bot.filled import draft_of
from bot.forms_policy import read_policy_form
from bot.grammar import fold
from bot.ids import Form, Ref, unpack
from bot.listeners.replies import AckBody, instead
from bot.outward import View
from flows.errors import NotAllowed, StalePolicy
from flows.lifecycle.institution import change
from flows.lifecycle.policies import Difference, Policy, compare
from flows.ports import Receipt

LINES = 10
HISTORY_WORDS = ("history", "log", "历史")


def answer(sight: Sight, text: str) -> Message:
    """The answer to what was typed after the verb."""
    if fold(text) in HISTORY_WORDS:
        return history(sight, Ref())
    _require_member(sight)
    rules = sight.reads.policy(sight.team_id)
    return policies.policy(rules, sight.caller.lens, admin=sight.caller.actor.is_admin)


def _require_member(sight: Sight) -> None:
    """Guests and people of other organisations do not read the rules of the house."""
    if sight.caller.actor.is_guest or sight.caller.actor.is_gone:
        raise NotAllowed("see_policy")


def history(sight: Sight, ref: Ref) -> Message:
    """A page of the changes; ``ref.number`` is the last line already seen."""
    _require_member(sight)
    lines = sight.reads.policy_changes(sight.team_id, limit=LINES + 1, before=ref.number or None)
    more = lines[LINES - 1].seq if len(lines) > LINES else None
    return policies.history(lines[:LINES], sight.caller.lens, more=more)


def terms(sight: Sight, ref: Ref) -> View:
    """The form over the rules as they are now, whichever a button showed."""
    del ref
    return forms_policy.terms(_changeable(sight), sight.caller.lens)


def gate(sight: Sight, ref: Ref) -> View:
    return forms_policy.gate(_changeable(sight), ref.stage, sight.caller.lens)


def _changeable(sight: Sight) -> Policy:
    if not sight.caller.actor.is_admin:
        raise NotAllowed("change_policy")
    return sight.reads.policy(sight.team_id)


def save(desk: Desk, body: Body) -> AckBody:
    """Carry a form out and say what it changed, or show it again over what somebody else changed meanwhile."""
    caller, view = desk.caller(of_interaction(body)), body["view"]
    ref = unpack(view["private_metadata"])
    wish = read_policy_form(Form(view["callback_id"]), ref, view["state"]["values"])
    try:
        with desk.store.write() as uow:
            receipt = change(wish, actor=caller.actor, uow=uow, now=caller.now, request_key=caller.envelope.request_key)
    except StalePolicy as stale:
        return instead(_again(desk, caller, body, ref, stale))
    told = forms_policy.saved(_changed(desk, caller, receipt), int(receipt.params["number"] or 0), caller.lens)
    return instead(forms_info.info(caller.say("Liandong"), told, caller.lens))


def _changed(desk: Desk, caller: Caller, receipt: Receipt) -> tuple[Difference, ...]:
    """What the change that a receipt speaks of altered."""
    if not receipt.events:
        return ()
    with desk.store.read() as reads:
        found = reads.policy_changes(caller.actor.team_id, limit=LINES)
    own = (one for one in found if one.after.version == receipt.params["number"])
    return next((compare(one.before, one.after) for one in own), ())


def _again(desk: Desk, caller: Caller, body: Body, ref: Ref, stale: StalePolicy) -> View:
    """The same form over the present rules, with what was typed and what is different now."""
    with desk.store.read() as reads:
        rules = reads.policy(caller.actor.team_id)
        since = reads.policy_changes(caller.actor.team_id, limit=max(0, stale.current - stale.shown))
    found = compare(since[-1].before, rules) if since else ()
    notice = forms_policy.overtaken(found, caller.lens)
    draft = draft_of(body["view"]["state"]["values"])
    if body["view"]["callback_id"] == Form.POLICY:
        return forms_policy.terms(rules, caller.lens, draft=draft, notice=notice)
    return forms_policy.gate(rules, ref.stage, caller.lens, draft=draft, notice=notice)
