"""Schedules, slots and days off in the database: each slot fires once, whoever fires it, and nothing is lost."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from flows.notices import Notice, NoticeKind
from flows.pauses import Pause
from flows.ports import NewId, Reads
from flows.rhythm.calendar import Absence
from flows.rhythm.schedules import Every, Rule, Schedule, ScheduleKind, Slot
from flows.rhythm.usecases import fire_due, keep
from storage import SqliteStore
from storage.schema_files import schema_files
from tests.builders import LEAD, TEAM
from tests.flows.rhythm.days import FewHolidays
from tests.storage.test_projects import created

HOLIDAYS = FewHolidays()
MADE = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
FIRST = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)
OTHER = "T0OTHER"


def schedule(number: int = 1, **overrides: object) -> Schedule:
    plain = Schedule(
        team_id=TEAM, id=f"sch_{number}", kind=ScheduleKind.PROJECT_DIGEST, audience="C0RADAR", project_id="prj_1",
        rule=Rule(Every.NTH_WEEKDAY, (1,), -1), at=time(9, 30), zone=ZoneInfo("Asia/Kathmandu"), country="NP",
        language="zh_CN", owner="U0LIN", covered_to=MADE, paused_until=date(2027, 1, 1),
    )  # fmt: skip
    return replace(plain, **overrides)  # type: ignore[arg-type]  # a builder's overrides


def daily(number: int = 1, **overrides: object) -> Schedule:
    zone = ZoneInfo("Asia/Shanghai")
    return schedule(number, rule=Rule(Every.DAY), zone=zone, at=time(9), paused_until=None, **overrides)


def kept(store: SqliteStore, *schedules: Schedule) -> None:
    with store.write() as uow:
        for one in schedules:
            keep(one, uow=uow, holidays=HOLIDAYS)
        uow.commit()


def say_it(_reads: Reads, one: Schedule, slot: Slot) -> tuple[Notice, ...]:
    key = f"digest:{one.id}:{slot.name}"
    return (
        Notice(
            kind=NoticeKind.DIGEST, team_id=one.team_id, audience=one.audience, project_id=one.project_id,
            dedupe_key=key,
        ),
    )  # fmt: skip


def fire(store: SqliteStore, now: datetime, new_id: NewId) -> int:
    return fire_due(store, holidays=HOLIDAYS, compose=say_it, now=now, new_id=new_id)


def fired(store: SqliteStore, number: int = 1) -> list[tuple[str, int]]:
    with store.read() as reads:
        return [(slot.name, slot.missed) for slot in reads.slots(TEAM, f"sch_{number}", limit=20)]


def waiting(store: SqliteStore) -> int:
    with store.write() as uow:
        return uow.outbox.waiting()


class TestRows:
    def test_a_schedule_comes_back_as_it_was_kept(self, store: SqliteStore) -> None:
        kept(store, schedule())
        with store.read() as reads:
            assert reads.schedule(TEAM, "sch_1") == schedule()
            assert reads.schedules_for(TEAM, "C0RADAR") == reads.schedules_about(TEAM, "prj_1") == (schedule(),)
            assert reads.schedule(OTHER, "sch_1") is None

    def test_a_removed_schedule_is_out_of_sight_and_does_not_fire_until_that_is_undone(
        self, store: SqliteStore, new_id: NewId
    ) -> None:
        kept(store, daily())
        with store.write() as uow:
            assert uow.schedules.remove(TEAM, "sch_1")
            assert not uow.schedules.remove(TEAM, "sch_1")
            uow.commit()
        with store.read() as reads:
            assert reads.schedule(TEAM, "sch_1") is None
            assert reads.schedules_for(TEAM, "C0RADAR") == reads.schedules_about(TEAM, "prj_1") == ()
        assert fire(store, FIRST, new_id) == 0
        kept(store, daily())
        assert fire(store, FIRST, new_id) == 1

    def test_days_off_are_one_stretch_until_the_person_is_back(self, store: SqliteStore) -> None:
        friday, open_end = Absence(date(2026, 11, 23), date(2026, 11, 27), "U0CHEN"), Absence(date(2026, 12, 1))
        for absence in (friday, open_end):
            with store.write() as uow:
                uow.absences.put(TEAM, "U0LIN", absence)
                uow.commit()
            with store.read() as reads:
                assert reads.absence(TEAM, "U0LIN") == absence
                assert reads.absence(OTHER, "U0LIN") is None
        with store.write() as uow:
            assert uow.absences.drop(TEAM, "U0LIN")
            assert not uow.absences.drop(TEAM, "U0LIN")
            uow.commit()

    def test_a_database_from_before_keeps_its_rows_and_has_no_schedules(self) -> None:
        with closing(sqlite3.connect(":memory:")) as old:
            for name, script in schema_files():
                if name == "0011_rhythm":
                    old.execute("insert into people values ('T1', 'U1', 'Lin', 'zh-CN', 'Asia/Shanghai', 0, 0, 0)")
                old.executescript(script)
            assert old.execute("select name, tz from people").fetchall() == [("Lin", "Asia/Shanghai")]
            assert old.execute("select count(*) from schedules").fetchall() == [(0,)]


class TestFiring:
    def test_nothing_fires_before_its_moment(self, store: SqliteStore, new_id: NewId) -> None:
        kept(store, daily())
        assert fire(store, FIRST - timedelta(seconds=1), new_id) == 0
        assert waiting(store) == 0

    @pytest.mark.complaint(5)
    def test_a_second_firing_is_harmless_also_from_another_process(
        self, open_it: Callable[[], SqliteStore], new_id: NewId
    ) -> None:
        one, two = open_it(), open_it()
        kept(one, daily())
        assert [fire(store, FIRST + timedelta(minutes=3), new_id) for store in (one, two, one)] == [1, 0, 0]
        assert fired(two) == [("2026-11-23T09:00+08:00", 0)]
        assert waiting(one) == 1

    def test_after_an_outage_one_catch_up_says_what_it_covers(self, store: SqliteStore, new_id: NewId) -> None:
        kept(store, daily())
        assert fire(store, FIRST, new_id) == 1
        assert fire(store, FIRST + 4 * DAY + timedelta(hours=2), new_id) == 1
        assert fired(store) == [("2026-11-27T09:00+08:00", 3), ("2026-11-23T09:00+08:00", 0)]
        with store.read() as reads:
            assert reads.slots(TEAM, "sch_1", limit=1)[0].since == FIRST

    def test_a_crash_in_the_middle_tells_nothing_and_loses_nothing(self, store: SqliteStore, new_id: NewId) -> None:
        kept(store, daily())

        def crash(_reads: Reads, _schedule: Schedule, _slot: Slot) -> tuple[Notice, ...]:
            raise RuntimeError("power cut")

        with pytest.raises(RuntimeError):
            fire_due(store, holidays=HOLIDAYS, compose=crash, now=FIRST, new_id=new_id)
        assert (fired(store), waiting(store)) == ([], 0)
        assert fire(store, FIRST, new_id) == 1

    def test_a_rule_changed_between_two_slots_counts_from_then_on(self, store: SqliteStore, new_id: NewId) -> None:
        kept(store, daily())
        fire(store, FIRST, new_id)
        with store.read() as reads:
            now = reads.schedule(TEAM, "sch_1")
        assert now is not None
        kept(store, replace(now, at=time(15), zone=ZoneInfo("Europe/Berlin")))
        assert fire(store, FIRST + timedelta(hours=12, minutes=59), new_id) == 0
        assert fire(store, FIRST + timedelta(hours=13), new_id) == 1
        assert [name for name, _ in fired(store)] == ["2026-11-23T15:00+01:00", "2026-11-23T09:00+08:00"]

    def test_more_schedules_than_a_batch_all_fire(self, store: SqliteStore, new_id: NewId) -> None:
        kept(store, *(daily(number, audience=f"C{number}") for number in range(450)))
        assert fire(store, FIRST, new_id) == waiting(store) == 450

    @pytest.mark.complaint(9)
    def test_a_year_with_outages_tells_every_slot_once_and_one_catch_up_for_each_outage(
        self, store: SqliteStore, new_id: NewId
    ) -> None:
        kept(store, daily())
        now, told, outages = FIRST - timedelta(minutes=5), 0, 0
        for step in range(365):
            pause = 9 if step % 60 == 59 else 1
            outages, now = outages + (pause > 1), now + pause * DAY
            told += fire(store, now, new_id)
            assert fire(store, now, new_id) == 0
        with store.read() as reads:
            slots = reads.slots(TEAM, "sch_1", limit=1000)
        assert len(slots) == told == 365
        assert sum(1 + slot.missed for slot in slots) == (now - MADE).days
        assert sum(slot.missed > 0 for slot in slots) == outages


def test_what_reaches_a_lead_for_want_of_a_channel_waits_while_the_lead_cannot_be_reached(store: SqliteStore) -> None:
    """As what speaks in a channel waits for the channel; nothing of it is told to nobody."""
    created(store, id="prj_1", key="LD-1", channel_id="")
    created(store, id="prj_2", key="LD-2", channel_id="C0RADAR")
    kept(store, daily(1, audience="", project_id="prj_1"), daily(2, audience="", project_id="prj_2"))

    def due() -> list[str]:
        with store.read() as reads:
            return [one.project_id for one in reads.due_schedules(FIRST + DAY, limit=9)]

    assert due() == ["prj_1", "prj_2"]
    for audience, left in ((LEAD, ["prj_2"]), ("C0RADAR", ["prj_1"])):
        with store.write() as uow:
            uow.pauses.begin(Pause(TEAM, audience, "user_disabled", FIRST), try_again=None)
            uow.commit()
        assert due() == left
        with store.write() as uow:
            uow.pauses.end(TEAM, audience, now=FIRST)
            uow.commit()
    assert due() == ["prj_1", "prj_2"]
