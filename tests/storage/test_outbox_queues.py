"""The outbox's contract: order within an audience, and what a newer notice replaces."""

from datetime import timedelta

import pytest

from flows.notices import Lane
from flows.ports import NewId
from storage import SqliteStore
from tests.storage.outbox_desk import LEASE, Desk, notice

CARD = "card:prj_1"


@pytest.fixture
def desk(store: SqliteStore, new_id: NewId) -> Desk:
    return Desk(store, new_id)


class TestOrder:
    def test_one_audience_gets_its_parcels_one_after_the_other(self, desk: Desk) -> None:
        desk.put(*(notice(f"n{n}") for n in range(3)))
        first = desk.one()
        assert desk.claim() == ()
        desk.sent(first)
        second = desk.one()
        assert [first.notice.dedupe_key, second.notice.dedupe_key] == ["n0", "n1"]

    def test_audiences_do_not_wait_for_each_other(self, desk: Desk) -> None:
        desk.put(notice("a1", "CA"), notice("a2", "CA"), notice("b1", "CB"), notice("b2", "CB"))
        assert desk.keys() == ["a1", "b1"]

    def test_what_was_put_off_is_looked_at_again_when_its_reader_has_other_hours(self, desk: Desk) -> None:
        own_hour = notice("d", not_before=desk.now + timedelta(hours=5))
        desk.put(notice("a"), notice("b", lane=Lane.BULK), notice("c", "CB"), own_hour)
        for _ in range(3):
            for parcel in desk.claim():
                desk.put_off(parcel, 9 * 3600)
        desk.wait(60)
        assert desk.keys() == []
        desk.judge_again(notice("x").audience)
        found = desk.claim()
        assert [parcel.notice.dedupe_key for parcel in found] == ["a", "b"], "not what another waits for"
        desk.sent(found[0])
        assert desk.keys() == ["d"], "its hour was reckoned from the hours before"

    def test_lanes_do_not_wait_for_each_other(self, desk: Desk) -> None:
        desk.put(notice("digest", lane=Lane.BULK))
        desk.one()
        desk.put(notice("reply"))
        assert desk.keys() == ["reply"]

    def test_nothing_overtakes_a_parcel_that_waits_to_be_tried_again(self, desk: Desk) -> None:
        desk.put(notice("a"), notice("b"))
        desk.retry(desk.one(), 30)
        assert desk.claim() == ()
        desk.wait(30)
        assert desk.deliver_all() == ["a", "b"]

    def test_nothing_overtakes_a_parcel_whose_sender_died(self, desk: Desk) -> None:
        desk.put(notice("a"), notice("b"))
        desk.one()
        desk.wait(LEASE.total_seconds())
        assert desk.deliver_all() == ["a", "b"]

    def test_a_dead_letter_lets_the_next_one_pass(self, desk: Desk) -> None:
        desk.put(notice("a"), notice("b"))
        desk.bury(desk.one())
        assert desk.keys() == ["b"]

    def test_a_notice_for_later_holds_up_nobody(self, desk: Desk) -> None:
        desk.put(notice("tomorrow", not_before=desk.now + timedelta(days=1)))
        desk.put(notice("today"))
        assert desk.deliver_all() == ["today"]
        desk.wait(86_400)
        desk.put(notice("after"))
        assert desk.deliver_all() == ["tomorrow", "after"]

    def test_a_notice_for_later_lines_up_when_its_moment_comes(self, desk: Desk) -> None:
        desk.put(notice("stuck"), notice("at ten", not_before=desk.now + timedelta(seconds=10)))
        stuck = desk.one()
        desk.wait(20)
        desk.put(notice("at twenty"))
        desk.sent(stuck)
        assert desk.deliver_all() == ["at ten", "at twenty"]


