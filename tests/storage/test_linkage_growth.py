"""Reading and saving a register grows no faster than the register."""

from dataclasses import replace

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
    written = [statement for statement in asked if statement.split()[0].lower() in ("insert", "update", "delete")]
    assert len(written) == 3, written
    with store.read() as reads:
        assert reads.register(TEAM, PROJECT_ID) == after


def test_reading_takes_three_questions_however_large_the_register_is(store: SqliteStore) -> None:
    created(store)
    asked: list[str] = []
    for version, size in enumerate((Size(10, 5, 4, 40), Size(40, 10, 8, 200)), start=1):
        book = replace(population(size), team_id=TEAM, project_id=PROJECT_ID, version=version)
        with store.write() as uow:
            uow.registers.save(replace(EMPTY, version=version - 1), book)
            uow.commit()
            conn = store._writer.session.conn
            asked.clear()
            conn.set_trace_callback(asked.append)
            register(store._writer.session, TEAM, PROJECT_ID)
            conn.set_trace_callback(None)
        assert len(asked) <= 4, asked
