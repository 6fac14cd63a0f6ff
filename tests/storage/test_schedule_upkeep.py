"""Projects without a digest are found without looking at the others; one schedule that fails keeps back no other."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest

from flows.names import SYSTEM, Actor, Status
from flows.notices import Notice, NoticeKind
from flows.ports import NewId, Person, Reads, UnitOfWork
from flows.rhythm.defaults import complete, digest_id, follow
from flows.rhythm.resting import RESTS
from flows.rhythm.schedules import Every, Rule, Schedule, ScheduleKind, Slot, Unreadable, Usual
from flows.rhythm.scheduling import Wish, set_up
from flows.rhythm.usecases import TRY_AGAIN, Broken, Told, Unsettled, fire_due
from storage import SqliteStore
from storage.schema_files import schema_files
from tests.builders import LEAD, PROJECT_ID, TEAM, build_project
from tests.storage.test_rhythm import DAY, FIRST, HOLIDAYS, daily, fire, fired, kept, say_it, waiting

OWNER = "U0OWNER"
USUAL = Usual(time(9), ZoneInfo("Asia/Shanghai"))
OLD_PROJECT = """
insert into projects (team_id, id, project_key, key_number, find_text, name, summary, strands, confidentiality,
    channel_id, template, template_version, stage, stage_entered_at, created_by, created_at, status, reason,
    strand_states, lead, version)
values ('T1', :id, :id, :number, '', '', '', '[]', 'members', '', 'standard', 1, 'ideation', '', 'U1', '', :status, '',
    '{}', 'U1', 1)
"""
OLD_SCHEDULE = """
insert into schedules (team_id, id, kind, audience, project_id, rule, at_time, zone, country, language, owner,
    covered_to, removed)
