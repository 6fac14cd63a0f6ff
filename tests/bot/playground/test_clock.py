"""The virtual clock: an offset people move; timestamps and waiting follow it."""

import asyncio
import threading
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import httpx
import pytest
from slack_sdk import WebClient

from bot.playground.clock import UnknownPreset, VirtualClock
from bot.playground.server import start_playground

SHANGHAI = ZoneInfo("Asia/Shanghai")
SUNDAY = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)  # Monday 02:00 in Shanghai


def clock_at(moment: datetime) -> VirtualClock:
    return VirtualClock(SHANGHAI, moment, real=lambda: 1_000_000_000.0)


class TestClock:
    def test_it_starts_where_it_is_told(self) -> None:
        assert clock_at(SUNDAY).now() == SUNDAY

    def test_every_change_has_a_new_serial(self) -> None:
        clock = clock_at(SUNDAY)
        before = clock.serial
        clock.advance(60)
        assert (clock.now(), clock.serial) == (SUNDAY + timedelta(minutes=1), before + 1)

    def test_presets_are_mornings_in_the_workspaces_zone(self) -> None:
        clock = clock_at(SUNDAY)
        clock.preset("next-monday-0900")
        assert clock.now() == datetime(2026, 11, 30, 9, tzinfo=SHANGHAI)
        clock.preset("tomorrow-0900")
        assert clock.now() == datetime(2026, 12, 1, 9, tzinfo=SHANGHAI)
        clock.preset("real")
        assert clock.offset_seconds == 0
        with pytest.raises(UnknownPreset):
            clock.preset("yesterday")

    def test_a_moment_without_zone_is_the_workspaces(self) -> None:
        clock = clock_at(SUNDAY)
        clock.set(datetime(2026, 12, 1, 9))  # noqa: DTZ001  # what is tested
        assert clock.now() == datetime(2026, 12, 1, 9, tzinfo=SHANGHAI)

    def test_stamps_are_unique_and_increasing_even_when_the_clock_goes_back(self) -> None:
        clock = clock_at(SUNDAY)
        stamps = [clock.stamp(), clock.stamp()]
        clock.advance(-3600)
        stamps.append(clock.stamp())
        assert stamps == sorted(set(stamps))
        assert stamps[0] == f"{int(SUNDAY.timestamp())}.000000"

    def test_waiting_ends_with_a_change_or_in_time(self) -> None:
        async def wait() -> float:
            clock = clock_at(SUNDAY)
            asyncio.get_running_loop().call_later(0.05, clock.advance, 1)
            started = time.monotonic()
            await clock.wait_after(clock.serial, 5)
            await clock.wait_after(clock.serial, 0.05)
            return time.monotonic() - started

        assert asyncio.run(wait()) < 2


class TestOverHttp:
    def test_it_can_be_set_advanced_and_reset(self, http: httpx.Client) -> None:
        answer = http.post("/control/clock", json={"set": "2026-12-01T09:00:00+08:00"}).json()
        assert answer["now"].startswith("2026-12-01T01:00:00")
        answer = http.post("/control/clock", json={"advance_seconds": 3600}).json()
        assert answer["now"].startswith("2026-12-01T02:00:00")
        assert http.post("/control/clock", json={"preset": "real"}).json()["offset_seconds"] == 0

    @pytest.mark.parametrize("wrong", [{}, {"set": "soon"}, {"preset": "never"}, {"advance_seconds": "x"}])
    def test_nonsense_is_refused(self, http: httpx.Client, wrong: dict[str, str]) -> None:
        assert http.post("/control/clock", json=wrong).status_code == 400

    def test_a_waiting_program_learns_of_a_change_at_once(self, http: httpx.Client) -> None:
        serial = http.get("/control/clock").json()["serial"]
        heard: list[int] = []

        def wait() -> None:
            with httpx.Client(base_url=http.base_url, trust_env=False, timeout=10) as other:
                heard.append(other.get("/control/clock/wait", params={"serial": serial}).json()["serial"])

        thread = threading.Thread(target=wait)
        thread.start()
        time.sleep(0.1)
        assert heard == []
        http.post("/control/clock", json={"advance_seconds": 60})
        thread.join(5)
        assert heard == [serial + 1]

    def test_messages_carry_virtual_time(self, http: httpx.Client, web: WebClient) -> None:
        http.post("/control/clock", json={"set": "2030-01-01T00:00:00+00:00"})
        ts = web.chat_postMessage(channel="C0RADAR", text="x")["ts"]
        assert datetime.fromtimestamp(float(ts), UTC).date().isoformat() == "2030-01-01"

    def test_a_playground_may_start_at_another_time(self) -> None:
        with start_playground(clock_start=SUNDAY) as running:
            now = httpx.get(f"{running.url}/control/clock", trust_env=False).json()["now"]
        assert abs(datetime.fromisoformat(now) - SUNDAY) < timedelta(seconds=10)
