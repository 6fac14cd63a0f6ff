"""A hidden project costs a stranger the very work that an unknown key costs, so nobody reads its existence off a clock.

Counted in what the database is asked, not in seconds: a test that measures time is wrong on a busy machine.
``python -m tests.benchmarks.bench_privacy`` measures seconds.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.ids import Ref
from flows.names import Confidentiality
from storage import SqliteStore
from tests.bot.inbound.attempts import attempts
from tests.bot.inbound.office import Office
from tests.bot.inbound.payloads import Json
from tests.bot.inbound.prying import OUTSIDE, PRIERS, Pair, open_pair, prepare, said

TRIED = [(next(iter(PRIERS)), Confidentiality.RESTRICTED), (next(iter(OUTSIDE)), Confidentiality.MEMBERS)]
EVERY = 4
"""Of the attempts of ``attempts.py`` one in so many is made: they come in families that differ in a word."""
SKELETON = 60
"""Characters of a statement that tell which one it is; what follows holds values."""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> dict[Confidentiality, tuple[Path, Ref]]:
    folders = {kind: tmp_path_factory.mktemp(kind.value) for _, kind in TRIED}
    return {kind: (folder, prepare(folder, kind)) for kind, folder in folders.items()}


@contextmanager
def watched(office: Office) -> Iterator[list[str]]:
    """Everything that the office's database is asked by this thread meanwhile, reading and writing."""
    store, asked = office.store, list[str]()
    assert isinstance(store, SqliteStore)
    connections: list[sqlite3.Connection] = [store._reader().session.conn, store._writer.session.conn]
    for connection in connections:
        connection.set_trace_callback(lambda statement: asked.append(" ".join(statement.split())[:SKELETON]))
    try:
        yield asked
    finally:
        for connection in connections:
            connection.set_trace_callback(None)


def work(office: Office, body: Json) -> list[str]:
    with watched(office) as asked:
        said(office, body)
    return asked


@pytest.mark.parametrize(("name", "kind"), TRIED, ids=[f"{name}, {kind}" for name, kind in TRIED])
def test_no_attempt_asks_the_database_more_than_one_at_what_does_not_exist(
    name: str, kind: Confidentiality, prepared: dict[Confidentiality, tuple[Path, Ref]], tmp_path: Path
) -> None:
    pair: Pair = open_pair(*prepared[kind], tmp_path, PRIERS[name])
    try:
        tried = [
            (label, body) for label, body in attempts(PRIERS[name].user, PRIERS[name].team, pair.secret)
            # Who joins a channel has its cards looked at anew, and who is in it reads its card there.
            if not label.startswith("event") and "in its channel" not in label
        ][::EVERY]  # fmt: skip
        told = [label for label, body in tried if work(pair.here, body) != work(pair.there, body)]
    finally:
        pair.close()
    assert told == []
    assert len(tried) > 100
