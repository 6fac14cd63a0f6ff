"""The real bot as its own process, the strict local workspace as its far side, real HTTP and websocket between."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from bot.playground.server import RunningPlayground, start_playground

from .bot_process import BotProcess
from .workspace import Workspace

MORNING = datetime(2026, 11, 24, 2, tzinfo=UTC)
"""A Tuesday, ten o'clock in Shanghai: what a journey sees must not depend on the hour at which the tests run."""


@pytest.fixture
def playground() -> Iterator[RunningPlayground]:
    with start_playground(clock_start=MORNING) as running:
        yield running


@pytest.fixture
def bot(playground: RunningPlayground, tmp_path: Path) -> Iterator[BotProcess]:
    process = BotProcess(playground, tmp_path)
    process.start()
    yield process
    assert process.stop() == 0, process.log()


@pytest.fixture
def workspace(playground: RunningPlayground, bot: BotProcess) -> Iterator[Workspace]:
    assert bot
    with httpx.Client(base_url=playground.url, timeout=20, trust_env=False) as http:
        yield Workspace(playground.url, http)
