"""The two ways Slack reaches us: a Socket Mode websocket that we open, or signed HTTP requests that we serve."""

import logging
import threading
import time
from http.client import HTTPException
from typing import Protocol

import waitress.server  # type: ignore[import-untyped]  # ships no types
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.outcomes import CALL_FAULTS, TOKEN_CODES, Refused, of_answer

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


class Entrance(Protocol):
    """``problem`` is empty, or says why nobody will ever come in: then the process should end."""

    problem: str

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


class HttpEntrance:
    """Serves Slack's signed requests at ``/slack/events``; TLS is the work of what stands in front."""

    def __init__(self, app: App, host: str, port: int) -> None:
        self.problem = ""
        self._server = waitress.server.create_server(
            SlackRequestHandler(app, path=PATH), host=host, port=port, threads=HTTP_THREADS, ident="liandong"
        )
        self._thread = threading.Thread(target=self._server.run, name="http", daemon=True)

    def open(self) -> None:
        self._thread.start()
        log.info("listening for Slack on %s", self.address)

    @property
    def address(self) -> str:
        """Where Slack's requests are taken, as seen from this machine."""
        return f"http://{self._server.effective_host}:{self._server.effective_port}{PATH}"

    def close(self) -> None:
        self._server.task_dispatcher.shutdown(cancel_pending=False, timeout=DRAIN_SECONDS)
        self._server.close()
        self._thread.join(DRAIN_SECONDS)
