"""The SQLite engine: connections, transactions, errors. All other modules speak to a ``Session``."""

import sqlite3
import threading
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from flows.errors import DatabaseBusy, DatabaseUnusable
from flows.ports import Reads, UnitOfWork
from storage.file_check import as_database_error, check_file, create_private
from storage.history import broken_places
from storage.linkage import Kept
from storage.location import file_of
from storage.migrate import migrate
from storage.session import Row, Value
from storage.statements import load_statements
from storage.unit_of_work import ReadModels, WriteUnit

LOCK_SECONDS = 1.5
"""How long a unit of work waits for others in this process. With BUSY_SECONDS it stays below Slack's three seconds."""
BUSY_SECONDS = 1.0
"""How long it then waits for other processes."""
OPEN_SECONDS = 10.0
"""How long opening waits for another process that is creating or migrating the same file."""


def open_store(url: str) -> "SqliteStore":
    """Open, create or migrate the database at ``sqlite:///relative``, ``sqlite:////absolute`` or a bare path.

    Raises DatabaseUnusable, DatabaseNewer or DatabaseBusy, with an existing file untouched.
    """
    path = file_of(url)
    check_file(path, OPEN_SECONDS)
    create_private(path)
    try:
        db = connect(path, OPEN_SECONDS)
        try:
            migrate(db, OPEN_SECONDS)
        finally:
            db.close()
    except sqlite3.Error as error:
        raise as_database_error(error, str(path)) or DatabaseUnusable(str(path), str(error)) from error
    return SqliteStore(path)


def connect(path: Path, busy_seconds: float) -> Database:
    """A connection with our pragmas. Transactions are begun by hand: the module's own never start IMMEDIATE."""
    conn = sqlite3.connect(path, timeout=busy_seconds, isolation_level=None, check_same_thread=False)
    db = Database(conn, execute_plugins=False)
    db.execute("pragma foreign_keys = on")
    db.execute("pragma synchronous = full")
    return db


class SqliteSession:
    """Implements ``storage.session.Session`` on one connection."""

    def __init__(self, db: Database, statements: Mapping[str, str]) -> None:
        # Not ``db.execute``: it watches for transactions that nobody began; ours are begun and ended by the store.
        self.conn = db.conn
        self._statements = statements

    def one(self, statement: str, **values: Value) -> Row | None:
        row: Row | None = self.conn.execute(self._statements[statement], values).fetchone()
        return row

    def all(self, statement: str, **values: Value) -> list[Row]:
        return self.conn.execute(self._statements[statement], values).fetchall()

    def each(self, statement: str, **values: Value) -> Iterator[Row]:
        yield from self.conn.execute(self._statements[statement], values)

    def run(self, statement: str, **values: Value) -> int:
        """Raises RuntimeError after the commit: the statement would be a transaction of its own."""
        if not self.conn.in_transaction:
            raise RuntimeError(f"{statement}: the unit of work has ended")
        return self.conn.execute(self._statements[statement], values).rowcount


class _Connection:
    """A kept connection with its session. Weakly known to the store, so a thread that ends takes its own along."""

    def __init__(self, path: Path, statements: Mapping[str, str]) -> None:
        self.db = connect(path, BUSY_SECONDS)
        self.session = SqliteSession(self.db, statements)
        self.depth = 0

    def roll_back(self) -> None:
        """End whatever transaction is open; an error may have ended it already."""
        conn = self.session.conn
        if conn.in_transaction:
            conn.execute("rollback")


class _ErrorsMapped:
    """Inside it the driver's errors become ours. Kept: a generator made for each read would cost as much as one."""

    def __init__(self, location: str) -> None:
        self._location = location

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, sqlite3.DatabaseError):
            known = as_database_error(error, self._location)
            if known is not None:
                raise known from error


class SqliteStore:
    """Implements ``flows.ports.Store``: one writing connection behind a lock, one reading connection per thread."""

    def __init__(self, path: Path) -> None:
        self.location = str(path)
        self._path = path
        self._statements = load_statements()
        self._errors_mapped = _ErrorsMapped(self.location)
        self._writer = _Connection(path, self._statements)
        self._write_lock = threading.Lock()
        self._writing = threading.local()
        self._reading = threading.local()
        self._readers: weakref.WeakSet[_Connection] = weakref.WeakSet()
        self._readers_lock = threading.Lock()
        self._kept = Kept()

    @contextmanager
    def write(self) -> Iterator[UnitOfWork]:
        """Raises RuntimeError inside another unit of work of the same thread, which would wait for itself."""
        if getattr(self._writing, "now", False):
            raise RuntimeError("this thread has a unit of work already")
        if not self._write_lock.acquire(timeout=LOCK_SECONDS):
            raise DatabaseBusy(self.location)
        self._writing.now = True
        try:
            with self._errors_mapped:
                self._writer.session.conn.execute("begin immediate")
                try:
                    yield WriteUnit(self._writer.session, self._commit, self._kept)
                finally:
                    self._writer.roll_back()
        finally:
            self._writing.now = False
            self._write_lock.release()

    @contextmanager
    def read(self) -> Iterator[Reads]:
        """All reads inside see one moment. May be nested, and may stand inside a unit of work (it sees the past)."""
        reader = self._reader()
        with self._errors_mapped:
            if reader.depth == 0:
                reader.session.conn.execute("begin")
            reader.depth += 1
            try:
                yield ReadModels(reader.session, self._kept)
            finally:
                reader.depth -= 1
                if reader.depth == 0:
                    reader.roll_back()

    def verify_history(self) -> tuple[str, ...]:
        reader = self._reader()
        with self.read():
            return tuple(broken_places(reader.session))

    def close(self) -> None:
        """Close every connection; the last one folds the write-ahead log into the file."""
        with self._readers_lock:
            for reader in self._readers:
                reader.db.close()
        self._writer.db.close()

    def _commit(self) -> None:
        self._writer.session.conn.execute("commit")

    def _reader(self) -> _Connection:
        reader: _Connection | None = getattr(self._reading, "connection", None)
        if reader is None:
            with self._errors_mapped:
                reader = _Connection(self._path, self._statements)
                reader.db.execute("pragma query_only = on")
            self._reading.connection = reader
            with self._readers_lock:
                self._readers.add(reader)
        return reader
