"""Decisions about watches themselves: start, change, pause, end, and taking an end back."""

from typing import TypedDict

from flows.errors import StaleProject
from flows.names import SYSTEM, Status
from flows.watches import commands as c
from flows.watches import events as e
from flows.watches.deciding import changed, checked, moved
from flows.watches.situation import Done, Situation
from flows.watches.taking import release
from flows.watches.watches import Watch, WatchState


def start(command: c.StartWatch, situation: Situation) -> Done:
    """Its sources are looked at for the first time where nobody watches them yet: what they show now is no news."""
    situation.permit(command)
    plan, desk = checked(command.plan, situation.card, situation.desk.today), situation.desk
    watch = Watch(
        id=desk.new_id("wat"), team_id=desk.team_id, project_id=situation.card.id,
        number=situation.uow.watches.next_number(desk.team_id, situation.card.id), theme=plan.theme, name=plan.name,
        scope=plan.scope, owner=plan.owner, cadence=plan.cadence, triage=plan.triage, audience=plan.audience,
        expires_on=plan.expires_on, made_by=situation.by, made_at=desk.now,
    )  # fmt: skip
    _begin_anew(watch.scope.sources, situation)
    situation.uow.watches.put(watch)
    return Done(
        (e.WatchStarted(**situation.stamp(), watch=watch),), _named(watch) | {"sources": len(watch.scope.sources)}
    )


def change(command: c.ChangeWatch, situation: Situation) -> Done:
    watch = situation.watch(command.watch_id)
    situation.permit(command, watch)
    if command.shown is not None and command.shown != watch.version:
        raise StaleProject(situation.card.id, command.shown, watch.version)
    after = changed(watch, checked(command.plan, situation.card, situation.desk.today))
    if after is watch:
        return Done((), _named(watch))
    _begin_anew([name for name in after.scope.sources if name not in watch.scope.sources], situation)
    situation.uow.watches.put(after)
    return Done((e.WatchChanged(**situation.stamp(), before=watch, after=after),), _named(after))


def move(command: c.PauseWatch | c.ResumeWatch | c.EndWatch, situation: Situation) -> Done:
    """Pausing, going on, ending, and taking the end back. What a paused watch held is let go as it goes on or ends."""
    watch = situation.watch(command.watch_id)
    if situation.by != SYSTEM:
        situation.permit(command, watch)
    after = moved(watch, command, situation.desk.today)
    if after is watch:
        return Done((), _named(watch))
    situation.uow.watches.put(after)
    paused = watch.state is WatchState.PAUSED and situation.card.status is not Status.STOPPED
    told = release(after, situation.card, situation.uow, situation.desk) if paused else 0
    return Done((_moved(command, watch, situation),), {**_named(after), "count": told})


def _moved(command: c.PauseWatch | c.ResumeWatch | c.EndWatch, watch: Watch, situation: Situation) -> e.WatchEvent:
    stamp, named = situation.stamp(), _Named(watch_id=watch.id, number=watch.number, name=watch.name)
    match command:
        case c.PauseWatch():
            return e.WatchPaused(**stamp, **named)
        case c.ResumeWatch():
            return e.WatchResumed(**stamp, **named)
        case c.EndWatch():
            return e.WatchEnded(**stamp, **named, reason=command.reason, expired=command.expired)


class _Named(TypedDict):
    watch_id: str
    number: int
    name: str


def _begin_anew(sources: tuple[str, ...] | list[str], situation: Situation) -> None:
    """What nobody has watched for a while is seen for the first time again: its changes meanwhile are no news."""
    for feed in sources:
        if not situation.uow.reads.watches_on(situation.desk.team_id, feed):
            situation.uow.feeds.forget(situation.desk.team_id, feed)


def _named(watch: Watch) -> dict[str, str | int | bool | None]:
    return {"watch_id": watch.id, "number": watch.number, "name": watch.name, "state": watch.state.value}


def expire(watch: Watch) -> c.EndWatch:
    """What the clock asks for when the last day of a watch is over."""
    return c.EndWatch(project_id=watch.project_id, watch_id=watch.id, expired=True)
