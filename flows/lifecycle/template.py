"""The workflow as data: what a template holds. Reading TOML text is ``template_text.py``'s work."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from flows.lifecycle.persistence import USUAL_LADDER, USUAL_REMINDING, Ladder, Reminding
from flows.names import Bilingual, Decision, HideVotes, Role, Strand, VoteRule


@dataclass(frozen=True, slots=True)
class DeliverableSpec:
    """What a stage asks for. ``due_days`` counts calendar days from the day the stage is entered."""

    key: str
    strand: Strand
    title: Bilingual
    help: Bilingual
    role: Role
    required: bool
    due_days: int


@dataclass(frozen=True, slots=True)
class Voting:
    """How a gate decides. ``needed`` belongs to N_OF_M; ``threshold`` (percent of all weight) and ``weights`` to SCORE.

    ``sheet_threshold`` (SCORE too; 0 asks for none) is the percentage of the stage's score sheet that must be reached
    on average for the gate to pass, with no strand below half its weight.

    Holders of a ``veto`` role keep a gate from passing until they have voted for it or abstained.
    ``names`` are what this template calls the decisions, where it does not use the usual words.
    """

    rule: VoteRule = VoteRule.MAJORITY
    needed: int = 0
    threshold: int = 0
    weights: tuple[tuple[Role, int], ...] = ()
    sheet_threshold: int = 0
    veto: tuple[Role, ...] = ()
    comment_required: tuple[Decision, ...] = (Decision.HOLD, Decision.RECYCLE, Decision.MERGE, Decision.STOP)
    hide_votes: HideVotes = HideVotes.UNTIL_CLOSE
    closes_after_days: int = 7
    names: tuple[tuple[Decision, Bilingual], ...] = ()


@dataclass(frozen=True, slots=True)
class HouseRule:
    """What a workspace demands of the gate at the end of a stage. What is empty leaves the template's word.

    ``floor`` is one of ``houserules.FLOORS``; ``quorum`` the fewest votes for passing. ``houserules.py`` says how it
    goes together with the template.
    """

    stage: str
    deciders: tuple[Role, ...] = ()
    floor: VoteRule | None = None
    quorum: int = 0
    legal_veto: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether it demands nothing."""
        return self == HouseRule(self.stage)


@dataclass(frozen=True, slots=True)
class GateSpec:
    """The question at the end of a stage, what must be true, which roles decide, and how.

    ``house`` is what the workspace demands beyond that; no template says it (``houserules.under`` puts it in).
    """

    name: Bilingual
    question: Bilingual
    criteria: tuple[Bilingual, ...]
    deciders: tuple[Role, ...]
    voting: Voting = Voting()
    house: HouseRule | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the steps of the workflow. ``number`` counts from 1."""

    key: str
    number: int
    name: Bilingual
    purpose: Bilingual
    deliverables: tuple[DeliverableSpec, ...]
    gate: GateSpec


@dataclass(frozen=True, slots=True)
class Template:
    """One version of a workflow. Projects keep the version they started with (DESIGN.md 5.3)."""

    name: str
    version: int
    title: Bilingual
    stages: tuple[Stage, ...]
    reminding: Reminding = USUAL_REMINDING
    ladder: Ladder = USUAL_LADDER

    def stage(self, key: str) -> Stage:
        """The stage with this key. Raises KeyError for a key of another template."""
        for stage in self.stages:
            if stage.key == key:
                return stage
        raise KeyError(key)

    def following(self, key: str) -> Stage | None:
        """The stage after this one, or None after the last."""
        number = self.stage(key).number
        return self.stages[number] if number < len(self.stages) else None


DEFAULT_TEMPLATE = "standard"
"""What a project follows where nothing else was chosen."""


class Templates:
    """Every template version that is known, looked up by name and version."""

    def __init__(self, templates: Iterable[Template]) -> None:
        self._by_version = {(t.name, t.version): t for t in templates}

    def get(self, name: str, version: int) -> Template:
        """Raises KeyError where the version is not known; doctor reports such projects."""
        return self._by_version[name, version]

    def latest(self, name: str) -> Template:
        """The newest version of a template. Raises KeyError for an unknown name."""
        versions = [v for n, v in self._by_version if n == name]
        if not versions:
            raise KeyError(name)
        return self._by_version[name, max(versions)]

    def text(self, name: str, version: int) -> str:
        """A version as it was written. Raises KeyError: these are known by their meaning only."""
        raise KeyError(name, version)

    def choices(self) -> tuple[Template, ...]:
        """The newest version of every template, the default first, then by name."""
        names = sorted({template.name for template in self.every()}, key=lambda name: (name != DEFAULT_TEMPLATE, name))
        return tuple(Templates.latest(self, name) for name in names)

    def every(self) -> tuple[Template, ...]:
        """All versions of all templates."""
        return tuple(self._by_version.values())

    def __iter__(self) -> Iterator[Template]:
        return iter(self.every())

    def of(self, team_id: str) -> "Templates":
        """A ``Catalogue`` in which every workspace has the same."""
        del team_id
        return self


class Catalogue(Protocol):
    """Where the templates of each workspace are found."""

    def of(self, team_id: str) -> Templates: ...
