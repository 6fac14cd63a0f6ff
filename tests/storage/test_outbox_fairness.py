"""Nobody's long queue delays anybody else's short one, and what comes at a wrong hour blocks nothing."""

from collections import Counter
from itertools import count, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from flows.notices import Lane
from flows.ports import NewId
from storage import SqliteStore
from tests.databases import ready_store
from tests.storage.outbox_desk import Desk, notice

CHANNELS = ("C1", "C2", "C3", "C4")


@pytest.fixture
def desk(store: SqliteStore, new_id: NewId) -> Desk:
    return Desk(store, new_id)


def take(desk: Desk, turns: int, limit: int = 1) -> list[str]:
    """Audiences in the order in which they get their turns, a second apart."""
    order = []
    for _ in range(turns):
        desk.wait(1)
        for parcel in desk.claim(limit=limit):
            order.append(parcel.notice.audience)
            desk.sent(parcel)
    return order


def test_a_short_queue_waits_for_one_message_of_a_long_one_that_is_older(desk: Desk) -> None:
    desk.put(*(notice(f"old{n}", "C1", lane=Lane.BULK) for n in range(50)))
    desk.wait(60)
    desk.put(notice("new", "C2", lane=Lane.BULK))
    assert "C2" in take(desk, 2)


def test_queues_take_turns(desk: Desk) -> None:
    desk.put(*(notice(f"{c}{n}", c, lane=Lane.BULK) for c in CHANNELS for n in range(5)))
    order = take(desk, 20)
    for start in range(0, 20, 4):
        assert sorted(order[start : start + 4]) == sorted(CHANNELS)


def test_the_urgent_lane_goes_first_whatever_waits(desk: Desk) -> None:
    desk.put(*(notice(f"b{n}", f"C{n}", lane=Lane.BULK) for n in range(50)))
    desk.wait(3600)
    desk.put(notice("urgent", "C99"))
    assert desk.keys(limit=1) == ["urgent"]


backlogs = some.lists(some.sampled_from(CHANNELS), min_size=4, max_size=40)


@settings(max_examples=15, deadline=None)
@given(backlogs, some.integers(1, 3))
def test_between_two_turns_of_a_queue_each_other_that_is_ready_has_one(backlog: list[str], limit: int) -> None:
    numbers = count()
    with TemporaryDirectory() as folder:
        store = ready_store(str(Path(folder) / "o.db"))
        desk = Desk(store, lambda prefix: f"{prefix}_{next(numbers):06d}")
        desk.put(*(notice(f"n{n:03d}", channel, lane=Lane.BULK) for n, channel in enumerate(backlog)))
        left, rounds, sent = Counter(backlog), [], []
        while left.total():
            desk.wait(1)
            rounds.append(desk.claim(limit=limit))
            for parcel in rounds[-1]:
                sent.append(parcel.notice)
                desk.sent(parcel)
                left[parcel.notice.audience] -= 1
        store.close()
    keys = [told.dedupe_key for told in sent]
    assert sorted(keys) == [f"n{n:03d}" for n in range(len(backlog))], "nothing is lost, nothing comes twice"
    served = [{parcel.notice.audience for parcel in parcels} for parcels in rounds]
    for channel in CHANNELS:
        own = [told.dedupe_key for told in sent if told.audience == channel]
        assert own == sorted(own), "in order within a channel"
        turns = [n for n, channels in enumerate(served) if channel in channels]
        for first, second in pairwise(turns):
            waited = set().union(*served[second + 1 :]) - {channel}
            assert waited <= set().union(*served[first : second + 1]), (served, channel)


class TestWrongHour:
    def test_what_is_put_off_lets_others_of_its_queue_pass(self, desk: Desk) -> None:
        desk.put(notice("at night"), notice("asked for"))
        desk.put_off(desk.one(), 3600)
        assert desk.deliver_all() == ["asked for"]
        desk.wait(3600)
        assert desk.deliver_all() == ["at night"]

    def test_what_is_put_off_to_the_same_morning_keeps_its_order(self, desk: Desk) -> None:
        desk.put(*(notice(f"n{n}") for n in range(3)))
        for _ in range(3):
            desk.put_off(desk.one(), 3600)
        assert desk.claim() == ()
        desk.wait(3600)
        assert desk.deliver_all() == ["n0", "n1", "n2"]

    def test_what_is_put_off_is_replaced_by_its_successor(self, desk: Desk) -> None:
        desk.put(notice("v1", post_key="ask:1"))
        desk.put_off(desk.one(), 3600)
        desk.put(notice("v2", post_key="ask:1"))
        assert desk.deliver_all() == ["v2"]
        desk.wait(3600)
        assert desk.deliver_all() == []

    def test_a_parcel_that_is_finished_cannot_be_put_off(self, desk: Desk) -> None:
        desk.put(notice("n"))
        parcel = desk.one()
        desk.sent(parcel)
        desk.put_off(parcel, 10)
        assert desk.waiting() == 0
