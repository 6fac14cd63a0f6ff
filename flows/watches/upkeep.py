"""What the clock does for watches: tells the hits that wait for a digest, reminds of unanswered ones, ends watches
whose last day is over, and tells the owners and the administrators of a source that cannot be read.

Called at every tick, by however many processes: dedupe keys make each step one message. Unanswered hits go to the
owner once the working days of the watch's triage rule are over, to the lead once they are over twice, and to the
steering group once they are over four times. Deputies hear in the place of owners who are away.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from flows.edges import Edge, NoEdge, Row
from flows.errors import IllegalMove, NotFound
from flows.lifecycle.readmodels import ProjectCard
from flows.lifecycle.upkeep import NextFor, at_once
from flows.names import SYSTEM, Actor, Role
from flows.notices import Lane, Notice, NoticeKind
from flows.ports import NewId, Reads, Store
from flows.watches.action_rules import cleared
from flows.watches.announce import belongs
from flows.watches.commands import EndWatch
from flows.watches.hits import Found, Hit
from flows.watches.operating import operator_notices
from flows.watches.outages import outage_notices
from flows.watches.taking import Desk, Follow, nothing_follows
from flows.watches.telling import HasOwn, nobody_has, tell_the_rest
from flows.watches.triggers import is_private
from flows.watches.usecases import perform_watch
from flows.watches.watches import Watch

UNANSWERED = "HitsUnanswered"
EXPIRED = "WatchExpired"
"""The ``event`` of the notices that this module makes; none is part of a project's history."""
LEAD_AFTER, STEERING_AFTER = 2, 4
"""How many times a watch's working days must be over for the next ones to hear of it."""


