"""Databases with the newest schema at once: a test process lays it once, and every further one is a copy.

To lay it anew for each test would take most of a test's time; that it can be laid, and from every older state, is what
``tests/storage/test_migrate.py`` and its neighbours are about.
"""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from storage import SqliteStore, open_store
from storage.location import file_of


@cache
def _laid() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "laid.db"
        open_store(str(path)).close()
        return path.read_bytes()


def ready_store(url: str) -> SqliteStore:
    """As ``storage.open_store``, and as with it a file that is there already keeps what is in it."""
    lay(file_of(url))
    return open_store(url)


def lay(path: Path) -> None:
    """Where there is no database yet, an empty one of the newest schema."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_bytes(_laid())
