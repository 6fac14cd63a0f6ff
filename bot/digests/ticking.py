"""What the clock does for schedules: gives projects their digests, follows the settings, and fires what is due."""

import logging
from datetime import datetime
from functools import partial

from bot.digests import watching
from bot.digests.composing import Composer
from bot.digests.guarding import guarded, guarded_settling
from flows.ports import NewId, Store
from flows.rhythm.defaults import complete, follow
from flows.rhythm.schedules import Usual
from flows.rhythm.usecases import fire_due

log = logging.getLogger(__name__)


class Ticking:
    """A use case of the tick; harmless in however many processes. The settings are followed once, at the start."""

    def __init__(self, *, store: Store, composer: Composer, usual: Usual, new_id: NewId) -> None:
        self._store, self._composer, self._usual, self._new_id = store, composer, usual, new_id
        self._followed = False

    def fire(self, now: datetime) -> bool:
        """True where anything was told."""
        holidays = self._composer.working.holidays
        if not self._followed:
            follow(self._store, self._usual, holidays=holidays)
            self._followed = True
        complete(self._store, self._usual, holidays=holidays, now=now)
        told = fire_due(
            self._store, holidays=holidays, compose=guarded(self._composer.at(now)), now=now, new_id=self._new_id,
            settle=guarded_settling(partial(watching.settle, now=now)),
        )  # fmt: skip
        if told:
            log.info("%d schedules have fired", told)
        return bool(told)
