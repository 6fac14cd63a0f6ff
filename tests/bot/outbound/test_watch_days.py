"""What the watches wait for in one's own day and in the digest of a project, each line answered where it stands."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import time
from itertools import count
from pathlib import Path

import pytest

from bot.blocks.lens import Lens
from bot.blocks.rhythm.digest import speaks
from bot.digests import watching
from bot.digests.composing import notice_of
from bot.digests.sections import Occasion
from bot.ids import Act
from bot.public_holidays import PublicHolidays
from bot.rendering import Renderer
from flows.ports import Person
from flows.rhythm.calendar import PersonCalendar
from flows.rhythm.defaults import own_day, project_digest
from flows.rhythm.schedules import Every, Rule, Schedule, ScheduleKind, Slot
from flows.rhythm.usecases import keep
from flows.watches import commands as c
from flows.watches.actions import Action
from flows.watches.hits import Verdict
from flows.watches.observations import Severity
from flows.watches.triggers import Trigger
from flows.watches.watches import Triage
from storage import SqliteStore, open_store
from tests.builders import CHANNEL, LEAD, LEGAL, NOW, PATENT, PROJECT_ID, STD, TEAM, TECH
from tests.storage.test_projects import created
from tests.storage.watching import DAY, Watching
from tests.wordbooks import shipped_templates, word_book

from .digesting import SHANGHAI, USUAL, composer
from .test_watch_digests import HOUR, IN_CHANNEL, nine, showing


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Watching]:
    """Half past ten on Monday the 23rd; the stage began the day before."""
    store: SqliteStore = open_store(f"sqlite:///{tmp_path / 'liandong.db'}")
    people = {LEAD: "zh-CN", STD: "zh-CN", TECH: "en-US", PATENT: "en-US", LEGAL: "zh-CN"}
    with store.write() as uow:
        uow.people.upsert([Person(team_id=TEAM, user_id=who, name=who, locale=it) for who, it in people.items()])
        uow.commit()
    numbers = count(1)
    created(store)
    desk = Watching(store, lambda prefix: f"{prefix}_{next(numbers):04d}")
    desk.now = NOW + HOUR
    yield desk
    store.close()


def asked(desk: Watching, number: int, trigger: Trigger, owner: str, ref: str) -> None:
    action = Action(
        id=f"act_{number}", team_id=TEAM, project_id=PROJECT_ID, number=number, trigger=trigger, occasion="o",
        about={"ref": ref}, owner=owner, due_on=nine(30).date(), made_at=desk.now, told_at=desk.now,
    )  # fmt: skip
    with desk.store.write() as uow:
        assert uow.actions.open(action)
        uow.commit()


def parts_for(desk: Watching, schedule: Schedule, reader: str = "") -> str:
    """Everything a digest says to one reader, or to its channel, with its buttons."""
    desk.now = nine(24)
    notice = notice_of(schedule, Slot("2026-11-24T09:00+08:00", desk.now, desk.now - DAY), reader or CHANNEL)
    with desk.store.write() as uow:
        keep(schedule, uow=uow, holidays=PublicHolidays())
        uow.commit()
    renderer = Renderer(desk.store, word_book(), shipped_templates(), SHANGHAI, digests=composer())
    letter = renderer.gather(notice, now=desk.now).digest
    return str(letter.message.blocks) if letter is not None else ""


class TestInOnesOwnDay:
    def day(self, desk: Watching, user: str) -> str:
        calendar = PersonCalendar(zone=SHANGHAI)
        return parts_for(desk, own_day(TEAM, user, calendar, since=desk.now - DAY), user)

    def test_hits_to_answer_stand_there_with_their_answers_for_whom_they_wait(self, desk: Watching) -> None:
        showing(desk, "1", triage=Triage(at_once=Severity.INFO), audience=IN_CHANNEL)
        mine = self.day(desk, STD)
        assert "待您答复的线索" in mine
        assert "ISO 1" in mine
        assert mine.count(str(Act.JUDGE)) == 2
        assert "ISO 1" not in self.day(desk, TECH)
        (hit,) = [found.hit for found in desk.hits()]
        desk.ask(c.JudgeHit(hit_id=hit.id, verdict=Verdict.ASSIGNED, to=TECH), STD)
        given = self.day(desk, TECH)
        assert f"given to you by <@{STD}>" in given
        assert str(Act.NOT_RELEVANT) in given
        assert "ISO 1" not in self.day(desk, STD)

    def test_what_the_watches_ask_stands_there_and_private_things_for_those_who_may_read_them(
        self, desk: Watching
    ) -> None:
        asked(desk, 1, Trigger.STAGE_CHANGED, STD, "ISO 62085")
        asked(desk, 2, Trigger.ADVERSE_EVENT, PATENT, "EP3999999")
        days = {user: self.day(desk, user) for user in (STD, PATENT, LEGAL, TECH, LEAD)}
        assert [user for user, text in days.items() if "ISO 62085" in text] == [STD]
        assert [user for user, text in days.items() if "EP3999999" in text] == [PATENT, LEGAL]
        assert str(Act.ACTION_DONE) in days[STD]
        assert str(Act.ACTION_TO_WORK) in days[STD]


class TestInTheProject:
    def test_a_digest_says_what_is_still_asked_and_r27_nothing_private_in_a_channel(self, desk: Watching) -> None:
        showing(desk, "1", audience=IN_CHANNEL)
        asked(desk, 1, Trigger.STAGE_CHANGED, STD, "ISO 62085")
        asked(desk, 2, Trigger.ADVERSE_EVENT, PATENT, "EP3999999")
        schedule = project_digest(TEAM, PROJECT_ID, USUAL, since=desk.now - DAY)
        told = parts_for(desk, schedule)
        assert "ISO 62085" in told
        assert str(Act.ACTION_DONE) in told
        assert "EP3999999" not in told
        assert "A2" not in told
        mine = replace(schedule, id="sch_mine", audience=PATENT)
        assert "EP3999999" in parts_for(desk, mine, PATENT)

    def test_what_is_asked_is_no_news_by_itself(self, desk: Watching) -> None:
        asked(desk, 1, Trigger.STAGE_CHANGED, STD, "ISO 62085")
        schedule = Schedule(
            team_id=TEAM, id="sch_q", kind=ScheduleKind.PROJECT_DIGEST, audience="", project_id=PROJECT_ID,
            rule=Rule(Every.DAY), at=time(9), zone=SHANGHAI, owner=LEAD, covered_to=desk.now,
        )  # fmt: skip
        slot, card = Slot("x", nine(24), nine(24)), None
        with desk.store.read() as reads:
            card = reads.card(TEAM, PROJECT_ID)
            assert card is not None
            lens = Lens(word_book().for_locale("en"), shipped_templates(), nine(24).date())
            occasion = Occasion(schedule=schedule, slot=slot, lens=lens, now=nine(24), project=card)
            (part,) = watching.asked(reads, occasion)
        assert part.lines
        assert not speaks([part])
