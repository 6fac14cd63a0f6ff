"""Buttons, menus and pickers in messages, and the App Home."""

import pytest
from playwright.sync_api import expect

from .conftest import OpenScreen
from .screen import EMMA, LIN, Screen
from .tiny_app import TinyApp

pytestmark = pytest.mark.browser


@pytest.fixture
def card(screen: Screen) -> Screen:
    """A window with the card in it."""
    screen.say("/liandong card")
    expect(screen.last).to_contain_text("LD-1 Radar waveform")
    return screen


def test_a_pressed_button_is_disabled_until_the_app_has_answered(card: Screen) -> None:
    wait = card.last.get_by_role("button", name="Wait")
    wait.click()
    expect(wait).to_have_attribute("aria-disabled", "true")
    expect(wait).to_have_attribute("aria-busy", "true")
    expect(wait).not_to_have_attribute("aria-disabled", "true")
    expect(wait).to_be_focused()


def test_an_app_that_is_gone_is_told_beside_the_button(card: Screen, tiny: TinyApp) -> None:
    tiny.hang_up()
    card.last.get_by_role("button", name="Wait").click()
    expect(card.last.get_by_role("alert")).to_contain_text("dispatch_failed", timeout=8000)


def test_a_confirm_question_comes_before_the_action(card: Screen, tiny: TinyApp) -> None:
    stop = card.last.get_by_role("button", name="Stop")
    stop.click()
    expect(card.dialog).to_contain_text("It cannot be undone.")
    card.dialog.get_by_role("button", name="Keep").click()
    card.expect_no_dialog()
    expect(stop).to_be_focused()
    assert tiny.heard[1:] == []
    stop.click()
    card.dialog.get_by_role("button", name="Stop").click()
    card.expect_no_dialog()
    expect(stop).not_to_have_attribute("aria-busy", "true")
    assert tiny.last("stop")["action_id"] == "stop"


def test_an_overflow_menu_is_walked_with_the_arrow_keys(card: Screen, tiny: TinyApp) -> None:
    menu = card.last.get_by_role("button", name="更多")
    menu.focus()
    card.page.keyboard.press("Enter")
    card.page.keyboard.press("ArrowDown")
    expect(card.page.get_by_role("menuitem", name="Roles")).to_be_focused()
    card.page.keyboard.press("Enter")
    expect(menu).not_to_have_attribute("aria-busy", "true")
    assert tiny.last("menu")["selected_option"]["value"] == "roles"
    menu.click()
    card.page.keyboard.press("Escape")
    expect(card.page.get_by_role("menu")).to_be_hidden()
    expect(menu).to_be_focused()


def test_an_external_select_asks_the_app_for_what_is_typed(card: Screen, tiny: TinyApp) -> None:
    field = card.last.get_by_role("combobox")
    field.click()
    expect(card.page.get_by_text("请至少输入 1 个字")).to_be_visible()
    field.press_sequentially("battery")
    option = card.page.get_by_role("option")
    expect(option).to_have_text("LD-2 Battery impedance")
    field.press("Enter")
    expect(field).to_have_value("LD-2 Battery impedance")
    expect(card.last.locator(".picker")).not_to_have_attribute("aria-busy", "true")
    assert tiny.last("project")["selected_option"]["value"] == "LD-2"


def test_mentions_and_dates_read_in_the_members_own_zone_and_language(card: Screen, open_screen: OpenScreen) -> None:
    expect(card.last.locator(".mention").first).to_have_text("@林岚")
    expect(card.last.locator(".context time")).to_have_text("2026-11-23 10:13")
    other = open_screen().visit(EMMA)
    expect(other.last.locator(".context time")).to_have_text("2026-11-23 03:13")


def test_a_mention_of_a_channel_leads_there(card: Screen) -> None:
    card.go("general")
    card.go("proj-radar")
    card.last.locator("button.mention").click()
    expect(card.page.locator("#pane h1")).to_have_text("proj-radar")


def test_the_home_tab_opens_for_the_member_and_its_buttons_work(screen: Screen, tiny: TinyApp) -> None:
    screen.open_app("tab-home")
    expect(screen.page.get_by_role("heading", name="My work")).to_be_visible()
    screen.page.locator(".home").get_by_role("button", name="New project").click()
    expect(screen.page.locator(".home [aria-busy=true]")).to_have_count(0)
    assert tiny.last("stop")["block_id"] == "home"
    screen.act_as(EMMA)
    expect(screen.page.get_by_role("heading", name="My work")).to_be_visible()
    screen.shot("home-tiny")


def test_the_messages_tab_takes_words_for_the_app(screen: Screen, tiny: TinyApp) -> None:
    screen.open_app("tab-messages")
    screen.say("Hello app")
    expect(screen.last).to_contain_text("Hello app")
    screen.page.wait_for_function("() => document.querySelectorAll('#pane .message').length === 1")
    heard = [body for kind, body in tiny.heard if kind == "message"]
    assert [(m["user"], m["text"], m["channel_type"]) for m in heard] == [(LIN, "Hello app", "im")]
