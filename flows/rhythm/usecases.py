"""What the clock does with schedules: each slot is told once, however often, late and by whomever it is fired."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from flows.notices import Notice
from flows.ports import NewId, Store, UnitOfWork
from flows.rhythm.calendar import HolidayCalendar
from flows.rhythm.schedules import Schedule, Slot, due_slot, next_at

BATCH = 200
"""Schedules handled in one transaction, so that other writers get their turn between."""

Compose = Callable[[UnitOfWork, Schedule, Slot], Iterable[Notice]]
"""What a slot has to say; nothing is silence. Its dedupe keys should hold the slot's name."""


def keep(schedule: Schedule, *, uow: UnitOfWork, holidays: HolidayCalendar) -> None:
    """Store a new or changed schedule. What it told up to ``covered_to`` is not told again under the new rule."""
    uow.schedules.put(schedule, next_at=next_at(schedule, holidays))


def fire_due(store: Store, *, holidays: HolidayCalendar, compose: Compose, now: datetime, new_id: NewId) -> int:
    """Fire every schedule that is due; how many slots were told for the first time.

    Each batch is one transaction: a crash in it tells nothing and loses nothing.
    """
    told = 0
    while True:
        with store.read() as reads:
            due = reads.due_schedules(now, limit=BATCH)
        if not due:
            return told
        with store.write() as uow:
            told += sum(_fire(found, uow, holidays=holidays, compose=compose, now=now, new_id=new_id) for found in due)
            uow.commit()


def _fire(
    found: Schedule, uow: UnitOfWork, *, holidays: HolidayCalendar, compose: Compose, now: datetime, new_id: NewId
) -> bool:
    """Read again inside the transaction: somebody else may have fired, changed or removed it meanwhile."""
    schedule = uow.reads.schedule(found.team_id, found.id)
    if schedule is None:
        return False
    slot = due_slot(schedule, holidays, now=now)
    if slot is None:  # the rule was changed, or a holiday was moved
        keep(schedule, uow=uow, holidays=holidays)
        return False
    first = uow.schedules.take_slot(schedule, slot, now=now)
    if first:
        uow.outbox.put(compose(uow, schedule, slot), now=now, new_id=new_id)
    keep(replace(schedule, covered_to=slot.at), uow=uow, holidays=holidays)
    return first
