"""A reminder is put off, comes back at its hour, is blocked, and loses its buttons when the work is done."""

from datetime import timedelta

import pytest

from .test_six_stages import CHEN, LIN, create, give_roles, has, speak
from .workspace import Json, Workspace, elements, eventually, words


@pytest.mark.timeout(180)
def test_a_reminder_follows_its_work_from_the_first_word_to_the_last(workspace: Workspace) -> None:
    """Lin reads English, Chen Chinese. Chen's idea card is due on Tuesday, December 1."""
    speak(workspace, "en-US")
    workspace.profile(CHEN, locale="zh-CN", tz="Asia/Shanghai")
    lin, chen = workspace.human(LIN), workspace.human(CHEN)
    give_roles(lin, create(lin, "Radar", "light"))
    chen.find_dm(has("dlv.submit"), "Chen is asked")

    def later(**time: float) -> None:
        workspace.control("POST", "clock", advance_seconds=timedelta(**time).total_seconds())

    def shows(message: Json, word: str) -> bool:
        return eventually(lambda: word in words(chen.again(chen.dm, message)), f"Chen reads {word}")

    later(days=3)
    first = chen.find_dm(has("ask.snooze"), "on Friday morning Chen is reminded")
    labels = [e["text"]["text"] for e in elements(first["blocks"])]
    assert labels == ["提交", "今天晚些时候", "下周一", "选个日期", "转交", "受阻：说明原因"], "tomorrow is a Saturday"

    chen.press(chen.dm, first, "ask.snooze")
    assert shows(first, "11月27日周五 13:15 再提醒")
    assert has("ask.unsnooze")(chen.again(chen.dm, first))
    later(hours=3, minutes=20)
    second = chen.find_dm(lambda m: has("ask.snooze")(m) and m["ts"] != first["ts"], "it comes back at its hour")
    assert shows(first, "本条作废")
    assert not list(elements(chen.again(chen.dm, first)["blocks"]))

    chen.press(chen.dm, second, "dlv.blocked")
    assert not chen.fill("form.blocked", reason="The lab has no sample").get("errors")
    told = lin.find_dm(lambda m: "The lab has no sample" in words(m), "Lin hears at once why")
    assert "cannot go on with" in words(told)
    assert shows(second, "受阻：The lab has no sample")

    chen.press(chen.dm, second, "dlv.submit")
    assert not chen.fill("form.submit", text="The sample came", link="https://example.org/card").get("errors")
    assert shows(second, "已办完")
    assert not list(elements(chen.again(chen.dm, second)["blocks"]))
