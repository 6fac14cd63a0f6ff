"""Modals and App Homes: triggers, stacks, hashes, submissions and what the app may answer."""

import time
from typing import Any

import httpx
import pytest

from bot.playground.rules import Rules

from .raw_app import Json, Person, RawApp, button, eventually, modal, plain, text_input

HOME: Json = {"type": "home", "blocks": [{"type": "actions", "elements": [button("go", "v")]}]}


def trigger(app: RawApp, person: Person) -> str:
    """A fresh trigger id, from a command."""
    before = len(app.of_type("slash_commands"))
    person.command("/liandong form")
    app.wait_for(lambda: len(app.of_type("slash_commands")) > before)
    return str(app.of_type("slash_commands")[-1]["payload"]["trigger_id"])


def opened(app: RawApp, person: Person, view: Json | None = None) -> Json:
    """A modal open on a person's screen."""
    answer = app.api("views.open", trigger_id=trigger(app, person), view=view or modal())
    assert answer["ok"], answer
    return dict(answer["view"])


def answering(app: RawApp, payload: Json) -> None:
    """Answer submissions with a payload, the rest with nothing."""
    app.reply = lambda envelope: payload if envelope["payload"].get("type") == "view_submission" else {}


class TestTriggers:
    def test_a_trigger_opens_one_modal(self, app: RawApp, lin: Person) -> None:
        trigger_id = trigger(app, lin)
        assert app.api("views.open", trigger_id=trigger_id, view=modal())["ok"]
        assert app.api("views.open", trigger_id=trigger_id, view=modal())["error"] == "exchanged_trigger_id"
        assert len(lin.views()) == 1

    def test_a_trigger_expires(self, app: RawApp, lin: Person, rules: Rules) -> None:
        rules.change({"trigger_seconds": 0.2})
        trigger_id = trigger(app, lin)
        time.sleep(0.3)
        assert app.api("views.open", trigger_id=trigger_id, view=modal())["error"] == "expired_trigger_id"
        assert lin.views() == []

    def test_triggers_expire_in_real_time_not_in_virtual_time(
        self, app: RawApp, lin: Person, http: httpx.Client
    ) -> None:
        trigger_id = trigger(app, lin)
        http.post("/control/clock", json={"advance_seconds": 86_400})
        assert app.api("views.open", trigger_id=trigger_id, view=modal())["ok"]

    def test_an_invented_trigger_is_refused(self, app: RawApp) -> None:
        assert app.api("views.open", trigger_id="1.2.3", view=modal())["error"] == "invalid_trigger_id"
        assert app.api("views.open", view=modal())["error"] == "invalid_arguments"

    def test_a_refused_view_does_not_use_up_the_trigger(self, app: RawApp, lin: Person) -> None:
        trigger_id = trigger(app, lin)
        refused = app.api("views.open", trigger_id=trigger_id, view=modal(title=plain("x" * 25)))
        assert refused["error"] == "invalid_arguments"
        assert "/view/title/text" in refused["response_metadata"]["messages"][0]
        assert app.api("views.open", trigger_id=trigger_id, view=modal())["ok"]

    def test_a_view_may_come_as_json_text(self, app: RawApp, lin: Person) -> None:
        view = '{"type": "modal", "title": {"type": "plain_text", "text": "T"}, "blocks": [{"type": "divider"}]}'
        assert app.api("views.open", trigger_id=trigger(app, lin), view=view)["ok"]


