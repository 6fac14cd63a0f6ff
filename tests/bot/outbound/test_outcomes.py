"""What a failed call means decides whether a message may be sent again, so every way to fail has its test."""

import socket
import ssl
from http.client import IncompleteRead, RemoteDisconnected
from urllib.error import URLError

import pytest

from bot.blocks.kit import Message
from bot.gateway import Gateway, web_client
from bot.outcomes import Ambiguous, RateLimited, Refused, Sent, Unsent, of_answer, of_transport

from .scripted_slack import Answer, ScriptedSlack, limited, refused

HELLO = Message("Hello", [])


@pytest.mark.parametrize(
    "error",
    [
        URLError(ConnectionRefusedError(111, "refused")),
        URLError(socket.gaierror(-2, "no such host")),
        URLError(OSError(101, "network is unreachable")),
        URLError(ssl.SSLCertVerificationError(1, "bad certificate")),
    ],
)
def test_a_connection_that_was_never_made_has_sent_nothing(error: Exception) -> None:
    assert isinstance(of_transport(error), Unsent)


@pytest.mark.parametrize(
    "error",
    [
        TimeoutError("timed out"),
        URLError(TimeoutError("timed out")),
        RemoteDisconnected("closed"),
        ConnectionResetError(104, "reset"),
        URLError(BrokenPipeError(32, "broken pipe")),
        IncompleteRead(b""),
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"),
    ],
)
def test_in_doubt_a_message_may_have_arrived(error: Exception) -> None:
    assert isinstance(of_transport(error), Ambiguous)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_server_error_leaves_it_open_whether_the_message_arrived(status: int) -> None:
    assert isinstance(of_answer(status, {}, {"ok": False, "error": "internal_error"}), Ambiguous)


def test_a_passing_refusal_is_tried_again() -> None:
    assert of_answer(200, {}, {"ok": False, "error": "service_unavailable"}) == Unsent("service_unavailable")


def test_a_refusal_names_slacks_code_and_the_scope_it_wants() -> None:
    answer = {"ok": False, "error": "missing_scope", "needed": "im:write"}
    assert of_answer(200, {}, answer) == Refused("missing_scope", "im:write")


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [({"Retry-After": "7"}, 7.0), ({"retry-after": ["3"]}, 3.0), ({}, 30.0), ({"Retry-After": "soon"}, 30.0)],
)
def test_a_rate_limit_says_how_long_to_wait(headers: dict[str, object], seconds: float) -> None:
    assert of_answer(429, headers, None) == RateLimited(seconds)


def test_over_the_wire_a_refused_connection_is_unsent() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    gateway = Gateway(web_client("xoxb-test", f"http://127.0.0.1:{port}/api/", timeout=1))
    assert isinstance(gateway.post("C1", HELLO), Unsent)


@pytest.mark.parametrize(
    "answer",
    [
        Answer(cut=True),
        Answer(seconds=1.5),
        Answer({"ok": False}, 500),
        Answer("<html>Bad gateway</html>", 502),
        Answer("<html>Sorry</html>"),
    ],
    ids=["cut", "timeout", "500", "502", "no JSON"],
)
def test_over_the_wire_an_unclear_answer_is_ambiguous_and_is_not_repeated(
    slack: ScriptedSlack, gateway: Gateway, answer: Answer
) -> None:
    slack.will("chat.postMessage", answer)
    assert isinstance(gateway.post("C1", HELLO), Ambiguous)
    assert len(slack.of("chat.postMessage")) == 1


def test_over_the_wire_a_rate_limit_and_a_refusal_are_told_apart(slack: ScriptedSlack, gateway: Gateway) -> None:
    slack.will("chat.postMessage", limited(4), refused("is_archived"))
    assert gateway.post("C1", HELLO) == RateLimited(4.0)
    assert gateway.post("C1", HELLO) == Refused("is_archived")
    assert isinstance(gateway.post("C1", HELLO), Sent)
