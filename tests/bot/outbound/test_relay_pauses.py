"""A place or a token that is gone costs one attempt and loses nothing; whoever can mend it is told once."""

import threading
import time

import pytest

from bot.courier import Courier
from bot.delivery import Relay
from bot.gateway import Gateway
from flows.notices import NoticeKind
from flows.pauses import WORKSPACE
from flows.ports import Store

from .conftest import CHANNEL, LEAD, Office, make_relay
from .scripted_slack import Answer, Call, ScriptedSlack, refused
from .test_relay import running, until


@pytest.fixture
def relay(store: Store, courier: Courier, gateway: Gateway) -> Relay:
    return make_relay(store, courier, gateway)


@pytest.mark.parametrize("code", ["is_archived", "not_in_channel", "channel_not_found", "restricted_action"])
def test_a_closed_channel_costs_one_attempt_is_told_once_and_loses_nothing(
    slack: ScriptedSlack, office: Office, relay: Relay, code: str
) -> None:
    closed = [True]
    slack.answer_to = lambda call: (
        refused(code)
        if closed[0] and call.method == "chat.postMessage" and call.arguments["channel"] == CHANNEL
        else None
    )
    office.put(*(office.reply(f"r{n}") for n in range(4)), office.reply("elsewhere", "C0OTHER"))
    with running(relay):
        until(lambda: slack.of("chat.postMessage", channel=f"D{LEAD}") and office.waiting() == 4)
        assert office.dead() == []
        assert len(slack.of("chat.postMessage", channel=CHANNEL)) == 1
        (told,) = slack.of("chat.postMessage", channel=f"D{LEAD}")
        assert CHANNEL in told.arguments["text"]
        closed[0] = False
        office.reopen(CHANNEL)
        relay.wake()
        until(lambda: office.waiting() == 0)
    assert len(slack.of("chat.postMessage", channel=CHANNEL)) == 1 + 4
    assert office.paused() == []


def test_a_revoked_token_loses_nothing(slack: ScriptedSlack, office: Office, relay: Relay) -> None:
    revoked = [True]
    slack.answer_to = lambda _: refused("token_revoked") if revoked[0] else None
    office.put(*(office.reply(f"r{n}", f"C{n}") for n in range(3)))
    with running(relay):
        until(lambda: slack.of("auth.test"))
        time.sleep(0.3)
        attempts = len(slack.calls)
        assert office.waiting() == 3
        revoked[0] = False
        relay.wake()
        until(lambda: office.waiting() == 0)
    assert attempts < 20
    assert office.dead() == []
    assert len({c.arguments["channel"] for c in slack.of("chat.postMessage")}) == 3


def test_when_the_token_is_good_again_the_administrators_hear_of_it_once(
    slack: ScriptedSlack, office: Office, store: Store, courier: Courier, gateway: Gateway
) -> None:
    revoked = [True]
    slack.answer_to = lambda _: refused("token_revoked") if revoked[0] else None
    relay = make_relay(store, courier, gateway, admins=("U0ADMIN",))
    office.put(*(office.reply(f"r{n}", f"C{n}") for n in range(3)))
    with running(relay):
        until(lambda: office.paused() == [WORKSPACE])
        revoked[0] = False
        relay.wake()
        until(lambda: office.waiting() == 0 and office.paused() == [])
    (told,) = slack.of("chat.postMessage", channel="DU0ADMIN")
    assert "token_revoked" in told.arguments["text"]
    assert "3 messages" in told.arguments["text"]


def test_a_refusal_that_comes_after_the_token_is_good_again_pauses_nothing(
    slack: ScriptedSlack, office: Office, store: Store, courier: Courier, gateway: Gateway
) -> None:
    """It was on its way when Slack did not take the token; what it says is over."""
    revoked, slow, proven = [True], ["C1"], threading.Event()

    def answer(call: Call) -> Answer | None:
        if call.arguments.get("channel") in slow:
            slow.clear()
            assert proven.wait(10)
            return refused("token_revoked")
        return refused("token_revoked") if revoked[0] else None

    slack.answer_to = answer
    relay = make_relay(store, courier, gateway, admins=("U0ADMIN",))
    office.put(*(office.reply(f"r{n}", f"C{n}") for n in range(3)))
    with running(relay):
        until(lambda: office.paused() == [WORKSPACE])
        revoked[0] = False
        relay.wake()
        until(lambda: slack.of("chat.postMessage", channel="DU0ADMIN"))
        proven.set()
        until(lambda: office.waiting() == 0)
    assert office.paused() == []
    assert len(slack.of("chat.postMessage", channel="DU0ADMIN")) == 1
    assert len(slack.of("chat.postMessage", channel="C1")) == 1


def test_a_recipient_who_left_does_not_stop_the_others(slack: ScriptedSlack, office: Office, relay: Relay) -> None:
    slack.answer_to = lambda call: refused("account_inactive") if call.arguments.get("users") == "U0GONE" else None
    office.put(office.notice(NoticeKind.TOLD, "t1", "U0GONE", params={"event": "ProjectResumed", "by": LEAD}))
    office.put(office.reply("r1"))
    with running(relay):
        until(lambda: office.waiting() == 1 and office.paused() == ["U0GONE"])
    assert office.dead() == []
    assert len(slack.of("chat.postMessage", channel=CHANNEL)) == 1
