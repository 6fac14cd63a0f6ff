"""Looks at a database file before anything is written to it, and leaves no trace: not even a lock file."""

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from flows.errors import DatabaseBusy, DatabaseNewer, DatabaseUnusable, StorageError
from storage.schema_files import MIGRATION_SET, MIGRATIONS_TABLE, migration_names
from storage.statements import load_statements

_MAGIC = b"SQLite format 3\x00"
_HEADER_BYTES = 100
_READ_VERSION = 19
_WAL = 2
_AGAIN_SECONDS = 0.02

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_UNUSABLE = {
    sqlite3.SQLITE_NOTADB: "it is not a database",
    sqlite3.SQLITE_CORRUPT: "it is damaged",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened",
    sqlite3.SQLITE_IOERR: "the disk cannot be read or written",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "it may not be written to",
    sqlite3.SQLITE_PERM: "it may not be opened",
    sqlite3.SQLITE_AUTH: "it may not be opened",
}


def as_database_error(error: sqlite3.Error, location: str) -> StorageError | None:
    """What an SQLite error means for the people who run the bot; None for a programmer's mistake."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _BUSY:
        return DatabaseBusy(location)
    if code in _UNUSABLE:
        return DatabaseUnusable(location, _UNUSABLE[code])
    return None


def create_private(path: Path) -> None:
    """Make the file, readable by its owner alone, where there is none: it will hold unpublished inventions."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise DatabaseUnusable(str(path), f"it cannot be opened ({error.strerror})") from error


def check_file(path: Path, patience: float) -> None:
    """Raise DatabaseUnusable or DatabaseNewer for a file that we must not touch.

    Another process may just be creating or closing the same file, so a bad look is repeated for ``patience``
    seconds as long as the file keeps changing.
    """
    deadline = time.monotonic() + patience
    while True:
        before = _fingerprint(path)
        try:
            return _look(path, patience)
        except DatabaseUnusable:
            if _fingerprint(path) == before or time.monotonic() > deadline:
                raise
        time.sleep(_AGAIN_SECONDS)


def _look(path: Path, patience: float) -> None:
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except FileNotFoundError:
        return
    except OSError as error:
        raise DatabaseUnusable(str(path), f"it cannot be read ({error.strerror})") from error
    if not header:
        return
    if not header.startswith(_MAGIC) or len(header) < _HEADER_BYTES:
        raise DatabaseUnusable(str(path), _UNUSABLE[sqlite3.SQLITE_NOTADB])
    try:
        with closing(sqlite3.connect(_read_only_address(path, header), uri=True, timeout=patience)) as conn:
            _check_contents(conn, str(path))
    except sqlite3.Error as error:
        raise as_database_error(error, str(path)) or DatabaseUnusable(str(path), str(error)) from error


def _read_only_address(path: Path, header: bytes) -> str:
    """A plain read-only connection to a file in WAL mode would leave two files beside it. Where there is no log
    nobody has the file open, and it can be read as immutable instead."""
    alone = header[_READ_VERSION] == _WAL and not path.with_name(path.name + "-wal").exists()
    return f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if alone else ''}"


def _check_contents(conn: sqlite3.Connection, location: str) -> None:
    if conn.execute("pragma quick_check(1)").fetchone() != ("ok",):
        raise DatabaseUnusable(location, _UNUSABLE[sqlite3.SQLITE_CORRUPT])
    statements = load_statements()
    tables = {name for (name,) in conn.execute(statements["catalog.tables"])}
    applied: set[str] = set()
    if MIGRATIONS_TABLE in tables:
        found = conn.execute(statements["catalog.applied"], {"migration_set": MIGRATION_SET})
        applied = {name for (name,) in found}
    if tables and not applied:
        raise DatabaseUnusable(location, "it belongs to another program")
    unknown = applied - migration_names()
    if unknown:
        raise DatabaseNewer(location, tuple(sorted(unknown)))


def _fingerprint(path: Path) -> tuple[tuple[str, int, int], ...]:
    """Whether somebody is at work on the file: sizes and times of it and of what SQLite puts beside it."""
    found = []
    for suffix in ("", "-wal", "-journal"):
        beside = path.with_name(path.name + suffix)
        if beside.exists():
            status = beside.stat()
            found.append((suffix, status.st_size, status.st_mtime_ns))
    return tuple(found)
