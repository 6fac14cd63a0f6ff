"""Rows that cannot be read or worked on: left out by reads of many, and remembered for the operator."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import TypeVar

from flows.edges import JobFault, Lost
from flows.edges import Row as Place
from storage.instants import moment, read_moment
from storage.session import Row, Session

T = TypeVar("T")
UNREADABLE = (ValueError, TypeError, LookupError, AttributeError)
"""What reading text that is none of ours ends in (``codec.build``, enums, days)."""


def readable(found: Iterable[Row], read: Callable[[Row], T], about: Callable[[Row], Place], lost: Lost) -> Iterator[T]:
    """Every row that can be read; of the others ``lost`` hears."""
    for row in found:
        try:
            made = read(row)
        except UNREADABLE as error:
            lost(about(row), error)
        else:
            yield made


class JobFaultRepository:
    """Implements ``flows.edges.JobFaults``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def broke(self, job: str, row: Place, problem: str, *, now: datetime) -> None:
        team_id, about = row
        self._session.run("faults.put", job=job, team_id=team_id, about=about, problem=problem, now=moment(now))

    def works(self, job: str, row: Place) -> None:
        self._session.run("faults.drop", job=job, team_id=row[0], about=row[1])


class JobFaultReadModels:
    """Implements ``flows.edges.JobFaultReads`` for the class that mixes it in."""

    _session: Session

    def job_faults(self, job: str = "") -> tuple[JobFault, ...]:
        return tuple(
            JobFault(team_id=team_id, job=name, about=about, since=read_moment(since), last_at=read_moment(last),
                     times=times, problem=problem)
            for team_id, name, about, since, last, times, problem in self._session.all("faults.every", job=job)
        )  # fmt: skip
