"""A bare app on the other side: answers envelopes as told, keeps them, calls the Web API. No SDK in between."""

import json
import threading
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from slack_sdk.errors import SlackApiError
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from bot.playground.world import APP_TOKEN, BOT_TOKEN

Json = dict[str, Any]
Reply = Callable[[Json], Json | None]
PATIENCE_SECONDS = 5.0


def acknowledge(_: Json) -> Json | None:
    """Acknowledge with nothing."""
    return {}


def silent(_: Json) -> Json | None:
    """Never acknowledge."""
    return None


class RawApp:
    """One Socket Mode connection. ``reply`` maps an envelope to the answer's payload, None for silence."""

    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=url, trust_env=False)
        self.envelopes: list[Json] = []
        self.frames: list[Json] = []
        self.reply: Reply = acknowledge
        self.closed = threading.Event()
        self._address = ""
        self._arrived = threading.Condition()
        self._socket: ClientConnection | None = None
        self._thread = threading.Thread(target=self._read, daemon=True)

    def connect(self) -> "RawApp":
        self._address = self.api("apps.connections.open", token=APP_TOKEN)["url"]
        self._thread.start()
        self.wait_for(lambda: bool(self.frames))
        return self

    def api(self, method: str, *, token: str = BOT_TOKEN, **args: Any) -> Json:
        response = self.http.post(f"/api/{method}", json=args, headers={"authorization": f"Bearer {token}"})
        return dict(response.json())

    def wait_for(self, true: Callable[[], bool]) -> None:
        with self._arrived:
            assert self._arrived.wait_for(true, PATIENCE_SECONDS), self.envelopes

    def wait_for_payload(self, kind: str, count: int = 1) -> Json:
        """The payload of the ``count``-th envelope with that payload or event type."""

        def found() -> list[Json]:
            return [e["payload"] for e in self.envelopes if kind in (e["payload"].get("type"), _event_type(e))]

        self.wait_for(lambda: len(found()) >= count)
        return found()[count - 1]

    def of_type(self, kind: str) -> list[Json]:
        return [e for e in self.envelopes if kind in (e["payload"].get("type"), _event_type(e), e["type"])]

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._thread.join(PATIENCE_SECONDS)
        self.http.close()

    def _read(self) -> None:
        try:
            with connect(self._address) as self._socket:
                for text in self._socket:
                    self._take(json.loads(text))
        except ConnectionClosed:
            pass
        self.closed.set()
        with self._arrived:
            self._arrived.notify_all()

    def _take(self, frame: Json) -> None:
        """Kept before it is answered: whoever waits for the answer may look at once."""
        assert self._socket is not None
        with self._arrived:
            (self.envelopes if "envelope_id" in frame else self.frames).append(frame)
            self._arrived.notify_all()
        payload = self.reply(frame) if "envelope_id" in frame else None
        if payload is not None:
            body = {"envelope_id": frame["envelope_id"], **({"payload": payload} if payload else {})}
            self._socket.send(json.dumps(body))


def _event_type(envelope: Json) -> str:
    event = envelope["payload"].get("event")
    return str(event["type"]) if isinstance(event, dict) else ""


class Person:
    """One member at the screen."""

    def __init__(self, http: httpx.Client, user: str) -> None:
        self.http = http
        self.user = user

    def get(self, path: str, **query: str) -> Json:
        response = self.http.get(f"/user/{path}", params={"as": self.user, **query})
        assert response.status_code == 200, response.text
        return dict(response.json())

    def post(self, path: str, **body: Any) -> Json:
        response = self.http.post(f"/user/{path}", json={"as": self.user, **body})
        assert response.status_code == 200, response.text
        return dict(response.json())

    def refused(self, path: str, **body: Any) -> str:
        """The code of a refusal."""
        response = self.http.post(f"/user/{path}", json={"as": self.user, **body})
        assert 400 <= response.status_code < 500, response.text
        return str(response.json()["error"])

    def messages(self, channel: str, thread_ts: str = "") -> list[Json]:
        query = {"thread_ts": thread_ts} if thread_ts else {}
        return list(self.get("messages", channel=channel, **query)["messages"])

    def command(self, text: str, channel: str = "C0RADAR") -> Json:
        return self.post("command", channel=channel, text=text)

    def views(self) -> list[Json]:
        return list(self.get("views")["views"])


def eventually(look: Callable[[], Any], patience: float = PATIENCE_SECONDS) -> Any:
    """The first truthy result of ``look``."""
    deadline = time.monotonic() + patience
    while not (found := look()):
        assert time.monotonic() < deadline, "never happened"
        time.sleep(0.02)
    return found


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def button(action_id: str = "press", value: str = "1") -> Json:
    return {"type": "button", "action_id": action_id, "value": value, "text": plain("Press")}


def text_input(block_id: str = "name", **element: Any) -> Json:
    """An input block whose block id and action id are the same."""
    inner = {"type": "plain_text_input", "action_id": block_id, **element}
    return {"type": "input", "block_id": block_id, "label": plain(block_id), "element": inner}


def modal(*blocks: Json, callback_id: str = "form", **more: Any) -> Json:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain("Title"),
        "submit": plain("Send"),
        "blocks": list(blocks) or [text_input()],
        **more,
    }


def refusal(call: Callable[[], object]) -> Json:
    """The error body of a refused call."""
    with pytest.raises(SlackApiError) as caught:
        call()
    return dict(caught.value.response.data)
