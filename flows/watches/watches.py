"""What is watched: a watch with its scope, owner, cadence, triage rule and audience. Frozen data (DOMAIN.md 5.1)."""

from dataclasses import dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum

from flows.watches.observations import Severity


class Theme(StrEnum):
    """Which of the three watches it is (DOMAIN.md 5.2): 标准跟踪, 专利跟踪, 对标跟踪."""

    STANDARD = "standard"
    PATENT = "patent"
    BENCHMARK = "benchmark"


class Cadence(StrEnum):
    """How often its sources are looked at. A source that several watches want follows the fastest of them."""

    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"
    QUARTERLY = "quarterly"


class WatchState(StrEnum):
    """PAUSED watches take in and tell nobody: what can wait is held until they go on or end (``pausing.py``)."""

    LIVE = "live"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Where to look and what for. ``sources`` are configured sources as ``bot/feeds/catalogue.py`` names them
    (``iso:ISO/TC 176``); a watch without any only takes what people and files bring.

    ``matching.py`` says how the rest narrows: ``work_items``, ``families`` are the things themselves; the others are
    what a record must agree with. ``rivals`` are other names to find among applicants, declarers, contributors.
    """

    sources: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    committees: tuple[str, ...] = ()
    work_items: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not any(getattr(self, f.name) for f in fields(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """``at_once``: hits of this severity or a higher one have a message of their own; the others wait for the digest.
    ``answer_within`` is how many working days the owner has before the lead hears of an unanswered hit."""

    at_once: Severity = Severity.ACTION
    answer_within: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Who is told: the thread of the project's card, and persons by direct message. Neither means the owner."""

    in_channel: bool = False
    persons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One watch of one project, seen by whoever sees the project. ``number`` counts within the project.

    ``expires_on`` is the last day on which it looks, in the time zone of the workspace. ``version`` grows with every
    saved change.
    """

    id: str
    team_id: str
    project_id: str
    number: int
    theme: Theme
    name: str
    scope: Scope
    owner: str
    cadence: Cadence = Cadence.DAILY
    triage: Triage = field(default_factory=Triage)
    audience: Audience = field(default_factory=Audience)
    expires_on: date | None = None
    state: WatchState = WatchState.LIVE
    made_by: str
    made_at: datetime
    version: int = 1

    def looks(self, today: date) -> bool:
        """Whether it takes in on a day and tells what it finds."""
        return self.state is WatchState.LIVE and self.takes_in(today)

    def takes_in(self, today: date) -> bool:
        """Whether what its sources show on a day becomes a hit, told or held."""
        return self.state is not WatchState.ENDED and (self.expires_on is None or today <= self.expires_on)