class TestSubmission:
    def test_the_payload_is_complete(self, app: RawApp, lin: Person) -> None:
        inputs: list[Json] = [
            text_input("name"),
            {**text_input("note"), "optional": True},
            _input("strand", "static_select", options=[_option("t"), _option("p")]),
            _input("who", "multi_users_select"),
            _input("when", "datepicker", initial_date="2026-12-01"),
            {**_input("file", "file_input"), "optional": True},
        ]
        view = opened(app, lin, modal(*inputs, private_metadata="prj_1|5"))
        values = {"name": "电池", "strand": "p", "who": ["U0CHEN", "U0EMMA"]}
        assert lin.post("view/submit", view_id=view["id"], values=values)["ok"]
        payload = app.wait_for_payload("view_submission")
        sent = payload["view"]
        assert sent["state"]["values"] == {
            "name": {"name": {"type": "plain_text_input", "value": "电池"}},
            "note": {"note": {"type": "plain_text_input", "value": None}},
            "strand": {"strand": {"type": "static_select", "selected_option": _option("p")}},
            "who": {"who": {"type": "multi_users_select", "selected_users": ["U0CHEN", "U0EMMA"]}},
            "when": {"when": {"type": "datepicker", "selected_date": "2026-12-01"}},
            "file": {"file": {"type": "file_input", "files": []}},
        }
        assert sent["private_metadata"] == "prj_1|5"
        assert (sent["root_view_id"], sent["previous_view_id"]) == (sent["id"], None)
        assert {"callback_id", "hash", "type", "app_id", "bot_id", "team_id", "external_id"} <= set(sent)
        assert payload["user"]["id"] == "U0LIN"
        assert payload["trigger_id"]
        assert payload["is_enterprise_install"] is False

    def test_an_empty_answer_closes_one_modal(self, app: RawApp, lin: Person) -> None:
        first = opened(app, lin)
        answering(app, {"response_action": "push", "view": modal(callback_id="second")})
        lin.post("view/submit", view_id=first["id"], values={"name": "x"})
        second = lin.views()[-1]
        answering(app, {})
        assert lin.post("view/submit", view_id=second["id"], values={"name": "y"})["ok"]
        assert [v["id"] for v in lin.views()] == [first["id"]]

    def test_errors_keep_the_modal_open_with_what_was_typed(self, app: RawApp, lin: Person) -> None:
        view = opened(app, lin)
        answering(app, {"response_action": "errors", "errors": {"name": "Taken."}})
        result = lin.post("view/submit", view_id=view["id"], values={"name": "x"})
        assert (result["ok"], result["errors"], result["refused_by"]) == (False, {"name": "Taken."}, "app")
        assert lin.views()[0]["state"]["values"]["name"]["name"]["value"] == "x"

    def test_update_push_and_clear(self, app: RawApp, lin: Person) -> None:
        view = opened(app, lin)
        answering(app, {"response_action": "update", "view": modal(callback_id="changed")})
        lin.post("view/submit", view_id=view["id"], values={"name": "x"})
        assert [(v["id"], v["callback_id"]) for v in lin.views()] == [(view["id"], "changed")]
        answering(app, {"response_action": "push", "view": modal(callback_id="above")})
        lin.post("view/submit", view_id=view["id"], values={"name": "x"})
        above = lin.views()[1]
        assert (above["root_view_id"], above["previous_view_id"]) == (view["id"], view["id"])
        answering(app, {"response_action": "clear"})
        lin.post("view/submit", view_id=above["id"], values={"name": "x"})
        assert lin.views() == []

    @pytest.mark.parametrize(
        ("answer", "error"),
        [
            ({"response_action": "errors", "errors": {"other": "No such block."}}, "invalid_errors"),
            ({"response_action": "errors", "errors": {}}, "invalid_errors"),
            ({"response_action": "update", "view": modal(title=plain("x" * 25))}, "invalid_arguments"),
            ({"response_action": "update"}, "invalid_arguments"),
            ({"response_action": "explode"}, "invalid_response_action"),
            ({"text": "answers are not for modals"}, "invalid_response_action"),
        ],
    )
    def test_an_answer_slack_cannot_follow_leaves_the_modal(
        self, app: RawApp, lin: Person, answer: Json, error: str, traffic: Any
    ) -> None:
        view = opened(app, lin)
        answering(app, answer)
        assert lin.post("view/submit", view_id=view["id"], values={"name": "x"})["error"] == error
        assert [v["id"] for v in lin.views()] == [view["id"]]
        assert [e["failures"] for e in traffic("submit:form") if e["kind"] == "answer"] != [[]]

    def test_no_answer_leaves_the_modal(self, app: RawApp, lin: Person, rules: Rules) -> None:
        view = opened(app, lin)
        rules.change({"ack_seconds": 0.1})
        app.reply = lambda _: None
        assert lin.post("view/submit", view_id=view["id"], values={"name": "x"})["error"] == "operation_timeout"
        assert len(lin.views()) == 1

    def test_the_client_itself_asks_for_what_is_missing(self, app: RawApp, lin: Person) -> None:
        view = opened(app, lin)
        result = lin.post("view/submit", view_id=view["id"], values={})
        assert result["errors"] == {"name": "Please complete this required field."}
        assert result["refused_by"] == "client"
        assert app.of_type("view_submission") == []

    def test_a_modal_without_submit_cannot_be_sent(self, app: RawApp, lin: Person) -> None:
        info = {key: value for key, value in modal({"type": "divider"}).items() if key != "submit"}
        view = opened(app, lin, info)
        assert lin.refused("view/submit", view_id=view["id"]) == "no_submit"

    def test_a_chosen_conversation_brings_its_response_url(self, app: RawApp, lin: Person) -> None:
        where = _input("where", "conversations_select", response_url_enabled=True)
        view = opened(app, lin, modal(where))
        lin.post("view/submit", view_id=view["id"], values={"where": "C0RADAR"})
        url = app.wait_for_payload("view_submission")["response_urls"][0]
        assert url["channel_id"] == "C0RADAR"
        app.http.post(url["response_url"], json={"text": "done", "response_type": "in_channel"})
        assert lin.messages("C0RADAR")[-1]["text"] == "done"


