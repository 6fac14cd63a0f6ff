"""What the clock does for dates: reminds of those that come near or were missed, and asks for second looks.

Called at every tick, by however many processes: dedupe keys make each step one message.
"""

from dataclasses import replace
from datetime import date, datetime, time
from functools import partial
from itertools import groupby
from zoneinfo import ZoneInfo

from flows.lifecycle.upkeep import NextFor, at_once
from flows.linkage.house import house_of
from flows.linkage.ports import OpenDate
from flows.linkage.reminding import AHEAD, docket_notices
from flows.linkage.rulebook import Rulebook
from flows.notices import Lane, Notice
from flows.ports import NewId, Reads, Store


class DocketUpkeep:
    """``day_begins`` is the local time from which a day counts here: nobody is woken at midnight. ``next_for`` as for
    ``lifecycle.upkeep.Upkeep``; the dates of somebody who is away without an end are told to the lead."""

    def __init__(
        self, *, store: Store, rulebook: Rulebook, zone: ZoneInfo, day_begins: time, new_id: NewId,
        next_for: NextFor = at_once,
    ) -> None:  # fmt: skip
        self._store, self._rulebook, self._new_id = store, rulebook, new_id
        self._zone, self._day_begins, self._next_for = zone, day_begins, next_for
        self._done: date | None = None

    def tend(self, now: datetime) -> bool:
        """Queue what is to be told at ``now`` (aware, UTC). True where anything was. The last day that was looked at
        is remembered only to save work."""
        local = now.astimezone(self._zone)
        if local < datetime.combine(local.date(), self._day_begins, self._zone) or self._done == local.date():
            return False
        due = self._due(local.date(), now)
        if due:
            with self._store.write() as uow:
                uow.outbox.put(due, now=now, new_id=self._new_id)
                uow.commit()
        self._done = local.date()
        return bool(due)

    def _due(self, day: date, now: datetime) -> list[Notice]:
        with self._store.read() as reads:
            dates = sorted(reads.open_dates(day + AHEAD), key=_project)
            found: list[Notice] = []
            for (team_id, project_id), group in groupby(dates, key=_project):
                card = reads.card(team_id, project_id)
                if card is not None:
                    items = [dated.item for dated in group]
                    told = docket_notices(
                        items,
                        card,
                        day,
                        rulebook=self._rulebook,
                        house=house_of(reads.policy(team_id)),
                        told=partial(reads.queued, team_id),
                    )
                    found += [self._in_working_time(reads, notice, card.lead, now) for notice in told]
            return found

    def _in_working_time(self, reads: Reads, notice: Notice, lead: str, now: datetime) -> Notice:
        """Held until its reader's working time, and behind what people do. A date does not wait for somebody who may
        not come back."""
        queued = replace(notice, lane=Lane.BULK)
        at = self._next_for(reads, notice.team_id, notice.audience, now)
        if at is None:
            return replace(queued, audience=lead, not_before=self._next_for(reads, notice.team_id, lead, now))
        return queued if at <= now else replace(queued, not_before=at)


def _project(found: OpenDate) -> tuple[str, str]:
    return found.team_id, found.project_id
