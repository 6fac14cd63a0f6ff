"""``python -m bot playground``: the workspace, the demo organisation, and the bot beside them, until told to stop."""

import os
import signal
import sys
import tempfile
import threading
import time
import webbrowser
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import click

from .child import BotProcess, environment
from .server import PlaygroundFailed, RunningPlayground, start_playground

CONNECT_SECONDS = 60.0
LOOK_SECONDS = 0.1
FAILED = 1
UNUSABLE = 2


def launch(*, port: int, database: Path | None, open_browser: bool, empty: bool, clock: str | None) -> None:
    """Run until SIGINT or SIGTERM; exits with 1 when the bot dies by itself, showing its last lines."""
    told_to_stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: told_to_stop.set())
    start = _moment(clock)
    try:
        running = start_playground(port, clock_start=start)
    except PlaygroundFailed as failure:
        _give_up(f"The playground cannot start on port {port}: {failure}.", "Choose another one with --port.")
    with running, tempfile.TemporaryDirectory(prefix="liandong-") as folder:
        database_url = f"sqlite:///{(database or Path(folder) / 'liandong.db').absolute()}"
        if not empty:
            _seed(running, database_url)
        bot = BotProcess(environment(os.environ, running.url, database_url), Path(folder) / "bot.log")
        running.world.supervisor = bot
        bot.start()
        try:
            alive = _wait_until_connected(running, bot, told_to_stop)
            if alive and not told_to_stop.is_set():
                click.echo(f"Liandong playground ready: {running.url}/")
                if open_browser:
                    webbrowser.open(f"{running.url}/")
                alive = _watch(bot, told_to_stop)
        finally:
            bot.stop()
        if not alive:
            click.echo(bot.last_lines(), err=True)
            _give_up("The bot stopped; its last lines are above.", "", FAILED)


def _wait_until_connected(running: RunningPlayground, bot: BotProcess, told_to_stop: threading.Event) -> bool:
    """Until the bot holds a connection; false when it died or never came."""
    deadline = time.monotonic() + CONNECT_SECONDS
    while not running.world.sockets.connected:
        if told_to_stop.wait(LOOK_SECONDS):
            return True
        if not bot.tend() or time.monotonic() > deadline:
            return False
    return True


def _watch(bot: BotProcess, told_to_stop: threading.Event) -> bool:
    """Until told to stop; false when the bot died by itself."""
    while not told_to_stop.wait(LOOK_SECONDS):
        if not bot.tend():
            return False
    return True


def _seed(running: RunningPlayground, database_url: str) -> None:
    from .demo import seed  # noqa: PLC0415  # an empty playground needs neither projects nor templates

    seed(database_url, running.world.clock.now(), running.world.workspace.team_id)


def _moment(clock: str | None) -> datetime | None:
    if clock is None:
        return None
    try:
        return datetime.fromisoformat(clock)
    except ValueError:
        _give_up(f"{clock} is no moment.", "Write it like 2026-11-23T09:00:00+08:00.")


def _give_up(problem: str, what_to_do: str, code: int = UNUSABLE) -> NoReturn:
    for line in (problem, what_to_do):
        if line:
            click.echo(line, err=True)
    sys.exit(code)
