"""A history leaves Slack as a file: once, for one person, whatever fails on the way."""

import csv
import io
import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.playground.server import RunningPlayground

from .bot_process import BotProcess
from .test_relay_kill import LEASE_SECONDS, reborn, settled
from .test_six_stages import EMMA, LIN, RADAR, create, give_roles
from .workspace import Human, Json, Workspace, eventually, words

SHARED = "files.completeUploadExternal"
STEPS = ("files.getUploadURLExternal", SHARED)


@pytest.fixture
def bot(playground: RunningPlayground, tmp_path: Path) -> Iterator[BotProcess]:
    process = BotProcess(playground, tmp_path, LIANDONG_LEASE_SECONDS=str(LEASE_SECONDS))
    process.start()
    yield process
    assert process.stop() == 0, process.log()


def shared(workspace: Workspace) -> list[str]:
    """Where files were ever shared."""
    return [m["channel"] for m in workspace.posted() if m["via"] == SHARED]


def content(human: Human, file: Json) -> str:
    return human.download(file).decode("utf-8-sig")


def strike(workspace: Workspace, **fault: object) -> None:
    """Make the next call of a method fail."""
    response = workspace.http.post("/control/faults", json={**fault, "times": 1})
    assert response.status_code == 200, response.text


def project(workspace: Workspace) -> Human:
    lin = workspace.human(LIN)
    give_roles(lin, create(lin, "=1+1 Radar"))
    emma = workspace.human(EMMA)
    eventually(lambda: "LD-1" in words(emma.answer_to(RADAR, "/liandong list")), "Emma sees the project")
    return emma


def test_the_history_arrives_as_a_private_file(workspace: Workspace) -> None:
    emma = project(workspace)
    assert "on its way" in words(emma.answer_to(RADAR, "/liandong history LD-1 csv"))
    (file,) = eventually(emma.files, "the file arrives")
    assert file["name"].startswith("LD-1-history-")
    rows = list(csv.DictReader(io.StringIO(content(emma, file), newline="")))
    assert [row["event"] for row in rows][:2] == ["ProjectCreated", "StageEntered"]
    assert json.loads(rows[0]["details"])["name"] == "=1+1 Radar"
    assert shared(workspace) == [emma.dm]


def test_a_button_under_the_history_sends_the_json(workspace: Workspace) -> None:
    emma = project(workspace)
    page = emma.answer_to(RADAR, "/liandong history LD-1 people")
    emma.press(RADAR, page, "prj.history_json")
    (file,) = eventually(emma.files, "the file arrives")
    told = json.loads(content(emma, file))
    assert told["project"]["key"] == "LD-1"
    assert {entry["event"] for entry in told["history"]} == {"RolesChanged", "DeliverableHandedOver"}
    assert shared(workspace) == [emma.dm]


@pytest.mark.timeout(240)
def test_a_failing_upload_is_one_file_in_the_end(workspace: Workspace) -> None:
    emma = project(workspace)
    tried = [*itertools.product(STEPS, ("drop_after", "drop_before", "http500", "ratelimited"))]
    for method, kind in tried:
        known = len(emma.files())
        strike(workspace, method=method, kind=kind)
        emma.command(RADAR, "/liandong history LD-1 csv")
        eventually(lambda: workspace.control("GET", "faults")["faults"] == [], "the fault has struck")
        new_file(emma, known, f"after {kind} of {method}")
    settled(workspace)
    assert shared(workspace) == [emma.dm] * len(tried)


def new_file(human: Human, known: int, when: str) -> None:
    eventually(lambda: len(human.files()) > known, f"the file arrives {when}", patience=60)


def test_a_bot_killed_after_sharing_and_before_marking_finds_its_file_again(
    workspace: Workspace, bot: BotProcess
) -> None:
    emma = project(workspace)
    strike(workspace, method=SHARED, kind="slow", when="after", seconds=8)
    emma.command(RADAR, "/liandong history LD-1 csv")
    eventually(emma.files, "the file has arrived, unmarked")
    reborn(workspace, bot)
    settled(workspace)
    assert shared(workspace) == [emma.dm]


def test_a_bot_killed_before_sharing_sends_the_file_after_all(workspace: Workspace, bot: BotProcess) -> None:
    emma = project(workspace)
    strike(workspace, method=STEPS[0], kind="slow", when="before", seconds=8)
    emma.command(RADAR, "/liandong history LD-1 csv")
    eventually(lambda: workspace.control("GET", "faults")["faults"] == [], "the upload hangs")
    assert emma.files() == []
    reborn(workspace, bot)
    eventually(emma.files, "the file arrives", patience=30)
    settled(workspace)
    assert shared(workspace) == [emma.dm]
