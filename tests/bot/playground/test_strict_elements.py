"""Limits of elements and options: what just fits is taken, one more is refused with the path to it."""

import pytest

from bot.playground.strictness import check_message

from .block_samples import A, actions, confirm, mrkdwn, option, options, select
from .raw_app import Json, button, plain, text_input

# (a block that is taken, one that is refused, where the problem is)
RULES: dict[str, tuple[Json, Json, str]] = {
    "action_id unique in a block": (
        actions(button("one"), button("two")),
        actions(button("one"), button("one")),
        "/blocks/0/elements",
    ),
    "action_id length": (actions(button(A * 255)), actions(button(A * 256)), "/blocks/0/elements/0/action_id"),
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
    "file input is for modals": (
        text_input(),
        {**text_input(), "element": {"type": "file_input", "action_id": "f"}},
        "/blocks/0/element",
    ),
}


@pytest.mark.parametrize("rule", RULES)
def test_an_element_at_the_limit_is_taken_and_one_beyond_refused(rule: str) -> None:
    good, bad, path = RULES[rule]
    assert check_message([good]) == []
    problems = check_message([bad])
    assert any(f"[json-pointer:{path}]" in problem for problem in problems), problems
