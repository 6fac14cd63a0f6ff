"""The templates of a workspace: shipped and imported as one lookup, fresh across processes and cheap."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.library import Library
from flows.lifecycle.template import Templates
from flows.ports import ImportedTemplate, Reads, Store
from storage import SqliteStore
from tests.builders import NOW, SHIPPED, TEAM, shipped_templates
from tests.databases import ready_store

TEXT = SHIPPED.read_text(encoding="utf-8")


class CountingStore(SqliteStore):
    """Counts how often somebody reads."""

    looks = 0

    @contextmanager
    def read(self) -> Iterator[Reads]:
        self.looks += 1
        with super().read() as reads:
            yield reads


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CountingStore]:
    ready_store(f"sqlite:///{tmp_path}/liandong.db").close()
    opened = CountingStore(tmp_path / "liandong.db")
    yield opened
    opened.close()


def put(store: Store, version: int, *, name: str = "standard", team: str = TEAM, text: str = "") -> None:
    text = text or TEXT.replace("version = 1", f"version = {version}", 1).replace('"standard"', f'"{name}"', 1)
    with store.write() as uow:
        uow.templates.add(
            ImportedTemplate(team_id=team, name=name, version=version, text=text, imported_by="U1", at=NOW)
        )
        uow.commit()


def names(templates: Templates) -> set[tuple[str, int]]:
    return {(t.name, t.version) for t in templates}


def test_without_imports_a_workspace_has_what_ships(store: CountingStore) -> None:
    assert names(Library(shipped_templates(), store).of(TEAM)) == names(shipped_templates())


def test_an_import_stands_beside_what_ships_and_is_the_newest(store: CountingStore) -> None:
    put(store, 2)
    templates = Library(shipped_templates(), store).of(TEAM)
    assert templates.get("standard", 1).version == 1
    assert templates.latest("standard").version == 2
    assert next((t.name, t.version) for t in templates.choices()) == ("standard", 2)


def test_what_another_process_imports_is_found_without_a_restart(store: CountingStore, tmp_path: Path) -> None:
    templates = Library(shipped_templates(), store).of(TEAM)
    with pytest.raises(KeyError):
        templates.get("standard", 2)
    other = ready_store(f"sqlite:///{tmp_path}/liandong.db")
    put(other, 2)
    put(other, 3)
    other.close()
    assert templates.get("standard", 2).version == 2
    assert templates.latest("standard").version == 3


def test_a_version_that_is_known_is_never_looked_up_again(store: CountingStore) -> None:
    put(store, 2)
    library = Library(shipped_templates(), store)
    library.of(TEAM)
    before = store.looks
    for _ in range(100):
        library.of(TEAM).get("standard", 2)
        library.of(TEAM).get("light", 1)
    assert store.looks == before


def test_a_workspace_never_sees_the_templates_of_another(store: CountingStore) -> None:
    put(store, 2, team="T0OTHER")
    library = Library(shipped_templates(), store)
    assert names(library.of(TEAM)) == names(shipped_templates())
    assert library.of("T0OTHER").latest("standard").version == 2


def test_an_imported_version_goes_before_a_later_shipped_one_of_the_same_number(store: CountingStore) -> None:
    put(store, 1, text=TEXT.replace("linked innovation", "our own way", 1))
    assert Library(shipped_templates(), store).of(TEAM).get("standard", 1).title.en.endswith("our own way")


def test_a_text_that_is_not_understood_any_more_is_left_out_and_told(
    store: CountingStore, caplog: pytest.LogCaptureFixture
) -> None:
    put(store, 2, text="name = 7")
    put(store, 3)
    templates = Library(shipped_templates(), store).of(TEAM)
    assert templates.latest("standard").version == 3
    assert [str(fault) for fault in templates.faults] == ["standard.toml:1: name: must be text"]
    assert "standard.toml:1: name" in caplog.text
    with pytest.raises(KeyError):
        templates.get("standard", 2)


def test_the_text_of_an_import_comes_back_as_it_was_with_its_comments(store: CountingStore) -> None:
    put(store, 2, text=f"# Ours\n{TEXT.replace('version = 1', 'version = 2', 1)}")
    templates = Library(shipped_templates(), store).of(TEAM)
    assert templates.text("standard", 2).startswith("# Ours\n")
    assert templates.text("standard", 1) == TEXT
    with pytest.raises(KeyError):
        templates.text("standard", 3)
