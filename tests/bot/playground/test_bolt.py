"""The real Bolt over the real builtin Socket Mode client: every kind of listener is reached and can answer."""

from collections.abc import Iterator
from typing import Any

import pytest
from slack_bolt import Ack, App, Respond
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.playground.server import RunningPlayground
from bot.playground.world import APP_TOKEN, BOT_TOKEN

from .raw_app import Json, Person, button, eventually, modal, plain


def bolt(api_url: str, heard: list[str]) -> App:
    app = App(client=WebClient(BOT_TOKEN, base_url=api_url), process_before_response=True)

    @app.command("/liandong")
    def command(ack: Ack, body: Json, client: WebClient) -> None:
        ack("hello")
        if body["text"] == "form":
            client.views_open(trigger_id=body["trigger_id"], view=modal())

    @app.view("form")
    def form(ack: Ack, view: Json, client: WebClient, body: Json) -> None:
        ack()
        client.chat_postMessage(channel=body["user"]["id"], text=view["state"]["values"]["name"]["name"]["value"])

    @app.action("press")
    def press(ack: Ack, respond: Respond) -> None:
        ack()
        respond("pressed", replace_original=True)

    @app.options("project")
    def options(ack: Ack, payload: Json) -> None:
        ack(options=[{"text": plain(payload["value"]), "value": "LD-1"}])

    @app.shortcut("start")
    def start(ack: Ack, shortcut: Json, client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=shortcut["trigger_id"], view=modal())

    @app.shortcut({"type": "message_action", "callback_id": "keep"})
    def keep(ack: Ack, shortcut: Json, respond: Respond) -> None:
        ack()
        respond(f"kept {shortcut['message']['text']}")

    @app.event("app_home_opened")
    def home(event: Json, client: WebClient) -> None:
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [{"type": "divider"}]})

    @app.event("message")
    def message(event: Json) -> None:
        heard.append(event["text"])

    @app.view_closed("form")
    def closed(ack: Ack) -> None:
        ack()
        heard.append("closed")

    return app


@pytest.fixture
def heard(playground: RunningPlayground) -> Iterator[list[str]]:
    found: list[str] = []
    handler = SocketModeHandler(bolt(playground.api_url, found), APP_TOKEN)
    handler.connect()  # type: ignore[no-untyped-call]  # Bolt's adapters have no types
    eventually(lambda: playground.world.sockets.connected)
    yield found
    handler.client.auto_reconnect_enabled = False
    playground.stop()  # the builtin client closes at once when its peer has gone, else after three seconds
    handler.close()  # type: ignore[no-untyped-call]  # as above


@pytest.mark.usefixtures("heard")
class TestBolt:
    def test_commands_modals_and_posts(self, lin: Person) -> None:
        assert lin.command("/liandong form")["response"]["text"] == "hello"
        view = eventually(lin.views)[0]
        assert lin.post("view/submit", view_id=view["id"], values={"name": "电池"})["ok"]
        assert eventually(lambda: lin.messages("D0LIN"))[-1]["text"] == "电池"
        assert lin.views() == []

    def test_actions_and_respond(self, lin: Person, web: WebClient) -> None:
        blocks = [{"type": "actions", "elements": [button()]}]
        ts = web.chat_postMessage(channel="C0RADAR", text="x", blocks=blocks)["ts"]
        assert lin.post("action", channel="C0RADAR", ts=ts, action_id="press")["ok"]
        eventually(lambda: lin.messages("C0RADAR")[0]["text"] == "pressed")

    def test_options(self, lin: Person, web: WebClient) -> None:
        select: Any = {"type": "external_select", "action_id": "project"}
        blocks = [{"type": "actions", "elements": [select]}]
        ts = web.chat_postMessage(channel="C0RADAR", text="x", blocks=blocks)["ts"]
        answer = lin.post("options", channel="C0RADAR", ts=ts, action_id="project", query="bat")
        assert answer["options"] == [{"text": plain("bat"), "value": "LD-1"}]

    def test_shortcuts(self, lin: Person) -> None:
        assert lin.post("shortcut", callback_id="start")["ok"]
        assert eventually(lin.views)[0]["callback_id"] == "form"
        ts = lin.post("message", channel="C0RADAR", text="this")["ts"]
        assert lin.post("shortcut", callback_id="keep", channel="C0RADAR", ts=ts)["ok"]
        eventually(lambda: "kept this" in [m["text"] for m in lin.messages("C0RADAR")])

    def test_the_home(self, lin: Person) -> None:
        lin.post("home")
        assert eventually(lambda: lin.get("home")["view"])["type"] == "home"


def test_events_reach_bolt_but_not_its_own_messages(heard: list[str], lin: Person, web: WebClient) -> None:
    web.chat_postMessage(channel="C0RADAR", text="from the bot")
    lin.post("message", channel="C0RADAR", text="from a person")
    eventually(lambda: heard)
    assert heard == ["from a person"]


def test_the_client_comes_back_after_disconnect_and_drop(
    heard: list[str], playground: RunningPlayground, lin: Person
) -> None:
    lin.http.post("/control/socket", json={"action": "disconnect"})
    eventually(lambda: playground.world.sockets.connected)
    lin.post("message", channel="C0RADAR", text="after disconnect")
    eventually(lambda: heard == ["after disconnect"])
