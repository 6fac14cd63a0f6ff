"""Watches in the database: they come back as planned, and the history knows who did what to them and when."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from flows.errors import IllegalMove, InvalidFields, NotAllowed, NotFound, StaleProject
from flows.names import Confidentiality
from flows.ports import NewId
from flows.watches import commands as c
from flows.watches.observations import Severity
from flows.watches.ports import Wanted
from flows.watches.watches import Audience, Cadence, Scope, Triage, WatchState
from storage import SqliteStore
from storage.schema_files import schema_files
from tests.builders import CONTRIBUTOR, LEAD, LEGAL, PROJECT_ID, STD, STRANGER, TEAM, TECH
from tests.flows.watches.observed import ISO, plan
from tests.storage.test_projects import created
from tests.storage.watching import Watching

OTHER = "T0OTHER"


@pytest.fixture
def desk(store: SqliteStore, new_id: NewId) -> Watching:
    created(store)
    return Watching(store, new_id)


class TestWatches:
    def test_a_watch_comes_back_as_it_was_planned_and_only_in_its_workspace(self, desk: Watching) -> None:
        wanted = plan(
            name="  Radar  ",
            scope=Scope(sources=(ISO,), keywords=(" radar ", "radar", "")),
            audience=Audience(in_channel=True, persons=(STD, LEGAL)),
            triage=Triage(at_once=Severity.URGENT, answer_within=5),
            expires_on=date(2027, 1, 31),
        )
        receipt = desk.ask(c.StartWatch(plan=wanted))
        with desk.store.read() as reads:
            (kept,) = reads.watches_of(TEAM, PROJECT_ID)
            assert reads.watch(TEAM, kept.id) == kept
            assert reads.watch(OTHER, kept.id) is None
        assert (kept.number, kept.name, kept.scope.keywords) == (1, "Radar", ("radar",))
        assert (kept.audience, kept.triage, kept.expires_on) == (wanted.audience, wanted.triage, wanted.expires_on)
        assert receipt.events == ("WatchStarted",)

    @pytest.mark.parametrize(
        ("overrides", "field"),
        [
            ({"name": " "}, "name"),
            ({"scope": Scope()}, "sources"),
            ({"owner": STRANGER}, "owner"),
            ({"audience": Audience(persons=(STRANGER,))}, "persons"),
            ({"triage": Triage(answer_within=0)}, "answer_within"),
            ({"expires_on": date(2020, 1, 1)}, "expires_on"),
            ({"scope": Scope(keywords=tuple(str(n) for n in range(51)))}, "keywords"),
            ({"scope": Scope(keywords=("x" * 301,))}, "keywords"),
        ],
    )
    def test_what_makes_no_sense_is_refused_by_its_field_and_nothing_is_stored(
        self, desk: Watching, overrides: dict[str, object], field: str
    ) -> None:
        with pytest.raises(InvalidFields) as refused:
            desk.ask(c.StartWatch(plan=plan(**overrides)))
        assert list(refused.value.fields) == [field]
        with desk.store.read() as reads:
            assert reads.watches_of(TEAM, PROJECT_ID) == ()

    def test_it_is_changed_paused_resumed_ended_and_taken_up_again_and_the_history_knows_by_whom(
        self, desk: Watching
    ) -> None:
        watch_id = desk.started()
        told = [
            desk.ask(c.ChangeWatch(watch_id=watch_id, plan=plan(name="Quality 2"), shown=1), by=STD),
            desk.ask(c.PauseWatch(watch_id=watch_id), by=TECH),
            desk.ask(c.ResumeWatch(watch_id=watch_id)),
            desk.ask(c.EndWatch(watch_id=watch_id, reason="over")),
            desk.ask(c.ResumeWatch(watch_id=watch_id)),
        ]
        assert [r.events for r in told] == [
            ("WatchChanged",), ("WatchPaused",), ("WatchResumed",), ("WatchEnded",), ("WatchResumed",),
        ]  # fmt: skip
        with desk.store.read() as reads:
            kept = reads.watch(TEAM, watch_id)
            lines = reads.history(TEAM, PROJECT_ID, limit=5)
        assert kept is not None
        assert (kept.state, kept.name, kept.version) == (WatchState.LIVE, "Quality 2", 6)
        assert [(line.event, line.by) for line in lines] == [
            ("WatchResumed", LEAD), ("WatchEnded", LEAD), ("WatchResumed", LEAD), ("WatchPaused", TECH),
            ("WatchChanged", STD),
        ]  # fmt: skip
        assert desk.store.verify_history() == ()

    def test_doing_again_what_is_done_changes_nothing(self, desk: Watching) -> None:
        watch_id = desk.started()
        desk.ask(c.PauseWatch(watch_id=watch_id))
        assert desk.ask(c.PauseWatch(watch_id=watch_id)).events == ()
        assert desk.ask(c.ChangeWatch(watch_id=watch_id, plan=plan())).events == ()

    def test_an_ended_watch_cannot_be_paused(self, desk: Watching) -> None:
        watch_id = desk.started()
        desk.ask(c.EndWatch(watch_id=watch_id))
        with pytest.raises(IllegalMove):
            desk.ask(c.PauseWatch(watch_id=watch_id))

    def test_a_form_that_was_overtaken_is_refused(self, desk: Watching) -> None:
        watch_id = desk.started()
        desk.ask(c.ChangeWatch(watch_id=watch_id, plan=plan(name="Other"), shown=1))
        with pytest.raises(StaleProject):
            desk.ask(c.ChangeWatch(watch_id=watch_id, plan=plan(name="Mine"), shown=1))

    def test_a_redelivered_request_starts_one_watch(self, desk: Watching) -> None:
        first = desk.ask(c.StartWatch(plan=plan()), key="same")
        assert desk.ask(c.StartWatch(plan=plan()), key="same") == first
        with desk.store.read() as reads:
            assert len(reads.watches_of(TEAM, PROJECT_ID)) == 1

    def test_strangers_learn_nothing_and_members_without_a_strand_may_not_keep_watches(self, desk: Watching) -> None:
        with desk.store.write() as uow:
            project = uow.projects.load(TEAM, PROJECT_ID)
            assert project is not None
            secret = replace(project, confidentiality=Confidentiality.RESTRICTED, version=project.version + 1)
            uow.projects.save(project, secret)
            uow.commit()
        watch_id = desk.started()
        for command in (c.StartWatch(plan=plan()), c.EndWatch(watch_id=watch_id), c.EndWatch(watch_id="wat_none")):
            with pytest.raises(NotFound) as unknown:
                desk.ask(command, by=STRANGER)
            assert unknown.value.what == "project"
        with pytest.raises(NotAllowed) as refused:
            desk.ask(c.EndWatch(watch_id=watch_id), by=CONTRIBUTOR)
        assert refused.value.can[0] == STD
        desk.ask(c.ChangeWatch(watch_id=watch_id, plan=plan(owner=CONTRIBUTOR)))
        assert desk.ask(c.EndWatch(watch_id=watch_id), by=CONTRIBUTOR).events == ("WatchEnded",)

    def test_a_watch_of_another_project_is_not_found(self, desk: Watching) -> None:
        with pytest.raises(NotFound) as unknown:
            desk.ask(c.EndWatch(watch_id="wat_other"))
        assert unknown.value.what == "watch"

    def test_what_is_wanted_follows_the_fastest_watch_that_has_not_ended(self, desk: Watching) -> None:
        def wanted(day: date = date(2026, 11, 23)) -> tuple[Wanted, ...]:
            with desk.store.read() as reads:
                return reads.wanted_feeds(TEAM, day)

        slow = desk.started(cadence=Cadence.WEEKLY)
        fast = desk.started(cadence=Cadence.HOURLY, expires_on=date(2026, 11, 24))
        assert wanted() == (Wanted(ISO, Cadence.HOURLY),)
        assert wanted(date(2026, 11, 25)) == (Wanted(ISO, Cadence.WEEKLY),)
        with desk.store.read() as reads:
            assert [w.id for w in reads.expired_watches(date(2026, 11, 25))] == [fast]
            assert reads.expired_watches(date(2026, 11, 24)) == ()
        desk.ask(c.PauseWatch(watch_id=slow))
        desk.ask(c.EndWatch(watch_id=fast))
        assert wanted() == (Wanted(ISO, Cadence.WEEKLY),)  # what it finds is held
        desk.ask(c.EndWatch(watch_id=slow))
        assert wanted() == ()

    def test_a_database_from_before_keeps_its_rows_and_has_no_watches(self) -> None:
        with closing(sqlite3.connect(":memory:")) as old:
            for name, script in schema_files():
                if name.endswith("_watches"):
                    old.execute("insert into people values ('T1', 'U1', 'Lin', 'zh-CN', 'Asia/Shanghai', 0, 0, 0)")
                old.executescript(script)
            assert old.execute("select name from people").fetchall() == [("Lin",)]
            assert old.execute("select count(*) from hits").fetchall() == [(0,)]
