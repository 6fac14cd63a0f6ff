"""Buttons, menus and pickers: people can do what the screen shows, and nothing else."""

from typing import Any

import pytest

from bot.playground.rules import Rules

from .raw_app import Json, Person, RawApp, button, modal, plain, text_input

SELECT: Json = {"type": "external_select", "action_id": "project", "min_query_length": 2}


def option(value: str) -> Json:
    return {"text": plain(f"Option {value}"), "value": value}


def posted(app: RawApp, *elements: Json, channel: str = "C0RADAR") -> str:
    """The timestamp of a message with these elements in one block."""
    blocks = [{"type": "actions", "block_id": "row", "elements": list(elements)}]
    return str(app.api("chat.postMessage", channel=channel, text="choose", blocks=blocks)["ts"])


def press(person: Person, ts: str, **body: Any) -> Json:
    return person.post("action", channel="C0RADAR", ts=ts, **body)


class TestMessages:
    def test_the_payload_is_complete(self, app: RawApp, lin: Person) -> None:
        ts = posted(app, button("go", "LD-1"), {"type": "datepicker", "action_id": "when"})
        assert press(lin, ts, action_id="go")["ok"]
        payload = app.wait_for_payload("block_actions")
        assert payload["actions"][0].pop("action_ts")
        assert payload["actions"] == [
            {"type": "button", "action_id": "go", "block_id": "row", "text": plain("Press"), "value": "LD-1"}
        ]
        assert payload["container"] == {
            "type": "message",
            "message_ts": ts,
            "channel_id": "C0RADAR",
            "is_ephemeral": False,
        }
        assert payload["channel"] == {"id": "C0RADAR", "name": "proj-radar"}
        assert payload["message"]["ts"] == ts
        assert payload["message"]["blocks"][0]["block_id"] == "row"
        assert payload["state"]["values"] == {"row": {"when": {"type": "datepicker", "selected_date": None}}}
        assert payload["response_url"]
        assert payload["trigger_id"]
        assert payload["enterprise"] is None

    def test_only_what_is_shown_can_be_pressed(self, app: RawApp, lin: Person) -> None:
        ts = posted(app, button("go", "1"))
        at = {"channel": "C0RADAR", "ts": ts}
        assert lin.refused("action", **at, action_id="other") == "action_not_found"
        assert lin.refused("action", **at, action_id="go", value="2") == "action_not_found"
        app.api("chat.update", channel="C0RADAR", ts=ts, text="done", blocks=[])
        assert lin.refused("action", **at, action_id="go") == "action_not_found"
        app.api("chat.delete", channel="C0RADAR", ts=ts)
        assert lin.refused("action", **at, action_id="go") == "message_not_found"

    def test_only_those_in_the_channel_can_press(self, app: RawApp, lin: Person) -> None:
        ts = posted(app, button("go"))
        stranger = Person(lin.http, "U0GUEST")
        assert stranger.refused("action", channel="C0RADAR", ts=ts, action_id="go") == "channel_not_found"

    def test_buttons_with_the_same_name_are_told_apart(self, app: RawApp, lin: Person) -> None:
        rows = [{"type": "actions", "block_id": f"r{n}", "elements": [button("go", f"v{n}")]} for n in (1, 2)]
        ts = app.api("chat.postMessage", channel="C0RADAR", text="x", blocks=rows)["ts"]
        assert lin.refused("action", channel="C0RADAR", ts=ts, action_id="go") == "ambiguous_action"
        press(lin, ts, action_id="go", block_id="r2")
        press(lin, ts, action_id="go", value="v1")
        values = [e["payload"]["actions"][0]["value"] for e in app.of_type("block_actions")]
        assert values == ["v2", "v1"]

    @pytest.mark.parametrize(
        ("element", "given", "reported"),
        [
            ({"type": "overflow", "options": [option("a"), option("b")]}, {"option": "b"}, ("selected_option", "b")),
            ({"type": "static_select", "options": [option("a")]}, {"option": "a"}, ("selected_option", "a")),
            ({"type": "users_select"}, {"user": "U0EMMA"}, ("selected_user", "U0EMMA")),
            ({"type": "datepicker"}, {"date": "2026-12-24"}, ("selected_date", "2026-12-24")),
            ({"type": "timepicker"}, {"time": "09:30"}, ("selected_time", "09:30")),
            ({"type": "datetimepicker"}, {"date_time": 1_800_000_000}, ("selected_date_time", 1_800_000_000)),
            ({"type": "conversations_select"}, {"conversation": "C0GENERAL"}, ("selected_conversation", "C0GENERAL")),
            ({"type": "channels_select"}, {"value": "C0GENERAL"}, ("selected_channel", "C0GENERAL")),
            ({"type": "multi_users_select"}, {"users": ["U0EMMA"]}, ("selected_users", ["U0EMMA"])),
            ({"type": "radio_buttons", "options": [option("a")]}, {"value": "a"}, ("selected_option", "a")),
        ],
    )
    def test_each_picker_reports_its_value(
        self, app: RawApp, lin: Person, element: Json, given: Json, reported: tuple[str, Any]
    ) -> None:
        ts = posted(app, {**element, "action_id": "pick"})
        assert press(lin, ts, action_id="pick", **given)["ok"]
        action = app.wait_for_payload("block_actions")["actions"][0]
        field, value = reported
        chosen = action[field]
        assert (chosen["value"] if isinstance(chosen, dict) else chosen) == value
        assert action["type"] == element["type"]

    @pytest.mark.parametrize(
        ("element", "given"),
        [
            ({"type": "overflow", "options": [option("a")]}, {"option": "z"}),
            ({"type": "static_select", "options": [option("a")]}, {"option": "z"}),
            ({"type": "users_select"}, {"user": "U0NOBODY"}),
            ({"type": "datepicker"}, {"date": "24.12.2026"}),
            ({"type": "timepicker"}, {"time": "9:30 pm"}),
            ({"type": "conversations_select"}, {"conversation": "C0NOWHERE"}),
            ({"type": "channels_select"}, {"value": "C0BATTERY"}),
            ({"type": "conversations_select", "filter": {"include": ["private"]}}, {"conversation": "C0GENERAL"}),
            ({"type": "multi_users_select", "max_selected_items": 1}, {"users": ["U0EMMA", "U0LIU"]}),
            ({"type": "checkboxes", "options": [option("a")]}, {"options": ["a", "z"]}),
        ],
    )
    def test_impossible_values_are_refused_before_they_are_sent(
        self, app: RawApp, lin: Person, element: Json, given: Json
    ) -> None:
        ts = posted(app, {**element, "action_id": "pick"})
        assert lin.refused("action", channel="C0RADAR", ts=ts, action_id="pick", **given) == "invalid_value"
        assert app.of_type("block_actions") == []

    def test_a_choice_stays_and_shows_in_the_next_state(self, app: RawApp, lin: Person) -> None:
        ts = posted(app, {"type": "datepicker", "action_id": "when"}, button("go"))
        press(lin, ts, action_id="when", date="2026-12-24")
        press(lin, ts, action_id="go")
        state = app.wait_for_payload("block_actions", 2)["state"]["values"]
        assert state["row"]["when"]["selected_date"] == "2026-12-24"

    def test_a_press_that_is_not_acknowledged_says_so(self, app: RawApp, lin: Person, rules: Rules) -> None:
        ts = posted(app, button("go"))
        rules.change({"ack_seconds": 0.1})
        app.reply = lambda _: None
        assert press(lin, ts, action_id="go")["error"] == "operation_timeout"


