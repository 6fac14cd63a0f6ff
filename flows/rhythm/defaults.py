"""The schedules that nobody has to fill in: a project's digest at the workspace's hour, a person's when they begin."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import takewhile

from flows.names import SYSTEM
from flows.notices import is_person
from flows.ports import Store, UnitOfWork
from flows.rhythm.calendar import MONDAY_TO_FRIDAY, HolidayCalendar, PersonCalendar
from flows.rhythm.schedules import Every, Rule, Schedule, ScheduleKind, Usual, upcoming
from flows.rhythm.usecases import BATCH, keep

LOOK_BACK = timedelta(days=31)
"""The longest stretch without a working day that we believe in."""


def digest_id(project_id: str) -> str:
    """The id of a project's own digest: one for each project, whoever makes it."""
    return f"sch_{project_id}"


def project_digest(team_id: str, project_id: str, usual: Usual, *, since: datetime) -> Schedule:
    """A project's own digest. Without an audience it goes where the project lives: its channel, else its lead."""
    return Schedule(
        team_id=team_id, id=digest_id(project_id), kind=ScheduleKind.PROJECT_DIGEST, audience="",
        project_id=project_id, rule=Rule(Every.WORKDAY), at=usual.at, zone=usual.zone, country=usual.country,
        owner=SYSTEM, covered_to=since,
    )  # fmt: skip


def own_day_id(user_id: str) -> str:
    """The id of the digest that somebody has asked for with one click: one for each person."""
    return f"sch_day_{user_id}"


def own_day(team_id: str, user_id: str, calendar: PersonCalendar, *, since: datetime) -> Schedule:
    """A person's own digest, when their working day begins where they are. It follows them until it is changed."""
    usual_week = calendar.days == MONDAY_TO_FRIDAY
    return Schedule(
        team_id=team_id, id=own_day_id(user_id), kind=ScheduleKind.PERSONAL_DIGEST, audience=user_id,
        rule=Rule(Every.WORKDAY) if usual_week else Rule(Every.WEEK, calendar.days), at=calendar.begins,
        zone=calendar.zone, country=calendar.country, owner=SYSTEM, covered_to=since,
    )  # fmt: skip


def is_own_day(schedule: Schedule) -> bool:
    """Whether it was asked for with one click, so that another one ends it."""
    return schedule.id == own_day_id(schedule.audience)


def at_home(schedule: Schedule, calendar: PersonCalendar) -> Schedule:
    """What goes to one person as their working time has it now: by their clock and holidays, and, where they have not
    changed it, when their working day begins. Any other schedule as it is."""
    if not is_person(schedule.audience):
        return schedule
    if not (is_own_day(schedule) and is_usual(schedule)):
        return replace(schedule, zone=calendar.zone, country=calendar.country)
    fresh = own_day(schedule.team_id, schedule.audience, calendar, since=schedule.covered_to)
    return replace(schedule, rule=fresh.rule, at=fresh.at, zone=fresh.zone, country=fresh.country)


def is_usual(schedule: Schedule) -> bool:
    """Whether nobody has set it up or changed it, so that it follows the settings."""
    return schedule.owner == SYSTEM


def complete(store: Store, usual: Usual, *, holidays: HolidayCalendar, now: datetime) -> int:
    """Give every project that goes on its own digest, where it never had one; how many were made. In batches.

    Such a project may be new, or from before there were schedules. Its digest tells what happened since the moment
    before the last one, as it did before there were schedules.
    """
    made = 0
    while True:
        with store.read() as reads:
            missing = reads.without_digest(limit=BATCH)
        if not missing:
            return made
        with store.write() as uow:
            for team_id, project_id in missing:
                adopt(team_id, project_id, usual, uow=uow, holidays=holidays, now=now)
            uow.commit()
        made += len(missing)


def follow(store: Store, usual: Usual, *, holidays: HolidayCalendar) -> int:
    """Bring digests that nobody changed in line with the settings; how many were different. In batches."""
    moved = 0
    while True:
        with store.read() as reads:
            others = reads.unlike_usual(SYSTEM, usual, limit=BATCH)
        if not others:
            return moved
        with store.write() as uow:
            for found in others:
                if uow.reads.schedule(found.team_id, found.id) == found:
                    keep(_usual(found, usual), uow=uow, holidays=holidays)
            uow.commit()
        moved += len(others)


def _usual(found: Schedule, usual: Usual) -> Schedule:
    """As the settings want it; what nobody has chosen needs nobody to choose it anew."""
    rule = Rule(Every.WORKDAY) if found.unreadable else found.rule
    return replace(found, rule=rule, at=usual.at, zone=usual.zone, country=usual.country, unreadable=None)


def adopt(
    team_id: str, project_id: str, usual: Usual, *, uow: UnitOfWork, holidays: HolidayCalendar, now: datetime
) -> None:
    """Make one project's own digest, unless another process was faster."""
    if uow.schedules.claim_digest(team_id, project_id):
        fresh = project_digest(team_id, project_id, usual, since=now - LOOK_BACK)
        keep(replace(fresh, covered_to=_before_last(fresh, holidays, now)), uow=uow, holidays=holidays)


def _before_last(schedule: Schedule, holidays: HolidayCalendar, now: datetime) -> datetime:
    """The moment of a schedule before the last one that has come."""
    come = list(takewhile(lambda at: at <= now, upcoming(schedule, holidays, after=schedule.covered_to)))
    return come[-2] if len(come) > 1 else schedule.covered_to
