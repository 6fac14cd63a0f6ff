"""The gateway asks Slack no more than it must, and finds its own messages again."""

from bot.blocks.kit import Message
from bot.channels import ChannelFacts
from bot.gateway import Gateway, Identity, web_client
from bot.outcomes import RateLimited, Refused, Sent

from .scripted_slack import Answer, ScriptedSlack, limited

HELLO = Message("Hello", [{"type": "divider"}])


def page(body: dict[str, object], cursor: str) -> Answer:
    return Answer({"ok": True, "response_metadata": {"next_cursor": cursor}, **body})


def carrying(parcel: str, ts: str) -> dict[str, object]:
    return {"ts": ts, "metadata": {"event_type": "liandong_notice", "event_payload": {"parcel": parcel}}}


def identify_with(slack: ScriptedSlack, gateway: Gateway, scopes: str) -> None:
    body = {"ok": True, "team_id": "T1", "user_id": "U1", "bot_id": "B1"}
    slack.will("auth.test", Answer(body, headers={"X-OAuth-Scopes": scopes}))
    assert isinstance(gateway.identify(), Identity)


def test_a_post_carries_its_parcel_and_unfurls_nothing(slack: ScriptedSlack, gateway: Gateway) -> None:
    assert isinstance(gateway.post("C1", HELLO, parcel_id="out_1", thread_ts="1.0"), Sent)
    sent = slack.of("chat.postMessage")[0].arguments
    assert sent["metadata"] == {"event_type": "liandong_notice", "event_payload": {"parcel": "out_1"}}
    assert (sent["thread_ts"], sent["unfurl_links"], sent["unfurl_media"]) == ("1.0", False, False)


def test_an_edit_leaves_the_metadata_alone(slack: ScriptedSlack, gateway: Gateway) -> None:
    assert gateway.update("C1", "1.0", HELLO) == Sent("C1", "1.0")
    assert "metadata" not in slack.of("chat.update")[0].arguments


def test_a_direct_message_is_opened_once(slack: ScriptedSlack, gateway: Gateway) -> None:
    assert gateway.direct_channel("U7") == gateway.direct_channel("U7") == "DU7"
    assert len(slack.of("conversations.open")) == 1


def test_a_failed_opening_is_not_remembered(slack: ScriptedSlack, gateway: Gateway) -> None:
    slack.will("conversations.open", limited(2))
    assert gateway.direct_channel("U7") == RateLimited(2.0)
    assert gateway.direct_channel("U7") == "DU7"


def test_channel_facts_are_asked_for_again_after_some_minutes(slack: ScriptedSlack) -> None:
    now = [0.0]
    gateway = Gateway(web_client("xoxb-test", slack.url), facts_seconds=300, clock=lambda: now[0])
    for now[0] in (0.0, 299.0, 301.0):
        assert isinstance(gateway.channel_facts("C1"), ChannelFacts)
    assert len(slack.of("conversations.info")) == 2


def test_all_members_of_a_large_channel_are_known(slack: ScriptedSlack, gateway: Gateway) -> None:
    slack.will("conversations.members", page({"members": ["U1", "U2"]}, "more"), page({"members": ["U3"]}, ""))
    facts = gateway.channel_facts("C1")
    assert isinstance(facts, ChannelFacts)
    assert facts.members == ("U1", "U2", "U3")


def test_a_message_is_found_by_its_parcel_on_a_later_page(slack: ScriptedSlack, gateway: Gateway) -> None:
    slack.will(
        "conversations.history",
        page({"messages": [carrying("out_9", "9.0"), {"ts": "8.0"}]}, "more"),
        page({"messages": [carrying("out_1", "1.0")]}, ""),
    )
    assert gateway.find_notice("C1", "out_1", oldest=5.0) == "1.0"
    asked = slack.of("conversations.history")
    assert [c.arguments.get("cursor") for c in asked] == [None, "more"]
    assert (asked[0].arguments["oldest"], asked[0].arguments["include_all_metadata"]) == ("5.000000", "1")


def test_an_answer_is_looked_for_in_its_thread(slack: ScriptedSlack, gateway: Gateway) -> None:
    slack.will("conversations.replies", page({"messages": [carrying("out_1", "2.0")]}, ""))
    assert gateway.find_notice("C1", "out_1", thread_ts="1.0") == "2.0"


def test_a_message_that_is_not_there_is_not_found(slack: ScriptedSlack, gateway: Gateway) -> None:
    slack.will("conversations.history", page({"messages": [carrying("out_2", "1.0")]}, ""))
    assert gateway.find_notice("C1", "out_1") is None


def test_history_is_not_read_without_the_scope(slack: ScriptedSlack, gateway: Gateway) -> None:
    identify_with(slack, gateway, "chat:write,im:history")
    assert gateway.find_notice("C1", "out_1") == Refused("missing_scope")
    assert gateway.find_notice("D1", "out_1") is None
    assert [c.arguments["channel"] for c in slack.of("conversations.history")] == ["D1"]


def test_a_private_channel_needs_its_own_history_scope(slack: ScriptedSlack, gateway: Gateway) -> None:
    identify_with(slack, gateway, "channels:history")
    slack.will("conversations.info", Answer({"ok": True, "channel": {"id": "C1", "is_private": True}}))
    assert gateway.find_notice("C1", "out_1") == Refused("missing_scope")
    assert gateway.find_notice("C2", "out_1") is None


def test_people_of_other_workspaces_count_as_guests(slack: ScriptedSlack, gateway: Gateway) -> None:
    members = [
        {"id": "U1", "profile": {"display_name": "Emma"}, "locale": "en-US", "tz": "Europe/Berlin"},
        {"id": "U2", "name": "guest", "is_restricted": True},
        {"id": "U3", "name": "stranger", "is_stranger": True},
    ]
    slack.will("users.list", page({"members": members}, "more"))
    answer = gateway.people_page("T1")
    assert isinstance(answer, tuple)
    assert [(p.name, p.is_guest) for p in answer[0]] == [("Emma", False), ("guest", True), ("stranger", True)]
    assert answer[1] == "more"


def test_a_response_url_is_answered_privately(slack: ScriptedSlack, gateway: Gateway) -> None:
    assert isinstance(gateway.answer(f"{slack.url}response", HELLO), Sent)
    sent = slack.of("response")[0].arguments
    assert (sent["response_type"], sent["replace_original"], sent["text"]) == ("ephemeral", False, "Hello")


def test_a_spent_response_url_is_a_refusal(slack: ScriptedSlack, gateway: Gateway) -> None:
    slack.will("response", Answer("used_url", 404))
    assert gateway.answer(f"{slack.url}response", HELLO) == Refused("used_url")
