"""W3C's webhook from the wire to a hit: through the door that production opens, into the store, once."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import httpx
import pytest

from bot.config import Settings
from bot.doors import entrance_of
from bot.entrance import HttpEntrance
from bot.feeds.w3c import W3cVersions
from bot.webhooks import MOST_BYTES, PATH
from flows.lifecycle.upkeep import at_once
from flows.names import Actor
from flows.watches import commands as c
from flows.watches import taking
from flows.watches.hits import Found
from flows.watches.snapshots import Sighting, first_seen
from flows.watches.usecases import perform_watch
from flows.watches.watches import Scope
from tests.bot.feeds.samples import W3C_VERSION, as_bytes, observed
from tests.bot.inbound.office import LIN, WANG, Office
from tests.bot.inbound.payloads import TEAM
from tests.flows.watches.observed import plan

SECRET = "a secret of some length"
FEED = "w3c:preload"


@dataclass
class Door:
    """The running endpoint over an office with one watch on ``w3c:preload``."""

    office: Office
    project: str
    url: str

    def send(self, body: bytes, secret: str = SECRET) -> int:
        signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        headers = {"X-W3C-Webhook-Signature-256": signature}
        return httpx.post(self.url, content=body, headers=headers, trust_env=False).status_code

    def hits(self) -> list[Found]:
        with self.office.store.read() as reads:
            return list(reads.hits_of(TEAM, self.project, limit=9))


@pytest.fixture
def door(office: Office) -> Iterator[Door]:
    project, desk = office.create(), office.desk
    settings = Settings(
        _env_file=None,
        LIANDONG_WEBHOOK_SECRET=SECRET,
        LIANDONG_TRANSPORT="http",
        LIANDONG_HTTP_PORT="0",
        SLACK_SIGNING_SECRET="s",
    )  # type: ignore[call-arg]  # pydantic-settings' own argument
    around = taking.Desk(
        store=office.store, team_id=TEAM, now=office.clock.now(), today=office.clock.now().date(), new_id=desk.new_id,
        next_for=at_once,
    )  # fmt: skip
    with office.store.write() as uow:
        command = c.StartWatch(project_id=project, plan=plan(owner=WANG, scope=Scope(sources=(FEED,))))
        perform_watch(command, actor=Actor(TEAM, LIN), uow=uow, desk=around, request_key="start")
    entrance = entrance_of(replace(desk, settings=settings), settings, at_once)
    assert isinstance(entrance, HttpEntrance)
    entrance.open()
    yield Door(office, project, entrance.base + PATH)
    entrance.close()


def delivery(door: Door, **version: Any) -> bytes:
    at = door.office.clock.now().timestamp()
    return as_bytes({"event": "tr.published", "microtime": at, "specVersion": {**W3C_VERSION, **version}})


def test_a_signed_delivery_is_one_hit_of_the_watch_and_again_none(door: Door) -> None:
    body = delivery(door)
    assert [door.send(body) for _ in range(2)] == [200, 200]
    (found,) = door.hits()
    assert (found.event.kind, found.event.subject.ref) == ("standard.published", "preload")
    assert door.send(delivery(door, title="Preload again")) == 200  # another delivery about the same version
    assert len(door.hits()) == 1


def test_what_the_webhook_told_is_no_news_when_the_source_is_looked_at(door: Door) -> None:
    door.send(delivery(door))
    page = as_bytes({"_links": {}, "_embedded": {"version-history": [W3C_VERSION]}})
    with door.office.store.read() as reads:
        known = reads.fingerprints(TEAM, FEED)
    seen = observed(W3cVersions("preload"), page)
    again = first_seen(known, seen, observed_at=door.office.clock.now())
    assert [event for one in again if isinstance(one, Sighting) for event in one.events] == []


def test_each_version_is_a_hit_of_its_own_and_other_specifications_are_none(door: Door) -> None:
    later = "https://www.w3.org/TR/2026/WD-preload-20261124/"
    door.send(delivery(door))
    assert door.send(delivery(door, uri=later, date="2026-11-24")) == 200
    assert len(door.hits()) == 2
    other = {"uri": "https://www.w3.org/TR/2026/WD-x-20261124/", "shortlink": "https://www.w3.org/TR/x/"}
    assert door.send(delivery(door, **other)) == 200
    assert len(door.hits()) == 2


def test_nothing_comes_in_that_is_not_signed_whole_or_about_a_version(door: Door) -> None:
    body = delivery(door)
    assert door.send(body, secret="another secret") == 401
    assert httpx.post(door.url, content=body, trust_env=False).status_code == 401
    assert door.send(body[:-1]) == 400
    assert door.send(b"x" * (MOST_BYTES + 1)) == 413
    assert door.send(json.dumps({"event": "tr.published", "specVersion": {"title": "x"}}).encode()) == 202
    assert door.hits() == []


def test_a_paused_watch_tells_nothing_and_holds_what_came(door: Door) -> None:
    with door.office.store.read() as reads:
        (watch,) = reads.watches_on(TEAM, FEED)
    around = taking.Desk(
        store=door.office.store, team_id=TEAM, now=door.office.clock.now(), today=door.office.clock.now().date(),
        new_id=door.office.desk.new_id, next_for=at_once,
    )  # fmt: skip
    with door.office.store.write() as uow:
        pause = c.PauseWatch(project_id=door.project, watch_id=watch.id)
        perform_watch(pause, actor=Actor(TEAM, LIN), uow=uow, desk=around, request_key="pause")
    assert door.send(delivery(door)) == 200
    assert door.hits() == []
    with door.office.store.read() as reads:
        assert len(reads.held(watch)) == 1
