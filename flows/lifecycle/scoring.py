"""What filled-in score sheets come to: totals, strands, spread, disagreement, and how to read them. Pure.

Rules (DOMAIN.md 7.3, 7.4):
- A strand is worth its weight times the weighted mean of its points. What does not apply leaves its weight to the
  other criteria of its strand. Strands that a project does not follow leave theirs to all the others.
- Several reviewers are averaged strand by strand; every reviewer counts the same.
- Any reviewer's zero at a criterion with ``zero_holds`` reads as hold; else a weak strand (average below
  ``floor_percent`` of its weight) as rework; else the total decides.
- Reviewers disagree when their totals lie at least a fifth of the sheet apart, or when their points on one criterion
  lie more than half the scale apart.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from flows.lifecycle.project import Mark, Score
from flows.lifecycle.scoresheet import LINKED, Criterion, ScoreSheet
from flows.names import Reading, Strand

NONE = Fraction(0)


@dataclass(frozen=True, slots=True)
class StrandResult:
    """One strand's average ``points`` of ``weight``, both scaled to the strands of the project."""

    strand: Strand
    points: Fraction
    weight: Fraction
    weak: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What all sheets of one stage come to. ``total`` is exact and lies between 0 and ``sheet.total``.

    ``totals`` has every reviewer's own total, in the order they first scored. ``apart`` are the keys of criteria
    that reviewers see very differently, ``missing`` the people whose sheet is still awaited.
    """

    sheet: ScoreSheet
    total: Fraction
    strands: tuple[StrandResult, ...]
    totals: tuple[tuple[str, Fraction], ...]
    spread: Fraction
    apart: tuple[str, ...]
    disagree: bool
    reading: Reading
    missing: tuple[str, ...]


def result(
    sheet: ScoreSheet, strands: Iterable[Strand], scores: Sequence[Score], *, asked: Iterable[str] = ()
) -> Result | None:
    """What the scores of one stage come to, or None where there are none.

    ``strands`` are the project's, ``asked`` the user ids of everybody who is to fill the sheet in.
    """
    if not scores:
        return None
    criteria = sheet.asked(strands)
    weights = strand_weights(sheet, criteria)
    each = [(s.scorer, _by_strand(sheet, criteria, weights, s.marks)) for s in scores]
    parts = tuple(
        StrandResult(strand, mean, weight, _is_weak(sheet, strand, mean, weight))
        for strand, weight in weights.items()
        for mean in [sum((points[strand] for _, points in each), NONE) / len(each)]
    )
    total = sum((part.points for part in parts), NONE)
    totals = tuple((scorer, sum(points.values(), NONE)) for scorer, points in each)
    spread = max(points for _, points in totals) - min(points for _, points in totals)
    apart = tuple(c.key for c in criteria if _range(c.key, scores) * 2 > sheet.top)
    return Result(
        sheet=sheet,
        total=total,
        strands=parts,
        totals=totals,
        spread=spread,
        apart=apart,
        disagree=bool(apart) or (len(scores) > 1 and spread * 5 >= sheet.total),
        reading=_reading(sheet, total, parts, _zero_holds(criteria, scores)),
        missing=tuple(user for user in dict.fromkeys(asked) if user not in {s.scorer for s in scores}),
    )


def strand_weights(sheet: ScoreSheet, criteria: Iterable[Criterion]) -> dict[Strand, Fraction]:
    """Every asked strand with its share of the sheet's total."""
    weights: dict[Strand, Fraction] = {}
    for criterion in criteria:
        weights[criterion.strand] = weights.get(criterion.strand, NONE) + criterion.weight
    given = sum(weights.values(), NONE)
    return {strand: weight * sheet.total / given for strand, weight in weights.items()}


def _by_strand(
    sheet: ScoreSheet, criteria: Iterable[Criterion], weights: Mapping[Strand, Fraction], marks: Iterable[Mark]
) -> dict[Strand, Fraction]:
    """One reviewer's points for every strand. A strand without any points given is worth nothing."""
    points = {mark.criterion: mark.points for mark in marks}
    reached = dict.fromkeys(weights, NONE)
    possible = dict.fromkeys(weights, NONE)
    for criterion in criteria:
        given = points.get(criterion.key)
        if given is not None:
            reached[criterion.strand] += given * criterion.weight
            possible[criterion.strand] += sheet.top * criterion.weight
    return {s: weight * reached[s] / possible[s] if possible[s] else NONE for s, weight in weights.items()}


def _is_weak(sheet: ScoreSheet, strand: Strand, points: Fraction, weight: Fraction) -> bool:
    return strand in LINKED and points * 100 < weight * sheet.floor_percent


def _range(criterion: str, scores: Iterable[Score]) -> int:
    points = points_for(criterion, scores)
    return max(points) - min(points) if points else 0


def points_for(criterion: str, scores: Iterable[Score]) -> list[int]:
    """The points that reviewers gave one criterion; who found it not applicable is left out."""
    return [m.points for s in scores for m in s.marks if m.criterion == criterion and m.points is not None]


def _zero_holds(criteria: Iterable[Criterion], scores: Iterable[Score]) -> bool:
    holding = {c.key for c in criteria if c.zero_holds}
    return any(m.points == 0 and m.criterion in holding for s in scores for m in s.marks)


def _reading(sheet: ScoreSheet, total: Fraction, parts: Iterable[StrandResult], holds: bool) -> Reading:
    if holds:
        return Reading.HOLD
    if any(part.weak for part in parts):
        return Reading.REWORK
    return next(band.reading for band in sheet.bands if total >= band.at_least)


def recorded(scores: tuple[Score, ...], score: Score) -> tuple[Score, ...]:
    """The scores with one more, in the place of the same person's earlier one for the stage."""
    place = next((n for n, s in enumerate(scores) if (s.stage, s.scorer) == (score.stage, score.scorer)), len(scores))
    return (*scores[:place], score, *scores[place + 1 :])


def closed(scores: tuple[Score, ...]) -> tuple[Score, ...]:
    """The scores once a gate is decided over them."""
    return tuple(replace(score, closed=True) for score in scores)


def readable(scores: Iterable[Score], user_id: str) -> bool:
    """Whether a person may read the scores of one stage: all of them or none.

    While any of them is open, only who has an open one of their own may; once a gate has closed over them, everybody
    who sees the project may (DOMAIN.md 7.4).
    """
    still_open = [score.scorer for score in scores if not score.closed]
    return not still_open or user_id in still_open
