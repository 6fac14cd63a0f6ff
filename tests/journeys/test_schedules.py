"""A digest set up in Slack is tried out, comes at its local hour, says who set it up, and stops when it is removed."""

from typing import Any

from .test_six_stages import LIN, RADAR, create, give_roles, speak
from .workspace import Human, Json, Workspace, elements, words

THURSDAY = 3
FORM = {"channel": RADAR, "every": "week", "weekdays": [str(THURSDAY)], "zone": "Asia/Shanghai", "language": "own"}


def choose(human: Human, deed: str) -> None:
    """Choose from the menu of the schedule that somebody has set up, in a fresh list."""
    shown = human.answer_to(RADAR, "/liandong schedule LD-1")
    for element in elements(shown["blocks"]):
        for option in element.get("options", []):
            about = str(option["value"])
            if f"|{deed}|" in about and "|sch_" in about and "|sch_prj_" not in about:
                human._press(RADAR, shown, element, option=about)
                return
    raise AssertionError(f"no schedule to {deed} in {shown}")


def save(human: Human, part: str, **values: Any) -> None:
    """Send the form and read in its place when the digest comes next."""
    answer = human.fill("form.schedule", **{**FORM, **values})
    assert not answer.get("errors"), answer
    assert part in words(human.view("form.info"))
    human.close("form.info")


def digests(human: Human) -> list[Json]:
    return [m for m in human.messages(RADAR) if "/liandong schedule LD-1" in words(m) and not m.get("ephemeral")]


def test_a_digest_is_set_up_tried_out_told_at_its_hour_changed_and_removed(workspace: Workspace) -> None:
    speak(workspace, "zh-CN")
    lin = workspace.human(LIN)
    card = create(lin, "Radar")
    lin.command(RADAR, "/liandong 日程 添加 项目摘要 LD-1 每周四 14:00")
    save(lin, "11月26日周四 14:00", at="14:00")
    give_roles(lin, card)

    choose(lin, "test")
    lin.find_dm(lambda m: "只有您能看到的测试" in words(m), "the test")
    assert not [m for m in digests(lin) if "测试" in words(m)]

    workspace.control("POST", "clock", set="2026-11-26T05:59:00Z")
    lin.find(RADAR, lambda m: "每个工作日 09:00" in words(m) and m in digests(lin), "the usual digest of the morning")
    assert not [m for m in digests(lin) if "设置" in words(m)], "not before its hour"
    workspace.control("POST", "clock", set="2026-11-26T06:00:00Z")
    told = lin.find(RADAR, lambda m: f"由 <@{LIN}> 设置" in words(m), "the digest at two in the afternoon")
    assert "每周（星期四）14:00（Asia/Shanghai）" in words(told)

    speak(workspace, "en-US")
    choose(lin, "edit")
    save(lin, "Thu, Dec 3 15:00", at="15:00")
    choose(lin, "remove")
    lin.find(RADAR, lambda m: bool(m.get("ephemeral")) and "does not come any more" in words(m), "it is removed")
    before = len(digests(lin))
    workspace.control("POST", "clock", set="2026-12-03T07:00:30Z")
    lin.find(RADAR, lambda m: len(digests(lin)) > before and m in digests(lin), "the usual digest goes on")
    assert len([m for m in digests(lin) if "Set up by" in words(m) or "设置" in words(m)]) == 1
