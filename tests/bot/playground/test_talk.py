"""Commands, messages, shortcuts and files: what people do and what the app hears of it."""

import base64
from collections.abc import Callable

import httpx
import pytest
from slack_sdk import WebClient

from bot.playground.rules import Rules
from bot.playground.server import RunningPlayground, start_playground
from bot.playground.workspace import AppSpec

from .raw_app import Json, Person, RawApp, eventually


class TestCommands:
    def test_the_payload_is_complete(self, app: RawApp, lin: Person) -> None:
        assert lin.command("/liandong  status LD-1 ")["ok"]
        payload = app.of_type("slash_commands")[0]["payload"]
        assert payload.pop("trigger_id")
        assert payload.pop("response_url").startswith(str(app.http.base_url))
        assert payload == {
            "token": "playground-verification",
            "team_id": "T0LIANDONG",
            "team_domain": "liandong",
            "channel_id": "C0RADAR",
            "channel_name": "proj-radar",
            "user_id": "U0LIN",
            "user_name": "linlan",
            "command": "/liandong",
            "text": "status LD-1",
            "api_app_id": "A0LIANDONG",
            "is_enterprise_install": "false",
        }

    def test_an_answer_is_for_the_one_who_asked(self, app: RawApp, lin: Person, emma: Person) -> None:
        app.reply = lambda _: {"text": "only you"}
        assert lin.command("/liandong help")["response"]["text"] == "only you"
        assert [m["text"] for m in lin.messages("C0RADAR")] == ["only you"]
        assert emma.messages("C0RADAR") == []

    def test_an_answer_in_channel_is_for_all(self, app: RawApp, lin: Person, emma: Person) -> None:
        app.reply = lambda _: {"text": "all of you", "response_type": "in_channel"}
        lin.command("/liandong help")
        assert [m["text"] for m in emma.messages("C0RADAR")] == ["all of you"]

    def test_a_bot_that_does_not_answer_is_told_to_the_person(
        self, app: RawApp, lin: Person, emma: Person, rules: Rules
    ) -> None:
        rules.change({"ack_seconds": 0.1})
        app.reply = lambda _: None
        result = lin.command("/liandong help")
        assert (result["ok"], result["error"]) == (False, "operation_timeout")
        notice = lin.messages("C0RADAR")[-1]
        assert notice["ephemeral"]
        assert notice["text"] == '/liandong failed with the error "operation_timeout"'
        assert emma.messages("C0RADAR") == []

    def test_without_a_bot_the_dispatch_fails(self, lin: Person) -> None:
        assert lin.command("/liandong help")["error"] == "dispatch_failed"

    def test_an_answer_slack_would_refuse_is_refused(
        self, app: RawApp, lin: Person, traffic: Callable[[str], list[Json]]
    ) -> None:
        app.reply = lambda _: {"text": "x", "blocks": [{"type": "section"}]}
        assert lin.command("/liandong help")["error"] == "invalid_command_response"
        failures = [entry["failures"] for entry in traffic("command:/liandong") if entry["kind"] == "answer"]
        assert "/blocks/0" in str(failures)

    def test_only_registered_commands_and_visible_channels(self, lin: Person, http: httpx.Client) -> None:
        assert lin.refused("command", channel="C0RADAR", text="/other") == "not_a_command"
        stranger = Person(http, "U0GUEST")
        assert stranger.refused("command", channel="C0BATTERY", text="/liandong") == "channel_not_found"
        nobody = Person(http, "U0NOBODY")
        assert nobody.refused("command", channel="C0RADAR", text="/liandong") == "user_not_found"

    def test_private_channels_and_direct_messages_hide_their_names(self, app: RawApp, lin: Person) -> None:
        lin.command("/liandong help", channel="C0BATTERY")
        lin.command("/liandong help", channel="D0LIN")
        names = [e["payload"]["channel_name"] for e in app.of_type("slash_commands")]
        assert names == ["privategroup", "directmessage"]

    def test_typed_names_become_ids_only_where_the_command_asks(self, lin: Person, app: RawApp) -> None:
        lin.command("/liandong ask @emma <@U0RAJ> in <#C0RADAR> R&D")
        assert app.envelopes[0]["payload"]["text"] == "ask @emma @raj in #proj-radar R&amp;D"
        spec = AppSpec(commands=({"command": "/liandong", "should_escape": True},))
        with start_playground(app=spec) as other, httpx.Client(base_url=other.url, trust_env=False) as http:
            raw = RawApp(other.url).connect()
            Person(http, "U0LIN").command("/liandong ask @emma <@U0RAJ> in #proj-radar R&D")
            assert raw.envelopes[0]["payload"]["text"] == "ask <@U0EMMA> <@U0RAJ> in <#C0RADAR|proj-radar> R&amp;D"
            raw.close()


