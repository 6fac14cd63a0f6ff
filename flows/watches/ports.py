"""What the watches need from storage. Storage implements these; nobody else may. All is one workspace's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from flows.edges import Lost, refuse
from flows.watches.hits import Exclusion, Found, Hit, Statistics
from flows.watches.observations import Event
from flows.watches.snapshots import Sighting
from flows.watches.sources import Health
from flows.watches.watches import Cadence, Watch


class Watches(Protocol):
    """Inside one writing transaction."""

    def put(self, watch: Watch) -> None:
        """Store a new watch or a changed one, and which sources it wants."""

    def next_number(self, team_id: str, project_id: str) -> int: ...

    def next_hit_number(self, team_id: str, project_id: str) -> int: ...

    def add_event(self, team_id: str, feed: str, event: Event) -> str:
        """Its id; the id it has already where the source showed the same change before."""

    def add_hit(self, hit: Hit) -> bool:
        """False where the watch has a hit for this event already: then nothing is stored."""

    def put_hit(self, hit: Hit) -> None:
        """A hit whose answer, telling or silence is another one now."""

    def tell(self, hit: Hit, place: str, *, told_in: str, at: datetime) -> bool:
        """Note that a channel or person is told of a hit: in the digest of that dedupe key, or where that is empty in
        a message of its own. False where the place was told before."""

    def untell(self, hit: Hit, place: str) -> None:
        """The place was not told of it after all; a hit that nobody was told of waits for a digest again."""

    def put_exclusion(self, exclusion: Exclusion) -> None: ...

    def drop_exclusion(self, exclusion: Exclusion, *, now: datetime) -> int:
        """Take it back and give the hits that it kept away back to the watch; how many these are."""


class Feeds(Protocol):
    """Fingerprints and health of configured sources, inside one writing transaction. ``feed`` names a source with its
    scope, as ``Health.source`` does."""

    def take_turn(self, team_id: str, feed: str, seen: int) -> bool:
        """False where somebody else took something of this source in since ``seen`` (``WatchReads.turn``) was read."""

    def mark(self, team_id: str, feed: str, sightings: Iterable[Sighting]) -> None:
        """Keep the fingerprints and what people call the records."""

    def keep_health(self, team_id: str, health: Health) -> None: ...

    def forget(self, team_id: str, feed: str) -> None:
        """Fingerprints and health: whoever looks next looks for the first time."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A source that some watch wants, at the fastest cadence of those."""

    feed: str
    cadence: Cadence


class WatchReads(Protocol):
    """Read models of the watches, seen at one moment. Not filtered by who may see the project.

    For digests see ``telling.py``. For triggers: ``found`` has the event with ``before`` and ``after``.
    """

    def watch(self, team_id: str, watch_id: str) -> Watch | None: ...

    def watches_of(self, team_id: str, project_id: str) -> tuple[Watch, ...]:
        """All of a project by number, ended ones too."""

    def watches_on(self, team_id: str, feed: str) -> tuple[Watch, ...]:
        """Those that want a source and are LIVE or PAUSED."""

    def expired_watches(self, day: date, *, lost: Lost = refuse) -> tuple[Watch, ...]:
        """LIVE or PAUSED ones of every workspace whose last day was before ``day``; ``lost`` hears of those that cannot
        be read, here and below."""

    def wanted_feeds(self, team_id: str, today: date, *, lost: Lost = refuse) -> tuple[Wanted, ...]:
        """What must be looked at, by name: sources of watches that ``takes_in`` today."""

    def found(self, team_id: str, hit_id: str) -> Found | None: ...

    def hits_of(
        self, team_id: str, project_id: str, *, watch_id: str = "", waiting: bool = False, limit: int,
        before: int | None = None,
    ) -> tuple[Found, ...]:  # fmt: skip
        """Newest first, without silenced ones and what a paused watch holds; ``before`` is the number of the last hit
        of the page before."""

    def untold(self, team_id: str, project_id: str, place: str, *, since: datetime, limit: int) -> tuple[Found, ...]:
        """Unanswered hits that a place was not told of and that were told nowhere, or elsewhere and were seen since a
        moment; not what a paused watch holds. The most severe first, then the oldest."""

    def with_untold(self, since: datetime) -> tuple[tuple[str, str], ...]:
        """(team id, project id) of projects that go on and have such hits for some place."""

    def held(self, watch: Watch) -> tuple[Found, ...]:
        """What a watch found by itself and told nobody, unanswered, in the order in which it came: while it is paused
        it holds these (``pausing.py``)."""

    def told_alone(self, team_id: str, hit_id: str) -> tuple[str, ...]:
        """Channels and persons who had a message of its own about a hit."""

    def told_in(self, team_id: str, digest: str) -> tuple[Found, ...]:
        """The hits of one digest, by its dedupe key, the most severe first; answered ones too."""

    def unanswered(self, until: datetime, *, lost: Lost = refuse) -> tuple[Found, ...]:
        """Hits of every workspace that were told by then and wait for an answer, in projects that go on, the
        longest waiting first."""

    def statistics(self, team_id: str, project_id: str) -> Mapping[str, Statistics]:
        """By watch id; a watch without hits is not there."""

    def exclusions(self, team_id: str, project_id: str) -> tuple[Exclusion, ...]:
        """Those that hold, oldest first, with how many hits each keeps away."""

    def exclusions_of(self, team_id: str, watch_id: str) -> tuple[Exclusion, ...]:
        """The same of one watch, without the counts."""

    def turn(self, team_id: str, feed: str) -> int:
        """Grows with everything that is taken in of a source; 0 where nothing ever was."""

    def fingerprints(self, team_id: str, feed: str) -> dict[str, str]:
        """By native id; empty where nothing was ever taken in."""

    def record_names(self, team_id: str, feed: str, native_ids: Sequence[str]) -> Mapping[str, str]:
        """What people call records of a source, for those that are gone."""

    def health(self, team_id: str, feed: str) -> Health: ...

    def healths(self, team_id: str | None = None) -> tuple[Health, ...]:
        """Of every source that was ever looked at, by name; of every workspace where none is named."""
