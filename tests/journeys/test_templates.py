"""A workspace changes its workflow over the wire: export, a broken import, a good one, and a project that is moved."""

import base64
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.playground.server import RunningPlayground

from .bot_process import BotProcess
from .workspace import Human, Json, Workspace, words

EMMA, LIN, RADAR = "U0EMMA", "U0LIN", "C0RADAR"


@pytest.fixture
def admins_workspace(playground: RunningPlayground, tmp_path: Path) -> Iterator[Workspace]:
    """Emma is named as an admin."""
    process = BotProcess(playground, tmp_path, LIANDONG_ADMINS=EMMA)
    process.start()
    with httpx.Client(base_url=playground.url, timeout=20, trust_env=False) as http:
        yield Workspace(playground.url, http)
    assert process.stop() == 0, process.log()


def exported(human: Human, name: str) -> str:
    """The text of a template as it arrives in somebody's messages."""
    assert f"{name}" in words(human.answer_to(RADAR, f"/liandong template export {name}"))
    message = human.find_dm(lambda m: bool(m.get("files")), "the exported file")
    response = human.http.get(message["files"][0]["url_private"], headers={"Authorization": "Bearer xoxb-playground"})
    assert response.status_code == 200, response.text
    return response.text


def give_in(human: Human, text: str) -> Json:
    """Upload a text into the import form; what the form answers."""
    content = base64.b64encode(text.encode()).decode()
    file = human.http.post("/user/file", json={"as": human.user, "name": "mine.toml", "content_base64": content})
    return human.fill("form.template", file=[file.json()["file_id"]])


@pytest.mark.timeout(120)
def test_a_workspace_takes_its_own_workflow_in(admins_workspace: Workspace) -> None:
    emma, lin = admins_workspace.human(EMMA), admins_workspace.human(LIN)
    lin.command(RADAR, "/liandong new Radar")
    lin.fill("form.new", name="Radar", template="light", strands=["patent"], lead=LIN, channel=RADAR,
             confidentiality="open")  # fmt: skip
    lin.close("form.info")
    text = exported(emma, "light")
    second = text.replace("version = 1", "version = 2", 1).replace('"protection_check"', '"prior_art_note"', 1)

    emma.command(RADAR, "/liandong template import")
    refused = give_in(emma, second.replace('role = "patent"', 'role = "cook"', 1))
    line = next(n for n, row in enumerate(text.splitlines(), start=1) if row == 'role = "patent"')
    assert f"mine.toml:{line} stages[0].deliverables[1].role: cook is not known" in refused["errors"]["file"]
    assert not give_in(emma, second).get("errors")
    assert "Ideation: Prior art and disclosure check is new" in words(emma.view("form.template_keep"))
    emma.fill("form.template_keep")
    assert "light 2 is imported" in words(emma.view("form.info"))
    emma.close("form.info")

    emma.command(RADAR, "/liandong template migrate LD-1")
    assert "LD-1: version 1 to 2" in words(emma.view("form.template_migrate"))
    emma.fill("form.template_migrate")
    emma.close("form.info")
    history = words(lin.answer_to(RADAR, "/liandong history LD-1"))
    assert "第 2 版" in history
    assert f"<@{EMMA}>" in history
