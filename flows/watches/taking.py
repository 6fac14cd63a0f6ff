"""What a look at a source comes to: fingerprints, events and hits of it are stored together, each change once.

A look is compared outside any transaction (a large source takes half a minute to read) and stored in pieces, each in
one. Whoever stores first wins: another process that looked at the same time finds the turn taken and drops its look.
What was half stored when we crashed is compared once more, and found to be known.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice

from flows.lifecycle.readmodels import ProjectCard
from flows.lifecycle.upkeep import NextFor
from flows.names import Status
from flows.notices import Notice, NoticeKind
from flows.ports import NewId, Store, UnitOfWork
from flows.watches.announce import at_once, message
from flows.watches.hits import Found, Hit, Match
from flows.watches.matching import kept_away, matches
from flows.watches.observations import VANISHED, Event, Reading, Severity
from flows.watches.pausing import is_held, is_told_anyway
from flows.watches.reaching import reached
from flows.watches.snapshots import Outcome, Sighting, first_seen
from flows.watches.sources import Health
from flows.watches.subjects import News
from flows.watches.urgency import severity_for
from flows.watches.watches import Watch, WatchState

PIECE = 2000
"""Sightings stored in one transaction: a first look at 80,000 records must not keep others waiting."""

Follow = Callable[[UnitOfWork, ProjectCard, Watch, Found], Iterable[Notice]]
"""What else comes of a new hit, in its own transaction (``flows/watches/triggers.py``): notices, tasks, marks."""


def nothing_follows(_uow: UnitOfWork, _card: ProjectCard, _watch: Watch, _found: Found) -> tuple[Notice, ...]:
    """A ``Follow`` for whoever only stores and tells."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What taking in needs beside the look itself. ``now`` is UTC, ``today`` the day where the workspace is."""

    store: Store
    team_id: str
    now: datetime
    today: date
    new_id: NewId
    next_for: NextFor
    follow: Follow = nothing_follows


@dataclass(frozen=True, slots=True)
class Taken:
    """``hits`` are new. ``is_ours`` is False where somebody else took the source in meanwhile: nothing more came."""

    hits: int = 0
    is_ours: bool = True


def take(
    outcomes: Iterator[Outcome], *, feed: str, turn: int, health: Callable[[], Health], desk: Desk
) -> tuple[Taken, int]:
    """Store a page. ``turn`` is what ``WatchReads.turn`` said before its fingerprints were read; the second value is
    the turn from which the next page of the same look goes on. ``health`` is asked when ``outcomes`` are read to their
    end, and stored with the last of them. Raises ``FeedError`` where the page cannot be read on: what came before is
    stored."""
    hits, is_last = 0, False
    while not is_last:
        piece = [found for found in islice(outcomes, PIECE) if isinstance(found, Sighting)]
        rest = next(outcomes, None)
        is_last = rest is None
        if isinstance(rest, Sighting):
            piece.append(rest)
        with desk.store.write() as uow:
            if not uow.feeds.take_turn(desk.team_id, feed, turn):
                return Taken(hits, is_ours=False), turn
            turn += 1
            hits += _store(piece, feed, uow, desk)
            if is_last:
                uow.feeds.keep_health(desk.team_id, health())
            uow.commit()
    return Taken(hits), turn


def receive(readings: Iterable[Reading], *, feed: str, uow: UnitOfWork, desk: Desk) -> int:
    """What a source sends of its own accord (a webhook), in the caller's transaction; how many hits are new. A record
    that a look at the source found already is nothing new, and the other way round. While nobody watches nothing is
    taken down."""
    if not any(watch.takes_in(desk.today) for watch in uow.reads.watches_on(desk.team_id, feed)):
        return 0
    known = uow.reads.fingerprints(desk.team_id, feed)
    told = first_seen(known, readings, observed_at=desk.now)
    return _store([found for found in told if isinstance(found, Sighting)], feed, uow, desk)


def _store(piece: Sequence[Sighting], feed: str, uow: UnitOfWork, desk: Desk) -> int:
    gone = [s.native_id for s in piece for event in s.events if event.kind.endswith(VANISHED)]
    names = uow.reads.record_names(desk.team_id, feed, gone) if gone else {}
    uow.feeds.mark(desk.team_id, feed, piece)
    events = [_named(event, names.get(s.native_id, "")) for s in piece for event in s.events]
    if not events:
        return 0
    watches = [watch for watch in uow.reads.watches_on(desk.team_id, feed) if watch.takes_in(desk.today)]
    return sum(_deliver(event, feed, watch, uow, desk) for event in events for watch in watches)


