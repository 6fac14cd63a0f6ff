"""The whole page without a mouse."""

import re

import pytest
from playwright.sync_api import expect

from .conftest import OpenScreen
from .screen import EMMA, NAMES, RADAR, Screen
from .tiny_app import TinyApp

pytestmark = pytest.mark.browser


def test_a_project_form_is_asked_for_filled_in_and_sent_by_keyboard_alone(screen: Screen, tiny: TinyApp) -> None:
    keys = screen.page.keyboard
    keys.press("/")
    expect(screen.composer).to_be_focused()
    keys.type("/liandong form")
    keys.press("Enter")
    expect(screen.field("name")).to_be_focused()
    keys.type("Typed")
    keys.press("Tab")
    keys.type("Because")
    for _ in range(4):
        keys.press("Tab")
    expect(screen.field("level")).to_be_focused()
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(screen.field("level")).to_have_value("Members")
    screen.dialog.get_by_label("Technology").focus()
    keys.press("Space")
    screen.field("name").focus()
    keys.press("Enter")
    screen.expect_no_dialog()
    expect(screen.composer).to_be_focused()
    values = tiny.last("submission")
    assert values["name"]["name"]["value"] == "Typed"
    assert values["level"]["level"]["selected_option"]["value"] == "members"
    assert [o["value"] for o in values["strands"]["strands"]["selected_options"]] == ["technology"]


def test_ctrl_k_goes_to_a_conversation_by_a_part_of_its_name(screen: Screen) -> None:
    screen.page.keyboard.press("Control+k")
    entry = screen.dialog.get_by_role("combobox")
    expect(entry).to_be_focused()
    entry.fill("batt")
    expect(screen.dialog.get_by_role("option")).to_have_count(1)
    entry.press("Enter")
    screen.expect_no_dialog()
    expect(screen.page.locator("#pane h1")).to_have_text("proj-battery")


def test_ctrl_k_also_changes_the_acting_member(screen: Screen) -> None:
    screen.page.keyboard.press("Control+k")
    screen.dialog.get_by_role("combobox").fill("emma")
    screen.page.keyboard.press("Enter")
    expect(screen.page.locator(".me-name")).to_have_text(NAMES[EMMA])


def test_escape_closes_one_thing_at_a_time(screen: Screen) -> None:
    screen.say("/liandong form")
    entry = screen.field("level")
    entry.click()
    expect(screen.dialog.get_by_role("listbox")).to_be_visible()
    entry.press("Escape")
    expect(screen.dialog.get_by_role("listbox")).to_be_hidden()
    expect(screen.dialog).to_be_visible()
    entry.press("Escape")
    screen.expect_no_dialog()


def test_arrow_keys_walk_the_sidebar_and_the_messages(screen: Screen) -> None:
    places = screen.page.locator("#sidebar .place")
    expect(screen.page.locator("#sidebar .place[tabindex='0']")).to_have_count(1)
    places.nth(1).focus()
    screen.page.keyboard.press("ArrowDown")
    expect(places.nth(2)).to_be_focused()
    screen.page.keyboard.press("Home")
    expect(places.first).to_be_focused()
    screen.say("/liandong thread")
    expect(screen.page.locator("#pane .replies")).to_have_text("2 条回复")
    screen.say("Below")
    expect(screen.messages).to_have_count(2)
    screen.page.locator("#pane .scroller").focus()
    screen.page.keyboard.press("ArrowUp")
    expect(screen.last).to_be_focused()
    screen.page.keyboard.press("ArrowUp")
    expect(screen.messages.first).to_be_focused()


def test_a_message_is_added_to_a_project_by_its_shortcut_without_a_mouse(screen: Screen, tiny: TinyApp) -> None:
    """In the page's language, on messages of people and of the app; focus comes back to the button."""
    screen.say("A sweep of 77 GHz")
    expect(screen.last).to_contain_text("77 GHz")
    add = screen.last.get_by_role("button", name="加入项目：林岚的消息")
    screen.page.locator("#pane .scroller").focus()
    screen.page.keyboard.press("ArrowUp")
    expect(screen.last).to_be_focused()
    for _ in range(2):
        screen.page.keyboard.press("Tab")
    expect(add).to_be_focused()
    screen.page.keyboard.press("Enter")
    expect(screen.field("name")).to_be_focused()
    heard = tiny.last("added")
    assert (heard["type"], heard["callback_id"]) == ("message_action", "shortcut.add")
    assert (heard["message"]["text"], heard["channel"]["id"]) == ("A sweep of 77 GHz", RADAR)
    screen.page.keyboard.press("Escape")
    screen.expect_no_dialog()
    expect(add).to_be_focused()
    screen.act_as(EMMA)
    expect(screen.last.get_by_role("button", name="Add to a project: message by 林岚")).to_be_attached()


def test_the_tabs_of_the_app_change_with_the_arrow_keys(screen: Screen) -> None:
    screen.open_app("tab-home")
    screen.page.locator("#tab-home").focus()
    screen.page.keyboard.press("ArrowRight")
    expect(screen.page.locator("#tab-messages")).to_be_focused()
    expect(screen.page.locator("#tab-messages")).to_have_attribute("aria-selected", "true")


def test_every_focused_control_shows_where_the_focus_is(screen: Screen) -> None:
    """Walks the page by Tab once around: each stop has a name and a visible outline, border or ring."""
    screen.say("/liandong card")
    expect(screen.last).to_contain_text("LD-1")
    seen = set()
    for _ in range(60):
        screen.page.keyboard.press("Tab")
        stop = screen.page.evaluate("""() => {
            const node = document.activeElement;
            const framed = node.closest('.composer, .picker') ?? node;
            const style = getComputedStyle(framed);
            const own = getComputedStyle(node);
            const label = node.getAttribute('aria-label') || node.textContent.trim() || node.labels?.[0]?.textContent
                || document.getElementById(node.getAttribute('aria-labelledby'))?.textContent || '';
            return {html: node.outerHTML.slice(0, 90), label,
                    visible: own.outlineStyle !== 'none' || style.boxShadow !== 'none' || node === document.body};
        }""")
        seen.add(stop["html"])
        assert stop["visible"], stop
        assert stop["label"], stop
    assert len(seen) > 15


def test_a_new_message_is_spoken_to_screen_readers(screen: Screen, open_screen: OpenScreen) -> None:
    screen.say("First")
    expect(screen.last).to_contain_text("First")
    open_screen().visit(EMMA).say("Good *news*")
    live = screen.page.locator("#live")
    expect(live).to_have_text("Emma Fischer: Good news")
    expect(live).to_have_attribute("aria-live", "polite")


def test_the_skip_link_leads_past_the_sidebar(screen: Screen) -> None:
    screen.page.locator("#skip").focus()
    expect(screen.page.locator("#skip")).to_be_in_viewport()
    screen.page.keyboard.press("Enter")
    expect(screen.page.locator("#pane")).to_be_focused()
    expect(screen.page.locator(".me-name")).to_have_text(re.compile("林岚"))
