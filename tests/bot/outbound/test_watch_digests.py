"""What a watch found comes in digests: on the schedule of its place, once, by theme, each line with its answers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.digests import watching
from bot.digests.ticking import Ticking
from bot.public_holidays import PublicHolidays, office_days
from bot.rendering import Renderer
from flows.names import Confidentiality
from flows.notices import Notice, NoticeKind
from flows.ports import Person
from flows.rhythm.defaults import project_digest
from flows.rhythm.schedules import Every, Rule, Schedule, ScheduleKind, Slot
from flows.rhythm.usecases import keep
from flows.watches import commands as c
from flows.watches.actions import Action
from flows.watches.hits import Verdict
from flows.watches.observations import Observation, Severity
from flows.watches.subjects import Patent
from flows.watches.triggers import Trigger
from flows.watches.upkeep import WatchUpkeep
from flows.watches.watches import Audience, Theme, Triage
from storage import SqliteStore
from tests.builders import CHANNEL, LEAD, LEGAL, NOW, PATENT, PROJECT_ID, STD, TEAM, TECH
from tests.databases import ready_store
from tests.flows.watches.observed import plan, seen
from tests.storage.test_projects import changed, created
from tests.storage.watching import DAY, Watching
from tests.wordbooks import shipped_templates, word_book

from .digesting import SHANGHAI, USUAL, composer

LATER = Triage(at_once=Severity.URGENT)
IN_CHANNEL = Audience(in_channel=True)
OTHER = "prj_0000000002"
HOUR = timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    store = ready_store(f"sqlite:///{tmp_path / 'liandong.db'}")
    people = {LEAD: "zh-CN", STD: "zh-CN", TECH: "en-US", PATENT: "en-US", LEGAL: "zh-CN"}
    with store.write() as uow:
        uow.people.upsert([Person(team_id=TEAM, user_id=who, name=who, locale=it) for who, it in people.items()])
        uow.commit()
    yield store
    store.close()


@pytest.fixture
def desk(store: SqliteStore) -> Watching:
    """Half past ten on Monday the 23rd; the stage began the day before."""
    numbers = count(1)
    created(store)
    desk = Watching(store, lambda prefix: f"{prefix}_{next(numbers):04d}")
    desk.now = NOW + HOUR
    return desk


def nine(day: int) -> datetime:
    return datetime(2026, 11, day, 9, tzinfo=SHANGHAI).astimezone(NOW.tzinfo)


def rung(desk: Watching, now: datetime) -> list[Notice]:
    """Digests and nothing else that goes out at a moment: the schedules first, as the bot's jobs run, then the rest."""
    desk.now = now
    Ticking(store=desk.store, composer=composer(), usual=USUAL, new_id=desk.new_id).fire(now)
    WatchUpkeep(
        store=desk.store, zone=SHANGHAI, day_begins=time(9), is_office_day=office_days("", PublicHolidays()),
        new_id=desk.new_id,
        has_own=watching.has_own,
    ).tend(now)  # fmt: skip
    with desk.store.write() as uow:
        found = uow.outbox.claim(owner="t", now=now + 9 * DAY, lease_until=now + 10 * DAY, limit=100)
        for parcel in found:
            uow.outbox.sent(parcel.id, now=now)
        uow.commit()
    return [parcel.notice for parcel in found if parcel.notice.kind is NoticeKind.DIGEST]


def told(desk: Watching, notice: Notice) -> str:
    """A digest as its reader gets it; empty where there is nothing left to say."""
    renderer = Renderer(desk.store, word_book(), shipped_templates(), SHANGHAI, digests=composer())
    letter = renderer.gather(notice, now=desk.now).digest
    return letter.message.text if letter is not None else ""


def showing(desk: Watching, *numbers: str, **plan: object) -> str:
    """A watch that has just seen new records; none of them is urgent."""
    watch_id = desk.started(**{"triage": LATER, **plan})
    desk.look([seen("0")])
    desk.look([seen("0"), *(seen(number) for number in numbers)])
    return watch_id


def scheduled(desk: Watching, audience: str, *, project_id: str = PROJECT_ID, weekday: int = 2) -> None:
    """A watch digest on a day of the week."""
    schedule = Schedule(
        team_id=TEAM, id=f"sch_{audience}_{project_id}", kind=ScheduleKind.WATCH_DIGEST, audience=audience,
        project_id=project_id, rule=Rule(Every.WEEK, (weekday,)), at=time(9), zone=SHANGHAI, owner=LEAD,
        covered_to=desk.now - HOUR,
    )  # fmt: skip
    with desk.store.write() as uow:
        keep(schedule, uow=uow, holidays=PublicHolidays())
        uow.commit()


