"""Modals: triggers, submissions and what the app may answer."""

import time
from typing import Any

import httpx
import pytest

from bot.playground.rules import Rules

from .on_screen import answering, opened, trigger
from .raw_app import Json, Person, RawApp, eventually, modal, plain, text_input


def _option(value: str) -> Json:
    return {"text": plain(value), "value": value}


def _input(block_id: str, kind: str, **element: Any) -> Json:
    return {**text_input(block_id), "element": {"type": kind, "action_id": block_id, **element}}


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


def test_views_wait_for_the_app_to_open_them(app: RawApp, lin: Person) -> None:
    assert lin.views() == []
    opened(app, lin)
    assert eventually(lin.views)[0]["callback_id"] == "form"
