"""Over a real socket: only what W3C signed comes in, once, and neither too large nor from another time."""

import hashlib
import hmac
import json
import logging
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from bot.entrance import HttpEntrance, HttpServer
from bot.webhooks import MOST_BYTES, PATH, W3cWebhook, by_path, remembering
from flows.errors import DatabaseBusy
from flows.watches.observations import Observation
from flows.watches.subjects import Standard
from tests.bot.feeds.samples import W3C_VERSION
from tests.databases import ready_store

SECRET = "a secret of some length"
NUMBERS = count(1)
NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)


class Fixed:
    """A clock that stands."""

    def now(self) -> datetime:
        return NOW


@dataclass
class Kept:
    """What came through, and how the store behaves."""

    seen: list[Observation] = field(default_factory=list)
    busy: bool = False

    def keep(self, _uow: object, seen: Observation, _now: datetime) -> None:
        if self.busy:
            raise DatabaseBusy("liandong.db")
        self.seen.append(seen)


@dataclass
class Door:
    """The running endpoint and what it kept."""

    url: str
    kept: Kept
    line: httpx.Client

    def send(self, body: bytes, signature: str | None = None, **request: Any) -> int:
        given = sign(body) if signature is None else signature
        headers = {"X-W3C-Webhook-Signature-256": given} if given else {}
        return self.line.post(self.url, content=body, headers=headers, **request).status_code


def sign(body: bytes, secret: str = SECRET) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def delivery(at: datetime | None = NOW, **version: Any) -> bytes:
    """No two are the same: the store remembers each for ever."""
    title = {"title": f"Preload {next(NUMBERS)}"}
    payload: dict[str, Any] = {"event": "tr.published", "specVersion": {**W3C_VERSION, **title, **version}}
    return json.dumps(payload | ({"microtime": at.timestamp()} if at else {})).encode()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """One server for all tests: stopping one takes a second."""
    folder = tmp_path_factory.mktemp("webhooks")
    store, kept = ready_store(f"sqlite:///{folder / 'liandong.db'}"), Kept()
    hook = W3cWebhook(secret=SECRET, take=remembering(store, "T1", Fixed(), kept.keep), clock=Fixed())
    server = HttpServer(by_path({PATH: hook}), "127.0.0.1", 0, most_bytes=MOST_BYTES)
    server.open()
    with httpx.Client(trust_env=False) as line:
        yield Door(server.base + PATH, kept, line)
    server.close()
    store.close()


@pytest.fixture
def door(served: Door) -> Door:
    served.kept.seen.clear()
    served.kept.busy = False
    return served


def test_a_signed_delivery_comes_in_and_the_same_one_again_does_nothing(door: Door) -> None:
    body = delivery()
    assert [door.send(body) for _ in range(3)] == [200, 200, 200]
    (seen,) = door.kept.seen
    assert isinstance(seen.subject, Standard)
    assert seen.happening == "published"
    assert door.send(delivery(title="Other")) == 200
    assert len(door.kept.seen) == 2


def test_what_is_not_signed_with_our_secret_stays_outside_and_nobody_is_told_why(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    body = delivery()
    good = sign(body)
    with caplog.at_level(logging.DEBUG):
        for wrong in ("", "x", good[:-1], good + "0", sign(body, "another secret"), sign(body + b" "), "é"):
            answer = door.line.post(door.url, content=body, headers={b"X-W3C-Webhook-Signature-256": wrong.encode()})
            assert (answer.status_code, answer.content) == (401, b"")
    assert door.kept.seen == []
    assert SECRET not in caplog.text
    assert good not in caplog.text


@pytest.mark.parametrize(
    ("age", "status"),
    [
        (timedelta(days=2), 200), (timedelta(days=4), 400), (timedelta(minutes=-5), 200), (timedelta(hours=-1), 400),
    ],
)  # fmt: skip
def test_a_recorded_delivery_of_another_time_is_refused(door: Door, age: timedelta, status: int) -> None:
    assert door.send(delivery(NOW - age)) == status
    assert len(door.kept.seen) == (status == 200)


def test_a_delivery_without_a_time_counts_once(door: Door) -> None:
    body = delivery(None)
    assert [door.send(body) for _ in range(2)] == [200, 200]
    assert len(door.kept.seen) == 1


@pytest.mark.parametrize("microtime", ["NaN", "1e999", "-1", "true", '"now"', "null", "[]"])
def test_an_odd_time_breaks_nothing(door: Door, microtime: str) -> None:
    body = b'{"event": "tr.published", "microtime": %s}' % microtime.encode()
    assert door.send(body) in (202, 400)
    assert door.kept.seen == []


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 400), (b"{", 400), (b"[1]", 400), (b'{"event": "tr.published"}', 202), (b"\xff\xfe", 400)],
)
def test_a_signed_body_that_makes_no_sense_is_told_apart_from_a_good_one(door: Door, body: bytes, status: int) -> None:
    assert door.send(body) == status
    assert door.kept.seen == []


def test_a_body_over_the_cap_is_not_read(door: Door) -> None:
    assert door.send(b"x" * (MOST_BYTES + 1)) == 413
    assert door.send(b" " * (MOST_BYTES - 10)) == 400  # read, signed, and no JSON
    host = urlsplit(door.url)
    with socket.create_connection((host.hostname or "", host.port or 0), timeout=5) as line:
        line.sendall(f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n".encode())
        assert b" 413 " in line.recv(200)


def test_only_post_and_only_this_path(door: Door) -> None:
    assert door.line.get(door.url).status_code == 405
    assert door.line.post(door.url + "/more", content=delivery()).status_code == 404
    assert door.line.post(door.url.removesuffix(PATH), content=delivery()).status_code == 404


def test_a_busy_store_asks_to_come_again_and_then_takes_it(door: Door) -> None:
    body = delivery()
    door.kept.busy = True
    assert door.send(body) == 503
    door.kept.busy = False
    assert door.send(body) == 200
    assert len(door.kept.seen) == 1


def test_there_is_no_endpoint_without_a_secret() -> None:
    with pytest.raises(ValueError, match="secret"):
        W3cWebhook(secret="", take=lambda _seen, _key: True, clock=Fixed())


def test_slack_and_webhooks_share_one_port_and_stay_apart(door: Door) -> None:
    """In HTTP mode the same server answers both."""
    from slack_bolt import App  # noqa: PLC0415 -- only here

    app = App(token="xoxb-x", signing_secret="s", token_verification_enabled=False)
    hook = W3cWebhook(secret=SECRET, take=lambda _seen, _key: True, clock=Fixed())
    entrance = HttpEntrance(app, "127.0.0.1", 0, {PATH: hook})
    entrance.open()
    try:
        assert Door(entrance.base + PATH, door.kept, door.line).send(delivery()) == 200
        assert door.line.post(entrance.address, content=b"{}").status_code == 401
        assert door.line.post(entrance.base + "/", content=b"").status_code == 404
    finally:
        entrance.close()
