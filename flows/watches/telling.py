"""Which hits a digest tells, and to whom: each place hears of each hit once, in a message of its own or in a digest.

What had no message of its own waits for the digest of the places that its watch names. A channel or person with a
digest of its own about the project (``has_own``) reads it there, on that schedule; ``tell_the_rest`` tells the others,
and with it what is asked of somebody and had no message either. Whoever tells notes it in the transaction that queues
the message, so a crash or a second process tells nothing twice.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from flows.edges import Edge, NoEdge, Row
from flows.lifecycle.readmodels import ProjectCard
from flows.lifecycle.upkeep import NextFor
from flows.names import Confidentiality
from flows.notices import Notice, is_person
from flows.ports import NewId, Reads, Store, UnitOfWork
from flows.watches.action_rules import may_read_hit, told_of
from flows.watches.actions import Action, ActionState
from flows.watches.announce import belongs
from flows.watches.hits import Found
from flows.watches.reaching import AT, digest_of, overheard, reached
from flows.watches.triggers import is_private

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
    if not found or (not is_person(place) and overheard(reads, card, place)):
        return ()
    watches = {watch.id: watch for watch in reads.watches_of(card.team_id, card.id)}

    def is_for(one: Found) -> bool:
        return everything or place in reached(reads, card, watches[one.hit.watch_id], one.event)

    return tuple(one for one in found if may_hear(one, card, place) and is_for(one))


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


def asked_later(reads: Reads, card: ProjectCard) -> tuple[Action, ...]:
    """What is asked of somebody and went into no message yet."""
    return tuple(found for found in reads.actions_of(card.team_id, card.id) if _waits(found))


def asked_in(reads: Reads, card: ProjectCard, notice: Notice) -> tuple[Action, ...]:
    """What a digest of ``tell_the_rest`` asks of its reader, as far as it is still to be done."""
    at = datetime.fromisoformat(str(notice.params[AT]))
    return tuple(
        found for found in reads.actions_of(card.team_id, card.id)
        if found.state is ActionState.OPEN and found.told_at == at and notice.audience in told_of(found, card)
    )  # fmt: skip


def tell_the_rest(
    store: Store, *, day: str, now: datetime, has_own: HasOwn, next_for: NextFor, new_id: NewId,
    edge: Edge | None = None,
) -> int:  # fmt: skip
    """Queue one digest for each project and place that has something to hear of and no digest of its own; how many.
    Once a ``day`` each, in the working time of whoever reads it: a channel follows the lead."""
    edge = edge or NoEdge()
    with store.read() as reads:
        projects = dict.fromkeys(reads.with_untold(now - LOOK_BACK))
        asked = reads.open_actions(date.max, lost=edge.lost)
        projects |= {(x.team_id, x.project_id): None for x in asked if _waits(x)}

    def tell_in(place: Row) -> int:
        with store.write() as uow:
            card = uow.reads.card(*place)
            notices = () if card is None else tuple(_told(uow, card, day=day, now=now, own=has_own(uow.reads, card)))
            held = (_held(uow.reads, notice, card.lead, next_for, now) for notice in notices if card is not None)
            uow.outbox.put(held, now=now, new_id=new_id)
            uow.commit()
        return len(notices)

    return sum(edge.attempt(place, partial(tell_in, place)) or 0 for place in projects)


def _told(uow: UnitOfWork, card: ProjectCard, *, day: str, now: datetime, own: Collection[str]) -> Iterator[Notice]:
    """One for each place that has not had its digest of the day."""
    reads = uow.reads

    def is_open(place: str) -> bool:
        return not reads.queued(card.team_id, digest_of(card, place, day, now).dedupe_key)

    asked = [found for found in asked_later(reads, card) if all(is_open(who) for who in told_of(found, card))]
    those = (who for found in asked for who in told_of(found, card))
    for place in filter(is_open, dict.fromkeys((*_places(reads, card, now - LOOK_BACK), *those))):
        notice = digest_of(card, place, day, now)
        found = () if place in own else waiting(reads, card, place, since=now - LOOK_BACK)
        told = tell(uow, found, place, told_in=notice.dedupe_key, now=now)
        if told or any(place in told_of(one, card) for one in asked):
            yield notice
    for one in asked:
        uow.actions.put(one, replace(one, told_at=now))


def _held(reads: Reads, notice: Notice, lead: str, next_for: NextFor, now: datetime) -> Notice:
    reader = notice.audience if is_person(notice.audience) else lead
    at = next_for(reads, notice.team_id, reader, now)
    return notice if at is None else replace(notice, not_before=at)


def _waits(found: Action) -> bool:
    return found.state is ActionState.OPEN and found.told_at is None


def _places(reads: Reads, card: ProjectCard, since: datetime) -> tuple[str, ...]:
    """Everybody whom a watch names for a hit that may be new to them."""
    watches = {watch.id: watch for watch in reads.watches_of(card.team_id, card.id)}
    found = reads.untold(card.team_id, card.id, "", since=since, limit=MOST)
    named = (place for one in found for place in reached(reads, card, watches[one.hit.watch_id], one.event))
    return tuple(dict.fromkeys(named))
