"""All projects together, counted by the database: of those that a reader may see, and of no other."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from flows.lifecycle.events import GateDecided
from flows.lifecycle.permissions import may_see
from flows.lifecycle.project import Gate, Member
from flows.linkage.adding_up import Adding
from flows.linkage.codes import DocketState
from flows.linkage.figures import Figures, figures
from flows.linkage.register import Register
from flows.names import Actor, Confidentiality, Decision, DeliverableState, Role, Status
from flows.rhythm.calendar import Absence
from flows.rhythm.portfolio import PERIOD, Portfolio
from storage import SqliteStore
from storage.codec import dump
from storage.schema_files import schema_files
from tests.builders import LEAD, NOW, TEAM, TODAY, build_deliverable, build_gate
from tests.flows.linkage.docketing import docketed, with_family
from tests.flows.linkage.registers import application, contribution, feature
from tests.storage.test_projects import created

ME = "U0ME"
SHANGHAI = ZoneInfo("Asia/Shanghai")
MINE = (Member(LEAD, (Role.LEAD,)), Member(ME))
THEIRS = (Member(LEAD, (Role.LEAD,)),)


def add(store: SqliteStore, number: int, **fields: Any) -> None:
    usual = {
        "id": f"prj_{number}", "key": f"LD-{number}", "members": THEIRS, "confidentiality": Confidentiality.OPEN,
        "deliverables": (),
    }  # fmt: skip
    created(store, **(usual | fields))


def seen(store: SqliteStore, user: str = ME, *, guest: bool = False, gone: bool = False, team: str = TEAM) -> Portfolio:
    with store.read() as reads:
        return reads.portfolio(Actor(team, user, is_guest=guest, is_gone=gone), today=TODAY)


def late(n: int, **fields: Any) -> Any:
    return build_deliverable(id=f"dlv_{n}", due=TODAY - timedelta(days=n), **fields)


def decided(store: SqliteStore, project_id: str, gate: Gate, decision: Decision) -> None:
    event = GateDecided(
        project_id=project_id, by=LEAD, at=NOW, gate_id=gate.id, stage=gate.stage, decision=decision, comments=""
    )
    with store.write() as uow:
        uow.history.append(TEAM, [event])
        uow.commit()


def keep(store: SqliteStore, book: Register, project_id: str) -> Register:
    moved = replace(book, project_id=project_id, version=1)
    with store.write() as uow:
        uow.registers.save(Register(team_id=TEAM, project_id=project_id), moved)
        uow.commit()
    return moved


def a_register() -> Register:
    book = docketed(with_family(application(filed=TODAY - timedelta(days=400))))
    return replace(book, outwards=(contribution(),))


class TestVisibility:
    @pytest.mark.parametrize("gone", [False, True])
    @pytest.mark.parametrize("guest", [False, True])
    @pytest.mark.parametrize("mine", [False, True])
    @pytest.mark.parametrize("confidentiality", list(Confidentiality))
    def test_exactly_what_the_rules_let_a_person_see_is_counted_in_every_figure(
        self, store: SqliteStore, confidentiality: Confidentiality, mine: bool, guest: bool, gone: bool
    ) -> None:
        add(store, 1, members=MINE if mine else THEIRS, confidentiality=confidentiality, deliverables=(late(3),),
            gate=build_gate())  # fmt: skip
        keep(store, a_register(), "prj_1")
        Adding(store, SHANGHAI).tend(NOW)
        with store.read() as reads:
            card = reads.card(TEAM, "LD-1")
        assert card is not None
        found = seen(store, guest=guest, gone=gone)
        if may_see(card, Actor(TEAM, ME, is_guest=guest, is_gone=gone)):
            (load,) = found.stages
            assert (load.active, load.late, load.at_gate) == (1, 1, 1)
            assert found.late == ((Role.TECHNOLOGY, 1, 1),)
            assert [one.row.key for one in found.slowest] == [row.key for row in found.latest] == ["LD-1"]
            assert not found.figures.is_empty
            assert found.missed > 0
        else:
            assert found == Portfolio()

    def test_nobody_in_particular_sees_what_is_open_and_another_workspace_nothing(self, store: SqliteStore) -> None:
        add(store, 1)
        add(store, 2, members=MINE, confidentiality=Confidentiality.MEMBERS)
        assert seen(store, "").projects == 1
        assert seen(store).projects == 2
        assert seen(store, team="T0OTHER") == Portfolio()


class TestFigures:
    def test_stages_hold_active_and_held_projects_and_none_that_is_over(self, store: SqliteStore) -> None:
        for number, status in enumerate(Status):
            add(store, number, status=status, stage_entered_at=NOW - timedelta(days=10 * number))
        (load,) = seen(store).stages
        assert (load.active, load.held) == (1, 1)

    def test_work_is_late_in_the_present_stage_of_active_projects_while_its_assignee_owes_it(
        self, store: SqliteStore
    ) -> None:
        add(store, 1, deliverables=(
            late(1), late(2, role=Role.PATENT), late(3, state=DeliverableState.CHANGES_REQUESTED),
            late(4, state=DeliverableState.SUBMITTED), late(5, stage="assessment"), late(0),
        ))  # fmt: skip
        add(store, 2, deliverables=(late(9),))
        add(store, 3, deliverables=(late(9),), status=Status.HELD)
        found = seen(store)
        assert found.late == ((Role.TECHNOLOGY, 3, 2), (Role.PATENT, 1, 1))
        assert [(row.key, row.overdue_count) for row in found.latest] == [("LD-1", 3), ("LD-2", 1)]
        assert found.stages[0].late == 2

    def test_who_is_away_is_not_late_in_any_figure(self, store: SqliteStore) -> None:
        add(store, 1, deliverables=(late(1, assignee=LEAD), late(2, assignee=ME), late(3, assignee=ME)))
        add(store, 2, deliverables=(late(9, assignee=ME),))
        with store.write() as uow:
            uow.absences.put(TEAM, ME, Absence(TODAY - timedelta(days=1), TODAY))
            uow.commit()
        found = seen(store)
        assert (found.late, found.away) == (((Role.TECHNOLOGY, 1, 1),), 3)
        assert [(row.key, row.overdue_count, row.away_count) for row in found.latest] == [("LD-1", 1, 2)]
        assert found.stages[0].late == 1

    def test_the_slowest_come_first_and_say_for_how_long(self, store: SqliteStore) -> None:
        for number, days in enumerate((3, 90, 1, 40, 7, 200, 5)):
            add(store, number, stage_entered_at=NOW - timedelta(days=days))
        assert [one.days for one in seen(store).slowest] == [200, 90, 40, 7, 5]

    def test_decisions_count_for_a_season_also_of_projects_that_they_ended(self, store: SqliteStore) -> None:
        decisions = ((Decision.STOP, 5), (Decision.GO, 9), (Decision.GO, 80), (Decision.HOLD, PERIOD.days + 2))
        for number, (decision, days) in enumerate(decisions):
            gate = build_gate(requested_at=NOW - timedelta(days=days))
            add(store, number, gate=gate, status=Status.STOPPED if decision is Decision.STOP else Status.ACTIVE)
            decided(store, f"prj_{number}", gate, decision)
        assert seen(store).decided == ((Decision.GO, 2), (Decision.STOP, 1))


class TestLinkage:
    def test_the_registers_of_projects_that_go_on_are_added_up(self, store: SqliteStore) -> None:
        books = []
        for number in range(3):
            add(store, number, status=Status.STOPPED if number == 2 else Status.ACTIVE)
            books.append(keep(store, a_register(), f"prj_{number}"))
        assert seen(store).figures == Figures()
        assert Adding(store, SHANGHAI).tend(NOW) == 3
        one = figures(books[0], TODAY)
        assert seen(store).figures == Figures(**{name: 2 * getattr(one, name) for name in Figures.__slots__})
        assert one.filed == 1

    def test_they_follow_a_register_that_changes_and_are_worked_out_once(self, store: SqliteStore) -> None:
        add(store, 1)
        book = keep(store, a_register(), "prj_1")
        assert [Adding(store, SHANGHAI).tend(NOW) for _ in range(2)] == [1, 0]
        with store.write() as uow:
            uow.registers.save(book, replace(book, features=(feature(),), version=2))
            uow.commit()
        assert [Adding(store, SHANGHAI).tend(NOW) for _ in range(2)] == [1, 0]
        assert seen(store).figures.features == 1

    def test_figures_of_a_register_that_somebody_has_just_changed_are_not_kept(self, store: SqliteStore) -> None:
        add(store, 1)
        book = keep(store, a_register(), "prj_1")
        with store.write() as uow:
            assert not uow.figures.put(replace(book, version=7), figures(book, TODAY))
            assert uow.figures.put(book, figures(book, TODAY))
            uow.commit()
        assert Adding(store, SHANGHAI).tend(NOW) == 0

    def test_dates_are_missed_that_are_open_and_past(self, store: SqliteStore) -> None:
        add(store, 1)
        book = keep(store, a_register(), "prj_1")
        past = sum(item.due_on < TODAY for item in book.docket)
        assert seen(store).missed == past > 0


def test_the_day_is_the_readers(store: SqliteStore) -> None:
    add(store, 1, deliverables=(late(1),))
    with store.read() as reads:
        early = reads.portfolio(Actor(TEAM, ME), today=date(2020, 1, 1))
    assert (early.late, early.slowest[0].days) == ((), 0)


def test_a_database_from_before_has_the_figures_of_all_its_registers_worked_out_once() -> None:
    with closing(sqlite3.connect(":memory:")) as old:
        for name, script in schema_files():
            if name == "0024_register_figures":
                for number, version in enumerate((1, 7)):
                    old.execute(
                        "insert into registers (team_id, project_id, version) values ('T1', ?, ?)",
                        (f"prj_{number}", version),
                    )
            old.executescript(script)
        assert old.execute("select project_id from registers where counted <> version").fetchall() == [
            ("prj_0",), ("prj_1",)
        ]  # fmt: skip
        plan = str(old.execute("explain query plan select 1 from registers where counted <> version").fetchall())
        assert "registers_uncounted" in plan, "the few that changed are found without looking at the others"


def test_a_database_from_before_knows_which_of_its_dates_are_open() -> None:
    columns = "team_id, project_id, kind, number, id, body, due_on"
    item = f"insert into register_items ({columns}) values ('T1', 'p', ?, ?, ?, ?, ?)"  # noqa: S608 -- the columns above
    states = [*((state, "2026-01-02") for state in ("open", "done")), ("dropped", None)]
    with closing(sqlite3.connect(":memory:")) as old:
        for name, script in schema_files():
            if name == "0029_portfolio_counts":
                for number, (state, due_on) in enumerate(states):
                    body = dump({"note": 'they said "state":"open"', "state": state})
                    old.execute(item, ("docket", number, f"dkt_{state}", body, due_on))
                old.execute(item, ("features", 1, "fea_1", "{}", None))
            old.executescript(script)
        found = old.execute("select id, open_on from register_items order by id").fetchall()
    assert found == [("dkt_done", None), ("dkt_dropped", None), ("dkt_open", "2026-01-02"), ("fea_1", None)]


def test_a_date_that_is_done_is_not_missed_any_more(store: SqliteStore) -> None:
    add(store, 1)
    book = keep(store, a_register(), "prj_1")
    before = seen(store).missed
    docket = tuple(replace(d, state=DocketState.DONE) if d.due_on < TODAY else d for d in book.docket)
    with store.write() as uow:
        uow.registers.save(book, replace(book, docket=docket, version=book.version + 1))
        uow.commit()
    assert (before > 0, seen(store).missed) == (True, 0)
