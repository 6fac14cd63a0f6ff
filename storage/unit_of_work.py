"""One writing transaction, and the read models: what the rest of the product holds in its hands."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from flows.edges import JobFaults, Lost, refuse
from flows.lifecycle.policies import Policy, PolicyChange
from flows.lifecycle.project import Mark
from flows.lifecycle.readmodels import Glance, HistoryLine, MyWork, ProjectCard, ProjectRow
from flows.linkage.figures import FigureBook
from flows.linkage.own import OwnWork
from flows.linkage.ports import Channels, OpenDate, Registers
from flows.linkage.register import Register
from flows.linkage.signs import Sign
from flows.linkage.surroundings import Audience
from flows.names import Actor
from flows.notices import StandingPack
from flows.pauses import Pauses
from flows.ports import (
    Drafts,
    History,
    ImportedTemplate,
    ImportedTemplates,
    Inbox,
    Outbox,
    People,
    Person,
    Post,
    Posts,
    Projects,
    Reads,
)
from flows.rhythm.asking import Asks
from flows.rhythm.keeping import PreferenceBook
from flows.rhythm.ports import Absences, Schedules
from flows.watches.action_ports import Actions, Benchmarks
from flows.watches.ports import Feeds, Watches
from storage import (
    cards,
    channels,
    evaluations,
    history,
    linkage,
    lists,
    own,
    people,
    policies,
    posts,
    scores,
    signs,
    templates,
    work,
)
from storage.action_reads import ActionReadModels
from storage.actions import ActionRepository, BenchmarkRepository
from storage.asks import AskReadModels, AskRepository
from storage.channels import ChannelRepository
from storage.faults import JobFaultReadModels, JobFaultRepository
from storage.feeds import FeedRepository
from storage.history import HistoryRepository
from storage.inbox import InboxRepository
from storage.linkage import Kept, RegisterRepository
from storage.outbox import OutboxRepository
from storage.pauses import PauseReadModels, PauseRepository
from storage.people import PeopleRepository
from storage.portfolio import FigureRepository, PortfolioReadModels
from storage.posts import PostRepository
from storage.preferences import PreferenceReadModels, PreferenceRepository
from storage.projects import ProjectRepository
from storage.rhythm import AbsenceRepository, RhythmReadModels, ScheduleRepository
from storage.scores import DraftRepository
from storage.session import Session
from storage.templates import TemplateRepository
from storage.watch_reads import WatchReadModels
from storage.watches import WatchRepository


class WriteUnit:
    """Implements ``flows.ports.UnitOfWork``. ``commit`` is given by the engine that began the transaction."""

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
    reads: Reads

    def __init__(self, session: Session, commit: Callable[[], None], kept: Kept) -> None:
        self.projects = ProjectRepository(session)
        self.history = HistoryRepository(session)
        self.outbox = outbox = OutboxRepository(session)
        self.pauses = PauseRepository(session, outbox)
        self.posts = PostRepository(session)
        self.inbox = InboxRepository(session)
        self.people = PeopleRepository(session)
        self.templates = TemplateRepository(session)
        self.drafts = DraftRepository(session)
        self._registers = self.registers = RegisterRepository(session, kept)
        self.figures = FigureRepository(session)
        self.channels = ChannelRepository(session)
        self.schedules = ScheduleRepository(session)
        self.absences = AbsenceRepository(session)
        self.preferences = PreferenceRepository(session)
        self.asks = AskRepository(session)
        self.watches = WatchRepository(session)
        self.feeds = FeedRepository(session)
        self.benchmarks = BenchmarkRepository(session)
        self.actions = ActionRepository(session)
        self.faults = JobFaultRepository(session)
        self.reads = ReadModels(session, kept, keeps=False)
        self._commit = commit

    def commit(self) -> None:
        """Make everything durable. Once per unit; nothing may be written through it afterwards."""
        self._commit()
        self._registers.committed()


class ReadModels(
    AskReadModels, PortfolioReadModels, PauseReadModels, PreferenceReadModels, RhythmReadModels,
    WatchReadModels, ActionReadModels, JobFaultReadModels,
):  # fmt: skip
    """Implements ``flows.ports.Reads``: each method is a sentence about one of the modules beside this one."""

    def __init__(self, session: Session, kept: Kept, *, keeps: bool = True) -> None:
        """``keeps``: whether registers that are read may be kept; what a writing transaction sees may not."""
        super().__init__(session)
        self._kept, self._keeps = kept, keeps

    def person(self, team_id: str, user_id: str) -> Person | None:
        return people.find(self._session, team_id, user_id)

    def persons(self, team_id: str, user_ids: Sequence[str]) -> tuple[Person, ...]:
        """Those that are known, in the order given."""
        found = (people.find(self._session, team_id, user_id) for user_id in user_ids)
        return tuple(person for person in found if person is not None)

    def post(self, team_id: str, post_key: str) -> Post | None:
        return posts.find(self._session, team_id, post_key)

    def packs_in(self, team_id: str, project_id: str, channel_id: str) -> tuple[StandingPack, ...]:
        return posts.packs_in(self._session, team_id, project_id, channel_id)

    def card(self, team_id: str, project: str, *, stage: str | None = None) -> ProjectCard | None:
        return cards.card(self._session, team_id, project, stage)

    def glance(self, team_id: str, project: str, user_id: str) -> Glance | None:
        return cards.glance(self._session, team_id, project, user_id)

    def overridden(self, team_id: str, project_id: str, user_id: str, *, since: datetime) -> bool:
        return history.overridden(self._session, team_id, project_id, user_id, since)

    def card_of_channel(self, team_id: str, channel_id: str) -> tuple[ProjectRow, ...]:
        return lists.of_channel(self._session, team_id, channel_id)

    def scored(self, actor: Actor, *, limit: int) -> tuple[ProjectCard, ...]:
        return cards.scored(self._session, actor, limit)

    def score_draft(self, team_id: str, project_id: str, stage: str, user_id: str) -> tuple[Mark, ...]:
        return scores.draft(self._session, team_id, project_id, stage, user_id)

    def projects_of(
        self, team_id: str, user_id: str, *, today: date, guest: bool, limit: int, after: str = ""
    ) -> tuple[ProjectRow, ...]:
        return lists.projects_of(self._session, team_id, user_id, today=today, guest=guest, limit=limit, after=after)

    def search(self, team_id: str, user_id: str, text: str, *, guest: bool, limit: int) -> tuple[ProjectRow, ...]:
        return lists.search(self._session, team_id, user_id, text, guest=guest, limit=limit)

    def my_work(self, team_id: str, user_id: str, *, today: date, guest: bool, projects: int) -> MyWork:
        return work.my_work(self._session, team_id, user_id, today=today, guest=guest, projects=projects)

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
        return history.page(self._session, team_id, project_id, limit=limit, before=before, events=events, by=by)

    def teams(self) -> tuple[str, ...]:
        return history.teams(self._session)

    def history_since(self, team_id: str, project_id: str, since: datetime) -> tuple[HistoryLine, ...]:
        return history.since(self._session, team_id, project_id, since)

    def digest_projects(self, team_id: str | None = None) -> tuple[tuple[str, str], ...]:
        return lists.going(self._session, team_id)

    def to_wake(self, day: date) -> tuple[tuple[str, str], ...]:
        return lists.to_wake(self._session, day)

    def duties_due(self, day: date) -> tuple[tuple[str, str], ...]:
        return evaluations.due(self._session, day)

    def queued(self, team_id: str, dedupe_key: str) -> bool:
        return self._session.one("outbox.queued", team_id=team_id, dedupe_key=dedupe_key) is not None

    def in_vote(self) -> tuple[tuple[str, str], ...]:
        return lists.in_vote(self._session)

    def channels(self) -> tuple[tuple[str, str], ...]:
        return lists.channels(self._session)

    def policy(self, team_id: str) -> Policy:
        return policies.present(self._session, team_id)

    def policy_changes(self, team_id: str, *, limit: int, before: int | None = None) -> tuple[PolicyChange, ...]:
        return policies.changes(self._session, team_id, limit=limit, before=before)

    def template_versions(self, team_id: str) -> tuple[tuple[str, int], ...]:
        return templates.versions(self._session, team_id)

    def imported_template(self, team_id: str, name: str, version: int) -> ImportedTemplate | None:
        return templates.find(self._session, team_id, name, version)

    def home_openers(self, team_id: str, user_ids: Sequence[str]) -> tuple[str, ...]:
        return people.home_openers(self._session, team_id, user_ids)

    def register(self, team_id: str, project_id: str) -> Register:
        return linkage.register_kept(self._session, self._kept, team_id, project_id, keeps=self._keeps)

    def register_version(self, team_id: str, project_id: str) -> int:
        return linkage.version(self._session, team_id, project_id)

    def signs_changed(self, team_id: str) -> int:
        return signs.changed(self._session, team_id)

    def register_versions(self, team_id: str) -> tuple[tuple[str, int], ...]:
        return signs.versions(self._session, team_id)

    def signs(self, team_id: str, project_id: str) -> tuple[Sign, ...]:
        return signs.of_project(self._session, team_id, project_id)

    def items_by_number(self, team_id: str, squeezed: str, *, limit: int) -> tuple[tuple[str, str], ...]:
        return linkage.by_number(self._session, team_id, squeezed, limit)

    def audience(self, team_id: str, channel_id: str) -> Audience | None:
        return channels.audience(self._session, team_id, channel_id)

    def own_work(self, team_id: str, user_id: str, *, until: date, guest: bool, limit: int) -> OwnWork:
        return own.own_work(self._session, team_id, user_id, until=until, guest=guest, limit=limit)

    def open_dates(self, until: date, *, lost: Lost = refuse) -> tuple[OpenDate, ...]:
        return linkage.open_dates(self._session, until, lost)
