"""In every job of the clock one poisoned row harms only itself: it is left out, logged, and told by the doctor."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from bot.edges import JobEdge
from bot.public_holidays import PublicHolidays, office_days
from bot.renewals import Renewals
from flows.edges import Edge
from flows.lifecycle import commands as c
from flows.lifecycle.upkeep import Upkeep
from flows.linkage.adding_up import Adding
from flows.linkage.register import Register
from flows.linkage.rulebook import shipped_rules
from flows.linkage.upkeep import DocketUpkeep
from flows.names import AWAITING_ASSIGNEE
from flows.notices import Notice, NoticeKind
from flows.rhythm.climbing import Climbing
from flows.rhythm.prompting import Prompting
from tests.builders import LEAD, PATENT, STD, STEER, TEAM, TECH, TODAY, build_templates
from tests.databases import ready_store
from tests.flows.linkage.docketing import OFFICES, dated, docketed, with_family
from tests.flows.linkage.registers import application
from tests.flows.rhythm.asking_bench import ZONE, AskingBench, at

MORNING = at("12-21 09:00")
WORKFLOW_GONE = "update projects set template = 'gone' where id = :id"
CARD_UNREADABLE = "update projects set strands = '{' where id = :id"
NO_DAY = "2026-12-00"
WORKERS = (LEAD, TECH, PATENT, STD)


class Bench(AskingBench):
    """Two projects with the same people, of which rows of the first can be spoiled."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.path = folder / "liandong.db"
        self.good_id = self.project("Sonar")
        self.emptied()

    def spoil(self, statement: str, **values: object) -> None:
        """Past the product, as somebody with a database tool; then the product starts anew."""
        with closing(sqlite3.connect(self.path)) as raw, raw:
            assert raw.execute(statement, values).rowcount > 0
        self.store.close()
        self.store = ready_store(str(self.path))

    def run(self, job: str, make: Callable[[Edge], Callable[[datetime], object]], now: datetime) -> list[Notice]:
        """What a fresh process puts into the outbox."""
        edge = JobEdge(self.store, job)
        edge.around(make(edge))(now)
        return self.emptied()

    def left_out(self, job: str) -> list[str]:
        with self.store.read() as reads:
            return [fault.about for fault in reads.job_faults(job)]

    def registers(self) -> tuple[Register, Register]:
        """The same family in both projects, filed today."""
        book = docketed(with_family(application(filed=TODAY)))
        found = [replace(book, project_id=project, version=1) for project in (self.project_id, self.good_id)]
        for one in found:
            with self.store.write() as uow:
                uow.registers.save(Register(team_id=TEAM, project_id=one.project_id), one)
                uow.commit()
        return found[0], found[1]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.store.close()


class TestReminders:
    def asked(self, bench: Bench, now: datetime = MORNING) -> dict[str, int]:
        """How much each person is reminded of."""

        def job(edge: Edge) -> Callable[[datetime], object]:
            return Prompting(
                store=bench.store, templates=build_templates(), working=bench.working, new_id=bench.new_id, edge=edge
            ).tend

        notices = bench.run("prompts", job, now)
        with bench.store.read() as reads:
            return {n.audience: reads.shown_in(TEAM, n.audience, 1) for n in notices if n.kind is NoticeKind.PROMPT}

    def test_a_project_whose_workflow_is_gone_keeps_back_no_other(self, bench: Bench) -> None:
        bench.spoil(WORKFLOW_GONE, id=bench.project_id)
        assert self.asked(bench) == {user: len(bench.work(user, bench.good_id)) for user in WORKERS}
        assert bench.left_out("prompts") == [bench.project_id]

    def test_work_that_cannot_be_read_keeps_back_no_other_of_the_same_person(self, bench: Bench) -> None:
        before = {user: len(bench.work(user)) + len(bench.work(user, bench.good_id)) for user in WORKERS}
        work = bench.work(LEAD)[0].id
        bench.spoil("update deliverables set due = :due where id = :work", due=NO_DAY, work=work)
        assert self.asked(bench) == {**before, LEAD: before[LEAD] - 1}
        assert bench.left_out("prompts") == [work]


