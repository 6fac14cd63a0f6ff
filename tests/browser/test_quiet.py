"""Do-not-disturb of the acting member, from the page: by keyboard, in both languages, for nobody else."""

import httpx
import pytest
from playwright.sync_api import expect

from .screen import EMMA, LIN, Screen

pytestmark = pytest.mark.browser


def window(screen: Screen, user: str) -> list[int] | None:
    """What the workspace keeps, as epoch seconds."""
    answer = httpx.get(f"{screen.url}/user/workspace", params={"as": user}, trust_env=False).json()
    found: list[int] | None = next(one for one in answer["members"] if one["id"] == user)["dnd"]
    return found


def test_it_is_switched_on_and_off_by_keyboard_and_ends_with_the_clock(screen: Screen) -> None:
    screen.set_clock("2026-11-25T10:07:00+08:00")
    switch, keys = screen.page.locator("#quiet-switch"), screen.page.keyboard
    expect(switch).to_have_accessible_name("通知已开启。更改")
    switch.focus()
    keys.press("Enter")
    expect(screen.page.get_by_role("menuitem", name="勿扰一小时")).to_be_focused()
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(switch).to_contain_text("勿扰至 11月26日周四 09:00")
    expect(switch).to_be_focused()
    begins, ends = window(screen, LIN) or [0, 0]
    assert (ends + 8 * 3600) % 86_400 == 9 * 3600
    assert 22 * 3600 < ends - begins < 23 * 3600
    assert window(screen, EMMA) is None
    keys.press("ArrowDown")
    expect(screen.page.get_by_role("menuitem", name="结束勿扰")).to_be_focused()
    keys.press("Enter")
    expect(switch).to_contain_text("通知已开启")
    assert window(screen, LIN) is None


def test_it_speaks_the_language_of_its_member_and_is_over_when_its_time_is(screen: Screen) -> None:
    screen.set_clock("2026-11-25T10:07:00+08:00")
    screen.act_as(EMMA)
    switch = screen.page.locator("#quiet-switch")
    expect(switch).to_have_accessible_name("Notifications are on. Change")
    switch.click()
    screen.page.get_by_role("menuitem", name="Do not disturb for one hour").click()
    expect(switch).to_contain_text("Do not disturb until")
    expect(switch).to_contain_text("04:0")  # in Berlin, an hour from now
    screen.act_as(LIN)
    expect(switch).to_contain_text("通知已开启")
    screen.act_as(EMMA)
    expect(switch).to_contain_text("Do not disturb until")
    screen.set_clock("2026-11-25T11:20:00+08:00")
    expect(switch).to_contain_text("Notifications are on")
