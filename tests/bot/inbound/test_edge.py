"""The edge of the app: nothing stays unacknowledged, nothing fails silently, nobody gets in without a signature."""

import json
import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from slack_bolt import BoltRequest
from slack_sdk.signature import SignatureVerifier

from bot.ids import Act, Form, Pick, Ref, Shortcut
from flows.errors import DatabaseBusy
from flows.ports import Reads, Store, UnitOfWork
from tests.bot.inbound import payloads
from tests.bot.inbound.office import EMMA, LIN, SIGNING_SECRET, Office
from tests.bot.inbound.payloads import Json, click, click_at_home, command, dm, home_opened, submission, suggestion
from tests.databases import ready_store


class FailingStore:
    """A store whose transactions fail as told; otherwise the real one beneath it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.on_read: Exception | None = None
        self.on_write: Exception | None = None

    @contextmanager
    def read(self) -> Iterator[Reads]:
        if self.on_read:
            raise self.on_read
        with self._store.read() as reads:
            yield reads

    @contextmanager
    def write(self) -> Iterator[UnitOfWork]:
        if self.on_write:
            raise self.on_write
        with self._store.write() as uow:
            yield uow

    def verify_history(self) -> tuple[str, ...]:
        return self._store.verify_history()

    def close(self) -> None:
        self._store.close()


@pytest.fixture
def failing(tmp_path: Path) -> FailingStore:
    return FailingStore(ready_store(f"sqlite:///{tmp_path / 'liandong.db'}"))


@pytest.fixture
def office(tmp_path: Path, failing: FailingStore) -> Iterator[Office]:
    made = Office(tmp_path, store=failing)
    yield made
    made.store.close()


UNKNOWN: list[Callable[[], Json]] = [
    lambda: {**click(Act.EDIT, Ref(), EMMA), "actions": [{"type": "button", "action_id": "x", "block_id": "b"}]},
    lambda: submission("form.of_tomorrow", Ref(), {}, EMMA),
    lambda: submission(Form.INFO, Ref(), {}, EMMA),
    lambda: payloads.closed(Form.EDIT, EMMA),
    lambda: suggestion("pick.of_tomorrow", "", EMMA),
    lambda: payloads.shortcut("shortcut.of_tomorrow", EMMA),
    lambda: payloads.event({"type": "event_of_tomorrow"}),
    lambda: {**command("help", EMMA), "command": "/other"},
]


@pytest.mark.parametrize("body", UNKNOWN)
def test_what_we_do_not_know_is_acknowledged_all_the_same(office: Office, body: Callable[[], Json]) -> None:
    office.send(body())
    assert not office.slack.views


REFUSED: list[tuple[Callable[[], Json], str]] = [
    (lambda: command("list", EMMA), "Too much is happening"),
    (lambda: click(Act.ACCEPT, Ref(project_id="prj_1"), EMMA), "Too much is happening"),
    (lambda: click_at_home(Act.ACCEPT, Ref(project_id="prj_1"), EMMA), "Too much is happening"),
    (lambda: submission(Form.STOP, Ref(project_id="prj_1"), {"reason": payloads.text("x")}, EMMA), "Too much"),
    (lambda: payloads.shortcut(Shortcut.NEW, EMMA), "Too much is happening"),
    (lambda: suggestion(Pick.DELIVERABLE, "", EMMA), "{'options': []}"),
]


@pytest.mark.parametrize(("body", "words"), REFUSED)
def test_a_busy_database_is_told_in_words(
    office: Office, failing: FailingStore, body: Callable[[], Json], words: str
) -> None:
    failing.on_read = failing.on_write = DatabaseBusy("liandong.db")
    ack = office.send(body())
    assert words in f"{ack} {office.slack.answers} {office.slack.views}"


def test_an_event_that_met_a_busy_database_comes_again(office: Office, failing: FailingStore) -> None:
    body = home_opened(EMMA)
    failing.on_write = DatabaseBusy("liandong.db")
    office.send(body, status=503)
    failing.on_write = None
    office.send(body)
    with office.store.read() as reads:
        assert reads.home_openers(payloads.TEAM, [EMMA]) == (EMMA,)


def test_a_form_keeps_its_text_where_trying_again_may_help(office: Office, failing: FailingStore) -> None:
    failing.on_write = DatabaseBusy("liandong.db")
    ack = office.send(submission(Form.STOP, Ref(project_id="prj_1"), {"reason": payloads.text("long")}, EMMA))
    assert ack["response_action"] == "errors"
    assert list(ack["errors"]) == ["reason"]


@pytest.mark.parametrize(
    "body",
    [
        lambda: click(Act.ACCEPT, Ref(project_id="prj_1"), LIN),
        lambda: click_at_home(Act.ACCEPT, Ref(project_id="prj_1"), LIN),
        lambda: submission(Form.STOP, Ref(project_id="prj_1"), {"reason": payloads.text("x")}, LIN),
        lambda: dm("hello", LIN),
    ],
)
def test_an_unexpected_error_shows_the_reference_that_the_log_has(
    office: Office, failing: FailingStore, body: Callable[[], Json], caplog: pytest.LogCaptureFixture
) -> None:
    failing.on_write = sqlite3.IntegrityError("a mistake of ours")
    with caplog.at_level(logging.ERROR):
        ack = office.send(body())
    (record,) = [r for r in caplog.records if r.exc_info and r.exc_info[0] is sqlite3.IntegrityError]
    reference = str(record.args[0]) if isinstance(record.args, tuple) else ""
    assert len(reference) == 6
    assert reference in f"{ack} {office.slack.answers} {office.slack.views} {office.slack.posts}"
    assert "a mistake of ours" not in f"{ack}"


def test_even_where_the_sender_cannot_be_looked_up_there_are_words(office: Office, failing: FailingStore) -> None:
    failing.on_read = sqlite3.IntegrityError("a mistake of ours")
    ack = office.send(command("list", LIN))
    assert "Something went wrong on our side" in ack["text"]
    assert ack["response_type"] == "ephemeral"


def signed(body: Json, secret: str, *, age: int = 0) -> BoltRequest:
    text, timestamp = urlencode(body), str(int(time.time()) - age)
    signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=text)
    return BoltRequest(
        body=text,
        headers={
            "content-type": ["application/x-www-form-urlencoded"],
            "x-slack-signature": [signature or ""],
            "x-slack-request-timestamp": [timestamp],
        },
    )


def test_a_signed_request_over_http_is_answered(office: Office) -> None:
    response = office.app.dispatch(signed(command("help", EMMA), SIGNING_SECRET))
    assert response.status == 200
    assert "/liandong" in json.loads(response.body)["text"]
    assert response.headers["content-type"] == ["application/json;charset=utf-8"]


@pytest.mark.parametrize(("secret", "age"), [("forged", 0), (SIGNING_SECRET, 361)])
def test_a_forged_or_old_request_is_turned_away(office: Office, secret: str, age: int) -> None:
    assert office.app.dispatch(signed(command("help", EMMA), secret, age=age)).status == 401


def test_few_listeners_stand_before_any_payload(office: Office) -> None:
    assert len(office.app._listeners) <= 7, "each that Bolt tries in vain costs every request 15 us"
