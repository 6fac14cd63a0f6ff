"""What people did to watches and hits, past tense, as the history of their project keeps it.

What sources showed is no event of this kind: it stands in the hits themselves, with when it was first seen.
"""

from dataclasses import dataclass

from flows.lifecycle.event import Event
from flows.watches.hits import Verdict
from flows.watches.watches import Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchEvent(Event):
    """``by`` is a Slack user id or ``names.SYSTEM``; ``at`` is UTC. ``number`` is the watch's or the hit's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchStarted(WatchEvent):
    watch: Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchChanged(WatchEvent):
    before: Watch
    after: Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchPaused(WatchEvent):
    watch_id: str
    number: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchResumed(WatchEvent):
    """It looks again: after a pause, or because its end was taken back."""

    watch_id: str
    number: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchEnded(WatchEvent):
    """``expired`` where its last day was over; then ``by`` is the clock."""

    watch_id: str
    number: int
    name: str
    reason: str = ""
    expired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HitsBrought(WatchEvent):
    """People typed or imported hits. ``source`` names a file, empty for what was typed; ``title`` is of the first."""

    watch_id: str
    number: int
    source: str
    count: int
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HitJudged(WatchEvent):
    """``title`` is what the hit was about, ``to`` whom it was assigned to, ``became`` what it was made into."""

    hit_id: str
    number: int
    title: str
    verdict: Verdict
    reason: str = ""
    to: str = ""
    became: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HitReopened(WatchEvent):
    """A verdict was taken back."""

    hit_id: str
    number: int
    title: str
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusionMade(WatchEvent):
    exclusion_id: str
    watch_id: str
    number: int
    trait: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusionDropped(WatchEvent):
    """``brought_back`` hits that it had kept away are told after all."""

    exclusion_id: str
    watch_id: str
    number: int
    trait: str
    value: str
    brought_back: int


WATCH_EVENTS: dict[str, type[WatchEvent]] = {
    cls.__name__: cls
    for cls in (
        WatchStarted, WatchChanged, WatchPaused, WatchResumed, WatchEnded, HitsBrought, HitJudged, HitReopened,
        ExclusionMade, ExclusionDropped,
    )
}  # fmt: skip
"""Every event by its name, as history rows store it. They are not folded: rows of their own hold watches and hits."""
