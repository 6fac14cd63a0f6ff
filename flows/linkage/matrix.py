"""Features, claims and clauses in one view, with what is missing between them (L1-L4). Linear in items and links."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from flows.linkage.codes import Essentiality, LinkKind, OutwardKind, OutwardState
from flows.linkage.items import Family, Feature, Item, Link, Outward, Standard
from flows.linkage.metrics import Metrics, metrics
from flows.linkage.novelty import is_cleared, shown_too_early
from flows.linkage.register import Register
from flows.linkage.ties import Ties, ties

__all__ = ("ClaimKey", "ClauseKey", "Gap", "GapKind", "Matrix", "Metrics", "is_live", "matrix", "metrics")


class GapKind(StrEnum):
    """What a linked record lacks (DOMAIN.md 3.4)."""

    FEATURE_WITHOUT_CLAIM = "feature_without_claim"
    CLAIM_WITHOUT_CLAUSE = "claim_without_clause"
    CLAUSE_WITHOUT_DECLARATION = "clause_without_declaration"
    CONTRIBUTION_BEFORE_FILING = "contribution_before_filing"
    ROW_TO_RECHECK = "row_to_recheck"


class ClaimKey(NamedTuple):
    """A claim of a family; claim 0 stands for the family as a whole."""

    family_id: str
    claim: int


class ClauseKey(NamedTuple):
    """A clause of a standard; an empty one stands for the standard as a whole."""

    standard_id: str
    clause: str


Cell = tuple[ClaimKey, ClauseKey]


@dataclass(frozen=True, slots=True)
class Gap:
    """``subject`` is an item's id, or a link's for a row; ``part`` a claim or clause of it, or a feature's id."""

    kind: GapKind
    subject: str
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """``covers`` are the links L1 by feature and claim, ``rows`` the claim-chart rows (L2) by claim and clause, those
    that were rejected too; ``outwards`` the numbers of what goes out. Items stand in the order of their numbers;
    features that are retired and families that are given up are left out."""

    features: tuple[Feature, ...]
    claims: tuple[ClaimKey, ...]
    clauses: tuple[ClauseKey, ...]
    covers: dict[tuple[str, ClaimKey], Link]
    rows: dict[Cell, tuple[Link, ...]]
    gaps: tuple[Gap, ...]
    families: dict[str, Family]
    standards: dict[str, Standard]
    outwards: dict[str, int]

    def count(self, kind: GapKind) -> int:
        """How many gaps of one kind there are."""
        return sum(gap.kind is kind for gap in self.gaps)


def matrix(register: Register) -> Matrix:
    """The view of a whole register, made at the first call: card lines, pictures and charts all ask."""
    return register.once(_matrix)


def _matrix(register: Register) -> Matrix:
    index = ties(register)
    features = tuple(f for f in _ordered(register.features) if isinstance(f, Feature) and not f.retired)
    families = {f.id: f for f in _ordered(register.families) if isinstance(f, Family) and not f.dropped}
    standards = {s.id: s for s in _ordered(register.standards) if isinstance(s, Standard)}
    shown = {feature.id for feature in features}
    covers: dict[tuple[str, ClaimKey], Link] = {}
    rows: dict[Cell, tuple[Link, ...]] = {}
    claims, clauses = _Claims(), _Clauses()
    covering, charting = LinkKind.FEATURE_CLAIM, LinkKind.CLAIM_CLAUSE
    for link in register.links:
        if link.kind is covering and link.source in shown and link.target in families:
            covers[link.source, claims[link.target, link.claim]] = link
        elif link.kind is charting and link.source in families and link.target in standards:
            cell = claims[link.source, link.claim], clauses[link.target, link.clause]
            known = rows.get(cell)
            rows[cell] = (link,) if known is None else (*known, link)
    view = Matrix(
        features=features,
        claims=_claims(families, claims.values()),
        clauses=_clauses(standards, clauses.values()),
        covers=covers,
        rows=rows,
        gaps=(),
        families=families,
        standards=standards,
        outwards={outward.id: outward.number for outward in register.outwards},
    )
    return replace(view, gaps=tuple(_gaps(view, register.outwards, index)))