values ('T1', 'sch_prj_told', 'project_digest', '', 'prj_told', '{}', '09:00:00', 'UTC', '', '', 'U1', '', 1)
"""


def begun(store: SqliteStore, project_id: str, number: int) -> None:
    with store.write() as uow:
        uow.projects.save(None, build_project(id=project_id, key=f"LD-{number}", version=1))
        uow.commit()


def missing(store: SqliteStore) -> list[str]:
    with store.read() as reads:
        return [project_id for _, project_id in reads.without_digest(limit=100)]


class TestDigestsOfProjects:
    def test_a_new_project_is_missing_one_until_it_was_made_once(self, store: SqliteStore) -> None:
        begun(store, "prj_1", 1)
        begun(store, "prj_2", 2)
        assert missing(store) == ["prj_1", "prj_2"]
        assert complete(store, USUAL, holidays=HOLIDAYS, now=FIRST) == 2
        assert missing(store) == []
        assert complete(store, USUAL, holidays=HOLIDAYS, now=FIRST) == 0

    def test_a_digest_that_somebody_removed_is_not_made_again(self, store: SqliteStore) -> None:
        begun(store, "prj_1", 1)
        complete(store, USUAL, holidays=HOLIDAYS, now=FIRST)
        with store.write() as uow:
            uow.schedules.remove(TEAM, digest_id("prj_1"))
            uow.commit()
        assert complete(store, USUAL, holidays=HOLIDAYS, now=FIRST + DAY) == 0
        with store.read() as reads:
            assert reads.schedule(TEAM, digest_id("prj_1")) is None

    def test_of_two_processes_one_makes_it(self, store: SqliteStore) -> None:
        begun(store, "prj_1", 1)
        with store.write() as uow:
            assert uow.schedules.claim_digest(TEAM, "prj_1")
            assert not uow.schedules.claim_digest(TEAM, "prj_1")
            assert not uow.schedules.claim_digest("T0OTHER", "prj_1")

    def test_a_later_save_of_the_project_does_not_ask_for_another(self, store: SqliteStore) -> None:
        begun(store, PROJECT_ID, 12)
        complete(store, USUAL, holidays=HOLIDAYS, now=FIRST)
        with store.write() as uow:
            before = uow.projects.load(TEAM, PROJECT_ID)
            assert before is not None
            uow.projects.save(before, replace(before, name="Sonar", version=2))
            uow.commit()
        assert missing(store) == []

    def test_a_project_that_is_over_needs_none(self, store: SqliteStore) -> None:
        with store.write() as uow:
            uow.projects.save(None, build_project(version=1, status=Status.STOPPED))
            uow.commit()
        assert missing(store) == []

    def test_a_database_from_before_knows_which_projects_had_one_also_a_removed_one(self) -> None:
        with closing(sqlite3.connect(":memory:")) as old:
            for name, script in schema_files():
                if name == "0019_schedule_upkeep":
                    for number, (project_id, status) in enumerate(
                        [("prj_told", "active"), ("prj_new", "held"), ("prj_over", "stopped")]
                    ):
                        old.execute(OLD_PROJECT, {"id": project_id, "number": number, "status": status})
                    old.execute(OLD_SCHEDULE)
                old.executescript(script)
            rows = old.execute("select id, digest_made from projects order by id").fetchall()
            assert rows == [("prj_new", 0), ("prj_over", 0), ("prj_told", 1)]
            assert old.execute("select count(*) from schedule_faults").fetchall() == [(0,)]


class TestFailing:
    def compose(self, _reads: Reads, one: Schedule, slot: Slot) -> Told:
        return Broken("KeyError in registers.py:21") if one.id == "sch_2" else say_it(_reads, one, slot)

    def test_one_schedule_that_fails_keeps_back_no_other_and_is_recorded(
        self, store: SqliteStore, new_id: NewId
    ) -> None:
        kept(store, *(daily(number, audience=f"C{number}") for number in (1, 2, 3)))
        told = fire_due(store, holidays=HOLIDAYS, compose=self.compose, now=FIRST, new_id=new_id)
        assert (told, waiting(store), fired(store, 2)) == (2, 2, [])
        with store.read() as reads:
            (fault,) = reads.schedule_faults()
        assert (fault.schedule_id, fault.since, fault.times) == ("sch_2", FIRST, 1)
        assert fault.problem == "KeyError in registers.py:21"

    def test_it_is_tried_again_later_and_then_catches_up_once(self, store: SqliteStore, new_id: NewId) -> None:
        kept(store, daily(2))
        now, tries = FIRST, 0
        while now < FIRST + DAY:
            with store.read() as reads:
                tries += bool(reads.due_schedules(now, limit=9))
            assert not fire_due(store, holidays=HOLIDAYS, compose=self.compose, now=now, new_id=new_id)
            now += timedelta(minutes=1)
        assert tries == DAY / TRY_AGAIN
        with store.read() as reads:
            assert [(fault.since, fault.times) for fault in reads.schedule_faults()] == [(FIRST, tries)]
        assert fire(store, now, new_id) == 1
        assert fired(store, 2) == [("2026-11-24T09:00+08:00", 1)]
        with store.read() as reads:
            assert reads.schedule_faults() == ()

    def test_one_that_cannot_be_settled_stores_nothing_and_keeps_back_no_other(
        self, store: SqliteStore, new_id: NewId
    ) -> None:
        def settle(uow: UnitOfWork, one: Schedule, slot: Slot) -> tuple[Notice, ...]:
            if one.id != "sch_2":
                return ()
            uow.schedules.claim_digest(TEAM, "prj_1")
            raise Unsettled(one, f"KeyError of {slot.name}")

        begun(store, "prj_1", 1)
        kept(store, *(daily(number, audience=f"C{number}") for number in (1, 2, 3)))
        told = fire_due(store, holidays=HOLIDAYS, compose=say_it, now=FIRST, new_id=new_id, settle=settle)
        assert (told, waiting(store), fired(store, 2)) == (2, 2, [])
        assert missing(store) == ["prj_1"], "what was half done is not there"
        with store.read() as reads:
            assert [fault.problem for fault in reads.schedule_faults()] == ["KeyError of 2026-11-23T09:00+08:00"]

    @pytest.mark.parametrize("removed", [True, False])
    def test_a_removed_one_is_no_trouble_any_more(self, store: SqliteStore, new_id: NewId, removed: bool) -> None:
        kept(store, daily(2))
        fire_due(store, holidays=HOLIDAYS, compose=self.compose, now=FIRST, new_id=new_id)
        if removed:
            with store.write() as uow:
                uow.schedules.remove(TEAM, "sch_2")
                uow.commit()
        with store.read() as reads:
            assert bool(reads.schedule_faults()) is not removed


def test_nobody_else_s_notices_are_lost_with_a_broken_one(store: SqliteStore, new_id: NewId) -> None:
    """More than a batch, the broken ones first."""

    def half(reads: Reads, one: Schedule, slot: Slot) -> tuple[Notice, ...] | Broken:
        return Broken("x") if int(one.id[4:]) < 300 else say_it(reads, one, slot)

    kept(store, *(daily(number, audience=f"C{number}") for number in range(600)))
    assert fire_due(store, holidays=HOLIDAYS, compose=half, now=FIRST, new_id=new_id) == waiting(store) == 300


class TestUnreadable:
    """A row that cannot be read is laid aside, and its owner told once; the others of its batch go out."""

    @pytest.fixture(autouse=True)
    def _people(self, store: SqliteStore) -> None:
        with store.write() as uow:
            uow.people.upsert([Person(team_id=TEAM, user_id=user, name=user) for user in (OWNER, LEAD)])
            uow.commit()

    def spoil(self, store: SqliteStore, column: str, value: str, number: int = 2) -> None:
        with closing(sqlite3.connect(store.location)) as raw, raw:
            raw.execute(f"update schedules set {column} = ? where id = ?", (value, f"sch_{number}"))  # noqa: S608 -- ours

    def told(self, store: SqliteStore) -> list[Notice]:
        with store.write() as uow:
            parcels = uow.outbox.claim(owner="t", now=FIRST + DAY, lease_until=FIRST + DAY, limit=99)
        return [parcel.notice for parcel in parcels if parcel.notice.params.get("event") == RESTS]

    @pytest.mark.parametrize(
        ("column", "value", "what"),
        [
            ("zone", "Mars/Olympus", Unreadable.ZONE),
            ("zone", "Asia", Unreadable.ZONE),
            ("rule", "{", Unreadable.RULE),
            ("rule", '{"every":"blue moon"}', Unreadable.RULE),
            ("at_time", "25:00", Unreadable.TIME),
            ("kind", "horoscope", Unreadable.ROW),
            ("covered_to", "yesterday", Unreadable.ROW),
            ("starts_at", "yesterday", Unreadable.ROW),
        ],
    )
    def test_whatever_cannot_be_read_keeps_back_no_other_and_is_told_once(
        self, store: SqliteStore, new_id: NewId, column: str, value: str, what: Unreadable
    ) -> None:
        kept(store, *(daily(number, audience=f"C{number}", project_id="", owner=OWNER) for number in (1, 2, 3)))
        self.spoil(store, column, value)
        assert [fire(store, FIRST + timedelta(minutes=n), new_id) for n in range(3)] == [2, 0, 0]
        assert (fired(store, 2), fired(store, 1) == fired(store, 3) != []) == ([], True)
        (notice,) = self.told(store)
        assert (notice.kind, notice.audience, notice.params["what"]) == (NoticeKind.SERVICE, OWNER, what.value)
        with store.read() as reads:
            (fault,) = reads.schedule_faults()
            assert (reads.schedule(TEAM, "sch_2") is None) is (what is Unreadable.ROW)
        assert (fault.schedule_id, fault.problem) == ("sch_2", f"its {what.value} cannot be read")

    @pytest.mark.parametrize(("owner", "reader"), [(LEAD, LEAD), (OWNER, LEAD), (SYSTEM, LEAD)])
    def test_what_is_about_a_project_is_told_to_whoever_may_see_it(
        self, store: SqliteStore, new_id: NewId, owner: str, reader: str
    ) -> None:
        begun(store, PROJECT_ID, 12)
        kept(store, daily(2, audience="", project_id=PROJECT_ID, owner=owner))
        self.spoil(store, "zone", "Mars/Olympus")
        fire(store, FIRST, new_id)
        assert [(n.kind, n.audience, n.project_id) for n in self.told(store)] == [(NoticeKind.TOLD, reader, PROJECT_ID)]

    def test_it_goes_on_once_its_owner_has_chosen_another_zone(self, store: SqliteStore, new_id: NewId) -> None:
        kept(store, daily(2, audience=OWNER, project_id="", owner=OWNER, kind=ScheduleKind.PERSONAL_DIGEST))
        self.spoil(store, "zone", "Mars/Olympus")
        fire(store, FIRST, new_id)
        wish = Wish(kind=ScheduleKind.PERSONAL_DIGEST, audience=OWNER, rule=Rule(Every.DAY), at=time(9),
                    zone=ZoneInfo("Asia/Shanghai"), schedule_id="sch_2")  # fmt: skip
        with store.write() as uow:
            set_up(wish, actor=Actor(TEAM, OWNER), card=None, uow=uow, holidays=HOLIDAYS, now=FIRST, new_id=new_id,
                   request_key="again")  # fmt: skip
        with store.read() as reads:
            assert reads.schedule_faults() == ()
        assert fire(store, FIRST + DAY, new_id) == 1

    def test_a_default_is_put_right_by_the_settings_without_anybody(self, store: SqliteStore) -> None:
        begun(store, "prj_1", 1)
        complete(store, USUAL, holidays=HOLIDAYS, now=FIRST)
        with closing(sqlite3.connect(store.location)) as raw, raw:
            raw.execute("update schedules set zone = 'Mars/Olympus', rule = '{'")
        assert follow(store, USUAL, holidays=HOLIDAYS) == 1
        assert follow(store, USUAL, holidays=HOLIDAYS) == 0
        with store.read() as reads:
            found = reads.schedule(TEAM, digest_id("prj_1"))
        assert found is not None
        assert (found.zone, found.rule, found.unreadable) == (USUAL.zone, Rule(Every.WORKDAY), None)

    def test_pausing_or_bringing_back_writes_nothing_over_it(self, store: SqliteStore) -> None:
        kept(store, daily(2))
        self.spoil(store, "zone", "Mars/Olympus")
        with store.read() as reads:
            found = reads.schedule(TEAM, "sch_2")
        assert found is not None
        kept(store, replace(found, paused_until=None))
        with closing(sqlite3.connect(store.location)) as raw:
            assert raw.execute("select zone from schedules").fetchall() == [("Mars/Olympus",)]


def test_a_database_from_before_keeps_its_rows_and_has_left_nothing_out() -> None:
    with closing(sqlite3.connect(":memory:")) as old:
        for name, script in schema_files():
            if name == "0026_job_faults":
                old.execute(OLD_SCHEDULE)
            old.executescript(script)
        assert old.execute("select id from schedules").fetchall() == [("sch_prj_told",)]
        assert old.execute("select count(*) from job_faults").fetchall() == [(0,)]
