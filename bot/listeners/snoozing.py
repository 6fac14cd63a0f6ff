"""Buttons of a reminder that put it off, for its reader alone."""

from datetime import datetime

from bot.blocks.kit import Message
from bot.blocks.lifecycle import forms_info
from bot.blocks.rhythm import snoozing as views
from bot.blocks.rhythm.prompts import Wall
from bot.context import Desk, Sight
from bot.envelope import Body, Envelope, of_interaction
from bot.filled import Filled
from bot.ids import Ref, unpack
from bot.listeners.replies import NOTHING, AckBody, instead, open_view, tell
from flows.errors import InvalidFields
from flows.rhythm.nudging import OpenAsk
from flows.rhythm.prompting import put_off, put_off_all
from flows.rhythm.snoozing import Choice, Label, Snooze, chosen, on_day


def later(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    """``ref`` carries the label's moment. Where the day is over by now, nothing is put off, and that is said."""
    with desk.look(envelope) as sight:
        ask = _mine(sight, ref)
        choice = _choice(desk, sight, ref) if ask is not None else None
        lens = sight.caller.lens
    if ask is None or choice is None:
        refusal: Message = views.not_waiting(lens) if ask is None else views.day_is_over(lens)
        tell(desk, sight.caller, refusal)
        return
    _keep(desk, envelope, ref, choice.at)


def take_back(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    """Be reminded as if it had not been put off."""
    with desk.look(envelope) as sight:
        ask = _mine(sight, ref)
    if ask is None:
        tell(desk, sight.caller, views.not_waiting(sight.caller.lens))
        return
    _keep(desk, envelope, ref, None)


def all_later(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    """The same of everything that one message asks for."""
    with desk.look(envelope) as sight:
        asks = sight.reads.asks_of(sight.team_id, sight.caller.user_id)
        waits = bool(ref.number) and any(ask.so_far.prompt == ref.number for ask in asks)
        choice = _choice(desk, sight, ref) if waits else None
        lens = sight.caller.lens
    if choice is None:
        tell(desk, sight.caller, views.day_is_over(lens) if waits else views.not_waiting(lens))
        return
    _keep_all(desk, envelope, ref, choice.at)


def take_all_back(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    """Be reminded as if nothing of one message had been put off."""
    _keep_all(desk, envelope, ref, None)


def _keep_all(desk: Desk, envelope: Envelope, ref: Ref, until: datetime | None) -> None:
    caller = desk.caller(envelope)
    with desk.store.write() as uow:
        done = put_off_all(uow, desk.team.id, caller.user_id, ref.number, until, key=envelope.request_key,
                           now=caller.now, new_id=desk.new_id)  # fmt: skip
        uow.commit()
    if not done:
        tell(desk, caller, views.not_waiting(caller.lens))
    desk.wake()


def pick(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    """Open the form that asks for a day."""
    with desk.look(envelope) as sight:
        ask = _mine(sight, ref)
        calendar = desk.working.calendar(sight.reads, sight.team_id, sight.caller.user_id)
    caller = sight.caller
    if ask is None:
        tell(desk, caller, views.not_waiting(caller.lens))
        return
    open_view(desk, caller, views.pick_a_date(ask.line, Wall(calendar.zone, caller.now, ()), caller.lens))


def save(desk: Desk, body: Body) -> AckBody:
    """Put it off to the day of the form. Raises ``InvalidFields`` for a day that is not to come."""
    envelope, view = of_interaction(body), body["view"]
    ref, day = unpack(view["private_metadata"]), Filled(view["state"]["values"]).needed_day("day")
    with desk.look(envelope) as sight:
        ask = _mine(sight, ref)
        calendar = desk.working.calendar(sight.reads, sight.team_id, sight.caller.user_id)
    choice = on_day(Snooze.DAY, day, sight.caller.now, calendar, desk.working.holidays)
    if choice is None:
        raise InvalidFields({"day": "snooze_day"})
    if ask is None:
        lens = sight.caller.lens
        return instead(forms_info.info(lens.say("Pick a date"), views.not_waiting(lens).text, lens))
    _keep(desk, envelope, ref, choice.at)
    return NOTHING


def _mine(sight: Sight, ref: Ref) -> OpenAsk | None:
    """The caller's own open work; None where it waits for them no longer, or never did. Raises ``NotFound``."""
    sight.card(ref.project_id)
    asks = sight.reads.asks_of(sight.team_id, sight.caller.user_id)
    wanted = (ref.project_id, ref.deliverable_id)
    return next((ask for ask in asks if (ask.line.project_id, ask.deliverable.id) == wanted), None)


def _choice(desk: Desk, sight: Sight, ref: Ref) -> Choice | None:
    calendar = desk.working.calendar(sight.reads, sight.team_id, sight.caller.user_id)
    label = Label.read(ref.extra, ref.part)
    return chosen(label, sight.caller.now, calendar, desk.working.holidays)


def _keep(desk: Desk, envelope: Envelope, ref: Ref, until: datetime | None) -> None:
    caller = desk.caller(envelope)
    with desk.store.write() as uow:
        put_off(
            uow, desk.team.id, caller.user_id, (ref.project_id, ref.deliverable_id), until,
            key=envelope.request_key, now=caller.now, new_id=desk.new_id,
        )  # fmt: skip
        uow.commit()
    desk.wake()
