"""A register is read once for each of its versions, and never shown as it is not (any more)."""

import threading
from dataclasses import replace

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
    return replace(before, features=(feature(name=name),), version=before.version + 1, _by_id={})


def test_what_nobody_changed_is_not_read_again(store: SqliteStore) -> None:
    first = filled(store)
    assert read(store) == first
    assert read(store) is read(store)


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
