"""How long people wait for an answer while Slack is slow and while the relay drains a full queue.

The real bot process behind real HTTP and websocket; half of the people start projects, the others ask. Prints p50 and
p95 of the time from the envelope to its ack, and fails where a promise is broken. The playground and the people share
one process with each other, and the machine with the bot: their own work is in the figures. Run by ``make bench``.
"""

import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import httpx

from bot.new_ids import id_maker
from bot.playground.server import start_playground
from flows.notices import Lane, Notice, NoticeKind
from storage import open_store
from tests.journeys.bot_process import BotProcess
from tests.journeys.workspace import Human, Json, Workspace

TEAM = "T0LIANDONG"
USERS = ("U0LIN", "U0CHEN", "U0ZHAO", "U0WANG", "U0EMMA", "U0LIU", "U0RAJ", "U0SOFIA")
CLIENTS = 2 * len(USERS)
ANSWERS_EACH = 60
QUESTIONS = ("status LD-1", "mine", "list", "history LD-1")
QUEUED = 10_000
SLOW_SECONDS = 0.1
SLOW_SLACK_P95_MS = 100.0
DRAINING_P95_MS = 300.0


def percentiles(latencies: list[float]) -> tuple[float, float]:
    """p50 and p95 in milliseconds."""
    ordered = sorted(latencies)
    return statistics.median(ordered), ordered[int(len(ordered) * 0.95)]


def hammer(http: httpx.Client) -> list[float]:
    """Ack times in milliseconds of ``CLIENTS`` people who never pause: each person starts projects and asks as well."""
    work = [(start_projects, user) for user in USERS] + [(ask, user) for user in USERS]
    with ThreadPoolExecutor(CLIENTS) as pool:
        done = [pool.submit(job, Human(http, user)) for job, user in work]
        return [float(answer["ack_ms"]) for future in done for answer in future.result()]


def ask(human: Human) -> list[Json]:
    return [acked(human.command("C0RADAR", f"/liandong {QUESTIONS[n % len(QUESTIONS)]}")) for n in range(ANSWERS_EACH)]


def start_projects(human: Human) -> list[Json]:
    """A form is opened and its submission written, again and again: half of the answers are to writes."""
    answers = []
    for n in range(ANSWERS_EACH // 2):
        answers.append(acked(human.command("C0RADAR", f"/liandong new Bench {n}")))
        answers.append(acked(send_form(human, f"Bench {n}")))
    return answers


def acked(answer: Json) -> Json:
    if not answer["ok"]:
        raise AssertionError(answer)
    return answer


def send_form(human: Human, name: str) -> Json:
    return human.fill(
        "form.new",
        name=name,
        summary="",
        strands=["technology"],
        lead=human.user,
        channel="C0RADAR",
        confidentiality="open",
    )


def create_project(workspace: Workspace) -> None:
    lin = workspace.human("U0LIN")
    acked(lin.command("C0RADAR", "/liandong new Bench"))
    acked(send_form(lin, "Bench"))
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
            calm = percentiles(hammer(http))
            workspace.control("POST", "faults", kind="slow", seconds=SLOW_SECONDS, times=1_000_000)
            slow = percentiles(hammer(http))
            http.delete("/control/faults").raise_for_status()
            fill_queue(Path(folder) / "liandong.db")
            before, started = len(workspace.posted()), time.monotonic()
            draining = percentiles(hammer(http))
            sent, seconds = len(workspace.posted()) - before, time.monotonic() - started
        bot.stop()
    print(f"acks, {CLIENTS} clients: p50/p95 ms calm {calm[0]:.1f}/{calm[1]:.1f}")
    print(f"every Slack call takes {SLOW_SECONDS} s: {slow[0]:.1f}/{slow[1]:.1f} (limit {SLOW_SLACK_P95_MS:.0f})")
    print(f"while {QUEUED} messages drain: {draining[0]:.1f}/{draining[1]:.1f} (limit {DRAINING_P95_MS:.0f})")
    print(f"sent meanwhile: {sent} in {seconds:.1f} s")
    held = slow[1] < SLOW_SLACK_P95_MS and draining[1] < DRAINING_P95_MS
    return 0 if held and 0 < sent < QUEUED else 1  # with nothing sent, or all of it, nothing was measured


if __name__ == "__main__":
    sys.exit(main())
