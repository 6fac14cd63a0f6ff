"""The command line for templates: what people type, what they read, and what then is in the database."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.library import Library
from bot.template_cli import template_group
from flows.lifecycle import commands as c
from flows.lifecycle.template import Templates
from flows.lifecycle.usecases import perform
from flows.names import STRANDS, SYSTEM, Confidentiality
from flows.ports import Store
from tests.builders import LEAD, NOW, SHIPPED, TEAM, TODAY, build_actor, shipped_templates
from tests.databases import ready_store

TEXT = SHIPPED.read_text(encoding="utf-8")
SECOND = TEXT.replace("version = 1", "version = 2", 1).replace('key = "idea_card"', 'key = "idea_sheet"', 1)
FAULTS = {
    "no TOML": (TEXT.replace('name = "standard"', "name = standard", 1), "mine.toml:5: "),
    "unknown role": (SECOND.replace('role = "technology"', 'role = "cook"', 1), "role: unknown role: cook; known are"),
    "missing text": (SECOND.replace('en = "Idea card"', 'en = ""', 1), "stages[0].deliverables[0].title.en: is empty"),
    "key twice": (SECOND.replace('"invention_record"', '"idea_sheet"', 1), "stages[0].deliverables[1].key: duplicate"),
    "unknown key": (SECOND.replace("required = true", "needed = true", 1), "deliverables[0].needed: unknown key"),
    "wrong type": (SECOND.replace("due_days = 7", 'due_days = "7"', 1), "due_days: must be a whole number"),
    "no newer version": (TEXT, "mine.toml:6: version: must be greater than 1"),
}  # fmt: skip


class Desk:
    """A database with one project, and the command line over it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store: Store = ready_store(f"sqlite:///{folder}/liandong.db")
        self._numbers = count(1)
        self.project_id = self.project("standard")

    def project(self, template: str, templates: Templates | None = None) -> str:
        create = c.CreateProject(
            name="Radar", summary="", strands=STRANDS, lead=LEAD, channel_id="", template=template,
            confidentiality=Confidentiality.RESTRICTED,
        )  # fmt: skip
        with self.store.write() as uow:
            return perform(
                create, actor=build_actor(LEAD), uow=uow, templates=templates or shipped_templates(), now=NOW,
                today=TODAY, request_key=f"req_{next(self._numbers)}",
                new_id=lambda prefix: f"{prefix}_{next(self._numbers):010d}",
            ).project_id  # fmt: skip

    def run(self, *words: str, answer: str = "") -> Result:
        environ = {"DATABASE_URL": f"sqlite:///{self.folder}/liandong.db", "LIANDONG_LANGUAGE": "en"}
        return CliRunner().invoke(template_group, list(words), env=environ, input=answer)

    def file(self, text: str) -> str:
        path = self.folder / "mine.toml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    def versions(self) -> tuple[tuple[str, int], ...]:
        with self.store.read() as reads:
            return reads.template_versions(TEAM)

    def follows(self, project_id: str = "") -> int:
        with self.store.read() as reads:
            card = reads.card(TEAM, project_id or self.project_id)
        assert card is not None
        return card.template_version


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.store.close()


def test_the_list_names_every_template_with_its_size(desk: Desk) -> None:
    lines = desk.run("list").output.splitlines()
    assert [line.split(" · ")[0] for line in lines] == ["light 1", "research_institute 1", "standard 1"]
    assert lines[2].endswith("6 stages, 46 deliverables")


@pytest.mark.parametrize("name", ["standard", "light", "research_institute"])
def test_an_export_is_the_very_text_and_can_be_taken_in_again(desk: Desk, name: str) -> None:
    exported = desk.run("export", name)
    assert exported.output == (SHIPPED.parent / f"{name}.toml").read_text(encoding="utf-8")
    result = desk.run("import", desk.file(exported.output.replace("version = 1", "version = 2", 1)), "--yes")
    assert "Nothing but the version number is different." in result.output
    assert desk.versions() == ((name, 2),)


