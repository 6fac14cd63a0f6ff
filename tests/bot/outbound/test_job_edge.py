"""The edge around the rows of a job: what fails is kept for doctor, left alone a while, forgotten once it works."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from bot.doctor_jobs import SHOWN, findings
from bot.edges import FORGET, TRY_AGAIN, JobEdge
from flows.edges import JobFault, NoEdge, Row
from flows.errors import DatabaseBusy
from flows.ports import Store

NOW = datetime(2026, 11, 30, 1, tzinfo=UTC)
ONE, TWO, THREE = (("T1", name) for name in ("prj_1", "prj_2", "prj_3"))


def broken() -> str:
    raise KeyError("the words of somebody")


def busy() -> str:
    raise DatabaseBusy("liandong.db")


def faults(store: Store) -> list[tuple[str, int]]:
    with store.read() as reads:
        return [(fault.about, fault.times) for fault in reads.job_faults("figures")]


@pytest.fixture
def edge(store: Store) -> JobEdge:
    return JobEdge(store, "figures")


def test_what_fails_is_named_without_the_words_of_people_and_the_others_go_on(
    store: Store, edge: JobEdge, caplog: pytest.LogCaptureFixture
) -> None:
    def job(_now: datetime) -> list[str | None]:
        return [edge.attempt(ONE, broken), edge.attempt(TWO, lambda: "done")]

    with caplog.at_level(logging.ERROR):
        assert edge.around(job)(NOW) == [None, "done"]
    with store.read() as reads:
        (fault,) = reads.job_faults()
    assert (fault.team_id, fault.job, fault.about, fault.since, fault.times) == ("T1", "figures", "prj_1", NOW, 1)
    assert fault.problem.startswith("KeyError in test_job_edge.py:")
    assert "figures failed for prj_1 of T1" in caplog.text


def test_it_is_left_alone_for_a_while_and_forgotten_once_it_works(store: Store, edge: JobEdge) -> None:
    tries: list[datetime] = []
    works = False

    def work(now: datetime) -> str:
        tries.append(now)
        return "done" if works else broken()

    job = edge.around(lambda now: edge.attempt(ONE, lambda: work(now)))
    for seconds in range(0, int(TRY_AGAIN.total_seconds()) + 60, 20):
        job(NOW + timedelta(seconds=seconds))
    assert tries == [NOW, NOW + TRY_AGAIN]
    assert faults(store) == [("prj_1", 2)]
    works = True
    assert job(NOW + 3 * TRY_AGAIN) == "done"
    assert faults(store) == []


def test_rows_that_fail_together_are_done_one_by_one(store: Store, edge: JobEdge) -> None:
    done: list[Row] = []

    def work(rows: Sequence[Row]) -> int:
        if TWO in rows:
            raise KeyError("x")
        done.extend(rows)
        return len(rows)

    assert edge.around(lambda _now: edge.each([ONE, TWO, THREE], work))(NOW) == [1, 1]
    assert (done, faults(store)) == ([ONE, THREE], [("prj_2", 1)])
    assert edge.around(lambda _now: edge.each([ONE, TWO, THREE], work))(NOW) == [2], "without the bad one, together"


def test_trouble_with_the_database_is_nobodys_fault(store: Store, edge: JobEdge) -> None:
    with pytest.raises(DatabaseBusy):
        edge.around(lambda _now: edge.attempt(ONE, busy))(NOW)
    with pytest.raises(DatabaseBusy):
        edge.around(lambda _now: edge.each([ONE], lambda _rows: busy()))(NOW)
    assert faults(store) == []


def test_a_row_that_could_not_be_read_is_forgotten_when_it_has_not_failed_for_days(store: Store, edge: JobEdge) -> None:
    edge.around(lambda _now: edge.lost(ONE, ValueError("x")))(NOW)
    edge.around(lambda _now: None)(NOW + FORGET)
    assert faults(store) == [("prj_1", 1)]
    edge.around(lambda _now: None)(NOW + FORGET + timedelta(minutes=1))
    assert faults(store) == []


def test_without_an_edge_what_fails_fails() -> None:
    with pytest.raises(KeyError):
        NoEdge().attempt(ONE, broken)
    with pytest.raises(ValueError, match="x"):
        NoEdge().lost(ONE, ValueError("x"))
    assert NoEdge().each([], len) == []
    assert NoEdge().each([ONE, TWO], len) == [2]


class TestDoctor:
    fault = JobFault(
        team_id="T1", job="figures", about="prj_1", since=NOW, last_at=NOW, times=4, problem="KeyError in rows.py:21"
    )

    def test_all_is_well_without_any(self) -> None:
        assert [found.is_problem for found in findings([])] == [False]

    def test_each_is_named_with_what_broke_and_since_when(self) -> None:
        (found,) = findings([self.fault])
        assert found.is_problem
        assert found.text == (
            "figures leaves out prj_1 of T1 since 2026-11-30 01:00 UTC, tried 4 times: KeyError in rows.py:21"
        )

    def test_a_long_list_is_cut(self) -> None:
        assert len(list(findings([self.fault] * (SHOWN + 5)))) == SHOWN + 1
