"""Answers that were worked out before and still hold, ready to be sent."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date

MOST = 2000
"""Answers kept; each is a few kilobytes."""


@dataclass(frozen=True, slots=True)
class Label:
    """Everything that an answer about one project depends on. Any saved change raises ``version``, any of what the
    watches ask for ``asked``."""

    project_id: str
    version: int
    user_id: str
    is_guest: bool
    locale: str
    today: date
    muted: bool = False
    asked: int = 0


class Shelf:
    """Forgets what was not asked for longest. Thread-safe.

    Only answers that were given may be put here: the label holds the person and the version, so nobody gets an
    answer that was worked out for somebody else or before a change.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most, self._lock = most, threading.Lock()
        self._answers: OrderedDict[Label, str] = OrderedDict()

    def take(self, label: Label) -> str | None:
        """The answer under a label, as JSON text."""
        with self._lock:
            answer = self._answers.get(label)
            if answer is not None:
                self._answers.move_to_end(label)
            return answer

    def put(self, label: Label, answer: str) -> None:
        with self._lock:
            self._answers[label] = answer
            if len(self._answers) > self._most:
                self._answers.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._answers.clear()
