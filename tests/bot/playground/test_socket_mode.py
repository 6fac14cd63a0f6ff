"""Socket Mode: tickets, hello, acknowledgements, redelivery, several connections, disconnects."""

import time
from collections.abc import Callable

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from bot.playground.rules import Rules
from bot.playground.server import RunningPlayground
from bot.playground.world import APP_TOKEN

from .raw_app import Json, Person, RawApp, eventually, silent


def test_hello_greets_a_new_connection(app: RawApp) -> None:
    assert app.frames[0]["type"] == "hello"
    assert app.frames[0]["connection_info"] == {"app_id": "A0LIANDONG"}


def test_a_connection_url_works_once(app: RawApp) -> None:
    url = app.api("apps.connections.open", token=APP_TOKEN)["url"]
    with connect(url) as socket:
        socket.recv(5)
    with pytest.raises(InvalidStatus), connect(url):
        pass


def test_health_tells_whether_the_bot_is_connected(http: httpx.Client, playground: RunningPlayground) -> None:
    assert http.get("/control/health").json()["bot_connected"] is False
    raw = RawApp(playground.url).connect()
    assert http.get("/control/health").json()["bot_connected"] is True
    raw.close()
    eventually(lambda: http.get("/control/health").json()["bot_connected"] is False)


def test_events_commands_and_interactions_come_in_their_envelopes(app: RawApp, lin: Person) -> None:
    lin.command("/liandong help")
    lin.post("shortcut", callback_id="start")
    lin.post("message", channel="C0RADAR", text="hello")
    app.wait_for(lambda: len(app.envelopes) == 3)
    command, shortcut, event = (
        app.of_type(kind)[0] for kind in ("slash_commands", "shortcut", "events_api")
    )  # arrival order of the event is its own
    assert (command["type"], command["accepts_response_payload"]) == ("slash_commands", True)
    assert (shortcut["type"], shortcut["accepts_response_payload"]) == ("interactive", True)
    assert (event["type"], event["accepts_response_payload"]) == ("events_api", False)
    assert (event["retry_attempt"], event["retry_reason"]) == (0, "")


def test_an_unacknowledged_event_comes_again_with_the_same_event_id(app: RawApp, lin: Person, rules: Rules) -> None:
    rules.change({"ack_seconds": 0.1})
    app.reply = silent
    lin.post("message", channel="C0RADAR", text="hello")
    app.wait_for(lambda: len(app.envelopes) == 3)
    assert [e["retry_attempt"] for e in app.envelopes] == [0, 1, 2]
    assert [e["retry_reason"] for e in app.envelopes] == ["", "timeout", "timeout"]
    assert len({e["payload"]["event_id"] for e in app.envelopes}) == 1
    assert len({e["envelope_id"] for e in app.envelopes}) == 3


def test_redelivery_ends_with_the_first_acknowledgement(app: RawApp, lin: Person, rules: Rules) -> None:
    rules.change({"ack_seconds": 0.1, "retry_waits": [0.05, 0.05, 0.05]})
    app.reply = lambda envelope: {} if envelope["retry_attempt"] == 1 else None
    lin.post("message", channel="C0RADAR", text="hello")
    app.wait_for(lambda: len(app.envelopes) == 2)
    time.sleep(0.5)
    assert len(app.envelopes) == 2


def test_commands_are_never_delivered_again(app: RawApp, lin: Person, rules: Rules) -> None:
    rules.change({"ack_seconds": 0.1})
    app.reply = silent
    assert lin.command("/liandong help")["error"] == "operation_timeout"
    lin.post("message", channel="C0GENERAL", text="a later event")
    app.wait_for_payload("message")
    assert len(app.of_type("slash_commands")) == 1


def test_anything_can_be_delivered_again_on_purpose(
    app: RawApp, lin: Person, http: httpx.Client, traffic: Callable[[str], list[Json]]
) -> None:
    lin.post("message", channel="C0RADAR", text="hello")
    app.wait_for(lambda: len(app.envelopes) == 1)
    delivery = eventually(lambda: traffic("event:message"))[0]["delivery_id"]
    answer = http.post("/control/deliver", json={"delivery_id": delivery, "times": 2}).json()
    assert answer["outcomes"] == ["acked", "acked"]
    assert [e["retry_attempt"] for e in app.envelopes] == [0, 1, 2]
    assert http.post("/control/deliver", json={"delivery_id": "Dl0"}).status_code == 404


def test_an_event_waits_for_a_connection(playground: RunningPlayground, lin: Person, rules: Rules) -> None:
    rules.change({"retry_waits": [0.1] * 20})
    lin.post("message", channel="C0RADAR", text="is anybody there")
    raw = RawApp(playground.url).connect()
    raw.wait_for_payload("message")
    raw.close()


def test_payloads_go_to_any_one_of_several_connections(app: RawApp, playground: RunningPlayground, lin: Person) -> None:
    second = RawApp(playground.url).connect()
    for _ in range(4):
        assert lin.command("/liandong help")["ok"]
    assert [len(app.envelopes), len(second.envelopes)] == [2, 2]
    second.close()


def test_an_eleventh_connection_is_sent_away(playground: RunningPlayground) -> None:
    open_ones = [RawApp(playground.url).connect() for _ in range(10)]
    late = RawApp(playground.url).connect()
    assert late.frames[0]["reason"] == "too_many_websockets"
    assert late.closed.wait(5)
    for raw in [*open_ones, late]:
        raw.close()


def test_disconnect_asks_first_and_then_closes(app: RawApp, http: httpx.Client) -> None:
    http.post("/control/socket", json={"action": "disconnect"})
    assert app.closed.wait(5)
    assert app.frames[-1]["type"] == "disconnect"
    assert app.frames[-1]["reason"] == "refresh_requested"


def test_drop_closes_without_a_word(app: RawApp, http: httpx.Client) -> None:
    http.post("/control/socket", json={"action": "drop"})
    assert app.closed.wait(5)
    assert [frame["type"] for frame in app.frames] == ["hello"]


@pytest.mark.usefixtures("app")
def test_a_late_acknowledgement_is_kept_as_a_stray(
    lin: Person, rules: Rules, traffic: Callable[[str], list[Json]]
) -> None:
    rules.change({"ack_seconds": 0.0})
    assert lin.command("/liandong help")["error"] == "operation_timeout"
    strays = eventually(lambda: traffic("acknowledgement"))
    assert strays[0]["outcome"] == "late_or_unknown_acknowledgement"


def test_the_apps_own_messages_come_back_as_events(app: RawApp) -> None:
    app.api("chat.postMessage", channel="C0RADAR", text="I said that")
    event = app.wait_for_payload("message")["event"]
    assert (event["bot_id"], event["channel_type"], event["text"]) == ("B0LIANDONG", "channel", "I said that")


def test_events_without_a_subscription_are_not_sent(app: RawApp, lin: Person, rules: Rules) -> None:
    rules.change({"subscriptions": ["message.im"]})
    lin.post("message", channel="C0RADAR", text="in the channel")
    lin.post("message", channel="D0LIN", text="to the bot")
    assert app.wait_for_payload("message")["event"]["channel_type"] == "im"
    assert len(app.envelopes) == 1
