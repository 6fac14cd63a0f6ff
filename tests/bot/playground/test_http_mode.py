"""Delivery over signed HTTP: the same payloads, to a real Bolt app behind its own signature check."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import httpx
import pytest
from slack_bolt import Ack, App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient

from bot.playground.rules import Rules
from bot.playground.server import RunningPlayground, start_playground
from bot.playground.workspace import AppSpec
from bot.playground.world import BOT_TOKEN, SIGNING_SECRET

from .raw_app import Json, Person, eventually, modal


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Nothing on the test's output."""


@dataclass
class HttpBot:
    """What the Bolt app behind HTTP has seen. ``secret`` is what it checks signatures with."""

    playground: RunningPlayground
    heard: list[Json] = field(default_factory=list)


def bolt(api_url: str, heard: list[Json], secret: str) -> App:
    app = App(
        client=WebClient(BOT_TOKEN, base_url=api_url),
        signing_secret=secret,
        process_before_response=True,
        token_verification_enabled=False,
    )

    @app.command("/liandong")
    def command(ack: Ack, body: Json) -> None:
        heard.append(body)
        ack(f"heard {body['text']}")

    @app.event("message")
    def message(body: Json) -> None:
        heard.append(body)

    @app.view("form")
    def form(ack: Ack, body: Json) -> None:
        heard.append(body)
        ack(response_action="errors", errors={"name": "No."})

    return app


@pytest.fixture(params=[SIGNING_SECRET])
def bot(request: pytest.FixtureRequest) -> Iterator[HttpBot]:
    with make_server("127.0.0.1", 0, lambda _, __: [], WSGIServer, QuietHandler) as server:
        target = f"http://127.0.0.1:{server.server_port}/slack/events"
        rules = Rules(retry_waits=(0.05, 0.05), ack_seconds=1.0)
        with start_playground(app=AppSpec(), rules=rules, http_target=target) as playground:
            bot = HttpBot(playground)
            server.set_app(SlackRequestHandler(bolt(playground.api_url, bot.heard, request.param)))
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
            thread.start()
            yield bot
            server.shutdown()
            thread.join(5)


@pytest.fixture
def person(bot: HttpBot) -> Iterator[Person]:
    with httpx.Client(base_url=bot.playground.url, trust_env=False) as http:
        yield Person(http, "U0LIN")


def test_a_command_is_signed_and_its_text_answer_shown(bot: HttpBot, person: Person) -> None:
    assert person.command("/liandong status & 进展")["response"]["text"] == "heard status &amp; 进展"
    assert bot.heard[0]["team_domain"] == "liandong"


def test_events_come_as_json(bot: HttpBot, person: Person) -> None:
    person.post("message", channel="C0RADAR", text="hello")
    eventually(lambda: bot.heard)
    assert bot.heard[0]["event"]["text"] == "hello"


def test_a_submission_may_be_answered_with_errors(bot: HttpBot, person: Person) -> None:
    person.command("/liandong form")
    web = WebClient(BOT_TOKEN, base_url=bot.playground.api_url)
    view = web.views_open(trigger_id=bot.heard[0]["trigger_id"], view=modal())["view"]
    result = person.post("view/submit", view_id=view["id"], values={"name": "x"})
    assert result["errors"] == {"name": "No."}
    assert bot.heard[1]["type"] == "view_submission"


@pytest.mark.parametrize("bot", ["another secret"], indirect=True)
def test_a_wrong_secret_is_refused_by_the_app_and_events_retried(bot: HttpBot, person: Person) -> None:
    assert person.command("/liandong status")["error"] == "http_service_error"
    person.post("message", channel="C0RADAR", text="hello")

    def attempts() -> list[Json]:
        log = person.http.get("/control/traffic").json()["traffic"]
        return [entry for entry in log if entry["name"] == "event:message" and entry["outcome"] != "pending"]

    eventually(lambda: len(attempts()) == 3)
    assert [entry["attempt"] for entry in attempts()] == [0, 1, 2]
    assert bot.heard == []


@pytest.mark.usefixtures("bot")
def test_health_asks_the_port(person: Person) -> None:
    assert person.http.get("/control/health").json()["bot_connected"] is True


def test_a_closed_port_is_a_failed_dispatch() -> None:
    with (
        start_playground(app=AppSpec(), rules=Rules(), http_target="http://127.0.0.1:9/slack/events") as playground,
        httpx.Client(base_url=playground.url, trust_env=False) as http,
    ):
        assert http.get("/control/health").json()["bot_connected"] is False
        assert Person(http, "U0LIN").command("/liandong help")["error"] == "dispatch_failed"
