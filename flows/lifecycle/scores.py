"""Decisions about score sheets: who fills one in, for which stage, and what a complete one is."""

from typing import Protocol

from flows.errors import IllegalMove, NotAllowed
from flows.lifecycle import commands as c
from flows.lifecycle import events as e
from flows.lifecycle.fields import COMMENT_LIMIT, Fields
from flows.lifecycle.houserules import deciding_roles
from flows.lifecycle.occasion import Occasion
from flows.lifecycle.permissions import Guarded, strand_role
from flows.lifecycle.project import Mark, Project, Score
from flows.lifecycle.scoresheet import Criterion, ScoreSheet, ScoreSheets
from flows.lifecycle.scoresheet_text import shipped_sheets
from flows.lifecycle.scoring import Result, result
from flows.lifecycle.template import Template
from flows.names import Role, Status, Strand

ACTION = "submit_score"


class Scored(Guarded, Protocol):
    """What the rules need to know: both ``Project`` and ``ProjectCard`` are this."""

    @property
    def strands(self) -> tuple[Strand, ...]: ...
    @property
    def stage(self) -> str: ...
    @property
    def status(self) -> Status: ...
    @property
    def scores(self) -> tuple[Score, ...]: ...


def scorers(project: Scored, deciders: tuple[Role, ...]) -> tuple[str, ...]:
    """Everybody who fills in the sheet of the present stage: gatekeepers first, then who leads a strand.

    Before a gate is open, the holders of the roles that decide it stand for the gatekeepers.
    """
    gate = project.gate
    keepers = gate.gatekeepers if gate else tuple(user for role in deciders for user in project.holders(role))
    roles = [role for strand in project.strands if (role := strand_role(strand))]
    return tuple(dict.fromkeys((*keepers, *(user for role in roles for user in project.holders(role)))))


def of_stage(project: Scored, stage: str) -> tuple[Score, ...]:
    """The scores of one stage, in the order people first scored."""
    return tuple(score for score in project.scores if score.stage == stage)


def sheet_of(project: Scored, stage: str, sheets: ScoreSheets | None = None) -> ScoreSheet | None:
    """The sheet of a stage: the version somebody has scored with already, else the newest. None: not scored."""
    known = shipped_sheets() if sheets is None else sheets
    used = of_stage(project, stage)
    return known.get(used[0].sheet, used[0].sheet_version) if used else known.latest(stage)


def standing(project: Scored, stage: str, asked: tuple[str, ...] = ()) -> Result | None:
    """What the scores of a stage come to; None where nobody has scored or the stage has no sheet.

    For rules and for those who may read it (``scoring.readable``).
    """
    sheet = sheet_of(project, stage)
    return result(sheet, project.strands, of_stage(project, stage), asked=asked) if sheet else None


def require(project: Scored, stage: str, user_id: str, deciders: tuple[Role, ...]) -> ScoreSheet:
    """The sheet this person may fill in for a stage. Raises ``NotAllowed`` or ``IllegalMove``."""
    can = scorers(project, deciders)
    if user_id not in can:
        raise NotAllowed(ACTION, can, deciders)
    if stage != project.stage:
        raise IllegalMove(ACTION, "stage_over")
    if project.status != Status.ACTIVE:
        raise IllegalMove(ACTION, project.status)
    sheet = sheet_of(project, stage)
    if sheet is None:
        raise IllegalMove(ACTION, "no_sheet")
    return sheet


def submit(project: Project, command: c.SubmitScore, occasion: Occasion, template: Template) -> tuple[e.Event, ...]:
    """Records a whole sheet, or a better one. Raises ``InvalidFields`` by criterion."""
    spec = template.stage(project.stage).gate
    deciders = deciding_roles(spec, spec.house if project.gate is None else project.gate.house)
    sheet = require(project, command.stage, occasion.by, deciders)
    marks = judged(command.marks, sheet.asked(project.strands), sheet)
    own = next((s for s in of_stage(project, command.stage) if s.scorer == occasion.by), None)
    if own is not None and own.marks == marks and not own.closed:
        return ()
    return (
        e.ScoreSubmitted(
            **occasion.stamp(project),
            stage=command.stage,
            sheet=sheet.name,
            sheet_version=sheet.version,
            number=own.number + 1 if own else 1,
            marks=marks,
        ),
    )


def judged(
    marks: tuple[Mark, ...], asked: tuple[Criterion, ...], sheet: ScoreSheet, *, page: tuple[Criterion, ...] = ()
) -> tuple[Mark, ...]:
    """One clean mark for each criterion of a page, in its order; without a page, for all that are asked.

    ``marks`` are all that were given so far: with the last criterion of a strand it shows whether anything in the
    strand applies. Raises ``InvalidFields``: a field is a criterion's key, or ``why_field`` of it.
    """
    fields, given = Fields(), {mark.criterion: mark for mark in marks}
    clean = []
    for criterion in page or asked:
        mark = given.get(criterion.key)
        if mark is None:
            fields.fault(criterion.key, "missing")
        else:
            clean.append(_judged(mark, criterion, sheet, fields))
        strand = [c.key for c in asked if c.strand == criterion.strand]
        if strand[-1] == criterion.key and all(given[key].points is None for key in strand if key in given):
            fields.fault(criterion.key, "nothing_scored")
    fields.finish()
    return tuple(clean)


def _judged(mark: Mark, criterion: Criterion, sheet: ScoreSheet, fields: Fields) -> Mark:
    """Both ends of the scale need a reason; a criterion that can hold the project always applies."""
    why = why_field(criterion.key)
    extreme = mark.points in (0, sheet.top)
    comment = fields.text(why, mark.comment, COMMENT_LIMIT, missing="extreme" if extreme else "")
    evidence = fields.link(why, mark.evidence)
    if mark.points not in choices(criterion, sheet):
        fields.fault(criterion.key, "unknown_value")
    return Mark(mark.criterion, mark.points, comment, evidence)


def choices(criterion: Criterion, sheet: ScoreSheet) -> tuple[int | None, ...]:
    """What may be answered to a criterion, from no points up; None for not applicable."""
    points = tuple(range(sheet.top + 1))
    return points if criterion.zero_holds else (*points, None)


def why_field(criterion: str) -> str:
    """The field beside a criterion's points, for its comment and evidence."""
    return f"{criterion}_why"