class TestStack:
    def test_three_modals_are_the_most(self, app: RawApp, lin: Person) -> None:
        press = modal({"type": "actions", "elements": [button("more")]})
        opened(app, lin, press)
        for expected in (2, 3):
            assert app.api("views.push", trigger_id=pressed_in_top(app, lin), view=press)["ok"]
            assert len(lin.views()) == expected
        refused = app.api("views.push", trigger_id=pressed_in_top(app, lin), view=press)
        assert refused["error"] == "push_limit_reached"

    def test_push_needs_an_open_modal(self, app: RawApp, lin: Person) -> None:
        assert app.api("views.push", trigger_id=trigger(app, lin), view=modal())["error"] == "invalid_trigger_id"

    def test_only_the_modal_on_top_can_be_touched(self, app: RawApp, lin: Person) -> None:
        press = modal({"type": "actions", "elements": [button("more")]})
        first = opened(app, lin, press)
        app.api("views.push", trigger_id=pressed_in_top(app, lin), view=press)
        assert lin.refused("view/submit", view_id=first["id"]) == "view_not_found"
        assert lin.refused("view/action", view_id=first["id"], action_id="more") == "view_not_found"
        assert lin.refused("view/close", view_id=first["id"]) == "view_not_found"

    def test_closing_shows_the_modal_below(self, app: RawApp, lin: Person) -> None:
        press = modal({"type": "actions", "elements": [button("more")]}, notify_on_close=True)
        first = opened(app, lin, press)
        app.api("views.push", trigger_id=pressed_in_top(app, lin), view=press)
        lin.post("view/close", view_id=lin.views()[-1]["id"])
        assert [v["id"] for v in lin.views()] == [first["id"]]
        assert app.wait_for_payload("view_closed")["is_cleared"] is False

    def test_closing_may_clear_all(self, app: RawApp, lin: Person) -> None:
        press = modal({"type": "actions", "elements": [button("more")]}, clear_on_close=True)
        opened(app, lin, press)
        app.api("views.push", trigger_id=pressed_in_top(app, lin), view=press)
        lin.post("view/close", view_id=lin.views()[-1]["id"])
        assert lin.views() == []

    def test_a_closed_modal_cannot_be_updated(self, app: RawApp, lin: Person) -> None:
        view = opened(app, lin)
        lin.post("view/close", view_id=view["id"])
        assert app.api("views.update", view_id=view["id"], view=modal())["error"] == "not_found"


def pressed_in_top(app: RawApp, person: Person) -> str:
    before = len(app.of_type("block_actions"))
    person.post("view/action", view_id=person.views()[-1]["id"], action_id="more")
    app.wait_for(lambda: len(app.of_type("block_actions")) > before)
    payload = app.of_type("block_actions")[-1]["payload"]
    assert payload["container"] == {"type": "view", "view_id": payload["view"]["id"]}
    return str(payload["trigger_id"])


