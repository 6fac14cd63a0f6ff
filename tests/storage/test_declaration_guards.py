"""The database itself keeps promises: a declaration is never changed or removed, nor a link that promises (R23)."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from flows.linkage.codes import LicenceOption, LinkKind
from flows.linkage.register import Register
from storage import SqliteStore
from tests.builders import PROJECT_ID, TEAM
from tests.flows.linkage.registers import declaration, feature, link, register
from tests.storage.test_projects import created

PROMISE = link(LinkKind.FAMILY_DECLARATION, "fam_1", "dec_1")


@pytest.fixture
def book(store: SqliteStore) -> Register:
    """A register with a declaration, a family tied to it, and what may change."""
    created(store)
    full = register(team_id=TEAM, project_id=PROJECT_ID, version=1, declarations=(declaration(),))
    return save(
        store,
        Register(team_id=TEAM, project_id=PROJECT_ID),
        replace(full, links=tuple(sorted((*full.links, PROMISE), key=lambda tie: tie.id))),
    )


def save(store: SqliteStore, before: Register, after: Register) -> Register:
    with store.write() as uow:
        uow.registers.save(before, after)
        uow.commit()
    return after


@pytest.mark.parametrize(
    "statement",
    [
        "update register_items set body = '{}' where kind = 'declarations'",
        "update register_items set kind = 'features', number = 99 where kind = 'declarations'",
        "update or replace register_items set id = 'dec_9'",
        "delete from register_items where kind = 'declarations'",
        "delete from register_items",
        "insert or replace into register_items (team_id, project_id, kind, number, id, body)"
        " select team_id, project_id, kind, number, id, '{}' from register_items where kind = 'declarations'",
        "delete from register_links where kind = 'L4'",
        "delete from register_links",
    ],
)
@pytest.mark.usefixtures("book")
def test_no_statement_takes_a_promise_back(store: SqliteStore, book: Register, statement: str) -> None:
    with closing(sqlite3.connect(Path(store.location))) as conn:
        conn.execute("pragma recursive_triggers = on")  # as every connection of ours has it
        with pytest.raises(sqlite3.IntegrityError, match="never be"):
            conn.execute(statement)
    with store.read() as reads:
        assert reads.register(TEAM, PROJECT_ID) == book
    assert store.verify_history() == ()


def test_a_worse_option_in_the_place_of_the_declared_one_is_never_saved(store: SqliteStore, book: Register) -> None:
    refused = replace(book.declarations[0], option=LicenceOption.REFUSED)
    with pytest.raises(sqlite3.IntegrityError, match="declarations can never be changed"):
        save(store, book, replace(book, declarations=(refused,), features=(feature(name="Other"),), version=2))
    with store.read() as reads:
        assert reads.register(TEAM, PROJECT_ID) == book


def test_all_else_changes_as_before_and_a_further_declaration_is_added(store: SqliteStore, book: Register) -> None:
    more = (*book.declarations, declaration(LicenceOption.FREE, 2))
    kept = tuple(tie for tie in book.links if tie.kind is not LinkKind.FEATURE_CLAIM)
    after = save(
        store, book, replace(book, declarations=more, features=(feature(name="Other"),), links=kept, version=2)
    )
    with store.read() as reads:
        assert reads.register(TEAM, PROJECT_ID) == after
