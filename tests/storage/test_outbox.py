"""The outbox's contract: what is claimed, by whom, how often."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from flows.notices import Lane
from flows.ports import NewId, Parcel
from storage import SqliteStore
from tests.storage.outbox_desk import LEASE, Desk, notice

OTHER = "T0OTHER"


@pytest.fixture
def desk(store: SqliteStore, new_id: NewId) -> Desk:
    return Desk(store, new_id)


class TestClaim:
    def test_a_notice_is_handed_out_as_it_was_put(self, desk: Desk) -> None:
        wanted = notice("a", "U0LIN", post_key="ask:1", thread_of="card:1", lane=Lane.BULK, not_before=desk.now)
        desk.put(wanted)
        parcel = desk.one()
        assert parcel.notice == wanted
        assert (parcel.attempts, parcel.ambiguous, parcel.created_at) == (1, False, desk.now)

    def test_an_empty_outbox_gives_nothing(self, desk: Desk) -> None:
        assert desk.claim() == ()
        assert desk.waiting() == 0

    def test_a_leased_parcel_is_not_handed_out_again(self, desk: Desk) -> None:
        desk.put(notice("a"))
        desk.one()
        desk.wait(LEASE.total_seconds() - 1)
        assert desk.claim("another") == ()

    def test_a_parcel_whose_lease_ran_out_comes_back_ambiguous(self, desk: Desk) -> None:
        desk.put(notice("a"))
        first = desk.one()
        desk.wait(LEASE.total_seconds())
        again = desk.one()
        assert (again.id, again.attempts, again.ambiguous) == (first.id, 2, True)

    def test_a_sent_parcel_is_done(self, desk: Desk) -> None:
        desk.put(notice("a"))
        desk.sent(desk.one())
        desk.wait(3600)
        assert desk.claim() == ()
        assert desk.waiting() == 0

    def test_the_urgent_lane_goes_first(self, desk: Desk) -> None:
        desk.put(notice("digest", "C1", lane=Lane.BULK), notice("reply", "C2"))
        assert desk.keys() == ["reply", "digest"]

    def test_a_limit_is_kept_over_both_lanes(self, desk: Desk) -> None:
        desk.put(*(notice(f"bulk{n}", f"C{n}", lane=Lane.BULK) for n in range(3)))
        desk.put(notice("now1", "C1"), notice("now2", "C2"))
        assert desk.keys(limit=3) == ["now1", "now2", "bulk0"]
        assert desk.keys(limit=0) == []
        assert desk.keys(limit=5) == ["bulk1", "bulk2"]

    def test_the_oldest_go_first_even_when_their_ids_sort_last(self, desk: Desk) -> None:
        for n in range(5):
            desk.put(notice(f"n{n}", f"C{n}"))
            desk.wait(0.001)
        assert desk.keys() == ["n0", "n1", "n2", "n3", "n4"]

    def test_a_notice_for_later_waits_for_its_moment(self, desk: Desk) -> None:
        desk.put(notice("later", not_before=desk.now + timedelta(hours=1)))
        assert desk.claim() == ()
        desk.wait(3600)
        assert desk.keys() == ["later"]

    def test_two_owners_never_hold_one_parcel(self, open_it: Callable[[], SqliteStore], new_id: NewId) -> None:
        one, other = Desk(open_it(), new_id), Desk(open_it(), new_id)
        one.put(*(notice(f"n{n}", f"C{n}") for n in range(40)))
        held: list[Parcel] = []
        while parcels := (*one.claim("one", 7), *other.claim("other", 5)):
            held.extend(parcels)
        assert len({parcel.id for parcel in held}) == len(held) == 40


class TestDedupe:
    def test_a_known_dedupe_key_is_dropped_while_it_waits(self, desk: Desk) -> None:
        desk.put(notice("a"), notice("a"))
        desk.put(notice("a", "C0OTHER"))
        assert desk.waiting() == 1

    @pytest.mark.parametrize("end", ["sent", "buried", "superseded"])
    def test_a_known_dedupe_key_is_dropped_for_ever(self, desk: Desk, end: str) -> None:
        desk.put(notice("a", post_key="card:1"))
        if end == "superseded":
            desk.put(notice("b", post_key="card:1"))
        parcel = desk.one()
        desk.bury(parcel) if end == "buried" else desk.sent(parcel)
        desk.put(notice("a"))
        assert desk.claim() == ()

    def test_a_dropped_notice_supersedes_nothing(self, desk: Desk) -> None:
        desk.put(notice("old"))
        desk.deliver_all()
        desk.put(notice("waiting", post_key="card:1"))
        desk.put(notice("old", post_key="card:1"))
        assert desk.keys() == ["waiting"]

    def test_workspaces_do_not_share_dedupe_keys(self, desk: Desk) -> None:
        desk.put(notice("a"), notice("a", team_id=OTHER))
        assert (desk.waiting(), desk.waiting(OTHER)) == (2, 1)
        assert len(desk.claim()) == 2


class TestRetry:
    def test_a_retried_parcel_comes_back_at_its_moment(self, desk: Desk) -> None:
        desk.put(notice("a"))
        desk.retry(desk.one(), 30)
        assert desk.claim() == ()
        desk.wait(30)
        again = desk.one()
        assert (again.attempts, again.ambiguous) == (2, False)

    def test_an_ambiguous_attempt_is_told(self, desk: Desk) -> None:
        desk.put(notice("a"))
        desk.retry(desk.one(), ambiguous=True)
        assert desk.one().ambiguous

    def test_doubt_is_never_taken_back(self, desk: Desk) -> None:
        desk.put(notice("a"))
        desk.retry(desk.one(), ambiguous=True)
        desk.retry(desk.one(), ambiguous=False)
        assert desk.one().ambiguous

    def test_a_sender_that_woke_up_too_late_does_not_free_a_parcel_of_another(self, desk: Desk) -> None:
        desk.put(notice("a"))
        slow = desk.one()
        desk.wait(LEASE.total_seconds())
        desk.sent(desk.one())
        desk.retry(slow)
        assert desk.claim() == ()

    def test_a_parcel_that_nobody_holds_cannot_be_retried(self, desk: Desk) -> None:
        desk.put(notice("a"))
        parcel = desk.one()
        desk.retry(parcel, 30)
        desk.retry(parcel, 0)
        assert desk.claim() == ()


class TestDeadLetters:
    def test_a_buried_parcel_is_kept_with_its_error(self, desk: Desk) -> None:
        desk.put(notice("a"))
        parcel = desk.one()
        desk.bury(parcel, "is_archived")
        assert desk.dead() == ((parcel, "is_archived"),)
        assert desk.waiting() == 0
        desk.wait(3600)
        assert desk.claim() == ()

    def test_the_newest_dead_letter_comes_first(self, desk: Desk) -> None:
        for n in range(4):
            desk.put(notice(f"n{n}"))
            desk.bury(desk.one())
            desk.wait(1)
        assert [parcel.notice.dedupe_key for parcel, _ in desk.dead(3)] == ["n3", "n2", "n1"]

    def test_what_was_sent_cannot_be_buried(self, desk: Desk) -> None:
        desk.put(notice("a"))
        parcel = desk.one()
        desk.sent(parcel)
        desk.bury(parcel)
        assert desk.dead() == ()


class TestDefer:
    def test_every_waiting_parcel_of_an_audience_is_held_back(self, desk: Desk) -> None:
        desk.put(notice("a"), notice("b"), notice("c", lane=Lane.BULK), notice("other", "C0OTHER"))
        desk.defer("C0RADAR", 30)
        assert desk.keys() == ["other"]
        desk.wait(30)
        assert desk.deliver_all() == ["a", "c", "b"]

    def test_a_notice_that_comes_while_its_audience_is_held_back_waits_too(self, desk: Desk) -> None:
        desk.defer("C0RADAR", 30)
        desk.put(notice("a"), notice("other", "C0OTHER"))
        assert desk.keys() == ["other"]
        desk.wait(30)
        assert desk.keys() == ["a"]

    def test_the_later_of_two_deferrals_holds(self, desk: Desk) -> None:
        desk.put(notice("a"))
        desk.defer("C0RADAR", 30)
        desk.defer("C0RADAR", 10)
        desk.wait(29)
        assert desk.claim() == ()
        desk.wait(1)
        assert desk.keys() == ["a"]

    def test_what_is_under_way_stays_under_way(self, desk: Desk) -> None:
        desk.put(notice("a"), notice("b"))
        parcel = desk.one()
        desk.defer("C0RADAR", 30)
        desk.sent(parcel)
        assert desk.claim() == ()
        desk.wait(30)
        assert desk.keys() == ["b"]

    def test_an_abandoned_parcel_is_held_back_too_and_stays_doubtful(self, desk: Desk) -> None:
        desk.put(notice("a"))
        desk.one()
        desk.defer("C0RADAR", 300)
        desk.wait(299)
        assert desk.claim() == ()
        desk.wait(1)
        assert desk.one().ambiguous

    def test_another_workspace_is_not_held_back(self, desk: Desk) -> None:
        desk.put(notice("a", team_id=OTHER))
        desk.defer("C0RADAR", 30)
        assert desk.keys() == ["a"]

    def test_a_deferral_outlives_a_shorter_retry(self, desk: Desk) -> None:
        desk.put(notice("a"))
        parcel = desk.one()
        desk.defer("C0RADAR", 30)
        desk.retry(parcel, 5)
        desk.wait(29)
        assert desk.claim() == ()

    def test_a_retry_outlives_a_shorter_deferral(self, desk: Desk) -> None:
        desk.put(notice("a"))
        parcel = desk.one()
        desk.defer("C0RADAR", 5)
        desk.retry(parcel, 30)
        desk.wait(29)
        assert desk.claim() == ()
        desk.wait(1)
        assert desk.keys() == ["a"]
