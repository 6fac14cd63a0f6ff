"""What a watch found, what somebody decided about it, and what is not to be told again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flows.watches.observations import Event, Severity


class Verdict(StrEnum):
    """What somebody made of a hit (DOMAIN.md 5.1): one tap each.

    WATCH keeps an eye on it. DELIVERABLE and REGISTERED say that it became work, or an entry of the register.
    """

    ACT = "act"
    WATCH = "watch"
    NOT_RELEVANT = "not_relevant"
    ASSIGNED = "assigned"
    DELIVERABLE = "deliverable"
    REGISTERED = "registered"


HIT_ANSWERED = "hit_answered"
"""The state that an ``IllegalMove`` names where somebody else was first."""

ACTED = frozenset({Verdict.ACT, Verdict.ASSIGNED, Verdict.DELIVERABLE, Verdict.REGISTERED})
"""Verdicts that say a hit was worth it."""


class Trait(StrEnum):
    """By what an event is recognised: what scopes narrow by, and what exclusions name. RECORD is one record of one
    source, ``iso:62085``."""

    RECORD = "record"
    BODY = "body"
    COMMITTEE = "committee"
    WORK_ITEM = "work_item"
    NAME = "name"
    CLASS = "class"
    KEYWORD = "keyword"
    FAMILY = "family"
    INDICATOR = "indicator"


@dataclass(frozen=True, slots=True)
class Match:
    """Why an event is a hit: ``value`` as the watch says it."""

    trait: Trait
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A verdict as it was given. ``to`` is whom it was assigned to, ``became`` the deliverable or register item."""

    verdict: Verdict
    by: str
    at: datetime
    reason: str = ""
    to: str = ""
    became: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An event that a watch found; ``number`` counts within the project. There is one hit for a watch and an event.

    ``told_at`` is when it went into a message or a digest, None while it waits for the next one. ``silenced_by`` is
    the exclusion that kept it away; ``brought_by`` who brought it, empty for what a source showed.
    """

    id: str
    team_id: str
    project_id: str
    number: int
    watch_id: str
    event_id: str
    seen_at: datetime
    severity: Severity
    because: tuple[Match, ...] = ()
    answer: Answer | None = None
    silenced_by: str = ""
    told_at: datetime | None = None
    brought_by: str = ""

    @property
    def waits(self) -> bool:
        """Whether somebody still has to answer it."""
        return self.answer is None and not self.silenced_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """What a watch does not tell any more. It can be seen and taken back: then what it kept away is told."""

    id: str
    team_id: str
    project_id: str
    watch_id: str
    trait: Trait
    value: str
    reason: str
    by: str
    at: datetime
    kept_away: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A hit with its event: what views, digests and triggers read."""

    hit: Hit
    event: Event


ENOUGH = 5
"""Answers from which on it is fair to call a watch noisy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """What came of one watch. ``noise`` was not relevant; ``silenced`` was kept away, ``held`` waits until a paused
    watch goes on; neither is among ``hits``."""

    hits: int = 0
    answered: int = 0
    acted: int = 0
    noise: int = 0
    silenced: int = 0
    held: int = 0

    @property
    def open(self) -> int:
        return self.hits - self.answered

    @property
    def is_noisy(self) -> bool:
        """Most of what was answered was not relevant: time to prune the watch."""
        return self.answered >= ENOUGH and self.noise * 2 > self.answered

    @classmethod
    def of(cls, counts: Mapping[str, int], silenced: int, held: int = 0) -> "Statistics":
        """From hits by verdict, empty text for none yet."""
        return cls(
            hits=sum(counts.values()),
            answered=sum(n for verdict, n in counts.items() if verdict),
            acted=sum(n for verdict, n in counts.items() if verdict in ACTED),
            noise=counts.get(Verdict.NOT_RELEVANT, 0),
            silenced=silenced,
            held=held,
        )