class TestExternalSelects:
    def test_options_are_asked_from_the_app(self, app: RawApp, lin: Person) -> None:
        app.reply = lambda e: {"options": [option("LD-1")]} if e["payload"].get("type") == "block_suggestion" else {}
        ts = posted(app, SELECT)
        at = {"channel": "C0RADAR", "ts": ts, "action_id": "project"}
        assert lin.refused("options", **at, query="L") == "query_too_short"
        assert lin.post("options", **at, query="LD")["options"] == [option("LD-1")]
        payload = app.wait_for_payload("block_suggestion")
        assert (payload["value"], payload["action_id"], payload["block_id"]) == ("LD", "project", "row")
        assert payload["container"]["message_ts"] == ts
        assert press(lin, ts, action_id="project", option="LD-1")["ok"]
        assert lin.refused("action", **at, option="LD-2") == "invalid_value"

    def test_in_a_modal_only_offered_options_can_be_sent(self, app: RawApp, lin: Person) -> None:
        lin.command("/liandong form")
        trigger_id = app.of_type("slash_commands")[0]["payload"]["trigger_id"]
        block = {**text_input("project"), "element": {**SELECT, "min_query_length": 0}}
        view = app.api("views.open", trigger_id=trigger_id, view=modal(block))["view"]
        early = lin.post("view/submit", view_id=view["id"], values={"project": "LD-1"})
        assert early["errors"] == {"project": "There is no option LD-1."}
        app.reply = lambda e: {"options": [option("LD-1")]} if e["payload"].get("type") == "block_suggestion" else {}
        lin.post("options", view_id=view["id"], action_id="project", block_id="project", query="")
        assert app.wait_for_payload("block_suggestion")["view"]["id"] == view["id"]
        assert lin.post("view/submit", view_id=view["id"], values={"project": "LD-1"})["ok"]
        sent = app.wait_for_payload("view_submission")["view"]["state"]["values"]
        assert sent["project"]["project"]["selected_option"] == option("LD-1")

    def test_options_slack_would_refuse_are_refused(self, app: RawApp, lin: Person, traffic: Any) -> None:
        app.reply = lambda e: {"options": [option("x" * 151)]} if e["type"] == "interactive" else {}
        ts = posted(app, SELECT)
        answer = lin.post("options", channel="C0RADAR", ts=ts, action_id="project", query="LD")
        assert (answer["ok"], answer["error"]) == (False, "invalid_options")
        assert any("150" in str(e["failures"]) or "151" in str(e["failures"]) for e in traffic("options:project"))


