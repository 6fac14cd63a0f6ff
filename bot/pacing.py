"""Token buckets: how many messages one channel and the whole workspace can take (PERFORMANCE.md section 7)."""

import threading
import time
from collections.abc import Callable

BURST_SECONDS = 3.0
"""A quiet channel takes a card and two answers at once; Slack allows short bursts."""
UNLIMITED = 1_000_000
IDLE_BUCKETS = 10_000
"""Buckets kept before full ones are dropped: a full bucket says nothing a new one would not."""


class Bucket:
    """``rate`` tokens a second up to ``size``; a rate of 0 never runs dry. Used under its owner's lock."""

    def __init__(self, rate: float, size: float, now: float) -> None:
        self.rate, self.size = rate, max(1.0, size)
        self.tokens, self.seen = self.size, now

    def refill(self, now: float) -> None:
        """Add what has dripped in since the last look."""
        self.tokens = min(self.size, self.tokens + (now - self.seen) * self.rate)
        self.seen = now

    def wait(self) -> float:
        """Seconds until there is a whole token."""
        return 0.0 if self.rate == 0 or self.tokens >= 1 else (1 - self.tokens) / self.rate


class Pace:
    """One bucket for each channel and one for the workspace. ``clock`` counts real seconds; thread-safe."""

    def __init__(
        self, channel_rate: float, workspace_rate: float, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """``channel_rate`` is per second, ``workspace_rate`` per minute; 0 is without limit."""
        self._clock, self._lock = clock, threading.Lock()
        self.channel_rate, self.workspace_rate = channel_rate, workspace_rate
        self._channels: dict[str, Bucket] = {}
        per_second = workspace_rate / 60
        self._workspace = Bucket(per_second, per_second * BURST_SECONDS, clock())

    def take(self, channel: str) -> float:
        """Take a token of the channel and of the workspace: 0.0, or the seconds to wait where one is missing."""
        with self._lock:
            now = self._clock()
            bucket = self._bucket(channel, now)
            bucket.refill(now)
            self._workspace.refill(now)
            wait = max(bucket.wait(), self._workspace.wait())
            if wait == 0.0:
                bucket.tokens -= 1
                self._workspace.tokens -= 1
            return wait

    def take_any(self) -> float:
        """The same for a call that no channel counts, such as an edit."""
        with self._lock:
            self._workspace.refill(self._clock())
            wait = self._workspace.wait()
            if wait == 0.0:
                self._workspace.tokens -= 1
            return wait

    def budget(self) -> int:
        """How many messages the workspace can take now."""
        with self._lock:
            self._workspace.refill(self._clock())
            return int(self._workspace.tokens) if self._workspace.rate else UNLIMITED

    def until_free(self, channel: str = "") -> float:
        """Seconds until this channel, or without one the workspace, can take one more message."""
        with self._lock:
            now = self._clock()
            bucket = self._bucket(channel, now) if channel else self._workspace
            bucket.refill(now)
            return bucket.wait()

    def _bucket(self, channel: str, now: float) -> Bucket:
        if len(self._channels) > IDLE_BUCKETS:
            for bucket in self._channels.values():
                bucket.refill(now)
            self._channels = {name: b for name, b in self._channels.items() if b.tokens < b.size}
        if channel not in self._channels:
            self._channels[channel] = Bucket(self.channel_rate, self.channel_rate * BURST_SECONDS, now)
        return self._channels[channel]