def change(desk: Watching, **fields: object) -> None:
    with desk.store.write() as uow:
        project = uow.projects.load(TEAM, PROJECT_ID)
    assert project is not None
    changed(desk.store, project, **fields)


class TestInTheDigestOfTheProject:
    def test_the_channel_reads_its_hits_there_and_not_again(self, desk: Watching) -> None:
        showing(desk, "1", "2", audience=IN_CHANNEL)
        (notice,) = rung(desk, nine(24))
        assert notice.audience == CHANNEL
        text = told(desk, notice)
        assert "标准跟踪" in text
        assert text.index("ISO 1") < text.index("ISO 2")
        (notice,) = rung(desk, nine(25))
        assert "标准跟踪" not in told(desk, notice)

    def test_persons_whom_the_watch_names_have_a_message_in_their_language(self, desk: Watching) -> None:
        showing(desk, "1", audience=replace(IN_CHANNEL, persons=(STD, TECH)))
        notices = {notice.audience: told(desk, notice) for notice in rung(desk, nine(24))}
        assert set(notices) == {CHANNEL, STD, TECH}
        assert "标准跟踪" in notices[STD]
        assert "Standards watch" in notices[TECH]
        assert "Watch digest" in notices[TECH]
        assert notices[TECH].count("ISO Open Data, made available under ODC-By 1.0") == 1, "as the licence asks"
        assert {notice.audience for notice in rung(desk, nine(25))} <= {CHANNEL}

    def test_each_line_can_be_answered_where_it_stands(self, desk: Watching) -> None:
        showing(desk, "1", audience=Audience(persons=(TECH,)))
        notice = next(one for one in rung(desk, nine(24)) if one.audience == TECH)
        message = Renderer(desk.store, word_book(), shipped_templates(), SHANGHAI).gather(notice, now=desk.now)
        assert message.digest is None, "a renderer without digests sends none"
        renderer = Renderer(desk.store, word_book(), shipped_templates(), SHANGHAI, digests=composer())
        letter = renderer.gather(notice, now=desk.now).digest
        assert letter is not None
        digest = letter.message
        (menu,) = [block["accessory"] for block in digest.blocks if block.get("accessory")]
        texts = [option["text"]["text"] for option in menu["options"]]
        assert texts == ["Act", "Watch", "Not relevant", "Assign", "Make it a deliverable"]
        (row,) = [block for block in digest.blocks if block["type"] == "actions"]
        assert row["elements"][0]["text"]["text"] == "Unanswered hits"

    def test_what_is_asked_of_its_reader_stands_below_with_what_can_be_done(self, desk: Watching) -> None:
        action = Action(
            id="act_1", team_id=TEAM, project_id=PROJECT_ID, number=1, trigger=Trigger.STAGE_CHANGED, occasion="o",
            about={"ref": "ISO 1"}, owner=STD, due_on=nine(30).date(), made_at=desk.now,
        )  # fmt: skip
        with desk.store.write() as uow:
            assert uow.actions.open(action)
            uow.commit()
        notice = next(one for one in rung(desk, nine(24)) if one.audience == STD)
        renderer = Renderer(desk.store, word_book(), shipped_templates(), SHANGHAI, digests=composer())
        digest = renderer.gather(notice, now=desk.now).digest
        assert digest is not None
        assert "A1" in digest.message.text
        (menu,) = [block["accessory"] for block in digest.message.blocks if block.get("accessory")]
        assert [option["text"]["text"] for option in menu["options"]] == ["已办理", "转为产出物", "转交", "不做"]
        assert STD not in {one.audience for one in rung(desk, nine(25))}

    def test_one_day_of_three_themes_is_grouped_and_the_most_severe_comes_first(self, desk: Watching) -> None:
        for theme in (Theme.BENCHMARK, Theme.STANDARD):
            desk.started(triage=LATER, audience=Audience(persons=(TECH,)), theme=theme, name=theme.value)
        desk.look([seen("1"), seen("2")])
        desk.look([seen("1"), seen("2", stage="30.00"), seen("3")])
        notice = next(one for one in rung(desk, nine(24)) if one.audience == TECH)
        text = told(desk, notice)
        order = [text.index(word) for word in ("Standards watch", "To act on", "For information", "Benchmark watch")]
        assert order == sorted(order)

    def test_where_the_stage_began_after_the_slot_the_hits_wait_for_the_next_one(self, desk: Watching) -> None:
        showing(desk, "1", audience=IN_CHANNEL)
        change(desk, stage_entered_at=nine(24))
        assert rung(desk, nine(24) + HOUR) == []
        (notice,) = rung(desk, nine(25))
        assert "ISO 1" in told(desk, notice)

    def test_a_hit_that_was_answered_before_the_message_left_is_not_in_it(self, desk: Watching) -> None:
        showing(desk, "1", audience=Audience(persons=(TECH,)))
        notice = next(one for one in rung(desk, nine(24)) if one.audience == TECH)
        desk.ask(c.JudgeHit(hit_id=desk.hits()[0].hit.id, verdict=Verdict.ACT))
        assert told(desk, notice) == ""

    def test_r27_what_is_about_patents_is_in_no_channels_digest(self, desk: Watching) -> None:
        desk.started(triage=LATER, audience=IN_CHANNEL)
        desk.look([seen("1")])
        shown = Observation(source="epo", native_id="e1", subject=Patent(ref="EP4000001B1", title="Radar"))
        desk.look([seen("1"), shown])
        notices = {notice.audience: told(desk, notice) for notice in rung(desk, nine(24))}
        assert "EP4000001B1" in notices[PATENT]
        assert "EP4000001B1" in notices[LEGAL]
        assert all("EP4000001B1" not in text for who, text in notices.items() if who not in (PATENT, LEGAL))

    def test_a_channel_hears_nothing_of_a_restricted_project_and_the_owner_does(self, desk: Watching) -> None:
        showing(desk, "1", audience=IN_CHANNEL)
        change(desk, confidentiality=Confidentiality.RESTRICTED)
        assert [notice.audience for notice in rung(desk, nine(24))] == [STD]

    def test_a_hit_that_comes_between_composing_and_storing_is_told_all_the_same(self, desk: Watching) -> None:
        """The slot fires although there was no reason for it a moment before."""
        showing(desk, "1", audience=IN_CHANNEL)
        schedule = project_digest(TEAM, PROJECT_ID, USUAL, since=nine(23))
        slot = Slot("2026-11-24T09:00", nine(24), nine(23))
        with desk.store.write() as uow:
            (notice,) = watching.settle(uow, schedule, slot, now=nine(24))
            assert watching.settle(uow, schedule, slot, now=nine(24)) == ()
            assert [found.event.native_id for found in uow.reads.told_in(TEAM, notice.dedupe_key)] == ["1"]
            uow.commit()


