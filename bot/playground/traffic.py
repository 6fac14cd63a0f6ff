"""Everything that crossed between app and workspace, numbered, with its outcome."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from .trouble import Json

KEPT = 20_000


@dataclass(slots=True, kw_only=True)
class Entry:
    """``kind`` is api, delivery, response_url or stray. ``failures`` are broken rules; ``warnings`` bad habits."""

    seq: int
    kind: str
    name: str
    at: float
    channel: str = ""
    request: Any = None
    outcome: str = "pending"
    status: int = 200
    ms: float = 0.0
    fault: str = ""
    delivery_id: str = ""
    attempt: int = 0
    warnings: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


class Traffic:
    """The log; the oldest entries fall off after ``KEPT``."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic, real: Callable[[], float] = time.time) -> None:
        self._entries: deque[Entry] = deque(maxlen=KEPT)
        self._seq = 0
        self._monotonic = monotonic
        self._real = real
        self._begun: dict[int, float] = {}
        self.listeners: list[Callable[[Entry], None]] = []

    def begin(self, kind: str, name: str, **facts: Any) -> Entry:
        self._seq += 1
        entry = Entry(seq=self._seq, kind=kind, name=name, at=self._real(), **facts)
        self._begun[entry.seq] = self._monotonic()
        self._entries.append(entry)
        return entry

    def end(self, entry: Entry, outcome: str, status: int = 200) -> Entry:
        entry.outcome = outcome
        entry.status = status
        entry.ms = round((self._monotonic() - self._begun.pop(entry.seq, self._monotonic())) * 1000, 2)
        for listener in self.listeners:
            listener(entry)
        return entry

    def since(self, seq: int) -> list[Json]:
        return [asdict(entry) for entry in self._entries if entry.seq > seq]

    @property
    def last(self) -> int:
        return self._seq
