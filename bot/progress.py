"""How far a long queue has got, for the log: one line every half minute while there is one, and one when it is done."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

log = logging.getLogger(__name__)

REPORT_SECONDS = 30.0
WORTH_TELLING = 50
"""Messages that wait: fewer are gone before anybody reads the line."""


@dataclass(slots=True)
class Progress:
    """Kept by the relay's own thread. ``rate`` is messages a minute, 0 without limit; times are real seconds."""

    rate: float
    clock: Callable[[], float]
    _sent: int = 0
    _next: float = 0.0
    _telling: bool = False

    def carried(self) -> None:
        """One more parcel is done with. May be called from several threads: a lost count costs nothing."""
        self._sent += 1

    def is_due(self) -> bool:
        """Whether it is time to count what waits."""
        return self.clock() >= self._next

    def tell(self, waiting: int) -> None:
        """Say how many wait and how long that takes; silent for a short queue."""
        sent, self._sent = self._sent, 0
        self._next = self.clock() + REPORT_SECONDS
        if waiting >= WORTH_TELLING:
            log.info(
                "outbox: %d waiting, %d sent since the last line, %s",
                waiting,
                sent,
                remaining(waiting, self.rate),
            )
        elif self._telling:
            log.info("outbox: the long queue is done, %d waiting", waiting)
        self._telling = waiting >= WORTH_TELLING


def remaining(waiting: int, rate: float) -> str:
    """How long ``waiting`` messages take at ``rate`` a minute, for operators."""
    if not rate or waiting < rate:
        return "less than a minute to go"
    return f"about {-(-waiting // int(rate))} min to go"
