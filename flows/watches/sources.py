"""How a source is doing: what must be remembered between two looks at it. Pure; a store implements the port."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

FIRST_BACK_OFF = timedelta(minutes=2)
LONGEST_BACK_OFF = timedelta(hours=6)
ENOUGH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """``source`` names it with its scope (``iso:ISO/TC 176``). Times are UTC.

    ``good_at`` is when it was last read to its end; ``failures`` counts those in a row, ``problem`` the last of them
    (never a secret). ``cursor`` is where a look that was interrupted goes on; ``etag`` and ``last_modified`` belong
    to what was last read to its end. ``faults`` counts the unreadable records of the last look. ``mended`` names the
    last outage that is over: as text, when the source had been read before it; empty where there was none.
    """

    source: str
    tried_at: datetime | None = None
    good_at: datetime | None = None
    failures: int = 0
    problem: str = ""
    not_before: datetime | None = None
    etag: str = ""
    last_modified: str = ""
    cursor: str = ""
    records: int = 0
    faults: int = 0
    mended: str = ""

    def may_ask(self, now: datetime) -> bool:
        return self.not_before is None or now >= self.not_before

    def well(self, now: datetime, *, records: int, faults: int, etag: str, last_modified: str) -> "Health":
        """Read to its end."""
        return Health(
            source=self.source,
            tried_at=now,
            good_at=now,
            etag=etag,
            last_modified=last_modified,
            records=records,
            faults=faults,
            mended=self._mended(),
        )

    def unchanged(self, now: datetime) -> "Health":
        """The source said that nothing is new."""
        return replace(
            self, tried_at=now, good_at=now, failures=0, problem="", not_before=None, mended=self._mended()
        )  # fmt: skip

    def failing(self, now: datetime, problem: str, *, wait: timedelta | None = None) -> "Health":
        """It failed. The next look waits longer after every failure in a row, and as long as the source asks."""
        own = min(FIRST_BACK_OFF * (1 << min(self.failures, ENOUGH)), LONGEST_BACK_OFF)
        pause = max(own, wait) if wait is not None else own
        return replace(self, tried_at=now, failures=self.failures + 1, problem=problem, not_before=now + pause)

    def _mended(self) -> str:
        return str(self.good_at) if self.failures else self.mended


class SourceHealth(Protocol):
    """Remembers the health of every configured source. Safe from any thread. Raises ``StorageError``."""

    def of(self, source: str) -> Health:
        """What is known of a source; a new record where nothing is."""
        ...

    def keep(self, health: Health) -> None:
        """Put in the place of what was known."""
        ...
