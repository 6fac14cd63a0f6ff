"""Whoever changes the history in the database file is found: ``doctor`` names the first broken row and exits with 1."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from flows.lifecycle import commands as do
from tests.bot.inbound.office import LIN, Office

Tamper = Callable[[sqlite3.Connection], object]
COLUMNS = ("team_id", "seq", "project_id", "event", "made_by", "made_at", "deliverable_id", "payload", "hash")


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a project that has gone through a gate request: every column has something in it."""
    folder = tmp_path_factory.mktemp("lived")
    office = Office(folder)
    project_id = office.create("Radar")
    office.open_gate(project_id)
    office.do(do.HoldProject(project_id=project_id, until=None, reason="Budget"), LIN)
    office.store.close()
    return folder / "liandong.db"


@pytest.fixture
def database(lived: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(lived, tmp_path / "liandong.db"))


def tampered(database: Path, tamper: Tamper) -> None:
    """Change the file as somebody with a database tool would: the triggers that guard the table go first."""
    with closing(sqlite3.connect(database)) as conn, conn:
        for (name,) in conn.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            conn.execute(f'drop trigger "{name}"')
        tamper(conn)


def last_row(database: Path) -> int:
    with closing(sqlite3.connect(database)) as conn:
        return int(conn.execute("select max(seq) from history").fetchone()[0])


def history_findings(database: Path) -> tuple[int, list[str]]:
    """Doctor's exit code and its lines about the history. Nobody answers for Slack here: that is another problem."""
    nobody = {"DATABASE_URL": f"sqlite:///{database}", "SLACK_API_URL": "http://127.0.0.1:9/api/"}
    result = CliRunner().invoke(main, ["doctor"], env=nobody)
    return result.exit_code, [line for line in result.output.splitlines() if "history" in line.split()[:2]]


def test_an_untouched_history_is_whole(database: Path) -> None:
    _, (line,) = history_findings(database)
    assert "the hash chain is whole" in line


def test_the_columns_tried_are_all_there_are(database: Path) -> None:
    with closing(sqlite3.connect(database)) as conn:
        assert tuple(column[1] for column in conn.execute("pragma table_info(history)")) == COLUMNS


@pytest.mark.parametrize("column", [c for c in COLUMNS if c not in ("team_id", "seq")])
@pytest.mark.parametrize("row", [1, 9])
def test_a_change_in_any_column_is_named_by_its_row(database: Path, column: str, row: int) -> None:
    tampered(
        database,
        lambda c: c.execute(f"update history set {column} = coalesce({column}, '') || 'x' where seq = ?", (row,)),  # noqa: S608
    )
    code, (line,) = history_findings(database)
    assert code == 1
    assert f"history row {row} is not what was written" in line


def test_a_row_given_to_another_workspace_is_missing_from_its_own(database: Path) -> None:
    tampered(database, lambda c: c.execute("update history set team_id = 'T0MALLORY' where seq = 5"))
    code, lines = history_findings(database)
    assert code == 1
    assert any("T0LIANDONG: history row 5 is missing" in line for line in lines)


def test_a_row_with_another_number_leaves_a_gap(database: Path) -> None:
    tampered(database, lambda c: c.execute("update history set seq = 9000 where seq = 5"))
    code, (line,) = history_findings(database)
    assert (code, "history row 5 is missing" in line) == (1, True)


@pytest.mark.parametrize("row", [1, 4])
def test_a_removed_row_is_named(database: Path, row: int) -> None:
    tampered(database, lambda c: c.execute("delete from history where seq = ?", (row,)))
    code, (line,) = history_findings(database)
    assert (code, f"history row {row} is missing" in line) == (1, True)


def test_a_tail_that_was_cut_off_is_named(database: Path) -> None:
    last = last_row(database)
    tampered(database, lambda c: c.execute("delete from history where seq > ?", (last - 2,)))
    code, (line,) = history_findings(database)
    assert (code, f"history rows {last - 1} to {last} are missing at the end" in line) == (1, True)


def test_an_inserted_row_is_named(database: Path) -> None:
    last = last_row(database)

    def insert(conn: sqlite3.Connection) -> None:
        conn.execute(
            "insert into history select team_id, seq + 1, project_id, event, made_by, made_at, deliverable_id, payload,"
            " hash from history where seq = ?",
            (last,),
        )

    tampered(database, insert)
    code, (line,) = history_findings(database)
    assert code == 1
    assert f"history row {last + 1} " in line


def test_rows_that_changed_places_are_named_at_the_first(database: Path) -> None:
    def swap(conn: sqlite3.Connection) -> None:
        for old, new in ((3, 9000), (4, 3), (9000, 4)):
            conn.execute("update history set seq = ? where seq = ?", (new, old))

    tampered(database, swap)
    code, (line,) = history_findings(database)
    assert (code, "history row 3 is not what was written" in line) == (1, True)
