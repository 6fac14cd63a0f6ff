"""The two ways Slack reaches us: a Socket Mode websocket that we open, or signed HTTP requests that we serve."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from http.client import HTTPException
from typing import Any, Protocol

import waitress.server  # type: ignore[import-untyped]  # ships no types
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from waitress.wasyncore import close_all  # type: ignore[import-untyped]  # ships no types

from bot.outcomes import CALL_FAULTS, TOKEN_CODES, Refused, of_answer
from bot.webhooks import Wsgi, by_path

log = logging.getLogger(__name__)

PING_SECONDS = 3.0
"""The builtin client notices a dropped connection, and its own end, after one interval."""
LOCAL_PING_SECONDS = 0.5
SOCKET_WORKERS = 16
RECONNECT_SECONDS = 5.0
DRAIN_SECONDS = 4.0
"""Slack waits three seconds for an answer; whoever waits longer has given up."""
CLOSE_SECONDS = 0.3
HTTP_THREADS = 16
PATH = "/slack/events"
MOST_BYTES = 4 * 1024 * 1024
"""Slack's largest requests are views of some 300 KB."""


class Entrance(Protocol):
    """``problem`` is empty, or says why nobody will ever come in: then the process should end."""

    @property
    def problem(self) -> str: ...

    def open(self) -> None: ...

    def close(self) -> None:
        """Take nothing new, let those inside finish."""


class _CountingHandler(SocketModeHandler):
    """Counts the requests being answered. Once closing it leaves new ones alone: Slack sends events again."""

    def __init__(self, app: App, app_token: str, ping_seconds: float) -> None:
        super().__init__(app, app_token, ping_interval=ping_seconds, concurrency=SOCKET_WORKERS)
        self._lock, self._inside, self._closing = threading.Lock(), 0, False

    def handle(self, client: BaseSocketModeClient, req: SocketModeRequest) -> None:
        with self._lock:
            if self._closing:
                return
            self._inside += 1
        try:
            super().handle(client, req)  # type: ignore[arg-type]  # the adapter narrows its own base's type
        finally:
            with self._lock:
                self._inside -= 1

    def drain(self) -> None:
        with self._lock:
            self._closing = True
        deadline = time.monotonic() + DRAIN_SECONDS
        while self._inside and time.monotonic() < deadline:
            time.sleep(0.01)


class SocketEntrance:
    """Connects in the background and stays connected; the SDK's own watch renews a connection that broke."""

    def __init__(self, app: App, app_token: str, *, local: bool) -> None:
        self.problem = ""
        self._handler = _CountingHandler(app, app_token, LOCAL_PING_SECONDS if local else PING_SECONDS)
        if local:
            self._handler.client.proxy = None  # the builtin client does not look at NO_PROXY
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._connect, name="socket", daemon=True)

    def open(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._closing.set()
        self._thread.join(DRAIN_SECONDS)
        self._handler.drain()
        # The SDK waits seconds for its reader. Nothing of ours is left inside by now, so it may end by itself.
        closer = threading.Thread(target=self._handler.close, name="sdk-closing", daemon=True)
        closer.start()
        closer.join(CLOSE_SECONDS)

    def _connect(self) -> None:
        while not self._closing.is_set():
            try:
                self._handler.connect()  # type: ignore[no-untyped-call]  # the SDK leaves it untyped
            except SlackApiError as error:
                refusal = of_answer(error.response.status_code, error.response.headers, error.response.data)
                if isinstance(refusal, Refused) and refusal.code in TOKEN_CODES | {"not_allowed_token_type"}:
                    self.problem = refusal.code
                    return
                log.warning("Socket Mode is refused for now: %s", refusal)
            except (*CALL_FAULTS, HTTPException, SlackClientError) as error:
                log.warning("Socket Mode cannot connect for now: %s", error)
            else:
                log.info("connected to Slack over Socket Mode")
                return
            self._closing.wait(RECONNECT_SECONDS)


class HttpServer:
    """A threaded WSGI server. TLS is the work of what stands in front. Larger bodies are refused unread."""

    def __init__(self, app: Callable[..., Iterable[bytes]], host: str, port: int, *, most_bytes: int) -> None:
        self.problem = ""
        self._open: dict[int, Any] = {}
        self._server = waitress.server.create_server(
            app, map=self._open, host=host, port=port, threads=HTTP_THREADS, ident="liandong",
            max_request_body_size=most_bytes,
        )  # fmt: skip
        self._thread = threading.Thread(target=self._server.run, name="http", daemon=True)

    @property
    def base(self) -> str:
        """Its address as seen from this machine, without a path."""
        return f"http://{self._server.effective_host}:{self._server.effective_port}"

    def open(self) -> None:
        self._thread.start()
        log.info("listening on %s", self.base)

    def close(self) -> None:
        """Answers what is inside, then hangs up on everybody: a proxy may keep its lines open for hours."""
        self._server.task_dispatcher.shutdown(cancel_pending=False, timeout=DRAIN_SECONDS)
        # In the thread that waits on these sockets, since closing them under its hands is an error there.
        self._server.trigger.pull_trigger(lambda: close_all(self._open, ignore_all=True))
        self._thread.join(DRAIN_SECONDS)


class HttpEntrance(HttpServer):
    """Serves Slack's signed requests at ``/slack/events``, and webhooks at their own paths where there are any."""

    def __init__(self, app: App, host: str, port: int, hooks: Mapping[str, Wsgi] | None = None) -> None:
        slack: Wsgi = SlackRequestHandler(app, path=PATH)  # type: ignore[assignment]  # its own names for the same shapes
        places = {PATH: slack, **(hooks or {})}
        super().__init__(by_path(places), host, port, most_bytes=MOST_BYTES)

    @property
    def address(self) -> str:
        """Where Slack's requests are taken, as seen from this machine."""
        return f"{self.base}{PATH}"


class SocketWithHooks:
    """Slack over Socket Mode, and beside it a small server for webhooks alone."""

    def __init__(self, socket: SocketEntrance, hooks: HttpServer) -> None:
        self._socket, self._hooks = socket, hooks

    @property
    def problem(self) -> str:
        return self._socket.problem

    @property
    def base(self) -> str:
        """Where webhooks come in, as seen from this machine."""
        return self._hooks.base

    def open(self) -> None:
        self._socket.open()
        self._hooks.open()

    def close(self) -> None:
        self._hooks.close()
        self._socket.close()