class TestSupersede:
    def test_a_newer_notice_replaces_a_waiting_one_of_the_same_message(self, desk: Desk) -> None:
        desk.put(notice("v1", post_key=CARD))
        desk.put(notice("v2", post_key=CARD), notice("v3", post_key=CARD))
        assert desk.waiting() == 1
        assert desk.deliver_all() == ["v3"]

    def test_other_messages_are_not_replaced(self, desk: Desk) -> None:
        desk.put(notice("card", "C1", post_key=CARD), notice("ask", "U1", post_key="ask:1"), notice("reply", "C2"))
        desk.put(notice("theirs", "C3", post_key=CARD, team_id="T0OTHER"), notice("reply2", "C4"))
        assert desk.waiting() == 5

    def test_a_parcel_under_way_is_not_replaced_but_followed(self, desk: Desk) -> None:
        desk.put(notice("v1", post_key=CARD))
        first = desk.one()
        desk.put(notice("v2", post_key=CARD))
        assert desk.claim() == ()
        desk.sent(first)
        assert desk.keys() == ["v2"]

    def test_a_parcel_that_may_have_arrived_is_not_replaced(self, desk: Desk) -> None:
        """Its successor has another id and could not find the message it left in Slack."""
        desk.put(notice("v1", post_key=CARD))
        desk.retry(desk.one(), ambiguous=True)
        desk.put(notice("v2", post_key=CARD))
        assert desk.deliver_all() == ["v1", "v2"]

    def test_a_parcel_whose_sender_died_is_not_replaced(self, desk: Desk) -> None:
        desk.put(notice("v1", post_key=CARD))
        desk.one()
        desk.wait(LEASE.total_seconds())
        desk.put(notice("v2", post_key=CARD))
        assert desk.deliver_all() == ["v1", "v2"]

    def test_answers_in_a_thread_still_come_after_the_message_they_answer(self, desk: Desk) -> None:
        desk.put(notice("v1", post_key=CARD), notice("reply", thread_of=CARD))
        desk.wait(5)
        desk.put(notice("v2", post_key=CARD))
        assert desk.deliver_all() == ["v2", "reply"]

    def test_the_replacement_does_not_wait_as_long_as_a_notice_for_later(self, desk: Desk) -> None:
        desk.put(notice("later", post_key=CARD, not_before=desk.now + timedelta(hours=1)))
        desk.put(notice("at once", post_key=CARD))
        assert desk.keys() == ["at once"]

    def test_the_replacement_inherits_a_postponed_attempt(self, desk: Desk) -> None:
        desk.put(notice("v1", post_key=CARD))
        desk.retry(desk.one(), 30)
        desk.put(notice("v2", post_key=CARD))
        assert desk.claim() == ()
        desk.wait(30)
        assert desk.keys() == ["v2"]

    def test_a_message_that_moves_to_another_channel_leaves_its_queue_running(self, desk: Desk) -> None:
        desk.put(notice("old home", "C1", post_key=CARD), notice("next", "C1"))
        desk.put(notice("new home", "C2", post_key=CARD))
        assert sorted(desk.keys()) == ["new home", "next"]

    def test_the_clock_takes_no_message_that_somebody_waits_for_out_of_its_place(self, desk: Desk) -> None:
        """Else what people do next would stand behind the answers that belong under it."""
        desk.put(notice("card v1", post_key="card"), notice("answer", thread_of="card"))
        desk.put(notice("card v2", post_key="card", lane=Lane.BULK))
        desk.put(notice("card v3", post_key="card"))
        assert desk.keys() == ["card v3"]

    def test_what_the_clock_renews_while_somebody_waits_is_as_urgent_as_it_was(self, desk: Desk) -> None:
        desk.put(notice("card v1", post_key="card"), notice("answer", thread_of="card"))
        desk.put(notice("card v2", post_key="card", lane=Lane.BULK))
        (parcel,) = desk.claim()
        assert (parcel.notice.dedupe_key, parcel.notice.lane) == ("card v2", Lane.NOW)

    def test_an_urgent_notice_replaces_one_of_the_slow_lane(self, desk: Desk) -> None:
        desk.put(notice("slow", post_key=CARD, lane=Lane.BULK))
        desk.put(notice("fast", post_key=CARD))
        assert desk.deliver_all() == ["fast"]
