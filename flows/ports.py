"""What flows and bot need from storage and from the world. Storage implements these; nobody else may.

Times are aware datetimes in UTC, days are dates in the time zone of the workspace. Any method of a unit of work or
of reads may raise ``DatabaseBusy``. A store may be used from any thread; a unit of work or reads object only
inside its ``with`` block and by the thread that opened it.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from flows.edges import JobFaultReads, JobFaults
from flows.lifecycle.events import Event
from flows.lifecycle.policies import PolicyReads
from flows.lifecycle.project import Mark, Project
from flows.lifecycle.readmodels import Glance, HistoryLine, MyWork, ProjectCard, ProjectRow
from flows.linkage.events import LinkageEvent
from flows.linkage.figures import FigureBook, FigureReads
from flows.linkage.ports import Channels, RegisterReads, Registers
from flows.names import Actor
from flows.notices import Notice, PostReads
from flows.pauses import PauseReads, Pauses
from flows.records import Backlog, ImportedTemplate, Parcel, Person, Post, Receipt
from flows.rhythm.asking import AskReads, Asks
from flows.rhythm.keeping import PreferenceBook, PreferenceReads
from flows.rhythm.portfolio import PortfolioReads
from flows.rhythm.ports import Absences, RhythmReads, Schedules
from flows.watches.action_ports import ActionReads, Actions, Benchmarks
from flows.watches.ports import Feeds, Watches, WatchReads

__all__ = (
    "Clock", "Drafts", "History", "ImportedTemplate", "ImportedTemplates", "Inbox", "NewId", "Outbox", "Parcel",
    "People", "Person", "Post", "Posts", "Projects", "Reads", "Receipt", "Store", "UnitOfWork",
)  # fmt: skip
"""The records are here too: who needs a port needs them."""

NewId = Callable[[str], str]
"""Makes a sortable id with the given prefix: ``new_id("prj") -> "prj_01k…"``."""


class Projects(Protocol):
    def load(self, team_id: str, project_id: str) -> Project | None:
        """The whole aggregate, for a decision; locks it until the transaction ends."""

    def save(self, before: Project | None, after: Project) -> None:
        """Store what changed. ``after.version`` must be ``before.version + 1`` (1 for a new project).

        Raises ``StaleProject`` where the stored version is not ``before.version``.
        """

    def next_key(self, team_id: str) -> str:
        """The next free short key of the workspace, ``LD-1``, ``LD-2``…"""


class History(Protocol):
    def append(self, team_id: str, events: Sequence[Event]) -> None:
        """Add events to the workspace's hash chain. Rows can never be changed or removed."""

    def events(self, team_id: str, project_id: str) -> tuple[Event, ...]:
        """All events of a project, oldest first; those of its register are not among them."""

    def register_events(self, team_id: str, project_id: str) -> tuple[LinkageEvent, ...]:
        """All events of a project's register, oldest first."""


class Outbox(Protocol):
    def put(self, notices: Iterable[Notice], *, now: datetime, new_id: NewId) -> None:
        """Queue notices. A known dedupe key is dropped; a waiting notice with the same post key is superseded."""

    def claim(self, *, owner: str, now: datetime, lease_until: datetime, limit: int) -> tuple[Parcel, ...]:
        """Take due parcels, urgent lane first, and lease them: one of each queue, the queue that waits longest first.

        A parcel whose lease ran out is claimable again and comes back with ``ambiguous`` set, since its sender
        may have died between sending and marking. Two owners never hold one parcel. A parcel whose
        channel (audience) has an older unsent parcel in the same lane that is leased is not handed out.
        """

    def sent(self, parcel_id: str, *, now: datetime) -> None: ...
    def retry(self, parcel_id: str, *, at: datetime, error: str, ambiguous: bool) -> None:
        """Release a parcel to be tried again at ``at``."""

    def put_off(self, parcel_id: str, *, until: datetime) -> None:
        """Release a parcel that came at the wrong hour; others of its queue go before it."""

    def judge_again(self, team_id: str, audience: str, *, now: datetime) -> None:
        """Have everything that was put off for one audience looked at now: its hours are other ones."""

    def defer_audience(self, team_id: str, audience: str, *, until: datetime) -> None:
        """Hold back every waiting parcel for one channel or person (a 429)."""

    def bury(self, parcel_id: str, *, now: datetime, error: str) -> None:
        """A permanent refusal: keep the parcel as a dead letter."""

    def waiting(self, team_id: str | None = None) -> int: ...

    def backlog(self, now: datetime) -> Backlog:
        """Of every workspace."""

    def dead(self, limit: int = 20) -> tuple[tuple[Parcel, str], ...]:
        """Dead letters with their errors, newest first."""


class Posts(Protocol):
    def find(self, team_id: str, post_key: str) -> Post | None: ...

    def find_at(self, team_id: str, channel_id: str, ts: str) -> Post | None:
        """The kept message at this place, for answers typed under it."""

    def keep(self, team_id: str, post: Post) -> None: ...

    def forget(self, team_id: str, post_key: str) -> None: ...


class Inbox(Protocol):
    def first(self, team_id: str, request_key: str) -> Receipt | None:
        """What this request got the first time it was delivered, or None."""

    def remember(self, team_id: str, request_key: str, receipt: Receipt | None, *, now: datetime) -> bool:
        """Record the request; False where it was there already (then nothing is stored)."""


class Drafts(Protocol):
    """Score sheets that are filled in page by page. Handing a sheet in (``Projects.save``) ends its draft."""

    def keep(self, team_id: str, project_id: str, stage: str, user_id: str, marks: tuple[Mark, ...]) -> None: ...


class People(Protocol):
    def upsert(self, persons: Iterable[Person]) -> None:
        """Store or refresh; an existing ``home_opened_at`` is kept."""

    def home_opened(self, team_id: str, user_id: str, *, now: datetime) -> None: ...


