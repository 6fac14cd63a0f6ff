"""Every limit of Slack's blocks and views: what just fits is taken, one more is refused with the path to it."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.strictness import check_message, check_metadata, check_suggestions, check_view

from .raw_app import Json, button, modal, plain, text_input

A = "a"


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: Any = None, **more: Any) -> Json:
    return {"type": "section", **({"text": mrkdwn(text)} if text is not None else {}), **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def option(text: str = "One", value: str = "1", **more: Any) -> Json:
    return {"text": plain(text), "value": value, **more}


def options(count: int) -> list[Json]:
    return [option(str(n), str(n)) for n in range(count)]


def select(**more: Any) -> Json:
    return {
        "type": "static_select",
        "action_id": "s",
        **({} if "option_groups" in more else {"options": options(1)}),
        **more,
    }


def confirm(**more: Any) -> Json:
    return {"title": plain("t"), "text": plain("x"), "confirm": plain("y"), "deny": plain("n"), **more}


def card(**more: Any) -> Json:
    return {"type": "card", "title": mrkdwn("t"), **more}


def table(rows: int, columns: int) -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * columns] * rows}


# (a block that is taken, a block that is refused, where the problem is)
BLOCKS: dict[str, tuple[Json, Json, str]] = {
    "section text": (section(A * 3000), section(A * 3001), "/blocks/0/text/text"),
    "section text empty": (section(A), section(""), "/blocks/0/text/text"),
    "section without anything": (section(A), section(), "/blocks/0"),
    "section fields": (section(fields=[mrkdwn(A)] * 10), section(fields=[mrkdwn(A)] * 11), "/blocks/0/fields"),
    "section field": (
        section(fields=[plain(A * 2000)]),
        section(fields=[plain(A * 2001)]),
        "/blocks/0/fields/0/text",
    ),
    "section accessory": (
        section(A, accessory=button()),
        section(A, accessory={"type": "datetimepicker", "action_id": "d"}),
        "/blocks/0/accessory",
    ),
    "header text": (
        {"type": "header", "text": plain(A * 150)},
        {"type": "header", "text": plain(A * 151)},
        "/blocks/0/text/text",
    ),
    "header is plain": (
        {"type": "header", "text": plain(A)},
        {"type": "header", "text": mrkdwn(A)},
        "/blocks/0/text",
    ),
    "context elements": (
        {"type": "context", "elements": [mrkdwn(A)] * 10},
        {"type": "context", "elements": [mrkdwn(A)] * 11},
        "/blocks/0/elements",
    ),
    "context empty": (
        {"type": "context", "elements": [mrkdwn(A)]},
        {"type": "context", "elements": []},
        "/blocks/0/elements",
    ),
    "context holds no buttons": (
        {"type": "context", "elements": [plain(A)]},
        {"type": "context", "elements": [button()]},
        "/blocks/0/elements/0",
    ),
    "actions elements": (
        actions(*(button(f"b{n}") for n in range(25))),
        actions(*(button(f"b{n}") for n in range(26))),
        "/blocks/0/elements",
    ),
    "actions hold no inputs": (
        actions(button()),
        actions({"type": "plain_text_input", "action_id": "x"}),
        "/blocks/0/elements/0",
    ),
    "action_id unique in a block": (
        actions(button("one"), button("two")),
        actions(button("one"), button("one")),
        "/blocks/0/elements",
    ),
    "action_id length": (actions(button(A * 255)), actions(button(A * 256)), "/blocks/0/elements/0/action_id"),
    "block_id length": (
        {"type": "divider", "block_id": A * 255},
        {"type": "divider", "block_id": A * 256},
        "/blocks/0/block_id",
    ),
    "button text": (
        actions({**button(), "text": plain(A * 75)}),
        actions({**button(), "text": plain(A * 76)}),
        "/blocks/0/elements/0/text/text",
    ),
    "button text is plain": (
        actions(button()),
        actions({**button(), "text": mrkdwn(A)}),
        "/blocks/0/elements/0/text",
    ),
    "button value": (
        actions(button(value=A * 2000)),
        actions(button(value=A * 2001)),
        "/blocks/0/elements/0/value",
    ),
    "button url": (
        actions({**button(), "url": A * 3000}),
        actions({**button(), "url": A * 3001}),
        "/blocks/0/elements/0/url",
    ),
    "button style": (
        actions({**button(), "style": "danger"}),
        actions({**button(), "style": "default"}),
        "/blocks/0/elements/0/style",
    ),
    "no invented properties": (
        actions(button()),
        actions({**button(), "colour": "red"}),
        "/blocks/0/elements/0",
    ),
    "option text": (
        actions(select(options=[option(A * 75)])),
        actions(select(options=[option(A * 76)])),
        "/blocks/0/elements/0/options/0/text/text",
    ),
    "option value": (
        actions(select(options=[option(value=A * 150)])),
        actions(select(options=[option(value=A * 151)])),
        "/blocks/0/elements/0/options/0/value",
    ),
    "option description": (
        actions(select(options=[option(description=plain(A * 75))])),
        actions(select(options=[option(description=plain(A * 76))])),
        "/blocks/0/elements/0/options/0/description/text",
    ),
    "select options": (
        actions(select(options=options(100))),
        actions(select(options=options(101))),
        "/blocks/0/elements/0/options",
    ),
    "select option groups": (
        actions(select(option_groups=[{"label": plain("g"), "options": options(1)}] * 100)),
        actions(select(option_groups=[{"label": plain("g"), "options": options(1)}] * 101)),
        "/blocks/0/elements/0/option_groups",
    ),
    "options or groups": (
        actions(select()),
        actions({**select(), "option_groups": [{"label": plain("g"), "options": options(1)}]}),
        "/blocks/0/elements/0",
    ),
    "initial option is one of them": (
        actions(select(options=options(2), initial_option=options(2)[1])),
        actions(select(options=options(2), initial_option=option("Other", "other"))),
        "/blocks/0/elements/0/initial_option",
    ),
    "placeholder": (
        actions(select(placeholder=plain(A * 150))),
        actions(select(placeholder=plain(A * 151))),
        "/blocks/0/elements/0/placeholder/text",
    ),
    "overflow options": (
        actions({"type": "overflow", "action_id": "o", "options": options(5)}),
        actions({"type": "overflow", "action_id": "o", "options": options(6)}),
        "/blocks/0/elements/0/options",
    ),
    "checkboxes": (
        actions({"type": "checkboxes", "action_id": "c", "options": options(10)}),
        actions({"type": "checkboxes", "action_id": "c", "options": options(11)}),
        "/blocks/0/elements/0/options",
    ),
    "radio buttons": (
        actions({"type": "radio_buttons", "action_id": "c", "options": options(10)}),
        actions({"type": "radio_buttons", "action_id": "c", "options": options(11)}),
        "/blocks/0/elements/0/options",
    ),
    "confirm title": (
        actions({**button(), "confirm": confirm(title=plain(A * 100))}),
        actions({**button(), "confirm": confirm(title=plain(A * 101))}),
        "/blocks/0/elements/0/confirm/title/text",
    ),
    "confirm text": (
        actions({**button(), "confirm": confirm(text=mrkdwn(A * 300))}),
        actions({**button(), "confirm": confirm(text=mrkdwn(A * 301))}),
        "/blocks/0/elements/0/confirm/text/text",
    ),
    "confirm button": (
        actions({**button(), "confirm": confirm(confirm=plain(A * 30))}),
        actions({**button(), "confirm": confirm(confirm=plain(A * 31))}),
        "/blocks/0/elements/0/confirm/confirm/text",
    ),
    "confirm deny": (
        actions({**button(), "confirm": confirm(deny=plain(A * 30))}),
        actions({**button(), "confirm": confirm(deny=plain(A * 31))}),
        "/blocks/0/elements/0/confirm/deny/text",
    ),
    "initial date": (
        actions({"type": "datepicker", "action_id": "d", "initial_date": "2026-11-23"}),
        actions({"type": "datepicker", "action_id": "d", "initial_date": "23.11.2026"}),
        "/blocks/0/elements/0/initial_date",
    ),
    "initial time": (
        actions({"type": "timepicker", "action_id": "d", "initial_time": "23:59"}),
        actions({"type": "timepicker", "action_id": "d", "initial_time": "24:00"}),
        "/blocks/0/elements/0/initial_time",
    ),
    "image source": (
        {"type": "image", "image_url": "https://example.com/a.png", "alt_text": A},
        {"type": "image", "alt_text": A},
        "/blocks/0",
    ),
    "image alt text": (
        {"type": "image", "image_url": "u", "alt_text": A * 2000},
        {"type": "image", "image_url": "u", "alt_text": A * 2001},
        "/blocks/0/alt_text",
    ),
    "image url": (
        {"type": "image", "image_url": A * 3000, "alt_text": A},
        {"type": "image", "image_url": A * 3001, "alt_text": A},
        "/blocks/0/image_url",
    ),
    "image title": (
        {"type": "image", "image_url": "u", "alt_text": A, "title": plain(A * 2000)},
        {"type": "image", "image_url": "u", "alt_text": A, "title": plain(A * 2001)},
        "/blocks/0/title/text",
    ),
    "input label": (
        {**text_input(), "label": plain(A * 2000)},
        {**text_input(), "label": plain(A * 2001)},
        "/blocks/0/label/text",
    ),
    "input hint": (
        {**text_input(), "hint": plain(A * 2000)},
        {**text_input(), "hint": plain(A * 2001)},
        "/blocks/0/hint/text",
    ),
    "input holds no buttons": (text_input(), {**text_input(), "element": button()}, "/blocks/0/element"),
    "text input max_length": (
        text_input(max_length=3000),
        text_input(max_length=3001),
        "/blocks/0/element/max_length",
    ),
    "text input initial value": (
        text_input(initial_value=A * 3000),
        text_input(initial_value=A * 3001),
        "/blocks/0/element/initial_value",
    ),
    "initial value within max_length": (
        text_input(initial_value=A * 5, max_length=5),
        text_input(initial_value=A * 6, max_length=5),
        "/blocks/0/element/initial_value",
    ),
    "number input says whether decimal": (
        {**text_input(), "element": {"type": "number_input", "action_id": "n", "is_decimal_allowed": False}},
        {**text_input(), "element": {"type": "number_input", "action_id": "n"}},
        "/blocks/0/element",
    ),
    "markdown": (
        {"type": "markdown", "text": A * 12_000},
        {"type": "markdown", "text": A * 12_001},
        "/blocks/0/text",
    ),
    "table rows": (table(100, 1), table(101, 1), "/blocks/0/rows"),
    "table columns": (table(1, 20), table(1, 21), "/blocks/0/rows/0"),
    "data table rows": (
        {"type": "data_table", "rows": [[1]] * 101},
        {"type": "data_table", "rows": [[1]] * 102},
        "/blocks/0/rows",
    ),
    "data table rows are equally long": (
        {"type": "data_table", "rows": [[1], [2]]},
        {"type": "data_table", "rows": [[1], [2, 3]]},
        "/blocks/0/rows",
    ),
    "chart title": (
        {"type": "data_visualization", "title": A * 50},
        {"type": "data_visualization", "title": A * 51},
        "/blocks/0/title",
    ),
    "card title": (card(title=mrkdwn(A * 150)), card(title=mrkdwn(A * 151)), "/blocks/0/title/text"),
    "card subtitle": (card(subtitle=mrkdwn(A * 150)), card(subtitle=mrkdwn(A * 151)), "/blocks/0/subtitle/text"),
    "card body": (card(body=mrkdwn(A * 200)), card(body=mrkdwn(A * 201)), "/blocks/0/body/text"),
    "carousel cards": (
        {"type": "carousel", "elements": [card()] * 10},
        {"type": "carousel", "elements": [card()] * 11},
        "/blocks/0/elements",
    ),
    "container children": (
        {"type": "container", "child_blocks": [section(A)] * 10},
        {"type": "container", "child_blocks": [section(A)] * 11},
        "/blocks/0/child_blocks",
    ),
    "video title": (
        {"type": "video", "title": plain(A * 199), "alt_text": A, "video_url": A, "thumbnail_url": A},
        {"type": "video", "title": plain(A * 200), "alt_text": A, "video_url": A, "thumbnail_url": A},
        "/blocks/0/title/text",
    ),
    "rich text elements": (
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]},
        {"type": "rich_text", "elements": [{"type": "text", "text": A}]},
        "/blocks/0/elements/0",
    ),
    "known block types": ({"type": "divider"}, {"type": "line"}, "/blocks/0/type"),
    "alert is for modals": ({"type": "divider"}, {"type": "alert", "text": mrkdwn(A)}, "/blocks/0/type"),
    "file input is for modals": (
        text_input(),
        {**text_input(), "element": {"type": "file_input", "action_id": "f"}},
        "/blocks/0/element",
    ),
}


@pytest.mark.parametrize("rule", BLOCKS)
def test_a_block_at_the_limit_is_taken_and_one_beyond_refused(rule: str) -> None:
    good, bad, path = BLOCKS[rule]
    assert check_message([good]) == []
    problems = check_message([bad])
    assert any(f"[json-pointer:{path}]" in problem for problem in problems), problems


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
