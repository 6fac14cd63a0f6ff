"""The real bot as its own process, for journeys and benchmarks."""

import os
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import httpx

from bot.playground.server import RunningPlayground
from tests.databases import lay
from tests.nursery import born, ended

from .workspace import eventually

ROOT = Path(__file__).parents[2]
QUICK = {
    "LIANDONG_CHANNEL_RATE": "200",
    "LIANDONG_WORKSPACE_RATE": "60000",
    "LIANDONG_TICK_SECONDS": "1",
    "LIANDONG_SPREAD_MINUTES": "0",
}


class BotProcess:
    """`python -m bot run` against a playground; can be killed and started again on the same database."""

    def __init__(self, playground: RunningPlayground, folder: Path, **environment: str) -> None:
        self._log, database = folder / "bot.log", folder / "liandong.db"
        self._environment = {
            **{k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")},
            "SLACK_API_URL": playground.api_url,
            "SLACK_BOT_TOKEN": "xoxb-playground",
            "SLACK_APP_TOKEN": "xapp-playground",
            "LIANDONG_CLOCK_URL": f"{playground.url}/control/clock",
            "DATABASE_URL": f"sqlite:///{database}",
            **QUICK,
            **environment,
        }
        self._url, self._database = playground.url, database
        self._process: ForkServerProcess | None = None

    def start(self) -> None:
        lay(self._database)
        self._process = born(("run",), environment=self._environment, folder=ROOT, out=self._log, err=self._log)
        with httpx.Client(base_url=self._url, timeout=5, trust_env=False) as http:
            eventually(lambda: self._connected(http), f"the bot connects; its log: {self.log()}", patience=60)

    def _connected(self, http: httpx.Client) -> bool:
        assert self._process is not None
        assert self._process.is_alive(), self.log()
        return bool(http.get("/control/health").json()["bot_connected"])

    def stop(self) -> int:
        """End it kindly; the exit code."""
        assert self._process is not None
        self._process.terminate()
        return ended(self._process)

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self._process is not None
        self._process.kill()
        ended(self._process)

    def log(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace") if self._log.exists() else ""
