"""Slack comes in by websocket or by signed HTTP; on the way out nobody inside is cut off."""

import hashlib
import hmac
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

from bot import bootstrap
from bot.config import Settings
from bot.entrance import HttpEntrance
from bot.playground.server import RunningPlayground, start_playground

from .scripted_slack import ScriptedSlack, refused
from .test_relay import until

SECRET = "shhh"


@pytest.fixture
def playground() -> Iterator[RunningPlayground]:
    with start_playground() as running:
        yield running


def settings(url: str, folder: Path, **values: str) -> Settings:
    given = {
        "SLACK_API_URL": url,
        "SLACK_BOT_TOKEN": "xoxb-playground",
        "SLACK_APP_TOKEN": "xapp-playground",
        "SLACK_SIGNING_SECRET": SECRET,
        "DATABASE_URL": f"sqlite:///{folder / 'liandong.db'}",
    }
    return Settings(_env_file=None, **(given | values))  # type: ignore[call-arg, arg-type]  # pydantic-settings


@pytest.fixture
def served(playground: RunningPlayground, tmp_path: Path) -> Iterator[str]:
    """The whole bot behind an HTTP port; its address."""
    made = settings(playground.api_url, tmp_path, LIANDONG_TRANSPORT="http", LIANDONG_HTTP_PORT="0")
    bot = bootstrap.build(made)
    bot.start()
    assert isinstance(bot.entrance, HttpEntrance)
    yield bot.entrance.address
    bot.stop()


def command(text: str) -> bytes:
    fields = {
        "command": "/liandong",
        "text": text,
        "user_id": "U0LIN",
        "team_id": "T0LIANDONG",
        "channel_id": "C0RADAR",
        "trigger_id": "1.2.3",
        "response_url": "https://127.0.0.1/none",
        "api_app_id": "A0LIANDONG",
    }
    return urlencode(fields).encode()


def signed(body: bytes, at: float, secret: str = SECRET) -> dict[str, str]:
    stamp = str(int(at))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={digest}",
        "Content-Type": "application/x-www-form-urlencoded",
    }


def test_a_signed_request_is_answered(served: str) -> None:
    body = command("help")
    answer = httpx.post(served, content=body, headers=signed(body, time.time()))
    assert answer.status_code == 200
    assert "/liandong new" in answer.text


@pytest.mark.parametrize(("secret", "age"), [("wrong", 0.0), (SECRET, 400.0)], ids=["forged", "old"])
def test_a_forged_or_old_request_is_turned_away(served: str, secret: str, age: float) -> None:
    body = command("help")
    assert httpx.post(served, content=body, headers=signed(body, time.time() - age, secret)).status_code == 401


def test_nothing_else_is_served(served: str) -> None:
    assert httpx.get(served.removesuffix("/slack/events") + "/").status_code == 404


def test_a_socket_that_was_dropped_is_opened_again(playground: RunningPlayground, tmp_path: Path) -> None:
    bot = bootstrap.build(settings(playground.api_url, tmp_path))
    bot.start()
    health, socket = f"{playground.url}/control/health", f"{playground.url}/control/socket"
    try:
        for action in ("drop", "disconnect"):
            until(lambda: httpx.get(health).json()["bot_connected"])
            httpx.post(socket, json={"action": action}).raise_for_status()
            until(lambda: httpx.get(health).json()["bot_connected"])
            answer = httpx.post(
                f"{playground.url}/user/command", json={"as": "U0LIN", "channel": "C0RADAR", "text": "/liandong help"}
            )
            assert answer.json()["ok"], answer.text
    finally:
        bot.stop()


def test_a_refused_app_token_ends_the_waiting(slack: ScriptedSlack, tmp_path: Path) -> None:
    slack.will("apps.connections.open", refused("invalid_auth"))
    bot = bootstrap.build(settings(slack.url, tmp_path))
    bot.start()
    assert "invalid_auth" in bot.run_until(threading.Event())
    bot.stop()


def test_a_bot_told_to_stop_says_nothing(playground: RunningPlayground, tmp_path: Path) -> None:
    told = threading.Event()
    bot = bootstrap.build(settings(playground.api_url, tmp_path))
    bot.start()
    told.set()
    assert bot.run_until(told) == ""
    bot.stop()
    assert not [t for t in threading.enumerate() if t.name.startswith(("relay", "sidecall", "census", "socket"))]
