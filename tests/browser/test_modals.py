"""Modals: filling in, being refused, stacking, closing."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from .screen import CHEN, EMMA, LIN, Screen
from .tiny_app import TinyApp

pytestmark = pytest.mark.browser


@pytest.fixture
def form(screen: Screen) -> Screen:
    """A window with the form open."""
    screen.say("/liandong form")
    expect(screen.dialog).to_contain_text("New project")
    return screen


def fill(form: Screen, name: str) -> None:
    form.field("name").fill(name)
    form.choose("level", "Members")
    form.dialog.get_by_label("Patent").check()


def test_the_first_field_has_the_focus_and_tab_stays_inside(form: Screen) -> None:
    expect(form.field("name")).to_be_focused()
    for _ in range(30):
        form.page.keyboard.press("Tab")
        assert form.page.evaluate("Boolean(document.activeElement.closest('dialog'))")
    form.page.keyboard.press("Escape")
    form.expect_no_dialog()
    expect(form.composer).to_be_focused()


def test_a_field_left_empty_is_named_before_anything_is_sent(form: Screen, tiny: TinyApp) -> None:
    form.submit()
    error = form.dialog.locator('[data-block="name"] .input-error')
    expect(error).to_have_text("请填写此项。")
    expect(form.field("name")).to_have_attribute("aria-invalid", "true")
    expect(form.field("name")).to_be_focused()
    assert [kind for kind, _ in tiny.heard] == ["command"]


def test_the_apps_refusal_stands_under_the_field_and_nothing_typed_is_lost(form: Screen, tiny: TinyApp) -> None:
    fill(form, "taken")
    form.field("why").fill("Because")
    form.submit()
    expect(form.dialog.locator('[data-block="name"] .input-error')).to_have_text(
        "There is already a project of this name."
    )
    expect(form.field("why")).to_have_value("Because")
    expect(form.field("level")).to_have_value("Members")
    expect(form.dialog.get_by_label("Patent")).to_be_checked()
    form.shot("modal-refused")
    form.field("name").fill("free")
    form.submit()
    form.expect_no_dialog()
    values = tiny.last("submission")
    assert values["name"]["name"]["value"] == "free"
    assert values["why"]["why"]["value"] == "Because"


def test_every_kind_of_input_reaches_the_app(form: Screen, tiny: TinyApp, tmp_path: Path) -> None:
    paper = tmp_path / "report.pdf"
    paper.write_bytes(b"%PDF-1.4")
    fill(form, "Everything")
    form.choose("lead", "陈思远")
    form.choose("team", "赵静", "Emma")
    form.choose("room", "general")
    form.field("due").fill("2026-12-01")
    form.dialog.get_by_label("Safe").check()
    form.choose("project", "LD-3")
    form.field("paper").set_input_files(paper)
    expect(form.dialog.locator(".file-list")).to_contain_text("report.pdf")
    form.submit()
    form.expect_no_dialog()
    values = {block: next(iter(actions.values())) for block, actions in tiny.last("submission").items()}
    assert values["lead"]["selected_user"] == CHEN
    assert values["team"]["selected_users"] == ["U0ZHAO", EMMA]
    assert values["room"]["selected_channel"] == "C0GENERAL"
    assert values["level"]["selected_option"]["value"] == "members"
    assert values["due"]["selected_date"] == "2026-12-01"
    assert [option["value"] for option in values["strands"]["selected_options"]] == ["patent"]
    assert values["way"]["selected_option"]["value"] == "safe"
    assert values["project"]["selected_option"]["value"] == "LD-3"
    assert [file["name"] for file in values["paper"]["files"]] == ["report.pdf"]


def test_what_was_preselected_is_sent_unless_changed(form: Screen, tiny: TinyApp) -> None:
    expect(form.field("lead")).to_have_value("林岚")
    fill(form, "Plain")
    form.submit()
    form.expect_no_dialog()
    assert tiny.last("submission")["lead"]["lead"]["selected_user"] == LIN


def test_a_pushed_modal_lies_on_top_and_closing_it_goes_back(form: Screen) -> None:
    form.field("name").fill("Kept")
    form.dialog.get_by_role("button", name="Details").click()
    expect(form.dialog.locator(".block.input")).to_have_count(1)
    expect(form.dialog).to_contain_text("关闭后回到上一步")
    form.page.keyboard.press("Escape")
    expect(form.dialog.locator(".block.input")).to_have_count(11)
    expect(form.field("name")).to_have_value("Kept")
    form.page.keyboard.press("Escape")
    form.expect_no_dialog()


def test_each_member_has_their_own_modal(form: Screen) -> None:
    form.page.evaluate("import('/js/session.js').then(page => page.actAs('U0EMMA'))")
    form.expect_no_dialog()
    form.act_as(LIN)
    expect(form.dialog).to_contain_text("New project")


def test_a_shortcut_of_the_app_is_offered_beside_the_composer(screen: Screen, tiny: TinyApp) -> None:
    heard: list[str] = []

    def opened(ack: object, body: dict[str, str]) -> None:
        assert callable(ack)
        ack()
        heard.append(body["callback_id"])

    tiny.app.shortcut("shortcut.new")(opened)
    screen.page.get_by_role("button", name="添加文件或使用快捷方式").click()
    screen.page.get_by_role("menuitem", name="新建项目").click()
    screen.page.wait_for_timeout(50)
    expect(screen.page.get_by_role("menu")).to_be_hidden()
    screen.page.wait_for_function("() => !document.querySelector('[aria-busy=true]')")
    assert heard == ["shortcut.new"]