class TestOnItsOwnSchedule:
    def test_a_weekly_watch_digest_has_the_week_and_nothing_comes_before_it(self, desk: Watching) -> None:
        scheduled(desk, TECH)
        showing(desk, "1", audience=Audience(persons=(TECH,)))
        assert TECH not in {notice.audience for notice in rung(desk, nine(24))}
        desk.look([seen("0"), seen("1"), seen("2")])
        notice = next(one for one in rung(desk, nine(25)) if one.audience == TECH)
        text = told(desk, notice)
        assert "ISO 1" in text
        assert "ISO 2" in text
        assert TECH not in {one.audience for day in (26, 27, 30) for one in rung(desk, nine(day))}

    def test_it_tells_all_that_its_reader_may_read_also_what_others_were_told(self, desk: Watching) -> None:
        scheduled(desk, LEAD)
        desk.started(triage=LATER)
        desk.look([seen("1")])
        desk.look(
            [seen("1", stage="40.20"), seen("2"), Observation(source="e", native_id="e", subject=Patent(ref="EP1"))]
        )
        desk.now = nine(24)
        rung(desk, nine(24))
        notice = next(one for one in rung(desk, nine(25)) if one.audience == LEAD)
        text = told(desk, notice)
        assert "ISO 1" in text
        assert "ISO 2" in text
        assert "EP1" not in text

    def test_one_about_no_single_project_has_all_those_of_its_reader(self, desk: Watching) -> None:
        created(desk.store, id=OTHER, key="LD-2", name="Lidar")
        scheduled(desk, TECH, project_id="")
        showing(desk, "1", audience=Audience(persons=(TECH,)))
        desk.ask(c.StartWatch(project_id=OTHER, plan=plan(triage=LATER)))
        desk.look([seen("0"), seen("1"), seen("2")])
        assert TECH not in {notice.audience for notice in rung(desk, nine(24))}
        notice = next(one for one in rung(desk, nine(25)) if one.audience == TECH)
        text = told(desk, notice)
        assert "LD-12 · Standards watch" in text
        assert "LD-2 · Standards watch" in text
        assert {one.audience for one in rung(desk, nine(26))}.isdisjoint({TECH})
