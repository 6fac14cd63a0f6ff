"""What people do with schedules: set up, change, pause, take up again, remove, and undo that. Who may is judged here."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from flows.errors import InvalidFields, NotAllowed, NotFound
from flows.lifecycle.readmodels import ProjectCard
from flows.names import Actor, Confidentiality
from flows.notices import is_person
from flows.ports import NewId, Receipt, UnitOfWork
from flows.rhythm.calendar import HolidayCalendar
from flows.rhythm.defaults import is_usual
from flows.rhythm.schedules import Every, Rule, Schedule, ScheduleKind
from flows.rhythm.usecases import keep

ABOUT_A_PROJECT = frozenset({
    ScheduleKind.PROJECT_DIGEST, ScheduleKind.GATE_CLOSING, ScheduleKind.DOCKET, ScheduleKind.WATCH_DIGEST,
})  # fmt: skip
MOST = 20
"""Schedules of one place or person. Whoever gets more reads none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a form asks for. ``audience`` is a channel, the person's own id, or empty for where the project lives;
    ``schedule_id`` is empty for a new one."""

    kind: ScheduleKind
    audience: str
    rule: Rule
    at: time
    zone: ZoneInfo
    schedule_id: str = ""
    project_id: str = ""
    country: str = ""
    language: str = ""


def may_change(schedule: Schedule, actor: Actor, card: ProjectCard | None) -> bool:
    """What goes to one person is that person's alone; the rest is its owner's, the project lead's, and admins'."""
    if actor.is_gone:
        return False
    if is_person(schedule.audience):
        return schedule.audience == actor.user_id
    return schedule.owner == actor.user_id or _may_place(actor, card)


def _may_place(actor: Actor, card: ProjectCard | None) -> bool:
    """Whether somebody may have something said in a channel."""
    return actor.is_admin or (card is not None and card.lead == actor.user_id)


def changers(schedule: Schedule, card: ProjectCard | None) -> tuple[str, ...]:
    """The user ids of those who may, beside admins."""
    named = (schedule.owner if not is_usual(schedule) else "", card.lead if card else "")
    return tuple(dict.fromkeys(user for user in named if user))


def set_up(
    wish: Wish, *, actor: Actor, card: ProjectCard | None, uow: UnitOfWork, holidays: HolidayCalendar, now: datetime,
    new_id: NewId, request_key: str,
) -> Schedule:  # fmt: skip
    """Keep a new or changed schedule and commit it; a request seen before gets its first schedule.

    ``card`` is the project it is about, as the actor may see it. Raises ``NotAllowed``, ``NotFound`` for a schedule
    that is not there any more, and ``InvalidFields``.
    """
    earlier = uow.inbox.first(actor.team_id, request_key)
    if earlier is not None and earlier.command == Wish.__name__:
        return the(str(earlier.params["schedule"]), actor, uow)
    before = the(wish.schedule_id, actor, uow) if wish.schedule_id else None
    if before is not None:
        require(before, actor, card)
    _check(wish, actor, card, before, uow)
    after = _wanted(wish, actor, before, now, new_id)
    keep(after, uow=uow, holidays=holidays)
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
        language=wish.language, starts_at=now, owner=actor.user_id if is_usual(before) else before.owner,
    )  # fmt: skip


def _check(wish: Wish, actor: Actor, card: ProjectCard | None, before: Schedule | None, uow: UnitOfWork) -> None:
    """Raises ``InvalidFields`` by field name, and ``NotAllowed`` for a place that is not the actor's to fill."""
    own = wish.audience == actor.user_id
    if wish.kind in ABOUT_A_PROJECT and card is None:
        raise InvalidFields({"project": "missing"})
    if wish.kind is ScheduleKind.PERSONAL_DIGEST and not own:
        raise NotAllowed("change_schedule")
    if wish.rule.every is Every.CRON and not actor.is_admin:
        raise InvalidFields({"every": "admins_only"})
    if is_person(wish.audience) and not own:
        raise NotAllowed("change_schedule")
    if not own and before is None and not _may_place(actor, card):
        raise NotAllowed("place_schedule", can=(card.lead,) if card else ())
    if not own and card is not None and (fault := unheard(card, wish.audience)):
        raise InvalidFields({"channel": fault})
    if before is None and len(uow.reads.schedules_for(actor.team_id, wish.audience)) >= MOST:
        raise InvalidFields({"every": "too_many_schedules"})


def unheard(card: ProjectCard, audience: str) -> str:
    """Why a channel may hear nothing of a project: ``restricted``, or ``not_its_channel``; empty where it may."""
    if is_person(audience) or not (audience or card.channel_id):
        return ""
    if card.confidentiality is Confidentiality.RESTRICTED:
        return "restricted"
    elsewhere = audience not in ("", card.channel_id)
    return "not_its_channel" if elsewhere and card.confidentiality is not Confidentiality.OPEN else ""


def pause(
    schedule_id: str, until: date | None, *, actor: Actor, card: ProjectCard | None, uow: UnitOfWork,
    holidays: HolidayCalendar, now: datetime,
) -> Schedule:  # fmt: skip
    """Rest until a day that counts again, or (None) go on now. What was left out is not caught up on one by one: the
    next one tells all that happened since the last."""
    before = the(schedule_id, actor, uow)
    require(before, actor, card)
    if until is not None and until <= now.astimezone(before.zone).date():
        raise InvalidFields({"until": "in_the_past"})
    after = replace(before, paused_until=until, starts_at=now)
    keep(after, uow=uow, holidays=holidays)
    uow.commit()
    return after


def remove(schedule_id: str, *, actor: Actor, card: ProjectCard | None, uow: UnitOfWork) -> Schedule:
    """Take a schedule out of sight; ``bring_back`` undoes it."""
    found = the(schedule_id, actor, uow)
    require(found, actor, card)
    uow.schedules.remove(actor.team_id, schedule_id)
    uow.commit()
    return found


def bring_back(
    schedule_id: str, *, actor: Actor, card: ProjectCard | None, uow: UnitOfWork, holidays: HolidayCalendar,
    now: datetime,
) -> Schedule:  # fmt: skip
    """Undo a removal. Its next moment is the next one from now on."""
    uow.schedules.bring_back(actor.team_id, schedule_id)
    found = the(schedule_id, actor, uow)
    if found.project_id and (card is None or card.id != found.project_id):
        raise NotFound("schedule", schedule_id)
    require(found, actor, card)
    after = replace(found, starts_at=now)
    keep(after, uow=uow, holidays=holidays)
    uow.commit()
    return after


def the(schedule_id: str, actor: Actor, uow: UnitOfWork) -> Schedule:
    """Raises ``NotFound`` for one that is not there (any more)."""
    found = uow.reads.schedule(actor.team_id, schedule_id)
    if found is None:
        raise NotFound("schedule", schedule_id)
    return found


def require(schedule: Schedule, actor: Actor, card: ProjectCard | None) -> None:
    """Raises ``NotAllowed`` with those who may."""
    if not may_change(schedule, actor, card):
        raise NotAllowed("change_schedule", can=changers(schedule, card))
