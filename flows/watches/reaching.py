"""Hits that were not said although they were to be: where outsiders read, where people want it quiet, or because a
schedule was taken away, or a reader left the project, before the message went out.

The place counts as not told. Where it was a channel whoever answers the hits is told, and it once it may hear; else
they come with the next digest to whom they are for by then.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from flows.lifecycle.readmodels import ProjectCard
from flows.notices import Lane, Notice, NoticeKind, is_person
from flows.ports import Reads, UnitOfWork
from flows.watches.announce import answers, message, places
from flows.watches.hits import Found
from flows.watches.observations import Event
from flows.watches.watches import Watch

WATCHES, AT = "watches", "at"
"""Parameters of a DIGEST notice that is about the watches alone and belongs to no schedule: that it is one, and since
when its reader counts as told."""


def reached(reads: Reads, card: ProjectCard, watch: Watch, event: Event) -> tuple[str, ...]:
    """``places`` with whoever answers in the place of a channel where outsiders are known to read."""
    found = (
        place if is_person(place) or not overheard(reads, card, place) else answers(card, watch)
        for place in places(card, watch, event)
    )
    return tuple(dict.fromkeys(found))


def overheard(reads: Reads, card: ProjectCard, channel: str) -> bool:
    """Whether outsiders read in a channel, as far as anybody has looked; whoever sends looks again."""
    heard = reads.audience(card.team_id, channel)
    return heard is not None and heard.has_outsiders


def digest_of(card: ProjectCard, place: str, key: str, at: datetime) -> Notice:
    """The message of the watches alone to one place. ``key`` tells it from all others to that place."""
    return Notice(
        kind=NoticeKind.DIGEST, team_id=card.team_id, audience=place, project_id=card.id, lane=Lane.BULK,
        dedupe_key=f"{WATCHES}:{card.id}:{place}:{key}", params={WATCHES: True, AT: at.isoformat()},
    )  # fmt: skip


def retold(uow: UnitOfWork, notice: Notice, first_key: str, *, now: datetime) -> tuple[Notice, ...]:
    """What a place was to be told and was not; for a channel, to those who answer it. In the transaction that notes so.

    ``first_key`` is that of the digest the notice is a page of: where its first page stands there, the channel counts
    as told. Nothing for notices that bring no hits, or only answered ones.
    """
    if notice.kind not in (NoticeKind.HIT, NoticeKind.DIGEST):
        return ()
    found = [one for one in _hits(uow, notice, first_key) if one.hit.waits]
    if notice.kind is NoticeKind.HIT or not notice.thread_of:
        for one in found:
            uow.watches.untell(one.hit, notice.audience)
    card = uow.reads.card(notice.team_id, notice.project_id) if notice.project_id else None
    return () if card is None or is_person(notice.audience) else tuple(_instead(uow, notice, card, found, now))


def _instead(
    uow: UnitOfWork, notice: Notice, card: ProjectCard, found: Iterable[Found], now: datetime
) -> Iterator[Notice]:
    told: dict[str, list[Found]] = defaultdict(list)
    for one in found:
        watch = uow.reads.watch(card.team_id, one.hit.watch_id)
        if watch is None:
            continue
        person = answers(card, watch)
        digest = digest_of(card, person, notice.dedupe_key, now).dedupe_key
        if uow.watches.tell(one.hit, person, told_in=digest if notice.kind is NoticeKind.DIGEST else "", at=now):
            uow.watches.put_hit(replace(one.hit, told_at=now))
            told[person].append(one)
    for person, those in told.items():
        if notice.kind is NoticeKind.HIT:
            yield from (message(card, one.hit, person, "instead") for one in those)
        else:
            yield digest_of(card, person, notice.dedupe_key, now)


def _hits(uow: UnitOfWork, notice: Notice, first_key: str) -> tuple[Found, ...]:
    if notice.kind is NoticeKind.DIGEST:
        return uow.reads.told_in(notice.team_id, first_key)
    found = uow.reads.found(notice.team_id, str(notice.params["hit_id"]))
    return () if found is None else (found,)
