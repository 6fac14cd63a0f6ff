"""A score sheet as data: weighted criteria with anchors, and how to read the total."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flows.names import STRANDS, Bilingual, Reading, Strand


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a number of points means, in words."""

    points: int
    text: Bilingual


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question of a sheet. ``evidence`` names what should back the answer.

    ``zero_holds``: no points here mean hold, whatever the rest says; such a criterion always applies.
    """

    key: str
    strand: Strand
    weight: int
    zero_holds: bool
    title: Bilingual
    help: Bilingual
    evidence: Bilingual
    anchors: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """How a total is read from ``at_least`` on, up to the band above."""

    reading: Reading
    at_least: int
    text: Bilingual


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """One version of a sheet for one stage. Every criterion takes 0 to ``top`` points; the weights sum to ``total``.

    ``floor_percent``: a strand below this part of its weight is weak; 0 for no such rule. ``bands`` run from the
    highest down to one that begins at 0. ``hold`` is the text of a hold, where a criterion can cause one.
    """

    name: str
    version: int
    stage: str
    source: str
    title: Bilingual
    top: int
    total: int
    floor_percent: int
    bands: tuple[Band, ...]
    hold: Bilingual | None
    criteria: tuple[Criterion, ...]

    def asked(self, strands: Iterable[Strand]) -> tuple[Criterion, ...]:
        """The criteria that concern a project with these strands; management concerns every project."""
        wanted = {*strands, Strand.MANAGEMENT}
        return tuple(c for c in self.criteria if c.strand in wanted)

    def criterion(self, key: str) -> Criterion | None:
        """The criterion with this key, or None."""
        return next((c for c in self.criteria if c.key == key), None)

    def words(self, reading: Reading) -> Bilingual:
        """What a reading is called on this sheet. Raises KeyError for one it cannot come to."""
        texts = {band.reading: band.text for band in self.bands}
        if self.hold is not None:
            texts[Reading.HOLD] = self.hold
        return texts[reading]


class ScoreSheets:
    """Every sheet version the product knows."""

    def __init__(self, sheets: Iterable[ScoreSheet]) -> None:
        self._by_version = {(s.name, s.version): s for s in sheets}

    def get(self, name: str, version: int) -> ScoreSheet | None:
        """None where the version is not known (any more)."""
        return self._by_version.get((name, version))

    def latest(self, stage: str) -> ScoreSheet | None:
        """The newest sheet for a stage; None where the stage is not scored."""
        found = [s for s in self._by_version.values() if s.stage == stage]
        return max(found, key=lambda s: s.version) if found else None

    def __iter__(self) -> Iterator[ScoreSheet]:
        return iter(self._by_version.values())


LINKED = frozenset(STRANDS)
"""The strands that the floor holds for: a weak one is no linkage (DOMAIN.md 7.4)."""
