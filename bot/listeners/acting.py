"""Actions: one tap settles them, a short form says why not, and the patent lead releases a summary."""

from bot import acting
from bot.blocks.lifecycle import forms_info
from bot.blocks.watches import forms_action
from bot.context import Caller, Desk, Sight
from bot.envelope import Body, Envelope, of_interaction
from bot.filled import Filled
from bot.ids import Form, Ref, unpack
from bot.listeners.replies import NOTHING, AckBody, instead
from bot.outward import View
from flows.errors import NotAllowed, NotFound
from flows.lifecycle.readmodels import ProjectCard
from flows.watches import action_commands as c
from flows.watches.action_rules import able, may_read
from flows.watches.actions import Action, ActionState


def done(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    command = c.SettleAction(project_id=ref.project_id, action_id=ref.item_id, state=ActionState.DONE)
    acting.perform(desk, command, _seen(desk, envelope, ref))


def reopen(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    acting.perform(desk, c.ReopenAction(project_id=ref.project_id, action_id=ref.item_id), _seen(desk, envelope, ref))


def drop(sight: Sight, ref: Ref) -> View:
    card, found = _readable(sight, ref)
    return forms_action.drop(card, found, sight.caller.lens)


def release(sight: Sight, ref: Ref) -> View:
    """Raises ``NotAllowed`` for legal, who reads it but does not release it."""
    card, found = _readable(sight, ref)
    if c.ReleaseSummary.__name__ not in able(found, card, sight.caller.user_id):
        raise NotAllowed("release_summary", (), ())
    return forms_action.release(card, found, sight.caller.lens)


def save(desk: Desk, body: Body) -> AckBody:
    """Carry a form out. What changed shows in the kept messages; only where nothing did it is said."""
    view, ref = body["view"], unpack(body["view"]["private_metadata"])
    filled, caller = Filled(view["state"]["values"]), _seen(desk, of_interaction(body), ref)
    command: c.ActionCommand
    if view["callback_id"] == Form.RELEASE:
        command = c.ReleaseSummary(project_id=ref.project_id, action_id=ref.item_id, summary=filled.text("summary"))
    else:
        command = c.SettleAction(
            project_id=ref.project_id, action_id=ref.item_id, state=ActionState.DROPPED, note=filled.text("note")
        )
    if acting.perform(desk, command, caller).events:
        return NOTHING
    say = caller.say
    return instead(forms_info.info(say("Liandong"), say("Nothing had to change: it is already so."), caller.lens))


def _seen(desk: Desk, envelope: Envelope, ref: Ref) -> Caller:
    """Looked up first: a hidden project answers as one that does not exist, whatever the action is."""
    with desk.look(envelope) as sight:
        sight.card(ref.project_id)
    return sight.caller


def _readable(sight: Sight, ref: Ref) -> tuple[ProjectCard, Action]:
    """Raises ``NotFound`` for what the caller may not read, as for what is not there."""
    card = sight.card(ref.project_id)
    found = sight.reads.action(sight.team_id, ref.item_id)
    if found is None or found.project_id != card.id or not may_read(found, card, sight.caller.user_id):
        raise NotFound("entry", "")
    return card, found