class TestMessages:
    def test_the_event_is_complete(self, app: RawApp, lin: Person) -> None:
        ts = lin.post("message", channel="D0LIN", text="a < b")["ts"]
        body = app.wait_for_payload("message")
        event = body["event"]
        assert {key: event[key] for key in ("type", "user", "text", "ts", "channel", "channel_type", "event_ts")} == {
            "type": "message",
            "user": "U0LIN",
            "text": "a &lt; b",
            "ts": ts,
            "channel": "D0LIN",
            "channel_type": "im",
            "event_ts": ts,
        }
        assert event["client_msg_id"]
        assert event["blocks"][0]["type"] == "rich_text"
        assert body["authorizations"][0] == {
            "enterprise_id": None,
            "team_id": "T0LIANDONG",
            "user_id": "U0LIANDONG",
            "is_bot": True,
            "is_enterprise_install": False,
        }
        assert body["api_app_id"] == "A0LIANDONG"
        assert body["event_id"].startswith("Ev")

    def test_a_mention_is_its_own_event(self, app: RawApp, lin: Person) -> None:
        lin.post("message", channel="C0RADAR", text="@liandong hello")
        event = app.wait_for_payload("app_mention")["event"]
        assert event["text"] == "<@U0LIANDONG> hello"

    def test_shared_channels_are_marked(self, app: RawApp, lin: Person) -> None:
        lin.post("message", channel="C0PARTNER", text="hello")
        assert app.wait_for_payload("message")["is_ext_shared_channel"] is True

    def test_a_reply_names_its_thread(self, app: RawApp, lin: Person) -> None:
        root = lin.post("message", channel="C0RADAR", text="root")["ts"]
        lin.post("message", channel="C0RADAR", text="reply", thread_ts=root)
        assert app.wait_for_payload("message", 2)["event"]["thread_ts"] == root

    def test_the_app_hears_nothing_where_it_is_no_member(self, app: RawApp, lin: Person) -> None:
        quiet = lin.post("channel", name="quiet")["channel"]
        lin.post("message", channel=quiet, text="between us")
        lin.post("message", channel="C0RADAR", text="for all")
        assert app.wait_for_payload("message")["event"]["text"] == "for all"

    def test_an_update_and_a_deletion_are_heard(self, app: RawApp) -> None:
        ts = app.api("chat.postMessage", channel="C0RADAR", text="one")["ts"]
        app.api("chat.update", channel="C0RADAR", ts=ts, text="two")
        app.api("chat.delete", channel="C0RADAR", ts=ts)
        app.wait_for(lambda: len(app.envelopes) == 3)
        heard = {e["payload"]["event"].get("subtype", ""): e["payload"]["event"] for e in app.envelopes}
        assert heard["message_changed"]["message"]["text"] == "two"
        assert heard["message_changed"]["previous_message"]["text"] == "one"
        assert heard["message_deleted"]["deleted_ts"] == ts

    def test_reading_clears_the_unread_count(self, app: RawApp, emma: Person) -> None:
        app.api("chat.postMessage", channel="C0RADAR", text="news")
        assert _unread(emma, "C0RADAR") == 1
        emma.messages("C0RADAR")
        assert _unread(emma, "C0RADAR") == 0

    def test_empty_and_impossible_messages_are_refused(self, lin: Person) -> None:
        assert lin.refused("message", channel="C0RADAR", text="") == "no_text"
        assert lin.refused("message", channel="C0RADAR", text="x", thread_ts="1.000000") == "message_not_found"
        assert lin.refused("message", channel="C0RADAR", text="x", files=["F0"]) == "file_not_found"


def _unread(person: Person, channel: str) -> int:
    found = [c for c in person.get("workspace")["conversations"] if c["id"] == channel]
    return int(found[0]["unread"])


class TestShortcutsAndFiles:
    def test_a_global_shortcut(self, app: RawApp, lin: Person) -> None:
        assert lin.post("shortcut", callback_id="start")["ok"]
        payload = app.wait_for_payload("shortcut")
        assert payload["callback_id"] == "start"
        assert payload["user"] == {"id": "U0LIN", "username": "linlan", "name": "linlan", "team_id": "T0LIANDONG"}
        assert payload["team"] == {"id": "T0LIANDONG", "domain": "liandong"}
        assert payload["trigger_id"]

    def test_a_message_shortcut_brings_the_message(self, app: RawApp, lin: Person) -> None:
        ts = lin.post("message", channel="C0RADAR", text="keep this")["ts"]
        assert lin.post("shortcut", callback_id="keep", channel="C0RADAR", ts=ts)["ok"]
        payload = app.wait_for_payload("message_action")
        assert (payload["message"]["text"], payload["message_ts"]) == ("keep this", ts)
        assert payload["channel"] == {"id": "C0RADAR", "name": "proj-radar"}
        assert payload["response_url"]

    def test_unknown_shortcuts_are_refused(self, lin: Person) -> None:
        assert lin.refused("shortcut", callback_id="keep") == "shortcut_not_found"

    def test_a_persons_file_can_be_sent_and_read_by_the_app(self, app: RawApp, lin: Person) -> None:
        content = base64.b64encode("报告".encode()).decode()
        file_id = lin.post("file", name="report.pdf", content_base64=content)["file_id"]
        lin.post("message", channel="D0LIN", text="here", files=[file_id])
        event = app.wait_for_payload("message")["event"]
        assert event["subtype"] == "file_share"
        shown = app.api("files.info", file=file_id)["file"]
        assert (shown["name"], shown["filetype"], shown["mimetype"]) == ("report.pdf", "pdf", "application/pdf")
        headers = {"authorization": "Bearer xoxb-playground"}
        assert httpx.get(shown["url_private"], headers=headers, trust_env=False).content.decode() == "报告"
        assert httpx.get(shown["url_private"], trust_env=False).status_code == 403

    @pytest.mark.parametrize("body", [{"name": "a"}, {"content_base64": "YQ=="}, {"name": "a", "content_base64": "?"}])
    def test_unusable_files_are_refused(self, lin: Person, body: Json) -> None:
        assert lin.refused("file", **body) == "invalid_file"

    def test_the_app_uploads_in_three_steps(self, playground: RunningPlayground, lin: Person) -> None:
        web = WebClient("xoxb-playground", base_url=playground.api_url)
        web.files_upload_v2(channel="C0RADAR", filename="a.txt", content="raw & bytes", initial_comment="look")
        message = eventually(lambda: lin.messages("C0RADAR"))[-1]
        assert (message["text"], message["files"][0]["size"]) == ("look", 11)
        file_id = message["files"][0]["id"]
        assert httpx.get(f"{playground.url}/files/{file_id}?as=U0LIN", trust_env=False).text == "raw & bytes"