class WatchUpkeep:
    """``day_begins`` is the local time from which a day counts here. ``is_office_day`` says which days count as working
    days; ``next_for`` when each person may be told; ``has_own`` who reads hits in a digest of their own; ``follow``
    what else comes of the hits that a paused watch held, where it ends; ``admins`` hear of sources that are down."""

    def __init__(
        self, *, store: Store, zone: ZoneInfo, day_begins: time, is_office_day: Callable[[date], bool], new_id: NewId,
        next_for: NextFor = at_once, has_own: HasOwn = nobody_has, follow: Follow = nothing_follows,
        edge: Edge | None = None, admins: Collection[str] = (),
    ) -> None:  # fmt: skip
        self._admins = admins
        self._edge = edge or NoEdge()
        self._store, self._zone, self._day_begins, self._new_id = store, zone, day_begins, new_id
        self._is_office_day, self._next_for, self._has_own, self._follow = is_office_day, next_for, has_own, follow
        self._done: date | None = None

    def tend(self, now: datetime) -> bool:
        """Do what is due at ``now`` (aware, UTC). True where anything was. The last day that was looked at is
        remembered only to save work."""
        local = now.astimezone(self._zone)
        day = local.date()
        if local < datetime.combine(day, self._day_begins, self._zone) or self._done == day:
            return False
        with self._store.read() as reads:
            over = reads.expired_watches(day, lost=self._edge.lost)
            due = (
                [self._held(reads, notice, now) for notice in self._notices(reads, day, now)]
                if self._is_office_day(day)
                else []
            )
        for watch in over:
            self._edge.attempt((watch.team_id, watch.id), partial(self._end, watch, now, day))
        if due:
            with self._store.write() as uow:
                uow.outbox.put(due, now=now, new_id=self._new_id)
                uow.commit()
        told = self._tell_hits(day, now) if self._is_office_day(day) else 0
        self._done = day
        return bool(over or due or told)

    def _tell_hits(self, day: date, now: datetime) -> int:
        return tell_the_rest(
            self._store, day=day.isoformat(), now=now, has_own=self._has_own, next_for=self._next_for,
            new_id=self._new_id, edge=self._edge,
        )  # fmt: skip

    def _end(self, watch: Watch, now: datetime, day: date) -> None:
        """Its last day is over; its owner hears of it and can have it look again."""
        desk = Desk(store=self._store, team_id=watch.team_id, now=now, today=day, new_id=self._new_id,
                    next_for=self._next_for, follow=self._follow)  # fmt: skip
        command = EndWatch(project_id=watch.project_id, watch_id=watch.id, expired=True)
        key = f"expire:{watch.id}:{watch.expires_on}"
        try:
            with self._store.write() as uow:
                card = uow.reads.card(watch.team_id, watch.project_id)
                if card is not None:
                    notice = _notice(card, watch.owner, EXPIRED, key, watch_id=watch.id)
                    uow.outbox.put([self._held(uow.reads, notice, now)], now=now, new_id=self._new_id)
                perform_watch(command, actor=Actor(watch.team_id, SYSTEM), uow=uow, desk=desk, request_key=key)
        except (IllegalMove, NotFound):  # somebody was faster
            return

    def _notices(self, reads: Reads, day: date, now: datetime) -> Iterator[Notice]:
        yield from self._unanswered(reads, day, now)
        yield from outage_notices(reads, day, now, edge=self._edge)
        yield from operator_notices(reads, self._admins, day, now)

    def _unanswered(self, reads: Reads, day: date, now: datetime) -> Iterator[Notice]:
        waiting: dict[tuple[str, str], list[Found]] = defaultdict(list)
        for found in reads.unanswered(now, lost=self._edge.lost):
            waiting[found.hit.team_id, found.hit.watch_id].append(found)
        for place, late in waiting.items():
            yield from self._edge.attempt(place, partial(self._unanswered_of, reads, place, late, day)) or ()

    def _unanswered_of(self, reads: Reads, place: Row, late: list[Found], day: date) -> list[Notice]:
        """Of one watch."""
        watch = reads.watch(*place)
        card = reads.card(watch.team_id, watch.project_id) if watch is not None else None
        if watch is None or card is None:
            return []
        notices: list[Notice] = []
        for private in (False, True):
            hits = [found.hit for found in late if is_private(found.event) is private]
            notices += self._escalated(watch, card, hits, day, private=private)
        return [notice for notice in notices if not reads.queued(watch.team_id, notice.dedupe_key)]

    def _escalated(
        self, watch: Watch, card: ProjectCard, hits: list[Hit], day: date, *, private: bool
    ) -> Iterator[Notice]:
        """First whoever has to answer, then the lead, then the steering group; of what is private the lead learns that
        it waits, and no more, and the steering group nothing. Each hit is told once to each of them: the key names the
        youngest one that is overdue."""
        within = watch.triage.answer_within
        owner = watch.owner if belongs(card, watch.owner) else card.lead
        first = cleared(card) if private else (owner,)
        patience = dict.fromkeys(() if private else card.holders(Role.STEERING), STEERING_AFTER * within)
        patience |= {card.lead: LEAD_AFTER * within} | dict.fromkeys(first, within)
        about = ":private" if private else ""
        for person, days in patience.items():
            late = [hit for hit in hits if self._working_days(hit, day) >= days]
            if late:
                key = f"hits:{watch.id}:{person}:{days}:{max(hit.number for hit in late)}{about}"
                yield _notice(card, person, UNANSWERED, key, watch_id=watch.id, count=len(late), private=private)

    def _working_days(self, hit: Hit, day: date) -> int:
        """Working days after the one on which it was told, up to and with ``day``."""
        since = (hit.told_at or hit.seen_at).astimezone(self._zone).date()
        most = min((day - since).days, 400)
        return sum(1 for ahead in range(1, most + 1) if self._is_office_day(since + timedelta(days=ahead)))

    def _held(self, reads: Reads, notice: Notice, now: datetime) -> Notice:
        at = self._next_for(reads, notice.team_id, notice.audience, now)
        return notice if at is None or at <= now else replace(notice, not_before=at)


def _notice(card: ProjectCard, person: str, event: str, key: str, **params: str | int | bool) -> Notice:
    return Notice(
        kind=NoticeKind.TOLD, team_id=card.team_id, audience=person, project_id=card.id, dedupe_key=key,
        params={"event": event, "by": SYSTEM, **params}, lane=Lane.BULK,
    )  # fmt: skip
