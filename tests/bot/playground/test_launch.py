"""The command people start: one ready line, a bot that can be ended and started again, a clean end."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.playground.child import BotProcess, environment

from .raw_app import Person, eventually

ROOT = Path(__file__).parents[3]
READY = re.compile(r"^Liandong playground ready: (http://127\.0\.0\.1:\d+)/$")


@pytest.fixture
def started(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "bot", "playground", "--port", "0", "--no-browser", "--empty"]
    command += ["--database", str(tmp_path / "kept.db"), "--clock", "2026-11-23T09:00:00+08:00"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        yield process
        if process.poll() is None:
            process.kill()


def address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    found = READY.match(process.stdout.readline())
    assert found is not None
    return found.group(1)


def test_the_bot_is_connected_when_the_address_is_printed_and_ends_with_it(
    started: subprocess.Popen[str], tmp_path: Path
) -> None:
    url = address(started)
    with httpx.Client(base_url=url, trust_env=False, timeout=20) as http:
        assert http.get("/control/health").json() == {"bot_connected": True, "managed": True}
        assert http.get("/control/clock").json()["now"].startswith("2026-11-23T01:")
        assert Person(http, "U0EMMA").command("/liandong help")["ok"]
    started.send_signal(signal.SIGINT)
    out, err = started.communicate(timeout=30)
    assert (started.returncode, out, err) == (0, "", "")
    assert (tmp_path / "kept.db").exists()
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{url}/control/health", trust_env=False)


def test_a_killed_bot_comes_back(started: subprocess.Popen[str]) -> None:
    with httpx.Client(base_url=address(started), trust_env=False, timeout=20) as http:
        for action in ("kill", "restart"):
            opened = _connections(http)
            assert http.post("/control/bot", json={"action": action}).json() == {"ok": True}
            eventually(lambda before=opened: _connections(http) > before, patience=90)  # type: ignore[misc]
            eventually(lambda: http.get("/control/health").json()["bot_connected"], patience=90)
        assert http.post("/control/bot", json={"action": "explode"}).status_code == 400
    started.terminate()
    assert started.wait(30) == 0


def _connections(http: httpx.Client) -> int:
    """How often the bot has asked for a connection so far."""
    log = http.get("/control/traffic").json()["traffic"]
    return sum(entry["name"] == "apps.connections.open" for entry in log)


def test_a_bot_that_dies_takes_the_playground_with_it_and_says_why() -> None:
    broken = {**os.environ, "LIANDONG_TIME_ZONE": "Mars/Base"}
    command = [sys.executable, "-m", "bot", "playground", "--port", "0", "--no-browser", "--empty"]
    ended = subprocess.run(command, cwd=ROOT, env=broken, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert "ready" not in ended.stdout
    assert "Mars/Base" in ended.stderr
    assert ended.stderr.rstrip().endswith("The bot stopped; its last lines are above.")


def test_a_wrong_clock_is_said_at_once() -> None:
    command = [sys.executable, "-m", "bot", "playground", "--port", "0", "--no-browser", "--clock", "soon"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "soon is no moment" in ended.stderr


def test_without_a_managed_bot_nothing_can_be_restarted(http: httpx.Client) -> None:
    assert http.post("/control/bot", json={"action": "kill"}).status_code == 409


def test_the_bots_environment_has_no_proxy_and_no_real_tokens() -> None:
    inherited = {"HTTPS_PROXY": "http://proxy", "no_proxy": "x", "SLACK_BOT_TOKEN": "xoxb-real", "PATH": "/bin"}
    made = environment(inherited, "http://127.0.0.1:1", "sqlite:///x.db")
    assert made["SLACK_BOT_TOKEN"] == "xoxb-playground"
    assert made["PATH"] == "/bin"
    assert not [name for name in made if name.lower().endswith("_proxy")]


def test_a_process_that_ends_by_itself_is_noticed(tmp_path: Path) -> None:
    bot = BotProcess(os.environ, tmp_path / "log", ("-c", "print('last words')"))
    bot.start()
    eventually(lambda: not bot.tend())
    assert bot.last_lines() == "last words"
    bot.stop()


def test_a_process_that_does_not_listen_is_ended_anyway(tmp_path: Path) -> None:
    stubborn = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
    )
    bot = BotProcess(os.environ, tmp_path / "log", ("-c", stubborn), grace_seconds=0.3)
    bot.start()
    eventually(lambda: bot.last_lines() == "deaf")
    bot.stop()
    assert not bot.tend()
