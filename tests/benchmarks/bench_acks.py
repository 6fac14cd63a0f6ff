"""How long people wait for an answer while Slack is slow and while the relay drains a full queue.

The real bot process behind real HTTP and websocket. Prints p50 and p95 of the time from the envelope to its ack, and
fails where a promise is broken. Run by ``make bench``.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import httpx
from bot.playground.server import start_playground

from bot.ids import id_maker
from flows.notices import Lane, Notice, NoticeKind
from storage import open_store
from tests.journeys.bot_process import BotProcess
from tests.journeys.workspace import Human, Workspace

TEAM = "T0LIANDONG"
USERS = ("U0LIN", "U0CHEN", "U0ZHAO", "U0WANG", "U0EMMA", "U0LIU", "U0RAJ", "U0SOFIA")
CLIENTS = 16
COMMANDS_EACH = 25
QUEUED = 10_000
SLOW_SECONDS = 0.1
SLOW_SLACK_P95_MS = 100.0
DRAINING_P95_MS = 300.0


def percentiles(latencies: list[float]) -> tuple[float, float]:
    """p50 and p95 in milliseconds."""
    ordered = sorted(latencies)
    return statistics.median(ordered), ordered[int(len(ordered) * 0.95)]


def hammer(http: httpx.Client, text: Callable[[int], str]) -> list[float]:
    """Ack times in milliseconds of ``CLIENTS`` people who type without pause."""

    def type_commands(client: int) -> list[float]:
        human = Human(http, USERS[client % len(USERS)])
        times = []
        for _ in range(COMMANDS_EACH):
            answer = human.command("C0RADAR", text(client))
            if not answer["ok"]:
                raise AssertionError(answer)
            times.append(float(answer["ack_ms"]))
        return times

    with ThreadPoolExecutor(CLIENTS) as pool:
        return [t for times in pool.map(type_commands, range(CLIENTS)) for t in times]


def create_project(workspace: Workspace) -> None:
    lin = workspace.human("U0LIN")
    lin.command("C0RADAR", "/liandong new Bench")
    lin.fill(
        "form.new",
        name="Bench",
        summary="",
        strands=["technology"],
        lead="U0LIN",
        channel="C0RADAR",
        confidentiality="open",
    )
    lin.find("C0RADAR", lambda m: bool(m["blocks"]), "the card")


def fill_queue(database: Path) -> None:
    """Queue messages to one person per message, so that only the relay's own pace limits them."""
    store = open_store(f"sqlite:///{database}")
    with store.read() as reads:
        project = reads.card(TEAM, "LD-1")
        assert project is not None
    with store.write() as uow:
        uow.outbox.put(
            [
                Notice(
                    kind=NoticeKind.TOLD,
                    team_id=TEAM,
                    audience=USERS[n % len(USERS)],
                    project_id=project.id,
                    dedupe_key=f"bench:{n}",
                    params={"event": "ProjectHeld", "by": "U0LIN", "reason": f"bench {n}"},
                    lane=Lane.BULK,
                )
                for n in range(QUEUED)
            ],
            now=datetime.now(UTC),
            new_id=id_maker(),
        )
        uow.commit()
    store.close()


def main() -> int:
    """0 when both promises hold."""
    with tempfile.TemporaryDirectory() as folder, start_playground() as playground:
        bot = BotProcess(playground, Path(folder))
        bot.start()
        with httpx.Client(base_url=playground.url, timeout=60, trust_env=False) as http:
            workspace = Workspace(playground.url, http)
            create_project(workspace)
            calm = percentiles(hammer(http, lambda _: "/liandong status LD-1"))
            workspace.control("POST", "faults", kind="slow", seconds=SLOW_SECONDS, times=1_000_000)
            slow = percentiles(hammer(http, lambda n: "/liandong new" if n % 4 == 0 else "/liandong status LD-1"))
            http.delete("/control/faults").raise_for_status()
            fill_queue(Path(folder) / "liandong.db")
            before, started = len(workspace.posted()), time.monotonic()
            draining = percentiles(hammer(http, lambda _: "/liandong status LD-1"))
            sent, seconds = len(workspace.posted()) - before, time.monotonic() - started
        bot.stop()
    print(f"acks, {CLIENTS} clients: p50/p95 ms calm {calm[0]:.1f}/{calm[1]:.1f}")
    print(f"every Slack call takes {SLOW_SECONDS} s: {slow[0]:.1f}/{slow[1]:.1f} (limit {SLOW_SLACK_P95_MS:.0f})")
    print(f"while {QUEUED} messages drain: {draining[0]:.1f}/{draining[1]:.1f} (limit {DRAINING_P95_MS:.0f})")
    print(f"sent meanwhile: {sent} in {seconds:.1f} s")
    return 0 if slow[1] < SLOW_SLACK_P95_MS and draining[1] < DRAINING_P95_MS and sent else 1


if __name__ == "__main__":
    sys.exit(main())