class _Claims(dict[tuple[str, int], ClaimKey]):
    """One key for each claim, however many links name it: making a named tuple costs four look-ups."""

    def __missing__(self, place: tuple[str, int]) -> ClaimKey:
        key = self[place] = ClaimKey(*place)
        return key


class _Clauses(dict[tuple[str, str], ClauseKey]):
    """The same for clauses."""

    def __missing__(self, place: tuple[str, str]) -> ClauseKey:
        key = self[place] = ClauseKey(*place)
        return key


def _ordered(items: tuple[Item, ...]) -> list[Item]:
    return sorted(items, key=attrgetter("number"))


def _claims(families: dict[str, Family], tied: Iterable[ClaimKey]) -> tuple[ClaimKey, ...]:
    """Every claim that is tied to something, and every independent one."""
    order = {family_id: position for position, family_id in enumerate(families)}
    found = {*tied, *(ClaimKey(f.id, c.number) for f in families.values() for c in f.claims if c.independent)}
    return tuple(sorted(found, key=lambda key: (order[key.family_id], key.claim)))


def _clauses(standards: dict[str, Standard], tied: Iterable[ClauseKey]) -> tuple[ClauseKey, ...]:
    """The clauses of each standard in its own order, then those that rows name though the text has them no more."""
    own = (ClauseKey(standard.id, clause.number) for standard in standards.values() for clause in standard.clauses)
    found = dict.fromkeys((*own, *tied))
    order = {standard_id: position for position, standard_id in enumerate(standards)}
    return tuple(sorted(found, key=lambda key: order[key.standard_id]))  # sorting is stable


def _gaps(view: Matrix, outwards: tuple[Outward, ...], index: Ties) -> Iterator[Gap]:
    covered = {feature for feature, _ in view.covers}
    for feature in view.features:
        if feature.id not in covered and not is_cleared(feature):
            yield Gap(GapKind.FEATURE_WITHOUT_CLAIM, feature.id)
    live = [cell for cell, links in view.rows.items() if is_live(links)]
    yield from _claims_without_clause(view, {claim for claim, _ in live})
    yield from _clauses_without_declaration(view, live, index)
    for outward in outwards:
        if outward.kind is OutwardKind.CONTRIBUTION and outward.state is not OutwardState.WITHDRAWN:
            for exposure in shown_too_early(outward, index):
                yield Gap(GapKind.CONTRIBUTION_BEFORE_FILING, outward.id, exposure.feature)
    for link in chain.from_iterable(view.rows.values()):
        if link.recheck:
            yield Gap(GapKind.ROW_TO_RECHECK, link.id, link.clause)


def _claims_without_clause(view: Matrix, charted: set[ClaimKey]) -> Iterator[Gap]:
    """A row of the family as a whole speaks for its claims, and a row of any claim for the family."""
    parts = {claim.family_id for claim in charted}
    whole = {claim.family_id for claim in charted if not claim.claim}
    for claim in view.claims:
        family_id, number = claim
        if not (claim in charted or family_id in (whole if number else parts)):
            yield Gap(GapKind.CLAIM_WITHOUT_CLAUSE, family_id, str(number) if number else "")


def _clauses_without_declaration(view: Matrix, live: Iterable[Cell], index: Ties) -> Iterator[Gap]:
    """Asked once for each family and standard: what is promised holds for all their claims and clauses."""
    bare: dict[ClauseKey, None] = {}
    promised: dict[tuple[str, str], bool] = {}
    for (family_id, _), clause in live:
        pair = family_id, clause.standard_id
        if pair not in promised:
            body = view.standards[clause.standard_id].body
            promised[pair] = bool(index.promises.made(family_id, body, clause.standard_id))
        if not promised[pair]:
            bare[clause] = None
    yield from (Gap(GapKind.CLAUSE_WITHOUT_DECLARATION, clause.standard_id, clause.clause) for clause in bare)


def is_live(links: tuple[Link, ...]) -> bool:
    """Whether any of the rows in one cell still reads on the clause."""
    rejected = Essentiality.REJECTED
    for link in links:  # noqa: SIM110  # a generator for each of 15,000 cells would take longer than all the rest
        if link.essentiality is not rejected:
            return True
    return False
