"""Clock, traffic, faults, guide, reconnecting: the playground's own side of the page."""

import re

import pytest
from playwright.sync_api import expect

from bot.playground.server import RunningPlayground

from .conftest import OpenScreen
from .screen import EMMA, LIN, NAMES, Screen
from .tiny_app import TinyApp

pytestmark = pytest.mark.browser


def test_the_clock_moves_for_everybody_and_comes_back(screen: Screen, open_screen: OpenScreen) -> None:
    other = open_screen(viewport={"width": 1700, "height": 900}).visit(EMMA)
    expect(other.page.locator(".clock-kind")).to_have_text("real time")
    other.page.get_by_role("button", name="Next Monday 09:00").click()
    expect(screen.page.locator(".clock-time")).to_contain_text("周一 09:00")
    expect(other.page.locator(".clock-time")).to_contain_text(re.compile("Mon, .* 02:00"))
    expect(screen.page.locator(".clock-kind")).to_have_text("虚拟时间")
    screen.say("Written on Monday")
    expect(screen.last.locator(".stamp")).to_have_text("09:00")
    other.page.get_by_role("button", name="+1 hour").click()
    expect(screen.page.locator(".clock-time")).to_contain_text("周一 10:00")
    screen.page.get_by_role("button", name="回到真实时间").click()
    expect(other.page.locator(".clock-kind")).to_have_text("real time")


def test_a_day_that_passes_gets_its_own_divider(screen: Screen) -> None:
    screen.say("Before")
    expect(screen.page.locator(".day")).to_have_text("今天")
    screen.page.get_by_role("button", name="明天 09:00").click()
    screen.say("After")
    expect(screen.page.locator(".day")).to_have_text(["昨天", "今天"])


def test_in_a_narrow_window_the_clock_is_moved_from_a_menu(open_screen: OpenScreen) -> None:
    screen = open_screen(viewport={"width": 1000, "height": 760}).visit(EMMA)
    expect(screen.page.get_by_role("button", name="+1 hour")).to_be_hidden()
    screen.page.get_by_role("button", name="Clock").click()
    screen.page.get_by_role("menuitem", name="Next Monday 09:00").click()
    expect(screen.page.locator(".clock-time")).to_contain_text(re.compile("Mon, .* 02:00"))


def test_the_traffic_drawer_lists_deliveries_and_calls_with_their_json(screen: Screen) -> None:
    screen.page.get_by_role("button", name="通信").click()
    screen.say("/liandong card")
    command = screen.page.locator(".entry", has_text="command:/liandong")
    expect(command).to_contain_text("acked")
    call = screen.page.locator(".entry", has_text="chat.postMessage")
    expect(call).to_contain_text("ok")
    call.locator("summary").click()
    expect(call.locator("pre")).to_contain_text('"channel": "C0RADAR"')
    screen.shot("traffic")
    screen.page.get_by_role("searchbox").fill("command:")
    expect(call).to_be_hidden()
    screen.page.keyboard.press("Escape")
    expect(screen.page.locator("#inspector")).to_be_hidden()
    expect(screen.page.get_by_role("button", name="通信")).to_be_focused()


def test_a_delivery_can_be_repeated(screen: Screen, tiny: TinyApp) -> None:
    screen.say("/liandong again")
    expect(screen.last).to_contain_text("You said again")
    screen.page.get_by_role("button", name="通信").click()
    entry = screen.page.locator(".entry", has_text="command:/liandong").first
    entry.locator("summary").click()
    entry.get_by_role("button", name="再投递一次").click()
    expect(screen.page.locator(".entry", has_text="第 2 次")).to_contain_text("acked")
    assert [body["text"] for kind, body in tiny.heard] == ["again", "again"]


def test_an_armed_fault_hits_the_next_call(screen: Screen) -> None:
    screen.page.get_by_role("button", name="通信").click()
    screen.page.get_by_role("button", name="下次发送：429").click()
    expect(screen.page.locator(".toast")).to_contain_text("已设置")
    screen.say("/liandong card")
    expect(screen.page.locator(".entry", has_text="chat.postMessage").first).to_contain_text("ratelimited")


def test_the_page_reconnects_by_itself_and_shows_what_it_missed(
    screen: Screen, open_screen: OpenScreen, playground: RunningPlayground
) -> None:
    other = open_screen().visit(EMMA)
    other.page.context.set_offline(True)
    other.page.evaluate("window.dispatchEvent(new Event('offline'))")
    playground._loop.call_soon_threadsafe(hang_up, playground)
    expect(other.page.locator(".toast.warn")).to_contain_text("Connection to the workspace lost")
    screen.say("While you were away")
    expect(screen.last).to_contain_text("While you were away")
    other.page.context.set_offline(False)
    expect(other.last).to_contain_text("While you were away", timeout=15_000)
    other.errors.clear()  # the browser logs the requests that found no line


def hang_up(playground: RunningPlayground) -> None:
    """Cut every open event stream, once."""
    streams = playground.world.streams
    streams.close()
    streams._closed = False


def test_the_guide_takes_a_newcomer_to_the_right_person_and_place(open_screen: OpenScreen, tiny: TinyApp) -> None:
    assert tiny
    screen = open_screen(guide=True).visit(EMMA, at="C0GENERAL")
    guide = screen.page.locator("#side")
    expect(guide.locator(".stages li")).to_have_count(6)
    first = guide.locator(".step").first
    expect(first).to_have_attribute("aria-current", "step")
    first.get_by_role("button").click()
    expect(screen.page.locator(".me-name")).to_have_text(NAMES[LIN])
    expect(screen.page.locator("#pane h1")).to_have_text("proj-radar")
    expect(screen.composer).to_have_value("/liandong new")
    expect(screen.composer).to_be_focused()
    guide.get_by_role("checkbox").first.check()
    expect(guide).to_contain_text("已完成 1/9 步")
    screen.page.get_by_role("button", name="关闭指南").click()
    expect(guide).to_be_hidden()
    screen.page.reload()
    expect(screen.page.locator(".me-name")).to_have_text(NAMES[LIN])
    expect(guide).to_be_hidden()
    screen.page.get_by_role("button", name="指南").click()
    expect(guide).to_contain_text("已完成 1/9 步")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [900, 1920])
def test_nothing_is_cut_off_from_narrow_to_wide(
    open_screen: OpenScreen, tiny: TinyApp, scheme: str, width: int
) -> None:
    assert tiny
    screen = open_screen(guide=True, viewport={"width": width, "height": 760}, color_scheme=scheme).visit()
    screen.say("/liandong card")
    expect(screen.last).to_contain_text("LD-1")
    assert screen.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for region in ("#topbar", "#sidebar", "#pane", "#side"):
        box = screen.page.locator(region).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width + 1
    screen.shot(f"frame-{scheme}-{width}")