def test_an_import_shows_the_difference_and_asks_first(desk: Desk) -> None:
    result = desk.run("import", desk.file(SECOND), answer="n\n")
    assert result.exit_code == 1
    assert "Ideation: Idea card is new" in result.output
    assert "Ideation: Idea card is dropped" in result.output
    assert desk.versions() == ()
    assert desk.run("import", desk.file(SECOND), answer="y\n").exit_code == 0
    with desk.store.read() as reads:
        kept = reads.imported_template(TEAM, "standard", 2)
    assert kept is not None
    assert (kept.text, kept.imported_by) == (SECOND, SYSTEM)


@pytest.mark.parametrize(("text", "told"), FAULTS.values(), ids=FAULTS.keys())
def test_each_fault_is_told_with_file_and_line_and_nothing_is_kept(desk: Desk, text: str, told: str) -> None:
    result = desk.run("import", desk.file(text), "--yes")
    assert result.exit_code == 1
    assert result.output.startswith("Error: mine.toml:")
    assert told in result.output
    assert desk.versions() == ()


def test_no_two_faults_get_the_same_words(desk: Desk) -> None:
    told = {desk.run("import", desk.file(text), "--yes").output for text, _ in FAULTS.values()}
    assert len(told) == len(FAULTS)


def test_a_running_project_keeps_its_version_when_a_newer_one_comes(desk: Desk) -> None:
    desk.run("import", desk.file(SECOND), "--yes")
    assert desk.follows() == 1
    newer = desk.project("standard", Library(shipped_templates(), desk.store).of(TEAM))
    assert desk.follows(newer) == 2


def test_files_and_versions_are_compared(desk: Desk) -> None:
    desk.run("import", desk.file(SECOND), "--yes")
    by_version = desk.run("diff", "standard@1", "standard@2").output
    assert by_version == desk.run("diff", "standard@1", desk.file(SECOND)).output
    assert by_version.splitlines() == ["Ideation: Idea card is new", "Ideation: Idea card is dropped"]


@pytest.mark.parametrize("words", [("export", "heavy"), ("diff", "heavy", "light"), ("migrate", "light", "--to", "7")])
def test_what_is_not_here_is_said_with_what_is(desk: Desk, words: tuple[str, ...]) -> None:
    result = desk.run(*words)
    assert result.exit_code == 1
    assert "light@1, research_institute@1, standard@1" in result.output


def test_a_migration_is_a_dry_run_until_it_is_told_otherwise(desk: Desk) -> None:
    desk.run("import", desk.file(SECOND), "--yes")
    dry = desk.run("migrate", "standard")
    assert dry.output.splitlines() == [
        "LD-1: version 1 to 2",
        "  Idea card is new",
        "  Idea card is not asked for any more and is waived; nobody has begun with it",
        "Nothing was changed. --apply carries it out.",
    ]
    assert desk.follows() == 1
    applied = desk.run("migrate", "standard", "--apply")
    assert applied.output.splitlines() == dry.output.splitlines()[:-1]
    assert desk.follows() == 2


def test_one_project_is_moved_and_the_others_stay(desk: Desk) -> None:
    other = desk.project("standard")
    desk.run("import", desk.file(SECOND), "--yes")
    desk.run("migrate", "standard", "--project", "LD-2", "--apply")
    assert (desk.follows(), desk.follows(other)) == (1, 2)


def test_a_project_that_cannot_be_moved_stops_no_other(desk: Desk) -> None:
    other = desk.project("standard")
    desk.run("import", desk.file(SECOND), "--yes")
    desk.run("migrate", "standard", "--project", "LD-1", "--apply")
    result = desk.run("migrate", "standard", "--apply")
    assert "LD-1 stays with version 2: it follows that version already" in result.output
    assert desk.follows(other) == 2


def test_a_project_of_another_template_is_not_touched(desk: Desk) -> None:
    result = desk.run("migrate", "light", "--project", "LD-1", "--apply")
    assert "No project LD-1 follows light." in result.output
    assert "No project that goes on follows light." in desk.run("migrate", "light").output


def test_without_any_project_the_workspace_must_be_named(tmp_path: Path) -> None:
    environ = {"DATABASE_URL": f"sqlite:///{tmp_path}/empty.db"}
    assert "--team" in CliRunner().invoke(template_group, ["list"], env=environ).output
    named = CliRunner().invoke(template_group, ["list", "--team", TEAM], env=environ)
    assert "standard 1" in named.output
