"""The edge around composing: a mistake in one section keeps its own schedule back, never the others of the batch."""

import logging
import traceback
from pathlib import PurePath

from flows.errors import StorageError
from flows.ports import Reads
from flows.rhythm.schedules import Schedule, Slot
from flows.rhythm.usecases import Broken, Compose, Told

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
            return Broken(_named(error))

    return careful


def _named(error: Exception) -> str:
    """``KeyError in registers.py:21``: what the text of an error says may be the words of people."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" in {PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"
