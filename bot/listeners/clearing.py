"""Buttons about clearances and dates that act at once and show their presser what came of it."""

from bot.blocks.linkage import clearances, receipts
from bot.context import Desk
from bot.envelope import Envelope
from bot.ids import Ref
from bot.listeners.replies import tell
from flows.errors import NotFound
from flows.linkage.codes import ClearanceState
from flows.linkage.commands import AskClearance, ConfirmDocketItem, DecideClearance, LinkageCommand
from flows.linkage.items import Outward
from flows.ports import Receipt


def ask(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    """Judge an item anew, and show the answer."""
    _perform(desk, envelope, ref, AskClearance(project_id=ref.project_id, outward_id=ref.item_id))
    with desk.look(envelope) as sight:
        card = sight.card(ref.project_id)
        register = sight.register(card)
        outward = register.find(ref.item_id)
    if not isinstance(outward, Outward):
        raise NotFound("entry", "")
    able, reader = sight.able(card), sight.caller.actor.user_id
    tell(desk, sight.caller, clearances.clearance(card, register, outward, sight.caller.lens, able=able, reader=reader))


def grant(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    granting = DecideClearance(project_id=ref.project_id, clearance_id=ref.item_id, state=ClearanceState.GRANTED)
    _confirmed(desk, envelope, ref, granting)


def confirm_date(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    _confirmed(desk, envelope, ref, ConfirmDocketItem(project_id=ref.project_id, docket_id=ref.item_id))


def _confirmed(desk: Desk, envelope: Envelope, ref: Ref, command: LinkageCommand) -> None:
    receipt = _perform(desk, envelope, ref, command)
    with desk.look(envelope) as sight:
        card = sight.card(ref.project_id)
    tell(desk, sight.caller, receipts.receipt(receipt, card, sight.caller.lens))


def _perform(desk: Desk, envelope: Envelope, ref: Ref, command: LinkageCommand) -> Receipt:
    """Looked up first: a hidden project answers as one that does not exist, whatever the item is."""
    with desk.look(envelope) as sight:
        sight.card(ref.project_id)
    return desk.perform(command, sight.caller)
