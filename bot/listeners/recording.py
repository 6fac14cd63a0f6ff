"""Submitted forms of the register: form -> command -> result; what cannot be done keeps the person's text."""

from dataclasses import replace

from bot import watchdesk
from bot.blocks.lifecycle import forms_info
from bot.blocks.linkage import clearances, forms_outward, receipts
from bot.blocks.linkage.questions import Questions
from bot.context import Caller, Desk
from bot.envelope import Body, of_interaction
from bot.filled import Filled, draft_of
from bot.ids import Form, Ref, unpack
from bot.linkage_forms import read_linkage
from bot.listeners.registering import BUILDERS
from bot.listeners.replies import AckBody, instead
from bot.listeners.stale import LOOK_BACK, notice, since_shown
from bot.outward import View
from flows.errors import StaleProject
from flows.linkage.codes import OutwardKind
from flows.linkage.items import Outward
from flows.linkage.register import Register
from flows.ports import Receipt

HIT = "hit_"
"""The ``extra`` of a form that was opened from a hit of a watch: saving it answers the hit."""


def submit(desk: Desk, body: Body) -> AckBody:
    """Carry out what a form of the register asks for, and say what came of it in the form's place."""
    view, envelope = body["view"], of_interaction(body)
    form, ref = Form(view["callback_id"]), unpack(view["private_metadata"])
    with desk.look(envelope) as sight:
        card = sight.card(ref.project_id)
        register = sight.register(card)
    command = read_linkage(form, replace(ref, project_id=card.id), Filled(view["state"]["values"]), register)
    try:
        receipt = desk.perform(command, sight.caller.standing_in(ref.channel_id))
    except StaleProject as stale:
        return instead(_reopened(desk, sight.caller, body, stale))
    if ref.extra.startswith(HIT):
        watchdesk.registered(desk, sight.caller, receipt, ref.extra)
    if form in (Form.OUTWARD, Form.OUTWARD_PLACE):
        return instead(_judged(desk, sight.caller, receipt, register, form=form, ref=ref))
    return instead(told(desk, sight.caller, receipt))


def told(desk: Desk, caller: Caller, receipt: Receipt) -> View:
    with desk.store.read() as reads:
        card = reads.card(caller.actor.team_id, receipt.project_id)
    message = receipts.receipt(receipt, card, caller.lens)
    return forms_info.info(caller.say("Liandong"), message.text, caller.lens)


def _judged(desk: Desk, caller: Caller, receipt: Receipt, before: Register, *, form: Form, ref: Ref) -> View:
    """Whoever plans hears at once whether it may go out. A message needs its channel first: who reads there decides."""
    with desk.look(caller.envelope) as sight:
        card = sight.card(receipt.project_id)
        register = sight.register(card)
    outward = planned(register, before, ref)
    found = register.find(outward.id) if outward is not None else None
    if not isinstance(found, Outward):
        return told(desk, caller, receipt)
    if form is Form.OUTWARD and found.kind is OutwardKind.MESSAGE and not found.channel_id:
        notice = caller.say("The plan is recorded. Who reads it depends on the channel.")
        return forms_outward.place(Questions(card, register, caller.lens, Ref(item_id=found.id), notice=notice))
    desk.lookout.learn(found.channel_id)
    return clearances.answered(card, register, found, caller.lens)


def planned(after: Register, before: Register, ref: Ref) -> Outward | None:
    """The item that a plan was about: the one named, else the one that was not there before."""
    named = after.find(ref.item_id)
    if isinstance(named, Outward):
        return named
    known = {item.id for item in before.outwards}
    return next(
        (item for item in after.outwards if item.id not in known), after.outwards[-1] if after.outwards else None
    )


def _reopened(desk: Desk, caller: Caller, body: Body, stale: StaleProject) -> View:
    """The same form over the register as it is now, with the person's text and what has changed."""
    view = body["view"]
    ref = unpack(view["private_metadata"])
    with desk.look(caller.envelope) as sight:
        card = sight.card(ref.project_id)
        register = sight.register(card)
        lines = sight.reads.history(sight.team_id, card.id, limit=LOOK_BACK)
    told = notice(since_shown(lines, max(1, stale.current - stale.shown)), card, caller.lens)
    asked = Questions(card, register, caller.lens, ref, draft_of(view["state"]["values"]), told)
    return BUILDERS[Form(view["callback_id"])](asked)
