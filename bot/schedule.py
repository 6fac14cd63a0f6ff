"""The only door to APScheduler: a table of (name, interval, use case). Rows in the database decide what is due."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from flows.ports import Clock

log = logging.getLogger(__name__)

UseCase = Callable[[datetime], object]
"""Gets the present moment, aware, UTC. Computes its slot from it, so that a second firing is harmless."""


@dataclass(frozen=True, slots=True)
class Job:
    """``seconds`` is real time between two firings; what the use case sees is the clock's time."""

    name: str
    seconds: float
    use_case: UseCase


class Schedule:
    """Runs each job at the start, in its interval, and at once when the clock was moved."""

    def __init__(self, jobs: tuple[Job, ...], clock: Clock) -> None:
        self._jobs, self._clock = jobs, clock
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            jobstores={"default": MemoryJobStore()},
            executors={"default": ThreadPoolExecutor(max(2, len(jobs)))},
            # The library's own grace of one second silently drops late jobs (PERFORMANCE.md section 4).
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    def start(self) -> None:
        for job in self._jobs:
            self._scheduler.add_job(
                self._fire,
                IntervalTrigger(seconds=job.seconds, timezone=UTC),
                args=[job],
                id=job.name,
                next_run_time=datetime.now(UTC),
            )
        self._scheduler.start()

    def tick(self) -> None:
        """Run every job soon: the clock was moved."""
        for job in self._jobs:
            with suppress(JobLookupError):  # the clock may still be moved while we stop
                self._scheduler.modify_job(job.name, next_run_time=datetime.now(UTC))

    def stop(self) -> None:
        """Start nothing more and wait for what runs.

        The jobs go first: the library looks for due ones once more after it has closed its own pool.
        """
        self._scheduler.remove_all_jobs()
        self._scheduler.shutdown(wait=True)

    def _fire(self, job: Job) -> None:
        try:
            job.use_case(self._clock.now())
        except Exception:  # a failing job is tried again at the next tick and must not silence the others
            log.exception("job %s failed", job.name)
