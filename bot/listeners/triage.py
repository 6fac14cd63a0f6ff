"""How a hit is answered: one tap, or a short form; and how that is taken back."""

from dataclasses import replace

from bot import watch_forms, watchdesk
from bot.blocks.kit import Message
from bot.blocks.lifecycle import forms_info
from bot.blocks.watches import forms, hits, receipts
from bot.blocks.watches.hits import IN_LIST
from bot.context import Caller, Desk, Sight
from bot.envelope import Body, Envelope, of_interaction
from bot.filled import Filled
from bot.ids import Form, Ref, unpack
from bot.listeners import comparing
from bot.listeners.registering import BUILDERS, FORMS, questions
from bot.listeners.replies import NOTHING, AckBody, instead, open_view, tell
from bot.outward import View
from bot.watch_work import as_draft, as_register_entry
from flows.errors import IllegalMove, NotFound
from flows.ports import Receipt
from flows.watches import commands as c
from flows.watches.deciding import is_given_to
from flows.watches.hits import HIT_ANSWERED, Found, Verdict
from flows.watches.permissions import require
from flows.watches.subjects import Benchmark, Standard


def show(sight: Sight, ref: Ref) -> Message:
    """One hit, as its kept message shows it."""
    card = sight.card(ref.project_id)
    found = watchdesk.told(sight.reads, card, watchdesk.the_hit(sight, card, ref.item_id).hit.id)
    if found is None:
        raise NotFound("hit", "")
    return hits.hit(found, sight.caller.lens)


def judge(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    """Act, or watch: one tap."""
    caller = _seen(desk, envelope, ref)
    if ref.extra not in set(Verdict):
        raise NotFound("hit", "")
    command = c.JudgeHit(project_id=ref.project_id, hit_id=ref.item_id, verdict=Verdict(ref.extra))
    _done(desk, caller, command, ref)


def reopen(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    _done(desk, _seen(desk, envelope, ref), c.ReopenHit(project_id=ref.project_id, hit_id=ref.item_id), ref)


def not_relevant(sight: Sight, ref: Ref) -> View:
    card = sight.card(ref.project_id)
    found = _open_hit(sight, ref)
    watch = watchdesk.the_watch(sight, card, found.hit.watch_id)
    keeps = "Exclude" in watchdesk.allowed_to(sight, card, watch)
    return forms.not_relevant(card, found, sight.caller.lens, keeps=keeps, part=ref.part)


def assign(sight: Sight, ref: Ref) -> View:
    return forms.assign(sight.card(ref.project_id), _open_hit(sight, ref), sight.caller.lens, part=ref.part)


def to_work(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    """Make it a deliverable of the present stage, in one transaction with the verdict: pressed twice it is one."""
    with desk.look(envelope) as sight:
        _open_hit(sight, ref)
    command = c.JudgeHit(project_id=ref.project_id, hit_id=ref.item_id, verdict=Verdict.DELIVERABLE)
    _done(desk, sight.caller, command, ref)


def to_register(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    """A standard is recorded at once, where it is not there yet; of all else a person must say what it is."""
    with desk.look(envelope) as sight:
        found, card = _open_hit(sight, ref), sight.card(ref.project_id)
        subject = found.event.subject
        view = None if isinstance(subject, Standard) else _entry_form(sight, found, ref)
        register = sight.register(card)
    if view is not None:
        open_view(desk, sight.caller, view)
    if not isinstance(subject, Standard):
        return
    command, known = as_register_entry(register, subject, card.id)
    if command is not None:
        known = str(desk.perform(command, sight.caller, request_key=f"hit:{ref.item_id}:register").params["item_id"])
    _became(desk, sight.caller, ref, Verdict.REGISTERED, known)


def _entry_form(sight: Sight, found: Found, ref: Ref) -> View:
    """The register's own form, or the one of benchmarks; who saves it answers the hit."""
    subject = found.event.subject
    if isinstance(subject, Benchmark):
        return comparing.from_hit(sight, sight.card(ref.project_id), found, subject)
    act, draft = as_draft(found)
    form, command = FORMS[act]
    asked = questions(sight, Ref(project_id=ref.project_id, extra=found.hit.id), command)
    return BUILDERS[form](replace(asked, draft=draft))


def save(desk: Desk, body: Body) -> AckBody:
    """A submitted form: not relevant, or assigned. The hit's own message shows what came of it."""
    view, envelope = body["view"], of_interaction(body)
    ref, filled = unpack(view["private_metadata"]), Filled(view["state"]["values"])
    caller = _seen(desk, envelope, ref)
    read = watch_forms.assign if view["callback_id"] == Form.ASSIGN else watch_forms.not_relevant
    receipt = watchdesk.carry_out(desk, read(ref, filled), caller)
    if receipt.events and ref.part != IN_LIST:
        return NOTHING
    message = receipts.receipt(receipt, caller.lens)
    return instead(forms_info.message(caller.say("Liandong"), message, caller.lens))


def _became(desk: Desk, caller: Caller, ref: Ref, verdict: Verdict, became: str) -> None:
    command = c.JudgeHit(project_id=ref.project_id, hit_id=ref.item_id, verdict=verdict, became=became)
    _done(desk, caller, command, ref)


def _done(desk: Desk, caller: Caller, command: c.WatchCommand, ref: Ref) -> None:
    receipt: Receipt = watchdesk.carry_out(desk, command, caller)
    if ref.part == IN_LIST or not receipt.events or "deliverable" in receipt.params:
        tell(desk, caller, receipts.receipt(receipt, caller.lens))


def _seen(desk: Desk, envelope: Envelope, ref: Ref) -> Caller:
    """Looked up first: a hidden project answers as one that does not exist, whatever the hit is."""
    with desk.look(envelope) as sight:
        sight.card(ref.project_id)
    return sight.caller


def _open_hit(sight: Sight, ref: Ref) -> Found:
    """A hit that still waits, or that the caller was given. Raises ``NotFound``, ``NotAllowed``, and ``IllegalMove``
    for an answered one."""
    card = sight.card(ref.project_id)
    found = watchdesk.the_hit(sight, card, ref.item_id)
    require(card, sight.caller.user_id, c.JudgeHit)
    if found.hit.answer is not None and not is_given_to(found.hit, sight.caller.user_id):
        raise IllegalMove("judge_hit", HIT_ANSWERED)
    return found
