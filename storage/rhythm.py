"""Schedules, the slots that fired, and people's days off in the database."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from flows.rhythm.calendar import Absence
from flows.rhythm.schedules import Every, Fault, Rule, Schedule, ScheduleKind, Slot, Unreadable, Usual
from storage.codec import build, dump, plain
from storage.faults import UNREADABLE
from storage.instants import day_or_none, moment, moment_or_none, read_day_or_none, read_moment, read_moment_or_none
from storage.session import Row, Session

NOT_READ = (*UNREADABLE, OSError)
"""Some names of zones are those of folders."""
_HOLES = (
    (Unreadable.ZONE, {7: "UTC"}), (Unreadable.RULE, {5: '{"every":"day"}'}), (Unreadable.TIME, {6: "09:00:00"}),
    (Unreadable.RULE, {5: '{"every":"day"}', 6: "09:00:00", 7: "UTC"}),
)  # fmt: skip
"""Which columns (as ``rhythm.find`` has them) a schedule can be read without."""


class ScheduleRepository:
    """Implements ``flows.rhythm.ports.Schedules``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, schedule: Schedule, *, next_at: datetime | None) -> None:
        self._session.run(
            "rhythm.put",
            team_id=schedule.team_id,
            id=schedule.id,
            kind=schedule.kind.value,
            audience=schedule.audience,
            project_id=schedule.project_id,
            rule=dump(plain(schedule.rule)),
            at_time=schedule.at.isoformat(timespec="seconds"),
            zone=schedule.zone.key,
            country=schedule.country,
            language=schedule.language,
            owner=schedule.owner,
            covered_to=moment(schedule.covered_to),
            paused_until=day_or_none(schedule.paused_until),
            starts_at=moment_or_none(schedule.starts_at),
            next_at=moment_or_none(next_at),
        )

    def remove(self, team_id: str, schedule_id: str) -> bool:
        return self._session.run("rhythm.remove", team_id=team_id, id=schedule_id) == 1

    def bring_back(self, team_id: str, schedule_id: str) -> bool:
        return self._session.run("rhythm.bring_back", team_id=team_id, id=schedule_id) == 1

    def lay_aside(self, team_id: str, schedule_id: str) -> bool:
        return self._session.run("rhythm.lay_aside", team_id=team_id, id=schedule_id) == 1

    def take_slot(self, schedule: Schedule, slot: Slot, *, now: datetime) -> bool:
        taken = self._session.run(
            "rhythm.put_slot",
            team_id=schedule.team_id,
            schedule_id=schedule.id,
            slot=slot.name,
            slot_at=moment(slot.at),
            since=moment(slot.since),
            missed=slot.missed,
            fired_at=moment(now),
        )
        return taken == 1

    def claim_digest(self, team_id: str, project_id: str) -> bool:
        return self._session.run("rhythm.claim_digest", team_id=team_id, id=project_id) == 1

    def broke(self, schedule: Schedule, problem: str, *, now: datetime) -> None:
        self._session.run(
            "rhythm.put_fault", team_id=schedule.team_id, schedule_id=schedule.id, problem=problem, now=moment(now)
        )

    def works(self, schedule: Schedule) -> None:
        self._session.run("rhythm.drop_fault", team_id=schedule.team_id, schedule_id=schedule.id)


