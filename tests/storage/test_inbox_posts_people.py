"""The contracts of the inbox, of kept posts and of people."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.ports import Person, Post, Receipt
from storage import SqliteStore
from tests.builders import LEAD, NOW, TEAM

OTHER = "T0OTHER"
RECEIPT = Receipt(
    command="CastVote",
    project_id="prj_1",
    project_key="LD-1",
    events=("VoteCast", "GateDecided"),
    params={"decision": "go", "number": 2, "last": True, "none": None},
)


class TestInbox:
    def test_a_request_is_new_once(self, store: SqliteStore) -> None:
        with store.write() as unit:
            assert unit.inbox.first(TEAM, "cmd:1") is None
            assert unit.inbox.remember(TEAM, "cmd:1", RECEIPT, now=NOW)
            assert not unit.inbox.remember(TEAM, "cmd:1", None, now=NOW)
            unit.commit()
        with store.write() as unit:
            assert unit.inbox.first(TEAM, "cmd:1") == RECEIPT

    def test_a_request_may_have_nothing_to_say(self, store: SqliteStore) -> None:
        with store.write() as unit:
            assert unit.inbox.remember(TEAM, "evt:1", None, now=NOW)
            assert unit.inbox.first(TEAM, "evt:1") is None
            assert not unit.inbox.remember(TEAM, "evt:1", RECEIPT, now=NOW)

    def test_workspaces_do_not_share_requests(self, store: SqliteStore) -> None:
        with store.write() as unit:
            unit.inbox.remember(TEAM, "cmd:1", RECEIPT, now=NOW)
            assert unit.inbox.first(OTHER, "cmd:1") is None
            assert unit.inbox.remember(OTHER, "cmd:1", None, now=NOW)


class TestPosts:
    def test_a_post_is_found_by_key_and_by_place(self, store: SqliteStore) -> None:
        post = Post(post_key="card:1", channel_id="C1", ts="1.000100")
        with store.write() as unit:
            unit.posts.keep(TEAM, post)
            unit.commit()
        with store.write() as unit:
            assert unit.posts.find(TEAM, "card:1") == post
            assert unit.posts.find_at(TEAM, "C1", "1.000100") == post
            assert unit.posts.find_at(TEAM, "C2", "1.000100") is None
            assert unit.posts.find(OTHER, "card:1") is None
        with store.read() as reads:
            assert reads.post(TEAM, "card:1") == post

    def test_a_post_remembers_whether_it_withholds(self, store: SqliteStore) -> None:
        post = Post(post_key="card:1", channel_id="C1", ts="1.0")
        with store.write() as unit:
            for withheld in (True, False):
                unit.posts.keep(TEAM, replace(post, withheld=withheld))
                assert unit.posts.find(TEAM, "card:1") == replace(post, withheld=withheld)

    def test_a_post_can_move(self, store: SqliteStore) -> None:
        moved = Post(post_key="card:1", channel_id="C2", ts="2.0")
        with store.write() as unit:
            unit.posts.keep(TEAM, Post(post_key="card:1", channel_id="C1", ts="1.0"))
            unit.posts.keep(TEAM, moved)
            assert unit.posts.find(TEAM, "card:1") == moved
            assert unit.posts.find_at(TEAM, "C1", "1.0") is None

    def test_a_forgotten_post_is_gone(self, store: SqliteStore) -> None:
        with store.write() as unit:
            unit.posts.keep(TEAM, Post(post_key="card:1", channel_id="C1", ts="1.0"))
            unit.posts.forget(TEAM, "card:1")
            unit.posts.forget(TEAM, "card:2")
            assert unit.posts.find(TEAM, "card:1") is None


class TestPeople:
    lin = Person(team_id=TEAM, user_id=LEAD, name="林岚", locale="zh-CN", tz="Asia/Shanghai")

    def test_a_person_comes_back_as_last_seen(self, store: SqliteStore) -> None:
        with store.write() as unit:
            unit.people.upsert([self.lin])
            left = Person(team_id=TEAM, user_id=LEAD, name="Lin Lan", is_guest=True, is_bot=True, deleted=True)
            unit.people.upsert([left])
            unit.commit()
        with store.read() as reads:
            assert reads.person(TEAM, LEAD) == left
            assert reads.person(OTHER, LEAD) is None

    def test_known_persons_come_in_the_order_asked_for(self, store: SqliteStore) -> None:
        people = [Person(team_id=TEAM, user_id=f"U{n}", name=str(n)) for n in range(3)]
        with store.write() as unit:
            unit.people.upsert(people)
            assert unit.reads.persons(TEAM, ["U2", "U9", "U0"]) == (people[2], people[0])

    def test_opening_the_home_outlives_a_refresh(self, store: SqliteStore) -> None:
        with store.write() as unit:
            unit.people.upsert([self.lin])
            unit.people.home_opened(TEAM, LEAD, now=NOW)
            unit.people.upsert([self.lin])
            person = unit.reads.person(TEAM, LEAD)
        assert person is not None
        assert person.home_opened_at == NOW

    def test_opening_the_home_again_counts_as_the_last_time(self, store: SqliteStore) -> None:
        with store.write() as unit:
            unit.people.upsert([self.lin])
            unit.people.home_opened(TEAM, LEAD, now=NOW)
            unit.people.home_opened(TEAM, LEAD, now=NOW + timedelta(days=1))
            person = unit.reads.person(TEAM, LEAD)
        assert person is not None
        assert person.home_opened_at == NOW + timedelta(days=1)

    def test_an_unknown_person_who_opens_the_home_stays_unknown(self, store: SqliteStore) -> None:
        """Nothing is known of their name and language yet; it must still be asked for."""
        with store.write() as unit:
            unit.people.home_opened(TEAM, "U0NEW", now=NOW)
            assert unit.reads.person(TEAM, "U0NEW") is None
            assert unit.reads.home_openers(TEAM, ["U0NEW"]) == ("U0NEW",)

    @pytest.mark.parametrize("known", [None, NOW - timedelta(days=9)])
    def test_a_moment_told_from_elsewhere_does_not_replace_our_own(self, store: SqliteStore, known: object) -> None:
        told = Person(team_id=TEAM, user_id=LEAD, name="林岚", home_opened_at=NOW - timedelta(days=9))
        with store.write() as unit:
            if known is None:
                unit.people.home_opened(TEAM, LEAD, now=NOW)
            unit.people.upsert([told])
            person = unit.reads.person(TEAM, LEAD)
        assert person is not None
        assert person.home_opened_at == (NOW if known is None else known)

    def test_only_those_who_opened_the_home_are_named(self, store: SqliteStore) -> None:
        with store.write() as unit:
            unit.people.upsert([Person(team_id=TEAM, user_id=f"U{n}", name="") for n in range(4)])
            unit.people.home_opened(TEAM, "U3", now=NOW)
            unit.people.home_opened(TEAM, "U1", now=NOW)
            unit.people.home_opened(OTHER, "U0", now=NOW)
            assert unit.reads.home_openers(TEAM, ["U0", "U1", "U2", "U3"]) == ("U1", "U3")
