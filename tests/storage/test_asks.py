"""Reminders, snoozes and the ladder are found as they were left, each person on their own."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from flows.lifecycle.project import Project
from flows.names import DeliverableState, Status
from flows.ports import Person
from flows.rhythm.escalation import Step, Told
from flows.rhythm.nudging import Nudge
from storage import SqliteStore, open_store
from tests.builders import LEAD, PATENT, TEAM, TECH, build_project
from tests.storage.conftest import Open

NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)
DAY = date(2026, 11, 24)


def kept(store: SqliteStore, **changes: object) -> Project:
    """The usual project, whose people are known."""
    project = replace(build_project(version=1), **changes)  # type: ignore[arg-type]
    with store.write() as uow:
        uow.projects.save(None, project)
        uow.people.upsert(Person(team_id=TEAM, user_id=m.user_id, name=m.user_id) for m in project.members)
        uow.commit()
    return project


def idea(project: Project) -> str:
    return next(d.id for d in project.deliverables if d.assignee == TECH)


def test_what_was_told_and_wished_is_found_in_another_process(open_it: Open) -> None:
    project = kept(open_it())
    nudge = Nudge(due=DAY, times=3, last=DAY, snoozed_until=NOW + timedelta(hours=3), prompt=2)
    with open_it().write() as uow:
        uow.asks.nudge(TEAM, TECH, project.id, idea(project), replace(nudge, times=1, snoozed_until=None))
        uow.asks.nudge(TEAM, TECH, project.id, idea(project), nudge)
        uow.asks.newest(TEAM, TECH, 1)
        uow.asks.newest(TEAM, TECH, 2)
        uow.commit()
    with open_it().read() as reads:
        (ask,) = [ask for ask in reads.asks_of(TEAM, TECH) if ask.deliverable.id == idea(project)]
        assert (ask.nudge, ask.line.project_key, ask.template) == (nudge, project.key, project.template)
        assert (reads.newest_prompt(TEAM, TECH), reads.shown_in(TEAM, TECH, 2)) == (2, 1)
        assert (reads.newest_prompt(TEAM, LEAD), reads.newest_prompt("T0OTHER", TECH)) == (0, 0)
        assert all(ask.nudge is None for ask in reads.asks_of(TEAM, PATENT))


def test_only_open_work_of_the_present_stage_of_active_projects_is_asked_for(store: SqliteStore) -> None:
    project = kept(store)
    mine = [d for d in project.deliverables if d.assignee == TECH]
    with store.read() as reads:
        assert [ask.deliverable.id for ask in reads.asks_of(TEAM, TECH)] == [d.id for d in mine]
        due = reads.asks_due(max(d.due for d in project.deliverables))
        assert {ask.deliverable.id for ask in due} == {d.id for d in project.deliverables}
        assert reads.asks_in(TEAM, project.id) == tuple(
            sorted(due, key=lambda a: (a.deliverable.due, a.deliverable.id))
        )
        assert reads.asks_due(min(d.due for d in project.deliverables) - timedelta(days=1)) == ()
    settled = tuple(replace(d, state=DeliverableState.ACCEPTED) for d in project.deliverables)
    before = project
    for change in ({"status": Status.HELD}, {"status": Status.ACTIVE, "stage": "assessment"},
                   {"stage": "ideation", "deliverables": settled}):  # fmt: skip
        after = replace(before, version=before.version + 1, **change)
        with store.write() as uow:
            uow.projects.save(before, after)
            uow.commit()
        with store.read() as reads:
            assert (
                reads.asks_of(TEAM, TECH) == reads.asks_due(date(2030, 1, 1)) == reads.asks_in(TEAM, project.id) == ()
            )
        before = after


def test_a_snooze_is_over_from_its_moment_on_while_its_work_waits(store: SqliteStore) -> None:
    project = kept(store)
    with store.write() as uow:
        uow.asks.nudge(TEAM, TECH, project.id, idea(project), Nudge(due=DAY, snoozed_until=NOW))
        uow.commit()
    with store.read() as reads:
        assert reads.snoozes_over(NOW - timedelta(microseconds=1)) == ()
        assert reads.snoozes_over(NOW) == ((TEAM, TECH),)
    done = tuple(replace(d, state=DeliverableState.SUBMITTED) for d in project.deliverables)
    with store.write() as uow:
        uow.projects.save(project, replace(project, version=2, deliverables=done))
        uow.commit()
    with store.read() as reads:
        assert reads.snoozes_over(NOW) == ()


def test_work_of_an_older_database_is_reminded_of_from_the_first_time_on(tmp_path: Path) -> None:
    """From a database as it was before there were reminders, with a project in it."""
    path = tmp_path / "old.db"
    store = open_store(str(path))
    project = kept(store)
    store.close()
    with closing(sqlite3.connect(path)) as raw:
        for table in ("nudges", "prompts", "escalations"):
            raw.execute(f"drop table {table}")
        raw.execute("drop index deliverables_due")
        raw.execute("delete from _sqlite_migrations where name like '%_prompts'")
        raw.commit()
    store = open_store(str(path))
    with store.read() as reads:
        asks = reads.asks_of(TEAM, TECH)
        assert [(ask.deliverable.id, ask.nudge) for ask in asks] == [(idea(project), None)]
        assert (reads.newest_prompt(TEAM, TECH), reads.told_of(TEAM, project.id)) == (0, ())
    store.close()


def test_nobody_is_written_down_twice_for_the_same_work_and_due_day(open_it: Open) -> None:
    project = kept(open_it())
    told = Told(
        project_id=project.id, deliverable_id=idea(project), due=DAY, assignee=TECH, step=Step.STRAND, user_id=PATENT,
        stands_for="", day=DAY, at=NOW,
    )  # fmt: skip
    higher = replace(told, step=Step.LEAD, stands_for=LEAD)
    again = replace(told, due=DAY + timedelta(days=7), day=DAY + timedelta(days=8))
    with open_it().write() as uow:
        assert [uow.asks.told(TEAM, one) for one in (told, told, higher, again)] == [True, False, False, True]
        uow.commit()
    with open_it().write() as uow:
        assert not uow.asks.told(TEAM, told)
    with open_it().read() as reads:
        assert reads.told_of(TEAM, project.id) == (told, again)
        assert reads.told_of("T0OTHER", project.id) == ()
