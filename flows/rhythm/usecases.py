"""What the clock does with schedules: each slot is told once, however often, late and by whomever it is fired."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flows.notices import Notice
from flows.ports import NewId, Reads, Store, UnitOfWork
from flows.rhythm.calendar import HolidayCalendar
from flows.rhythm.resting import resting
from flows.rhythm.schedules import Schedule, Slot, Unreadable, due_slot, next_at

BATCH = 200
"""Schedules handled in one transaction, so that other writers get their turn between."""


SOON = timedelta(seconds=1)
"""The shortest wait, so that a tick always ends."""
TRY_AGAIN = timedelta(minutes=15)
"""What could not be composed is tried again so much later."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Nobody may be told now; the slot is looked at again at a later moment."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Over:
    """What the schedule is about has ended: it is taken out."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A mistake of ours: ``problem`` says what broke, for the operator. The slot is tried again later; nothing of it is
    lost, and the other schedules go out."""

    problem: str


Told = tuple[Notice, ...] | Wait | Over | Broken | Unreadable | Schedule
Compose = Callable[[Reads, Schedule, Slot], Told]
"""What a slot has to say; nothing is silence. The dedupe keys of its notices should hold the slot's name. A schedule is
how this one has to be from now on: it is kept, and asked anew when it is due. ``Unreadable`` is nobody's answer: such
a one is laid aside unasked, and its owner told."""
Settle = Callable[[UnitOfWork, Schedule, Slot], tuple[Notice, ...]]
"""Called once for a slot that fires, in its transaction: notes what is told by it. Answers with further notices."""


@dataclass(eq=False)
class Unsettled(Exception):
    """A ``Settle`` failed for one schedule by a mistake of ours; ``problem`` as in ``Broken``."""

    schedule: Schedule
    problem: str


def nothing_to_settle(_uow: UnitOfWork, _schedule: Schedule, _slot: Slot) -> tuple[Notice, ...]:
    """``Settle`` for whoever only composes."""
    return ()


def keep(schedule: Schedule, *, uow: UnitOfWork, holidays: HolidayCalendar) -> None:
    """Store a new or changed schedule. What it told up to ``covered_to`` is not told again under the new rule. What
    cannot be read is not written over."""
    if schedule.unreadable:
        return
    uow.schedules.put(schedule, next_at=next_at(schedule, holidays))


def fire_due(
    store: Store, *, holidays: HolidayCalendar, compose: Compose, now: datetime, new_id: NewId,
    settle: Settle = nothing_to_settle,
) -> int:  # fmt: skip
    """Fire every schedule that is due; how many slots were told for the first time.

    What is said is composed while others may write. Each batch is then one short transaction: a crash tells nothing
    and loses nothing.
    """
    told = 0
    while True:
        with store.read() as reads:
            due = reads.due_schedules(now, limit=BATCH)
            composed = [(found, *_composed(found, reads, holidays, compose, now)) for found in due]
        if not composed:
            return told
        told += _fire_all(store, composed, holidays=holidays, now=now, new_id=new_id, settle=settle)


def _fire_all(
    store: Store, composed: Sequence[tuple[Schedule, Slot | None, Told]], *, holidays: HolidayCalendar, now: datetime,
    new_id: NewId, settle: Settle,
) -> int:  # fmt: skip
    """One batch, in one transaction. Where one cannot be settled nothing was stored: all begin anew without it."""
    broken: dict[tuple[str, str], Told] = {}
    while True:
        try:
            with store.write() as uow:
                told = 0
                for found, slot, words in composed:
                    said = broken.get((found.team_id, found.id), words)
                    told += _fire(found, slot, said, uow=uow, holidays=holidays, now=now, new_id=new_id, settle=settle)
                uow.commit()
            return told
        except Unsettled as error:
            broken[error.schedule.team_id, error.schedule.id] = Broken(error.problem)


def _composed(
    found: Schedule, reads: Reads, holidays: HolidayCalendar, compose: Compose, now: datetime
) -> tuple[Slot | None, Told]:
    if found.unreadable:
        return None, Unreadable(found.unreadable)
    slot = due_slot(found, holidays, now=now)
    return slot, compose(reads, found, slot) if slot else ()


def _fire(
    found: Schedule,
    slot: Slot | None,
    words: Told,
    *,
    uow: UnitOfWork,
    holidays: HolidayCalendar,
    now: datetime,
    new_id: NewId,
    settle: Settle,
) -> bool:
    """Somebody else may have fired, changed or removed it meanwhile: then the next look decides anew."""
    if isinstance(words, Unreadable):
        if uow.schedules.lay_aside(found.team_id, found.id):
            uow.schedules.broke(found, f"its {words} cannot be read", now=now)
            uow.outbox.put(resting(uow.reads, found, now), now=now, new_id=new_id)
        return False
    if uow.reads.schedule(found.team_id, found.id) != found:
        return False
    if slot is None:  # the rule was changed, or a holiday was moved
        keep(found, uow=uow, holidays=holidays)
        return False
    if isinstance(words, Wait):
        uow.schedules.put(found, next_at=max(words.until, now + SOON))
        return False
    if isinstance(words, Schedule):
        keep(words, uow=uow, holidays=holidays)
        return False
    if isinstance(words, Over):
        uow.schedules.remove(found.team_id, found.id)
        return False
    if isinstance(words, Broken):
        uow.schedules.put(found, next_at=now + TRY_AGAIN)
        uow.schedules.broke(found, words.problem, now=now)
        return False
    uow.schedules.works(found)
    first = uow.schedules.take_slot(found, slot, now=now)
    if first:
        uow.outbox.put((*words, *settle(uow, found, slot)), now=now, new_id=new_id)
    keep(replace(found, covered_to=slot.at), uow=uow, holidays=holidays)
    return first
