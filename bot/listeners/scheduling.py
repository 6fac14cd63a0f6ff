"""``/liandong schedule``: what comes when and where; added, changed, paused, tried out and removed."""

import logging
from collections.abc import Callable
from datetime import date

from bot import timetable
from bot.blocks.kit import Message
from bot.blocks.lifecycle import forms_info
from bot.blocks.lifecycle.parts import heading
from bot.blocks.rhythm import forms_schedule, schedule_list
from bot.blocks.rhythm.forms_schedule import Blank, draft_of_schedule
from bot.blocks.rhythm.schedule_list import Row
from bot.context import Desk, Sight
from bot.digests.trying import trial
from bot.envelope import Body, Envelope, of_interaction
from bot.filled import Filled
from bot.forms_schedule import Asked, read_schedule_form
from bot.grammar import Intent
from bot.ids import Ref, unpack
from bot.listeners import reading
from bot.listeners.replies import AckBody, instead, open_view, tell
from bot.outward import View
from bot.schedule_deeds import Deed
from bot.schedule_words import Typed, read_schedule
from flows.lifecycle.readmodels import ProjectCard
from flows.notices import is_person
from flows.ports import UnitOfWork
from flows.rhythm import scheduling
from flows.rhythm.rights import require_change
from flows.rhythm.schedules import Schedule, ScheduleKind

log = logging.getLogger(__name__)


def answer(desk: Desk, sight: Sight, wish: Intent) -> Message | View:
    """The list; or the form, filled in as far as the words after ``add`` go."""
    typed = read_schedule(wish.text)
    return _typed_form(desk, sight, typed) if typed.adds else _listing(desk, sight, typed.key)


def _listing(desk: Desk, sight: Sight, key: str) -> Message:
    card, team = sight.card(key) if key else None, sight.team_id
    here = sight.reads.schedules_about(team, card.id) if card is not None else timetable.of_place(sight)
    me = sight.caller.user_id
    shown = [row for row in timetable.rows(desk, sight, here) if row.schedule.audience != me]
    own = sight.reads.schedules_for(team, me)
    mine = [row for row in timetable.rows(desk, sight, own) if card is None or row.schedule.project_id in ("", card.id)]
    project = card or reading.of_channel(sight)
    return schedule_list.listing(
        shown, mine, timetable.kinds(), sight.caller.lens, project_id=project.id if project is not None else "",
        about=heading(card) if card is not None else "",
    )  # fmt: skip


def _typed_form(desk: Desk, sight: Sight, typed: Typed) -> View:
    card = sight.card(typed.key) if typed.key else reading.of_channel(sight)
    offered = timetable.kinds()
    kind = typed.kind if typed.kind is not None and typed.kind in offered else offered[0]
    return _blank_form(desk, sight, kind, card, dict(typed.draft))


def _blank_form(
    desk: Desk, sight: Sight, kind: ScheduleKind, card: ProjectCard | None, draft: dict[str, object]
) -> View:
    about = card if kind in scheduling.ABOUT_A_PROJECT else None
    channel = about.channel_id if about is not None else sight.caller.envelope.channel_id
    blank = Blank(
        kind=kind, at=f"{timetable.usual(desk).at:%H:%M}", zone=timetable.usual(desk).zone.key, channel=channel,
        project_id=about.id if about else "", project=heading(about) if about else "",
        admin=sight.caller.actor.is_admin, draft=draft,
    )  # fmt: skip
    return forms_schedule.form(blank, sight.caller.lens)


