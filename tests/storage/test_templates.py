"""Imported templates: kept version by version for their own workspace, and never changed."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from flows.ports import ImportedTemplate, Store
from storage import SqliteStore
from tests.builders import NOW, TEAM

ONE = ImportedTemplate(team_id=TEAM, name="standard", version=2, text='name = "standard"\n', imported_by="U1", at=NOW)


def add(store: Store, imported: ImportedTemplate) -> bool:
    with store.write() as uow:
        added = uow.templates.add(imported)
        uow.commit()
    return added


def test_a_version_comes_back_as_it_was_imported(store: SqliteStore) -> None:
    assert add(store, ONE)
    with store.read() as reads:
        assert reads.imported_template(TEAM, "standard", 2) == ONE
        assert reads.template_versions(TEAM) == (("standard", 2),)


def test_a_version_that_is_there_is_not_replaced(store: SqliteStore) -> None:
    add(store, ONE)
    assert not add(store, replace(ONE, text="other", imported_by="U2"))
    with store.read() as reads:
        assert reads.imported_template(TEAM, "standard", 2) == ONE


def test_versions_are_listed_by_name_and_number(store: SqliteStore) -> None:
    for name, version in (("standard", 10), ("own", 1), ("standard", 9)):
        add(store, replace(ONE, name=name, version=version))
    with store.read() as reads:
        assert reads.template_versions(TEAM) == (("own", 1), ("standard", 9), ("standard", 10))


def test_another_workspace_sees_nothing_of_it(store: SqliteStore) -> None:
    add(store, ONE)
    with store.read() as reads:
        assert reads.template_versions("T0OTHER") == ()
        assert reads.imported_template("T0OTHER", "standard", 2) is None


@pytest.mark.parametrize("statement", ["update templates set body = 'x'", "delete from templates"])
def test_the_database_itself_refuses_to_change_a_version(store: SqliteStore, statement: str) -> None:
    add(store, ONE)
    with sqlite3.connect(Path(store.location)) as raw, pytest.raises(sqlite3.IntegrityError, match="template versions"):
        raw.execute(statement)
    raw.close()
