"""The kit: safe text, and a refusal for everything that Slack would refuse."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import inputs, kit
from bot.blocks.kit import LIMITS, LimitExceeded, Message, check_message, check_view
from bot.blocks.sheet import Sheet
from bot.ids import Act, Form, Ref, unpack

REF = Ref(project_id="prj_1")


def test_clip_leaves_short_text_alone_and_marks_what_is_missing() -> None:
    assert kit.clip("four", 4) == "four"
    assert kit.clip("fives", 4) == "fiv…"


def test_user_text_can_neither_mention_nor_link() -> None:
    assert kit.escape("<!channel> & <@U1>") == "&lt;!channel&gt; &amp; &lt;@U1&gt;"


@given(st.text(alphabet="<>&ab ;", max_size=60), st.integers(min_value=1, max_value=60))
def test_escaping_within_a_limit_never_cuts_an_escape(text: str, limit: int) -> None:
    escaped = kit.escape(text, limit)
    assert len(escaped) <= limit
    bare = escaped.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")
    assert not set("&<>") & set(bare)


@given(
    st.lists(st.sampled_from(["<@U0LIN>", "&amp;", "word ", "<!date^1^{date}|x>"]), max_size=30), st.integers(20, 90)
)
def test_fitting_never_cuts_a_mention_a_date_or_an_escape(parts: list[str], limit: int) -> None:
    fitted = kit.fit("".join(parts), limit)
    assert len(fitted) <= limit
    assert fitted.count("<") == fitted.count(">")
    assert fitted.count("&") == fitted.count(";")


@given(st.text(max_size=9000))
def test_long_text_is_split_without_losing_a_character(text: str) -> None:
    shown = [block["text"]["text"] for block in kit.sections(kit.escape(text))]
    assert all(0 < len(piece) <= 3000 for piece in shown)
    assert "".join("".join(shown).split()) == "".join(kit.escape(text).split())


def test_a_link_with_characters_that_end_a_link_is_shown_as_text() -> None:
    assert kit.link("https://example.org/?a=1&b=2", "a&b") == "<https://example.org/?a=1&amp;b=2|a&amp;b>"
    assert kit.link("https://example.org/|x>", "x") == "https://example.org/|x&gt;"


def test_bold_does_not_break_on_an_asterisk() -> None:
    assert (kit.bold("a"), kit.bold("a*b"), kit.bold("")) == ("*a*", "a*b", "")


def test_a_quotation_marks_every_line_and_ends_somewhere() -> None:
    assert kit.quote("one\n\ntwo <3", 100) == ">one\n>two &lt;3"
    assert len(kit.quote("x\n" * 500, 5000).splitlines()) == 13


def test_a_button_carries_its_ref_and_a_label_for_the_ear() -> None:
    button = kit.button("Submit", Act.SUBMIT, REF, label="Submit " + "x" * 100)
    assert unpack(button["value"]) == REF
    assert len(button["accessibility_label"]) == 75


def test_a_menu_entry_names_its_act_and_ref() -> None:
    option = kit.menu([("Hold", Act.HOLD, REF)])["options"][0]
    act, _, packed = option["value"].partition("|")
    assert (Act(act), unpack(packed)) == (Act.HOLD, REF)


def section_message(**section: Any) -> Message:
    return Message("text", [{"type": "section", "text": {"type": "mrkdwn", "text": "x"}} | section])


def button(**fields: Any) -> dict[str, Any]:
    return kit.button("x", Act.SUBMIT, REF) | fields


def options(count: int) -> list[dict[str, Any]]:
    return [inputs.option(f"o{n}", f"v{n}") for n in range(count)]


TOO_MUCH: dict[str, Message] = {
    "message text": Message("x" * 4001, []),
    "message blocks": Message("x", [kit.divider()] * 51),
    "message size": Message("x", [kit.section("x" * 3000)] * 5),
    "section text": Message("x", [kit.section("x" * 3001)]),
    "section fields": section_message(fields=[kit.plain("x")] * 11),
    "field text": section_message(fields=[kit.plain("x" * 2001)]),
    "header text": Message("x", [{"type": "header", "text": kit.plain("x" * 151)}]),
    "context elements": Message("x", [kit.note(*["x"] * 11)]),
    "context text": Message("x", [kit.note("x" * 3001)]),
    "actions elements": Message("x", [kit.actions(*(button(action_id=str(n)) for n in range(26)))]),
    "block_id": section_message(block_id="x" * 256),
    "action_id": Message("x", [kit.actions(button(action_id="x" * 256))]),
    "button text": Message("x", [kit.actions(button(text=kit.plain("x" * 76)))]),
    "button value": Message("x", [kit.actions(button(value="x" * 2001))]),
    "button url": Message("x", [kit.actions(button(url="x" * 3001))]),
    "accessibility_label": Message("x", [kit.actions(button(accessibility_label="x" * 76))]),
    "overflow options": Message("x", [kit.actions(kit.menu([("x", Act.HOLD, Ref(number=n)) for n in range(6)]))]),
    "option text": Message("x", [kit.actions(kit.menu([("x" * 76, Act.HOLD, REF)]))]),
    "option value": Message("x", [kit.actions(kit.menu([("x", Act.HOLD, Ref(extra="x" * 200))]))]),
    "confirm title": Message("x", [kit.actions(button(confirm=kit.confirm("x" * 101, "x", "x", "x")))]),
    "confirm text": Message("x", [kit.actions(button(confirm=kit.confirm("x", "x" * 301, "x", "x")))]),
    "confirm button": Message("x", [kit.actions(button(confirm=kit.confirm("x", "x", "x" * 31, "x")))]),
    "table rows": Message("x", [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]] * 101}]),
    "table columns": Message("x", [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * 21]}]),
    "image url": Message("x", [{"type": "image", "image_url": "x" * 3001, "alt_text": "x"}]),
    "image alt": Message("x", [{"type": "image", "image_url": "x", "alt_text": "x" * 2001}]),
    "image title": Message("x", [{"type": "image", "image_url": "x", "alt_text": "x", "title": kit.plain("x" * 2001)}]),
}


@pytest.mark.parametrize("limit", TOO_MUCH)
def test_a_message_over_a_limit_is_refused_by_the_name_of_the_limit(limit: str) -> None:
    with pytest.raises(LimitExceeded) as refused:
        check_message(TOO_MUCH[limit])
    assert refused.value.limit == limit
    assert f"{LIMITS[limit]} allowed" in str(refused.value)


def modal(*blocks: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return kit.modal(Form.HOLD, "x", blocks or (kit.divider(),), ref=Ref(), submit="x") | fields


def one_input(element: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return modal(inputs.field("f", "x", element) | fields)


TEXT = inputs.text_input("f")
TOO_MUCH_VIEW: dict[str, dict[str, Any]] = {
    "modal blocks": modal(*[kit.divider()] * 101),
    "home blocks": kit.home([kit.divider()] * 101, ref=Ref()),
    "modal title": modal(title=kit.plain("x" * 25)),
    "modal button": modal(close=kit.plain("x" * 25)),
    "private_metadata": modal(private_metadata="x" * 3001),
    "callback_id": modal(callback_id="x" * 256),
    "external_id": modal(external_id="x" * 256),
    "view size": modal(*[kit.section("x" * 2900)] * 90),
    "input label": one_input(TEXT, label=kit.plain("x" * 2001)),
    "input hint": one_input(TEXT, hint=kit.plain("x" * 2001)),
    "input text": one_input(TEXT | {"initial_value": "x" * 3001}),
    "placeholder": one_input(TEXT | {"placeholder": kit.plain("x" * 151)}),
    "select options": one_input(inputs.select("f", options(101))),
    "choice options": one_input(inputs.radio("f", options(11))),
    "option description": one_input(
        inputs.radio("f", [inputs.option("x", "x") | {"description": kit.plain("x" * 76)}])
    ),
}


@pytest.mark.parametrize("limit", TOO_MUCH_VIEW)
def test_a_view_over_a_limit_is_refused_by_the_name_of_the_limit(limit: str) -> None:
    with pytest.raises(LimitExceeded) as refused:
        check_view(TOO_MUCH_VIEW[limit])
    assert refused.value.limit == limit


def test_every_limit_has_a_test_here() -> None:
    assert set(LIMITS) == set(TOO_MUCH) | set(TOO_MUCH_VIEW)


BROKEN: dict[str, tuple[Any, Any]] = {
    "no text": (check_message, Message("", [kit.divider()])),
    "blank text": (check_message, Message(" \n", [])),
    "blank section": (check_message, Message("x", [kit.section(" ")])),
    "empty actions": (check_message, Message("x", [kit.actions()])),
    "the same block id twice": (check_message, Message("x", [kit.section("x", block_id="a")] * 2)),
    "the same action id twice": (check_message, Message("x", [kit.actions(button(), button())])),
    "the same option twice": (check_message, Message("x", [kit.actions(kit.menu([("x", Act.HOLD, REF)] * 2))])),
    "an input in a message": (check_message, Message("x", [inputs.field("f", "x", TEXT)])),
    "an unknown block": (check_message, Message("x", [{"type": "alert"}])),
    "an unknown element": (check_message, Message("x", [kit.actions({"type": "toggle", "action_id": "x"})])),
    "a button as an input": (check_view, one_input(button())),
    "an input without submit": (check_view, {k: v for k, v in one_input(TEXT).items() if k != "submit"}),
    "a view without blocks": (check_view, modal(blocks=[])),
    "too long an input to come": (check_view, one_input(TEXT | {"max_length": 3001})),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_slack_would_refuse_is_refused_before_it_is_sent(what: str) -> None:
    check, payload = BROKEN[what]
    with pytest.raises(LimitExceeded):
        check(payload)


def test_a_sheet_leaves_room_for_its_closing_lines() -> None:
    sheet = Sheet()
    while sheet.add("line", kit.section("x" * 400)):
        pass
    sheet.tell("And more")
    sheet.show(kit.actions(button()))
    check_message(sheet.message())


def test_what_a_list_cannot_take_is_neither_shown_nor_spoken() -> None:
    sheet = Sheet()
    shown = sheet.add_lines([f"line {n} " + "x" * 200 for n in range(100)])
    text = sheet.message().text
    assert 0 < shown < 100
    assert f"line {shown} " not in text
    assert f"line {shown} " not in str(sheet.blocks)


def test_an_empty_paragraph_is_no_paragraph() -> None:
    sheet = Sheet()
    sheet.tell("", "")
    assert sheet.blocks == []


def test_sentences_follow_each_other_as_their_language_writes_them() -> None:
    assert kit.sentences("One.", "", "Two.") == "One. Two."
    assert kit.sentences("先说一句。", "再说一句。") == "先说一句。再说一句。"
    assert kit.sentences("", "") == ""
