"""All projects together, of those that a reader may see: asked for once, and nothing of another one is counted; and
the figures of registers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from heapq import nsmallest
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from flows.lifecycle.readmodels import ProjectRow
from flows.linkage.figures import Figures
from flows.linkage.register import Register
from flows.names import Actor, Decision, Status
from flows.rhythm.portfolio import LISTED, PERIOD, Group, Late, LateWork, Portfolio, Slow, late_work, loads
from storage import lists
from storage.instants import moment, read_moment
from storage.session import Session, Value


class _Place(NamedTuple):
    """Where a project stands, as it is stored."""

    status: str
    stage: str
    entered: str
    template: str
    template_version: int


Seen = Mapping[str, _Place]
"""The projects that a reader may see, by id."""
_DAY = len("2026-11-23")
_ACTIVE = Status.ACTIVE.value


class FigureRepository:
    """Implements ``flows.linkage.figures.FigureBook``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, register: Register, counted: Figures) -> bool:
        where = {"team_id": register.team_id, "project_id": register.project_id}
        if self._session.run("portfolio.counted", **where, version=register.version) != 1:
            return False
        self._session.run("portfolio.put_figures", **where, **asdict(counted))
        return True


class PortfolioReadModels:
    """Implements ``flows.rhythm.portfolio.PortfolioReads`` and ``flows.linkage.figures.FigureReads`` for the class that
    mixes it in."""

    _session: Session

    def portfolio(self, reader: Actor, *, today: date) -> Portfolio:
        if reader.is_gone:
            return Portfolio()
        session, team_id = self._session, reader.team_id
        who: dict[str, Value] = {"team_id": team_id, "user_id": reader.user_id, "guest": int(reader.is_guest)}
        seen = {row[0]: _Place(*row[1:]) for row in session.all("portfolio.seen", **who)}
        late, away = _late(session, team_id, seen, today)
        gates = (seen.get(project) for (project,) in session.all("portfolio.at_gate", team_id=team_id))
        at_gate = Counter(place.stage for place in gates if place is not None and place.status == _ACTIVE)
        since = datetime.combine(today - PERIOD, datetime.min.time(), UTC)
        return Portfolio(
            stages=loads(_groups(seen.values()), today, late=late.by_stage, at_gate=at_gate.items()),
            late=late.by_role,
            away=away,
            decided=tuple(
                (Decision(decision), count)
                for decision, count in session.all("portfolio.decided", **who, since=moment(since))
            ),
            slowest=_slowest(session, team_id, seen, today),
            latest=_rows(session, team_id, late.projects, today),
            figures=_figures(session, team_id, seen),
            missed=_missed(session, team_id, seen, today),
        )

    def uncounted(self, *, after: tuple[str, str] = ("", ""), limit: int) -> tuple[tuple[str, str], ...]:
        team, project = after
        found = self._session.all("portfolio.uncounted", after_team=team, after_project=project, limit=limit)
        return tuple((team_id, project_id) for team_id, project_id in found)


def _rows(session: Session, team_id: str, projects: Iterable[str], today: date) -> tuple[ProjectRow, ...]:
    found = (session.one("portfolio.named", team_id=team_id, id=project_id) for project_id in projects)
    return lists.with_counts(session, team_id, [row for row in found if row is not None], today)


def _groups(places: Iterable[_Place]) -> Iterator[Group]:
    counted = Counter((p.template, p.template_version, p.stage, p.status, p.entered[:_DAY]) for p in places)
    for (template, version, stage, status, entered), count in sorted(counted.items()):
        yield Group(
            template=template, template_version=version, stage=stage, status=Status(status),
            entered=date.fromisoformat(entered), count=count,
        )  # fmt: skip


def _late(session: Session, team_id: str, seen: Seen, today: date) -> tuple[LateWork, int]:
    """What is late in the present stages of active projects; and how much more would be, were those who owe it not
    away. Rows are added up as they come, in order."""
    day, late, away = today.isoformat(), list[Late](), 0
    absent = {user for (user,) in session.all("portfolio.away", team_id=team_id, today=day)}
    stages = {project: place.stage for project, place in seen.items() if place.status == _ACTIVE}
    found = session.each("portfolio.late", team_id=team_id, today=day)
    here = (row for row in found if stages.get(row[0]) == row[1])
    for (project, stage, role), rows in groupby(here, key=itemgetter(0, 1, 2)):
        count, since = 0, ""
        for *_, assignee, owed, due in rows:
            if assignee in absent:
                away += owed
            else:
                count, since = count + owed, min(since or due, due)
        if count:
            late.append(Late(project, stage, role, count, date.fromisoformat(since)))
    return late_work(late), away


def _slowest(session: Session, team_id: str, seen: Seen, today: date) -> tuple[Slow, ...]:
    active = ((place.entered, project) for project, place in seen.items() if place.status == _ACTIVE)
    first = nsmallest(LISTED, active)
    rows = _rows(session, team_id, (project for _, project in first), today)
    days = [(today - read_moment(entered).date()).days for entered, _ in first]
    return tuple(Slow(row, max(0, count)) for row, count in zip(rows, days, strict=True))


def _figures(session: Session, team_id: str, seen: Seen) -> Figures:
    found = [row[1:] for row in session.each("portfolio.linkage", team_id=team_id) if row[0] in seen]
    sums = (sum(column) for column in zip(*found, strict=True))
    return Figures(**dict(zip(Figures.__slots__, sums, strict=True))) if found else Figures()


def _missed(session: Session, team_id: str, seen: Seen, today: date) -> int:
    found = session.all("portfolio.dates_past", team_id=team_id, today=today.isoformat())
    return sum(count for project, count in found if project in seen)
