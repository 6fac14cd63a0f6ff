"""All projects together, in few statements over those that a reader may see; and the figures of registers."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, date, datetime

from flows.lifecycle.readmodels import ProjectRow
from flows.linkage.codes import DocketState
from flows.linkage.figures import Figures
from flows.linkage.register import Register
from flows.names import Actor, Decision, Status
from flows.rhythm.portfolio import LISTED, PERIOD, Group, Late, Portfolio, Slow, late_work, loads
from storage import lists
from storage.instants import moment, read_moment
from storage.session import Session, Value


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
        session = self._session
        who: dict[str, Value] = {
            "team_id": reader.team_id, "user_id": reader.user_id, "guest": int(reader.is_guest),
        }  # fmt: skip
        day = today.isoformat()
        since = datetime.combine(today - PERIOD, datetime.min.time(), UTC)
        groups = [
            Group(
                template=template, template_version=version, stage=stage, status=Status(status),
                entered=date.fromisoformat(entered), count=count,
            )
            for template, version, stage, status, entered, count in session.all("portfolio.stages", **who)
        ]  # fmt: skip
        past = session.all("portfolio.late", **who, today=day)
        late = late_work(
            Late(project, stage, role, count, date.fromisoformat(due))
            for project, stage, role, away, count, due in past if not away
        )  # fmt: skip
        at_gate = session.all("portfolio.at_gate", **who)
        return Portfolio(
            stages=loads(groups, today, late=late.by_stage, at_gate=at_gate),
            late=late.by_role,
            away=sum(count for *_, away, count, _ in past if away),
            decided=tuple(
                (Decision(decision), count)
                for decision, count in session.all("portfolio.decided", **who, since=moment(since))
            ),
            slowest=_slowest(session, who, today),
            latest=_rows(session, reader.team_id, late.projects, today),
            figures=_figures(session, who),
            missed=_missed(session, who, day),
        )

    def uncounted(self, *, after: tuple[str, str] = ("", ""), limit: int) -> tuple[tuple[str, str], ...]:
        team, project = after
        found = self._session.all("portfolio.uncounted", after_team=team, after_project=project, limit=limit)
        return tuple((team_id, project_id) for team_id, project_id in found)


def _rows(session: Session, team_id: str, projects: Iterable[str], today: date) -> tuple[ProjectRow, ...]:
    found = (session.one("portfolio.named", team_id=team_id, id=project_id) for project_id in projects)
    return lists.with_counts(session, team_id, [row for row in found if row is not None], today)


def _slowest(session: Session, who: dict[str, Value], today: date) -> tuple[Slow, ...]:
    found = session.all("portfolio.slowest", **who, limit=LISTED)
    rows = lists.with_counts(session, str(who["team_id"]), [row[:-1] for row in found], today)
    days = [(today - read_moment(row[-1]).date()).days for row in found]
    return tuple(Slow(row, max(0, count)) for row, count in zip(rows, days, strict=True))


def _figures(session: Session, who: dict[str, Value]) -> Figures:
    row = session.one("portfolio.linkage", **who)
    if row is None or row[0] is None:
        return Figures()
    names = Figures.__slots__
    return Figures(**dict(zip(names, row, strict=True)))


def _missed(session: Session, who: dict[str, Value], day: str) -> int:
    bodies = session.each("portfolio.dates_past", **who, today=day)
    return sum(json.loads(body)["state"] == DocketState.OPEN for (body,) in bodies)
