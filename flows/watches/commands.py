"""What people can ask of watches and hits, imperative. Fields are parsed and typed, not yet judged.

``project_id`` is as in ``lifecycle/commands.py``; ``shown`` is the version of the watch that a form displayed.
"""

from dataclasses import dataclass, field
from datetime import date

from flows.lifecycle.commands import Command
from flows.watches.hits import Trait, Verdict
from flows.watches.observations import Observation
from flows.watches.watches import Audience, Cadence, Scope, Theme, Triage


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchCommand(Command):
    """A request about the watches of one project."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a watch is to be."""

    theme: Theme
    name: str
    scope: Scope
    owner: str
    cadence: Cadence = Cadence.DAILY
    triage: Triage = field(default_factory=Triage)
    audience: Audience = field(default_factory=Audience)
    expires_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StartWatch(WatchCommand):
    plan: Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWatch(WatchCommand):
    watch_id: str
    plan: Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseWatch(WatchCommand):
    watch_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeWatch(WatchCommand):
    """Look again: after a pause, or after an end that is taken back. An expiry that is over is dropped."""

    watch_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndWatch(WatchCommand):
    """``expired`` is the clock's word."""

    watch_id: str
    reason: str = ""
    expired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BringHits(WatchCommand):
    """What people saw themselves, all or none. ``source`` names the file, empty for what was typed or shared.

    The same thing brought again is no second hit; one that changed since is, with before and after.
    """

    watch_id: str
    observations: tuple[Observation, ...]
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeHit(WatchCommand):
    """NOT_RELEVANT needs a reason, ASSIGNED a person. ``exclude`` names what is not to be told again, None nothing.

    DELIVERABLE makes one of the present stage. ``became`` is the register item that was made of it before.
    """

    hit_id: str
    verdict: Verdict
    reason: str = ""
    to: str = ""
    became: str = ""
    exclude: tuple[Trait, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenHit(WatchCommand):
    """Take a verdict back. What it excluded stays excluded, and an entry of the register stays; a deliverable that
    nobody has worked on does not."""

    hit_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclude(WatchCommand):
    watch_id: str
    trait: Trait
    value: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DropExclusion(WatchCommand):
    """Take an exclusion back: what it kept away is told."""

    exclusion_id: str
