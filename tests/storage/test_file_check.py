"""A file that is not ours, is damaged or is newer is refused and left exactly as it was."""

import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from flows.errors import DatabaseNewer, DatabaseUnusable
from storage import open_store
from tests.storage.test_projects import created, loaded

Break = Callable[[Path], None]
LEDGER_ENTRY = (
    "insert into _sqlite_migrations (migration_set, name, applied_at) values ('liandong', '0999_hyperlinks', '')"
)
"""What a later version of Liandong leaves behind."""


def ours(path: Path, journal: str = "wal") -> None:
    """A database of ours with something in it, closed cleanly."""
    store = open_store(str(path))
    created(store)
    store.close()
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(f"pragma journal_mode = {journal}")


def text(path: Path) -> None:
    path.write_text("Minutes of the meeting of 22 November, see the annex.\n" * 40, encoding="utf-8")


def short(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00")


def truncated(path: Path) -> None:
    ours(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3])


def scribbled(path: Path) -> None:
    ours(path)
    whole = bytearray(path.read_bytes())
    whole[4096 * 3 : 4096 * 3 + 2000] = b"\xa5" * 2000
    path.write_bytes(whole)


def foreign(path: Path, journal: str) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(f"pragma journal_mode = {journal}")
        conn.execute("create table invoices (id integer primary key, total integer)")


def of_another_migrated_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("create table _sqlite_migrations (id integer primary key, migration_set text, name text)")
        conn.execute("insert into _sqlite_migrations (migration_set, name) values ('billing', '0001_core')")
        conn.execute("create table invoices (id integer primary key)")
        conn.commit()


def newer(path: Path, journal: str) -> None:
    ours(path, journal)
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(LEDGER_ENTRY)
        conn.commit()


UNUSABLE: dict[str, tuple[Break, str]] = {
    "a text": (text, "not a database"),
    "a header alone": (short, "not a database"),
    "a truncated database": (truncated, "damaged"),
    "a scribbled database": (scribbled, "damaged"),
    "another program's database": (lambda path: foreign(path, "delete"), "another program"),
    "another program's database with a log": (lambda path: foreign(path, "wal"), "another program"),
    "another program that migrates as we do": (of_another_migrated_program, "another program"),
}


@pytest.mark.parametrize("what", UNUSABLE)
def test_a_file_we_cannot_use_is_left_untouched(tmp_path: Path, what: str) -> None:
    path = tmp_path / "there.db"
    make, problem = UNUSABLE[what]
    make(path)
    before = path.read_bytes()
    with pytest.raises(DatabaseUnusable) as caught:
        open_store(str(path))
    assert problem in caught.value.problem
    assert caught.value.location == str(path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["there.db"]


@pytest.mark.parametrize("journal", ["wal", "delete"])
def test_a_newer_database_is_left_untouched_and_its_migrations_are_named(tmp_path: Path, journal: str) -> None:
    path = tmp_path / "there.db"
    newer(path, journal)
    before = path.read_bytes()
    with pytest.raises(DatabaseNewer) as caught:
        open_store(f"sqlite:///{path}")
    assert caught.value.unknown_migrations == ("0999_hyperlinks",)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["there.db"]


def test_a_newer_database_with_a_left_over_log_keeps_both(tmp_path: Path) -> None:
    """The process that wrote it died; what it had committed is in the log alone, and decides."""
    path = tmp_path / "there.db"
    ours(path)
    die = "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit(); os._exit(0)"
    subprocess.run([sys.executable, "-c", die, str(path), LEDGER_ENTRY], check=True)
    log = path.with_name("there.db-wal")
    before = (path.read_bytes(), log.read_bytes())
    with pytest.raises(DatabaseNewer):
        open_store(str(path))
    assert (path.read_bytes(), log.read_bytes()) == before


def test_a_new_database_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    store = open_store(str(path))
    created(store)
    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}
    store.close()


def test_an_empty_file_is_a_new_database(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    path.touch()
    store = open_store(str(path))
    assert loaded(store) is None
    store.close()


@pytest.mark.parametrize("name", ["", "missing/liandong.db"])
def test_a_place_where_no_file_can_be_is_a_typed_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(DatabaseUnusable):
        open_store(str(tmp_path / name))


def test_a_name_with_odd_characters_is_opened_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "研究 100%?#.db"
    ours(path)
    store = open_store(str(path))
    assert loaded(store) is not None
    store.close()
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
