"""The Web API: messages posted, changed, read back and scheduled, through the real client."""

from datetime import datetime

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.rules import Rules

from .raw_app import Person, eventually, refusal


def wait_until_said(http: httpx.Client, text: str) -> None:
    eventually(lambda: any(m["text"] == text for m in http.get("/control/messages").json()["messages"]))


class TestMessages:
    def test_a_post_is_read_back_and_logged_once(self, web: WebClient, lin: Person, http: httpx.Client) -> None:
        posted = web.chat_postMessage(channel="C0RADAR", text="你好 & hello")
        assert lin.messages("C0RADAR")[-1]["text"] == "你好 & hello"
        logged = http.get("/control/messages", params={"channel": "C0RADAR"}).json()["messages"]
        assert [(m["ts"], m["via"]) for m in logged] == [(posted["ts"], "chat.postMessage")]

    def test_a_persons_id_opens_the_direct_message(self, web: WebClient) -> None:
        posted = web.chat_postMessage(channel="U0RAJ", text="hello")
        assert posted["channel"] == web.conversations_open(users="U0RAJ")["channel"]["id"] == "D0RAJ"

    @pytest.mark.parametrize(
        ("channel", "error"),
        [("C0NOWHERE", "channel_not_found"), ("U0NOBODY", "channel_not_found"), ("U0LIANDONG", "cannot_dm_bot")],
    )
    def test_a_post_to_nowhere_is_refused(self, web: WebClient, channel: str, error: str) -> None:
        assert refusal(lambda: web.chat_postMessage(channel=channel, text="hello"))["error"] == error

    def test_an_empty_post_is_refused(self, web: WebClient) -> None:
        assert refusal(lambda: web.api_call("chat.postMessage", json={"channel": "C0RADAR"}))["error"] == "no_text"

    def test_archived_closed_and_disabled_places_are_refused(
        self, web: WebClient, rules: Rules, http: httpx.Client
    ) -> None:
        web.conversations_archive(channel="C0RADAR")
        assert refusal(lambda: web.chat_postMessage(channel="C0RADAR", text="x"))["error"] == "is_archived"
        http.post("/user/profile", json={"user": "U0RAJ", "deleted": True})
        assert refusal(lambda: web.conversations_open(users="U0RAJ"))["error"] == "user_disabled"
        rules.change({"messages_tab": False})
        assert refusal(lambda: web.chat_postMessage(channel="U0LIN", text="x"))["error"] == "messages_tab_disabled"

    def test_a_private_channel_without_the_bot_does_not_exist(self, web: WebClient, lin: Person) -> None:
        made = lin.post("channel", name="secret", private=True)["channel"]
        assert refusal(lambda: web.chat_postMessage(channel=made, text="x"))["error"] == "channel_not_found"
        assert refusal(lambda: web.conversations_info(channel=made))["error"] == "channel_not_found"

    def test_posting_beside_the_channel_needs_its_scope(self, web: WebClient, rules: Rules, lin: Person) -> None:
        made = lin.post("channel", name="quiet")["channel"]
        assert web.chat_postMessage(channel=made, text="x")["ok"]
        rules.change({"scopes": ["chat:write"]})
        assert refusal(lambda: web.chat_postMessage(channel=made, text="x"))["error"] == "not_in_channel"

    def test_a_long_text_is_cut_at_40000(self, web: WebClient) -> None:
        posted = web.chat_postMessage(channel="C0RADAR", text="x" * 40_001)
        assert len(posted["message"]["text"]) == 40_000
        assert posted["warning"] == "message_truncated"

    def test_update_takes_4000_characters_and_no_more(self, web: WebClient) -> None:
        ts = web.chat_postMessage(channel="C0RADAR", text="x")["ts"]
        assert web.chat_update(channel="C0RADAR", ts=ts, text="y" * 4000)["ok"]
        assert refusal(lambda: web.chat_update(channel="C0RADAR", ts=ts, text="y" * 4001))["error"] == "msg_too_long"

    def test_update_wants_the_conversation_not_the_person(self, web: WebClient) -> None:
        ts = web.chat_postMessage(channel="U0LIN", text="x")["ts"]
        assert refusal(lambda: web.chat_update(channel="U0LIN", ts=ts, text="y"))["error"] == "channel_not_found"
        assert web.chat_update(channel="D0LIN", ts=ts, text="y")["text"] == "y"

    def test_update_keeps_what_it_does_not_mention(self, web: WebClient) -> None:
        metadata = {"event_type": "kept", "event_payload": {"a": 1}}
        divider = [{"type": "divider", "block_id": "line"}]
        ts = web.chat_postMessage(channel="C0RADAR", text="x", blocks=divider, metadata=metadata)["ts"]
        web.chat_update(channel="C0RADAR", ts=ts, text="y")
        found = web.conversations_history(channel="C0RADAR", include_all_metadata=True)["messages"][0]
        assert (found["text"], found["blocks"], found["metadata"]) == ("y", divider, metadata)
        web.chat_update(channel="C0RADAR", ts=ts, text="z", blocks=[], metadata={})
        found = web.conversations_history(channel="C0RADAR", include_all_metadata=True)["messages"][0]
        assert "metadata" not in found
        assert "blocks" not in found

    def test_only_own_messages_can_be_changed(self, web: WebClient, lin: Person) -> None:
        ts = lin.post("message", channel="C0RADAR", text="mine")["ts"]
        update = refusal(lambda: web.chat_update(channel="C0RADAR", ts=ts, text="yours"))
        delete = refusal(lambda: web.chat_delete(channel="C0RADAR", ts=ts))
        missing = refusal(lambda: web.chat_delete(channel="C0RADAR", ts="1.000000"))
        assert [e["error"] for e in (update, delete, missing)] == [
            "cant_update_message",
            "cant_delete_message",
            "message_not_found",
        ]

    def test_metadata_comes_back_only_on_request(self, web: WebClient) -> None:
        metadata = {"event_type": "liandong_notice", "event_payload": {"parcel": "p1"}}
        web.chat_postMessage(channel="C0RADAR", text="x", metadata=metadata)
        assert "metadata" not in web.conversations_history(channel="C0RADAR")["messages"][0]
        found = web.conversations_history(channel="C0RADAR", include_all_metadata=True)["messages"][0]
        assert found["metadata"] == metadata

    def test_unusable_metadata_is_refused(self, web: WebClient) -> None:
        wrong = {"event_type": "spaces are wrong", "event_payload": {}}
        body = refusal(lambda: web.chat_postMessage(channel="C0RADAR", text="x", metadata=wrong))
        assert body["error"] == "invalid_metadata_format"
        large = {"event_type": "t", "event_payload": {"x": "y" * 17_000}}
        body = refusal(lambda: web.chat_postMessage(channel="C0RADAR", text="x", metadata=large))
        assert body["error"] == "metadata_too_large"

    def test_an_ephemeral_message_is_for_one_person_and_not_in_history(
        self, web: WebClient, lin: Person, emma: Person
    ) -> None:
        ts = web.chat_postEphemeral(channel="C0RADAR", user="U0LIN", text="psst")["message_ts"]
        assert [m["ephemeral"] for m in lin.messages("C0RADAR")] == [True]
        assert emma.messages("C0RADAR") == []
        assert web.conversations_history(channel="C0RADAR")["messages"] == []
        assert refusal(lambda: web.chat_update(channel="C0RADAR", ts=ts, text="y"))["error"] == "message_not_found"

    def test_an_ephemeral_message_needs_its_reader_in_the_channel(self, web: WebClient) -> None:
        body = refusal(lambda: web.chat_postEphemeral(channel="C0RADAR", user="U0GUEST", text="psst"))
        assert body["error"] == "user_not_in_channel"

    def test_threads_have_a_root_and_replies(self, web: WebClient, lin: Person) -> None:
        root = web.chat_postMessage(channel="C0RADAR", text="root")["ts"]
        reply = web.chat_postMessage(channel="C0RADAR", text="reply", thread_ts=root)["ts"]
        assert [m["ts"] for m in web.conversations_replies(channel="C0RADAR", ts=root)["messages"]] == [root, reply]
        assert [m["ts"] for m in web.conversations_history(channel="C0RADAR")["messages"]] == [root]
        assert lin.messages("C0RADAR")[0]["reply_count"] == 1
        assert [m["text"] for m in lin.messages("C0RADAR", root)] == ["root", "reply"]
        missing = refusal(lambda: web.chat_postMessage(channel="C0RADAR", text="x", thread_ts="1.000000"))
        assert missing["error"] == "thread_not_found"

    def test_a_channel_takes_one_message_a_second_when_the_rule_is_on(self, web: WebClient, rules: Rules) -> None:
        web.chat_postMessage(channel="C0RADAR", text="1")
        web.chat_postMessage(channel="C0RADAR", text="2")
        rules.change({"one_message_a_second": True})
        with pytest.raises(SlackApiError) as caught:
            web.chat_postMessage(channel="C0RADAR", text="3")
        response = caught.value.response
        assert (response.status_code, response["error"], response.headers["retry-after"]) == (429, "rate_limited", "1")
        assert web.chat_postMessage(channel="C0GENERAL", text="elsewhere")["ok"]

    def test_permalinks_reactions_and_deletion(self, web: WebClient) -> None:
        ts = web.chat_postMessage(channel="C0RADAR", text="x")["ts"]
        assert web.chat_getPermalink(channel="C0RADAR", message_ts=ts)["permalink"].endswith(ts.replace(".", ""))
        web.reactions_add(channel="C0RADAR", timestamp=ts, name="eyes")
        again = refusal(lambda: web.reactions_add(channel="C0RADAR", timestamp=ts, name="eyes"))
        assert again["error"] == "already_reacted"
        assert web.conversations_history(channel="C0RADAR")["messages"][0]["reactions"][0]["users"] == ["U0LIANDONG"]
        web.chat_delete(channel="C0RADAR", ts=ts)
        assert web.conversations_history(channel="C0RADAR")["messages"] == []

    def test_a_scheduled_message_posts_when_the_virtual_clock_gets_there(
        self, web: WebClient, http: httpx.Client, lin: Person
    ) -> None:
        now = datetime.fromisoformat(http.get("/control/clock").json()["now"]).timestamp()
        web.chat_scheduleMessage(channel="C0RADAR", post_at=int(now) + 3600, text="later")
        metadata = {"event_type": "t", "event_payload": {}}
        web.chat_scheduleMessage(channel="C0RADAR", post_at=int(now) + 3600, text="never", metadata=metadata)
        assert len(web.chat_scheduledMessages_list()["scheduled_messages"]) == 2
        http.post("/control/clock", json={"advance_seconds": 4000})
        with httpx.Client(base_url=http.base_url, trust_env=False) as other:
            wait_until_said(other, "later")
        assert [m["text"] for m in lin.messages("C0RADAR")] == ["later"]
        past = refusal(lambda: web.chat_scheduleMessage(channel="C0RADAR", post_at=int(now) - 5, text="x"))
        assert past["error"] == "time_in_past"
