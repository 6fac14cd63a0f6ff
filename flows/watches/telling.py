"""Which hits a digest tells, and to whom: each place hears of each hit once, in a message of its own or in a digest.

What had no message of its own waits for the digest of the places that its watch names. A channel or person with a
digest of its own about the project (``has_own``) reads it there, on that schedule; ``tell_the_rest`` tells the others.
Whoever tells notes it in the transaction that queues the message, so a crash or a second process tells nothing twice.
"""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime, timedelta

from flows.lifecycle.readmodels import ProjectCard
from flows.lifecycle.upkeep import NextFor
from flows.names import Confidentiality
from flows.notices import Lane, Notice, NoticeKind, is_person
from flows.ports import NewId, Reads, Store, UnitOfWork
from flows.watches.action_rules import may_read_hit
from flows.watches.announce import belongs, places
from flows.watches.hits import Found
from flows.watches.triggers import is_private

WATCHES = "watches"
"""The parameter of a DIGEST notice that is about hits alone and belongs to no schedule."""
LOOK_BACK = timedelta(days=7)
"""How old a hit that was told elsewhere may be and still be new to a place that its watch names since."""
MOST = 1000
"""Hits in one digest; what a file brings beyond that comes with the next one."""

HasOwn = Callable[[Reads, ProjectCard], Collection[str]]
"""The channels and persons that have a digest of their own about a project, where hits are told."""


def nobody_has(_reads: Reads, _card: ProjectCard) -> tuple[str, ...]:
    """``HasOwn`` without schedules."""
    return ()


def waiting(
    reads: Reads, card: ProjectCard, place: str, *, since: datetime, everything: bool = False
) -> tuple[Found, ...]:
    """The hits that a place has not been told of, the most severe first: those whose watches name it, or
    ``everything`` that it may read. ``since`` bounds only what was told elsewhere."""
    found = reads.untold(card.team_id, card.id, place, since=since, limit=MOST)
    if not found:
        return ()
    watches = {watch.id: watch for watch in reads.watches_of(card.team_id, card.id)}
    return tuple(
        one for one in found
        if may_hear(one, card, place) and (everything or place in places(card, watches[one.hit.watch_id], one.event))
    )  # fmt: skip


def may_hear(found: Found, card: ProjectCard, place: str) -> bool:
    """What is private reaches persons alone, and the right ones (DOMAIN.md R27); a restricted project no channel."""
    if is_person(place):
        return belongs(card, place) and may_read_hit(found, card, place)
    return card.confidentiality is not Confidentiality.RESTRICTED and not is_private(found.event)


def tell(uow: UnitOfWork, found: Collection[Found], place: str, *, told_in: str, now: datetime) -> int:
    """Note that a digest tells a place these hits, as this transaction has read them; how many it was not told
    before."""
    told = 0
    for one in found:
        if uow.watches.tell(one.hit, place, told_in=told_in, at=now):
            if one.hit.told_at is None:
                uow.watches.put_hit(replace(one.hit, told_at=now))
            told += 1
    return told


def tell_the_rest(store: Store, *, day: str, now: datetime, has_own: HasOwn, next_for: NextFor, new_id: NewId) -> int:
    """Queue one digest for each project and place that has hits to hear of and no digest of its own; how many. Once a
    ``day`` each, in the working time of whoever reads it: a channel follows the lead."""
    with store.read() as reads:
        projects = reads.with_untold(now - LOOK_BACK)
    return sum(
        _tell_project(store, team_id, project_id, day=day, now=now, has_own=has_own, next_for=next_for, new_id=new_id)
        for team_id, project_id in projects
    )


def _tell_project(
    store: Store, team_id: str, project_id: str, *, day: str, now: datetime, has_own: HasOwn, next_for: NextFor,
    new_id: NewId,
) -> int:  # fmt: skip
    with store.write() as uow:
        card = uow.reads.card(team_id, project_id)
        if card is None:
            return 0
        own, queued = has_own(uow.reads, card), 0
        for place in _places(uow.reads, card, now - LOOK_BACK):
            notice = _digest(card, place, day)
            if place in own or uow.reads.queued(team_id, notice.dedupe_key):
                continue
            found = waiting(uow.reads, card, place, since=now - LOOK_BACK)
            if found and tell(uow, found, place, told_in=notice.dedupe_key, now=now):
                reader = place if is_person(place) else card.lead
                at = next_for(uow.reads, team_id, reader, now)
                uow.outbox.put([notice if at is None else replace(notice, not_before=at)], now=now, new_id=new_id)
                queued += 1
        uow.commit()
    return queued


def _places(reads: Reads, card: ProjectCard, since: datetime) -> tuple[str, ...]:
    """Everybody whom a watch names for a hit that may be new to them."""
    watches = {watch.id: watch for watch in reads.watches_of(card.team_id, card.id)}
    found = reads.untold(card.team_id, card.id, "", since=since, limit=MOST)
    named = (place for one in found for place in places(card, watches[one.hit.watch_id], one.event))
    return tuple(dict.fromkeys(named))


def _digest(card: ProjectCard, place: str, day: str) -> Notice:
    return Notice(
        kind=NoticeKind.DIGEST, team_id=card.team_id, audience=place, project_id=card.id, lane=Lane.BULK,
        dedupe_key=f"{WATCHES}:{card.id}:{place}:{day}", params={WATCHES: True},
    )  # fmt: skip
