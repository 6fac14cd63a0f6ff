"""Brings a database to the present schema: append-only SQL files, each applied once, in one transaction."""

import sqlite3
import time
from collections.abc import Callable, Iterator

from sqlite_utils import Database, Migrations

from storage.schema_files import MIGRATION_SET, schema_files

_AGAIN_SECONDS = 0.01


def migrate(db: Database, patience: float) -> None:
    """Apply what is missing. Two processes may do this at once: one waits, at most ``patience`` seconds."""
    _switch_to_wal(db, patience)
    migrations = all_migrations()
    if not migrations.pending(db):
        return
    # Migrations.apply alone begins a deferred transaction, and of two processes that race one fails.
    db.execute("begin immediate")
    try:
        migrations.apply(db)
        db.execute("commit")
    finally:
        if db.conn.in_transaction:
            db.execute("rollback")


def all_migrations() -> Migrations:
    """One migration per schema file, in the order of their numbers."""
    migrations = Migrations(MIGRATION_SET)
    for name, sql in schema_files():
        migrations(name=name)(_script(name, sql))
    return migrations


def _script(name: str, sql: str) -> Callable[[Database], None]:
    def run(db: Database, /) -> None:
        for statement in statements(sql):
            db.execute(statement)

    run.__name__ = name
    return run


def statements(sql: str) -> Iterator[str]:
    """The statements of a schema file, triggers whole. No line may end two.

    The library's own splitter asks after every character: three quarters of the time to open a new database.
    """
    waiting = ""
    for line in sql.splitlines(keepends=True):
        waiting += line
        if ";" in line and sqlite3.complete_statement(waiting):
            yield waiting.strip()
            waiting = ""
    if waiting.strip():
        yield waiting.strip()


def _switch_to_wal(db: Database, patience: float) -> None:
    """SQLite does not wait for other connections here as it does elsewhere, so we do."""
    deadline = time.monotonic() + patience
    while True:
        try:
            db.execute("pragma journal_mode = wal")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
        else:
            return
        time.sleep(_AGAIN_SECONDS)
