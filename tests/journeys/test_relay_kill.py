"""The bot's process dies at the worst moments; afterwards every message is there, and none is there twice."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.playground.server import RunningPlayground

from .bot_process import BotProcess
from .test_six_stages import LIN, RADAR, give_roles
from .workspace import Json, Workspace, eventually, words

LEASE_SECONDS = 2.0
POSTED = "chat.postMessage"


@pytest.fixture
def mortal(playground: RunningPlayground, tmp_path: Path) -> Iterator[BotProcess]:
    """A bot that may be killed: its leases are short, so that a successor takes over soon."""
    process = BotProcess(playground, tmp_path, LIANDONG_LEASE_SECONDS=str(LEASE_SECONDS))
    process.start()
    yield process
    assert process.stop() == 0, process.log()


@pytest.fixture
def workspace(playground: RunningPlayground, mortal: BotProcess) -> Iterator[Workspace]:
    assert mortal
    with httpx.Client(base_url=playground.url, timeout=20, trust_env=False) as http:
        yield Workspace(playground.url, http)


def posts(workspace: Workspace) -> list[Json]:
    """Every message the bot posted, without edits and private answers."""
    return [m for m in workspace.posted() if m["via"] == POSTED]


def doubled(workspace: Workspace) -> dict[str, int]:
    """The outbox parcels that became more than one message."""
    times = Counter(m["metadata"]["event_payload"]["parcel"] for m in posts(workspace))
    return {parcel: count for parcel, count in times.items() if count > 1}


def places(workspace: Workspace) -> Counter[tuple[str, bool]]:
    """How many messages there are in each conversation, those in threads counted apart."""
    return Counter((m["channel"], bool(m["thread_ts"])) for m in posts(workspace))


def times(counted: Counter[tuple[str, bool]], factor: int) -> Counter[tuple[str, bool]]:
    return Counter({place: count * factor for place, count in counted.items()})


def settled(workspace: Workspace, quiet: float = LEASE_SECONDS + 2.5) -> None:
    """Longer than a lease and the first steps after a failure."""
    workspace.settle(quiet)


def new_project(workspace: Workspace, name: str) -> None:
    """Submit the form and wait for nothing more: it is committed when this returns."""
    lin = workspace.human(LIN)
    lin.command(RADAR, f"/liandong new {name}")
    answer = lin.fill(
        "form.new", name=name, summary="", strands=["technology", "patent"], lead=LIN, channel=RADAR,
        confidentiality="members",
    )  # fmt: skip
    assert not answer.get("errors"), answer


def staff(workspace: Workspace, name: str) -> None:
    """Give everybody their roles on the project's card: an edit, an answer in its thread, prompts for the others."""
    lin = workspace.human(LIN)
    give_roles(lin, lin.find(RADAR, lambda m: name in words(m) and bool(m["blocks"]), f"the card of {name}"))


def undisturbed(workspace: Workspace, name: str = "Reference") -> Counter[tuple[str, bool]]:
    """What one project with its crew posts where nobody is killed."""
    new_project(workspace, name)
    staff(workspace, name)
    settled(workspace, quiet=1.0)
    return places(workspace)


def armed(workspace: Workspace, **fault: object) -> None:
    response = workspace.http.post("/control/faults", json={"method": POSTED, **fault})
    assert response.status_code == 200, response.text


def spent(workspace: Workspace) -> bool:
    return not workspace.control("GET", "faults")["faults"]


def reborn(workspace: Workspace, mortal: BotProcess) -> None:
    """Kill the bot as a power cut would, and start it again on the same database."""
    mortal.kill()
    workspace.control("DELETE", "faults")
    mortal.start()


def test_a_bot_killed_between_commit_and_send_sends_everything_once(workspace: Workspace, mortal: BotProcess) -> None:
    expected = times(undisturbed(workspace), 2)
    armed(workspace, kind="ratelimited", retry_after=60, times=2)
    new_project(workspace, "Before")
    eventually(lambda: spent(workspace), "both first messages were refused for now")
    assert [m for m in posts(workspace) if "Before" in words(m)] == []
    held = time.monotonic()
    reborn(workspace, mortal)
    workspace.control("POST", "clock", advance_seconds=60)
    staff(workspace, "Before")
    assert time.monotonic() - held < 60, "the wait was the clock's, not ours"
    settled(workspace)
    assert doubled(workspace) == {}
    assert places(workspace) == expected


def test_a_bot_killed_between_send_and_mark_finds_its_messages_again(workspace: Workspace, mortal: BotProcess) -> None:
    """Card in a channel, prompt in a direct message, then an answer in a thread and prompts for everybody at once."""
    reference = undisturbed(workspace)
    before = len(posts(workspace))
    armed(workspace, kind="slow", when="after", seconds=8, times=2)
    new_project(workspace, "After")
    eventually(lambda: len(posts(workspace)) == before + 2, "card and prompt have arrived, unmarked")
    reborn(workspace, mortal)
    settled(workspace)
    assert len(posts(workspace)) == before + 2
    armed(workspace, kind="slow", when="after", seconds=8, times=100)
    staff(workspace, "After")
    owed = reference.total() - 2
    eventually(
        lambda: len(posts(workspace)) >= before + 2 + min(owed, 7), "as many as go at once have arrived, unmarked"
    )
    reborn(workspace, mortal)
    settled(workspace)
    assert doubled(workspace) == {}
    assert places(workspace) == times(reference, 2)
    assert any(e["name"] == "conversations.replies" for e in workspace.control("GET", "traffic")["traffic"])


def test_the_found_card_is_the_one_that_is_edited_later(workspace: Workspace, mortal: BotProcess) -> None:
    armed(workspace, kind="slow", when="after", seconds=8, channel=RADAR)
    new_project(workspace, "Found")
    eventually(lambda: [m for m in posts(workspace) if m["channel"] == RADAR], "the card has arrived, unmarked")
    reborn(workspace, mortal)
    staff(workspace, "Found")
    settled(workspace)
    written = [m for m in workspace.posted() if m["channel"] == RADAR and not m["thread_ts"]]
    assert written[0]["via"] == POSTED
    assert {m["via"] for m in written[1:]} == {"chat.update"}
    assert len({m["ts"] for m in written}) == 1


@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("seed", "rounds"), [(1, 3), pytest.param(2, 50, marks=pytest.mark.soak)])
def test_a_bot_killed_again_and_again_at_any_moment_posts_everything_once(
    workspace: Workspace, mortal: BotProcess, seed: int, rounds: int
) -> None:
    """Fifty rounds are about a thousand messages and a hundred deaths."""
    chance = random.Random(seed)  # noqa: S311  # moments, not secrets
    reference = undisturbed(workspace)
    for number in range(rounds):
        name = f"Round {seed}.{number}"
        for step in (new_project, staff):
            step(workspace, name)
            time.sleep(chance.uniform(0, 0.12))
            reborn(workspace, mortal)
    settled(workspace)
    assert doubled(workspace) == {}
    assert places(workspace) == times(reference, rounds + 1)
