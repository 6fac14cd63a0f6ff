"""Jobs run at the start, in their interval and when the clock moves; a failing one silences nobody."""

import threading
from datetime import UTC, datetime

import pytest

from bot.clock import SystemClock
from bot.schedule import Job, Schedule

from .test_relay import until


def test_a_job_runs_at_the_start_and_gets_the_clocks_moment() -> None:
    seen: list[datetime] = []
    schedule = Schedule((Job("tick", 3600, seen.append),), SystemClock())
    schedule.start()
    until(lambda: seen)
    schedule.stop()
    assert len(seen) == 1
    assert abs((datetime.now(UTC) - seen[0]).total_seconds()) < 10


def test_a_job_runs_at_once_when_the_clock_was_moved() -> None:
    seen: list[datetime] = []
    schedule = Schedule((Job("tick", 3600, seen.append),), SystemClock())
    schedule.start()
    until(lambda: len(seen) == 1)
    schedule.tick()
    until(lambda: len(seen) == 2)
    schedule.stop()


def test_a_failing_job_is_logged_and_tried_again_while_the_others_go_on(caplog: pytest.LogCaptureFixture) -> None:
    attempts: list[datetime] = []
    good: list[datetime] = []

    def bad(now: datetime) -> None:
        attempts.append(now)
        raise ValueError("broken")

    schedule = Schedule((Job("bad", 0.05, bad), Job("good", 0.05, good.append)), SystemClock())
    schedule.start()
    until(lambda: len(attempts) > 1 and len(good) > 1)
    schedule.stop()
    assert "job bad failed" in caplog.text


def test_a_schedule_that_is_stopped_at_once_is_quiet_and_can_still_be_told_of_the_clock(
    caplog: pytest.LogCaptureFixture,
) -> None:
    for _ in range(20):
        schedule = Schedule((Job("tick", 3600, lambda now: now),), SystemClock())
        schedule.start()
        schedule.stop()
        schedule.tick()
    assert [r for r in caplog.records if r.levelname in ("WARNING", "ERROR")] == []


def test_a_slow_job_never_runs_twice_at_once_and_stopping_waits_for_it() -> None:
    running, most, done = [0], [0], threading.Event()

    def slow(_: datetime) -> None:
        running[0] += 1
        most[0] = max(most[0], running[0])
        done.wait(0.3)
        running[0] -= 1

    schedule = Schedule((Job("slow", 0.02, slow),), SystemClock())
    schedule.start()
    until(lambda: running[0])
    done.wait(0.5)
    schedule.stop()
    assert (most[0], running[0]) == (1, 0)
