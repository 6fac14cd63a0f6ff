"""The schedules that nobody has to set up: every project tells its day once, at the hour the workspace has chosen."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import takewhile

from flows.names import SYSTEM
from flows.ports import Store, UnitOfWork
from flows.rhythm.calendar import HolidayCalendar
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
                    changed = replace(found, at=usual.at, zone=usual.zone, country=usual.country)
                    keep(changed, uow=uow, holidays=holidays)
            uow.commit()
        moved += len(others)


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
