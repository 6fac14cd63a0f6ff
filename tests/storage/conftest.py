"""A store per test. The contract tests take ``open_it`` and so run over every engine named here."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from flows.ports import NewId
from storage import SqliteStore
from tests.databases import ready_store

Open = Callable[[], SqliteStore]


@pytest.fixture(params=["sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, one engine after the other."""
    return f"{request.param}:///{tmp_path / 'liandong.db'}"


@pytest.fixture
def open_it(url: str) -> Iterator[Open]:
    """Opens the test's database, as often as a test likes (two processes have one store each)."""
    opened: list[SqliteStore] = []

    def open_one() -> SqliteStore:
        opened.append(ready_store(url))
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()


@pytest.fixture
def store(open_it: Open) -> SqliteStore:
    return open_it()


@pytest.fixture
def new_id() -> NewId:
    """Ids that count up, and sort backwards: nothing may rely on their order."""
    numbers = count(9999, -1)
    return lambda prefix: f"{prefix}_{next(numbers):04d}"
