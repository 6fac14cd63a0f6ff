"""Actions: their list, one tap that settles one or makes it a deliverable, a short form that hands it over or says why
not; and the patent lead releases a summary."""

from bot import acting, watchdesk
from bot.blocks import kit
from bot.blocks.kit import Message
from bot.blocks.lifecycle import forms_info
from bot.blocks.watches import action_list, actions, forms_action, receipts
from bot.context import Caller, Desk, Sight
from bot.envelope import Body, Envelope, of_interaction
from bot.filled import Filled
from bot.grammar import fold, project_key
from bot.ids import Form, Ref, unpack
from bot.listeners import reading
from bot.listeners.replies import NOTHING, AckBody, instead, tell
from bot.outward import View
from flows.errors import NotAllowed, NotFound
from flows.lifecycle.readmodels import ProjectCard
from flows.ports import Receipt
from flows.watches import action_commands as c
from flows.watches.action_rules import able, may_read
from flows.watches.actions import Action, ActionState
from flows.watches.withdrawing import Fate

IN_LIST = "list"
"""The part of a ref whose button stands in a list: what it did must be told, for the list stays as it was."""
WORDS = frozenset({"actions", "action", "asks", "待办", "待办事项", "事项"})
"""What after ``watch`` asks for the list of actions."""


def asked(sight: Sight, typed: str) -> Message | None:
    """What ``/liandong watch actions LD-3`` answers; without a project and outside its channel, the caller's own of
    all projects. None for other words."""
    words = typed.split()
    rest = [word for word in words if fold(word) not in WORDS]
    if len(rest) == len(words):
        return None
    named = " ".join(rest)
    if named:
        return listing(sight, Ref(project_id=project_key(named) or named))
    here = reading.of_channel(sight)
    return listing(sight, Ref(project_id=here.id)) if here else own(sight)


def own(sight: Sight) -> Message:
    lens = sight.caller.lens
    return action_list.own(watchdesk.own_actions(sight, limit=action_list.PAGE), lens)


def listing(sight: Sight, ref: Ref) -> Message:
    """All of a project, ``ref.number`` in: what is still to be done first."""
    card, caller = sight.card(ref.project_id), sight.caller
    found = sight.reads.actions_of(sight.team_id, card.id)
    writes = sight.sees(card)  # an override lets nobody write
    return action_list.listing(found, card, caller.lens, reader=caller.user_id, start=ref.number, writes=writes)


def show(sight: Sight, ref: Ref) -> Message:
    """One, as its kept message shows it."""
    card, found = _readable(sight, ref)
    return _shown(found, card, sight.caller)


def to_work(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    _do(desk, envelope, ref, c.MakeWork(project_id=ref.project_id, action_id=ref.item_id))


def hand_over(sight: Sight, ref: Ref) -> View:
    card, found = _readable(sight, ref)
    return forms_action.hand_over(card, found, sight.caller.lens, part=ref.part)


def done(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    command = c.SettleAction(project_id=ref.project_id, action_id=ref.item_id, state=ActionState.DONE)
    _do(desk, envelope, ref, command)


def reopen(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    """Open again; what became of the deliverable that it was is told."""
    caller, receipt = _do(desk, envelope, ref, c.ReopenAction(project_id=ref.project_id, action_id=ref.item_id))
    if "deliverable" in receipt.params:
        fate = receipts.fates(caller.say)[Fate(str(receipt.params["deliverable"]))]
        tell(desk, caller, kit.one_section(fate))


def _do(desk: Desk, envelope: Envelope, ref: Ref, command: c.ActionCommand) -> tuple[Caller, Receipt]:
    """One tap. The kept message shows what came of it; where there is none, or nothing had to change, it is told."""
    caller = _seen(desk, envelope, ref)
    receipt = acting.perform(desk, command, caller)
    if ref.part == IN_LIST or not receipt.events:
        with desk.look(envelope) as sight:
            message = show(sight, ref)
        tell(desk, caller, message)
    return caller, receipt


def drop(sight: Sight, ref: Ref) -> View:
    card, found = _readable(sight, ref)
    return forms_action.drop(card, found, sight.caller.lens, part=ref.part)


def release(sight: Sight, ref: Ref) -> View:
    """Raises ``NotAllowed`` for legal, who reads it but does not release it."""
    card, found = _readable(sight, ref)
    if c.ReleaseSummary.__name__ not in able(found, card, sight.caller.user_id):
        raise NotAllowed("release_summary", (), ())
    return forms_action.release(card, found, sight.caller.lens)


def save(desk: Desk, body: Body) -> AckBody:
    """Carry a form out. What changed shows in the kept messages; only where nothing did it is said."""
    view, ref = body["view"], unpack(body["view"]["private_metadata"])
    caller = _seen(desk, of_interaction(body), ref)
    command = _command(Form(view["callback_id"]), ref, Filled(view["state"]["values"]))
    say, changed = caller.say, bool(acting.perform(desk, command, caller).events)
    if changed and ref.part == IN_LIST:
        with desk.look(caller.envelope) as sight:
            return instead(forms_info.message(say("Liandong"), show(sight, ref), caller.lens))
    if changed:
        return NOTHING
    return instead(forms_info.info(say("Liandong"), say("Nothing had to change: it is already so."), caller.lens))


def _command(form: Form, ref: Ref, filled: Filled) -> c.ActionCommand:
    match form:
        case Form.RELEASE:
            return c.ReleaseSummary(project_id=ref.project_id, action_id=ref.item_id, summary=filled.text("summary"))
        case Form.ACTION_HAND_OVER:
            return c.HandActionOver(project_id=ref.project_id, action_id=ref.item_id, to=filled.person("to"))
        case _:
            return c.SettleAction(
                project_id=ref.project_id, action_id=ref.item_id, state=ActionState.DROPPED, note=filled.text("note")
            )


def _seen(desk: Desk, envelope: Envelope, ref: Ref) -> Caller:
    """Looked up first: a hidden project answers as one that does not exist, whatever the action is."""
    with desk.look(envelope) as sight:
        sight.card(ref.project_id)
    return sight.caller


def _shown(found: Action, card: ProjectCard, caller: Caller) -> Message:
    message = actions.action(found, card, caller.lens, reader=caller.user_id)
    if message is None:
        raise NotFound("entry", "")
    return message


def _readable(sight: Sight, ref: Ref) -> tuple[ProjectCard, Action]:
    """Raises ``NotFound`` for what the caller may not read, as for what is not there."""
    card = sight.card(ref.project_id)
    found = sight.reads.action(sight.team_id, ref.item_id)
    if found is None or found.project_id != card.id or not may_read(found, card, sight.caller.user_id):
        raise NotFound("entry", "")
    return card, found
