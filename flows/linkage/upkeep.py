"""What the clock does for dates: counts them again by what is known of offices' working days today, reminds of those
that come near or were missed, and asks for second looks.

Called at every tick, by however many processes: dedupe keys make each step one message.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial
from itertools import groupby
from zoneinfo import ZoneInfo

from flows.edges import Edge, NoEdge, Row
from flows.lifecycle.upkeep import NextFor, at_once
from flows.linkage.announce import announce_linkage
from flows.linkage.events import DocketRecorded
from flows.linkage.evolve import replay
from flows.linkage.house import house_of
from flows.linkage.judgements import DocketItem
from flows.linkage.ports import OpenDate
from flows.linkage.recounting import CALENDAR_CHANGED, recounted
from flows.linkage.reminding import AHEAD, docket_notices, moved_notices
from flows.linkage.rulebook import Rulebook
from flows.linkage.surroundings import OfficeCalendars
from flows.names import SYSTEM
from flows.notices import Lane, Notice, held
from flows.ports import NewId, Reads, Store


class DocketUpkeep:
    """``calendars`` are the offices' working days as this version knows them. ``day_begins`` is the local time from
    which a day counts here: nobody is woken at midnight. ``next_for`` as for
    ``lifecycle.upkeep.Upkeep``; the dates of somebody who is away without an end are told to the lead."""

    def __init__(
        self, *, store: Store, rulebook: Rulebook, calendars: OfficeCalendars, zone: ZoneInfo, day_begins: time,
        new_id: NewId, next_for: NextFor = at_once, edge: Edge | None = None,
    ) -> None:  # fmt: skip
        self._edge = edge or NoEdge()
        self._store, self._rulebook, self._calendars, self._new_id = store, rulebook, calendars, new_id
        self._zone, self._day_begins, self._next_for = zone, day_begins, next_for
        self._done: date | None = None

    def tend(self, now: datetime) -> bool:
        """Queue what is to be told at ``now`` (aware, UTC). True where anything was. The last day that was looked at
        is remembered only to save work."""
        local = now.astimezone(self._zone)
        if local < datetime.combine(local.date(), self._day_begins, self._zone) or self._done == local.date():
            return False
        for place in self._moving(local.date()):
            self._edge.attempt(place, partial(self._recount, *place, local.date(), now))
        due = self._due(local.date(), now)
        if due:
            with self._store.write() as uow:
                uow.outbox.put(due, now=now, new_id=self._new_id)
                uow.commit()
        self._done = local.date()
        return bool(due)

    def _moving(self, day: date) -> list[tuple[str, str]]:
        """Projects with a date that its calendar puts on another day now."""
        with self._store.read() as reads:
            found = sorted(reads.open_dates(day + AHEAD, lost=self._edge.lost), key=_project)
            return [
                place
                for place, group in groupby(found, key=_project)
                if self._edge.attempt(place, partial(self._moves, [dated.item for dated in group], reads, place[0]))
            ]

    def _moves(self, items: Sequence[DocketItem], reads: Reads, team_id: str) -> bool:
        return any(True for _ in self._moved(items, reads, team_id))

    def _moved(self, items: Iterable[DocketItem], reads: Reads, team_id: str) -> Iterator[DocketItem]:
        house = house_of(reads.policy(team_id))
        return recounted(items, rulebook=self._rulebook, calendars=self._calendars, house=house)

    def _recount(self, team_id: str, project_id: str, day: date, now: datetime) -> None:
        """One change of the register; whoever a date waits for hears what it was and what it is."""
        with self._store.write() as uow:
            card, before = uow.reads.card(team_id, project_id), uow.registers.load(team_id, project_id)
            items = tuple(self._moved(before.docket, uow.reads, team_id))
            if card is None or not items:
                return  # another process was here
            event = DocketRecorded(project_id=project_id, by=SYSTEM, at=now, items=items, cause=CALENDAR_CHANGED)
            after = replace(replay((event,), before), version=before.version + 1)
            uow.registers.save(before, after)
            uow.history.append(team_id, (event,))
            told = moved_notices(items, card, day, rulebook=self._rulebook, house=house_of(uow.reads.policy(team_id)))
            notices = [self._in_working_time(uow.reads, notice, card.lead, now) for notice in told]
            uow.outbox.put((*announce_linkage(card, before, after, (event,)), *notices), now=now, new_id=self._new_id)
            uow.commit()

    def _due(self, day: date, now: datetime) -> list[Notice]:
        with self._store.read() as reads:
            dates = sorted(reads.open_dates(day + AHEAD, lost=self._edge.lost), key=_project)
            found: list[Notice] = []
            for place, group in groupby(dates, key=_project):
                items = [dated.item for dated in group]
                found += self._edge.attempt(place, partial(self._due_in, reads, place, items, day, now)) or ()
            return found

    def _due_in(self, reads: Reads, place: Row, items: Sequence[DocketItem], day: date, now: datetime) -> list[Notice]:
        """Of one project."""
        team_id, card = place[0], reads.card(*place)
        if card is None:
            return []
        house, told = house_of(reads.policy(team_id)), partial(reads.queued, team_id)
        due = docket_notices(items, card, day, rulebook=self._rulebook, house=house, told=told)
        return [self._in_working_time(reads, notice, card.lead, now) for notice in due]

    def _in_working_time(self, reads: Reads, notice: Notice, lead: str, now: datetime) -> Notice:
        """Held until its reader's working time, and behind what people do. A date does not wait for somebody who may
        not come back."""
        queued = replace(notice, lane=Lane.BULK)
        at = self._next_for(reads, notice.team_id, notice.audience, now)
        if at is None:
            return replace(queued, audience=lead, not_before=self._next_for(reads, notice.team_id, lead, now))
        return held(queued, at, now=now, zone=self._zone)


def _project(found: OpenDate) -> tuple[str, str]:
    return found.team_id, found.project_id
