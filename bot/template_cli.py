"""``python -m bot template …``: export, import, compare and migrate workflow templates from the command line."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from bot import bootstrap
from bot.blocks.lifecycle import template_words as words
from bot.config import Settings
from bot.library import Library, TeamTemplates
from bot.new_ids import id_maker
from bot.words import WordBook, Words
from flows.errors import StorageError, TemplateFault
from flows.lifecycle.migration import Plan, migrate
from flows.lifecycle.template import Template
from flows.lifecycle.template_diff import compare
from flows.lifecycle.template_import import check_import
from flows.lifecycle.template_text import parse_template
from flows.names import SYSTEM
from flows.ports import ImportedTemplate, Store

TEAM = click.option("--team", default="", metavar="ID", help="The workspace, where the database knows several or none.")


@click.group("template")
def template_group() -> None:
    """Export, import, compare and migrate workflow templates."""


@template_group.command("list")
@TEAM
def list_(team: str) -> None:
    """Every template that projects can follow."""
    with _desk(team) as (_, templates, say):
        for template in sorted(templates, key=lambda t: (t.name, t.version)):
            click.echo(words.heading(template, say))


@template_group.command()
@click.argument("name")
@click.option("--version", type=int, help="Another version than the newest.")
@TEAM
def export(name: str, version: int | None, team: str) -> None:
    """Print the text of a template."""
    with _desk(team) as (_, templates, _say):
        found = _known(templates, name, version)
        click.echo(templates.text(found.name, found.version), nl=False)


@template_group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask before it is kept.")
@TEAM
def import_(file: Path, yes: bool, team: str) -> None:
    """Check a template, say what is different, and keep it. New projects follow it; running ones stay as they are."""
    with _desk(team) as (store, templates, say):
        text = file.read_text(encoding="utf-8")
        template = check_import(text, file.name, templates)
        click.echo(words.heading(template, say))
        for line in _against_newest(template, templates, say):
            click.echo(f"  {line}")
        if not yes:
            click.confirm("Keep it?", abort=True)
        _keep(store, templates.team_id, template, text)
        click.echo(f"{template.name} {template.version} is here now; `template migrate` moves running projects to it")


@template_group.command()
@click.argument("old")
@click.argument("new")
@TEAM
def diff(old: str, new: str, team: str) -> None:
    """Say what is different. Each side is a file, NAME for its newest version, or NAME@VERSION."""
    with _desk(team) as (_, templates, say):
        for line in words.differences(compare(_side(old, templates), _side(new, templates)), say):
            click.echo(line)


@template_group.command("migrate")
@click.argument("name")
@click.option("--to", "version", type=int, help="Another version than the newest.")
@click.option("--project", metavar="KEY", help="Only this project, such as LD-12. Without it: all that go on.")
@click.option("--apply", "apply_", is_flag=True, help="Carry it out. Without it, only say what would change.")
@TEAM
def migrate_(name: str, version: int | None, project: str | None, apply_: bool, team: str) -> None:
    """Move projects to another version of the template they follow; only says what would change, until told to."""
    with _desk(team) as (store, templates, say):
        target = _known(templates, name, version)
        keys = _followers(store, templates.team_id, name, project)
        for project_id in keys:
            for number, line in enumerate(
                words.migration(_migrated(store, templates, project_id, target, apply_), say)
            ):
                click.echo(line if number == 0 else f"  {line}")
        if not keys:
            click.echo(f"No project that goes on follows {name}.")
        elif not apply_:
            click.echo("Nothing was changed. --apply carries it out.")


@contextmanager
def _desk(team: str) -> Iterator[tuple[Store, TeamTemplates, Words]]:
    """Store, templates and words; every fault is told with file and line, and ends with 1."""
    settings = Settings()
    try:
        store = bootstrap.open_store(settings.database_url)
        try:
            library = Library(bootstrap.load_templates(), store)
            yield store, library.of(team or _only_team(store)), WordBook(settings.language).default
        finally:
            store.close()
    except (TemplateFault, UnicodeDecodeError, StorageError) as fault:
        raise click.ClickException(str(fault)) from fault


def _only_team(store: Store) -> str:
    with store.read() as reads:
        teams = sorted({team_id for team_id, _ in reads.digest_projects()})
    if len(teams) != 1:
        known = ", ".join(teams) or "none"
        raise click.UsageError(f"Say which workspace with --team; the database knows {known}.")
    return teams[0]


def _known(templates: TeamTemplates, name: str, version: int | None) -> Template:
    try:
        return templates.latest(name) if version is None else templates.get(name, version)
    except KeyError as error:
        known = ", ".join(sorted(f"{t.name}@{t.version}" for t in templates))
        raise click.ClickException(
            f"No template {name}{f'@{version}' if version else ''}; here are {known}."
        ) from error


def _side(given: str, templates: TeamTemplates) -> Template:
    path = Path(given)
    if path.is_file():
        return parse_template(path.read_text(encoding="utf-8"), path.name)
    name, _, version = given.partition("@")
    if version and not version.isdecimal():
        raise click.ClickException(f"{given} is no file and no NAME@VERSION.")
    return _known(templates, name, int(version) if version else None)


def _against_newest(template: Template, templates: TeamTemplates, say: Words) -> list[str]:
    try:
        return words.differences(compare(templates.latest(template.name), template), say)
    except KeyError:
        return [say("There is no template of this name yet.")]


def _keep(store: Store, team_id: str, template: Template, text: str) -> None:
    with store.write() as uow:
        kept = uow.templates.add(
            ImportedTemplate(
                team_id=team_id,
                name=template.name,
                version=template.version,
                text=text,
                imported_by=SYSTEM,
                at=datetime.now(UTC),
            )
        )
        if not kept:
            raise click.ClickException(f"{template.name} {template.version} was imported by somebody else just now.")
        uow.commit()


def _followers(store: Store, team_id: str, name: str, project: str | None) -> list[str]:
    """Ids of the projects that follow a template and go on, in the order of the workspace."""
    with store.read() as reads:
        if project:
            card = reads.card(team_id, project)
            if card is None or card.template != name:
                raise click.ClickException(f"No project {project} follows {name}.")
            return [card.id]
        cards = [reads.card(team_id, project_id) for _, project_id in reads.digest_projects(team_id)]
    return [card.id for card in cards if card is not None and card.template == name]


def _migrated(store: Store, templates: TeamTemplates, project_id: str, target: Template, apply: bool) -> Plan:
    """One project a transaction, so that one which cannot be moved stops no other."""
    now = datetime.now(UTC)
    with store.write() as uow:
        plan = migrate(
            templates.team_id,
            project_id,
            target.version,
            by=SYSTEM,
            uow=uow,
            templates=templates,
            now=now,
            today=now.astimezone(Settings().zone).date(),
            new_id=id_maker(),
        )
        if apply:
            uow.commit()
    return plan
