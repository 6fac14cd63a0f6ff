"""A desk with everything real but Slack: SQLite file, words, blocks, use cases. Slack is a recorder with limits."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from slack_bolt import App, BoltRequest
from slack_sdk import WebClient

from bot.app import build_app
from bot.blocks.kit import Message, check_message, check_view
from bot.config import Settings
from bot.context import Desk, Team
from bot.envelope import Envelope
from bot.new_ids import id_maker
from bot.outward import View
from flows.lifecycle import commands as do
from flows.lifecycle.readmodels import ProjectCard
from flows.names import STRANDS, Confidentiality, Role
from flows.notices import Notice, NoticeKind
from flows.ports import NewId, Person, Receipt, Store
from tests.bot.inbound.payloads import BOT, BOT_USER, TEAM, Json, fresh
from tests.builders import NOW, build_templates
from tests.databases import ready_store
from tests.wordbooks import word_book

LIN, CHEN, ZHAO, WANG, EMMA, LIU, RAJ, SOFIA = (
    "U0LIN", "U0CHEN", "U0ZHAO", "U0WANG", "U0EMMA", "U0LIU", "U0RAJ", "U0SOFIA",
)  # fmt: skip
GUEST, STRANGER, NEWCOMER = "U0GUEST", "U0STRANGER", "U0NEW"
CHINESE = (LIN, CHEN, ZHAO, WANG, LIU)
KNOWN = (LIN, CHEN, ZHAO, WANG, EMMA, LIU, RAJ, SOFIA, GUEST, STRANGER)
RADAR = "C0RADAR"
SIGNING_SECRET = "signing"
HOLDERS = (
    (Role.LEAD, (LIN,)), (Role.TECHNOLOGY, (CHEN,)), (Role.PATENT, (ZHAO,)), (Role.STANDARD, (WANG,)),
    (Role.BUSINESS, (RAJ,)), (Role.LEGAL, (SOFIA,)), (Role.STEERING, (EMMA, LIU)),
)  # fmt: skip


@dataclass
class RecordingSlack:
    """Implements ``context.Outward``: keeps what it is given, after the checks Slack would make."""

    views: list[tuple[str, View]] = field(default_factory=list)
    answers: list[tuple[str, Message]] = field(default_factory=list)
    posts: list[tuple[str, str, Message]] = field(default_factory=list)
    files: list[tuple[str, str, bytes, str]] = field(default_factory=list)
    trigger_problem: str = ""
    """Slack's error code for every ``views.open`` from now on; empty for none."""

    def open_view_soon(self, trigger_id: str, view: View, *, on_fail: Callable[[str], None]) -> None:
        check_view(view)
        if self.trigger_problem:
            on_fail(self.trigger_problem)
        else:
            self.views.append((trigger_id, view))

    def answer_soon(self, response_url: str, message: Message) -> None:
        check_message(message)
        self.answers.append((response_url, message))

    def file_soon(self, user_id: str, name: str, content: bytes, *, words: str) -> None:
        self.files.append((user_id, name, content, words))

    def post_soon(self, channel_id: str, message: Message, *, thread_ts: str = "") -> None:
        check_message(message)
        self.posts.append((channel_id, thread_ts, message))

    @property
    def view(self) -> View:
        """The only modal opened so far."""
        assert len(self.views) == 1, self.views
        return self.views[0][1]

    @property
    def answer(self) -> str:
        """The text of the only private answer so far."""
        assert len(self.answers) == 1, self.answers
        return self.answers[0][1].text

    @property
    def quiet(self) -> bool:
        """Whether nothing at all was asked of Slack."""
        return not (self.views or self.answers or self.posts)


