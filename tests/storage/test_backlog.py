"""What could leave now is told apart from what waits for its hour, or for a place that cannot be reached."""

from datetime import timedelta

from flows.ports import NewId
from flows.records import Backlog
from storage import SqliteStore
from tests.builders import NOW, TEAM
from tests.storage.outbox_desk import Desk, notice


def backlog(desk: Desk) -> Backlog:
    with desk.store.write() as uow:
        return uow.outbox.backlog(desk.now)


def test_what_waits_for_the_morning_is_no_part_of_what_could_leave(store: SqliteStore, new_id: NewId) -> None:
    desk = Desk(store, new_id)
    morning = NOW + timedelta(hours=9)
    desk.put(*(notice(f"a{n}", "C1") for n in range(3)), notice("b", "C2"),
             *(notice(f"l{n}", f"U{n}", not_before=morning) for n in range(5)))  # fmt: skip
    assert backlog(desk) == Backlog(due=4, longest=3, later=5)
    desk.now = morning
    assert backlog(desk) == Backlog(due=9, longest=3, later=0)


def test_a_place_that_rests_for_a_moment_counts_and_one_that_is_closed_does_not(
    store: SqliteStore, new_id: NewId
) -> None:
    desk = Desk(store, new_id)
    desk.put(notice("a", "C1"), notice("b", "C2"))
    for place, rest in (("C1", timedelta(seconds=30)), ("C2", timedelta(hours=1))):
        with store.write() as uow:
            uow.outbox.defer_audience(TEAM, place, until=NOW + rest)
            uow.commit()
    assert backlog(desk) == Backlog(due=1, longest=1, later=1)
