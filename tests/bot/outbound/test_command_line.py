"""What an operator types, and what they are told when something is missing."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from bot.config import variables
from bot.playground.server import RunningPlayground, start_playground
from tests.nursery import born, ended

from .test_relay import until

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def playground() -> Iterator[RunningPlayground]:
    with start_playground() as running:
        yield running


def environment(folder: Path, **values: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in variables() and not k.lower().endswith("_proxy")}
    return kept | {"DATABASE_URL": f"sqlite:///{folder / 'liandong.db'}", "PYTHONPATH": str(ROOT)} | values


def tokens(playground: RunningPlayground) -> dict[str, str]:
    return {
        "SLACK_API_URL": playground.api_url,
        "SLACK_BOT_TOKEN": "xoxb-playground",
        "SLACK_APP_TOKEN": "xapp-playground",
    }


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


def type_in(folder: Path, *arguments: str, **values: str) -> Done:
    """Run from an empty folder: no ``.env`` of the developer's is read."""
    out, err = folder / "out.txt", folder / "err.txt"
    process = born(arguments, environment=environment(folder, **values), folder=folder, out=out, err=err)
    return Done(ended(process), out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"))


def test_without_tokens_two_lines_say_what_to_do(tmp_path: Path) -> None:
    """From nothing, as an operator's shell does it."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        cwd=tmp_path, env=environment(tmp_path), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stdout == ""
    first, second = done.stderr.splitlines()
    assert "SLACK_BOT_TOKEN, SLACK_APP_TOKEN" in first
    assert "playground" in second
    assert not (tmp_path / "liandong.db").exists()


def test_http_needs_the_signing_secret_and_no_app_token(tmp_path: Path) -> None:
    done = type_in(tmp_path, "run", LIANDONG_TRANSPORT="http", SLACK_BOT_TOKEN="xoxb-1")
    assert done.returncode == 2
    assert "Not set: SLACK_SIGNING_SECRET." in done.stderr


def test_a_refused_bot_token_ends_the_bot_with_two_lines(tmp_path: Path, playground: RunningPlayground) -> None:
    done = type_in(tmp_path, "run", **(tokens(playground) | {"SLACK_BOT_TOKEN": "xoxb-wrong"}))
    assert done.returncode == 2
    assert "Slack refuses SLACK_BOT_TOKEN (invalid_auth)." in done.stderr
    assert "xoxb-wrong" not in done.stderr


def test_a_refused_app_token_ends_the_bot_too(tmp_path: Path, playground: RunningPlayground) -> None:
    done = type_in(tmp_path, "run", **(tokens(playground) | {"SLACK_APP_TOKEN": "xapp-wrong"}))
    assert done.returncode == 2
    assert "Slack refuses the app-level token" in done.stderr


def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    done = type_in(tmp_path, "doctor", LIANDONG_TIME_ZONE="Mars/Olympus")
    assert done.returncode == 2
    assert "LIANDONG_TIME_ZONE: " in done.stderr


def test_a_file_that_is_no_database_is_left_untouched(tmp_path: Path) -> None:
    file = tmp_path / "liandong.db"
    file.write_text("shopping list", encoding="utf-8")
    done = type_in(tmp_path, "migrate")
    assert done.returncode == 1
    assert "cannot be used" in done.stderr
    assert file.read_text(encoding="utf-8") == "shopping list"


def test_migrate_makes_a_database_and_may_be_repeated(tmp_path: Path) -> None:
    assert [type_in(tmp_path, "migrate").returncode for _ in range(2)] == [0, 0]
    with sqlite3.connect(tmp_path / "liandong.db") as db:
        assert db.execute("select count(*) from outbox").fetchone() == (0,)
    db.close()


def test_the_manifest_is_printed_as_it_is_pasted(tmp_path: Path) -> None:
    done = type_in(tmp_path, "manifest")
    assert done.returncode == 0
    assert json.loads(done.stdout)["display_information"]["name"] == "Liandong"


def test_a_proxy_in_the_environment_does_not_stand_between_the_bot_and_this_machine(
    tmp_path: Path, playground: RunningPlayground
) -> None:
    nowhere = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), "http://127.0.0.1:9")
    with (tmp_path / "bot.log").open("wb") as log:
        bot = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            cwd=tmp_path, env=environment(tmp_path, **tokens(playground), **nowhere), stdout=log, stderr=log,
        )  # fmt: skip
    try:
        health = f"{playground.url}/control/health"
        until(lambda: httpx.get(health, trust_env=False).json()["bot_connected"], patience=90)
    finally:
        bot.send_signal(signal.SIGTERM)
        began = time.monotonic()
        assert bot.wait(15) == 0, (tmp_path / "bot.log").read_text()
    assert time.monotonic() - began < 10
