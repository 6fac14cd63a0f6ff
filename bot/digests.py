"""Queues the digest of each working day: once for each project, however often and by whomever it is called."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.blocks.lens import Lens
from bot.blocks.lifecycle import digests
from bot.words import Words
from flows.lifecycle.readmodels import ProjectCard
from flows.lifecycle.template import Catalogue
from flows.names import AWAITING_ASSIGNEE, Status
from flows.notices import Lane, Notice, NoticeKind, ask_key, card_key
from flows.ports import NewId, Reads, Store

log = logging.getLogger(__name__)

DAY_ENDS = time(18)
"""A digest that was missed is caught up on until then, never in the evening or at night."""
LATE_DIGEST_WINDOW = timedelta(hours=1)
"""What a digest that is due shortly before the day ends, or after, still gets."""
MOST_DAYS_OFF = 31
"""The longest stretch without a working day that we believe in."""
BATCH = 200
"""Projects handled in one transaction, so that other writers get their turn between."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One day's digest: its name (``2026-11-23T09``), the moment it is due and the moment the one before it was."""

    name: str
    since: datetime
    due: datetime


IsOfficeDay = Callable[[date], bool]
"""Whether a day is worked, in the time zone of the workspace and by its public holidays."""


def slot_at(now: datetime, *, zone: ZoneInfo, digest_at: time, is_office_day: IsOfficeDay) -> Slot | None:
    """The slot whose digest may go out now, or None: too early, too late, or no working day in that time zone."""
    local = now.astimezone(zone)
    due = datetime.combine(local.date(), digest_at, zone)
    closes = max(datetime.combine(local.date(), DAY_ENDS, zone), due + LATE_DIGEST_WINDOW)
    if not is_office_day(local.date()) or not due <= local < closes:
        return None
    before = datetime.combine(_working_day_before(local.date(), is_office_day), digest_at, zone)
    return Slot(f"{local:%Y-%m-%d}T{digest_at:%H}", before, due)


def _working_day_before(day: date, is_office_day: IsOfficeDay) -> date:
    before = (day - timedelta(days=back) for back in range(1, MOST_DAYS_OFF))
    return next((one for one in before if is_office_day(one)), day - timedelta(days=1))


class Digests:
    """The use case of the tick. It remembers the last slot it finished only to save work; the dedupe keys decide."""

    def __init__(
        self,
        *,
        store: Store,
        templates: Catalogue,
        say: Words,
        zone: ZoneInfo,
        digest_at: time,
        is_office_day: IsOfficeDay,
        new_id: NewId,
    ) -> None:
        self._store, self._templates, self._say, self._new_id = store, templates, say, new_id
        self._zone, self._digest_at, self._is_office_day = zone, digest_at, is_office_day
        self._finished = ""

    def queue_due(self, now: datetime) -> bool:
        """Queue what the present slot asks for. True where this call went through the projects."""
        slot = slot_at(now, zone=self._zone, digest_at=self._digest_at, is_office_day=self._is_office_day)
        if slot is None or slot.name == self._finished:
            return False
        today = now.astimezone(self._zone).date()
        with self._store.read() as reads:
            projects = reads.digest_projects()
        for batch in _batches(projects):
            with self._store.read() as reads:
                notices = [
                    notice
                    for team_id, project_id in batch
                    for notice in _digest(reads, team_id, project_id, slot, self._lens(team_id, today))
                ]
            if notices:
                with self._store.write() as uow:
                    uow.outbox.put(notices, now=now, new_id=self._new_id)
                    uow.commit()
        log.info("the digest of %s is queued", slot.name)
        self._finished = slot.name
        return True

    def _lens(self, team_id: str, today: date) -> Lens:
        return Lens(self._say, self._templates.of(team_id), today)


def _digest(reads: Reads, team_id: str, project_id: str, slot: Slot, lens: Lens) -> Iterator[Notice]:
    """The digest of one project, or nothing where there is nothing to say. The relay renders it anew.

    A stage that began after the digest was due has just told everybody all there is to tell. Kept messages say
    "tomorrow" and "overdue by 2 days", so those that name a day that is near are renewed with it.
    """
    card = reads.card(team_id, project_id)
    if card is None or card.stage_entered_at >= slot.due:
        return
    if digests.project(card, reads.history_since(team_id, project_id, slot.since), lens) is not None:
        yield Notice(
            kind=NoticeKind.DIGEST,
            team_id=team_id,
            audience=card.channel_id or card.lead,
            project_id=project_id,
            dedupe_key=f"digest:{project_id}:{slot.name}",
            params={"slot": slot.name, "since": slot.since.isoformat()},
            lane=Lane.BULK,
        )
    yield from renewed(card, slot.name, lens.today)


def renewed(card: ProjectCard, slot: str, today: date) -> Iterator[Notice]:
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
            dedupe_key=f"{post_key}:{slot}",
            post_key=post_key,
            params={"stage": card.stage} if kind is NoticeKind.ASK else {},
            lane=Lane.BULK,
        )


def _batches(projects: Sequence[tuple[str, str]]) -> Iterator[Sequence[tuple[str, str]]]:
    for start in range(0, len(projects), BATCH):
        yield projects[start : start + BATCH]
