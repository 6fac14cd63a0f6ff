"""Keeps what kept messages say of days true: "due tomorrow" becomes "overdue" with every working day. Edits only."""

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from flows.edges import Edge, NoEdge, Row
from flows.lifecycle.readmodels import ProjectCard
from flows.names import AWAITING_ASSIGNEE, Status
from flows.notices import Lane, Notice, NoticeKind, ask_key, card_key
from flows.ports import NewId, Reads, Store

log = logging.getLogger(__name__)

BATCH = 200
"""Projects handled in one transaction, so that other writers get their turn between."""

IsOfficeDay = Callable[[date], bool]
"""Whether a day is worked, in the time zone of the workspace and by its public holidays."""


class Renewals:
    """A use case of the tick. It remembers the last day it finished only to save work; the dedupe keys decide."""

    def __init__(
        self, *, store: Store, zone: ZoneInfo, day_begins: time, is_office_day: IsOfficeDay, new_id: NewId,
        edge: Edge | None = None,
    ) -> None:  # fmt: skip
        self._edge = edge or NoEdge()
        self._store, self._new_id = store, new_id
        self._zone, self._day_begins, self._is_office_day = zone, day_begins, is_office_day
        self._finished: date | None = None

    def queue_due(self, now: datetime) -> bool:
        """Queue what the present day asks for. True where this call went through the projects."""
        local = now.astimezone(self._zone)
        today = local.date()
        if today == self._finished or local.time() < self._day_begins or not self._is_office_day(today):
            return False
        with self._store.read() as reads:
            projects = reads.digest_projects()
        for batch in _batches(projects):
            with self._store.read() as reads:
                found = [self._edge.attempt(place, partial(_renewed, reads, place, today)) for place in batch]
            notices = [notice for one in found if one is not None for notice in one]
            if notices:
                with self._store.write() as uow:
                    uow.outbox.put(notices, now=now, new_id=self._new_id)
                    uow.commit()
        log.info("kept messages are renewed for %s", today)
        self._finished = today
        return True


def _renewed(reads: Reads, place: Row, today: date) -> list[Notice]:
    card = reads.card(*place)
    return [] if card is None else list(renewed(card, today))


def renewed(card: ProjectCard, today: date) -> Iterator[Notice]:
    """The card and the prompts that name a day which is today, tomorrow or over, as today words it."""
    near = today + timedelta(days=1)
    late = [d for d in card.deliverables if d.state in AWAITING_ASSIGNEE and d.due <= near]
    if not late or card.status is not Status.ACTIVE:
        return
    kept = [(NoticeKind.CARD, card.channel_id or card.lead, card_key(card.id))]
    kept += [(NoticeKind.ASK, user, ask_key(card.id, card.stage, user)) for user in sorted({d.assignee for d in late})]
    for kind, audience, post_key in kept:
        yield Notice(
            kind=kind,
            team_id=card.team_id,
            audience=audience,
            project_id=card.id,
            dedupe_key=f"{post_key}:{today}",
            post_key=post_key,
            params={"stage": card.stage} if kind is NoticeKind.ASK else {},
            lane=Lane.BULK,
        )


def _batches(projects: Sequence[tuple[str, str]]) -> Iterator[Sequence[tuple[str, str]]]:
    for start in range(0, len(projects), BATCH):
        yield projects[start : start + BATCH]
