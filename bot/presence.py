"""Who is at Slack just now. Asked only about those whom something would otherwise reach outside their working time."""

import time
from collections.abc import Callable

from bot.gateway import Gateway

SECONDS = 60.0
"""What Slack said of somebody holds so long; ``users.getPresence`` allows some fifty calls a minute."""


class Presence:
    """Thread-safe: at worst Slack is asked twice."""

    def __init__(self, gateway: Gateway, clock: Callable[[], float] = time.monotonic) -> None:
        self._gateway, self._clock = gateway, clock
        self._seen: dict[str, tuple[float, bool]] = {}

    def is_active(self, user_id: str) -> bool:
        """False also where Slack does not say."""
        now = self._clock()
        seen = self._seen.get(user_id)
        if seen is None or now - seen[0] >= SECONDS:
            self._seen = {user: each for user, each in self._seen.items() if now - each[0] < SECONDS}
            seen = self._seen[user_id] = now, self._gateway.is_active(user_id)
        return seen[1]
