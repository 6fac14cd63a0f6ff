"""Fingerprints, turns and health of configured sources in the database."""

import json
from collections.abc import Iterable, Mapping, Sequence

from flows.watches.snapshots import Sighting
from flows.watches.sources import Health
from storage.codec import build, dump, plain
from storage.session import Session


class FeedRepository:
    """Implements ``flows.watches.ports.Feeds``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def take_turn(self, team_id: str, feed: str, seen: int) -> bool:
        self._session.run("feeds.begin", team_id=team_id, feed=feed)
        return self._session.run("feeds.take_turn", team_id=team_id, feed=feed, seen=seen) == 1

    def mark(self, team_id: str, feed: str, sightings: Iterable[Sighting]) -> None:
        for seen in sightings:
            self._session.run(
                "feeds.mark", team_id=team_id, feed=feed, native_id=seen.native_id, mark=seen.fingerprint, ref=seen.ref
            )

    def keep_health(self, team_id: str, health: Health) -> None:
        self._session.run("feeds.put_health", team_id=team_id, feed=health.source, health=dump(plain(health)))

    def forget(self, team_id: str, feed: str) -> None:
        self._session.run("feeds.forget_marks", team_id=team_id, feed=feed)
        self._session.run("feeds.forget", team_id=team_id, feed=feed)


def turn(session: Session, team_id: str, feed: str) -> int:
    row = session.one("feeds.turn", team_id=team_id, feed=feed)
    return 0 if row is None else int(row[0])


def fingerprints(session: Session, team_id: str, feed: str) -> dict[str, str]:
    rows = session.each("feeds.marks", team_id=team_id, feed=feed)
    return {row[0]: row[1] for row in rows}


def record_names(session: Session, team_id: str, feed: str, native_ids: Sequence[str]) -> Mapping[str, str]:
    rows = {x: session.one("feeds.ref", team_id=team_id, feed=feed, native_id=x) for x in native_ids}
    return {native_id: row[0] for native_id, row in rows.items() if row is not None}


def health(session: Session, team_id: str, feed: str) -> Health:
    row = session.one("feeds.health", team_id=team_id, feed=feed)
    return Health(source=feed) if row is None else build(Health, json.loads(row[0]))


def healths(session: Session, team_id: str | None) -> tuple[Health, ...]:
    rows = session.all("feeds.healths", team_id=team_id) if team_id else session.all("feeds.all_healths")
    return tuple(build(Health, json.loads(body)) for (body,) in rows)
