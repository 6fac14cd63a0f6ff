"""The bot's own process beside the playground: the production program with another address to talk to."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from .world import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET

GRACE_SECONDS = 15.0
LINES_SHOWN = 25


def environment(inherited: Mapping[str, str], playground_url: str, database_url: str) -> dict[str, str]:
    """What the bot's process sees. Proxies are left out: everything is on this machine."""
    kept = {name: value for name, value in inherited.items() if not name.lower().endswith("_proxy")}
    # Who moves the clock to nine wants to see what comes then, not wait for minutes over which it would be spread.
    return (
        {"LIANDONG_SPREAD_MINUTES": "0"}
        | kept
        | {
            "SLACK_API_URL": f"{playground_url}/api/",
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
            "LIANDONG_TRANSPORT": "socket",
            "LIANDONG_CLOCK_URL": f"{playground_url}/control/clock",
            "DATABASE_URL": database_url,
        }
    )


class BotProcess:
    """Starts, ends and starts again. ``restart`` and ``kill`` only note the wish; ``tend`` fulfils it."""

    def __init__(
        self,
        variables: Mapping[str, str],
        log: Path,
        command: tuple[str, ...] = ("-m", "bot", "run"),
        *,
        grace_seconds: float = GRACE_SECONDS,
    ) -> None:
        self._grace_seconds = grace_seconds
        self._variables = dict(variables)
        self._log = log
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._wish = ""

    def start(self) -> None:
        with self._log.open("ab") as log:
            # its own session: Ctrl-C reaches the playground, which then ends the bot in good order
            self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
                [sys.executable, *self._command],
                env=self._variables,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def restart(self) -> None:
        self._wish = "restart"

    def kill(self) -> None:
        self._wish = "kill"

    def tend(self) -> bool:
        """Do what was wished; false when the process ended by itself."""
        wish, self._wish = self._wish, ""
        if wish == "restart":
            self.stop()
            self.start()
        elif wish == "kill" and self._process is not None:
            self._process.kill()
            self._process.wait(self._grace_seconds)
            self.start()
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """End it kindly, then firmly."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(self._grace_seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(self._grace_seconds)

    def last_lines(self) -> str:
        lines = self._log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(lines[-LINES_SHOWN:])
