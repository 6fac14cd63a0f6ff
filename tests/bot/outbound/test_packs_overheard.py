"""Gate packs in a channel are shortened together with the card when outsiders come to read there."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.courier import Courier
from bot.delivery import Relay
from bot.discretion import FRESH_SECONDS
from bot.gateway import Gateway, web_client
from bot.standing import shown_again
from flows.lifecycle.project import Gate
from flows.notices import Lane, Notice, NoticeKind, pack_key
from flows.ports import Store

from .conftest import CHANNEL, LEAD, TEAM, Office, make_relay
from .room import Hand, Room, bring, card, texts
from .scripted_slack import ScriptedSlack
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


def open_a_gate(office: Office) -> str:
    """A gate of the project, as the database has it; the stage it is at."""
    with office.store.write() as uow:
        before = uow.projects.load(TEAM, office.project_id)
        assert before is not None
        gate = Gate("gate_1", before.stage, LEAD, before.created_at, (LEAD,))
        opened = replace(before, gate=gate, version=before.version + 1)
        uow.projects.save(before, opened)
        uow.commit()
    return before.stage


def pack(office: Office, key: str, stage: str) -> Notice:
    params = {"gate_id": "gate_1", "stage": stage}
    return office.notice(NoticeKind.PACK, key, post_key=pack_key("gate_1"), params=params)


def test_the_packs_of_a_project_are_shortened_with_its_card_at_once(
    office: Office, relay: Relay, courier: Courier, room: Room
) -> None:
    slack, stage = room.slack, open_a_gate(office)
    bring(office, relay, card(office, "c1"), pack(office, "p1", stage))
    assert all("Radar" in text for text in texts(slack, "chat.postMessage"))
    room.shared = True
    courier._discretion.reconsider(CHANNEL)
    with office.store.read() as reads:
        again = shown_again(reads, TEAM, office.project_id, CHANNEL, "evt:1")
    assert [notice.kind for notice in again] == [NoticeKind.CARD, NoticeKind.PACK]
    bring(office, relay, *again)
    both_are_short(office, slack)


def both_are_short(office: Office, slack: ScriptedSlack) -> None:
    until(lambda: len({call.arguments["ts"] for call in slack.of("chat.update")}) == 2)
    assert all("Radar" not in text for text in texts(slack, "chat.update"))
    with office.store.read() as reads:
        assert [found.withheld for found in reads.packs_in(TEAM, office.project_id, CHANNEL)] == [True]


def test_without_any_event_the_packs_are_shortened_with_the_card(
    office: Office, relay: Relay, room: Room, hand: Hand
) -> None:
    slack, stage = room.slack, open_a_gate(office)
    bring(office, relay, card(office, "c1"), pack(office, "p1", stage))
    assert all("Radar" in text for text in texts(slack, "chat.postMessage"))
    room.shared = True
    hand.at += FRESH_SECONDS[Lane.NOW]
    bring(office, relay, office.reply("r1"))
    both_are_short(office, slack)


def test_a_pack_of_a_closed_gate_is_looked_at_once_and_left_alone_when_short(
    office: Office, relay: Relay, courier: Courier, room: Room
) -> None:
    stage = open_a_gate(office)
    bring(office, relay, card(office, "c1"), pack(office, "p1", stage))
    with office.store.write() as uow:
        before = uow.projects.load(TEAM, office.project_id)
        assert before is not None
        uow.projects.save(before, replace(before, gate=None, version=before.version + 1))
        uow.commit()
    room.shared = True
    courier._discretion.reconsider(CHANNEL)
    with office.store.read() as reads:
        bring(office, relay, *shown_again(reads, TEAM, office.project_id, CHANNEL, "evt:1"))
    until(lambda: len(texts(room.slack, "chat.update")) == 2)
    with office.store.read() as reads:
        assert len(shown_again(reads, TEAM, office.project_id, CHANNEL, "evt:2")) == 1
