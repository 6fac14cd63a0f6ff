"""Migrations: from nothing, again, by two at once, and all or none."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from storage import open_store
from storage.migrate import all_migrations, migrate
from storage.schema_files import MIGRATION_SET, migration_names, schema_files
from storage.sqlite import connect

ROOT = Path(__file__).parent.parent.parent
PROCESSES = 4


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "liandong.db"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    database = connect(path, 1.0)
    yield database
    database.close()


def schema(path: Path) -> list[tuple[str, str]]:
    """Every object of a database with its SQL text."""
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute("select name, sql from sqlite_master where sql is not null order by name").fetchall()


def test_every_migration_is_applied_once_and_in_order(db: Database) -> None:
    migrate(db, 1.0)
    assert [m.name for m in all_migrations().applied(db)] == [name for name, _ in schema_files()]
    migrate(db, 1.0)
    assert len(all_migrations().applied(db)) == len(migration_names())
    assert all_migrations().pending(db) == []


def test_opening_an_up_to_date_database_writes_nothing(path: Path) -> None:
    open_store(str(path)).close()
    before = path.read_bytes()
    open_store(str(path)).close()
    assert path.read_bytes() == before


def test_files_are_numbered_without_gaps() -> None:
    assert [name[:4] for name, _ in schema_files()] == [f"{n:04d}" for n in range(1, len(schema_files()) + 1)]


def test_a_schema_file_is_cut_where_the_library_would_cut_it(path: Path) -> None:
    """Ours asks at line ends, the library after every character; the databases are the same to the letter."""
    open_store(str(path)).close()
    slow = path.with_name("slow.db")
    with closing(sqlite3.connect(slow)) as conn:
        for _, sql in schema_files():
            Database(conn).executescript(sql)
            conn.commit()
    assert [row for row in schema(path) if "_sqlite_migrations" not in row[0]] == schema(slow)


def test_a_database_that_stopped_half_way_is_brought_up_to_date(path: Path, db: Database) -> None:
    migrations = all_migrations()
    last = max(migration_names())
    migrations.apply(db, stop_before=last)
    assert [m.name for m in migrations.pending(db)] == [last]
    open_store(str(path)).close()
    assert migrations.pending(db) == []


def test_a_migration_that_fails_leaves_nothing_of_any(path: Path, db: Database) -> None:
    """A table of ours is in the way of the first file: the ledger must not be there either."""
    db.execute("create table outbox (x)")
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        migrate(db, 1.0)
    assert [name for name, _ in schema(path)] == ["outbox"]
    assert not db.conn.in_transaction


def test_processes_that_start_at_once_all_succeed(path: Path) -> None:
    start = (
        "import sys; from storage import open_store; s = open_store(sys.argv[1]); print(s.verify_history()); s.close()"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", start, str(path)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(PROCESSES)
    ]
    results = [(process.communicate(timeout=60), process.returncode) for process in running]
    assert [code for _, code in results] == [0] * PROCESSES, results
    with closing(sqlite3.connect(path)) as conn:
        count = conn.execute("select count(*) from _sqlite_migrations where migration_set = ?", (MIGRATION_SET,))
        assert count.fetchone() == (len(migration_names()),)


def test_a_kept_connection_has_our_pragmas(path: Path) -> None:
    open_store(str(path)).close()
    with closing(connect(path, 1.0)) as db:
        asked = ("foreign_keys", "synchronous", "journal_mode", "recursive_triggers")
        pragmas = {name: db.execute(f"pragma {name}").fetchone()[0] for name in asked}
    assert pragmas == {"foreign_keys": 1, "synchronous": 2, "journal_mode": "wal", "recursive_triggers": 1}


def test_every_row_carries_its_workspace(path: Path) -> None:
    open_store(str(path)).close()
    with closing(sqlite3.connect(path)) as conn:
        tables = [name for name, sql in schema(path) if sql.startswith("CREATE TABLE") and not name.startswith("_")]
        for table in tables:
            columns = {row[1]: row[3] for row in conn.execute(f"pragma table_info({table})")}
            assert columns["team_id"] == 1, table
    assert len(tables) > 10
