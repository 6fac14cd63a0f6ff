"""Reminders of open work, snoozes, and who was told that work is late, in the database."""

from collections.abc import Iterable
from datetime import date, datetime

from flows.edges import Lost, refuse
from flows.lifecycle.readmodels import WorkLine
from flows.rhythm.escalation import Step, Told
from flows.rhythm.nudging import Nudge, OpenAsk
from storage import rows
from storage.faults import readable
from storage.instants import day_or_none, moment, moment_or_none, read_day_or_none, read_moment, read_moment_or_none
from storage.session import Row, Session


class AskRepository:
    """Implements ``flows.rhythm.asking.Asks``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def nudge(self, team_id: str, user_id: str, project_id: str, deliverable_id: str, nudge: Nudge) -> None:
        self._session.run(
            "asks.put_nudge",
            team_id=team_id,
            user_id=user_id,
            project_id=project_id,
            deliverable_id=deliverable_id,
            due=nudge.due.isoformat(),
            times=nudge.times,
            last_day=day_or_none(nudge.last),
            snoozed_until=moment_or_none(nudge.snoozed_until),
            prompt=nudge.prompt,
        )

    def newest(self, team_id: str, user_id: str, number: int) -> None:
        self._session.run("asks.put_newest", team_id=team_id, user_id=user_id, number=number)

    def told(self, team_id: str, one: Told) -> bool:
        put = self._session.run(
            "asks.put_told",
            team_id=team_id,
            project_id=one.project_id,
            deliverable_id=one.deliverable_id,
            due=one.due.isoformat(),
            assignee=one.assignee,
            user_id=one.user_id,
            step=one.step.value,
            stands_for=one.stands_for,
            told_on=one.day.isoformat(),
            told_at=moment(one.at),
        )
        return put == 1


class AskReadModels:
    """Implements ``flows.rhythm.asking.AskReads`` for the class that mixes it in."""

    _session: Session

    def asks_of(self, team_id: str, user_id: str, *, lost: Lost = refuse) -> tuple[OpenAsk, ...]:
        return _asks(self._session.all("asks.of_person", team_id=team_id, user_id=user_id), lost)

    def asks_due(self, until: date, *, lost: Lost = refuse) -> tuple[OpenAsk, ...]:
        return _asks(self._session.each("asks.due", until=until.isoformat()), lost)

    def asks_in(self, team_id: str, project_id: str, *, lost: Lost = refuse) -> tuple[OpenAsk, ...]:
        return _asks(self._session.all("asks.of_project", team_id=team_id, project_id=project_id), lost)

    def snoozes_over(self, now: datetime) -> tuple[tuple[str, str], ...]:
        return tuple((team, user) for team, user in self._session.all("asks.snoozes_over", now=moment(now)))

    def newest_prompt(self, team_id: str, user_id: str) -> int:
        row = self._session.one("asks.newest", team_id=team_id, user_id=user_id)
        return 0 if row is None else int(row[0])

    def shown_in(self, team_id: str, user_id: str, number: int) -> int:
        row = self._session.one("asks.shown", team_id=team_id, user_id=user_id, number=number)
        return 0 if row is None else int(row[0])

    def told_of(self, team_id: str, project_id: str) -> tuple[Told, ...]:
        return tuple(_told(row) for row in self._session.all("asks.told", team_id=team_id, project_id=project_id))


def _asks(found: Iterable[Row], lost: Lost) -> tuple[OpenAsk, ...]:
    return tuple(readable(found, _ask, lambda row: (row[14], row[0]), lost))


def _ask(row: Row) -> OpenAsk:
    team_id, project_id, key, name, template, version = row[14:20]
    return OpenAsk(
        team_id=team_id,
        line=WorkLine(project_id=project_id, project_key=key, project_name=name,
                      deliverable=rows.deliverable(row[:14], {})),
        template=template,
        template_version=version,
        nudge=_nudge(row[20:]),
    )  # fmt: skip


def _nudge(row: Row) -> Nudge | None:
    due, times, last, snoozed_until, prompt = row
    if due is None:
        return None
    return Nudge(
        due=date.fromisoformat(due),
        times=times,
        last=read_day_or_none(last),
        snoozed_until=read_moment_or_none(snoozed_until),
        prompt=prompt,
    )


def _told(row: Row) -> Told:
    project_id, deliverable_id, due, assignee, step, user_id, stands_for, told_on, told_at = row
    return Told(
        project_id=project_id,
        deliverable_id=deliverable_id,
        due=date.fromisoformat(due),
        assignee=assignee,
        step=Step(step),
        user_id=user_id,
        stands_for=stands_for,
        day=date.fromisoformat(told_on),
        at=read_moment(told_at),
    )
