"""One's own day as a daily message: asked for and called off with one click."""

from dataclasses import replace
from datetime import datetime

from bot.blocks.rhythm import my_day
from bot.context import Desk
from bot.envelope import Envelope
from bot.ids import Ref
from bot.listeners.replies import tell
from flows.ports import UnitOfWork
from flows.rhythm.defaults import own_day, own_day_id
from flows.rhythm.preferences import Delivery
from flows.rhythm.schedules import Schedule
from flows.rhythm.usecases import keep


def start(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    """From the next working day on; asked for twice, it is the same."""
    del ref
    user = envelope.user_id
    with desk.store.write() as uow:
        caller = desk.recognise(uow.reads, envelope)
        schedule = begin(desk, uow, user, now=caller.now)
        uow.commit()
    tell(desk, caller, my_day.started(schedule.at, caller.lens))


def begin(desk: Desk, uow: UnitOfWork, user_id: str, *, now: datetime) -> Schedule:
    """Somebody's day as a message, as it is or from now on."""
    found = uow.reads.schedule(desk.team.id, own_day_id(user_id))
    if found is not None:
        return found
    calendar = desk.working.calendar(uow.reads, desk.team.id, user_id)
    made = own_day(desk.team.id, user_id, calendar, since=now)
    keep(made, uow=uow, holidays=desk.working.holidays)
    return made


def stop(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    """At once; what waits to be sent is not sent any more. Who got everything in it gets it one by one again."""
    del ref
    team, user = desk.team.id, envelope.user_id
    with desk.store.write() as uow:
        caller = desk.recognise(uow.reads, envelope)
        uow.schedules.remove(team, own_day_id(user))
        chosen = uow.reads.preferences(team, user)
        if chosen.delivery is Delivery.DAILY:
            uow.preferences.put(team, user, replace(chosen, delivery=Delivery.IMMEDIATE))
        uow.commit()
    tell(desk, caller, my_day.stopped(caller.lens))
