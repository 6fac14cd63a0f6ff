"""How we behave towards the hosts we ask: one request at a time and not too soon after the last; when to try again."""

import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

TRIES = 3
PATIENCE = 10.0
"""Seconds that we wait on the spot. Whoever wants us to wait longer is asked again by a later tick."""
LONGEST_BACK_OFF = 24 * 3600.0


class HostPace:
    """Keeps ``seconds`` between two requests to one host, for every thread of this process."""

    def __init__(
        self,
        seconds: float,
        *,
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._seconds, self._sleep, self._monotonic = seconds, sleep, monotonic
        self._lock = threading.Lock()
        self._free_at: dict[str, float] = {}

    def wait_for(self, host: str) -> None:
        """Return when this host may be asked; the next one to come waits for its own turn."""
        with self._lock:
            now = self._monotonic()
            free_at = max(now, self._free_at.get(host, now))
            self._free_at[host] = free_at + self._seconds
        if free_at > now:
            self._sleep(free_at - now)

    def rest(self, host: str, seconds: float) -> None:
        """Leave this host alone for a while: it asked us to, or it failed."""
        with self._lock:
            self._free_at[host] = max(self._free_at.get(host, 0.0), self._monotonic() + seconds)


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds that the far side wants us to wait (a number or a date), or None where it does not say."""
    given = headers.get("retry-after", "").strip()
    if given.isascii() and given.isdigit():
        return min(float(given[:9]), LONGEST_BACK_OFF)
    try:
        at = parsedate_to_datetime(given)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(max((at - now).total_seconds(), 0.0), LONGEST_BACK_OFF)


def back_off(attempt: int) -> float:
    """Seconds before the next try on the spot: 1, 2, 4, …"""
    return float(1 << (attempt - 1))
