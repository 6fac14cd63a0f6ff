"""A scripted Slack, a real database with one project in it, and the parts of the relay between them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.courier import Courier
from bot.delivery import Relay
from bot.discretion import Discretion
from bot.gateway import Gateway, web_client
from bot.new_ids import id_maker
from bot.pacing import Pace
from bot.pausing import token_is_good
from bot.public_holidays import PublicHolidays, working_time
from bot.rendering import Renderer
from bot.residents import Residents
from flows.lifecycle.commands import AssignRoles, CreateProject
from flows.lifecycle.usecases import perform
from flows.names import STRANDS, Actor, Confidentiality, Role
from flows.notices import Lane, Notice, NoticeKind
from flows.ports import Person, Store
from flows.rhythm.defaults import adopt
from tests.databases import ready_store
from tests.wordbooks import shipped_templates, word_book

from .digesting import SHANGHAI, USUAL, composer
from .scripted_slack import ScriptedSlack

TEAM, LEAD, CHANNEL = "T0LIANDONG", "U0LIN", "C0RADAR"


@pytest.fixture
def slack() -> Iterator[ScriptedSlack]:
    server = ScriptedSlack()
    yield server
    server.close()


@pytest.fixture
def gateway(slack: ScriptedSlack) -> Gateway:
    return Gateway(web_client("xoxb-test", slack.url, timeout=1))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = ready_store(f"sqlite:///{tmp_path / 'liandong.db'}")
    with opened.write() as uow:
        uow.people.upsert([Person(team_id=TEAM, user_id=LEAD, name="林岚", locale="zh-CN")])
        uow.commit()
    yield opened
    opened.close()


def residents(store: Store) -> Residents:
    """Who keeps what Slack says of people; nobody is woken."""
    return Residents(
        store, working_time(), clock=SystemClock(), new_id=id_maker(), wake=lambda: None, reconsider=lambda _: None
    )  # fmt: skip


@dataclass
class Office:
    """A project and its outbox, to put notices in and see what becomes of them. Parcel ids count up."""

    store: Store
    project_id: str
    numbers: Iterator[int] = field(default_factory=count)

    def put(self, *notices: Notice) -> None:
        with self.store.write() as uow:
            uow.outbox.put(notices, now=SystemClock().now(), new_id=lambda prefix: f"{prefix}_{next(self.numbers):06d}")
            uow.commit()

    def notice(self, kind: NoticeKind, key: str, audience: str = CHANNEL, **fields: object) -> Notice:
        return Notice(
            kind=kind,
            team_id=TEAM,
            audience=audience,
            project_id=self.project_id,
            dedupe_key=key,
            **fields,  # type: ignore[arg-type]  # any field of a notice
        )

    def reply(self, key: str, audience: str = CHANNEL, lane: Lane = Lane.NOW) -> Notice:
        params = {"event": "ProjectResumed", "by": LEAD}
        return self.notice(NoticeKind.REPLY, key, audience, params=params, lane=lane)

    def waiting(self) -> int:
        with self.store.write() as uow:
            return uow.outbox.waiting()

    def welcome(self, user: str, locale: str) -> None:
        """Somebody with a language of their own joins the project."""
        with self.store.write() as uow:
            uow.people.upsert([Person(team_id=TEAM, user_id=user, name=user, locale=locale)])
            uow.commit()
        now = SystemClock().now()
        with self.store.write() as uow:
            perform(
                AssignRoles(project_id=self.project_id, holders=((Role.STEERING, (user,)),)),
                actor=Actor(TEAM, LEAD),
                uow=uow,
                templates=shipped_templates(),
                now=now,
                today=now.date(),
                new_id=id_maker(),
                request_key=f"cmd:welcome {user}",
            )

    def paused(self) -> list[str]:
        with self.store.read() as reads:
            return [pause.audience for pause, _ in reads.pauses()]

    def reopen(self, audience: str) -> None:
        """An event says that a place can be reached again."""
        with self.store.write() as uow:
            uow.pauses.end(TEAM, audience, now=SystemClock().now())
            uow.commit()

    def dead(self) -> list[str]:
        with self.store.write() as uow:
            return [error for _, error in uow.outbox.dead()]


@pytest.fixture
def office(store: Store) -> Office:
    """One project in a channel with its digest; what its creation announced is taken out of the way."""
    clock, new_id = SystemClock(), id_maker()
    command = CreateProject(
        name="Radar",
        summary="",
        strands=STRANDS,
        lead=LEAD,
        channel_id=CHANNEL,
        confidentiality=Confidentiality.MEMBERS,
    )
    with store.write() as uow:
        receipt = perform(
            command,
            actor=Actor(TEAM, LEAD),
            uow=uow,
            templates=shipped_templates(),
            now=clock.now(),
            today=clock.now().date(),
            new_id=new_id,
            request_key="cmd:1",
        )
    with store.write() as uow:
        adopt(TEAM, receipt.project_id, USUAL, uow=uow, holidays=PublicHolidays(), now=clock.now())
        uow.commit()
    made = Office(store, receipt.project_id)
    while made.waiting():
        with store.write() as uow:
            for parcel in uow.outbox.claim(owner="test", now=clock.now(), lease_until=clock.now(), limit=50):
                uow.outbox.sent(parcel.id, now=clock.now())
            uow.commit()
    return made


@pytest.fixture
def courier(store: Store, gateway: Gateway) -> Courier:
    renderer = Renderer(store, word_book(), shipped_templates(), SHANGHAI, digests=composer())
    return Courier(renderer, gateway, Discretion(store, gateway, TEAM), Pace(0, 0))


def make_relay(
    store: Store,
    courier: Courier,
    gateway: Gateway,
    pace: Pace | None = None,
    *,
    lease: float = 30,
    admins: tuple[str, ...] = (),
) -> Relay:
    """A relay that is not started."""
    new_id = id_maker()
    return Relay(
        store=store,
        courier=courier,
        pace=pace or Pace(0, 0),
        clock=SystemClock(),
        new_id=new_id,
        lease_seconds=lease,
        check_token=gateway.token_problem,
        on_good_token=lambda now: token_is_good(store, TEAM, admins, now=now, new_id=new_id),
    )
