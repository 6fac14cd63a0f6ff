"""A project is closed, judged, improved upon, looked at again after a year, and followed by another, in zh and en."""

import re

import pytest

from .test_scoring import fill_page, read_and_close
from .test_six_stages import EMMA, LIN, RADAR, STAGES, create, do_the_work, give_roles, has, pass_the_gate, shows, speak
from .workspace import Workspace, elements, eventually, words

SEEN = {
    "zh-CN": {"closed": "已完成* · 部分成功", "figure": "96", "due": "12 个月后的跟踪评价时间到了", "verdict": "成功",
              "tie": "承接自", "back": "后续项目", "command": "评价"},
    "en-US": {"closed": "Completed* · Partial success", "figure": "96", "due": "evaluation after 12 months",
              "verdict": "Success", "tie": "Follows on from", "back": "Followed by", "command": "evaluation"},
}  # fmt: skip
TWO_WEEKS_AND_A_YEAR = 54 * 7 * 86400
"""From a Tuesday morning to one, past the day of the first follow-up."""


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
@pytest.mark.timeout(300)
def test_a_project_is_closed_judged_and_followed(workspace: Workspace, locale: str) -> None:
    seen = SEEN[locale]
    speak(workspace, locale)
    lin, emma = workspace.human(LIN), workspace.human(EMMA)
    key_found = re.search(r"LD-\d+", words(card := create(lin, "Radar", "light")))
    assert key_found is not None
    key = key_found[0]
    give_roles(lin, card)
    for stage in STAGES[locale][1:]:
        do_the_work(workspace)
        pass_the_gate(workspace, key)
        shows(lin, key, stage)
    do_the_work(workspace)

    table = lin.answer_to(RADAR, f"/liandong {seen['command']} {key}")
    lin.press(RADAR, table, "eval.indicators")
    while True:
        view = lin.view("form.indicators")
        names = [e["action_id"] for e in elements(view["blocks"])]
        answer = lin.fill("form.indicators", **{n: "note" if n.endswith("_note") else "96" for n in names})
        assert not answer.get("errors"), answer
        if not lin.view_count():
            break
    lin.press(RADAR, table, "eval.outcome")
    lin.fill("form.outcome", outcome="partial", note="No grant yet")
    lin.press(RADAR, table, "eval.improve")
    lin.fill("form.improve", lesson="File first", owner=EMMA, due="2027-06-01")
    emma.find_dm(lambda m: "File first" in words(m), "Emma hears of her item")
    emma.command(RADAR, f"/liandong score {key}")
    for _ in range(2):
        fill_page(emma, 6, "Why")
    read_and_close(emma)
    pass_the_gate(workspace, key)
    shows(lin, key, seen["closed"])

    mine = emma.answer_to(RADAR, "/liandong mine")
    emma.press(RADAR, mine, "eval.settle")
    emma.fill("form.settle", state="done", note="In use")
    workspace.control("POST", "clock", advance_seconds=TWO_WEEKS_AND_A_YEAR)
    asked = lin.find_dm(lambda m: seen["due"] in words(m) and has("eval.follow_up")(m), "Lin is asked again")
    lin.press(lin.dm, asked, "eval.follow_up")
    lin.fill("form.follow_up", verdict="success", changes=["granted"], note="Granted in May")
    later = lin.answer_to(RADAR, f"/liandong {seen['command']} {key}")
    for word in ("Granted in May", seen["verdict"], "In use", seen["figure"]):
        assert word in words(later), word

    lin.press(RADAR, later, "prj.follow_on")
    lin.fill("form.new", name="Radar two", template="light", strands=["patent"], lead=LIN, channel=RADAR,
             confidentiality="members")  # fmt: skip
    lin.find(RADAR, lambda m: "Radar two" in words(m) and seen["tie"] in words(m), "the new card shows the tie")
    eventually(lambda: seen["back"] in words(lin.answer_to(RADAR, f"/liandong status {key}")), "the old one shows it")
