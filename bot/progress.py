"""How far a long queue has got, for the log: one line every half minute while there is one, and one when it is done."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from flows.records import Backlog

log = logging.getLogger(__name__)

REPORT_SECONDS = 30.0
WORTH_TELLING = 50
"""Messages that could leave: fewer are gone before anybody reads the line."""
_MINUTE = 60


@dataclass(slots=True)
class Progress:
    """Kept by the relay's own thread. ``rate`` is messages a minute of the workspace and ``channel_rate`` a second of
    one channel, 0 without limit; times are real seconds."""

    rate: float
    clock: Callable[[], float]
    channel_rate: float = 0.0
    _sent: int = 0
    _next: float = 0.0
    _telling: bool = False

    def carried(self) -> None:
        """One more parcel is done with. May be called from several threads: a lost count costs nothing."""
        self._sent += 1

    def is_due(self) -> bool:
        """Whether it is time to count what waits."""
        return self.clock() >= self._next

    def tell(self, backlog: Backlog) -> None:
        """Say how many could leave and how long that takes; silent for few, and where all wait for their hour."""
        sent, self._sent = self._sent, 0
        self._next = self.clock() + REPORT_SECONDS
        if backlog.due >= WORTH_TELLING:
            log.info(
                "outbox: %d to be sent now, %d sent since the last line, %s; %d wait for their hour",
                backlog.due,
                sent,
                remaining(backlog, self.rate, self.channel_rate),
                backlog.later,
            )
        elif self._telling:
            log.info("outbox: the long queue is done, %d to be sent now", backlog.due)
        self._telling = backlog.due >= WORTH_TELLING


def remaining(backlog: Backlog, rate: float, channel_rate: float = 0.0) -> str:
    """How long what could leave takes, for operators: at ``rate`` a minute all together, and at ``channel_rate`` a
    second the longest queue, whichever takes longer."""
    together = backlog.due / rate if rate else 0.0
    alone = backlog.longest / channel_rate / _MINUTE if channel_rate else 0.0
    minutes = max(together, alone)
    return f"about {ceil(minutes)} min to go" if minutes >= 1 else "less than a minute to go"