class ImportedTemplates(Protocol):
    """What a workspace has imported. Append-only, so a version that was read once never changes."""

    def add(self, imported: ImportedTemplate) -> bool:
        """Keep a version; False where that name and version is there already (then nothing is stored)."""


class UnitOfWork(Protocol):
    """One writing transaction, begun IMMEDIATE. Leaving the block without ``commit()`` rolls back."""

    projects: Projects
    history: History
    outbox: Outbox
    posts: Posts
    inbox: Inbox
    people: People
    templates: ImportedTemplates
    drafts: Drafts
    registers: Registers
    figures: FigureBook
    channels: Channels
    schedules: Schedules
    absences: Absences
    preferences: PreferenceBook
    asks: Asks
    pauses: Pauses
    watches: Watches
    feeds: Feeds
    benchmarks: Benchmarks
    actions: Actions
    faults: JobFaults
    reads: "Reads"

    def commit(self) -> None: ...


class Reads(
    AskReads, PauseReads, PolicyReads, PostReads, PreferenceReads, RegisterReads, RhythmReads, WatchReads, ActionReads,
    FigureReads, JobFaultReads, PortfolioReads, Protocol,
):  # fmt: skip
    """Read models in few queries, seen at one moment."""

    def person(self, team_id: str, user_id: str) -> Person | None: ...

    def persons(self, team_id: str, user_ids: Sequence[str]) -> tuple[Person, ...]: ...

    def post(self, team_id: str, post_key: str) -> Post | None: ...

    def card(self, team_id: str, project: str, *, stage: str | None = None) -> ProjectCard | None:
        """By project id (``prj_…``) or short key (any case). ``stage`` shows another stage than the present one."""

    def glance(self, team_id: str, project: str, user_id: str) -> Glance | None:
        """By project id or short key: enough to judge in one read whether this person may see it."""

    def overridden(self, team_id: str, project_id: str, user_id: str, *, since: datetime) -> bool:
        """Whether this administrator was let read the project since then."""

    def card_of_channel(self, team_id: str, channel_id: str) -> tuple[ProjectRow, ...]:
        """Projects that live in a channel, newest first, at most 50. Not filtered by who may see them."""

    def scored(self, actor: Actor, *, limit: int) -> tuple[ProjectCard, ...]:
        """One card for each scored stage of projects that are this person's own or open, newest project first."""

    def score_draft(self, team_id: str, project_id: str, stage: str, user_id: str) -> tuple[Mark, ...]:
        """What this person has filled in of a stage's sheet and not handed in; empty where nothing."""

    def projects_of(
        self, team_id: str, user_id: str, *, today: date, guest: bool, limit: int, after: str = ""
    ) -> tuple[ProjectRow, ...]:
        """Projects this person may see, own and active ones first, then by key descending.

        ``after`` is the id of the last row of the page before.
        """

    def search(self, team_id: str, user_id: str, text: str, *, guest: bool, limit: int) -> tuple[ProjectRow, ...]:
        """Visible projects whose key or name contains ``text``, for selects."""

    def my_work(self, team_id: str, user_id: str, *, today: date, guest: bool, projects: int) -> MyWork:
        """At most 100 lines each of work, reviews and votes, and ``projects`` project rows."""

    def history(
        self,
        team_id: str,
        project_id: str,
        *,
        limit: int,
        before: int | None = None,
        events: Sequence[str] = (),
        by: str = "",
    ) -> tuple[HistoryLine, ...]:
        """Newest first; ``before`` is the seq of the last line of the page before.
        ``events`` are the names of those wanted (none: all), ``by`` the only person wanted (empty: everybody).
        """

    def teams(self) -> tuple[str, ...]:
        """Every workspace that has a history here."""

    def history_since(self, team_id: str, project_id: str, since: datetime) -> tuple[HistoryLine, ...]:
        """Newest first, at most 500, without what was done to schedules."""

    def digest_projects(self, team_id: str | None = None) -> tuple[tuple[str, str], ...]:
        """(team id, project id) of every active or held project."""

    def to_wake(self, day: date) -> tuple[tuple[str, str], ...]:
        """(team id, project id) of every held project that rests until ``day`` or an earlier one."""

    def duties_due(self, day: date) -> tuple[tuple[str, str], ...]:
        """(team id, project id) of every project with an improvement or follow-up due by ``day``."""

    def queued(self, team_id: str, dedupe_key: str) -> bool:
        """Whether a notice with this key was ever put into the outbox."""

    def in_vote(self) -> tuple[tuple[str, str], ...]:
        """(team id, project id) of every project with an open gate."""

    def channels(self) -> tuple[tuple[str, str], ...]:
        """Distinct (team id, channel id) of projects that are not stopped or completed, for doctor."""

    def template_versions(self, team_id: str) -> tuple[tuple[str, int], ...]:
        """Name and version of every imported template."""

    def imported_template(self, team_id: str, name: str, version: int) -> ImportedTemplate | None:
        """One version with its text, or None where the workspace has not imported it."""

    def home_openers(self, team_id: str, user_ids: Sequence[str]) -> tuple[str, ...]:
        """Those of the given people who have ever opened the App Home."""


class Store(Protocol):
    """The database as the rest of the product sees it."""

    def write(self) -> AbstractContextManager[UnitOfWork]: ...
    def read(self) -> AbstractContextManager[Reads]: ...

    def verify_history(self) -> tuple[str, ...]:
        """Recompute every hash chain; one line per broken place, empty when all is well."""

    def close(self) -> None: ...


class Clock(Protocol):
    """Tells the time. The playground's clock can be moved; the system's cannot."""

    def now(self) -> datetime:
        """The present moment, aware, UTC."""
