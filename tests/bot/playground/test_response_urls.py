"""Response URLs: five posts, thirty virtual minutes, replacing and deleting."""

from collections.abc import Callable

import httpx

from .raw_app import Json, Person, RawApp, button, plain


def url_of_command(app: RawApp, person: Person) -> str:
    person.command("/liandong help")
    return str(app.of_type("slash_commands")[-1]["payload"]["response_url"])


def url_of_press(app: RawApp, person: Person, ts: str) -> str:
    person.post("action", channel="C0RADAR", ts=ts, action_id="press")
    return str(app.of_type("block_actions")[-1]["payload"]["response_url"])


def posted(app: RawApp) -> str:
    blocks = [{"type": "actions", "elements": [button()]}]
    return str(app.api("chat.postMessage", channel="C0RADAR", text="x", blocks=blocks)["ts"])


def test_an_answer_is_for_one_person_unless_it_says_otherwise(app: RawApp, lin: Person, emma: Person) -> None:
    url = url_of_command(app, lin)
    assert app.http.post(url, json={"text": "yours"}).text == "ok"
    app.http.post(url, json={"text": "everyones", "response_type": "in_channel"})
    assert [m["text"] for m in lin.messages("C0RADAR")] == ["yours", "everyones"]
    assert [m["text"] for m in emma.messages("C0RADAR")] == ["everyones"]


def test_five_posts_are_the_most(app: RawApp, lin: Person) -> None:
    url = url_of_command(app, lin)
    answers = [app.http.post(url, json={"text": str(n)}) for n in range(6)]
    assert [a.status_code for a in answers] == [200] * 5 + [404]
    assert answers[-1].text == "used_url"
    assert len(lin.messages("C0RADAR")) == 5


def test_thirty_virtual_minutes_are_the_longest(app: RawApp, lin: Person, http: httpx.Client) -> None:
    url = url_of_command(app, lin)
    http.post("/control/clock", json={"advance_seconds": 29 * 60})
    assert app.http.post(url, json={"text": "in time"}).status_code == 200
    http.post("/control/clock", json={"advance_seconds": 2 * 60})
    assert app.http.post(url, json={"text": "late"}).text == "expired_url"


def test_an_invented_url_is_refused(app: RawApp) -> None:
    assert app.http.post("/response/invented", json={"text": "x"}).status_code == 404


def test_the_message_that_was_pressed_can_be_replaced_and_deleted(app: RawApp, lin: Person, emma: Person) -> None:
    ts = posted(app)
    url = url_of_press(app, lin, ts)
    app.http.post(url, json={"text": "pressed", "replace_original": True})
    shown = emma.messages("C0RADAR")[0]
    assert (shown["ts"], shown["text"], shown["blocks"]) == (ts, "pressed", [])
    app.http.post(url, json={"delete_original": True})
    assert emma.messages("C0RADAR") == []


def test_an_ephemeral_message_changes_this_way(app: RawApp, lin: Person) -> None:
    blocks = [{"type": "actions", "elements": [button()]}]
    ts = app.api("chat.postEphemeral", channel="C0RADAR", user="U0LIN", text="x", blocks=blocks)["message_ts"]
    url = url_of_press(app, lin, ts)
    payload = app.of_type("block_actions")[0]["payload"]
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload
    app.http.post(url, json={"text": "changed", "replace_original": True})
    assert [(m["ts"], m["text"], m["ephemeral"]) for m in lin.messages("C0RADAR")] == [(ts, "changed", True)]
    app.http.post(url, json={"delete_original": True})
    assert lin.messages("C0RADAR") == []


def test_without_replacing_the_original_stays(app: RawApp, lin: Person) -> None:
    ts = posted(app)
    app.http.post(url_of_press(app, lin, ts), json={"text": "also this", "replace_original": False})
    assert [m["text"] for m in lin.messages("C0RADAR")] == ["x", "also this"]


def test_unusable_answers_are_refused_and_logged(
    app: RawApp, lin: Person, traffic: Callable[[str], list[Json]]
) -> None:
    url = url_of_command(app, lin)
    header = {"type": "header", "text": plain("x" * 151)}
    for body, error in (
        ({}, "no_text"),
        ({"text": "x", "blocks": [header]}, "invalid_blocks"),
        ({"txt": "x"}, "invalid_arguments"),
    ):
        answer = app.http.post(url, json=body)
        assert (answer.status_code, answer.text) == (400, error)
    assert [e["outcome"] for e in traffic(url.rpartition("/")[2])] == ["no_text", "invalid_blocks", "invalid_arguments"]
    assert lin.messages("C0RADAR") == []
