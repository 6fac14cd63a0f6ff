"""Who hears that a source cannot be read: the owners of its watches, once for each outage, and once when it is over."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

from flows.edges import Edge
from flows.lifecycle.readmodels import ProjectCard
from flows.names import SYSTEM, Status
from flows.notices import Lane, Notice, NoticeKind
from flows.ports import Reads
from flows.watches.announce import belongs
from flows.watches.sources import Health
from flows.watches.watches import Watch

FAILING, RECOVERED = "SourceFailing", "SourceRecovered"
"""The ``event`` of the notices; neither is part of a project's history."""
FAILS_AFTER, FAILS_FOR = 5, timedelta(days=1)
"""Failures in a row, and time since the last good look, after which an outage is more than a hiccup."""


def is_outage(health: Health, now: datetime) -> bool:
    """More than a hiccup: several failures in a row, and nothing read for a day."""
    if health.failures < FAILS_AFTER:
        return False
    return health.good_at is None or now - health.good_at >= FAILS_FOR


def outage_notices(reads: Reads, day: date, now: datetime, *, edge: Edge) -> Iterator[Notice]:
    """What was not told yet. Whoever was told of an outage is told of its end, and nobody else."""
    for team_id in reads.teams():
        for health in reads.healths(team_id):
            yield from edge.attempt((team_id, health.source), partial(_notices, reads, team_id, health, day, now)) or ()


def _notices(reads: Reads, team_id: str, health: Health, day: date, now: datetime) -> list[Notice]:
    """Of one source."""
    if is_outage(health, now):
        return list(_begun(reads, team_id, health, day))
    if not health.failures and health.mended:
        return list(_over(reads, team_id, health, day))
    return []


def _begun(reads: Reads, team_id: str, health: Health, day: date) -> Iterator[Notice]:
    for card, watch, owner in _concerned(reads, team_id, health.source, day):
        key = _key("source", card, owner, health.source, str(health.good_at))
        if not reads.queued(team_id, key):
            yield _notice(card, owner, FAILING, key, watch_id=watch.id, source=health.source)


def _over(reads: Reads, team_id: str, health: Health, day: date) -> Iterator[Notice]:
    for card, watch, owner in _concerned(reads, team_id, health.source, day):
        told = _key("source", card, owner, health.source, health.mended)
        key = _key("mended", card, owner, health.source, health.mended)
        if reads.queued(team_id, told) and not reads.queued(team_id, key):
            yield _notice(card, owner, RECOVERED, key, watch_id=watch.id, source=health.source)


def _concerned(reads: Reads, team_id: str, source: str, day: date) -> Iterator[tuple[ProjectCard, Watch, str]]:
    """Each owner once for a project, with the first of the watches that wait for the source."""
    seen: set[tuple[str, str]] = set()
    for watch in sorted(reads.watches_on(team_id, source), key=lambda one: one.number):
        card = reads.card(team_id, watch.project_id) if watch.looks(day) else None
        if card is None or card.status in (Status.STOPPED, Status.COMPLETED):
            continue
        owner = watch.owner if belongs(card, watch.owner) else card.lead
        if (card.id, owner) not in seen:
            seen.add((card.id, owner))
            yield card, watch, owner


def _key(what: str, card: ProjectCard, owner: str, source: str, outage: str) -> str:
    """An outage is named by the last good look before it."""
    return f"{what}:{card.id}:{owner}:{source}:{outage}"


def _notice(card: ProjectCard, person: str, event: str, key: str, **params: str) -> Notice:
    return Notice(
        kind=NoticeKind.TOLD, team_id=card.team_id, audience=person, project_id=card.id, dedupe_key=key,
        params={"event": event, "by": SYSTEM, **params}, lane=Lane.BULK,
    )  # fmt: skip
