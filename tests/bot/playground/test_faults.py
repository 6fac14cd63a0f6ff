"""Faults: each kind does what it says, to the calls it names, as often as asked."""

import time
from collections.abc import Callable
from http.client import RemoteDisconnected

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from .raw_app import Json, modal


def arm(control: httpx.Client, **fault: object) -> None:
    assert control.post("/control/faults", json=fault).status_code == 200


def texts(control: httpx.Client) -> list[str]:
    return [m["text"] for m in control.get("/control/messages").json()["messages"]]


def test_ratelimited_answers_429_with_retry_after(http: httpx.Client, web: WebClient) -> None:
    arm(http, kind="ratelimited", method="chat.postMessage", retry_after=7)
    with pytest.raises(SlackApiError) as caught:
        web.chat_postMessage(channel="C0RADAR", text="x")
    assert (caught.value.response.status_code, caught.value.response.headers["retry-after"]) == (429, "7")
    assert texts(http) == []
    assert web.chat_postMessage(channel="C0RADAR", text="y")["ok"]


def test_http500_has_no_effect_and_no_json(http: httpx.Client, web: WebClient) -> None:
    arm(http, kind="http500")
    with pytest.raises(SlackApiError) as caught:
        web.chat_postMessage(channel="C0RADAR", text="x")
    assert caught.value.response.status_code == 500
    assert texts(http) == []


@pytest.mark.parametrize(("kind", "posted"), [("drop_before", []), ("drop_after", ["x"])])
def test_a_dropped_connection_happens_before_or_after_the_effect(
    http: httpx.Client, web: WebClient, kind: str, posted: list[str]
) -> None:
    arm(http, kind=kind, method="chat.postMessage")
    with pytest.raises((RemoteDisconnected, ConnectionResetError)):
        web.chat_postMessage(channel="C0RADAR", text="x")
    assert texts(http) == posted


@pytest.mark.parametrize(("when", "early"), [("before", []), ("after", ["x"])])
def test_slow_waits_before_or_after_the_effect(http: httpx.Client, web: WebClient, when: str, early: list[str]) -> None:
    arm(http, kind="slow", seconds=0.5, when=when, method="chat.postMessage")
    impatient = httpx.Client(base_url=web.base_url, trust_env=False, timeout=0.2)
    headers = {"authorization": "Bearer xoxb-playground"}
    with impatient, pytest.raises(httpx.ReadTimeout):
        impatient.post("chat.postMessage", json={"channel": "C0RADAR", "text": "x"}, headers=headers)
    assert texts(http) == early
    time.sleep(0.5)
    assert texts(http) == ["x"]


def test_error_answers_with_the_code(http: httpx.Client, web: WebClient) -> None:
    arm(http, kind="error", error="is_archived", method="chat.postMessage", channel="C0RADAR", times=2)
    assert web.chat_postMessage(channel="C0GENERAL", text="elsewhere")["ok"]
    for _ in range(2):
        with pytest.raises(SlackApiError) as caught:
            web.chat_postMessage(channel="C0RADAR", text="x")
        assert caught.value.response["error"] == "is_archived"
    assert web.chat_postMessage(channel="C0RADAR", text="x")["ok"]


def test_views_and_reads_can_fail_too(http: httpx.Client, web: WebClient) -> None:
    arm(http, kind="error", error="internal_error", method="views.publish")
    arm(http, kind="error", error="fatal_error", method="users.info")
    with pytest.raises(SlackApiError, match="internal_error"):
        web.views_publish(user_id="U0LIN", view={"type": "home", "blocks": []})
    with pytest.raises(SlackApiError, match="fatal_error"):
        web.users_info(user="U0LIN")


def test_faults_can_be_listed_and_cleared(http: httpx.Client, web: WebClient) -> None:
    arm(http, kind="http500", times=9)
    assert http.get("/control/faults").json()["faults"][0]["times"] == 9
    assert http.delete("/control/faults").json()["faults"] == []
    assert web.auth_test()["ok"]


def test_a_fault_shows_in_the_traffic(http: httpx.Client, web: WebClient, traffic: Callable[[str], list[Json]]) -> None:
    arm(http, kind="error", error="fatal_error", method="auth.test")
    with pytest.raises(SlackApiError):
        web.auth_test()
    assert [(e["fault"], e["outcome"]) for e in traffic("auth.test")] == [("error", "fatal_error")]


@pytest.mark.parametrize(
    "wrong", [{"kind": "explode"}, {"kind": "error", "colour": "red"}, {"kind": "slow", "when": "x"}]
)
def test_unknown_faults_are_refused(http: httpx.Client, wrong: Json) -> None:
    assert http.post("/control/faults", json=wrong).status_code == 400
    assert http.get("/control/faults").json()["faults"] == []


def test_the_traffic_is_numbered_and_can_be_read_on(http: httpx.Client, web: WebClient) -> None:
    web.auth_test()
    last = http.get("/control/traffic").json()["last"]
    web.team_info()
    later = http.get("/control/traffic", params={"since": last}).json()["traffic"]
    assert [entry["name"] for entry in later] == ["team.info"]


def test_a_refused_view_is_a_failure_in_the_traffic(web: WebClient, traffic: Callable[[str], list[Json]]) -> None:
    with pytest.raises(SlackApiError):
        web.views_open(trigger_id="x", view={**modal(), "title": None})
    assert "missing required field: title" in str(traffic("views.open")[0]["failures"])
