"""What the clock does for dates: reminds of those that come near or were missed, and asks for second looks.

Called at every tick, by however many processes: dedupe keys make each step one message.
"""

from dataclasses import replace
from datetime import date, datetime, time
from functools import partial
from itertools import groupby
from zoneinfo import ZoneInfo

from flows.lifecycle.upkeep import When
from flows.linkage.house import House
from flows.linkage.ports import OpenDate
from flows.linkage.reminding import AHEAD, docket_notices
from flows.linkage.rulebook import Rulebook
from flows.notices import Notice
from flows.ports import NewId, Store


class DocketUpkeep:
    """``day_begins`` is the local time from which a day counts here: nobody is woken at midnight. ``when`` as for
    ``lifecycle.upkeep.Upkeep``."""

    def __init__(
        self, *, store: Store, rulebook: Rulebook, house: House, zone: ZoneInfo, day_begins: time, new_id: NewId,
        when: When,
    ) -> None:  # fmt: skip
        self._store, self._rulebook, self._house, self._new_id = store, rulebook, house, new_id
        self._zone, self._day_begins, self._when = zone, day_begins, when
        self._done: date | None = None

    def tend(self, now: datetime) -> bool:
        """Queue what is to be told at ``now`` (aware, UTC). True where anything was. The last day that was looked at
        is remembered only to save work."""
        local = now.astimezone(self._zone)
        if local < datetime.combine(local.date(), self._day_begins, self._zone) or self._done == local.date():
            return False
        due = self._due(local.date())
        if due:
            due = [replace(n, not_before=self._when(n.team_id, n.audience, now)) for n in due]
            with self._store.write() as uow:
                uow.outbox.put(due, now=now, new_id=self._new_id)
                uow.commit()
        self._done = local.date()
        return bool(due)

    def _due(self, day: date) -> list[Notice]:
        with self._store.read() as reads:
            dates = sorted(reads.open_dates(day + AHEAD), key=_project)
            found: list[Notice] = []
            for (team_id, project_id), group in groupby(dates, key=_project):
                card = reads.card(team_id, project_id)
                if card is not None:
                    items = [dated.item for dated in group]
                    found += docket_notices(
                        items,
                        card,
                        day,
                        rulebook=self._rulebook,
                        house=self._house,
                        told=partial(reads.queued, team_id),
                    )
            return found


def _project(found: OpenDate) -> tuple[str, str]:
    return found.team_id, found.project_id
