"""The outbox: notices wait here, in the transaction that caused them, until the relay has sent them.

All unsent parcels of one audience in one lane form a queue; only its first may be handed out, so order is kept
whatever happens to a parcel. How the queue is kept in columns stands in ``schema/0001_core.sql``.
"""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from operator import itemgetter

from flows.notices import Lane, Notice, NoticeKind
from flows.ports import NewId, Parcel
from flows.records import Backlog
from storage.codec import dump, plain
from storage.instants import moment, moment_or_none, read_moment, read_moment_or_none
from storage.session import Row, Session

Queue = tuple[str, str, str]
"""Team, audience and lane."""
REST = timedelta(minutes=10)
"""An audience that is held back for longer is no part of what could leave now."""


class OutboxRepository:
    """Implements ``flows.ports.Outbox``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, notices: Iterable[Notice], *, now: datetime, new_id: NewId) -> None:
        """A notice that supersedes another of its queue takes its place, so that answers stay behind it. One of the
        clock that supersedes what somebody waits for is as urgent, and stands there too."""
        touched: dict[Queue, None] = {}
        for notice in notices:
            parcel_id = new_id("out")
            if self._insert(notice, parcel_id, now):
                touched[notice.team_id, notice.audience, notice.lane.value] = None
                if notice.post_key is not None:
                    touched.update(dict.fromkeys(self._supersede(notice, parcel_id, now)))
        for queue in touched:
            self._settle(queue)

    def claim(self, *, owner: str, now: datetime, lease_until: datetime, limit: int) -> tuple[Parcel, ...]:
        """At most one parcel per audience and lane: the next one comes when this one is sent, buried or retried.

        ``attempts`` counts this hand-out too.
        """
        parcels: list[Parcel] = []
        for lane in (Lane.NOW, Lane.BULK):
            found = self._session.all(
                "outbox.claim",
                owner=owner,
                lane=lane.value,
                now=moment(now),
                lease_until=moment(lease_until),
                limit=limit - len(parcels),
            )
            parcels.extend(_parcel(row) for row in sorted(found, key=itemgetter(0, 1)))
        return tuple(parcels)

    def sent(self, parcel_id: str, *, now: datetime) -> None:
        self._finish(parcel_id, "sent", now, None)

    def retry(self, parcel_id: str, *, at: datetime, error: str, ambiguous: bool) -> None:
        """Nothing of its queue overtakes the parcel. A doubtful attempt stays doubtful."""
        queue = self._queue_of(parcel_id)
        if queue is not None:
            self._session.run("outbox.retry", id=parcel_id, at=moment(at), error=error, ambiguous=int(ambiguous))
            self._settle(queue)

    def put_off(self, parcel_id: str, *, until: datetime) -> None:
        """Those behind it go first, unless they have to wait as long."""
        queue = self._queue_of(parcel_id)
        if queue is not None:
            self._session.run("outbox.put_off", id=parcel_id, until=moment(until))
            self._settle(queue)

    def judge_again(self, team_id: str, audience: str, *, now: datetime) -> None:
        """Those that are to wait still are put off anew when their turn comes."""
        self._session.run("outbox.due_again", team_id=team_id, audience=audience, now=moment(now))
        for lane in Lane:
            self._settle((team_id, audience, lane.value))

    def defer_audience(self, team_id: str, audience: str, *, until: datetime) -> None:
        """Notices that are put meanwhile are held back too: Slack counts messages, not our rows."""
        who = {"team_id": team_id, "audience": audience, "until": moment(until)}
        self._session.run("outbox.hold", **who)
        self._session.run("outbox.hold_turns", **who)

    def let_go(self, team_id: str, audience: str, lane: Lane, *, now: datetime) -> None:
        """End every hold of an audience: the first of its queue may go at once, behind those that are ready now."""
        queue = (team_id, audience, lane.value)
        self._session.run("outbox.drop_hold", team_id=team_id, audience=audience)
        self._session.run("outbox.free_turn", team_id=team_id, audience=audience, lane=lane.value)
        self._settle(queue, behind=moment(now))

    def bury(self, parcel_id: str, *, now: datetime, error: str) -> None:
        self._finish(parcel_id, "dead", now, error)

    def waiting(self, team_id: str | None = None) -> int:
        """How many parcels are neither sent, dead nor superseded; those under way count."""
        if team_id is None:
            return _number(self._session.one("outbox.waiting"))
        return _number(self._session.one("outbox.waiting_in_team", team_id=team_id))

    def backlog(self, now: datetime) -> Backlog:
        long_held = moment(now + REST)
        queues = [n for (n,) in self._session.all("outbox.backlog", now=moment(now), long_held=long_held)]
        due = sum(queues)
        return Backlog(due=due, longest=max(queues, default=0), later=self.waiting() - due)

    def dead(self, limit: int = 20) -> tuple[tuple[Parcel, str], ...]:
        return tuple((_parcel(row), row[-1]) for row in self._session.all("outbox.dead", limit=limit))

    def _insert(self, notice: Notice, parcel_id: str, now: datetime) -> bool:
        changed = self._session.run(
            "outbox.put",
            id=parcel_id,
            team_id=notice.team_id,
            seq=_number(self._session.one("projects.next_number", team_id=notice.team_id, name="outbox")),
            lane=notice.lane.value,
            audience=notice.audience,
            kind=notice.kind.value,
            project_id=notice.project_id,
            dedupe_key=notice.dedupe_key,
            post_key=notice.post_key,
            thread_of=notice.thread_of,
            params=dump(plain(notice.params)),
            not_before=moment_or_none(notice.not_before),
            created_at=moment(now),
            due_at=_due(notice, now),
        )
        return changed == 1

    def _supersede(self, notice: Notice, parcel_id: str, now: datetime) -> list[Queue]:
        """Drop what the notice replaces; the queues that lost a parcel."""
        old = self._session.all("outbox.supersedable", team_id=notice.team_id, post_key=notice.post_key, id=parcel_id)
        places = []
        for old_id, audience, lane, due_at, seq, postponed_to in old:
            self._session.run("outbox.supersede", id=old_id, now=moment(now))
            as_urgent = lane in (Lane.NOW, notice.lane)
            if audience == notice.audience and as_urgent and due_at <= _due(notice, now):
                places.append({"lane": lane, "due_at": due_at, "seq": seq, "postponed_to": postponed_to})
        if places:
            place = next((place for place in places if place["lane"] == Lane.NOW), places[0])
            self._session.run("outbox.take_place", id=parcel_id, **place)
        return [(notice.team_id, audience, lane) for _, audience, lane, *_ in old]

    def _finish(self, parcel_id: str, state: str, now: datetime, error: str | None) -> None:
        queue = self._queue_of(parcel_id)
        if queue is not None:
            self._session.run("outbox.finish", id=parcel_id, state=state, now=moment(now), error=error)
            self._settle(queue, behind=moment(now))

    def _queue_of(self, parcel_id: str) -> Queue | None:
        """Where an unsent parcel stands; None for one that is sent, dead or superseded."""
        row = self._session.one("outbox.queue_of", id=parcel_id)
        return None if row is None else (row[0], row[1], row[2])

    def _settle(self, queue: Queue, behind: str = "") -> None:
        """Give the turn to the first parcel of a queue, unless one is under way. ``behind``: the queue has just had
        one, so those that were ready at that moment come first, however long this one is."""
        team_id, audience, lane = queue
        self._session.run("outbox.yield_turn", team_id=team_id, audience=audience, lane=lane)
        self._session.run("outbox.give_turn", team_id=team_id, audience=audience, lane=lane, behind=behind)


def _due(notice: Notice, now: datetime) -> str:
    """When a notice queues up; one that must wait does not hold up those that need not."""
    return moment(now if notice.not_before is None else max(now, notice.not_before))


def _number(row: Row | None) -> int:
    """The one number a counting statement answers."""
    return 0 if row is None else int(row[0])


def _parcel(row: Row) -> Parcel:
    """Columns as ``outbox.claim`` returns them."""
    (_, _, parcel_id, attempts, ambiguous, created_at, kind, team_id, audience, project_id, dedupe_key, post_key,
     thread_of, params, lane, not_before) = row[:16]  # fmt: skip
    return Parcel(
        id=parcel_id,
        notice=Notice(
            kind=NoticeKind(kind),
            team_id=team_id,
            audience=audience,
            project_id=project_id,
            dedupe_key=dedupe_key,
            post_key=post_key,
            thread_of=thread_of,
            params=json.loads(params),
            lane=Lane(lane),
            not_before=read_moment_or_none(not_before),
        ),
        attempts=attempts,
        ambiguous=ambiguous == 1,
        created_at=read_moment(created_at),
    )
