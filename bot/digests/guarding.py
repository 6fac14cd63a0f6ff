"""The edge around composing: a mistake in one section keeps its own schedule back, never the others of the batch."""

import logging

from bot.edges import named
from flows.errors import StorageError
from flows.notices import Notice
from flows.ports import Reads, UnitOfWork
from flows.rhythm.schedules import Schedule, Slot
from flows.rhythm.usecases import Broken, Compose, Settle, Told, Unsettled

log = logging.getLogger(__name__)


def guarded(compose: Compose) -> Compose:
    """The same, but what fails unexpectedly is logged and becomes ``Broken``. Trouble with the database is not
    swallowed: then nothing can be told, and the next tick tries again."""

    def careful(reads: Reads, schedule: Schedule, slot: Slot) -> Told:
        try:
            return compose(reads, schedule, slot)
        except StorageError:
            raise
        except Exception as error:  # kept for doctor, and tried again; the other schedules go out
            log.exception("schedule %s (%s) could not be composed", schedule.id, schedule.kind)
            return Broken(named(error))

    return careful


def guarded_settling(settle: Settle) -> Settle:
    """The same for what is noted when a slot fires: ``Unsettled``."""

    def careful(uow: UnitOfWork, schedule: Schedule, slot: Slot) -> tuple[Notice, ...]:
        try:
            return settle(uow, schedule, slot)
        except StorageError:
            raise
        except Exception as error:  # its transaction is rolled back; the others go out
            log.exception("schedule %s (%s) could not be settled", schedule.id, schedule.kind)
            raise Unsettled(schedule, named(error)) from error

    return careful
