"""The server itself: loopback only, no foreign pages, a clean end, a page that may be missing, a live stream."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.playground.server import PlaygroundFailed, RunningPlayground, start_playground

from .raw_app import Json, Person, RawApp, eventually


class TestGuard:
    @pytest.mark.parametrize("path", ["/user/workspace?as=U0LIN", "/control/clock", "/api/api.test", "/"])
    def test_a_foreign_host_is_refused(self, http: httpx.Client, path: str) -> None:
        assert http.get(path, headers={"host": "evil.example"}).status_code == 403
        assert http.get(path, headers={"host": "evil.example:80"}).status_code == 403

    @pytest.mark.parametrize("path", ["/user/profile", "/control/clock", "/control/token"])
    def test_a_foreign_origin_is_refused(self, http: httpx.Client, path: str) -> None:
        for origin in ("https://evil.example", "null", "http://127.0.0.1:1"):
            assert http.post(path, json={"revoked": False}, headers={"origin": origin}).status_code == 403

    def test_the_own_page_is_welcome(self, http: httpx.Client, playground: RunningPlayground) -> None:
        assert http.get("/control/clock", headers={"origin": playground.url}).status_code == 200
        port = playground.url.rpartition(":")[2]
        local = {"host": f"localhost:{port}", "origin": f"http://localhost:{port}"}
        assert http.get("/control/clock", headers=local).status_code == 200

    def test_only_loopback_is_bound(self, playground: RunningPlayground) -> None:
        port = int(playground.url.rpartition(":")[2])
        with socket.socket() as elsewhere, pytest.raises(ConnectionRefusedError):
            elsewhere.connect(("127.0.0.2", port))


class TestLife:
    def test_stopping_twice_is_fine_and_nothing_answers_any_more(self) -> None:
        running = start_playground()
        running.stop()
        running.stop()
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{running.url}/control/health", trust_env=False)

    def test_stopping_does_not_wait_for_open_connections(self) -> None:
        running = start_playground()
        raw = RawApp(running.url).connect()
        serial = running.world.clock.serial
        poll = threading.Thread(target=_poll, args=(running.url, serial))
        poll.start()
        time.sleep(0.2)
        started = time.monotonic()
        running.stop()
        assert time.monotonic() - started < 5
        poll.join(5)
        assert not poll.is_alive()
        assert raw.closed.wait(5)
        raw.close()

    def test_a_taken_port_is_said(self, playground: RunningPlayground) -> None:
        with pytest.raises(PlaygroundFailed, match="in use"):
            start_playground(int(playground.url.rpartition(":")[2]))

    def test_a_missing_page_leaves_the_rest_working(self, tmp_path: Path) -> None:
        with start_playground(web_folder=tmp_path / "nowhere") as running:
            assert httpx.get(running.url, trust_env=False).status_code == 404
            assert httpx.get(f"{running.url}/control/health", trust_env=False).status_code == 200

    def test_the_page_is_served(self, tmp_path: Path) -> None:
        (tmp_path / "index.html").write_text("<h1>page</h1>")
        with start_playground(web_folder=tmp_path) as running:
            assert httpx.get(running.url, trust_env=False).text == "<h1>page</h1>"
            assert httpx.get(f"{running.url}/archives/C0RADAR/p1", trust_env=False).next_request is not None

    def test_broken_bodies_are_refused(self, http: httpx.Client) -> None:
        for body in (b"{", b"[]"):
            assert http.post("/user/message", content=body).json()["error"] == "invalid_json"


def _poll(url: str, serial: int) -> None:
    try:
        httpx.get(f"{url}/control/clock/wait?serial={serial}", trust_env=False, timeout=30)
    except httpx.TransportError:
        return


class Screen:
    """An open page: what its stream has told it."""

    def __init__(self, url: str, user: str) -> None:
        self.events: list[Json] = []
        self._url = f"{url}/user/stream?as={user}"
        self.listening = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        assert self.listening.wait(5)

    def of(self, kind: str) -> list[Json]:
        return [event for event in self.events if event["type"] == kind]

    def _listen(self) -> None:
        with httpx.stream("GET", self._url, trust_env=False, timeout=30) as response:
            for line in response.iter_lines():
                self.listening.set()
                if line.startswith("data: "):
                    self.events.append(json.loads(line.removeprefix("data: ")))

    def join(self) -> None:
        self._thread.join(5)


@pytest.fixture
def screen(playground: RunningPlayground) -> Iterator[Screen]:
    opened = Screen(playground.url, "U0LIN")
    yield opened
    playground.stop()
    opened.join()


class TestStream:
    def test_messages_updates_and_deletions_are_shown(self, app: RawApp, screen: Screen) -> None:
        ts = app.api("chat.postMessage", channel="C0RADAR", text="one")["ts"]
        app.api("chat.update", channel="C0RADAR", ts=ts, text="two")
        app.api("chat.postMessage", channel="C0RADAR", text="reply", thread_ts=ts)
        app.api("chat.delete", channel="C0RADAR", ts=ts)
        eventually(lambda: screen.of("delete"))
        assert [e["message"]["text"] for e in screen.of("message")] == ["one", "reply"]
        assert [(e["message"]["text"], e["message"]["reply_count"]) for e in screen.of("update")] == [
            ("two", 0),
            ("two", 1),
        ]
        assert screen.of("delete")[0]["ts"] == ts

    def test_only_ones_own_screen_shows_it(self, app: RawApp, screen: Screen, http: httpx.Client) -> None:
        app.api("chat.postEphemeral", channel="C0RADAR", user="U0EMMA", text="for emma")
        app.api("chat.postMessage", channel="U0EMMA", text="for emma too")
        app.api("chat.postEphemeral", channel="C0RADAR", user="U0LIN", text="for lin")
        http.post("/control/clock", json={"advance_seconds": 1})
        eventually(lambda: screen.of("clock"))
        assert [e["message"]["text"] for e in [*screen.of("ephemeral"), *screen.of("message")]] == ["for lin"]

    def test_views_homes_and_conversations_are_shown(self, app: RawApp, screen: Screen, lin: Person) -> None:
        app.api("views.publish", user_id="U0LIN", view={"type": "home", "blocks": [{"type": "divider"}]})
        lin.post("channel", name="new")
        assert eventually(lambda: screen.of("home"))[0]["view"]["type"] == "home"
        assert eventually(lambda: screen.of("conversation"))
        assert eventually(lambda: screen.of("traffic"))[0]["name"] == "views.publish"

    def test_a_stream_is_for_members(self, http: httpx.Client) -> None:
        assert http.get("/user/stream?as=U0NOBODY").status_code == 404