class AbsenceRepository:
    """Implements ``flows.rhythm.ports.Absences``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, team_id: str, user_id: str, absence: Absence) -> None:
        self._session.run(
            "rhythm.put_absence",
            team_id=team_id,
            user_id=user_id,
            first_day=absence.first.isoformat(),
            last_day=day_or_none(absence.last),
            deputy=absence.deputy,
        )

    def drop(self, team_id: str, user_id: str) -> bool:
        return self._session.run("rhythm.drop_absence", team_id=team_id, user_id=user_id) == 1


class RhythmReadModels:
    """Implements ``flows.rhythm.ports.RhythmReads`` for the class that mixes it in."""

    _session: Session

    def schedule(self, team_id: str, schedule_id: str) -> Schedule | None:
        row = self._session.one("rhythm.find", team_id=team_id, id=schedule_id)
        return next(iter(_schedules([row] if row is not None else [])), None)

    def due_schedules(self, now: datetime, *, limit: int) -> tuple[Schedule, ...]:
        return tuple(_schedule(row) for row in self._session.all("rhythm.due", now=moment(now), limit=limit))

    def schedules_for(self, team_id: str, audience: str) -> tuple[Schedule, ...]:
        return _schedules(self._session.all("rhythm.of_audience", team_id=team_id, audience=audience))

    def schedules_reaching(self, team_id: str, user_id: str) -> tuple[Schedule, ...]:
        return _schedules(self._session.all("rhythm.reaching", team_id=team_id, user_id=user_id))

    def schedules_about(self, team_id: str, project_id: str) -> tuple[Schedule, ...]:
        return _schedules(self._session.all("rhythm.of_project", team_id=team_id, project_id=project_id))

    def moved_projects(
        self, team_id: str, user_id: str, *, since: datetime, guest: bool
    ) -> tuple[tuple[str, str], ...]:
        found = self._session.all(
            "rhythm.moved_projects", team_id=team_id, user_id=user_id, guest=int(guest), since=moment(since)
        )
        return tuple((project_id, key) for project_id, key in found)

    def without_digest(self, *, limit: int) -> tuple[tuple[str, str], ...]:
        return tuple(
            (team_id, project_id) for team_id, project_id in self._session.all("rhythm.without_digest", limit=limit)
        )

    def unlike_usual(self, owner: str, usual: Usual, *, limit: int) -> tuple[Schedule, ...]:
        found = self._session.all(
            "rhythm.unlike_usual",
            owner=owner,
            at_time=usual.at.isoformat(timespec="seconds"),
            zone=usual.zone.key,
            country=usual.country,
            limit=limit,
        )
        return _schedules(found)

    def slots(self, team_id: str, schedule_id: str, *, limit: int) -> tuple[Slot, ...]:
        found = self._session.all("rhythm.slots_of", team_id=team_id, schedule_id=schedule_id, limit=limit)
        return tuple(Slot(name, read_moment(at), read_moment(since), missed) for name, at, since, missed in found)

    def schedule_faults(self) -> tuple[Fault, ...]:
        return tuple(
            Fault(team, schedule_id, kind, project, read_moment(since), read_moment(last), times, problem)
            for team, schedule_id, kind, project, since, last, times, problem in self._session.all("rhythm.faults")
        )

    def absence(self, team_id: str, user_id: str) -> Absence | None:
        row = self._session.one("rhythm.absence", team_id=team_id, user_id=user_id)
        return None if row is None else Absence(date.fromisoformat(row[0]), read_day_or_none(row[1]), row[2])


def _schedules(rows: Iterable[Row]) -> tuple[Schedule, ...]:
    """Those that people can see, and change where they are not as they should be."""
    found = (_schedule(row) for row in rows)
    return tuple(one for one in found if one.unreadable is not Unreadable.ROW)


def _schedule(row: Row) -> Schedule:
    try:
        return _read(row)
    except NOT_READ:
        return _with_holes(row)


def _with_holes(row: Row) -> Schedule:
    """One bad row must not keep back the others: what can be chosen anew is replaced and named."""
    for what, instead in _HOLES:
        try:
            mended = tuple(instead.get(column, value) for column, value in enumerate(row))
            return replace(_read(mended), unreadable=what)
        except NOT_READ:
            continue
    team_id, id_, _, audience, project_id, *_, owner, _, _, _ = row
    return Schedule(
        team_id=team_id, id=id_, kind=ScheduleKind.PROJECT_DIGEST, audience=audience, project_id=project_id,
        rule=Rule(Every.DAY), at=time(9), zone=ZoneInfo("UTC"), owner=owner, covered_to=datetime(1, 1, 2, tzinfo=UTC),
        unreadable=Unreadable.ROW,
    )  # fmt: skip


def _read(row: Row) -> Schedule:
    (team_id, id_, kind, audience, project_id, rule, at, zone, country, language, owner, covered_to, *rest) = row
    paused_until, starts_at = rest
    return Schedule(
        team_id=team_id,
        id=id_,
        kind=ScheduleKind(kind),
        audience=audience,
        project_id=project_id,
        rule=build(Rule, json.loads(rule)),
        at=time.fromisoformat(at),
        zone=ZoneInfo(zone),
        country=country,
        language=language,
        owner=owner,
        covered_to=read_moment(covered_to),
        paused_until=read_day_or_none(paused_until),
        starts_at=read_moment_or_none(starts_at),
    )
