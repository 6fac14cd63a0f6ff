"""So much of a matrix as a picture can show: what has gaps and what is tied to it goes first, order is kept."""

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from flows.linkage.items import Feature
from flows.linkage.matrix import ClaimKey, ClauseKey, GapKind, Matrix

MOST = 40

Thing = TypeVar("Thing", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Crop:
    """What is shown of each kind, in the order of the matrix."""

    features: tuple[Feature, ...]
    claims: tuple[ClaimKey, ...]
    clauses: tuple[ClauseKey, ...]


def crop(view: Matrix, most: int = MOST) -> Crop:
    """At most so many of each kind. Claims of shown features and clauses of shown claims come before others."""
    bare = {gap.subject for gap in view.gaps if gap.kind is GapKind.FEATURE_WITHOUT_CLAIM}
    bare |= {gap.part for gap in view.gaps if gap.kind is GapKind.CONTRIBUTION_BEFORE_FILING}
    wanted = {feature.id for feature in view.features if feature.id in bare}
    ids = _first([feature.id for feature in view.features], wanted, most)
    shown = set(ids)
    claims = _first(view.claims, {claim for feature, claim in view.covers if feature in shown}, most)
    kept = set(claims)
    clauses = _first(view.clauses, {clause for claim, clause in view.rows if claim in kept}, most)
    return Crop(tuple(f for f in view.features if f.id in shown), claims, clauses)


def _first(things: Sequence[Thing], wanted: Collection[Thing], most: int) -> tuple[Thing, ...]:
    if len(things) <= most:
        return tuple(things)
    chosen = set(_take((t for t in things if t in wanted), most))
    chosen |= set(_take((t for t in things if t not in chosen), most - len(chosen)))
    return tuple(t for t in things if t in chosen)


def _take(things: Iterable[Thing], most: int) -> list[Thing]:
    return [thing for thing, _ in zip(things, range(most), strict=False)]
