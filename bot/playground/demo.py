"""The demo organisation's projects: one in each stage, in both languages, made by the same use cases people use.

Nothing is written past the use cases; only the notices of the past are left out, so that nobody starts with a
hundred old messages. What is still true today (cards, open prompts, reviews, ballots) is queued at the end.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.bootstrap import load_templates, open_store
from bot.laws import Laws
from bot.new_ids import id_maker
from flows.lifecycle.commands import (
    AcceptSubmission,
    AssignRoles,
    CastVote,
    Command,
    CreateProject,
    RequestGate,
    SetStrandStates,
    SubmitDeliverable,
)
from flows.lifecycle.permissions import asked_to_review
from flows.lifecycle.project import Deliverable, Project
from flows.lifecycle.template import Templates
from flows.lifecycle.usecases import perform
from flows.linkage.commands import LinkageCommand
from flows.linkage.house import house_of
from flows.linkage.ports import Registers
from flows.linkage.usecases import perform_linkage
from flows.names import AWAITING_ASSIGNEE, STRANDS, Actor, Confidentiality, Decision, DeliverableState, Role, Strand
from flows.notices import Notice, NoticeKind, ask_key, ballot_key, card_key, review_key
from flows.ports import (
    Drafts,
    History,
    ImportedTemplates,
    Inbox,
    NewId,
    People,
    Posts,
    Projects,
    Reads,
    Receipt,
    Store,
    UnitOfWork,
)

from . import demo_register
from .demo_projects import DEMO_PROJECTS, DemoProject

KEPT = {NoticeKind.CARD, NoticeKind.ASK, NoticeKind.REVIEW, NoticeKind.BALLOT, NoticeKind.CLEARANCE}
STAGE_TAKES = timedelta(days=24)
PRESENT_STAGE_SINCE = timedelta(days=12)


def seed(database_url: str, now: datetime, team_id: str, time_zone: str = "Asia/Shanghai") -> int:
    """Fill an empty database with the demo projects; how many were made. A database with projects is left alone."""
    store = open_store(database_url)
    try:
        with store.read() as reads:
            if reads.digest_projects(team_id):
                return 0
        new_id = id_maker()
        for number, demo in enumerate(DEMO_PROJECTS):
            Storyteller(store, load_templates(), team_id, ZoneInfo(time_zone), new_id).tell(demo, number, now)
        return len(DEMO_PROJECTS)
    finally:
        store.close()


@dataclass
class Quiet:
    """An outbox that only listens, so that the past makes no noise."""

    heard: dict[str, Notice] = field(default_factory=dict)

    def put(self, notices: Iterable[Notice], *, now: datetime, new_id: NewId) -> None:
        del now, new_id
        self.heard.update({n.post_key: n for n in notices if n.post_key and n.kind in KEPT})


class QuietUnit:
    """A unit of work whose outbox is quiet; all else is the real one."""

    def __init__(self, uow: UnitOfWork, outbox: Quiet) -> None:
        self.projects: Projects = uow.projects
        self.history: History = uow.history
        self.posts: Posts = uow.posts
        self.inbox: Inbox = uow.inbox
        self.people: People = uow.people
        self.drafts: Drafts = uow.drafts
        self.templates: ImportedTemplates = uow.templates
        self.registers: Registers = uow.registers
        self.reads: Reads = uow.reads
        self.outbox = outbox
        self.commit = uow.commit


@dataclass
class Storyteller:
    """Plays one demo project from its creation to its present stage."""

    store: Store
    templates: Templates
    team_id: str
    zone: ZoneInfo
    new_id: NewId
    outbox: Quiet = field(default_factory=Quiet)
    project_id: str = ""

    def tell(self, demo: DemoProject, number: int, now: datetime) -> None:
        """``number`` stages are already behind the project."""
        started = now - PRESENT_STAGE_SINCE - STAGE_TAKES * number
        receipt = self._do(demo.lead, started, self._create(demo))
        self.project_id = receipt.project_id
        self._do(
            demo.lead, started + timedelta(minutes=5), AssignRoles(project_id=self.project_id, holders=demo.roles())
        )
        for passed in range(number):
            entered = started + STAGE_TAKES * passed
            self._work(demo, entered + timedelta(days=6), leave=0)
            self._pass_gate(demo, entered + STAGE_TAKES)
        self._do(demo.lead, now - timedelta(days=4), self._strands(demo))
        self._work(demo, now - timedelta(days=3), leave=2)
        if demo.has_register:
            self._register(now - timedelta(days=2))
        if demo.at_the_gate:
            self._work(demo, now - timedelta(days=1), leave=0)
            self._do(demo.lead, now - timedelta(hours=1), RequestGate(project_id=self.project_id, note=demo.note))
        self._announce(now)

    def _create(self, demo: DemoProject) -> CreateProject:
        return CreateProject(
            name=demo.name,
            summary=demo.summary,
            strands=STRANDS,
            lead=demo.lead,
            channel_id=demo.channel,
            confidentiality=Confidentiality(demo.confidentiality),
        )

    def _strands(self, demo: DemoProject) -> SetStrandStates:
        codes = zip((Strand.TECHNOLOGY, Strand.PATENT, Strand.STANDARD), demo.strand_states, strict=True)
        return SetStrandStates(project_id=self.project_id, states=tuple(codes))

    def _do(self, user: str, at: datetime, command: Command) -> Receipt:
        with self.store.write() as uow:
            unit = QuietUnit(uow, self.outbox)
            return perform(
                command,
                actor=Actor(self.team_id, user),
                uow=unit,  # type: ignore[arg-type]  # QuietUnit's outbox can only be put to; perform does nothing else
                templates=self.templates,
                now=at,
                today=at.astimezone(self.zone).date(),
                new_id=self.new_id,
                request_key=self.new_id("demo"),
            )

    def _register(self, at: datetime) -> None:
        """The past makes no noise here either; only the clearance that still waits is queued at the end."""
        laws = Laws()

        def do(user: str, command: LinkageCommand) -> str:
            with self.store.write() as uow:
                unit = QuietUnit(uow, self.outbox)
                receipt = perform_linkage(
                    command,
                    actor=Actor(self.team_id, user),
                    uow=unit,  # type: ignore[arg-type]  # as in ``_do``
                    follow_up=laws.follow_up,
                    calendars=laws.calendars,
                    house=house_of(uow.reads.policy(self.team_id)),
                    now=at,
                    today=at.astimezone(self.zone).date(),
                    new_id=self.new_id,
                    request_key=self.new_id("demo"),
                )
            return str(receipt.params.get("item_id", ""))

        demo_register.tell(self.project_id, at.astimezone(self.zone).date(), do)

    def _project(self) -> Project:
        with self.store.write() as uow:
            project = uow.projects.load(self.team_id, self.project_id)
        assert project is not None  # noqa: S101  # made a moment ago by ourselves
        return project

    def _work(self, demo: DemoProject, at: datetime, *, leave: int) -> None:
        """Submit and accept what the stage asks for, but leave the last ones open and the one before in review."""
        project = self._project()
        waiting = [d for d in project.in_stage(project.stage) if d.state in AWAITING_ASSIGNEE]
        for index, deliverable in enumerate(waiting[: len(waiting) - leave]):
            self._submit(demo, deliverable, at + timedelta(hours=index))
        in_review = [d for d in self._project().in_stage(project.stage) if d.state is DeliverableState.SUBMITTED]
        for index, deliverable in enumerate(in_review[: len(in_review) - (1 if leave else 0)]):
            self._accept(deliverable, at + timedelta(hours=20 + index))

    def _submit(self, demo: DemoProject, deliverable: Deliverable, at: datetime) -> None:
        self._do(
            deliverable.assignee,
            at,
            SubmitDeliverable(
                project_id=self.project_id,
                deliverable_id=deliverable.id,
                text=demo.evidence.format(title=deliverable.title.text(demo.locale)),
                link="https://example.org/" + deliverable.spec,
            ),
        )

    def _accept(self, deliverable: Deliverable, at: datetime) -> None:
        reviewer = self._reviewer(deliverable)
        number = deliverable.submissions[-1].number
        self._do(
            reviewer, at, AcceptSubmission(project_id=self.project_id, deliverable_id=deliverable.id, number=number)
        )

    def _reviewer(self, deliverable: Deliverable) -> str:
        project = self._project()
        return next(
            user for user in (project.lead, *project.holders(Role.STEERING)) if user != deliverable.submissions[-1].by
        )

    def _pass_gate(self, demo: DemoProject, at: datetime) -> None:
        self._do(demo.lead, at, RequestGate(project_id=self.project_id, note=demo.note))
        gate = self._project().gate
        voters: Sequence[str] = gate.gatekeepers if gate else ()
        for index, voter in enumerate(voters):
            present = self._project().gate
            if present is None:
                return
            vote = CastVote(project_id=self.project_id, gate_id=present.id, decision=Decision.GO)
            self._do(voter, at + timedelta(hours=2 + index), vote)

    def _announce(self, now: datetime) -> None:
        """Queue what is still true: the card, and the prompts, reviews and ballots of the present stage."""
        project = self._project()
        notices = [
            n for n in self.outbox.heard.values() if n.post_key in still_true(project) or n.kind is NoticeKind.CLEARANCE
        ]
        with self.store.write() as uow:
            uow.outbox.put(notices, now=now, new_id=self.new_id)
            uow.commit()


def still_true(project: Project) -> frozenset[str]:
    """The post keys of what people would have in front of them today: no thanks for work that is long done."""
    here = project.in_stage(project.stage)
    asked = {ask_key(project.id, d.stage, d.assignee) for d in here if d.state in AWAITING_ASSIGNEE}
    waiting = [d for d in here if d.state is DeliverableState.SUBMITTED or d.request]
    review = {review_key(project.id, d.stage, user) for d in waiting for user in asked_to_review(project, d)}
    gate = project.gate
    ballots = {ballot_key(gate.id, user) for user in gate.gatekeepers} if gate else set()
    return frozenset({card_key(project.id), *asked, *review, *ballots})