class TestUpdate:
    def test_a_stale_hash_is_refused(self, app: RawApp, lin: Person) -> None:
        view = opened(app, lin)
        fresh = app.api("views.update", view_id=view["id"], hash=view["hash"], view=modal())["view"]
        assert fresh["hash"] != view["hash"]
        stale = app.api("views.update", view_id=view["id"], hash=view["hash"], view=modal())
        assert stale["error"] == "hash_conflict"
        assert app.api("views.update", view_id=view["id"], view=modal())["ok"]

    def test_an_external_id_finds_the_view_and_is_unique(self, app: RawApp, lin: Person, emma: Person) -> None:
        opened(app, lin, modal(external_id="one"))
        assert app.api("views.update", external_id="one", view=modal(external_id="one"))["ok"]
        second = app.api("views.open", trigger_id=trigger(app, emma), view=modal(external_id="one"))
        assert second["error"] == "duplicate_external_id"

    def test_typed_text_survives_where_the_ids_stay(self, app: RawApp, lin: Person) -> None:
        view = opened(app, lin, modal(text_input("a"), text_input("b")))
        lin.post("view/action", view_id=view["id"], action_id="a", value="typed a")
        lin.post("view/action", view_id=view["id"], action_id="b", value="typed b")
        answer = app.api("views.update", view_id=view["id"], view=modal(text_input("a"), text_input("c")))
        values = answer["view"]["state"]["values"]
        assert values["a"]["a"]["value"] == "typed a"
        assert values["c"]["c"]["value"] is None

    def test_a_modal_cannot_become_a_home(self, app: RawApp, lin: Person) -> None:
        view = opened(app, lin)
        home = {"type": "home", "blocks": [{"type": "divider"}]}
        assert app.api("views.update", view_id=view["id"], view=home)["error"] == "invalid_arguments"


class TestHome:
    def test_opening_the_home_is_heard_and_shows_what_is_published(self, app: RawApp, lin: Person) -> None:
        lin.post("home")
        event = app.wait_for_payload("app_home_opened")["event"]
        assert (event["user"], event["tab"], "view" in event) == ("U0LIN", "home", False)
        assert lin.get("home")["view"] is None
        published = app.api("views.publish", user_id="U0LIN", view=HOME)["view"]
        assert lin.get("home")["view"]["id"] == published["id"]
        lin.post("home")
        assert app.wait_for_payload("app_home_opened", 2)["event"]["view"]["id"] == published["id"]

    def test_a_button_in_the_home(self, app: RawApp, lin: Person) -> None:
        view = app.api("views.publish", user_id="U0LIN", view=HOME)["view"]
        assert lin.post("view/action", view_id=view["id"], action_id="go")["ok"]
        payload = app.wait_for_payload("block_actions")
        assert payload["view"]["type"] == "home"
        assert payload["actions"][0]["value"] == "v"
        assert app.api("views.open", trigger_id=payload["trigger_id"], view=modal())["ok"]

    def test_publishing_again_keeps_the_view_id(self, app: RawApp) -> None:
        first = app.api("views.publish", user_id="U0LIN", view=HOME)["view"]
        second = app.api("views.publish", user_id="U0LIN", view=HOME, hash=first["hash"])["view"]
        assert (first["id"], first["hash"]) != (second["id"], second["hash"])
        assert first["id"] == second["id"]
        stale = app.api("views.publish", user_id="U0LIN", view=HOME, hash=first["hash"])
        assert stale["error"] == "hash_conflict"

    def test_without_a_home_tab_nothing_can_be_published(self, app: RawApp, lin: Person, rules: Rules) -> None:
        rules.change({"home_tab": False})
        assert app.api("views.publish", user_id="U0LIN", view=HOME)["error"] == "not_enabled"
        assert lin.refused("home") == "no_home_tab"

    def test_a_home_is_for_a_living_member(self, app: RawApp) -> None:
        assert app.api("views.publish", user_id="U0NOBODY", view=HOME)["error"] == "user_not_found"


def _option(value: str) -> Json:
    return {"text": plain(value), "value": value}


def _input(block_id: str, kind: str, **element: Any) -> Json:
    return {**text_input(block_id), "element": {"type": kind, "action_id": block_id, **element}}


def test_views_wait_for_the_app_to_open_them(app: RawApp, lin: Person) -> None:
    assert lin.views() == []
    opened(app, lin)
    assert eventually(lin.views)[0]["callback_id"] == "form"
