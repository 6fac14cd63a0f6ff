"""Typing, reading, threads and edits, as members see them."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bot.playground.server import RunningPlayground

from .conftest import OpenScreen
from .screen import EMMA, LIN, NAMES, RADAR, Screen
from .tiny_app import TinyApp

pytestmark = pytest.mark.browser


def test_typing_a_slash_shows_the_command_with_its_verbs_and_enter_sends(screen: Screen, tiny: TinyApp) -> None:
    screen.composer.press_sequentially("/")
    options = screen.page.get_by_role("listbox", name="建议").get_by_role("option")
    expect(options).to_have_count(10)
    expect(options.nth(2)).to_contain_text("/liandong new")
    for _ in range(3):
        screen.composer.press("ArrowDown")
    screen.composer.press("Tab")
    expect(screen.composer).to_have_value("/liandong list")
    screen.composer.press("Enter")
    expect(screen.last).to_contain_text("You said list")
    assert tiny.last("command")["text"] == "list"
    assert tiny.last("command")["user_id"] == LIN


def test_an_answer_for_one_person_is_marked_and_nobody_else_sees_it(screen: Screen, open_screen: OpenScreen) -> None:
    screen.say("/liandong hello")
    expect(screen.last).to_contain_text("仅你可见")
    expect(screen.last.locator("strong")).to_have_text("hello")
    other = open_screen().visit(EMMA)
    expect(other.page.locator("#pane .empty")).to_be_visible()
    expect(other.messages).to_have_count(0)
    screen.last.get_by_role("button", name="关闭此消息").click()
    expect(screen.messages).to_have_count(0)


def test_a_command_the_app_leaves_unanswered_is_told_after_three_seconds(screen: Screen) -> None:
    screen.say("/liandong silence")
    expect(screen.last).to_contain_text("operation_timeout", timeout=8000)
    expect(screen.last).to_contain_text("Slackbot")


def test_an_unknown_command_is_refused_in_words(screen: Screen) -> None:
    screen.say("/nothing here")
    expect(screen.page.get_by_role("alert")).to_contain_text("没有这个命令")
    screen.errors.clear()  # the browser itself logs the refused request


def test_a_message_reaches_the_other_members_at_once(screen: Screen, open_screen: OpenScreen, tiny: TinyApp) -> None:
    other = open_screen().visit(EMMA)
    screen.say("Morning *all*, see https://example.org & more")
    expect(other.last).to_contain_text("Morning all, see https://example.org & more")
    expect(other.last.locator("strong")).to_have_text("all")
    expect(other.last).to_contain_text(NAMES[LIN])
    assert {kind for kind, _ in tiny.heard} <= {"message"}  # the manifest asks for them, see test_caution.py


def test_a_mention_is_completed_and_sent_as_a_mention(screen: Screen) -> None:
    screen.composer.press_sequentially("Please look, @emm")
    expect(screen.page.get_by_role("option", name=re.compile("Emma Fischer"))).to_be_visible()
    screen.composer.press("Enter")
    expect(screen.composer).to_have_value("Please look, @Emma Fischer ")
    screen.composer.press("Enter")
    expect(screen.last.locator(".mention")).to_have_text("@Emma Fischer")


def test_shift_enter_makes_a_line_and_composing_chinese_never_sends(screen: Screen) -> None:
    screen.composer.press_sequentially("one")
    screen.composer.press("Shift+Enter")
    screen.composer.press_sequentially("two")
    screen.composer.evaluate("""box => box.dispatchEvent(
        new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))""")
    expect(screen.composer).to_have_value("one\ntwo")
    expect(screen.messages).to_have_count(0)


def test_a_thread_opens_beside_the_channel_and_takes_replies(screen: Screen) -> None:
    screen.say("/liandong thread")
    root = screen.page.locator("#pane .replies")
    expect(root).to_have_text("2 条回复")
    root.click()
    side = screen.page.locator("#side")
    expect(side.locator(".message")).to_have_count(3)
    reply = side.locator(".composer-input")
    expect(reply).to_be_focused()
    reply.fill("Third")
    reply.press("Enter")
    expect(side.locator(".message")).to_have_count(4)
    expect(screen.page.locator("#pane .replies")).to_have_text("3 条回复")
    expect(screen.page.locator("#pane .message")).to_have_count(1)
    reply.press("Escape")
    expect(side).to_be_hidden()


def test_an_edited_message_changes_in_place_without_moving_the_page(screen: Screen) -> None:
    screen.say("/liandong card")
    expect(screen.last).to_contain_text("Counted 0")
    screen.say("/liandong many")
    expect(screen.last).to_contain_text("Line 39", timeout=15_000)
    scroller = screen.page.locator("#pane .scroller")
    scroller.evaluate("box => { box.scrollTop = 0 }")
    before = scroller.evaluate("box => box.scrollTop")
    screen.page.get_by_role("button", name="Count").click()
    expect(screen.messages.first).to_contain_text("Counted 1")
    assert scroller.evaluate("box => box.scrollTop") == before
    expect(screen.page.get_by_role("button", name="Count")).to_be_focused()
    screen.shot("conversation-edited-in-place")


def test_new_messages_keep_the_bottom_in_view_or_offer_a_way_down(screen: Screen, open_screen: OpenScreen) -> None:
    screen.say("/liandong many")
    expect(screen.last).to_contain_text("Line 39", timeout=15_000)
    expect(screen.last).to_be_in_viewport()
    screen.page.locator("#pane .scroller").evaluate("box => { box.scrollTop = 0 }")
    expect(screen.last).not_to_be_in_viewport()
    open_screen().visit(EMMA).say("Something new")
    jump = screen.page.get_by_role("button", name="新消息")
    jump.click()
    expect(screen.last).to_contain_text("Something new")
    expect(screen.last).to_be_in_viewport()
    expect(jump).to_be_hidden()


def test_message_text_can_never_become_markup(screen: Screen) -> None:
    screen.say("/liandong nasty")
    expect(screen.last).to_contain_text("<script>window.hacked=1</script>")
    assert screen.page.evaluate("window.hacked") is None
    assert screen.last.locator("script, img, a").count() == 0
    screen.say("<img src=x onerror=window.hacked=1> [x](javascript:window.hacked=1)")
    expect(screen.last).to_contain_text("<img src=x onerror=window.hacked=1>")
    assert screen.last.locator("img, a").count() == 0
    assert screen.page.evaluate("window.hacked") is None


def test_a_file_travels_with_a_message(screen: Screen, tmp_path: Path) -> None:
    paper = tmp_path / "evidence.txt"
    paper.write_text("TRL 4 reached", encoding="utf-8")
    with screen.page.expect_file_chooser() as chooser:
        screen.page.get_by_role("button", name="添加文件或使用快捷方式").click()
        screen.page.get_by_role("menuitem", name="添加文件").click()
    chooser.value.set_files(paper)
    expect(screen.page.locator(".composer .file-list")).to_contain_text("evidence.txt")
    screen.say("Here it is")
    expect(screen.last.locator(".file-card")).to_contain_text("evidence.txt")
    with screen.page.expect_download() as download:
        screen.last.locator(".file-card").click()
    assert download.value.path().read_text(encoding="utf-8") == "TRL 4 reached"


def test_unread_messages_are_counted_until_they_are_read(screen: Screen, open_screen: OpenScreen) -> None:
    other = open_screen().visit(EMMA, at="C0GENERAL")
    screen.say("One")
    screen.say("Two")
    badge = other.page.locator("#sidebar .place.unread", has_text="proj-radar")
    expect(badge).to_contain_text("2 unread messages")
    other.go("proj-radar")
    expect(other.page.locator("#sidebar .place.unread")).to_have_count(0)


def test_a_permalink_leads_to_its_message(screen: Screen, playground: RunningPlayground, tiny: TinyApp) -> None:
    screen.say("/liandong many")
    expect(screen.last).to_contain_text("Line 39", timeout=15_000)
    ts = screen.messages.nth(3).get_attribute("data-ts")
    assert ts is not None
    link = tiny.client.chat_getPermalink(channel=RADAR, message_ts=ts)["permalink"]
    assert str(link).startswith(playground.url)
    screen.page.goto(str(link))
    expect(screen.page.locator(".message.sought")).to_contain_text("Line 3")
    expect(screen.page.locator(".message.sought")).to_be_in_viewport()
