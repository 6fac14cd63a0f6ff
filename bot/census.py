"""Keeps our copy of the workspace's people fresh: all of them at the start, then once a day, do-not-disturb hourly."""

import logging
import threading

from bot.gateway import Gateway
from bot.outcomes import RateLimited
from bot.residents import Residents
from bot.undisturbed import Undisturbed
from flows.errors import StorageError

log = logging.getLogger(__name__)

DAY_SECONDS = 24 * 3600.0
RETRY_SECONDS = 30.0
PAGE_PAUSE_SECONDS = 3.0
"""``users.list`` allows 20 calls a minute."""


class Census:
    """A background thread. Real time, not the playground's: it is about Slack's limits."""

    def __init__(self, gateway: Gateway, residents: Residents, team_id: str) -> None:
        self._gateway, self._residents, self._team_id = gateway, residents, team_id
        self._stopping, self._looked = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="census", daemon=True)
        self._undisturbed = Undisturbed(gateway, residents, team_id)

    def start(self) -> None:
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait for the first pass, well or ill; whether it is over. Until then nobody's language is known."""
        return self._looked.wait(seconds)

    def look_again(self) -> None:
        """The clock was moved: another do-not-disturb comes next. Safe from any thread."""
        self._undisturbed.look_again()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join()
        if self._looked.is_set():
            self._undisturbed.stop()

    def _run(self) -> None:
        while not self._stopping.is_set():
            pause = DAY_SECONDS if self.take() else RETRY_SECONDS
            if not self._looked.is_set():
                self._undisturbed.start()  # not before anybody is known
            self._looked.set()
            self._stopping.wait(pause)

    def take(self) -> bool:
        """Go through everybody once. False where it broke off and should be tried again."""
        cursor, seen = "", 0
        while not self._stopping.is_set():
            page = self._gateway.people_page(self._team_id, cursor)
            if isinstance(page, RateLimited):
                self._stopping.wait(page.retry_after)
                continue
            if not isinstance(page, tuple):
                log.warning("the list of people could not be read: %s", page)
                return False
            try:
                self._residents.meet(page[0])
            except StorageError as error:
                log.warning("the list of people could not be stored: %r", error)
                return False
            seen, cursor = seen + len(page[0]), page[1]
            if not cursor:
                log.info("know %d people of this workspace", seen)
                return True
            self._stopping.wait(PAGE_PAUSE_SECONDS)
        return False
