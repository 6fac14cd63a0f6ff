"""Limits of blocks: what just fits is taken, one more is refused with the path to it."""

import pytest

from bot.playground.strictness import check_message

from .block_samples import A, actions, card, mrkdwn, section, table
from .raw_app import Json, button, plain, text_input

# (a block that is taken, one that is refused, where the problem is)
RULES: dict[str, tuple[Json, Json, str]] = {
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
    "block_id length": (
        {"type": "divider", "block_id": A * 255},
        {"type": "divider", "block_id": A * 256},
        "/blocks/0/block_id",
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
}


@pytest.mark.parametrize("rule", RULES)
def test_a_block_at_the_limit_is_taken_and_one_beyond_refused(rule: str) -> None:
    good, bad, path = RULES[rule]
    assert check_message([good]) == []
    problems = check_message([bad])
    assert any(f"[json-pointer:{path}]" in problem for problem in problems), problems
