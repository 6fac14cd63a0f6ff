"""The two clocks: the machine's own, and the playground's, which people may move."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx

log = logging.getLogger(__name__)

WAIT_SECONDS = 25.0
"""How long the playground holds a question about its clock open."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment, aware, UTC."""
        return datetime.now(UTC)


class RemoteClock:
    """A clock that somebody else may move: real time plus an offset, learnt by long polling.

    ``now()`` never waits for the network. Listeners run in the polling thread after every change.
    """

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._offset = timedelta()
        self._serial = -1
        self._listeners: list[Callable[[], None]] = []
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="clock", daemon=True)

    def now(self) -> datetime:
        """The present moment of the playground, aware, UTC."""
        return datetime.now(UTC) + self._offset

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` whenever the clock was moved."""
        self._listeners.append(listener)

    def start(self) -> None:
        """Read the offset once, so that the first ``now()`` is right, then follow it in the background."""
        with httpx.Client(timeout=5, trust_env=False) as client:
            self._learn(client, "")
        self._thread.start()

    def stop(self) -> None:
        """Stop following. The thread is a daemon: a poll that is still open does not hold the process up."""
        self._stopping.set()

    def _follow(self) -> None:
        with httpx.Client(timeout=WAIT_SECONDS + 5, trust_env=False) as client:
            while not self._stopping.is_set():
                self._learn(client, f"/wait?serial={self._serial}")

    def _learn(self, client: httpx.Client, path: str) -> None:
        try:
            answer = client.get(self._url + path).raise_for_status().json()
            told, serial = datetime.fromisoformat(answer["now"]), int(answer["serial"])
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            log.warning("the clock at %s does not answer: %s", self._url, error)
            time.sleep(0 if self._stopping.is_set() else 1)
            return
        if serial == self._serial:
            return
        self._offset, self._serial = told - datetime.now(UTC), serial
        log.info("the clock now says %s", told.isoformat())
        for listener in () if self._stopping.is_set() else tuple(self._listeners):
            listener()
