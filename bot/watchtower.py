"""The pulling job: looks at every source that a live watch wants, in its cadence, and stores what is new.

Each source has a thread of its own for as long as a look takes, a few at once: one that is slow, down or broken never
holds another up. Whatever is interrupted goes on at the next tick, from its cursor and its stored fingerprints.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.config import Settings
from flows.edges import Edge, NoEdge
from flows.lifecycle.upkeep import NextFor
from flows.ports import Clock, NewId, Store
from flows.watches.errors import FeedError
from flows.watches.pulling import is_due
from flows.watches.snapshots import Outcome, Sighting
from flows.watches.sources import Health
from flows.watches.taking import Desk, Follow, nothing_follows, take

if TYPE_CHECKING:
    from bot.feeds.asks import Fetch
    from bot.feeds.connectors import Connector

log = logging.getLogger(__name__)

AT_ONCE = 3
"""Sources looked at at the same time."""
LAST_WORDS_SECONDS = 5.0
"""How long a stop waits for looks that are under way; what they have not stored comes again."""
LOUD_AFTER = 3
"""Failures in a row after which the operator's log is told, once for each outage."""


class StoredHealth:
    """Implements ``flows.watches.sources.SourceHealth`` over the store, for one workspace."""

    def __init__(self, store: Store, team_id: str) -> None:
        self._store, self._team_id = store, team_id

    def of(self, source: str) -> Health:
        with self._store.read() as reads:
            return reads.health(self._team_id, source)

    def keep(self, health: Health) -> None:
        with self._store.write() as uow:
            uow.feeds.keep_health(self._team_id, health)
            uow.commit()


class Watchtower:
    """``tend`` is called at every tick, by however many processes; ``wake`` tells the relay that there are hits."""

    def __init__(
        self, *, store: Store, team_id: str, settings: Settings, clock: Clock, new_id: NewId, next_for: NextFor,
        wake: Callable[[], None], follow: Follow = nothing_follows,
        connect: "Callable[[str, Settings], Connector] | None" = None, fetch: "Fetch | None" = None,
        edge: Edge | None = None,
    ) -> None:  # fmt: skip
        self._edge = edge or NoEdge()
        self._store, self._team_id, self._settings, self._clock = store, team_id, settings, clock
        self._new_id, self._next_for, self._wake, self._follow = new_id, next_for, wake, follow
        self._connect, self._fetch = connect, fetch
        self._health = StoredHealth(store, team_id)
        self._lock = threading.Lock()
        self._running: dict[str, threading.Thread] = {}
        self._stopping = threading.Event()

    def tend(self, now: datetime) -> None:
        """Begin a look at the sources that are due and not being looked at, as many as may run at once."""
        with self._store.read() as reads:
            wanted = reads.wanted_feeds(self._team_id, self._day(now), lost=self._edge.lost)
            due = [one.feed for one in wanted if is_due(one, reads.health(self._team_id, one.feed), now)]
        for name in due:
            if not self._begin(name):
                return

    def rest(self, seconds: float | None = None) -> None:
        """Wait for the looks that are under way."""
        with self._lock:
            running = list(self._running.values())
        for thread in running:
            thread.join(seconds)

    def stop(self) -> None:
        self._stopping.set()
        self.rest(LAST_WORDS_SECONDS)

    def _begin(self, name: str) -> bool:
        """False where no more may run now."""
        with self._lock:
            if name in self._running:
                return True
            if len(self._running) >= AT_ONCE or self._stopping.is_set():
                return False
            thread = threading.Thread(target=self._run, args=(name,), name=f"feed {name[:40]}", daemon=True)
            self._running[name] = thread
        thread.start()
        return True

    def _run(self, name: str) -> None:
        try:
            self.look(name)
        except Exception:  # a mistake of ours in one source must not end the others
            log.exception("looking at %s failed", name)
            self._failed(name, "unexpected error; the log tells more")
        finally:
            with self._lock:
                del self._running[name]

    def look(self, name: str) -> int:
        """One look at one source, page after page; how many hits came of it. What fails is kept as its health."""
        from bot.feeds.problems import in_short  # noqa: PLC0415  # loads with the connectors

        before = self._health.of(name)
        try:
            hits = sum(self._pages(name))
        except FeedError as error:
            if self._health.of(name).failures == before.failures:  # it failed before anything was asked
                self._failed(name, in_short(error))
            self._tell_operator(name)
            return 0
        if before.failures >= LOUD_AFTER:
            log.warning("source %s is read again", name)
        return hits

    def _pages(self, name: str) -> Iterator[int]:
        from bot.feeds.catalogue import connector_for  # noqa: PLC0415  # the connectors' libraries load slowly
        from bot.feeds.pulling import Pull, outcomes  # noqa: PLC0415  # likewise

        connector = (self._connect or connector_for)(name, self._settings)
        with self._store.read() as reads:
            known, turn = reads.fingerprints(self._team_id, name), reads.turn(self._team_id, name)
        for page in Pull(fetch=self._door(), kept=self._health, clock=self._clock).pages(connector, name=name):
            now = self._clock.now()
            found = _learning(outcomes(connector, page, known, now=now), known)
            taken, turn = take(found, feed=name, turn=turn, health=page.health, desk=self._desk(now))
            if taken.hits:
                self._wake()
            yield taken.hits
            if not taken.is_ours:
                log.info("somebody else took %s in", name)
                return
            if self._stopping.is_set():
                return

    def _door(self) -> "Fetch":
        from bot.feeds.catalogue import open_feeds  # noqa: PLC0415  # the connectors' libraries load slowly

        with self._lock:
            self._fetch = self._fetch or open_feeds(self._settings, self._clock)
            return self._fetch

    def _desk(self, now: datetime) -> Desk:
        return Desk(
            store=self._store, team_id=self._team_id, now=now, today=self._day(now), new_id=self._new_id,
            next_for=self._next_for, follow=self._follow,
        )  # fmt: skip

    def _day(self, now: datetime) -> date:
        return now.astimezone(self._settings.zone).date()

    def _failed(self, name: str, problem: str) -> None:
        self._health.keep(self._health.of(name).failing(self._clock.now(), problem))

    def _tell_operator(self, name: str) -> None:
        """Once for each outage: the doctor's report has the rest."""
        health = self._health.of(name)
        if health.failures == LOUD_AFTER:
            log.error("source %s fails: %s; its watches wait, others go on", name, health.problem)


def _learning(found: Iterator[Outcome], known: dict[str, str]) -> Iterator[Outcome]:
    """What one page shows is known to the next."""
    for outcome in found:
        if isinstance(outcome, Sighting):
            known[outcome.native_id] = outcome.fingerprint
        yield outcome
