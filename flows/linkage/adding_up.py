"""What the clock does for the figures of registers: works out those of every register that has changed."""

from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from flows.edges import Edge, NoEdge, Row
from flows.linkage.figures import Figures, figures
from flows.linkage.register import Register
from flows.ports import Reads, Store

BATCH = 20
"""Registers in one transaction, so that other writers get their turn between."""


class Adding:
    """A use case of the tick; harmless in however many processes. The figures are those of the day in ``zone``."""

    def __init__(self, store: Store, zone: ZoneInfo, edge: Edge | None = None) -> None:
        self._store, self._zone, self._edge = store, zone, edge or NoEdge()

    def tend(self, now: datetime) -> int:
        """Work out the figures of every register that has changed; how many."""
        done, last = 0, ("", "")
        while True:
            with self._store.read() as reads:
                rows = reads.uncounted(after=last, limit=BATCH)
                counted = [found for row in rows if (found := self._counted(reads, row, now)) is not None]
            if not rows:
                return done
            if counted:
                with self._store.write() as uow:
                    done += sum([uow.figures.put(register, added) for register, added in counted])
                    uow.commit()
            last = rows[-1]

    def _counted(self, reads: Reads, row: Row, now: datetime) -> tuple[Register, Figures] | None:
        return self._edge.attempt(row, partial(_figures_of, reads, row, now.astimezone(self._zone).date()))


def _figures_of(reads: Reads, row: Row, today: date) -> tuple[Register, Figures]:
    register = reads.register(*row)
    return register, figures(register, today)