class TestEscalation:
    @pytest.mark.parametrize("harm", [WORKFLOW_GONE, CARD_UNREADABLE])
    def test_a_project_that_cannot_be_read_keeps_back_no_other(self, bench: Bench, harm: str) -> None:
        bench.reminded("12-21 09:00")
        bench.spoil(harm, id=bench.project_id)

        def job(edge: Edge) -> Callable[[datetime], object]:
            return Climbing(
                store=bench.store, templates=build_templates(), working=bench.working, zone=ZONE, day_begins=time(9),
                new_id=bench.new_id, edge=edge,
            ).tend  # fmt: skip

        late = [n for n in bench.run("escalation", job, at("12-31 09:00")) if n.params.get("event") == "WorkLate"]
        assert {notice.project_id for notice in late} == {bench.good_id}
        assert bench.left_out("escalation") == [bench.project_id]


class TestGatesAndHolds:
    def test_a_project_that_cannot_be_read_keeps_back_no_other(self, bench: Bench) -> None:
        until = TODAY + timedelta(days=3)
        for project in (bench.project_id, bench.good_id):
            bench.ask(c.HoldProject(project_id=project, reason="Waits", until=until), STEER)
        bench.emptied()
        bench.spoil("update projects set stage_entered_at = 'x' where id = :id", id=bench.project_id)

        def job(edge: Edge) -> Callable[[datetime], object]:
            return Upkeep(
                store=bench.store, templates=build_templates(), zone=ZONE, day_begins=time(9), new_id=bench.new_id,
                edge=edge,
            ).tend  # fmt: skip

        woken = bench.run("upkeep", job, datetime.combine(until, time(9), ZONE))
        assert {notice.project_id for notice in woken} == {bench.good_id}
        assert bench.left_out("upkeep") == [bench.project_id]


class TestDates:
    def told(self, bench: Bench, register: Register) -> set[str | None]:
        step = dated(register, "R11").due_on - timedelta(days=30)

        def job(edge: Edge) -> Callable[[datetime], object]:
            return DocketUpkeep(
                store=bench.store, calendars=OFFICES, rulebook=shipped_rules(), zone=ZONE, day_begins=time(9),
                new_id=bench.new_id, edge=edge,
            ).tend  # fmt: skip

        return {n.project_id for n in bench.run("dates", job, datetime.combine(step, time(9), ZONE))}

    def test_a_project_that_cannot_be_read_keeps_back_no_other(self, bench: Bench) -> None:
        register, _ = bench.registers()
        bench.spoil(CARD_UNREADABLE, id=bench.project_id)
        assert self.told(bench, register) == {bench.good_id}
        assert bench.left_out("dates") == [bench.project_id]

    def test_a_date_that_cannot_be_read_keeps_back_no_other_of_its_project(self, bench: Bench) -> None:
        register, _ = bench.registers()
        other = next(item for item in register.docket if item.rule != "R11")
        bench.spoil("update register_items set body = '{}' where id = :id and project_id = :project",
                    id=other.id, project=bench.project_id)  # fmt: skip
        assert self.told(bench, register) == {bench.project_id, bench.good_id}
        assert bench.left_out("dates") == [other.id]


class TestFigures:
    def test_a_register_that_cannot_be_read_keeps_back_no_other(self, bench: Bench) -> None:
        bench.registers()
        bench.spoil("update register_items set body = '{' where project_id = :id", id=bench.project_id)
        bench.run("figures", lambda edge: Adding(bench.store, ZONE, edge).tend, MORNING)
        with bench.store.read() as reads:
            assert reads.uncounted(limit=9) == ((TEAM, bench.project_id),)
        assert bench.left_out("figures") == [bench.project_id]


class TestRenewals:
    def test_a_card_that_cannot_be_read_keeps_back_no_other(self, bench: Bench) -> None:
        bench.spoil(CARD_UNREADABLE, id=bench.project_id)

        def job(edge: Edge) -> Callable[[datetime], object]:
            return Renewals(
                store=bench.store, zone=ZONE, day_begins=time(9), is_office_day=office_days("", PublicHolidays()),
                new_id=bench.new_id,
                edge=edge,
            ).queue_due  # fmt: skip

        assert {notice.project_id for notice in bench.run("renewals", job, MORNING)} == {bench.good_id}
        assert bench.left_out("renewals") == [bench.project_id]


def test_everybody_in_these_tests_has_work_in_both_projects(bench: Bench) -> None:
    for project in (bench.project_id, bench.good_id):
        assert all(d.state in AWAITING_ASSIGNEE for user in WORKERS for d in bench.work(user, project))
        assert all(bench.work(user, project) for user in WORKERS)
