"""``python -m bot export`` from the outside."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from flows.lifecycle import commands as do
from flows.names import Decision
from tests.bot.inbound.office import EMMA, Office


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A project whose gate is open, with a vote."""
    office = Office(tmp_path)
    project_id = office.create("=1+1")
    gate_id = office.open_gate(project_id)
    office.do(do.CastVote(project_id=project_id, gate_id=gate_id, decision=Decision.GO, comment="Secret so far"), EMMA)
    office.store.close()
    return tmp_path / "liandong.db"


def run(database: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["export", *arguments], env={"DATABASE_URL": f"sqlite:///{database}"})
    return result.exit_code, result.output


def test_a_csv_file_is_written(database: Path, tmp_path: Path) -> None:
    out = tmp_path / "history.csv"
    assert run(database, "ld 1", "--out", str(out)) == (0, f"{out} holds the history of ld 1\n")
    rows = list(csv.DictReader(io.StringIO(out.read_bytes().decode("utf-8-sig"), newline="")))
    assert rows[0]["event"] == "ProjectCreated"
    assert json.loads(rows[0]["details"])["name"] == "=1+1"
    assert [int(row["row"]) for row in rows] == list(range(1, len(rows) + 1))


def test_a_json_file_is_written_without_the_votes_of_an_open_gate(database: Path, tmp_path: Path) -> None:
    out = tmp_path / "history.json"
    assert run(database, "LD-1", "--format", "json", "--out", str(out), "--team", "T0LIANDONG")[0] == 0
    text = out.read_text(encoding="utf-8")
    assert json.loads(text)["project"]["name"] == "=1+1"
    assert "VoteCast" in text
    assert "Secret so far" not in text


@pytest.mark.parametrize("arguments", [("LD-9",), ("LD-1", "--team", "T0OTHER")])
def test_a_key_that_is_not_there_is_said_and_nothing_written(
    database: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    out = tmp_path / "none.csv"
    code, told = run(database, *arguments, "--out", str(out))
    assert code == 1
    assert f"There is no project {arguments[0]} here" in told
    assert not out.exists()


def test_a_place_that_cannot_be_written_is_said(database: Path, tmp_path: Path) -> None:
    code, told = run(database, "LD-1", "--out", str(tmp_path / "no" / "such" / "folder.csv"))
    assert code == 1
    assert "cannot be written" in told
