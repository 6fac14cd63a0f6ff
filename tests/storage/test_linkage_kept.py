"""A register is read once for each of its versions, and never shown as it is not (any more)."""

import threading
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from flows.linkage.register import Register
from storage import SqliteStore
from storage.linkage import KEPT, Kept
from tests.builders import PROJECT_ID, TEAM
from tests.flows.linkage.registers import feature, register
from tests.storage.conftest import Open
from tests.storage.test_projects import created

EMPTY = Register(team_id=TEAM, project_id=PROJECT_ID)


def filled(store: SqliteStore) -> Register:
    created(store)
    full = register(team_id=TEAM, project_id=PROJECT_ID, version=1)
    full = replace(full, links=tuple(sorted(full.links, key=lambda link: link.id)))
    return saved(store, EMPTY, full)


def saved(store: SqliteStore, before: Register, after: Register) -> Register:
    with store.write() as uow:
        uow.registers.save(before, after)
        uow.commit()
    return after


def read(store: SqliteStore) -> Register:
    with store.read() as reads:
        return reads.register(TEAM, PROJECT_ID)


def renamed(before: Register, name: str) -> Register:
    return replace(before, features=(feature(name=name),), version=before.version + 1)


def test_what_nobody_changed_is_not_read_again(store: SqliteStore) -> None:
    first = filled(store)
    assert read(store) == first
    assert read(store) is read(store)


def asked(store: SqliteStore, look: Callable[[], object]) -> list[str]:
    """The statements about registers that something runs on the reading connection of this thread."""
    found: list[str] = []
    conn = store._reader().session.conn
    conn.set_trace_callback(found.append)
    look()
    conn.set_trace_callback(None)
    return [statement for statement in found if "register" in statement]


def test_what_was_just_committed_is_not_read_again(store: SqliteStore) -> None:
    before = filled(store)
    after = saved(store, before, renamed(before, "Other"))
    statements = asked(store, lambda: read(store))
    assert len(statements) == 1, statements  # the version
    assert read(store) is after


def test_a_writing_transaction_uses_what_is_kept_and_keeps_nothing_it_has_read(store: SqliteStore) -> None:
    first = filled(store)
    with store.write() as uow:
        assert uow.registers.load(TEAM, PROJECT_ID) is uow.reads.register(TEAM, PROJECT_ID) is first
    store._kept = Kept()
    with store.write() as uow:
        assert uow.registers.load(TEAM, PROJECT_ID) == uow.reads.register(TEAM, PROJECT_ID) == first
    assert store._kept.find(TEAM, PROJECT_ID, 1) is None


def test_what_does_not_stand_as_it_is_read_is_read_once(store: SqliteStore) -> None:
    """Kept and read must not differ in anything, order included."""
    before = filled(store)
    after = saved(store, before, replace(before, links=before.links[::-1], version=2))
    assert len(after.links) > 1
    assert read(store) == before.__class__(**{**fields_of(before), "version": 2})
    assert read(store) is read(store)


def fields_of(book: Register) -> dict[str, Any]:
    return {field.name: getattr(book, field.name) for field in fields(book) if field.init}


def test_a_long_read_does_not_push_out_what_is_younger() -> None:
    kept, old, young = Kept(), *(Register(team_id=TEAM, project_id=PROJECT_ID, version=n) for n in (1, 2))
    kept.keep(young)
    kept.keep(old)
    assert kept.find(TEAM, PROJECT_ID, 2) is young


def test_a_change_is_seen_at_once_also_by_another_store(open_it: Open) -> None:
    one, other = open_it(), open_it()
    before = filled(one)
    assert read(other) == before
    after = saved(one, before, renamed(before, "Other"))
    assert read(one) == read(other) == after


def test_what_was_rolled_back_is_never_shown(store: SqliteStore) -> None:
    before = filled(store)
    with store.write() as uow:
        uow.registers.save(before, renamed(before, "Never"))
        assert uow.registers.load(TEAM, PROJECT_ID).features[0].name == "Never"
        assert uow.reads.register(TEAM, PROJECT_ID).features[0].name == "Never"
    assert read(store) == before
    after = saved(store, before, renamed(before, "Committed"))
    with store.write() as uow:
        assert uow.registers.load(TEAM, PROJECT_ID) == read(store) == after


def test_a_reader_goes_on_seeing_its_own_moment(store: SqliteStore) -> None:
    before = filled(store)
    with store.read() as reads:
        assert reads.register(TEAM, PROJECT_ID) == before
        writer = threading.Thread(target=saved, args=(store, before, renamed(before, "Later")))
        writer.start()
        writer.join()
        assert reads.register(TEAM, PROJECT_ID) == before
    assert read(store).features[0].name == "Later"


def test_memory_is_bounded() -> None:
    kept = Kept()
    for n in range(KEPT + 3):
        kept.keep(Register(team_id=TEAM, project_id=f"prj_{n}", version=1))
    found = [n for n in range(KEPT + 3) if kept.find(TEAM, f"prj_{n}", 1) is not None]
    assert found == list(range(3, KEPT + 3))
