"""Limits of whole messages and views, of metadata and suggestions, and how the API reports them."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.strictness import check_message, check_metadata, check_suggestions, check_view

from .block_samples import A, actions, mrkdwn, option, options, section, table
from .raw_app import Json, button, modal, plain, text_input


def test_a_message_holds_50_blocks() -> None:
    assert check_message([{"type": "divider"}] * 50) == []
    assert "[json-pointer:/blocks]" in check_message([{"type": "divider"}] * 51)[0]


def test_block_ids_are_unique_in_a_message() -> None:
    one, two = {"type": "divider", "block_id": "1"}, {"type": "divider", "block_id": "2"}
    assert check_message([one, two]) == []
    assert "already exists" in check_message([one, one])[0]


def test_the_same_action_id_may_stand_in_two_blocks() -> None:
    assert check_message([actions(button("same")), actions(button("same"))]) == []


def test_markdown_counts_together() -> None:
    half = {"type": "markdown", "text": A * 6000}
    assert check_message([half, half]) == []
    assert check_message([half, half, {"type": "markdown", "text": A}]) != []


def test_two_charts_are_enough() -> None:
    chart = {"type": "data_visualization", "title": A}
    assert check_message([chart] * 2) == []
    assert check_message([chart] * 3) != []


def test_a_hundred_attachments_and_their_blocks_are_checked() -> None:
    assert check_message([], [{"text": A}] * 100) == []
    assert check_message([], [{"text": A}] * 101) != []
    assert "/attachments/0/blocks/0" in check_message([], [{"blocks": [section("")]}])[0]


VIEWS: dict[str, tuple[Json, Json, str]] = {
    "title": (modal(title=plain(A * 24)), modal(title=plain(A * 25)), "/view/title/text"),
    "submit": (modal(submit=plain(A * 24)), modal(submit=plain(A * 25)), "/view/submit/text"),
    "close": (modal(close=plain(A * 24)), modal(close=plain(A * 25)), "/view/close/text"),
    "private_metadata": (
        modal(private_metadata=A * 3000),
        modal(private_metadata=A * 3001),
        "/view/private_metadata",
    ),
    "callback_id": (modal(callback_id=A * 255), modal(callback_id=A * 256), "/view/callback_id"),
    "external_id": (modal(external_id=A * 255), modal(external_id=A * 256), "/view/external_id"),
    "blocks": (modal(*[{"type": "divider"}] * 100), modal(*[{"type": "divider"}] * 101), "/view/blocks"),
    "block in a view": (modal(section(A * 3000)), modal(section(A * 3001)), "/view/blocks/0/text/text"),
    "tables are for messages": (modal(section(A)), modal(table(1, 1)), "/view/blocks/0/type"),
    "unknown property": (modal(), modal(colour="red"), "/view"),
    "one focus": (
        modal(text_input("a", focus_on_load=True), text_input("b")),
        modal(text_input("a", focus_on_load=True), text_input("b", focus_on_load=True)),
        "/view/blocks/1/element/focus_on_load",
    ),
    "home has no title": (
        {"type": "home", "blocks": [{"type": "divider"}]},
        {"type": "home", "blocks": [{"type": "divider"}], "title": plain(A)},
        "/view",
    ),
}


@pytest.mark.parametrize("rule", VIEWS)
def test_a_view_at_the_limit_is_taken_and_one_beyond_refused(rule: str) -> None:
    good, bad, path = VIEWS[rule]
    assert check_view(good) == ("", [])
    code, problems = check_view(bad)
    assert code == "invalid_arguments"
    assert any(f"[json-pointer:{path}]" in problem for problem in problems), problems


def test_a_modal_needs_a_title_and_inputs_need_submit() -> None:
    without_title = {key: value for key, value in modal().items() if key != "title"}
    assert "missing required field: title" in check_view(without_title)[1][0]
    without_submit = {key: value for key, value in modal().items() if key != "submit"}
    assert "needs submit" in check_view(without_submit)[1][0]
    assert check_view({**without_submit, "blocks": [section(A)]}) == ("", [])


def test_an_alert_and_a_file_input_may_stand_in_a_modal() -> None:
    file_input = {**text_input(), "element": {"type": "file_input", "action_id": "f"}}
    assert check_view(modal({"type": "alert", "text": mrkdwn(A)}, file_input)) == ("", [])


def test_a_view_of_250_kilobytes_is_too_large() -> None:
    many = [section(A * 3000) for _ in range(80)]
    assert check_view(modal(*many))[0] == ""
    assert check_view(modal(*many, *many[:5]))[0] == "view_too_large"


def test_suggestions_have_limits_too() -> None:
    assert check_suggestions({"options": options(100)}) == []
    assert check_suggestions({"options": []}) == []
    assert check_suggestions({"options": options(101)}) != []
    assert check_suggestions({"options": [option(A * 76)]}) != []
    assert check_suggestions({}) != []
    assert check_suggestions({"option_groups": [{"label": plain(A * 76), "options": options(1)}]}) != []


def test_metadata_rules() -> None:
    assert check_metadata({"event_type": "a.b_c", "event_payload": {}}) == ("", [])
    assert check_metadata({})[0] == ""
    assert check_metadata({"event_type": "a"})[0] == "invalid_metadata_format"
    assert check_metadata([])[0] == "invalid_metadata_format"


class TestOverTheApi:
    def test_refused_blocks_come_back_as_invalid_blocks_with_the_path(self, web: WebClient) -> None:
        with pytest.raises(SlackApiError) as caught:
            web.chat_postMessage(channel="C0RADAR", text="x", blocks=[section(A * 3001)])
        body = caught.value.response
        assert body["error"] == "invalid_blocks"
        assert "/blocks/0/text/text" in body["response_metadata"]["messages"][0]

    def test_blocks_that_are_no_list_are_refused(self, web: WebClient) -> None:
        with pytest.raises(SlackApiError) as caught:
            web.chat_postMessage(channel="C0RADAR", text="x", blocks='{"type": "divider"}')
        assert caught.value.response["error"] == "invalid_blocks_format"

    def test_all_blocks_together_are_limited(self, web: WebClient) -> None:
        assert web.chat_postMessage(channel="C0RADAR", text="x", blocks=[section(A * 3000)] * 4)["ok"]
        with pytest.raises(SlackApiError) as caught:
            web.chat_postMessage(channel="C0RADAR", text="x", blocks=[section(A * 3000)] * 5)
        assert caught.value.response["error"] == "msg_blocks_too_long"

    def test_blocks_without_text_are_taken_with_a_warning(self, web: WebClient, traffic: Any) -> None:
        answer = web.api_call("chat.postMessage", json={"channel": "C0RADAR", "blocks": [section(A)]})
        assert answer["warning"] == "missing_text_in_message"
        assert traffic("chat.postMessage")[0]["warnings"] == ["missing_text_in_message"]

    def test_a_view_is_refused_with_the_path(self, web: WebClient) -> None:
        with pytest.raises(SlackApiError) as caught:
            web.views_publish(user_id="U0LIN", view={"type": "home", "blocks": [section("")]})
        assert "/view/blocks/0/text/text" in caught.value.response["response_metadata"]["messages"][0]