class TestModalInputs:
    @pytest.mark.parametrize(
        ("element", "given", "words"),
        [
            ({"type": "plain_text_input", "max_length": 3}, "four", "3 characters at most"),
            ({"type": "plain_text_input", "min_length": 5}, "four", "5 characters at least"),
            ({"type": "email_text_input"}, "nobody", "valid email"),
            ({"type": "url_text_input"}, "example.com", "valid URL"),
            ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "whole number"),
            ({"type": "number_input", "is_decimal_allowed": True}, "many", "a number"),
            ({"type": "number_input", "is_decimal_allowed": False, "min_value": "2"}, "1", "2 at least"),
            ({"type": "number_input", "is_decimal_allowed": False, "max_value": "2"}, "3", "2 at most"),
            ({"type": "datepicker"}, "tomorrow", "choose a date"),
            ({"type": "file_input"}, {"file_ids": ["F0"]}, "no file F0"),
            ({"type": "users_select"}, ["U0LIN", "U0EMMA"], "choose one"),
        ],
    )
    def test_the_client_checks_what_is_typed(
        self, app: RawApp, lin: Person, element: Json, given: Any, words: str
    ) -> None:
        lin.command("/liandong form")
        trigger_id = app.of_type("slash_commands")[0]["payload"]["trigger_id"]
        block = {**text_input("field"), "element": {**element, "action_id": "field"}}
        view = app.api("views.open", trigger_id=trigger_id, view=modal(block))["view"]
        result = lin.post("view/submit", view_id=view["id"], values={"field": given})
        assert words in result["errors"]["field"]
        assert result["refused_by"] == "client"

    def test_a_file_input_takes_own_files_of_the_right_type(self, app: RawApp, lin: Person, emma: Person) -> None:
        mine = lin.post("file", name="a.pdf", content_base64="YQ==")["file_id"]
        wrong = lin.post("file", name="a.exe", content_base64="YQ==")["file_id"]
        theirs = emma.post("file", name="b.pdf", content_base64="YQ==")["file_id"]
        lin.command("/liandong form")
        trigger_id = app.of_type("slash_commands")[0]["payload"]["trigger_id"]
        element = {"type": "file_input", "action_id": "f", "filetypes": ["pdf"], "max_files": 1}
        view = app.api("views.open", trigger_id=trigger_id, view=modal({**text_input("f"), "element": element}))["view"]
        for refused in ([wrong], [theirs], [mine, mine]):
            assert not lin.post("view/submit", view_id=view["id"], values={"f": {"file_ids": refused}})["ok"]
        assert lin.post("view/submit", view_id=view["id"], values={"f": {"file_ids": [mine]}})["ok"]
        files = app.wait_for_payload("view_submission")["view"]["state"]["values"]["f"]["f"]["files"]
        assert files[0]["id"] == mine

    def test_an_input_dispatches_only_where_it_should(self, app: RawApp, lin: Person) -> None:
        lin.command("/liandong form")
        trigger_id = app.of_type("slash_commands")[0]["payload"]["trigger_id"]
        loud = {**text_input("loud"), "dispatch_action": True}
        view = app.api("views.open", trigger_id=trigger_id, view=modal(text_input("quiet"), loud))["view"]
        quiet = lin.post("view/action", view_id=view["id"], action_id="quiet", value="a")
        assert quiet["dispatched"] is False
        assert lin.post("view/action", view_id=view["id"], action_id="loud", value="b")["dispatched"] is True
        payload = app.wait_for_payload("block_actions")
        values = payload["view"]["state"]["values"]
        assert (values["quiet"]["quiet"]["value"], values["loud"]["loud"]["value"]) == ("a", "b")
        assert len(app.of_type("block_actions")) == 1

    def test_unknown_fields_are_a_mistake_of_the_driver(self, app: RawApp, lin: Person) -> None:
        lin.command("/liandong form")
        trigger_id = app.of_type("slash_commands")[0]["payload"]["trigger_id"]
        view = app.api("views.open", trigger_id=trigger_id, view=modal())["view"]
        assert lin.refused("view/submit", view_id=view["id"], values={"nmae": "x"}) == "no_such_input"
