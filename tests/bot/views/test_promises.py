"""What every view promises: it fits Slack, it can be heard, and its buttons can be told apart."""

import re
from collections import Counter

import pytest

from bot.blocks.kit import Message
from bot.blocks.lifecycle.card import headline

from .reading import blocks_of, check, elements, presses, texts
from .samples import ANSWERS, FORMS, LOCALES, MESSAGES, lens, mixed_card

MAKERS = MESSAGES | ANSWERS | FORMS
SPOKEN = MESSAGES | ANSWERS
VIEWS = [(name, locale) for locale in LOCALES for name in MAKERS]
HEARD = [(name, locale) for locale in LOCALES for name in SPOKEN]

SHAPES = re.compile(r"[●○◐•…\s·>*_`]")
"""Shapes and marks for the eye, which carry no words."""


@pytest.mark.parametrize(("name", "locale"), VIEWS)
def test_a_view_keeps_every_limit_of_slack(name: str, locale: str) -> None:
    check(MAKERS[name](lens(locale)))


@pytest.mark.parametrize(("name", "locale"), HEARD)
def test_the_text_names_everybody_whom_the_blocks_name(name: str, locale: str) -> None:
    message = SPOKEN[name](lens(locale))
    assert isinstance(message, Message)
    shown = {person for text in texts(message.blocks) for person in re.findall(r"<@\w+>", text)}
    assert shown <= set(re.findall(r"<@\w+>", message.text))


@pytest.mark.parametrize(("name", "locale"), HEARD)
def test_the_text_says_what_stands_out_in_the_blocks(name: str, locale: str) -> None:
    message = SPOKEN[name](lens(locale))
    assert isinstance(message, Message)
    shown = [t for b in message.blocks if b["type"] in {"section", "context"} for t in texts(b.get("text", b))]
    bold = {found for text in shown for found in re.findall(r"\*([^*\n]+)\*", text)}
    headers = {" ".join(t.split()) for b in message.blocks if b["type"] == "header" for t in texts(b)}
    assert {mark for mark in bold | headers if mark not in message.text} == set()


@pytest.mark.parametrize(("name", "locale"), HEARD)
def test_the_text_is_more_than_a_title(name: str, locale: str) -> None:
    message = SPOKEN[name](lens(locale))
    assert isinstance(message, Message)
    headers = "".join(t for b in message.blocks if b["type"] == "header" for t in texts(b))
    assert len(SHAPES.sub("", message.text)) > len(SHAPES.sub("", headers))


@pytest.mark.parametrize(("name", "locale"), VIEWS)
def test_nothing_is_said_by_a_shape_alone(name: str, locale: str) -> None:
    lines = [line for text in texts(blocks_of(MAKERS[name](lens(locale)))) for line in text.splitlines()]
    assert [line for line in lines if line.strip() and not SHAPES.sub("", line)] == []


@pytest.mark.parametrize(("name", "locale"), VIEWS)
def test_buttons_that_read_alike_sound_different(name: str, locale: str) -> None:
    view = MAKERS[name](lens(locale))
    buttons = [e for e in elements(view) if e["type"] == "button"]
    alike = {text for text, n in Counter(e["text"]["text"] for e in buttons).items() if n > 1}
    heard = [e.get("accessibility_label") for e in buttons if e["text"]["text"] in alike]
    assert all(heard)


@pytest.mark.parametrize(("name", "locale"), VIEWS)
def test_every_button_says_what_it_is_about(name: str, locale: str) -> None:
    """All but those that are about the page itself."""
    own = {
        "prj.new",
        "prj.list_more",
        "home.page",
        "prj.history",
        "menu",
        "policy.change",
        "policy.gate",
        "policy.history",
        "prefs.own",
        "sch.do",
        "day.start",
        "day.stop",
        "prj.portfolio_png",
        "prefs.channel",
        "ask.snooze_all",
        "ask.unsnooze_all",
    }
    for press in presses(MAKERS[name](lens(locale))):
        assert press.act in own or press.ref.project_id, press


@pytest.mark.parametrize("locale", LOCALES)
def test_progress_is_told_in_words_beside_the_dots(locale: str) -> None:
    text = headline(mixed_card(stage="initiation", shown_stage="initiation"), lens(locale)).text
    words = {"en": "Stage 3 of 6 · Initiation", "zh_CN": "第 3/6 阶段 · 立项"}
    assert f"*{words[locale]}*  ●●●○○○" in text


@pytest.mark.parametrize(("name", "locale"), [(n, "zh_CN") for n in MAKERS])
def test_no_english_slips_into_a_chinese_view(name: str, locale: str) -> None:
    """Words of people, codes and product names aside."""
    view = MAKERS[name](lens(locale))
    foreign = re.compile(r"\b(the|and|of|is|are|you|your|due|stage|gate|deliverables?|submit|review|open)\b", re.I)
    own = re.compile(r"`[^`]*`|<[^>]*>|https?://\S+")
    people_said = (
        "Radar without interference", "Interference-free sensing for crowded roads", "See the report.",
        "Measured on", "See the annex.", "Please add the family filed in 2024.", "The fair is next week",
        "Budget is frozen", "Known since 1998", "All evidence is attached.", "Wait for the filing",
        "The lab has no sample",
        "Something went wrong.", "The name has changed.", "Something to read.", "roads &amp; two tunnels",
    )  # fmt: skip
    for text in texts(blocks_of(view)):
        bare = own.sub("", text)
        for said in people_said:
            bare = bare.replace(said, "")
        assert not foreign.search(bare), text
