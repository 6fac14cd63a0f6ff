"""What people and channels want to hear, and when. What nobody has chosen is as ``USUAL`` says.

``flows/rhythm/hearing.py`` decides by it what is said, ``WorkingTime`` and ``release.py`` when.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import StrEnum

from flows.errors import InvalidFields
from flows.rhythm.calendar import BEGINS, ENDS, MONDAY_TO_FRIDAY, Quiet

MOST_MUTED = 20
"""Projects that one person can mute."""


class Delivery(StrEnum):
    """What of one's messages comes when.

    IMMEDIATE: all of it, in working time. DAILY: what can wait is said by one's day as a message, when the next working
    day begins. MINE: only what one is asked for; what is merely told stays in the projects' histories.
    """

    IMMEDIATE = "immediate"
    DAILY = "daily"
    MINE = "mine"


class Nudging(StrEnum):
    """How often one is reminded of what is still open."""

    LIGHT = "light"
    STANDARD = "standard"
    ACTIVE = "active"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """Of one person. ``country`` is empty where zone and language decide; ``deputy`` stands in while one is away and
    has named nobody else; ``muted`` are project ids. Times are wall-clock times where the person is."""

    delivery: Delivery = Delivery.IMMEDIATE
    nudging: Nudging = Nudging.STANDARD
    days: tuple[int, ...] = MONDAY_TO_FRIDAY
    begins: time = BEGINS
    ends: time = ENDS
    quiet: Quiet | None = None
    country: str = ""
    deputy: str = ""
    muted: tuple[str, ...] = ()


USUAL = Preferences()


class ChannelMode(StrEnum):
    """ALL: card, what is said under it, and digest. THREAD: without the digest. DIGEST: card and digest alone."""

    ALL = "all"
    THREAD = "thread"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelPreferences:
    """Of one channel, for every project that lives in it. ``quiet`` are hours of the workspace's zone in which nothing
    new is said there. ``set_by`` and ``set_at`` are empty where nobody has chosen."""

    mode: ChannelMode = ChannelMode.ALL
    quiet: Quiet | None = None
    set_by: str = ""
    set_at: datetime | None = None


USUAL_IN_CHANNELS = ChannelPreferences()


@dataclass(frozen=True, slots=True)
class OwnChannel:
    """A channel where projects of a person live: their keys, the newest first, and what was chosen for it."""

    channel_id: str
    keys: tuple[str, ...]
    chosen: ChannelPreferences


def checked(chosen: Preferences, *, person: str) -> Preferences:
    """What ``person`` has chosen for themselves, put in order. Raises ``InvalidFields`` by field name."""
    faults = {}
    if not chosen.days:
        faults["days"] = "missing"
    if chosen.begins >= chosen.ends:
        faults["hours"] = "hours_backwards"
    if chosen.quiet is not None and _leaves_nothing(chosen):
        faults["quiet"] = "quiet_all_day"
    if chosen.deputy == person:
        faults["deputy"] = "own_deputy"
    if len(chosen.muted) > MOST_MUTED:
        faults["muted"] = "too_many_muted"
    if faults:
        raise InvalidFields(faults)
    return chosen


def muting(chosen: Preferences, project_id: str, *, wanted: bool) -> Preferences:
    """The same with one project muted, or heard again. Raises ``InvalidFields`` where too many would be muted."""
    others = tuple(each for each in chosen.muted if each != project_id)
    if wanted and len(others) >= MOST_MUTED:
        raise InvalidFields({"muted": "too_many_muted"})
    return replace(chosen, muted=tuple(sorted((*others, project_id))) if wanted else others)


def checked_for_channel(chosen: ChannelPreferences) -> ChannelPreferences:
    """The same of a channel: some of its day must be left. Raises ``InvalidFields``."""
    if chosen.quiet is not None and chosen.quiet.since == chosen.quiet.until:
        raise InvalidFields({"quiet": "quiet_all_day"})
    return chosen


def _leaves_nothing(chosen: Preferences) -> bool:
    """Whether the quiet hours cover the working hours: then nothing could ever be sent."""
    quiet = chosen.quiet
    if quiet is None:
        return False
    openings: Iterable[time] = (chosen.begins, quiet.until)
    return not any(chosen.begins <= at < chosen.ends and at not in quiet for at in openings)
