"""Two stages are scored over the wire: the quick screen, and the assessment page by page, in zh and en."""

import re

import pytest

from .test_six_stages import EMMA, LIN, LIU, RADAR, RAJ, create, do_the_work, give_roles, has, pass_the_gate, speak
from .workspace import Human, Json, Workspace, elements, eventually, words

SECRET = "Emma 私下的理由 https://example.org/evidence"
SEEN = {
    "zh-CN": {"screen": "15 分（满分 20）", "hidden": "您提交评分后即可看到他人的评分", "total": "73.6 分（满分 100）",
              "reading": "建议立项", "spread": "最高与最低相差 12.8 分", "compared": "评估评分表"},
    "en-US": {"screen": "15 of 20 points", "hidden": "show as soon as yours are in", "total": "73.6 of 100 points",
              "reading": "Recommended as a project", "spread": "spread 12.8", "compared": "Assessment sheet"},
}  # fmt: skip


def fill_page(human: Human, points: int, why: str) -> Json:
    """Give every criterion of the page on top the same points and send it."""
    view = human.view("form.score")
    fields = [e["action_id"] for e in elements(view["blocks"])]
    values = {name: (why if name.endswith("_why") else str(points)) for name in fields}
    answer = human.fill("form.score", **values)
    assert not answer.get("errors"), answer
    return view


def read_and_close(human: Human) -> str:
    found = words(human.view("form.info"))
    human.close("form.info")
    return found


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
@pytest.mark.timeout(240)
def test_two_stages_are_scored_and_compared(workspace: Workspace, locale: str) -> None:
    seen = SEEN[locale]
    speak(workspace, locale)
    lin, emma, liu, raj = (workspace.human(user) for user in (LIN, EMMA, LIU, RAJ))
    found = re.search(r"LD-\d+", words(card := create(lin, "Radar")))
    assert found is not None
    key = found[0]
    give_roles(lin, card)

    emma.command(RADAR, f"/liandong {'评分' if locale == 'zh-CN' else 'score'} {key}")
    for _ in range(2):
        fill_page(emma, 3, SECRET)
    result = read_and_close(emma)
    assert seen["screen"] in result
    assert SECRET in result
    waiting = words(liu.answer_to(RADAR, f"/liandong status {key}"))
    assert seen["hidden"] in waiting
    assert seen["screen"] not in waiting

    do_the_work(workspace)
    pass_the_gate(workspace, key)
    eventually(
        lambda: seen["screen"] in words(raj.answer_to(RADAR, "/liandong score")), "decided scores are everybody's"
    )

    emma.command(RADAR, f"/liandong score {key}")
    strands = [fill_page(emma, 8, SECRET)["blocks"][1]["block_id"] for _ in range(5)]
    assert strands == ["novelty", "patentability", "freedom", "need_gap", "essentiality"]
    read_and_close(emma)
    do_the_work(workspace)
    lin.command(RADAR, f"/liandong gate {key}")
    lin.fill("form.gate", note="Ready")
    ballot = liu.find_dm(lambda m: has("score.fill")(m) and has("gate.vote_go")(m), "a ballot with a sheet to fill in")
    assert seen["hidden"] in words(ballot)
    liu.press(liu.dm, ballot, "score.fill")
    for points in (6, 6, 6, 6, 10):
        fill_page(liu, points, "够了 / enough")
    result = read_and_close(liu)
    assert seen["total"] in result
    assert seen["reading"] in result
    assert seen["spread"] in result
    assert seen["total"] not in words(raj.answer_to(RADAR, "/liandong score"))
    compared = words(liu.answer_to(RADAR, "/liandong score"))
    assert seen["compared"] in compared
    assert seen["total"] in compared
    assert f"{key} " in compared
