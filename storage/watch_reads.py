"""The read models of the watches: each method is a sentence about ``watches.py`` or ``feeds.py``."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from flows.edges import Lost, refuse
from flows.watches.hits import Exclusion, Found, Statistics
from flows.watches.ports import Wanted
from flows.watches.sources import Health
from flows.watches.watches import Watch
from storage import feeds, watches
from storage.session import Session


class WatchReadModels:
    """Implements ``flows.watches.ports.WatchReads``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def watch(self, team_id: str, watch_id: str) -> Watch | None:
        return watches.watch(self._session, team_id, watch_id)

    def watches_of(self, team_id: str, project_id: str) -> tuple[Watch, ...]:
        return watches.of_project(self._session, team_id, project_id)

    def watches_on(self, team_id: str, feed: str) -> tuple[Watch, ...]:
        return watches.on_feed(self._session, team_id, feed)

    def expired_watches(self, day: date, *, lost: Lost = refuse) -> tuple[Watch, ...]:
        return watches.expired(self._session, day, lost)

    def wanted_feeds(self, team_id: str, today: date, *, lost: Lost = refuse) -> tuple[Wanted, ...]:
        return watches.wanted(self._session, team_id, today, lost)

    def found(self, team_id: str, hit_id: str) -> Found | None:
        return watches.found(self._session, team_id, hit_id)

    def hits_of(
        self, team_id: str, project_id: str, *, watch_id: str = "", waiting: bool = False, limit: int,
        before: int | None = None,
    ) -> tuple[Found, ...]:  # fmt: skip
        return watches.hits(
            self._session, team_id, project_id, watch_id=watch_id, waiting=waiting, limit=limit, before=before
        )

    def untold(self, team_id: str, project_id: str, place: str, *, since: datetime, limit: int) -> tuple[Found, ...]:
        return watches.untold(self._session, team_id, project_id, place, since=since, limit=limit)

    def with_untold(self, since: datetime) -> tuple[tuple[str, str], ...]:
        return watches.with_untold(self._session, since)

    def held(self, watch: Watch) -> tuple[Found, ...]:
        return watches.held(self._session, watch)

    def told_alone(self, team_id: str, hit_id: str) -> tuple[str, ...]:
        return watches.told_alone(self._session, team_id, hit_id)

    def told_in(self, team_id: str, digest: str) -> tuple[Found, ...]:
        return watches.told_in(self._session, team_id, digest)

    def unanswered(self, until: datetime, *, lost: Lost = refuse) -> tuple[Found, ...]:
        return watches.unanswered(self._session, until, lost)

    def statistics(self, team_id: str, project_id: str) -> Mapping[str, Statistics]:
        return watches.statistics(self._session, team_id, project_id)

    def exclusions(self, team_id: str, project_id: str) -> tuple[Exclusion, ...]:
        return watches.exclusions(self._session, team_id, project_id)

    def exclusions_of(self, team_id: str, watch_id: str) -> tuple[Exclusion, ...]:
        return watches.exclusions_of(self._session, team_id, watch_id)

    def turn(self, team_id: str, feed: str) -> int:
        return feeds.turn(self._session, team_id, feed)

    def fingerprints(self, team_id: str, feed: str) -> dict[str, str]:
        return feeds.fingerprints(self._session, team_id, feed)

    def record_names(self, team_id: str, feed: str, native_ids: Sequence[str]) -> Mapping[str, str]:
        return feeds.record_names(self._session, team_id, feed, native_ids)

    def health(self, team_id: str, feed: str) -> Health:
        return feeds.health(self._session, team_id, feed)

    def healths(self, team_id: str | None = None) -> tuple[Health, ...]:
        return feeds.healths(self._session, team_id)
