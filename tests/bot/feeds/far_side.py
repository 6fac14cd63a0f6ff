"""A far side on the loopback address that answers as told, whole or broken, and remembers what it was asked."""

import gzip
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from bot.clock import SystemClock
from bot.feeds.asks import Ask, Limits
from bot.feeds.fetcher import Fetcher
from bot.feeds.manners import HostPace


@dataclass
class Asked:
    """One request as it arrived. Header names are lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Says:
    """What a path answers. ``cut_after`` closes the connection after so many bytes; ``drip`` waits between bytes."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cut_after: int | None = None
    drip: float = 0.0
    wait: float = 0.0


Script = Says | list[Says] | Callable[[Asked], Says]


class FarSide:
    """``will`` tells a path what to say: always the same, one after the other (the last for ever), or a function."""

    def __init__(self, *, tls: ssl.SSLContext | None = None) -> None:
        self.asked: list[Asked] = []
        self._scripts: dict[str, Script] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        if tls is not None:
            # The handshake belongs to the request's own thread, where a refusal ends nothing but itself.
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def will(self, path: str, script: Script) -> str:
        """Returns the address of the path."""
        self._scripts[path] = script
        return self.url(path)

    def answer(self, asked: Asked) -> Says:
        self.asked.append(asked)
        script = self._scripts.get(asked.path) or self._scripts.get(asked.path.partition("?")[0])
        if script is None:
            return Says(status=404)
        if isinstance(script, list):
            return script.pop(0) if len(script) > 1 else script[0]
        return script(asked) if callable(script) else script

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(far_side: FarSide) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:  # the name that the library calls
            length = int(self.headers.get("content-length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            says = far_side.answer(Asked(self.command, self.path, headers, self.rfile.read(length)))
            time.sleep(says.wait)
            self.send_response(says.status)
            self.send_header("content-length", str(len(says.body)))
            for name, value in says.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self._send(says)
            self.close_connection = True

        do_POST = do_GET  # noqa: N815  # the name that the library calls

        def _send(self, says: Says) -> None:
            body = says.body if says.cut_after is None else says.body[: says.cut_after]
            try:
                if not says.drip:
                    self.wfile.write(body)
                    return
                for byte in body:
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    time.sleep(says.drip)
            except OSError:
                return  # the reader had enough

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:
                return  # the reader went away, or did not trust us

        def log_message(self, *_: object) -> None:
            """Quiet."""

    return Handler


@contextmanager
def far_side() -> Iterator[FarSide]:
    server = FarSide()
    try:
        yield server
    finally:
        server.close()


def fetcher(*servers: FarSide, waits: list[float] | None = None) -> Fetcher:
    """One that may ask these servers and never really waits; what it would have waited is added to ``waits``."""
    noted = [] if waits is None else waits
    return Fetcher(
        clock=SystemClock(),
        pace=HostPace(0.0, sleep=noted.append),
        listed=frozenset(server.host for server in servers),
    )


def ask(url: str, *, seconds: float = 5.0, most: int = 1024 * 1024, total: float = 10.0) -> Ask:
    return Ask(source="test", url=url, limits=Limits(most_bytes=most, read_seconds=seconds, total_seconds=total))


def bomb(unpacked: int) -> bytes:
    """A gzip file that unpacks to so many zeros."""
    return gzip.compress(bytes(unpacked), compresslevel=9)
