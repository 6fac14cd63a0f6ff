"""Score sheets in the database: the latest of every reviewer and stage, and drafts until they are handed in."""

import json

from flows.lifecycle.project import Mark, Project, Score
from storage.codec import build, dump, plain
from storage.instants import moment, read_moment
from storage.session import Row, Session

Marks = tuple[Mark, ...]


def of_project(session: Session, team_id: str, project_id: str) -> tuple[Score, ...]:
    return tuple(_score(row) for row in session.all("scores.of_project", team_id=team_id, project_id=project_id))


def of_stage(session: Session, team_id: str, project_id: str, stage: str) -> tuple[Score, ...]:
    found = session.all("scores.of_stage", team_id=team_id, project_id=project_id, stage=stage)
    return tuple(_score(row) for row in found)


def _score(row: Row) -> Score:
    stage, scorer, scored_at, sheet, version, marks, number, is_closed = row
    return Score(stage, scorer, read_moment(scored_at), sheet, version, _marks(marks), number, is_closed == 1)


def _marks(text: str) -> Marks:
    return tuple(build(Mark, mark) for mark in json.loads(text))


def save_scores(session: Session, before: Project | None, after: Project) -> None:
    """Store what changed. A sheet that is handed in ends its draft. Raises ValueError where a score is lost."""
    stored = () if before is None else before.scores
    if stored == after.scores:
        return
    if {(s.stage, s.scorer) for s in stored} - {(s.stage, s.scorer) for s in after.scores}:
        raise ValueError(f"scores of {after.id} are never removed")
    known = set(enumerate(stored))
    handed_in = {(s.stage, s.scorer, s.number) for s in stored}
    for position, score in enumerate(after.scores):
        place = {"team_id": after.team_id, "project_id": after.id, "stage": score.stage}
        if (position, score) not in known:
            session.run(
                "scores.put",
                **place,
                scorer=score.scorer,
                position=position,
                number=score.number,
                sheet=score.sheet,
                sheet_version=score.sheet_version,
                marks=dump(plain(score.marks)),
                scored_at=moment(score.at),
                is_closed=int(score.closed),
            )
        if (score.stage, score.scorer, score.number) not in handed_in:
            session.run("scores.drop_draft", **place, user_id=score.scorer)


def draft(session: Session, team_id: str, project_id: str, stage: str, user_id: str) -> Marks:
    row = session.one("scores.draft", team_id=team_id, project_id=project_id, stage=stage, user_id=user_id)
    return () if row is None else _marks(row[0])


class DraftRepository:
    """Implements ``flows.ports.Drafts``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, team_id: str, project_id: str, stage: str, user_id: str, marks: Marks) -> None:
        self._session.run(
            "scores.put_draft",
            team_id=team_id,
            project_id=project_id,
            stage=stage,
            user_id=user_id,
            marks=dump(plain(marks)),
        )
