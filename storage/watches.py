"""Watches, hits and exclusions in the database."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime

from flows.edges import Lost
from flows.watches.hits import Exclusion, Found, Hit, Statistics
from flows.watches.observations import Event
from flows.watches.ports import Wanted
from flows.watches.pulling import PERIODS
from flows.watches.watches import Watch
from storage import watch_rows
from storage.codec import dump, plain
from storage.faults import readable
from storage.instants import day_or_none, moment
from storage.session import Session

_END = 2**62


class WatchRepository:
    """Implements ``flows.watches.ports.Watches``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, watch: Watch) -> None:
        self._session.run(
            "watches.put", team_id=watch.team_id, id=watch.id, project_id=watch.project_id, number=watch.number,
            state=watch.state.value, expires_on=day_or_none(watch.expires_on), body=dump(plain(watch)),
        )  # fmt: skip
        self._session.run("watches.forget_feeds", team_id=watch.team_id, watch_id=watch.id)
        for feed in watch.scope.sources:
            self._session.run("watches.put_feed", team_id=watch.team_id, feed=feed, watch_id=watch.id)

    def next_number(self, team_id: str, project_id: str) -> int:
        return self._after("watches.last_number", team_id, project_id)

    def next_hit_number(self, team_id: str, project_id: str) -> int:
        return self._after("watches.last_hit_number", team_id, project_id)

    def add_event(self, team_id: str, feed: str, event: Event) -> str:
        event_id = f"{feed}:{event.event_id}"
        added = self._session.run(
            "watches.add_event", team_id=team_id, id=event_id, feed=feed, dedupe_key=event.dedupe_key, kind=event.kind,
            observed_at=moment(event.observed_at), body=watch_rows.event_body(event),
        )  # fmt: skip
        if not added:
            row = self._session.one("watches.event_id", team_id=team_id, feed=feed, dedupe_key=event.dedupe_key)
            event_id = event_id if row is None else row[0]
        return event_id

    def add_hit(self, hit: Hit) -> bool:
        return self._session.run("watches.add_hit", **watch_rows.hit_columns(hit)) == 1

    def put_hit(self, hit: Hit) -> None:
        self._session.run("watches.put_hit", team_id=hit.team_id, id=hit.id, **watch_rows.changing_columns(hit))

    def tell(self, hit: Hit, place: str, *, told_in: str, at: datetime) -> bool:
        told = self._session.run(
            "watches.tell", team_id=hit.team_id, hit_id=hit.id, place=place, told_in=told_in, told_at=moment(at)
        )
        return told == 1

    def untell(self, hit: Hit, place: str) -> None:
        self._session.run("watches.untell", team_id=hit.team_id, hit_id=hit.id, place=place)
        self._session.run("watches.told_nowhere", team_id=hit.team_id, id=hit.id)

    def put_exclusion(self, exclusion: Exclusion) -> None:
        self._session.run(
            "watches.put_exclusion", team_id=exclusion.team_id, id=exclusion.id, project_id=exclusion.project_id,
            watch_id=exclusion.watch_id, made_at=moment(exclusion.at), body=dump(plain(exclusion)),
        )  # fmt: skip

    def drop_exclusion(self, exclusion: Exclusion, *, now: datetime) -> int:
        who = {"team_id": exclusion.team_id}
        self._session.run("watches.drop_exclusion", **who, id=exclusion.id, now=moment(now))
        return self._session.run("watches.bring_back", **who, exclusion_id=exclusion.id)

    def _after(self, statement: str, team_id: str, project_id: str) -> int:
        row = self._session.one(statement, team_id=team_id, project_id=project_id)
        return 1 if row is None or row[0] is None else int(row[0]) + 1


def watch(session: Session, team_id: str, watch_id: str) -> Watch | None:
    row = session.one("watches.find", team_id=team_id, id=watch_id)
    return None if row is None else watch_rows.watch(row[0])


def of_project(session: Session, team_id: str, project_id: str) -> tuple[Watch, ...]:
    found = session.all("watches.of_project", team_id=team_id, project_id=project_id)
    return tuple(watch_rows.watch(body) for (body,) in found)


def on_feed(session: Session, team_id: str, feed: str) -> tuple[Watch, ...]:
    """Those that can be read: of the others the operator hears where the sources are chosen (``wanted``)."""
    found = session.all("watches.on_feed", team_id=team_id, feed=feed)
    return tuple(readable(found, lambda row: watch_rows.watch(row[0]), lambda row: (team_id, str(row)), _left_out))


