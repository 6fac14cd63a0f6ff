"""A store with one project whose people work in Shanghai, and the two use cases of the clock that keep after it."""

from datetime import UTC, date, datetime, time
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.public_holidays import working_time
from flows.lifecycle import commands as c
from flows.lifecycle.project import Deliverable
from flows.lifecycle.usecases import perform
from flows.names import AWAITING_ASSIGNEE, STRANDS, Confidentiality, Role
from flows.notices import Notice, NoticeKind
from flows.pauses import Pause
from flows.ports import Person, Store
from flows.rhythm.calendar import Absence
from flows.rhythm.climbing import Climbing
from flows.rhythm.nudging import OpenAsk
from flows.rhythm.preferences import Preferences
from flows.rhythm.prompting import Prompting
from tests.builders import LEAD, LEGAL, NOW, PATENT, STD, STEER, STEER2, TEAM, TECH, TODAY, build_actor, build_templates
from tests.databases import ready_store

ZONE = ZoneInfo("Asia/Shanghai")
PEOPLE = (LEAD, TECH, PATENT, STD, LEGAL, STEER, STEER2, "U0WU")
ROLES = (
    (Role.TECHNOLOGY, (TECH,)), (Role.PATENT, (PATENT,)), (Role.STANDARD, (STD,)), (Role.STEERING, (STEER, STEER2)),
)  # fmt: skip


def at(text: str) -> datetime:
    """A moment in Shanghai in November 2026: ``25 09:00``; ``12-01 09:00`` in another month."""
    day, clock = text.split()
    day = day if "-" in day else f"11-{day}"
    return datetime.fromisoformat(f"2026-{day}T{clock}").replace(tzinfo=ZONE).astimezone(UTC)


class AskingBench:
    """``ideation`` of the standard workflow began on Monday, November 23."""

    def __init__(self, folder: Path) -> None:
        self.store: Store = ready_store(str(folder / "liandong.db"))
        self.numbers = count(1)
        self.working = working_time("Asia/Shanghai")
        with self.store.write() as uow:
            uow.people.upsert(self.person(user) for user in PEOPLE)
            uow.commit()
        self.project_id = self.project()

    def project(self, name: str = "Radar", confidentiality: Confidentiality = Confidentiality.MEMBERS) -> str:
        project_id = self.ask(
            c.CreateProject(name=name, summary="", strands=STRANDS, lead=LEAD, channel_id="C0RADAR",
                            confidentiality=confidentiality),
            LEAD,
        )  # fmt: skip
        self.ask(c.AssignRoles(project_id=project_id, holders=ROLES), LEAD)
        return project_id

    def person(self, user: str, *, gone: bool = False) -> Person:
        return Person(team_id=TEAM, user_id=user, name=user, locale="zh-CN", tz="Asia/Shanghai", deleted=gone)

    def new_id(self, prefix: str) -> str:
        return f"{prefix}_{next(self.numbers):010d}"

    def ask(self, command: c.Command, by: str, now: datetime = NOW, today: date = TODAY) -> str:
        with self.store.write() as uow:
            return perform(
                command, actor=build_actor(by), uow=uow, templates=build_templates(), now=now, today=today,
                new_id=self.new_id, request_key=self.new_id("req"),
            ).project_id  # fmt: skip

    def work(self, user: str, project_id: str = "") -> list[Deliverable]:
        with self.store.read() as reads:
            card = reads.card(TEAM, project_id or self.project_id)
        assert card is not None
        return [d for d in card.deliverables if d.assignee == user and d.state in AWAITING_ASSIGNEE]

    def only(self, user: str, keep: int = 1) -> None:
        """Waive what everybody else is asked for, and all but so many of one person's."""
        with self.store.read() as reads:
            card = reads.card(TEAM, self.project_id)
        assert card is not None
        kept = [d.id for d in card.deliverables if d.assignee == user][:keep]
        for d in card.deliverables:
            if d.id not in kept:
                self.ask(c.SayNotNeeded(project_id=self.project_id, deliverable_id=d.id, reason="Known"), STEER)
        self.emptied()

    def asks(self, user: str) -> tuple[OpenAsk, ...]:
        with self.store.read() as reads:
            return reads.asks_of(TEAM, user)

    def away(self, user: str, first: date, last: date | None = None, deputy: str = "") -> None:
        with self.store.write() as uow:
            uow.absences.put(TEAM, user, Absence(first, last, deputy))
            uow.commit()

    def prefers(self, user: str, chosen: Preferences) -> None:
        with self.store.write() as uow:
            uow.preferences.put(TEAM, user, chosen)
            uow.commit()

    def prompting(self) -> Prompting:
        """Another process."""
        return Prompting(store=self.store, templates=build_templates(), working=self.working, new_id=self.new_id)

    def climbing(self) -> Climbing:
        return Climbing(
            store=self.store, templates=build_templates(), working=self.working, zone=ZONE, day_begins=time(9),
            new_id=self.new_id,
        )  # fmt: skip

    def emptied(self) -> list[Notice]:
        """What waits in the outbox, in order; afterwards nothing does."""
        sent: list[Notice] = []
        far = datetime(2030, 1, 1, tzinfo=UTC)
        with self.store.write() as uow:
            while parcels := uow.outbox.claim(owner="test", now=far, lease_until=far, limit=100):
                for parcel in parcels:
                    uow.outbox.sent(parcel.id, now=far)
                    sent.append(parcel.notice)
            uow.commit()
        return sent

    def reminded(self, moment: str) -> list[tuple[str, int]]:
        """Who gets a new reminder message at a moment, from a process that has just started, with its number."""
        self.prompting().tend(at(moment))
        found = [notice for notice in self.emptied() if notice.kind is NoticeKind.PROMPT]
        return [(n.audience, int(str(n.params["number"]))) for n in found if n.dedupe_key == n.post_key]

    def escalated(self, moment: str) -> list[tuple[str, str]]:
        """Who is told at a moment that work is late, and from when on (local time)."""
        self.climbing().tend(at(moment))
        found = [notice for notice in self.emptied() if notice.params.get("event") == "WorkLate"]
        return [(n.audience, f"{(n.not_before or at(moment)).astimezone(ZONE):%d %H:%M}") for n in found]

    def paused(self, audience: str, *, over: bool = False) -> None:
        """Everything for a person, or for everybody, is kept; or not any more."""
        with self.store.write() as uow:
            if over:
                uow.pauses.end(TEAM, audience, now=NOW)
            else:
                uow.pauses.begin(Pause(TEAM, audience, "token_revoked", NOW), try_again=None)
            uow.commit()
