"""A Web API over real HTTP that answers as a test says, with the faults that a well-behaved server cannot show."""

import json
import socket
import struct
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

Json = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """One scripted answer. ``cut`` drops the connection without a word, ``seconds`` waits first."""

    body: Json | str = field(default_factory=lambda: {"ok": True})
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    seconds: float = 0.0


def refused(code: str) -> Answer:
    return Answer({"ok": False, "error": code})


def limited(seconds: int) -> Answer:
    return Answer({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": str(seconds)})


@dataclass(frozen=True)
class Call:
    method: str
    arguments: Json
    at: float


class _Quiet(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """A client that gave up waiting is what some tests are about."""


class ScriptedSlack:
    """Keeps every call. Without a script a method succeeds like Slack's own."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.seconds = 0.0
        """How long every call takes."""
        self.answer_to: Callable[[Call], Answer | None] = lambda _: None
        """What to answer a call that no script is for; None: success."""
        self._script: dict[str, deque[Answer]] = defaultdict(deque)
        self._lock = threading.Lock()
        self._ts = 1_764_000_000.0
        self._server = _Quiet(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/api/"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def will(self, method: str, *answers: Answer) -> None:
        """Answer the next calls of a method like this."""
        self._script[method].extend(answers)

    def of(self, method: str, **arguments: Any) -> list[Call]:
        """The calls of a method whose arguments include these."""
        return [
            c
            for c in list(self.calls)
            if c.method == method and all(c.arguments.get(k) == v for k, v in arguments.items())
        ]

    def reply(self, method: str, arguments: Json) -> Answer:
        call = Call(method, arguments, time.monotonic())
        with self._lock:
            self.calls.append(call)
            scripted = self._script[method].popleft() if self._script[method] else None
        if self.seconds:
            time.sleep(self.seconds)
        return scripted or self.answer_to(call) or self._success(method, arguments)

    def _success(self, method: str, arguments: Json) -> Answer:
        with self._lock:
            self._ts += 1
            ts = f"{self._ts:.6f}"
        channel = arguments.get("channel", "")
        bodies: dict[str, Json] = {
            "chat.postMessage": {"channel": channel, "ts": ts},
            "chat.update": {"channel": channel, "ts": arguments.get("ts", "")},
            "conversations.open": {"channel": {"id": f"D{arguments.get('users', '')}"}},
            "conversations.info": {"channel": {"id": channel, "name": "radar", "is_member": True}},
            "conversations.members": {"members": ["U0LIN"]},
            "conversations.history": {"messages": []},
            "conversations.replies": {"messages": []},
            "auth.test": {"team_id": "T0LIANDONG", "user_id": "U0LIANDONG", "bot_id": "B0LIANDONG"},
            "users.info": {"user": {"id": arguments.get("user", ""), "name": "somebody"}},
            "users.list": {"members": []},
            "dnd.teamInfo": {"users": {}},
        }
        return Answer({"ok": True, **bodies.get(method, {})})

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        slack = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode(errors="replace")
                as_json = self.headers.get("Content-Type", "").startswith("application/json")
                form = {name: values[0] for name, values in parse_qs(raw).items()}
                arguments = (json.loads(raw) if raw else {}) if as_json else form
                answer = slack.reply(self.path.removeprefix("/api/"), arguments)
                time.sleep(answer.seconds)
                if answer.cut:
                    # Linger 0 makes the close a reset: the client sees a broken connection, not an empty answer.
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    self.connection.close()
                    return
                body = answer.body if isinstance(answer.body, str) else json.dumps(answer.body)
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_: object) -> None:
                """Quiet."""

        return Handler