def expired(session: Session, day: date, lost: Lost) -> tuple[Watch, ...]:
    found = session.all("watches.expired", day=day.isoformat())
    return tuple(readable(found, lambda row: watch_rows.watch(row[0]), lambda row: (row[1], row[2]), lost))


def _left_out(row: tuple[str, str], error: Exception) -> None:
    del row, error


def wanted(session: Session, team_id: str, today: date, lost: Lost) -> tuple[Wanted, ...]:
    """Every source once, as often as the most eager watch wants it."""
    fastest: dict[str, Wanted] = {}
    found = session.all("watches.going", team_id=team_id, today=today.isoformat())
    wishes = readable(found, lambda row: (row[0], watch_rows.watch(row[1]).cadence), lambda row: (row[2], row[3]), lost)
    for feed, cadence in wishes:
        known = fastest.get(feed)
        if known is None or PERIODS[cadence] < PERIODS[known.cadence]:
            fastest[feed] = Wanted(feed, cadence)
    return tuple(fastest.values())


def found(session: Session, team_id: str, hit_id: str) -> Found | None:
    row = session.one("watches.hit", team_id=team_id, id=hit_id)
    return None if row is None else watch_rows.found(row)


def hits(
    session: Session, team_id: str, project_id: str, *, watch_id: str, waiting: bool, limit: int, before: int | None
) -> tuple[Found, ...]:
    rows = session.all(
        "watches.hits", team_id=team_id, project_id=project_id, watch_id=watch_id, waiting=int(waiting), limit=limit,
        before=_END if before is None else before,
    )  # fmt: skip
    return tuple(watch_rows.found(row) for row in rows)


def untold(
    session: Session, team_id: str, project_id: str, place: str, *, since: datetime, limit: int
) -> tuple[Found, ...]:
    rows = session.all(
        "watches.untold", team_id=team_id, project_id=project_id, place=place, since=moment(since), limit=limit
    )
    return tuple(watch_rows.found(row) for row in rows)


def with_untold(session: Session, since: datetime) -> tuple[tuple[str, str], ...]:
    found = session.all("watches.with_untold", since=moment(since))
    return tuple(sorted((team, project) for team, project in found))


def held(session: Session, watch: Watch) -> tuple[Found, ...]:
    rows = session.all("watches.held", team_id=watch.team_id, project_id=watch.project_id, watch_id=watch.id)
    return tuple(watch_rows.found(row) for row in rows)


def told_alone(session: Session, team_id: str, hit_id: str) -> tuple[str, ...]:
    return tuple(place for (place,) in session.all("watches.told_alone", team_id=team_id, hit_id=hit_id))


def told_in(session: Session, team_id: str, digest: str) -> tuple[Found, ...]:
    rows = session.all("watches.told_in", team_id=team_id, told_in=digest)
    return tuple(watch_rows.found(row) for row in rows)


def unanswered(session: Session, until: datetime, lost: Lost) -> tuple[Found, ...]:
    found = session.all("watches.unanswered", until=moment(until))
    return tuple(readable(found, watch_rows.found, lambda row: (row[0], row[1]), lost))


def statistics(session: Session, team_id: str, project_id: str) -> Mapping[str, Statistics]:
    told: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    silenced: dict[str, int] = defaultdict(int)
    for watch_id, verdict, is_silenced, count in session.all("watches.counts", team_id=team_id, project_id=project_id):
        if is_silenced:
            silenced[watch_id] += count
        else:
            told[watch_id][verdict] = count
    held: dict[str, int] = dict(session.all("watches.held_counts", team_id=team_id, project_id=project_id))
    for watch_id, count in held.items():
        told[watch_id][""] -= count
    return {
        watch_id: Statistics.of(told[watch_id], silenced.get(watch_id, 0), held.get(watch_id, 0))
        for watch_id in sorted({*told, *silenced})
    }


def exclusions(session: Session, team_id: str, project_id: str) -> tuple[Exclusion, ...]:
    rows = session.all("watches.exclusions", team_id=team_id, project_id=project_id)
    return tuple(watch_rows.exclusion(row) for row in rows)


def exclusions_of(session: Session, team_id: str, watch_id: str) -> tuple[Exclusion, ...]:
    rows = session.all("watches.exclusions_of", team_id=team_id, watch_id=watch_id)
    return tuple(watch_rows.exclusion(row) for row in rows)
