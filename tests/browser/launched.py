"""The whole playground as people start it: `python -m bot playground`, on a free port with an empty database."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
READY = re.compile(r"ready: (http://127\.0\.0\.1:\d+)")
START_SECONDS = 60.0
QUICK = {
    "LIANDONG_CHANNEL_RATE": "200",
    "LIANDONG_WORKSPACE_RATE": "60000",
    "LIANDONG_TICK_SECONDS": "1",
    "LIANDONG_SPREAD_MINUTES": "0",
}


class Launched:
    """The process with its workspace and bot; ``url`` is known once ``start`` returns."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self._folder, self._environment = folder, environment
        self._log = folder / "playground.log"
        self._process: subprocess.Popen[bytes] | None = None
        self.url = ""

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", "playground", "--port", "0", "--no-browser", "--empty",
                 "--database", str(self._folder / "liandong.db")],
                cwd=ROOT, env={**os.environ, **QUICK, **self._environment}, stdout=log, stderr=log,
            )  # fmt: skip
        deadline = time.monotonic() + START_SECONDS
        while not (found := READY.search(self.log())):
            assert self._process.poll() is None, self.log()
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.1)
        self.url = found[1]

    def stop(self) -> int:
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(timeout=30)

    def log(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace") if self._log.exists() else ""

    def speak(self, locale: str) -> None:
        """Give every member one language."""
        for user in ("U0LIN", "U0CHEN", "U0ZHAO", "U0WANG", "U0EMMA", "U0RAJ", "U0SOFIA", "U0LIU"):
            httpx.post(f"{self.url}/user/profile", json={"user": user, "locale": locale}, trust_env=False)

    def settle(self, quiet: float = 0.6, patience: float = 30.0) -> None:
        """Wait until app and workspace have had nothing to say to each other for a while."""
        deadline = time.monotonic() + patience
        last, since = -1, time.monotonic()
        while time.monotonic() - since < quiet:
            assert time.monotonic() < deadline, "the app never comes to rest"
            now = int(httpx.get(f"{self.url}/control/traffic?since=1000000", trust_env=False).json()["last"])
            if now != last:
                last, since = now, time.monotonic()
            time.sleep(0.1)
