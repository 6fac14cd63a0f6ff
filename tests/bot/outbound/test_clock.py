"""A clock that others move is followed at once, and never makes anybody wait."""

import threading
import time
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from bot.clock import RemoteClock, SystemClock
from bot.playground.server import start_playground

from .test_relay import until


def test_the_systems_clock_tells_utc() -> None:
    now = SystemClock().now()
    assert now.tzinfo is UTC
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_moved_clock_is_followed_and_everybody_is_told() -> None:
    start, told = datetime(2026, 11, 20, 1, tzinfo=UTC), threading.Event()
    with start_playground(clock_start=start) as playground:
        clock = RemoteClock(f"{playground.url}/control/clock")
        clock.on_change(told.set)
        clock.start()
        assert timedelta(0) <= clock.now() - start < timedelta(seconds=30)
        told.clear()
        httpx.post(f"{playground.url}/control/clock", json={"advance_seconds": 86_400}).raise_for_status()
        assert told.wait(5)
        assert clock.now() - start > timedelta(days=1)
        clock.stop()


def test_a_clock_that_does_not_answer_leaves_real_time(caplog: pytest.LogCaptureFixture) -> None:
    clock = RemoteClock("http://127.0.0.1:9/control/clock")
    clock.start()
    began = time.monotonic()
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert time.monotonic() - began < 0.1
    until(lambda: "does not answer" in caplog.text)
    clock.stop()
