"""A place that cannot be reached: everything for it is kept, tried now and then, and let go when it is back."""

from datetime import timedelta

import pytest

from flows.notices import Lane
from flows.pauses import TRY_AGAIN, WORKSPACE, Pause
from flows.ports import NewId
from flows.rhythm.usecases import fire_due, keep
from storage import SqliteStore
from tests.builders import TEAM, build_project
from tests.storage.outbox_desk import Desk, notice
from tests.storage.test_rhythm import FIRST, HOLIDAYS, daily, say_it


@pytest.fixture
def desk(store: SqliteStore, new_id: NewId) -> Desk:
    return Desk(store, new_id)


def begin(desk: Desk, audience: str = "C1", code: str = "is_archived") -> bool:
    with desk.store.write() as uow:
        first = uow.pauses.begin(Pause(TEAM, audience, code, desk.now), try_again=desk.now + TRY_AGAIN)
        uow.commit()
    return first


def end(desk: Desk, audience: str = "C1") -> Pause | None:
    with desk.store.write() as uow:
        ended = uow.pauses.end(TEAM, audience, now=desk.now)
        uow.commit()
    return ended


def test_what_waits_and_what_comes_is_kept_in_order_and_others_go_on(desk: Desk) -> None:
    desk.put(notice("a", "C1"), notice("other", "C2"))
    assert begin(desk)
    desk.put(notice("b", "C1"), notice("digest", "C1", lane=Lane.BULK))
    assert desk.deliver_all() == ["other"]
    assert end(desk) == Pause(TEAM, "C1", "is_archived", desk.now)
    assert sorted(desk.deliver_all()) == ["a", "b", "digest"]


def test_a_pause_begins_once_and_ends_once(desk: Desk) -> None:
    assert begin(desk)
    desk.wait(60)
    assert not begin(desk, code="channel_not_found")
    ended = end(desk)
    assert ended is not None
    assert ended.code == "is_archived"
    assert end(desk) is None
    assert begin(desk)


def test_one_message_tries_it_every_hour_in_case_no_event_says_that_it_is_back(desk: Desk) -> None:
    desk.put(notice("a", "C1"), notice("b", "C1"))
    begin(desk)
    desk.wait(TRY_AGAIN.total_seconds() - 1)
    assert desk.keys() == []
    desk.wait(1)
    parcel = desk.one()
    desk.retry(parcel)
    begin(desk)
    assert desk.keys() == []
    desk.wait(TRY_AGAIN.total_seconds())
    assert desk.keys() == ["a"]


def test_what_was_put_off_till_tomorrow_is_not_let_go_today(desk: Desk) -> None:
    desk.put(notice("later", "C1", not_before=desk.now + timedelta(days=1)))
    begin(desk)
    end(desk)
    assert desk.keys() == []
    desk.wait(86_400)
    assert desk.keys() == ["later"]


def test_pauses_are_listed_with_what_waits(desk: Desk) -> None:
    desk.put(notice("a", "C1"), notice("b", "C1"), notice("c", "C2"))
    begin(desk)
    with desk.store.read() as reads:
        assert [(pause.audience, waiting) for pause, waiting in reads.pauses()] == [("C1", 2)]
        assert reads.pause(TEAM, "C2") is None


@pytest.mark.parametrize("place", ["C0RADAR", WORKSPACE])
def test_schedules_of_a_paused_place_wait_and_then_catch_up_with_one_slot(desk: Desk, place: str) -> None:
    with desk.store.write() as uow:
        keep(daily(1, audience="C0RADAR"), uow=uow, holidays=HOLIDAYS)
        uow.commit()
    begin(desk, place)
    later = FIRST + timedelta(days=5)
    for now in (FIRST, later):
        assert fire_due(desk.store, holidays=HOLIDAYS, compose=say_it, now=now, new_id=desk.new_id) == 0
    end(desk, place)
    assert fire_due(desk.store, holidays=HOLIDAYS, compose=say_it, now=later, new_id=desk.new_id) == 1
    assert desk.waiting() == 1


def test_the_digest_of_a_project_waits_with_the_channel_it_lives_in(desk: Desk) -> None:
    project = build_project(version=1)
    with desk.store.write() as uow:
        uow.projects.save(None, project)
        keep(daily(1, audience="", project_id=project.id), uow=uow, holidays=HOLIDAYS)
        uow.commit()
    begin(desk, project.channel_id)
    with desk.store.read() as reads:
        assert reads.due_schedules(FIRST, limit=9) == ()
    end(desk, project.channel_id)
    with desk.store.read() as reads:
        assert len(reads.due_schedules(FIRST, limit=9)) == 1
