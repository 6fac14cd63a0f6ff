"""The outbox against a small model: random puts, claims, outcomes, pauses and crashes.

Nothing is lost, nothing is handed out twice without being flagged, order per audience is kept, a superseded notice
is never sent. Extend ``Outbox`` by a rule for every new way to touch a parcel.
"""

import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from flows.notices import Lane
from flows.ports import Parcel
from tests.builders import NOW, TEAM
from tests.databases import ready_store
from tests.storage.outbox_desk import LEASE, Desk, notice

AUDIENCES = ("C1", "U1")
POST_KEYS = (None, "card:1")
LANES = (Lane.NOW, Lane.NOW, Lane.BULK)
seconds = st.sampled_from((0, 1, 5, 30, 60))


@dataclass
class Record:
    """What the model knows of one notice. ``lane``: where it stands."""

    key: str
    audience: str
    lane: Lane
    post_key: str | None
    place: tuple[datetime, int]
    postponed: datetime = NOW
    lease: datetime | None = None
    doubtful: bool = False
    state: str = "waiting"
    parcel: Parcel | None = None

    def claimable(self, now: datetime) -> bool:
        return self.place[0] <= now and self.postponed <= now and (self.lease is None or self.lease <= now)


class Outbox(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.place = self.folder / "at-first"
        self.place.mkdir()
        self.ids = count(9999, -1)
        self.numbers = count()
        self.records: dict[str, Record] = {}
        self.holds: dict[str, datetime] = {}
        self.delivered: list[str] = []
        self.desk = Desk(ready_store(str(self.place / "outbox.db")), self.new_id)

    def open(self, place: Path) -> None:
        self.place = place
        self.desk.store = ready_store(str(place / "outbox.db"))

    def new_id(self, prefix: str) -> str:
        return f"{prefix}_{next(self.ids)}"

    @property
    def now(self) -> datetime:
        return self.desk.now

    def waiting(self) -> list[Record]:
        return [record for record in self.records.values() if record.state == "waiting"]

    def queue(self, audience: str, lane: Lane) -> list[Record]:
        found = [r for r in self.waiting() if (r.audience, r.lane) == (audience, lane)]
        return sorted(found, key=lambda record: record.place)

    def heads(self) -> list[Record]:
        """Those that may be handed out: the first of each queue, where its time has come."""
        queues = [self.queue(audience, lane) for audience in AUDIENCES for lane in Lane]
        firsts = [queue[0] for queue in queues if queue]
        return [r for r in firsts if r.claimable(self.now) and self.holds.get(r.audience, NOW) <= self.now]

    @rule(
        audience=st.sampled_from(AUDIENCES),
        lane=st.sampled_from(LANES),
        post_key=st.sampled_from(POST_KEYS),
        later=st.sampled_from((None, None, 10, 100)),
    )
    def put(self, audience: str, lane: Lane, post_key: str | None, later: int | None) -> None:
        number = next(self.numbers)
        not_before = None if later is None else self.now + timedelta(seconds=later)
        self.desk.put(notice(f"n{number}", audience, lane=lane, post_key=post_key, not_before=not_before))
        record = Record(f"n{number}", audience, lane, post_key, (not_before or self.now, number))
        replaced = [
            r for r in self.waiting() if post_key and r.post_key == post_key and r.lease is None and not r.doubtful
        ]
        for old in replaced:
            old.state = "superseded"
        places = [
            old for old in replaced
            if old.audience == audience and old.lane in (Lane.NOW, lane) and old.place[0] <= record.place[0]
        ]  # fmt: skip
        if places:  # an urgent one first: what replaces it is as urgent
            first = min(places, key=lambda old: (old.lane is not Lane.NOW, old.place))
            record.lane, record.place, record.postponed = first.lane, first.place, first.postponed
        self.records[record.key] = record

    @precondition(lambda self: self.records)
    @rule(data=st.data())
    def put_again(self, data: st.DataObject) -> None:
        record = self.records[data.draw(st.sampled_from(sorted(self.records)))]
        self.desk.put(notice(record.key, record.audience, lane=record.lane, post_key=record.post_key))

    @rule(owner=st.sampled_from(("one", "other")), limit=st.sampled_from((1, 2, 100)))
    def claim(self, owner: str, limit: int) -> None:
        heads = self.heads()
        parcels = self.desk.claim(owner, limit)
        taken = [self.records[parcel.notice.dedupe_key] for parcel in parcels]
        assert len({record.key for record in taken}) == len(taken)
        assert all(record in heads for record in taken)
        assert len(taken) == min(limit, len(heads))
        urgent = sum(record.lane is Lane.NOW for record in heads)
        assert sum(record.lane is Lane.NOW for record in taken) == min(limit, urgent)
        for parcel, record in zip(parcels, taken, strict=True):
            record.doubtful = record.doubtful or record.lease is not None
            assert parcel.ambiguous == record.doubtful
            record.lease, record.parcel = self.now + LEASE, parcel

    @rule()
    def claim_and_die_before_the_commit(self) -> None:
        with self.desk.store.write() as unit:
            unit.outbox.claim(owner="one", now=self.now, lease_until=self.now + LEASE, limit=100)

    def draw_held(self, data: st.DataObject) -> tuple[Record, Parcel]:
        held = [(r.key, r.parcel) for r in self.waiting() if r.lease is not None and r.parcel is not None]
        key, parcel = data.draw(st.sampled_from(held))
        return self.records[key], parcel

    @precondition(lambda self: any(r.lease for r in self.waiting()))
    @rule(data=st.data())
    def sent(self, data: st.DataObject) -> None:
        record, parcel = self.draw_held(data)
        self.desk.sent(parcel)
        record.state = "sent"
        self.delivered.append(record.key)

    @precondition(lambda self: any(r.lease for r in self.waiting()))
    @rule(data=st.data(), after=seconds, ambiguous=st.booleans())
    def retry(self, data: st.DataObject, after: int, ambiguous: bool) -> None:
        record, parcel = self.draw_held(data)
        self.desk.retry(parcel, after, ambiguous=ambiguous)
        record.lease = None
        record.postponed = max(record.postponed, self.now + timedelta(seconds=after))
        record.doubtful = record.doubtful or ambiguous

    @precondition(lambda self: any(r.lease for r in self.waiting()))
    @rule(data=st.data(), after=seconds)
    def put_off(self, data: st.DataObject, after: int) -> None:
        record, parcel = self.draw_held(data)
        self.desk.put_off(parcel, after)
        record.lease = None
        record.place = (self.now + timedelta(seconds=after), record.place[1])

    @precondition(lambda self: any(r.lease for r in self.waiting()))
    @rule(data=st.data())
    def bury(self, data: st.DataObject) -> None:
        record, parcel = self.draw_held(data)
        self.desk.bury(parcel)
        record.state = "dead"

    @rule(audience=st.sampled_from(AUDIENCES), after=seconds)
    def defer(self, audience: str, after: int) -> None:
        self.desk.defer(audience, after)
        self.holds[audience] = max(self.holds.get(audience, NOW), self.now + timedelta(seconds=after))

    @rule(after=seconds)
    def wait(self, after: int) -> None:
        self.desk.wait(after)

    @rule()
    def crash(self) -> None:
        """The machine stops in the middle of a unit of work; all that is left are the files as they are then."""
        left = self.folder / f"after-crash-{next(self.numbers)}"
        with self.desk.store.write() as unit:
            unit.outbox.put([notice("half done", "C1")], now=self.now, new_id=self.new_id)
            unit.outbox.claim(owner="one", now=self.now, lease_until=self.now + LEASE, limit=100)
            shutil.copytree(self.place, left, ignore=shutil.ignore_patterns("*-shm"))
        self.desk.store.close()
        self.open(left)

    @invariant()
    def nothing_is_lost(self) -> None:
        assert self.desk.waiting(TEAM) == len(self.waiting())
        assert len(self.desk.dead(100)) == sum(r.state == "dead" for r in self.records.values())

    def teardown(self) -> None:
        self.desk.wait(1000)
        left = {(a, lane): [r.key for r in self.queue(a, lane)] for a in AUDIENCES for lane in Lane}
        order = self.desk.deliver_all()
        for keys in left.values():
            assert [key for key in order if key in keys] == keys
        assert sorted(order) == sorted(key for keys in left.values() for key in keys)
        assert len(set(order + self.delivered)) == len(order + self.delivered)
        self.desk.store.close()
        shutil.rmtree(self.folder)


TestOutboxStates = Outbox.TestCase
TestOutboxStates.settings = settings(max_examples=settings().max_examples // 4, stateful_step_count=40, deadline=None)
