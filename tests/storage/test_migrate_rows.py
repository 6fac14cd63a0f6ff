"""Whatever the newest schema file was when rows were written: every file since then leaves each of them as it was."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database
from sqlite_utils.db import Table

from storage import open_store
from storage.migrate import all_migrations
from storage.schema_files import schema_files

NAMES = [name for name, _ in schema_files()]
GIVEN_UP = {("channel_preferences", "threads")}
"""Columns that a later file drops: answers always stand under their card, so nobody could ever choose (0022)."""
Rows = dict[str, list[dict[str, Any]]]


def filled(path: Path, stop_before: str | None = None) -> Rows:
    """A database of that time with two rows in every table there was; what it then holds."""
    with closing(sqlite3.connect(path)) as conn:
        db = Database(conn)
        db.execute("pragma synchronous = off")
        all_migrations().apply(db, stop_before=stop_before)
        for table in tables(db):
            kinds = {column.name: column.type.lower() for column in table.columns}
            table.insert_all([{name: made(name, kind, n) for name, kind in kinds.items()} for n in (1, 2)])
    return held(path)


def made(name: str, kind: str, n: int) -> object:
    """A value that fits the column and differs from row to row."""
    return n if kind == "integer" else f"{name} {n} 中文"


def tables(db: Database) -> list[Table]:
    return [db.table(name) for name in db.table_names() if not name.startswith(("_", "sqlite_"))]


def held(path: Path) -> Rows:
    """Every row of every table."""
    with closing(sqlite3.connect(path)) as conn:
        return {table.name: list(table.rows) for table in tables(Database(conn))}


@pytest.mark.parametrize("stop_before", NAMES[NAMES.index("0011_rhythm") :])
def test_every_row_of_every_table_survives_all_later_files(tmp_path: Path, stop_before: str) -> None:
    before = filled(tmp_path / "old.db", stop_before)
    open_store(str(tmp_path / "old.db")).close()
    after = held(tmp_path / "old.db")
    assert len(before) > 10
    for table, rows in before.items():
        assert len(rows) == 2, table
        kept = [name for name in rows[0] if (table, name) not in GIVEN_UP]
        assert [[row[name] for name in kept] for row in after[table]] == [[row[n] for n in kept] for row in rows], table


def test_every_table_of_today_can_be_filled_so(tmp_path: Path) -> None:
    """Also those of the newest file: the next one could lose their rows."""
    assert {len(rows) for rows in filled(tmp_path / "new.db").values()} == {2}
