"""What people do with schedules: set up, change, pause, take up again, remove, and undo that."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from flows.errors import InvalidFields, NotAllowed, NotFound
from flows.lifecycle.readmodels import ProjectCard
from flows.names import Actor
from flows.notices import is_person
from flows.ports import NewId, Receipt, UnitOfWork
from flows.rhythm.calendar import HolidayCalendar
from flows.rhythm.defaults import is_usual
from flows.rhythm.events import (
    ScheduleAdded,
    ScheduleBroughtBack,
    ScheduleChanged,
    ScheduleEvent,
    SchedulePaused,
    ScheduleRemoved,
    ScheduleResumed,
    happened,
)
from flows.rhythm.rights import may_read, require_change, require_place, unheard
from flows.rhythm.schedules import Every, Rule, Schedule, ScheduleKind
from flows.rhythm.usecases import keep

ABOUT_A_PROJECT = frozenset({
    ScheduleKind.PROJECT_DIGEST, ScheduleKind.GATE_CLOSING, ScheduleKind.DOCKET, ScheduleKind.WATCH_DIGEST,
})  # fmt: skip
MOST = 20
"""Schedules of one project, channel or person. Whoever gets more reads none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a form asks for. ``audience`` is a channel, the person's own id, or empty for where the project lives;
    ``at`` is wall-clock time in ``zone``; ``schedule_id`` is empty for a new one."""

    kind: ScheduleKind
    audience: str
    rule: Rule
    at: time
    zone: ZoneInfo
    schedule_id: str = ""
    project_id: str = ""
    country: str = ""
    language: str = ""


def set_up(
    wish: Wish, *, actor: Actor, card: ProjectCard | None, uow: UnitOfWork, holidays: HolidayCalendar, now: datetime,
    new_id: NewId, request_key: str,
) -> Schedule:  # fmt: skip
    """Keep a new or changed schedule and commit it; a request seen before gets its first schedule.

    ``card`` is the project it is about, as the actor may see it. What was told stays told: a changed one tells since
    it told last, and fires for no moment before ``now``. Raises ``NotAllowed``, ``NotFound`` for a schedule that is not
    there any more, and ``InvalidFields`` by field name.
    """
    earlier = uow.inbox.first(actor.team_id, request_key)
    if earlier is not None and earlier.command == Wish.__name__:
        return the(str(earlier.params["schedule"]), actor, card, uow)
    before = the(wish.schedule_id, actor, card, uow) if wish.schedule_id else None
    if before is not None:
        require_change(before, actor, card)
    _check(wish, actor, card, before, uow)
    after = _wanted(wish, actor, before, now, new_id)
    keep(after, uow=uow, holidays=holidays)
    if before is not None and before.unreadable:
        uow.schedules.works(after)
    if before is None or replace(after, starts_at=before.starts_at) != before:
        _record(after, ScheduleAdded if before is None else ScheduleChanged, actor, uow, now)
    receipt = Receipt(command=Wish.__name__, project_id=after.project_id, project_key="", params={"schedule": after.id})
    uow.inbox.remember(actor.team_id, request_key, receipt, now=now)
    uow.commit()
    return after


def _wanted(wish: Wish, actor: Actor, before: Schedule | None, now: datetime, new_id: NewId) -> Schedule:
    if before is None:
        return Schedule(
            team_id=actor.team_id, id=new_id("sch"), kind=wish.kind, audience=wish.audience, rule=wish.rule, at=wish.at,
            zone=wish.zone, owner=actor.user_id, covered_to=now, project_id=wish.project_id, country=wish.country,
            language=wish.language,
        )  # fmt: skip
    return replace(
        before, audience=wish.audience, rule=wish.rule, at=wish.at, zone=wish.zone, country=wish.country,
        language=wish.language, starts_at=now, unreadable=None,
        owner=actor.user_id if is_usual(before) else before.owner,
    )  # fmt: skip


def _check(wish: Wish, actor: Actor, card: ProjectCard | None, before: Schedule | None, uow: UnitOfWork) -> None:
    own = wish.audience == actor.user_id
    if not own and (wish.kind is ScheduleKind.PERSONAL_DIGEST or is_person(wish.audience)):
        raise NotAllowed("change_schedule")
    if card is None and wish.kind in ABOUT_A_PROJECT and not (own and wish.kind is ScheduleKind.WATCH_DIGEST):
        raise InvalidFields({"project": "missing"})
    if wish.rule.every is Every.CRON and not actor.is_admin:
        raise InvalidFields({"every": "admins_only"})
    if not own:
        _check_place(wish, actor, card, before, uow)
    if before is None:
        _check_number(wish, actor, uow)


def _check_place(wish: Wish, actor: Actor, card: ProjectCard | None, before: Schedule | None, uow: UnitOfWork) -> None:
    """A channel: whether the actor may fill it, and whether it may hear of this at all."""
    if before is None or before.audience != wish.audience:
        require_place(actor, card)
    fault = unheard(card, wish.audience) if card is not None else ""
    channel = wish.audience or (card.channel_id if card is not None else "")
    heard = uow.reads.audience(actor.team_id, channel) if channel else None
    if not fault and heard is not None and heard.has_outsiders and not heard.unsure:
        fault = "outsiders_read"
    pause = uow.reads.pause(actor.team_id, channel) if channel else None
    if not fault and pause is not None:
        fault = "cannot_be_reached"
    if fault:
        raise InvalidFields({"channel": fault})


def _check_number(wish: Wish, actor: Actor, uow: UnitOfWork) -> None:
    there = len(uow.reads.schedules_for(actor.team_id, wish.audience)) if wish.audience else 0
    about = len(uow.reads.schedules_about(actor.team_id, wish.project_id)) if wish.project_id else 0
    if max(there, about) >= MOST:
        raise InvalidFields({"every": "too_many_schedules"})


def pause(
    schedule_id: str, until: date | None, *, actor: Actor, card: ProjectCard | None, uow: UnitOfWork,
    holidays: HolidayCalendar, now: datetime,
) -> Schedule:  # fmt: skip
    """Rest until a day that counts again, or (None) go on now. What was left out is not caught up on one by one: the
    next one tells all that happened since the last."""
    before = the(schedule_id, actor, card, uow)
    require_change(before, actor, card)
    if until is not None and until <= now.astimezone(before.zone).date():
        raise InvalidFields({"until": "in_the_past"})
    after = replace(before, paused_until=until, starts_at=now)
    keep(after, uow=uow, holidays=holidays)
    _record(after, ScheduleResumed if until is None else SchedulePaused, actor, uow, now)
    uow.commit()
    return after


def remove(schedule_id: str, *, actor: Actor, card: ProjectCard | None, uow: UnitOfWork, now: datetime) -> Schedule:
    """Take a schedule out of sight; ``bring_back`` undoes it."""
    found = the(schedule_id, actor, card, uow)
    require_change(found, actor, card)
    uow.schedules.remove(actor.team_id, schedule_id)
    _record(found, ScheduleRemoved, actor, uow, now)
    uow.commit()
    return found


def bring_back(
    schedule_id: str, *, actor: Actor, card: ProjectCard | None, uow: UnitOfWork, holidays: HolidayCalendar,
    now: datetime,
) -> Schedule:  # fmt: skip
    """Undo a removal. Its next moment is the next one from now on."""
    removed = uow.schedules.bring_back(actor.team_id, schedule_id)
    found = the(schedule_id, actor, card, uow)
    require_change(found, actor, card)
    after = replace(found, starts_at=now)
    keep(after, uow=uow, holidays=holidays)
    if removed:
        _record(after, ScheduleBroughtBack, actor, uow, now)
    uow.commit()
    return after


def _record(schedule: Schedule, kind: type[ScheduleEvent], actor: Actor, uow: UnitOfWork, now: datetime) -> None:
    uow.history.append(actor.team_id, happened(schedule, kind, by=actor.user_id, now=now))


def the(schedule_id: str, actor: Actor, card: ProjectCard | None, uow: UnitOfWork) -> Schedule:
    """Raises ``NotFound`` for one that is not there (any more), and for one that is none of the actor's business.
    ``card`` has to be the project that it is about."""
    found = uow.reads.schedule(actor.team_id, schedule_id)
    about = card.id if card is not None else ""
    if found is None or found.project_id != about or not may_read(found, actor, card):
        raise NotFound("schedule", schedule_id)
    return found
