"""Makes score sheets, marks and scores for tests."""

from collections.abc import Mapping

from flows.lifecycle.project import Mark, Score
from flows.lifecycle.scoresheet import ScoreSheet
from flows.lifecycle.scoresheet_text import shipped_sheets
from flows.names import STRANDS, Strand
from tests.builders import NOW, STEER


def sheet_for(stage: str) -> ScoreSheet:
    """The shipped sheet of a stage."""
    sheet = shipped_sheets().latest(stage)
    assert sheet is not None
    return sheet


def marks(
    stage: str, points: int | None, changed: Mapping[str, int | None] | None = None,
    strands: tuple[Strand, ...] = STRANDS,
) -> tuple[Mark, ...]:  # fmt: skip
    """The same points everywhere but where ``changed`` says otherwise, each with a reason."""
    chosen = changed or {}
    return tuple(Mark(c.key, chosen.get(c.key, points), "Because") for c in sheet_for(stage).asked(strands))


def score(
    stage: str, points: int | None = 5, changed: Mapping[str, int | None] | None = None, *,
    scorer: str = STEER, strands: tuple[Strand, ...] = STRANDS, number: int = 1, closed: bool = False,
) -> Score:  # fmt: skip
    sheet = sheet_for(stage)
    return Score(
        stage, scorer, NOW, sheet.name, sheet.version, marks(stage, points, changed, strands), number, closed
    )  # fmt: skip