def press(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    """Whatever can be done about a schedule: ``ref.extra`` says what."""
    deed = _DEEDS.get(ref.extra)
    if deed is None:
        log.warning("nobody knows how to %s a schedule", ref.extra)
    else:
        deed(desk, envelope, ref)


def _add(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    with desk.look(envelope) as sight:
        card = timetable.visible(sight, ref.project_id)
        view = _blank_form(desk, sight, timetable.kind_of(ref), card, {})
    open_view(desk, sight.caller, view)


def _edit(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    with desk.look(envelope) as sight:
        found, card = timetable.the(sight, ref)
        require_change(found, sight.caller.actor, card)
        view = _filled_form(sight, found, card)
    open_view(desk, sight.caller, view)


def _filled_form(sight: Sight, found: Schedule, card: ProjectCard | None) -> View:
    channel = found.audience or (card.channel_id if card is not None else "")
    blank = Blank(
        kind=found.kind, at=f"{found.at:%H:%M}", zone=found.zone.key, schedule_id=found.id,
        channel="" if channel == sight.caller.user_id else channel, project_id=found.project_id,
        project=heading(card) if card else "", admin=sight.caller.actor.is_admin, draft=draft_of_schedule(found),
    )  # fmt: skip
    return forms_schedule.form(blank, sight.caller.lens)


def _pause(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    with desk.look(envelope) as sight:
        found, card = timetable.the(sight, ref)
        require_change(found, sight.caller.actor, card)
        named = schedule_list.name(timetable.row(desk, sight, found, card, count=0), sight.caller.lens)
        view = forms_schedule.pause(found, named, sight.caller.lens)
    open_view(desk, sight.caller, view)


def _next(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    with desk.look(envelope) as sight:
        found, card = timetable.the(sight, ref)
        row, lens = timetable.row(desk, sight, found, card), sight.caller.lens
        message = schedule_list.next_five(row, lens, changes=timetable.changes(sight, found))
    tell(desk, sight.caller, message)


def _test(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    with desk.look(envelope) as sight:
        found, _ = timetable.the(sight, ref)
    caller = sight.caller
    notice = trial(found, caller.user_id, now=caller.now, request_key=envelope.request_key)
    with desk.store.write() as uow:
        uow.outbox.put([notice], now=caller.now, new_id=desk.new_id)
        uow.commit()
    desk.wake()
    tell(desk, caller, schedule_list.tested(caller.lens))


def _resume(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    row = _paused(desk, envelope, ref, None)
    caller = desk.caller(envelope)
    tell(desk, caller, schedule_list.saved(row, caller.lens))


def _paused(desk: Desk, envelope: Envelope, ref: Ref, until: date | None) -> Row:
    def change(uow: UnitOfWork, sight: Sight) -> Schedule:
        actor, now, holidays = sight.caller.actor, sight.caller.now, desk.working.holidays
        _, card = timetable.the(sight, ref)
        return scheduling.pause(ref.item_id, until, actor=actor, card=card, uow=uow, holidays=holidays, now=now)

    return timetable.changed(desk, envelope, change)[1]


def _remove(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    def change(uow: UnitOfWork, sight: Sight) -> Schedule:
        _, card = timetable.the(sight, ref)
        caller = sight.caller
        return scheduling.remove(ref.item_id, actor=caller.actor, card=card, uow=uow, now=caller.now)

    sight, row = timetable.changed(desk, envelope, change)
    tell(desk, sight.caller, schedule_list.removed(row, sight.caller.lens))


def _undo(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    def change(uow: UnitOfWork, sight: Sight) -> Schedule:
        actor, now, holidays = sight.caller.actor, sight.caller.now, desk.working.holidays
        card = timetable.visible(sight, ref.project_id)
        return scheduling.bring_back(ref.item_id, actor=actor, card=card, uow=uow, holidays=holidays, now=now)

    sight, row = timetable.changed(desk, envelope, change)
    tell(desk, sight.caller, schedule_list.saved(row, sight.caller.lens))


def save(desk: Desk, body: Body) -> AckBody:
    """Keep what the form says, and show when it comes."""
    envelope, ref = of_interaction(body), unpack(body["view"]["private_metadata"])
    asked = read_schedule_form(body["view"]["state"]["values"])

    def change(uow: UnitOfWork, sight: Sight) -> Schedule:
        before, card = timetable.the(sight, ref) if ref.item_id else (None, _about(sight, ref, asked))
        kind = before.kind if before is not None else timetable.kind_of(ref)
        wish = timetable.wish(desk, sight, asked, kind, card, before=before)
        actor, now, holidays, key = sight.caller.actor, sight.caller.now, desk.working.holidays, envelope.request_key
        return scheduling.set_up(wish, actor=actor, card=card, uow=uow, holidays=holidays, now=now, new_id=desk.new_id,
                                 request_key=key)  # fmt: skip

    sight, row = timetable.changed(desk, envelope, change)
    _visit(desk, sight, row)
    return _shown(schedule_list.saved(row, sight.caller.lens), sight)


def _about(sight: Sight, ref: Ref, asked: Asked) -> ProjectCard | None:
    """The project a new schedule is about. Raises ``NotFound`` for one that the caller may not see."""
    project_id = ref.project_id or asked.project_id
    return sight.card(project_id) if project_id else None


def _visit(desk: Desk, sight: Sight, row: Row) -> None:
    """Look whether we can speak in the channel at all; whoever chose it is told where we cannot."""
    user_id, message = sight.caller.user_id, schedule_list.not_there(row, row.place, sight.caller.lens)
    if not is_person(row.place):
        desk.lookout.visit(row.place, lambda: desk.outward.post_soon(user_id, message))


def save_pause(desk: Desk, body: Body) -> AckBody:
    """Let a schedule rest until a day."""
    envelope, view = of_interaction(body), body["view"]
    until = Filled(view["state"]["values"]).needed_day("until")
    row = _paused(desk, envelope, unpack(view["private_metadata"]), until)
    with desk.look(envelope) as sight:
        return _shown(schedule_list.saved(row, sight.caller.lens), sight)


def _shown(message: Message, sight: Sight) -> AckBody:
    """In the place of the form."""
    return instead(forms_info.message(sight.caller.say("Schedules"), message, sight.caller.lens))


_DEEDS: dict[str, Callable[[Desk, Envelope, Ref], None]] = {
    Deed.ADD: _add,
    Deed.EDIT: _edit,
    Deed.PAUSE: _pause,
    Deed.RESUME: _resume,
    Deed.NEXT: _next,
    Deed.TEST: _test,
    Deed.REMOVE: _remove,
    Deed.UNDO: _undo,
}
