"""The command line: ``python -m bot COMMAND``."""

import os
import signal
import threading
from pathlib import Path
from typing import NoReturn

import click
from pydantic import ValidationError

from bot import bootstrap, doctor, exporting, logs, manifest, memory
from bot.config import Settings, keep_loopback_off_proxies
from bot.filing import HISTORY_FILES
from bot.findings import words_for
from bot.grammar import project_key
from bot.outcomes import TOKEN_CODES, Refused
from bot.template_cli import template_group
from flows.errors import StorageError, TemplateFault

UNUSABLE = 2
FAILED = 1


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Liandong: a Slack assistant for technology-patent-standard linked innovation projects."""


@main.command()
def run() -> None:
    """Run the bot: over Socket Mode, or as a server with LIANDONG_TRANSPORT=http."""
    settings = read_settings()
    require_tokens(settings)
    logs.set_up(settings.log_format)
    told_to_stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: told_to_stop.set())
    try:
        bot = bootstrap.build(settings)
    except bootstrap.NoIdentity as error:
        if isinstance(error.failure, Refused) and error.failure.code in TOKEN_CODES:
            give_up(
                f"Slack refuses SLACK_BOT_TOKEN ({error.failure.code}).",
                "Copy it anew from the app's page, Install App.",
            )
        give_up(
            f"Slack cannot be asked who we are: {error.failure}.", f"Check the network and {settings.api_url}.", FAILED
        )
    except (StorageError, TemplateFault) as error:
        give_up(*words_for(error), FAILED)
    memory.settle()
    bot.start()
    problem = bot.run_until(told_to_stop)
    bot.stop()
    if problem:
        give_up(problem, "`python -m bot doctor` says what to do.")


@main.command("doctor")
def doctor_() -> None:
    """Check database, tokens, scopes and channels; one line each, exit 1 when something is wrong."""
    settings = read_settings()
    logs.set_up(settings.log_format, quiet=True)
    findings = doctor.examine(settings)
    for finding in findings:
        click.echo(finding.line())
    raise SystemExit(FAILED if any(finding.is_problem for finding in findings) else 0)


@main.command()
def migrate() -> None:
    """Bring the database up to date. Every start does the same."""
    settings = read_settings()
    try:
        bootstrap.open_store(settings.database_url).close()
    except StorageError as error:
        give_up(*words_for(error), FAILED)
    click.echo(f"{settings.database_url} is up to date")


@main.command()
@click.argument("key")
@click.option("--format", "ending", type=click.Choice(list(HISTORY_FILES)), default="csv", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file to write.")
@click.option("--team", default="", help="The workspace's id, where the database holds several.")
def export(key: str, ending: str, out: Path, team: str) -> None:
    """Write the history of the project KEY, such as LD-12, to a file. Votes of an open gate stay secret."""
    settings = read_settings()
    try:
        content = exporting.history(settings, project_key(key) or key, HISTORY_FILES[ending], team)
    except (StorageError, TemplateFault) as error:
        give_up(*words_for(error), FAILED)
    except exporting.NotOne as error:
        found = f"Several workspaces have a project {key}" if error.teams else f"There is no project {key} here"
        give_up(
            f"{found}.",
            f"Name one with --team: {', '.join(error.teams)}" if error.teams else "Check the key and DATABASE_URL.",
            FAILED,
        )
    try:
        out.write_text(content, encoding="utf-8", newline="")
    except OSError as error:
        give_up(f"{out} cannot be written: {error.strerror}.", "Choose another place with --out.", FAILED)
    click.echo(f"{out} holds the history of {key}")


@main.command("manifest")
def manifest_() -> None:
    """Print the Slack app manifest."""
    click.echo(manifest.text(), nl=False)


@main.command()
@click.option("--port", default=8765, show_default=True, help="Port of the workspace on the loopback address.")
@click.option("--database", type=click.Path(dir_okay=False, path_type=Path), help="Keep the projects in this file.")
@click.option("--no-browser", is_flag=True, help="Do not open the page.")
@click.option("--empty", is_flag=True, help="Start without the demo projects.")
@click.option("--clock", metavar="ISO", help="Start the clock at this moment, for example 2026-11-23T09:00:00+08:00.")
def playground(port: int, database: Path | None, no_browser: bool, empty: bool, clock: str | None) -> None:
    """Run the bot against a local Slack-compatible workspace with a demo organisation."""
    from bot.playground.launch import launch  # noqa: PLC0415  # production never loads the playground

    launch(port=port, database=database, open_browser=not no_browser, empty=empty, clock=clock)


main.add_command(template_group)


def read_settings() -> Settings:
    """The settings of this process; ends it where one is wrong."""
    try:
        settings = Settings()
    except ValidationError as error:
        for fault in error.errors():
            click.echo(f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}", err=True)
        give_up("A setting cannot be used.", "`.env.example` says what each one takes.")
    if settings.is_local:
        keep_loopback_off_proxies(os.environ)
    return settings


def require_tokens(settings: Settings) -> None:
    """End the process with words where the tokens that the transport needs are not there."""
    needed = {"SLACK_BOT_TOKEN": settings.slack_bot_token}
    if settings.transport == "http":
        needed["SLACK_SIGNING_SECRET"] = settings.slack_signing_secret
    else:
        needed["SLACK_APP_TOKEN"] = settings.slack_app_token
    missing = [name for name, value in needed.items() if not value.get_secret_value()]
    if missing:
        give_up(
            f"Not set: {', '.join(missing)}. Put them into .env (see .env.example; README, Connect a real workspace).",
            "Without Slack tokens: `python -m bot playground` runs everything on this machine.",
        )


def give_up(problem: str, what_to_do: str, code: int = UNUSABLE) -> NoReturn:
    """Two lines on standard error and an exit code."""
    click.echo(problem, err=True)
    click.echo(what_to_do, err=True)
    raise SystemExit(code)


if __name__ == "__main__":
    main()
