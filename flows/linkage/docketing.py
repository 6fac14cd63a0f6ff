"""Judges what people say of dates in the docket: done, confirmed, let pass, open again. Pure."""

from dataclasses import replace

from flows.errors import IllegalMove, NotAllowed
from flows.linkage import commands as c
from flows.linkage import events as e
from flows.linkage.codes import STATUTORY, DocketState
from flows.linkage.judgements import DocketItem
from flows.linkage.looking import checked_text, refuse, the
from flows.linkage.register import Register
from flows.linkage.situation import Situation

NOTE_LIMIT = 3000


def close(register: Register, command: c.CloseDocketItem, situation: Situation) -> tuple[e.LinkageEvent, ...]:
    """Done. Where the date is statutory and the policy asks for it, a second person has to confirm."""
    stored, note = the(DocketItem, register, command.docket_id), command.note.strip()
    if stored.state is not DocketState.OPEN:
        raise IllegalMove("close_docket_item", stored.state)
    refuse({
        "done_on": "in_the_future" if command.done_on > situation.today else "",
        "note": checked_text(note, NOTE_LIMIT, needed=False),
    })  # fmt: skip
    waits = stored.certainty in STATUTORY and situation.house.confirm_statutory
    state = DocketState.DONE if waits else DocketState.CONFIRMED
    done = replace(stored, state=state, done_by=situation.by, done_on=command.done_on, note=note or stored.note)
    return (_recorded(done, "closed", situation),)


def confirm(register: Register, command: c.ConfirmDocketItem, situation: Situation) -> tuple[e.LinkageEvent, ...]:
    """Raises ``NotAllowed`` for who closed it: two pairs of eyes are the point."""
    stored = the(DocketItem, register, command.docket_id)
    if stored.state is not DocketState.DONE:
        raise IllegalMove("confirm_docket_item", stored.state)
    if stored.done_by == situation.by:
        raise NotAllowed("confirm_own_date")
    confirmed = replace(stored, state=DocketState.CONFIRMED, confirmed_by=situation.by, confirmed_on=situation.today)
    return (_recorded(confirmed, "confirmed", situation),)


def drop(register: Register, command: c.DropDocketItem, situation: Situation) -> tuple[e.LinkageEvent, ...]:
    """Not done, on purpose. Raises ``IllegalMove`` for a date that is not open, ``InvalidFields`` without a reason."""
    stored, reason = the(DocketItem, register, command.docket_id), command.reason.strip()
    if stored.state is not DocketState.OPEN:
        raise IllegalMove("drop_docket_item", stored.state)
    refuse({"reason": checked_text(reason, NOTE_LIMIT)})
    dropped = replace(stored, state=DocketState.DROPPED, done_by=situation.by, done_on=situation.today, note=reason)
    return (_recorded(dropped, "dropped", situation),)


def reopen(register: Register, command: c.ReopenDocketItem, situation: Situation) -> tuple[e.LinkageEvent, ...]:
    """Nobody has done or confirmed it any more. Raises ``IllegalMove`` for an open date, ``InvalidFields`` without a
    reason."""
    stored, reason = the(DocketItem, register, command.docket_id), command.reason.strip()
    if stored.state is DocketState.OPEN:
        raise IllegalMove("reopen_docket_item", stored.state)
    refuse({"reason": checked_text(reason, NOTE_LIMIT)})
    opened = replace(
        stored, state=DocketState.OPEN, done_by="", done_on=None, confirmed_by="", confirmed_on=None, note=reason
    )
    return (_recorded(opened, "reopened", situation),)


def _recorded(item: DocketItem, cause: str, situation: Situation) -> e.LinkageEvent:
    return e.DocketRecorded(**situation.stamp(), items=(item,), cause=cause)
