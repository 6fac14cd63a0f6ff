"""A project with watches in a real database, and a source that shows what a test wants."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flows.lifecycle.upkeep import at_once
from flows.ports import NewId, Receipt
from flows.watches import commands as c
from flows.watches.hits import Found
from flows.watches.observations import Reading
from flows.watches.snapshots import changes
from flows.watches.sources import Health
from flows.watches.taking import Desk, Taken, take
from flows.watches.usecases import perform_watch
from storage import SqliteStore
from tests.builders import LEAD, NOW, PROJECT_ID, TEAM, build_actor
from tests.flows.watches.observed import ISO, plan

DAY = timedelta(days=1)
Ask = Callable[..., Receipt]


@dataclass
class Watching:
    """Asks as people do, and looks at one source as the pulling job does."""

    store: SqliteStore
    new_id: NewId
    now: datetime = NOW
    asked: int = 0

    def desk(self) -> Desk:
        return Desk(
            store=self.store, team_id=TEAM, now=self.now, today=self.now.date(), new_id=self.new_id, next_for=at_once
        )

    def ask(self, command: c.WatchCommand, by: str = LEAD, key: str = "") -> Receipt:
        self.asked += 1
        named = replace(command, project_id=command.project_id or PROJECT_ID)
        with self.store.write() as uow:
            return perform_watch(
                named, actor=build_actor(by), uow=uow, desk=self.desk(), request_key=key or f"cmd:{self.asked}"
            )

    def started(self, **overrides: object) -> str:
        """The id of a new watch."""
        return str(self.ask(c.StartWatch(plan=plan(**overrides))).params["watch_id"])

    def look(self, readings: Iterable[Reading], *, feed: str = ISO) -> Taken:
        with self.store.read() as reads:
            known, turn = reads.fingerprints(TEAM, feed), reads.turn(TEAM, feed)
            first = reads.health(TEAM, feed).good_at is None
        outcomes = changes(None if first else known, readings, observed_at=self.now)
        health = Health(source=feed).well(self.now, records=1, faults=0, etag="", last_modified="")
        return take(outcomes, feed=feed, turn=turn, health=lambda: health, desk=self.desk())[0]

    def hits(self, **asked: object) -> list[Found]:
        with self.store.read() as reads:
            return list(reads.hits_of(TEAM, PROJECT_ID, limit=100, **asked))  # type: ignore[arg-type]  # a builder's

    def notices(self) -> list[tuple[str, str]]:
        """Kind and audience of everything that waits to be sent, oldest first."""
        with self.store.write() as uow:
            parcels = uow.outbox.claim(owner="t", now=self.now + DAY, lease_until=self.now + 2 * DAY, limit=100)
            for parcel in parcels:
                uow.outbox.sent(parcel.id, now=self.now)
            uow.commit()
        return [(parcel.notice.kind.value, parcel.notice.audience) for parcel in parcels]
