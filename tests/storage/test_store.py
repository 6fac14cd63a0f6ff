"""One writing transaction per use case, and reads that see one moment."""

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from flows.errors import DatabaseBusy, StaleProject
from flows.lifecycle.project import Project
from storage import SqliteStore
from storage import sqlite as engine
from tests.builders import NOW, PROJECT_ID, TEAM, TODAY, build_project
from tests.storage.outbox_desk import notice
from tests.storage.test_projects import created, loaded

THREADS = 8


class TestUnitOfWork:
    def test_leaving_without_commit_rolls_back(self, store: SqliteStore) -> None:
        with store.write() as unit:
            unit.inbox.remember(TEAM, "cmd:1", None, now=NOW)
        with store.write() as unit:
            assert unit.inbox.remember(TEAM, "cmd:1", None, now=NOW)

    def test_an_error_rolls_back_and_frees_the_store(self, store: SqliteStore) -> None:
        def fail() -> None:
            with store.write() as unit:
                assert unit.projects.next_key(TEAM) == "LD-1"
                unit.projects.save(None, build_project(version=7))

        for _ in range(2):
            with pytest.raises(ValueError, match="does not follow"):
                fail()

    def test_nothing_can_be_written_after_the_commit(self, store: SqliteStore) -> None:
        with store.write() as unit:
            unit.commit()
            with pytest.raises(RuntimeError, match="ended"):
                unit.inbox.remember(TEAM, "cmd:1", None, now=NOW)

    def test_a_unit_inside_a_unit_is_a_mistake_told_at_once(self, store: SqliteStore) -> None:
        with store.write(), pytest.raises(RuntimeError, match="already"), store.write():
            pass
        with store.write():
            pass

    def test_a_unit_reads_what_it_wrote(self, store: SqliteStore) -> None:
        with store.write() as unit:
            created_key = unit.projects.next_key(TEAM)
            assert created_key == "LD-1"
            unit.inbox.remember(TEAM, "cmd:1", None, now=NOW)
            assert unit.reads.digest_projects() == ()

    def test_what_is_committed_is_there_after_reopening(self, open_it: Callable[[], SqliteStore]) -> None:
        first = open_it()
        project = created(first)
        first.close()
        assert loaded(open_it()) == project


class TestReads:
    def test_reads_see_one_moment(self, store: SqliteStore) -> None:
        created(store)
        with store.read() as reads:
            before = reads.card(TEAM, PROJECT_ID)
            rename(store, "Renamed meanwhile")
            assert reads.card(TEAM, PROJECT_ID) == before
        with store.read() as reads:
            card = reads.card(TEAM, PROJECT_ID)
        assert card is not None
        assert card.name == "Renamed meanwhile"

    def test_reads_inside_reads_see_the_same_moment(self, store: SqliteStore) -> None:
        created(store)
        with store.read() as outer:
            with store.read() as inner:
                assert inner.card(TEAM, PROJECT_ID) == outer.card(TEAM, PROJECT_ID)
            rename(store, "Later")
            card = outer.card(TEAM, PROJECT_ID)
        assert card is not None
        assert card.name != "Later"

    def test_reads_do_not_wait_for_a_unit_of_work(self, store: SqliteStore) -> None:
        with store.write() as unit:
            unit.projects.next_key(TEAM)
            with store.read() as reads:
                assert reads.projects_of(TEAM, "U1", today=TODAY, guest=False, limit=5) == ()

    def test_a_thread_that_ends_takes_its_connection_along(self, store: SqliteStore) -> None:
        def look() -> None:
            with store.read() as reads:
                reads.channels()

        for _ in range(5):
            thread = threading.Thread(target=look)
            thread.start()
            thread.join()
        assert len(store._readers) == 0


def rename(store: SqliteStore, name: str) -> Project:
    with store.write() as unit:
        before = unit.projects.load(TEAM, PROJECT_ID)
        assert before is not None
        after = replace(before, name=name, version=before.version + 1)
        unit.projects.save(before, after)
        unit.commit()
    return after


class TestConcurrency:
    def test_of_eight_who_saw_a_version_exactly_one_saves_the_next(self, store: SqliteStore) -> None:
        project = created(store)
        for _ in range(10):
            shown = project
            ready = threading.Barrier(THREADS)

            def save(name: str, shown: Project = shown, ready: threading.Barrier = ready) -> Project | None:
                after = replace(shown, name=name, version=shown.version + 1)
                ready.wait()
                try:
                    with store.write() as unit:
                        unit.projects.save(shown, after)
                        unit.commit()
                except StaleProject:
                    return None
                return after

            with ThreadPoolExecutor(THREADS) as pool:
                winners = [won for won in pool.map(save, map(str, range(THREADS))) if won is not None]
            (project,) = winners
            assert loaded(store) == project

    def test_threads_that_read_and_then_write_lose_nothing_and_meet_no_lock(self, store: SqliteStore) -> None:
        created(store)
        each = 15
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(lambda n: [rename(store, f"{n}.{m}") for m in range(each)], range(THREADS)))
        project = loaded(store)
        assert project is not None
        assert project.version == 1 + THREADS * each

    def test_two_stores_on_one_file_share_it(self, open_it: Callable[[], SqliteStore]) -> None:
        stores = [open_it(), open_it()]
        created(stores[0])
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda store: [rename(store, str(n)) for n in range(20)], stores))
        project = loaded(stores[0])
        assert project is not None
        assert project.version == 41

    def test_readers_and_a_writer_do_not_disturb_each_other(self, store: SqliteStore) -> None:
        created(store)
        done = threading.Event()

        def read_until_done() -> int:
            seen = 0
            while not done.is_set():
                with store.read() as reads:
                    card = reads.card(TEAM, PROJECT_ID)
                    assert card is not None
                    assert card.version >= seen
                    seen = card.version
            return seen

        with ThreadPoolExecutor(3) as pool:
            readers = [pool.submit(read_until_done) for _ in range(2)]
            for n in range(50):
                rename(store, str(n))
            done.set()
            assert all(reader.result() >= 1 for reader in readers)


class TestBusy:
    def test_a_database_locked_by_another_process_is_a_typed_error(self, store: SqliteStore, tmp_path: Path) -> None:
        with closing(sqlite3.connect(tmp_path / "liandong.db", isolation_level=None)) as other:
            other.execute("begin immediate")
            with pytest.raises(DatabaseBusy) as caught, store.write():
                pass
            other.execute("rollback")
        assert caught.value.location.endswith("liandong.db")
        with store.write():
            pass

    def test_a_unit_that_takes_too_long_is_a_typed_error_for_the_next(self, store: SqliteStore) -> None:
        def attempt() -> None:
            with store.write():
                pass

        with store.write(), ThreadPoolExecutor(1) as pool:
            assert isinstance(pool.submit(attempt).exception(), DatabaseBusy)

    def test_waiting_ends_before_slack_stops_waiting_for_us(self) -> None:
        assert engine.LOCK_SECONDS + engine.BUSY_SECONDS < 3
        assert engine.BUSY_SECONDS < 2


def test_a_mistake_in_our_own_sql_is_not_dressed_up_as_a_database_error(store: SqliteStore) -> None:
    def put(key: str) -> None:
        with store.write() as unit:
            unit.outbox.put([notice(key)], now=NOW, new_id=lambda _: "same")
            unit.commit()

    put("a")
    with pytest.raises(sqlite3.IntegrityError):
        put("b")