class StoppedClock:
    """Always the same moment, until a test moves it."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


class Office:
    """The bot's inbound side at work, driven by payloads."""

    def __init__(self, folder: Path, *, store: Store | None = None, new_id: NewId | None = None) -> None:
        self.slack, self.clock = RecordingSlack(), StoppedClock()
        self.wakes: list[None] = []
        self.learned: list[str] = []
        self.reconsidered: list[str] = []
        self.halts: list[str] = []
        self.looked_at: list[str] = []
        self.visited: list[tuple[str, Callable[[], None]]] = []
        self.overheard: list[Mapping[str, Any]] = []
        self.store = store or ready_store(f"sqlite:///{folder / 'liandong.db'}")
        self.desk = Desk(
            store=self.store,
            templates=build_templates(),
            clock=self.clock,
            new_id=new_id or id_maker(),
            settings=Settings.model_validate(
                {
                    "SLACK_BOT_TOKEN": "xoxb-test",
                    "SLACK_SIGNING_SECRET": SIGNING_SECRET,
                    "LIANDONG_TIME_ZONE": "Asia/Shanghai",
                }
            ),
            words=word_book(),
            team=Team(id=TEAM, bot_id=BOT, bot_user_id=BOT_USER),
            outward=self.slack,
            wake=lambda: self.wakes.append(None),
            learn=self.learned.append,
            reconsider=self.reconsidered.append,
            halt=self.halts.append,
            lookout=self,
        )
        self.app: App = build_app(self.desk, WebClient(base_url="http://127.0.0.1:9/"))
        self._introduce()

    def _introduce(self) -> None:
        with self.store.write() as uow:
            uow.people.upsert(
                Person(
                    team_id=TEAM,
                    user_id=user,
                    name=user.lower(),
                    locale="zh-CN" if user in CHINESE else "en-US",
                    is_guest=user == GUEST,
                    handle={ZHAO: "zhaojing"}.get(user, ""),
                )
                for user in KNOWN
            )
            uow.commit()

    def learn(self, channel_id: str) -> None:
        """As ``bot.lookout.Lookout``."""
        self.looked_at.append(channel_id)

    def visit(self, channel_id: str, absent: Callable[[], None]) -> None:
        """As ``bot.lookout.Lookout``."""
        self.visited.append((channel_id, absent))

    def overhear(self, body: Mapping[str, Any]) -> None:
        """As ``bot.lookout.Lookout``."""
        self.overheard.append(body)

    def send(self, body: Json, *, status: int = 200) -> Any:
        """Deliver a payload as Socket Mode does; the acknowledgement's body, decoded."""
        response = self.app.dispatch(BoltRequest(mode="socket_mode", body=body))
        assert response.status == status, response.body
        return json.loads(response.body) if response.body.startswith("{") else response.body

    def do(self, command: do.Command, by: str) -> Receipt:
        """Carry a command out without Slack, to prepare a test."""
        return self.desk.perform(command, self.desk.caller(Envelope(user_id=by, request_key=fresh("setup"))))

    def create(
        self,
        name: str = "Radar",
        *,
        channel: str = RADAR,
        confidentiality: Confidentiality = Confidentiality.MEMBERS,
        staffed: bool = True,
    ) -> str:
        """A new project of Lin's, with every role given; its id."""
        project_id = self.do(
            do.CreateProject(
                name=name,
                summary="",
                strands=STRANDS,
                lead=LIN,
                channel_id=channel,
                confidentiality=confidentiality,
            ),
            LIN,
        ).project_id
        if staffed:
            self.do(do.AssignRoles(project_id=project_id, holders=HOLDERS), LIN)
        return project_id

    def card(self, project_id: str) -> ProjectCard:
        with self.store.read() as reads:
            card = reads.card(TEAM, project_id)
        assert card is not None
        return card

    def settle_stage(self, project_id: str) -> None:
        """Submit and accept everything the present stage asks for."""
        for d in self.card(project_id).deliverables:
            self.do(do.SubmitDeliverable(project_id=project_id, deliverable_id=d.id, text="Done"), d.assignee)
            reviewer = EMMA if d.assignee != EMMA else LIU
            self.do(do.AcceptSubmission(project_id=project_id, deliverable_id=d.id, number=1), reviewer)

    def open_gate(self, project_id: str) -> str:
        """Settle the stage and request its gate; the gate's id."""
        self.settle_stage(project_id)
        self.do(do.RequestGate(project_id=project_id), LIN)
        gate = self.card(project_id).gate
        assert gate is not None
        return gate.id

    def notices(self, kind: NoticeKind) -> list[Notice]:
        """The waiting notices of a kind, in the order the relay would send them. Empties the outbox."""
        sent: list[Notice] = []
        now = self.clock.now()
        with self.store.write() as uow:
            while parcels := uow.outbox.claim(owner="test", now=now, lease_until=now, limit=100):
                for parcel in parcels:
                    uow.outbox.sent(parcel.id, now=now)
                    sent.append(parcel.notice)
            uow.commit()
        return [notice for notice in sent if notice.kind is kind]
