"""Reading and saving a register grows no faster than the register."""

from dataclasses import replace

import pytest

from flows.linkage.register import Register
from storage import SqliteStore
from storage.linkage import register
from tests.builders import PROJECT_ID, TEAM
from tests.flows.linkage.populations import Size, population
from tests.storage.test_projects import created

EMPTY = Register(team_id=TEAM, project_id=PROJECT_ID)


def test_a_change_writes_what_changed_and_nothing_else(store: SqliteStore) -> None:
    """Counted in statements, which no noisy machine can change: two for the version, three for the item."""
    created(store)
    book = replace(population(Size(40, 10, 8, 200)), team_id=TEAM, project_id=PROJECT_ID, version=1)
    with store.write() as uow:
        uow.registers.save(EMPTY, book)
        uow.commit()
    with store.read() as reads:
        before = reads.register(TEAM, PROJECT_ID)
    asked: list[str] = []
    conn = store._writer.session.conn
    conn.set_trace_callback(asked.append)
    after = replace(before, features=(replace(before.features[0], name="Other"), *before.features[1:]), version=2)
    with store.write() as uow:
        uow.registers.save(before, after)
        uow.commit()
    conn.set_trace_callback(None)
    # A statement that fires a trigger is reported once more for it.
    written = [said for said in dict.fromkeys(asked) if said.split()[0].lower() in ("insert", "update", "delete")]
    assert len(written) == 3, written
    with store.read() as reads:
        assert reads.register(TEAM, PROJECT_ID) == after


@pytest.mark.parametrize("size", [Size(10, 5, 4, 40), Size(40, 10, 8, 200)])
def test_reading_takes_three_questions_however_large_the_register_is(store: SqliteStore, size: Size) -> None:
    created(store)
    book = replace(population(size), team_id=TEAM, project_id=PROJECT_ID, version=1)
    with store.write() as uow:
        uow.registers.save(EMPTY, book)
        uow.commit()
    asked: list[str] = []
    conn = store._writer.session.conn
    conn.set_trace_callback(asked.append)
    register(store._writer.session, TEAM, PROJECT_ID)
    conn.set_trace_callback(None)
    assert len(asked) <= 4, asked
