"""The relay keeps order and pace, and a problem in one place is nobody else's problem."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import combinations

import pytest

from bot.courier import Courier
from bot.delivery import Relay
from bot.gateway import Gateway
from bot.pacing import Pace
from flows.notices import Lane, NoticeKind, ask_key, card_key
from flows.ports import Store

from .conftest import CHANNEL, LEAD, TEAM, Office, make_relay
from .scripted_slack import Answer, Call, ScriptedSlack, limited, refused

PATIENCE = 60.0


def until(true: Callable[[], object], patience: float = PATIENCE) -> None:
    deadline = time.monotonic() + patience
    while not true():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.01)


@contextmanager
def running(relay: Relay) -> Iterator[Relay]:
    relay.start()
    try:
        yield relay
    finally:
        relay.stop()


@pytest.fixture
def relay(store: Store, courier: Courier, gateway: Gateway) -> Relay:
    return make_relay(store, courier, gateway)


def texts(slack: ScriptedSlack, channel: str) -> list[str]:
    return [c.arguments["metadata"]["event_payload"]["parcel"] for c in slack.of("chat.postMessage", channel=channel)]


def test_what_is_due_is_sent_in_order(slack: ScriptedSlack, office: Office, relay: Relay) -> None:
    office.put(*(office.reply(f"r{n}") for n in range(5)))
    with running(relay):
        until(lambda: office.waiting() == 0)
    sent = texts(slack, CHANNEL)
    assert sent == sorted(sent)
    assert len(sent) == 5


def test_a_channel_hears_its_project_in_the_lead_s_language(slack: ScriptedSlack, office: Office, relay: Relay) -> None:
    office.put(office.reply("r1"))
    with running(relay):
        until(lambda: slack.of("chat.postMessage", channel=CHANNEL))
    (said,) = slack.of("chat.postMessage", channel=CHANNEL)
    assert "恢复" in said.arguments["text"]


def test_a_wake_up_sends_at_once(slack: ScriptedSlack, office: Office, relay: Relay) -> None:
    with running(relay):
        time.sleep(0.3)  # the relay now sleeps out its poll
        office.put(office.reply("r1"))
        woken = time.monotonic()
        relay.wake()
        until(lambda: slack.of("chat.postMessage"))
        assert time.monotonic() - woken < 0.5


def test_one_audience_gets_one_message_at_a_time_while_others_go_on(
    slack: ScriptedSlack, office: Office, relay: Relay
) -> None:
    slack.seconds = 0.3
    channels = [f"C{n}" for n in range(4)]
    office.put(*(office.reply(f"{channel}:{n}", channel) for channel in channels for n in range(2)))
    with running(relay):
        until(lambda: office.waiting() == 0)
    for channel in channels:
        first, second = (call.at for call in slack.of("chat.postMessage", channel=channel))
        assert second - first >= 0.3
    firsts = [slack.of("chat.postMessage", channel=channel)[0].at for channel in channels]
    assert max(firsts) - min(firsts) < 0.9


def test_a_rate_limit_holds_back_its_channel_only(slack: ScriptedSlack, office: Office, relay: Relay) -> None:
    slack.will("chat.postMessage", limited(2))
    office.put(office.reply("a1", "C1"), office.reply("a2", "C1", Lane.BULK))
    with running(relay):
        until(lambda: slack.of("chat.postMessage"))
        office.put(*(office.reply(f"b{n}", "C2") for n in range(10)))
        relay.wake()
        until(lambda: len(slack.of("chat.postMessage", channel="C2")) == 10)
        quick = time.monotonic()
        until(lambda: office.waiting() == 0)
    limited_at, *again = (call.at for call in slack.of("chat.postMessage", channel="C1"))
    assert quick < again[0]
    assert min(again) - limited_at >= 1.9
    assert len(again) == 2


def test_a_server_error_is_doubted_looked_up_and_then_sent_again(
    slack: ScriptedSlack, office: Office, relay: Relay
) -> None:
    slack.will("chat.postMessage", Answer("oops", 500))
    office.put(office.reply("r1"))
    with running(relay):
        until(lambda: office.waiting() == 0)
    assert [c.method for c in slack.calls if c.method in ("chat.postMessage", "conversations.history")] == [
        "chat.postMessage",
        "conversations.history",
        "chat.postMessage",
    ]


def test_a_message_that_arrived_although_the_answer_was_cut_is_not_sent_again(
    slack: ScriptedSlack, office: Office, store: Store, relay: Relay
) -> None:
    def remember(call: Call) -> Answer | None:
        if call.method == "conversations.history":
            posted = [{"ts": "7.7", "metadata": c.arguments["metadata"]} for c in slack.of("chat.postMessage")]
            return Answer({"ok": True, "messages": posted})
        return None

    slack.answer_to = remember
    slack.will("chat.postMessage", Answer(cut=True))
    office.put(office.notice(NoticeKind.CARD, "card", post_key=card_key(office.project_id)))
    with running(relay):
        until(lambda: office.waiting() == 0)
    assert len(slack.of("chat.postMessage")) == 1
    with store.read() as reads:
        kept = reads.post("T0LIANDONG", card_key(office.project_id))
    assert kept is not None
    assert (kept.channel_id, kept.ts) == (CHANNEL, "7.7")


@pytest.mark.parametrize(("kind", "posts"), [(NoticeKind.CARD, 2), (NoticeKind.REPLY, 1), (NoticeKind.DIGEST, 1)])
def test_what_cannot_be_looked_up_is_repeated_only_where_a_double_does_no_harm(
    slack: ScriptedSlack, office: Office, relay: Relay, kind: NoticeKind, posts: int
) -> None:
    slack.will("chat.postMessage", Answer(cut=True))
    slack.will("conversations.history", refused("missing_scope"))
    params = {"event": "ProjectResumed", "by": LEAD, "since": "2026-01-01T00:00:00+00:00"}
    office.put(office.notice(kind, "n1", params=params))
    with running(relay):
        until(lambda: office.waiting() == 0)
    assert len(slack.of("chat.postMessage")) == posts


@pytest.mark.complaint(3)
def test_a_kept_message_is_posted_once_and_then_edited(slack: ScriptedSlack, office: Office, relay: Relay) -> None:
    key = card_key(office.project_id)
    with running(relay):
        for n in range(3):
            office.put(office.notice(NoticeKind.CARD, f"card{n}", post_key=key))
            relay.wake()
            until(lambda: office.waiting() == 0)
    assert len(slack.of("chat.postMessage")) == 1
    assert len(slack.of("chat.update")) == 2


def test_a_kept_message_that_somebody_deleted_is_posted_anew(
    slack: ScriptedSlack, office: Office, relay: Relay
) -> None:
    key = card_key(office.project_id)
    slack.will("chat.update", refused("message_not_found"))
    with running(relay):
        for n in range(3):
            office.put(office.notice(NoticeKind.CARD, f"card{n}", post_key=key))
            relay.wake()
            until(lambda: office.waiting() == 0)
    first, second = slack.of("chat.postMessage")
    assert [c.arguments["ts"] for c in slack.of("chat.update")][1] != slack.of("chat.update")[0].arguments["ts"]
    assert first.arguments["channel"] == second.arguments["channel"] == CHANNEL


@pytest.mark.complaint(1)
def test_an_answer_goes_under_its_card(slack: ScriptedSlack, office: Office, relay: Relay) -> None:
    key = card_key(office.project_id)
    office.put(office.notice(NoticeKind.CARD, "card", post_key=key), replace(office.reply("r1"), thread_of=key))
    with running(relay):
        until(lambda: office.waiting() == 0)
    card, reply = slack.of("chat.postMessage")
    assert "thread_ts" not in card.arguments
    assert float(reply.arguments["thread_ts"]) > 0
    assert "reply_broadcast" not in reply.arguments, "and not in the channel as well"


def test_a_dead_letter_is_told_to_the_lead_once(slack: ScriptedSlack, office: Office, relay: Relay) -> None:
    slack.answer_to = lambda call: (
        refused("msg_too_long") if call.method == "chat.postMessage" and call.arguments["channel"] == CHANNEL else None
    )
    office.put(*(office.reply(f"r{n}") for n in range(4)))
    with running(relay):
        until(lambda: office.waiting() == 0)
    assert office.dead() == ["msg_too_long"] * 4
    told = slack.of("chat.postMessage", channel=f"D{LEAD}")
    assert len(told) == 1
    assert CHANNEL in told[0].arguments["text"]


def test_a_telling_that_dies_itself_is_not_told(slack: ScriptedSlack, office: Office, relay: Relay) -> None:
    slack.answer_to = lambda call: refused("msg_too_long") if call.method == "chat.postMessage" else None
    office.put(office.reply("r1"))
    with running(relay):
        until(lambda: office.waiting() == 0)
    assert office.dead() == ["msg_too_long"] * 2
    assert len(slack.of("chat.postMessage")) == 2


class NotedPace(Pace):
    """A pace that notes when it lets each message go, by the reading of the clock that it judged by."""

    def __init__(self, channel_rate: float, workspace_rate: float) -> None:
        self.read, self.left = 0.0, list[float]()
        super().__init__(channel_rate, workspace_rate, clock=self._reading)

    def _reading(self) -> float:
        self.read = time.monotonic()
        return self.read

    def take(self, channel: str) -> float:
        wait = super().take(channel)
        if wait == 0.0:
            self.left.append(self.read)
        return wait


def test_a_channel_is_paced_and_its_messages_all_arrive(
    slack: ScriptedSlack, office: Office, store: Store, courier: Courier, gateway: Gateway
) -> None:
    paced = make_relay(store, courier, gateway, pace := NotedPace(5, 0))
    courier._pace = pace
    office.put(*(office.reply(f"r{n}") for n in range(20)))
    with running(paced):
        until(lambda: office.waiting() == 0)
    assert len(slack.of("chat.postMessage")) == 20
    # Fifteen in a burst (three seconds' worth), the others at five a second, whichever stretch one looks at. Judged
    # where a message sets out: how long each is under way is the machine's business.
    assert len(at := pace.left) == 20
    assert pace.left[-1] - pace.left[0] >= 0.999
    for first, last in combinations(range(20), 2):
        assert last - first + 1 <= 15 + 5 * (at[last] - at[first]) + 0.001


def test_what_fails_in_our_own_code_stops_nobody_else_and_is_buried_in_the_end(
    slack: ScriptedSlack,
    office: Office,
    relay: Relay,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.verdicts.STEPS", (0.05,))
    broken = office.notice(NoticeKind.DIGEST, "broken", params={})  # a digest without its slot cannot be rendered
    office.put(broken, office.reply("r1"), office.reply("r2", "C1"))
    with running(relay):
        until(lambda: office.waiting() == 0)
    assert len(slack.of("chat.postMessage", channel="C1")) == 1
    assert len(slack.of("chat.postMessage", channel=CHANNEL)) == 1
    (error,) = office.dead()
    reference = error.rpartition(" ")[2]
    assert f"reference {reference}" in caplog.text


def test_what_cannot_follow_from_a_message_neither_sends_it_twice_nor_stops_its_channel(
    slack: ScriptedSlack, office: Office, relay: Relay, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    """A reminder follows from an ask; its counter cannot be read."""
    with closing(sqlite3.connect(str(store.location))) as raw, raw:  # type: ignore[attr-defined]  # the SQLite store
        raw.execute("insert into prompts (team_id, user_id, number) values (?, ?, 'x')", (TEAM, LEAD))
    office.put(office.notice(NoticeKind.ASK, "ask", LEAD, post_key=ask_key(office.project_id, "ideation", LEAD)))
    office.put(office.reply("r1", LEAD))
    with running(relay):
        until(lambda: office.waiting() == 0)
    assert len(slack.of("chat.postMessage")) == 2
    assert office.dead() == []
    assert "what follows from parcel" in caplog.text
