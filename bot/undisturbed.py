"""Keeps Slack's do-not-disturb of everybody as Slack shows it: every hour, and when a movable clock was moved.

In between Slack says itself when somebody changes theirs (``dnd_updated_user``). Slack shows the window that runs or
comes next; that somebody has snoozed their notifications by hand it shows to nobody else.
"""

import logging
import threading

from bot.gateway import Gateway
from bot.outcomes import RateLimited, Refused
from bot.residents import Residents
from flows.errors import StorageError

log = logging.getLogger(__name__)

HOUR_SECONDS = 3600.0
PAUSE_SECONDS = 3.0
"""``dnd.teamInfo`` allows 20 calls a minute."""
AT_ONCE = 50
"""People that Slack tells of in one call."""


class Undisturbed:
    """A background thread. Real time, not the playground's: it is about Slack's limits."""

    def __init__(self, gateway: Gateway, residents: Residents, team_id: str) -> None:
        self._gateway, self._residents, self._team_id = gateway, residents, team_id
        self._stopping, self._wanted = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="undisturbed", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def look_again(self) -> None:
        """Soon, whatever the hour. Safe from any thread."""
        self._wanted.set()

    def stop(self) -> None:
        self._stopping.set()
        self._wanted.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wanted.clear()
            try:
                self.take()
            except StorageError as error:
                log.warning("do-not-disturb could not be stored: %r", error)
            self._wanted.wait(HOUR_SECONDS)

    def take(self) -> int:
        """Go through everybody once; how many Slack has told of. What it does not tell is as it was."""
        after, told = "", 0
        while not self._stopping.is_set():
            people = self._residents.page(self._team_id, after=after, limit=AT_ONCE)
            if not people:
                break
            seen = self._gateway.do_not_disturb(people)
            if isinstance(seen, RateLimited):
                self._stopping.wait(seen.retry_after)
                continue
            if not isinstance(seen, dict):
                missing = isinstance(seen, Refused) and seen.code == "missing_scope"
                log.warning("do-not-disturb is not known: %s", "the scope dnd:read is missing" if missing else seen)
                break
            self._residents.undisturbed(self._team_id, seen.items())
            after, told = people[-1], told + len(seen)
            if len(people) == AT_ONCE:
                self._stopping.wait(PAUSE_SECONDS)
        return told
