"""What ``python -m bot doctor`` looks at on this machine: packages, database, templates. Slack is asked elsewhere."""

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bot import bootstrap, doctor_jobs, doctor_pauses, doctor_schedules, doctor_slack
from bot.config import Settings
from bot.feeds import health as feed_health
from bot.findings import Finding, note, ok, problem, words_for
from bot.library import Library
from bot.progress import remaining
from flows.errors import StorageError, TemplateFault
from flows.ports import Reads, Store
from flows.watches.template_text import shipped_watch_templates
from flows.watches.watches import Cadence

LOCK = Path("requirements.lock")
OLDEST_PYTHON = (3, 11)
RECENT = timedelta(days=7)
"""A dead letter younger than this is a problem; an older one is only mentioned."""
SHOWN = 5


def examine(settings: Settings) -> list[Finding]:
    """Every finding, in the order in which things depend on each other. Opens the database, which may migrate it."""
    findings = [*_python(), *_packages(LOCK), _font(settings.font), *feed_health.setup(settings)]
    try:
        store = bootstrap.open_store(settings.database_url)
    except StorageError as error:
        what, cure = words_for(error)
        findings.append(problem("database", what.removesuffix("."), cure.removesuffix(".")))
        return [*findings, *doctor_slack.examine(settings, bootstrap.open_gateway(settings), ())]
    try:
        letters = _letters(store, datetime.now(UTC), (settings.workspace_rate, settings.channel_rate))
        findings += [*_database(settings, store), *letters, *_templates(store)]
        with store.read() as reads:
            channels, pauses, kept, broken = reads.channels(), reads.pauses(), reads.healths(), reads.schedule_faults()
            left_out = reads.job_faults()
            unneeded = doctor_pauses.unneeded(reads, pauses, datetime.now(UTC).date())
            wanted = _wanted(reads)
        findings += [*doctor_pauses.findings(pauses, unneeded), *doctor_schedules.findings(broken)]
        findings += doctor_jobs.findings(left_out)
        findings += [*feed_health.findings(kept, datetime.now(UTC), wanted)]
    finally:
        store.close()
    return [*findings, *doctor_slack.examine(settings, bootstrap.open_gateway(settings), channels)]


def _python() -> Iterator[Finding]:
    present = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info >= OLDEST_PYTHON:
        yield ok("python", present)
    else:
        yield problem("python", present, "use Python 3.11 or newer")


def _packages(lock: Path) -> Iterator[Finding]:
    """Compare what is installed with the lock file, where there is one. Lines for other platforms are left out."""
    if not lock.is_file():
        yield note("packages", f"no {lock} here to compare with")
        return
    locked = re.findall(r"^([\w.-]+)==([^\s;\\]+)\s*\\?$", lock.read_text(encoding="utf-8"), re.M)
    wrong = [f"{name} {found} (locked: {wanted})" for name, wanted in locked if (found := _installed(name)) != wanted]
    if wrong:
        yield problem("packages", ", ".join(wrong[:SHOWN]), "run `make run` once: it installs what is locked")
    else:
        yield ok("packages", f"{len(locked)} as locked")


def _font(path: str) -> Finding:
    """Without Chinese characters pictures would show empty boxes; then none are drawn for Chinese readers."""
    # The drawing library takes a second to load: no start of the bot waits for it.
    from bot.pictures.typeface import FontUnusable, find_typeface  # noqa: PLC0415

    cure = "install a font with Chinese characters, such as Noto Sans CJK, or name its file in LIANDONG_FONT"
    try:
        face = find_typeface(path)
    except FontUnusable as error:
        return problem("font", f"LIANDONG_FONT names no font that can be read: {error}", cure)
    if face.has_chinese:
        return ok("font", f"{face.name} writes Chinese")
    return note("font", f"{face.name} has no Chinese characters: Chinese readers get tables, no pictures", cure)


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "is missing"


def _database(settings: Settings, store: Store) -> Iterator[Finding]:
    yield ok("database", f"{settings.database_url} opens and is up to date")
    broken = store.verify_history()
    if not broken:
        yield ok("history", "the hash chain is whole")
    for place in broken[:SHOWN]:
        yield problem("history", place, "somebody changed the file past Liandong; compare with a copy")


def _wanted(reads: Reads) -> dict[str, Cadence]:
    """How often each source is to be read that a watch wants, whatever the workspace; a row that cannot be read is
    named among the faults of jobs."""
    today = datetime.now(UTC).date()
    found = (one for team in reads.teams() for one in reads.wanted_feeds(team, today, lost=lambda _row, _error: None))
    return {one.feed: one.cadence for one in found}


def _letters(store: Store, now: datetime, rates: tuple[float, float]) -> Iterator[Finding]:
    """``rates`` are messages a minute of the workspace and a second of a channel: at that pace a queue drains."""
    with store.write() as uow:  # nothing is written; the outbox belongs to the writing side
        backlog, dead = uow.outbox.backlog(now), uow.outbox.dead()
    pace = f", {remaining(backlog, *rates)}" if backlog.due else ""
    later = f"; {backlog.later} wait for their hour or place" if backlog.later else ""
    yield ok("outbox", f"{backlog.due} to be sent now{pace}{later}")
    recent = [(parcel, error) for parcel, error in dead if now - parcel.created_at < RECENT]
    for parcel, error in recent[:SHOWN]:
        about = f"{parcel.notice.kind} for {parcel.notice.audience} could not be sent: {error}"
        yield problem("outbox", about, "put the reason right; the next change of the project posts it anew")
    if len(dead) > len(recent[:SHOWN]):
        yield note("outbox", f"{len(dead) - len(recent[:SHOWN])} more dead letters")


def _templates(store: Store) -> Iterator[Finding]:
    try:
        shipped = bootstrap.load_templates()
        shipped_watch_templates()
    except TemplateFault as fault:
        yield problem("templates", str(fault), "put the shipped file back")
        return
    library, followed = Library(shipped, store), _followed(store)
    unknown = [
        f"{name} {version}" for team_id, name, version in followed if not _is_known(library, team_id, name, version)
    ]
    if not unknown:
        yield ok("templates", ", ".join(sorted(f"{t.name} {t.version}" for t in shipped)))
    for place in sorted(set(unknown)):
        yield problem("templates", f"projects follow {place}, which is not here", "put its file back")
    for team_id in sorted({team_id for team_id, _, _ in followed}):
        for broken in library.of(team_id).faults:
            yield problem("templates", f"imported, and not usable any more: {broken}", "import a newer version of it")


def _is_known(library: Library, team_id: str, name: str, version: int) -> bool:
    return any((t.name, t.version) == (name, version) for t in library.of(team_id))


def _followed(store: Store) -> tuple[tuple[str, str, int], ...]:
    """Workspace, name and version of every template that a project which goes on follows."""
    with store.read() as reads:
        cards = [reads.card(team_id, project_id) for team_id, project_id in reads.digest_projects()]
    return tuple({(card.team_id, card.template, card.template_version) for card in cards if card is not None})
