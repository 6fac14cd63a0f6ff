"""Reading a file that somebody gave us: only from Slack, only with patience, only text."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import pytest

from bot.download import MOST_BYTES, fetcher, nothing_to_fetch
from flows.errors import InvalidFields


class Shelf(BaseHTTPRequestHandler):
    """``/text`` is a text, ``/away`` leads elsewhere, ``/bytes`` is no text, ``/long`` has no end."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.headers["Authorization"])
        self.send_response({"/away": 302, "/gone": 404}.get(self.path, 200))
        if self.path == "/away":
            self.send_header("Location", "/text")
        self.end_headers()
        bodies = {"/text": "模板".encode(), "/bytes": b"\xff\xfe\x00", "/long": b"x" * (MOST_BYTES + 1)}
        self.wfile.write(bodies.get(self.path, b""))

    def log_message(self, *_: object) -> None:
        """Tests are quiet."""


@pytest.fixture
def address() -> Iterator[str]:
    Shelf.asked.clear()
    with HTTPServer(("127.0.0.1", 0), Shelf) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_text_is_read_with_our_token(address: str) -> None:
    assert fetcher("xoxb-1", f"{address}/api/")(f"{address}/text") == "模板"
    assert Shelf.asked == ["Bearer xoxb-1"]


@pytest.mark.parametrize("path", ["/away", "/gone", "/bytes", "/long"])
def test_what_is_no_short_text_at_that_very_place_is_unreadable(address: str, path: str) -> None:
    with pytest.raises(InvalidFields) as refused:
        fetcher("xoxb-1", f"{address}/api/")(f"{address}{path}")
    assert refused.value.fields == {"file": "unreadable"}
    assert len(Shelf.asked) == 1


@pytest.mark.parametrize(
    "given", ["http://files.slack.com/x", "https://slack.com.example.org/x", "https://example.org/x", "", "file:///etc"]
)
def test_our_token_goes_nowhere_but_to_slack(address: str, given: str) -> None:
    for url in (given, f"{address}/text"):
        with pytest.raises(InvalidFields):
            fetcher("xoxb-1", "https://slack.com/api/")(url)
    assert Shelf.asked == []


def test_a_desk_without_slack_reads_nothing() -> None:
    with pytest.raises(InvalidFields):
        nothing_to_fetch("https://files.slack.com/x")
