"""The edge around the rows of a job: one that fails is logged, kept for doctor, and tried again a little later."""

import logging
import traceback
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import PurePath
from typing import TypeVar

from flows.edges import Row
from flows.errors import StorageError
from flows.ports import Store

log = logging.getLogger(__name__)

T = TypeVar("T")
FAILED = "%s failed for %s of %s"

TRY_AGAIN = timedelta(minutes=14)
"""A row that failed is left alone so long: jobs may be called every few seconds. Less than the quarter of an hour in
which the slower ones look again."""
FORGET = timedelta(days=3)
"""What has not failed for so long is not asked for any more: its project is over, its row was put right."""


class JobEdge:
    """Implements ``flows.edges.Edge`` for one job, which runs in one thread at a time. What came of its rows is written
    down when the job is over, since it may hold a transaction of its own until then."""

    def __init__(self, store: Store, job: str) -> None:
        self._store, self._job = store, job
        self._now: datetime | None = None
        self._rest: dict[Row, datetime] = {}
        self._failed: dict[Row, str] = {}
        self._worked: set[Row] = set()

    def around(self, use_case: Callable[[datetime], T]) -> Callable[[datetime], T]:
        """The job, with what its rows came to written down after it."""

        def run(now: datetime) -> T:
            self._now = now
            self._rest = {row: until for row, until in self._rest.items() if until > now}
            try:
                return use_case(now)
            finally:
                self._write_down(now)

        return run

    def attempt(self, row: Row, work: Callable[[], T]) -> T | None:
        if row in self._rest:
            return None
        try:
            done = work()
        except StorageError:
            raise
        except Exception as error:  # kept for doctor; the other rows go on
            log.exception(FAILED, self._job, row[1], row[0])
            self._note(row, error)
            return None
        self._worked.add(row)
        return done

    def each(self, rows: Sequence[Row], work: Callable[[Sequence[Row]], T]) -> list[T]:
        able = [row for row in rows if row not in self._rest]
        if not able:
            return []
        try:
            done = [work(able)]
        except StorageError:
            raise
        except Exception:  # nothing of it was stored; which of them it is shows one by one
            log.exception("%s: of %d rows one has failed; they are done one by one", self._job, len(able))
            tried = [self.attempt(row, partial(work, [row])) for row in able]
            return [found for found in tried if found is not None]
        self._worked.update(able)
        return done

    def lost(self, row: Row, error: Exception) -> None:
        if row not in self._rest:
            log.error(FAILED, self._job, row[1], row[0], exc_info=error)
            self._note(row, error)

    def _note(self, row: Row, error: Exception) -> None:
        if self._now is not None:
            self._rest[row] = self._now + TRY_AGAIN
        self._failed[row] = named(error)

    def _write_down(self, now: datetime) -> None:
        failed, worked = self._failed, self._worked - self._failed.keys()
        with self._store.read() as reads:
            known = {(fault.team_id, fault.about): fault.last_at for fault in reads.job_faults(self._job)}
        mended = {row for row, last_at in known.items() if row in worked or now - last_at > FORGET}
        if failed or mended:
            with self._store.write() as uow:
                for row, problem in failed.items():
                    uow.faults.broke(self._job, row, problem, now=now)
                for row in mended - failed.keys():
                    uow.faults.works(self._job, row)
                uow.commit()
        self._failed, self._worked = {}, set()


def named(error: Exception) -> str:
    """``KeyError in registers.py:21``: what the text of an error says may be the words of people."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" in {PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"
