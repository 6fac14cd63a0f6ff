"""Who reads in a channel is looked at before something is said there; when they change, what stands there does."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from bot.channels import ChannelFacts
from bot.clock import SystemClock
from bot.courier import Courier
from bot.delivery import Relay
from bot.discretion import FRESH_SECONDS
from bot.gateway import Gateway, web_client
from bot.verdicts import Later
from flows.lifecycle.readmodels import ProjectCard
from flows.notices import Lane, NoticeKind, ask_key, card_again, card_key
from flows.ports import Parcel, Person, Post, Store

from .conftest import CHANNEL, LEAD, TEAM, Office, make_relay
from .room import GUEST, Hand, Room, bring, card, texts, told
from .scripted_slack import Answer, Call, ScriptedSlack
from .test_relay import until


@pytest.fixture
def room(slack: ScriptedSlack, store: Store) -> Room:
    return Room(slack, store)


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def gateway(slack: ScriptedSlack, hand: Hand) -> Gateway:
    return Gateway(web_client("xoxb-test", slack.url, timeout=1), clock=hand)


@pytest.fixture
def relay(store: Store, courier: Courier, gateway: Gateway) -> Iterator[Relay]:
    made = make_relay(store, courier, gateway)
    made.start()
    yield made
    made.stop()


@pytest.mark.parametrize("change", ["guest", "shared"])
def test_an_open_card_is_shortened_when_outsiders_come_and_the_lead_is_told_once(
    office: Office, relay: Relay, courier: Courier, room: Room, change: str
) -> None:
    slack = room.slack
    bring(office, relay, card(office, "c1"))
    assert "Radar" in texts(slack, "chat.postMessage")[0]
    room.members, room.shared = ([LEAD, GUEST], False) if change == "guest" else ([LEAD], True)
    courier._discretion.reconsider(CHANNEL)
    bring(office, relay, card_again(TEAM, office.project_id, CHANNEL, "evt:1"))
    (edited,) = texts(slack, "chat.update")
    assert "Radar" not in edited
    assert "LD-1" in edited
    assert len(told(slack)) == 1
    assert CHANNEL in told(slack)[0]
    bring(office, relay, card(office, "c2"), office.reply("r1"))
    assert len(told(slack)) == 1


def test_without_any_event_the_next_answer_finds_out(
    slack: ScriptedSlack, office: Office, relay: Relay, room: Room, hand: Hand
) -> None:
    bring(office, relay, card(office, "c1"))
    room.members.append(GUEST)
    hand.at += FRESH_SECONDS[Lane.NOW]
    bring(office, relay, replace(office.reply("r1"), thread_of=card_key(office.project_id)))
    until(lambda: slack.of("chat.update"))
    until(lambda: told(slack))
    assert [text for text in texts(slack, "chat.postMessage")[1:] if "resumed" in text] == []
    assert all("Radar" not in text for text in texts(slack, "chat.update"))
    bring(office, relay, office.reply("r2"))
    assert len(told(slack)) == 1


def test_a_card_that_may_be_open_again_is(
    slack: ScriptedSlack, office: Office, relay: Relay, courier: Courier, room: Room
) -> None:
    room.members.append(GUEST)
    bring(office, relay, card(office, "c1"))
    assert "Radar" not in texts(slack, "chat.postMessage")[0]
    room.members.remove(GUEST)
    courier._discretion.reconsider(CHANNEL)
    bring(office, relay, card(office, "c2"))
    assert "Radar" in texts(slack, "chat.update")[0]
    assert told(slack) == []


def test_a_member_who_became_a_guest_closes_the_channels_they_read(
    office: Office, relay: Relay, courier: Courier, room: Room
) -> None:
    room.members.append("U0CHEN")
    room.introduce("U0CHEN", is_guest=False)
    bring(office, relay, card(office, "c1"))
    assert "Radar" in texts(room.slack, "chat.postMessage")[0]
    room.introduce("U0CHEN", is_guest=True)
    courier._discretion.reconsider()
    bring(office, relay, card(office, "c2"))
    assert "Radar" not in texts(room.slack, "chat.update")[0]


@pytest.mark.parametrize("lane", list(Lane))
def test_what_is_known_of_a_channel_is_looked_up_again_in_time(
    slack: ScriptedSlack, courier: Courier, hand: Hand, project: ProjectCard, lane: Lane
) -> None:
    for moment, looks in ((0.0, 1), (FRESH_SECONDS[lane] - 1, 1), (FRESH_SECONDS[lane], 2)):
        hand.at = moment
        assert courier._discretion.withheld(project, CHANNEL, lane) is False
        assert len(slack.of("conversations.info")) == looks


@pytest.fixture
def project(store: Store, office: Office) -> ProjectCard:
    with store.read() as reads:
        found = reads.card(TEAM, office.project_id)
    assert found is not None
    return found


@pytest.mark.parametrize("method", ["conversations.info", "conversations.members"])
@pytest.mark.parametrize("answer", [Answer("oops", 500), Answer(cut=True)], ids=["error", "silence"])
def test_where_slack_does_not_say_who_reads_nothing_is_said(
    slack: ScriptedSlack, office: Office, courier: Courier, method: str, answer: Answer
) -> None:
    slack.will(method, answer)
    now = SystemClock().now()
    parcel = Parcel(id="pcl_1", notice=card(office, "c1"), attempts=1, ambiguous=False, created_at=now)
    assert isinstance(courier.deliver(parcel, now=now), Later)
    assert slack.of("chat.postMessage") == []


def test_a_look_that_was_overtaken_by_a_change_is_not_kept(slack: ScriptedSlack, gateway: Gateway, room: Room) -> None:
    reached, go = threading.Event(), threading.Event()
    plain = slack.answer_to

    def slowly(call: Call) -> Answer | None:
        if call.method == "conversations.members" and not reached.is_set():
            answer = plain(call)
            room.members = [LEAD, GUEST]
            reached.set()
            go.wait(5)
            return Answer({"ok": True, "members": [LEAD]}) if answer else None
        return plain(call)

    slack.answer_to = slowly
    look = threading.Thread(target=gateway.channel_facts, args=(CHANNEL,))
    look.start()
    assert reached.wait(5)
    gateway.forget_channel(CHANNEL)
    go.set()
    look.join()
    facts = gateway.channel_facts(CHANNEL)
    assert isinstance(facts, ChannelFacts)
    assert facts.members == (LEAD, GUEST)


@contextmanager
def prompted(store: Store, key: str, user: str) -> Iterator[None]:
    with store.write() as uow:
        uow.posts.keep(TEAM, Post(post_key=key, channel_id=f"D{user}", ts="5.5"))
        uow.commit()
    yield


def test_who_may_not_see_a_project_gets_no_word_of_it_and_their_old_prompt_is_closed(
    slack: ScriptedSlack, office: Office, relay: Relay, store: Store, room: Room
) -> None:
    assert room
    key = ask_key(office.project_id, "ideation", GUEST)
    params = {"event": "ProjectResumed", "by": LEAD}
    with prompted(store, key, GUEST):
        bring(
            office,
            relay,
            office.notice(NoticeKind.ASK, "a1", GUEST, post_key=key),
            office.notice(NoticeKind.TOLD, "t1", GUEST, params=params),
        )
    (closed,) = slack.of("chat.update")
    assert closed.arguments["text"] == "This is no longer open to you."
    assert slack.of("chat.postMessage") == []
    assert office.dead() == []


def test_who_was_deactivated_gets_nothing_more(
    slack: ScriptedSlack, office: Office, relay: Relay, store: Store
) -> None:
    with store.write() as uow:
        uow.people.upsert([Person(team_id=TEAM, user_id=LEAD, name="林岚", deleted=True)])
        uow.commit()
    office.put(office.notice(NoticeKind.TOLD, "t1", LEAD, params={"event": "ProjectResumed", "by": "U1"}))
    relay.wake()
    until(lambda: office.paused() == [LEAD])
    assert office.waiting() == 1, "kept, in case they come back"
    assert slack.of("chat.postMessage") == []
