"""The virtual clock: an offset over real time that people and tests move. Message timestamps come from it."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from zoneinfo import ZoneInfo

MORNING = time_of_day(9)
MICROSECONDS = 1_000_000
DAYS_IN_WEEK = 7


class UnknownPreset(ValueError):
    """A clock preset that does not exist."""


class VirtualClock:
    """Now is real time plus an offset. ``serial`` grows with every change, so that a waiter can tell."""

    def __init__(self, zone: ZoneInfo, start: datetime | None = None, real: Callable[[], float] = time.time) -> None:
        self._zone = zone
        self._real = real
        self._last_stamp = 0
        self._changed = asyncio.Event()
        self.serial = 1
        self.offset_seconds = 0.0 if start is None else self._aware(start).timestamp() - real()
        self.listeners: list[Callable[[], None]] = []

    def seconds(self) -> float:
        return self._real() + self.offset_seconds

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.seconds(), UTC)

    def stamp(self) -> str:
        """A message timestamp: unique and increasing, even when the clock is moved back."""
        self._last_stamp = max(int(self.seconds() * MICROSECONDS), self._last_stamp + 1)
        return f"{self._last_stamp // MICROSECONDS}.{self._last_stamp % MICROSECONDS:06d}"

    def advance(self, seconds: float) -> None:
        self._move(self.offset_seconds + seconds)

    def set(self, moment: datetime) -> None:
        """Jump to a moment; a naive one is read in the workspace's zone."""
        self._move(self._aware(moment).timestamp() - self._real())

    def preset(self, name: str) -> None:
        """``tomorrow-0900`` and ``next-monday-0900`` in the workspace's zone, or ``real``."""
        here = self.now().astimezone(self._zone)
        if name == "real":
            self._move(0.0)
        elif name == "tomorrow-0900":
            self.set(datetime.combine(here.date() + timedelta(days=1), MORNING, self._zone))
        elif name == "next-monday-0900":
            self.set(datetime.combine(here.date() + timedelta(days=DAYS_IN_WEEK - here.weekday()), MORNING, self._zone))
        else:
            raise UnknownPreset(f"there is no preset {name}")

    async def wait_after(self, serial: int, patience: float) -> None:
        """Until the serial differs from the one given, or ``patience`` seconds."""
        if self.serial != serial:
            return
        waiter = self._changed
        try:
            await asyncio.wait_for(waiter.wait(), patience)
        except TimeoutError:
            return

    def release(self) -> None:
        """Let every waiter go, as at shutdown."""
        self._changed.set()

    def as_json(self) -> dict[str, object]:
        return {"now": self.now().isoformat(), "serial": self.serial, "offset_seconds": round(self.offset_seconds, 3)}

    def _aware(self, moment: datetime) -> datetime:
        return moment if moment.tzinfo else moment.replace(tzinfo=self._zone)

    def _move(self, offset_seconds: float) -> None:
        self.offset_seconds = offset_seconds
        self.serial += 1
        self._changed.set()
        self._changed = asyncio.Event()
        for listener in self.listeners:
            listener()
