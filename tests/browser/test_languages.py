"""The page speaks the acting member's language, or the one that was fixed; both lack nothing."""

import re

import httpx
import pytest
from playwright.sync_api import expect

from .screen import EMMA, GENERAL, LIN, LIU, RAJ, Screen

pytestmark = pytest.mark.browser


def test_the_page_follows_the_language_of_the_acting_member(screen: Screen) -> None:
    expect(screen.page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(screen.composer).to_have_attribute("placeholder", "发消息到 #proj-radar")
    screen.act_as(RAJ)
    expect(screen.page.locator("html")).to_have_attribute("lang", "en")
    expect(screen.composer).to_have_attribute("placeholder", "Message #proj-radar")
    screen.act_as(LIU)
    expect(screen.composer).to_have_attribute("placeholder", "发消息到 #proj-radar")


def test_a_fixed_language_stays_with_every_member_until_it_follows_again(screen: Screen) -> None:
    languages = screen.page.get_by_role("group", name="页面语言")
    languages.get_by_role("button", name="English").click()
    expect(screen.page.locator("#sidebar")).to_contain_text("Channels")
    expect(screen.page.get_by_role("button", name="English")).to_have_attribute("aria-pressed", "true")
    screen.act_as(EMMA)
    screen.page.get_by_role("button", name="中文").click()
    expect(screen.page.locator("#sidebar")).to_contain_text("频道")
    screen.page.get_by_role("button", name="自动").click()
    expect(screen.page.locator("#sidebar")).to_contain_text("Channels")


def test_the_member_switch_shows_language_and_local_time(screen: Screen) -> None:
    switch = screen.page.locator("#member-switch")
    expect(switch).to_contain_text(re.compile(r"中文 · \d\d:\d\d Shanghai"))
    switch.click()
    expect(screen.page.get_by_role("menuitemradio", name=re.compile("Emma"))).to_contain_text(
        re.compile(r"英语 · \d\d:\d\d Berlin")
    )
    expect(screen.page.get_by_role("menuitemradio", checked=True)).to_contain_text("林岚")


def test_an_open_member_menu_stays_when_a_message_comes_in(screen: Screen) -> None:
    screen.page.locator("#member-switch").click()
    message = {"as": RAJ, "channel": GENERAL, "text": "Anybody here?"}
    httpx.post(f"{screen.url}/user/message", json=message, trust_env=False).raise_for_status()
    expect(screen.page.locator("#sidebar .unread-count").first).to_be_visible()
    screen.page.get_by_role("menuitemradio", name=re.compile("Emma")).click()
    expect(screen.page.locator(".me-name")).to_have_text("Emma Fischer")


def test_what_was_typed_belongs_to_the_member_who_typed_it(screen: Screen) -> None:
    screen.composer.fill("half a thought")
    screen.act_as(EMMA)
    expect(screen.composer).to_have_value("")
    screen.act_as(LIN)
    expect(screen.composer).to_have_value("half a thought")


def test_both_languages_have_the_same_words_with_the_same_parts(screen: Screen) -> None:
    tables = screen.page.evaluate("""async () => {
        const [english, chinese] = await Promise.all([import('/js/words-en.js'), import('/js/words-zh.js')]);
        return [english.EN, chinese.ZH];
    }""")
    english, chinese = tables
    assert set(english) == set(chinese)
    assert {key: parts(text) for key, text in english.items()} == {key: parts(text) for key, text in chinese.items()}
    assert [key for key, text in chinese.items() if not text.strip()] == []


def parts(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))
