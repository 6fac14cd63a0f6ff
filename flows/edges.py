"""One row that fails must not keep back the others: the edge that a batch job of the clock puts around each of them.

The jobs are given an ``Edge``: what fails is the operator's matter, and ``flows`` neither logs nor swallows anything.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

T = TypeVar("T")

Row = tuple[str, str]
"""Workspace, and the id of what the work is about: a project, a person, a watch."""
Lost = Callable[[Row, Exception], None]
"""Hears of a stored row that cannot be read; the others are read."""


class Edge(Protocol):
    """One for each job and run. Trouble with the database is raised as ever: then nothing can be done for anybody."""

    def attempt(self, row: Row, work: Callable[[], T]) -> T | None:
        """What the work gives; None where it failed by a mistake of ours, now or a short while ago. ``work`` writes
        nothing, or in a transaction of its own."""

    def each(self, rows: Sequence[Row], work: Callable[[Sequence[Row]], T]) -> list[T]:
        """The work for all of them, which is one transaction; where that fails one by one, without those that fail."""

    def lost(self, row: Row, error: Exception) -> None:
        """``Lost``."""


class NoEdge:
    """Implements ``Edge`` without any: what fails fails for all."""

    def attempt(self, row: Row, work: Callable[[], T]) -> T | None:
        del row
        return work()

    def each(self, rows: Sequence[Row], work: Callable[[Sequence[Row]], T]) -> list[T]:
        return [work(rows)] if rows else []

    def lost(self, row: Row, error: Exception) -> None:
        refuse(row, error)


def refuse(row: Row, error: Exception) -> None:
    """``Lost`` for whoever needs every row."""
    del row
    raise error


@dataclass(frozen=True, slots=True, kw_only=True)
class JobFault:
    """What a job of the clock could not do for one row. ``problem`` is for the operator: what broke, and where in the
    code; never what a project says. Times are UTC."""

    team_id: str
    job: str
    about: str
    since: datetime
    last_at: datetime
    times: int
    problem: str


class JobFaults(Protocol):
    """Inside one writing transaction."""

    def broke(self, job: str, row: Row, problem: str, *, now: datetime) -> None:
        """Once more, or for the first time."""

    def works(self, job: str, row: Row) -> None:
        """It could be done again."""


class JobFaultReads(Protocol):
    def job_faults(self, job: str = "") -> tuple[JobFault, ...]:
        """Of every workspace, the longest broken first; of all jobs where none is named."""
