"""Submitted forms about what goes out -> commands."""

from dataclasses import replace

from bot.blocks.linkage.forms_outward import MARKED, NDA
from bot.filled import Filled
from bot.ids import Ref
from bot.linkage_forms.fields import all_picked, picked, the
from flows.errors import InvalidFields, NotFound
from flows.linkage import commands as do
from flows.linkage.codes import Body, ClearanceState, OutwardKind, Reception
from flows.linkage.items import Outward, Standard
from flows.linkage.register import Register


def outward(ref: Ref, filled: Filled, register: Register) -> do.LinkageCommand:
    """Opened from a feature or standard it is new; a contribution's committee is that of its standard. What was made
    from a message stands in that message's channel already; a message goes to where the form was opened."""
    known = register.find(ref.item_id)
    kind, body = _what(filled)
    marks, to_whom = filled.options("marks"), filled.text("to_whom")
    standard = register.find(picked(filled, "standard_id", needed=False).item_id)
    contributes = kind is OutwardKind.CONTRIBUTION
    before = known if isinstance(known, Outward) else Outward(
        id="", number=0, kind=kind, title="", features=(), available_on=filled.needed_day("available_on"),
        channel_id=ref.channel_id if ref.ts or kind is OutwardKind.MESSAGE else "",
    )  # fmt: skip
    item = replace(
        before,
        kind=kind,
        title=filled.text("title"),
        features=all_picked(filled, "features"),
        available_on=filled.needed_day("available_on"),
        body=body,
        standard_id=standard.id if standard else "",
        committee=standard.committee if isinstance(standard, Standard) and contributes else before.committee,
        to_whom="" if contributes else to_whom,
        meeting=to_whom if contributes else "",
        document=filled.text("document"),
        under_nda=NDA in marks,
        marked_confidential=MARKED in marks,
    )
    return do.PlanOutward(item=item, shown=ref.shown or None if before.id else None, project_id=ref.project_id)


def place(ref: Ref, filled: Filled, register: Register) -> do.LinkageCommand:
    """The same plan in another channel, or in none."""
    item = replace(the(Outward, ref, register), channel_id=filled.channel("channel"))
    return do.PlanOutward(item=item, shown=ref.shown or None, project_id=ref.project_id)


def _what(filled: Filled) -> tuple[OutwardKind, Body | None]:
    """``contribution:iso`` or ``talk``."""
    chosen = filled.option("kind")
    kind, _, body = chosen.partition(":")
    try:
        return OutwardKind(kind), Body(body) if body else None
    except ValueError as error:
        raise InvalidFields({"kind": "unknown_value" if chosen else "missing"}) from error


def made(ref: Ref, filled: Filled, register: Register) -> do.LinkageCommand:
    return do.MakeOutward(
        outward_id=the(Outward, ref, register).id, made_on=filled.needed_day("made_on"), project_id=ref.project_id
    )


def call_off(ref: Ref, filled: Filled, register: Register) -> do.LinkageCommand:
    return do.WithdrawOutward(
        outward_id=the(Outward, ref, register).id, reason=filled.text("reason"), project_id=ref.project_id
    )


def reception(ref: Ref, filled: Filled, register: Register) -> do.LinkageCommand:
    outward = the(Outward, ref, register)
    return do.NoteReception(
        outward_id=outward.id, reception=filled.code("reception", Reception), project_id=ref.project_id
    )


def decide(ref: Ref, filled: Filled, register: Register) -> do.LinkageCommand:
    """The state travels in ``ref.extra``: it is the button that was pressed."""
    del register  # the decider looks the clearance up
    try:
        state = ClearanceState(ref.extra)
    except ValueError as error:
        raise NotFound("entry", ref.item_id) from error
    return do.DecideClearance(
        clearance_id=ref.item_id, state=state, reason=filled.text("reason"), project_id=ref.project_id
    )