def _named(event: Event, name: str) -> Event:
    """What is gone has only its tracked values left; the store remembers what it was called."""
    if name and isinstance(event.subject, News):
        return replace(event, subject=replace(event.subject, ref=name))
    return event


def _deliver(event: Event, feed: str, watch: Watch, uow: UnitOfWork, desk: Desk) -> bool:
    because = matches(watch.scope, event)
    return bool(because) and hold(event, feed, watch, uow, desk, because=because) is not None


def hold(
    event: Event, feed: str, watch: Watch, uow: UnitOfWork, desk: Desk, *, because: tuple[Match, ...] = (),
    by: str = "", quiet: bool = False,
) -> Hit | None:  # fmt: skip
    """Make an event a hit of a watch, and tell whom it must be told at once; None where it is one already or its
    project was stopped. What a person brings (``by``) no exclusion keeps away, and no pause. ``quiet``: it waits for
    the digest.
    """
    card = uow.reads.card(desk.team_id, watch.project_id)
    if card is None or card.status is Status.STOPPED:
        return None
    silenced_by = "" if by else kept_away(uow.reads.exclusions_of(desk.team_id, watch.id), event)
    if silenced_by and is_told_anyway(event, uow.reads.register(desk.team_id, watch.project_id)):
        silenced_by = ""
    severity = severity_for(event, (), (), desk.today)
    held = not by and _is_held(watch, event, uow, desk)
    through = watch.state is WatchState.PAUSED and not by and not held
    told = not (silenced_by or quiet or held) and (through or at_once(watch, severity))
    hit = Hit(
        id=desk.new_id("hit"), team_id=desk.team_id, project_id=watch.project_id,
        number=uow.watches.next_hit_number(desk.team_id, watch.project_id), watch_id=watch.id,
        event_id=uow.watches.add_event(desk.team_id, feed, event), seen_at=desk.now, severity=severity,
        because=because, silenced_by=silenced_by, told_at=desk.now if told else None, brought_by=by,
    )  # fmt: skip
    if not uow.watches.add_hit(hit):
        return None
    if not (silenced_by or held):
        _tell(Found(hit=hit, event=event), card, watch, uow, desk, told=told)
    return hit


def release(watch: Watch, card: ProjectCard, uow: UnitOfWork, desk: Desk) -> int:
    """Let go what a watch held while it was paused, oldest first, as if it came now; how many hits. What cannot wait by
    now is told at once, the rest with the next digest: a long pause brings no hundred messages."""
    held = uow.reads.held(watch)
    for found in held:
        urgent = severity_for(found.event, (), (), desk.today) is Severity.URGENT
        hit = replace(found.hit, told_at=desk.now if urgent else None)
        uow.watches.put_hit(hit)
        _tell(Found(hit=hit, event=found.event), card, watch, uow, desk, told=urgent)
    return len(held)


def _is_held(watch: Watch, event: Event, uow: UnitOfWork, desk: Desk) -> bool:
    if watch.state is not WatchState.PAUSED:
        return False
    return is_held(watch, event, uow.reads.register(desk.team_id, watch.project_id))


def _tell(found: Found, card: ProjectCard, watch: Watch, uow: UnitOfWork, desk: Desk, *, told: bool) -> None:
    """The messages of a new hit, and of what it asks for. Whoever has one hears nothing of it in a digest."""
    follows = tuple(desk.follow(uow, card, watch, found))
    # Who is asked to act is told what happened in the same breath: one message, not two.
    asked = {notice.audience for notice in follows if notice.kind is NoticeKind.ACTION}
    where = reached(uow.reads, card, watch, found.event)
    first = tuple(message(card, found.hit, place, "new") for place in where if told and place not in asked)
    for place in dict.fromkeys((*(notice.audience for notice in first), *asked)):
        uow.watches.tell(found.hit, place, told_in="", at=desk.now)
    if not told and asked and asked.issuperset(where):
        uow.watches.put_hit(replace(found.hit, told_at=desk.now))
    uow.outbox.put(in_working_time((*first, *follows), card, uow, desk), now=desk.now, new_id=desk.new_id)


def in_working_time(notices: Iterable[Notice], card: ProjectCard, uow: UnitOfWork, desk: Desk) -> Iterator[Notice]:
    """Held until whoever reads it works; a channel follows the lead. Who is away without an end finds it later."""
    for notice in notices:
        person = notice.audience if notice.audience.startswith(("U", "W")) else card.lead
        at = desk.next_for(uow.reads, desk.team_id, person, desk.now)
        yield notice if at is None or at <= desk.now else replace(notice, not_before=at)
