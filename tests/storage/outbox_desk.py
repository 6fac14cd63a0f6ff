"""A short way to speak with the outbox of a store in tests: one call, one transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.notices import Lane, Notice, NoticeKind
from flows.ports import NewId, Parcel, Store
from tests.builders import NOW, PROJECT_ID, TEAM

LEASE = timedelta(seconds=60)


def notice(
    key: str,
    audience: str = "C0RADAR",
    *,
    lane: Lane = Lane.NOW,
    post_key: str | None = None,
    thread_of: str | None = None,
    not_before: datetime | None = None,
    team_id: str = TEAM,
) -> Notice:
    """A notice whose dedupe key is all that matters, unless more is said."""
    return Notice(
        kind=NoticeKind.CARD if post_key else NoticeKind.REPLY,
        team_id=team_id,
        audience=audience,
        project_id=PROJECT_ID,
        dedupe_key=key,
        post_key=post_key,
        thread_of=thread_of,
        params={"event": "ProjectResumed", "number": 2, "last": True, "by": None},
        lane=lane,
        not_before=not_before,
    )


@dataclass
class Desk:
    """Time moves only when a test says so."""

    store: Store
    new_id: NewId
    now: datetime = NOW

    def put(self, *notices: Notice) -> None:
        with self.store.write() as unit:
            unit.outbox.put(notices, now=self.now, new_id=self.new_id)
            unit.commit()

    def claim(self, owner: str = "relay", limit: int = 100) -> tuple[Parcel, ...]:
        with self.store.write() as unit:
            parcels = unit.outbox.claim(owner=owner, now=self.now, lease_until=self.now + LEASE, limit=limit)
            unit.commit()
        return parcels

    def keys(self, limit: int = 100) -> list[str]:
        """The dedupe keys of a claim."""
        return [parcel.notice.dedupe_key for parcel in self.claim(limit=limit)]

    def one(self) -> Parcel:
        """A claim that must give exactly one parcel."""
        (parcel,) = self.claim()
        return parcel

    def sent(self, parcel: Parcel) -> None:
        with self.store.write() as unit:
            unit.outbox.sent(parcel.id, now=self.now)
            unit.commit()

    def retry(self, parcel: Parcel, after: float = 0, *, ambiguous: bool = False) -> None:
        with self.store.write() as unit:
            at = self.now + timedelta(seconds=after)
            unit.outbox.retry(parcel.id, at=at, error="ratelimited", ambiguous=ambiguous)
            unit.commit()

    def put_off(self, parcel: Parcel, seconds: float) -> None:
        with self.store.write() as unit:
            unit.outbox.put_off(parcel.id, until=self.now + timedelta(seconds=seconds))
            unit.commit()

    def judge_again(self, audience: str) -> None:
        with self.store.write() as uow:
            uow.outbox.judge_again(TEAM, audience, now=self.now)
            uow.commit()

    def bury(self, parcel: Parcel, error: str = "channel_not_found") -> None:
        with self.store.write() as unit:
            unit.outbox.bury(parcel.id, now=self.now, error=error)
            unit.commit()

    def defer(self, audience: str, seconds: float, team_id: str = TEAM) -> None:
        with self.store.write() as unit:
            unit.outbox.defer_audience(team_id, audience, until=self.now + timedelta(seconds=seconds))
            unit.commit()

    def waiting(self, team_id: str | None = None) -> int:
        with self.store.write() as unit:
            return unit.outbox.waiting(team_id)

    def dead(self, limit: int = 20) -> tuple[tuple[Parcel, str], ...]:
        with self.store.write() as unit:
            return unit.outbox.dead(limit)

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def deliver_all(self) -> list[str]:
        """Claim and send until nothing is left that is due; the dedupe keys in the order of sending."""
        order: list[str] = []
        while parcels := self.claim():
            for parcel in parcels:
                self.sent(parcel)
                order.append(parcel.notice.dedupe_key)
        return order
