"""One's own day as a daily message: asked for and called off with one click."""

from bot.blocks.rhythm import my_day
from bot.context import Desk
from bot.envelope import Envelope
from bot.ids import Ref
from bot.listeners.replies import tell
from flows.rhythm.defaults import own_day, own_day_id
from flows.rhythm.usecases import keep


def start(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    """From the next working day on; asked for twice, it is the same."""
    del ref
    team, user = desk.team.id, envelope.user_id
    with desk.store.write() as uow:
        caller = desk.recognise(uow.reads, envelope)
        schedule = uow.reads.schedule(team, own_day_id(user))
        if schedule is None:
            calendar = desk.working.calendar(uow.reads, team, user)
            schedule = own_day(team, user, calendar, since=caller.now)
            keep(schedule, uow=uow, holidays=desk.working.holidays)
            uow.commit()
    tell(desk, caller, my_day.started(schedule.at, caller.lens))


def stop(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    """At once; what waits to be sent is not sent any more."""
    del ref
    with desk.store.write() as uow:
        caller = desk.recognise(uow.reads, envelope)
        uow.schedules.remove(desk.team.id, own_day_id(envelope.user_id))
        uow.commit()
    tell(desk, caller, my_day.stopped(caller.lens))
