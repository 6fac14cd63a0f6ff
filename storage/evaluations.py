"""Evaluation in the database: one JSON object a project, and rows for what of it is still open."""

import json
from collections.abc import Iterator
from datetime import date

from flows.lifecycle.evaluation import NO_EVALUATION, Evaluation, FollowUpState, ImprovementState
from flows.lifecycle.project import Project
from flows.lifecycle.readmodels import DutyLine
from flows.names import Outcome
from storage.codec import build, dump, plain
from storage.session import Row, Session, Value


def of_project(session: Session, team_id: str, project_id: str) -> Evaluation:
    row = session.one("evaluations.find", team_id=team_id, project_id=project_id)
    return read(None if row is None else row[0])


def read(body: str | None) -> Evaluation:
    """What is stored, as what it means; most projects have nothing yet."""
    return NO_EVALUATION if body is None else build(Evaluation, json.loads(body))


def read_outcome(code: str | None) -> Outcome | None:
    return None if code is None else Outcome(code)


def save_evaluation(session: Session, before: Project | None, after: Project) -> None:
    """Raises ValueError where an improvement item is lost."""
    stored = NO_EVALUATION if before is None else before.evaluation
    if stored == after.evaluation:
        return
    if {item.id for item in stored.improvements} - {item.id for item in after.evaluation.improvements}:
        raise ValueError(f"improvement items of {after.id} are never removed")
    place: dict[str, Value] = {"team_id": after.team_id, "project_id": after.id}
    session.run("evaluations.put", **place, body=dump(plain(after.evaluation)))
    session.run("evaluations.drop_duties", **place)
    for item, user_id, due in _open(after.evaluation):
        session.run("evaluations.add_duty", **place, item=item, user_id=user_id, due=due.isoformat())


def _open(evaluation: Evaluation) -> Iterator[tuple[str, str, date]]:
    for item in evaluation.improvements:
        if item.state is ImprovementState.OPEN:
            yield item.id, item.owner, item.due
    for each in evaluation.follow_ups:
        if each.state is FollowUpState.WAITING:
            yield str(each.months), "", each.due
        elif each.state is FollowUpState.OPEN:
            yield from ((str(each.months), user, each.due) for user in dict.fromkeys(each.asked))


def due(session: Session, day: date) -> tuple[tuple[str, str], ...]:
    """Team and id of every project where something is due by a day."""
    found = session.all("evaluations.due", day=day.isoformat())
    return tuple(dict.fromkeys((team, project_id) for team, project_id in found))


def of_person(session: Session, who: dict[str, Value], limit: int) -> tuple[DutyLine, ...]:
    return tuple(_line(row) for row in session.all("evaluations.of_person", **who, limit=limit))


def _line(row: Row) -> DutyLine:
    item, day, project_id, key, name, body = row
    evaluation = read(body)
    return DutyLine(
        project_id=project_id,
        project_key=key,
        project_name=name,
        due=date.fromisoformat(day),
        improvement=evaluation.improvement(item),
        follow_up=evaluation.follow_up(int(item)) if item.isdigit() else None,
    )
