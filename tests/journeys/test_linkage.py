"""A contribution planned too early is blocked over the wire, and goes out after the filing: in zh and en."""

import re
from datetime import date, timedelta
from typing import Any

import pytest

from .test_six_stages import CHEN, LIN, RADAR, SOFIA, WANG, ZHAO, create, give_roles, speak
from .workspace import Human, Json, Workspace, eventually, words

SEEN = {
    "zh-CN": {"blocked": "已拦截", "lift": "先提交专利申请并登记"},
    "en-US": {"blocked": "Blocked: do not let it out yet", "lift": "File a patent application first"},
}


def chosen(human: Human, form: str, field: str, pick: str, query: str) -> str:
    """Type into an external select and take its first offer."""
    view = human.view(form)
    body = {"as": human.user, "view_id": view["id"], "action_id": pick, "block_id": field, "query": query}
    response = human.http.post("/user/options", json=body)
    return str(response.json()["options"][0]["value"])


def fill(human: Human, form: str, **values: Any) -> str:
    """Send a form and read what stands in its place."""
    answer = human.fill(form, **values)
    assert not answer.get("errors"), answer
    told = words(human.view("form.info"))
    human.close("form.info")
    return told


def listed(human: Human, typed: str, act: str) -> Json:
    """A list, with a button of it pressed."""
    message = human.answer_to(RADAR, f"/liandong {typed}")
    human.press(RADAR, message, act)
    return message


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
@pytest.mark.timeout(240)
def test_planned_too_early_blocked_filed_cleared_made_disclosed(workspace: Workspace, locale: str) -> None:
    seen, today = SEEN[locale], date.fromisoformat(str(workspace.control("GET", "clock")["now"])[:10])
    speak(workspace, locale)
    lin, chen, zhao, wang, sofia = (workspace.human(user) for user in (LIN, CHEN, ZHAO, WANG, SOFIA))
    key = re.search(r"LD-\d+", words(card := create(lin, "Radar")))[0]  # type: ignore[index]  # a card has its key
    give_roles(lin, card)
    listed(chen, f"link {key}", "lnk.feature")
    fill(chen, "form.feature", name="Waveform")
    listed(wang, f"contribution {key}", "lnk.outward")
    features = [chosen(wang, "form.outward", "features", "pick.feature", "wave")]
    told = fill(wang, "form.outward", kind="contribution:iso", title="Proposal 7", features=features,
                available_on=today.isoformat())  # fmt: skip
    assert seen["blocked"] in told
    assert seen["lift"] in told
    prompt = zhao.find_dm(lambda m: "Proposal 7" in words(m), "the patent lead's prompt")
    assert "R01" in words(prompt)

    listed(zhao, f"patent {key}", "lnk.family")
    fill(zhao, "form.family", title="Radar patent", kind="invention", completed_in="CN")
    zhao.pick(RADAR, zhao.answer_to(RADAR, f"/liandong patent {key}"), "lnk.application")
    filed = (today - timedelta(days=5)).isoformat()
    fill(zhao, "form.application", office="CN", status="filed", filed_on=filed)
    zhao.pick(RADAR, zhao.answer_to(RADAR, f"/liandong patent {key}"), "lnk.claims")
    fill(zhao, "form.claims", claims="1* A waveform")
    listed(chen, f"link {key}", "lnk.tie")
    ends = {"feature": chosen(chen, "form.tie", "feature", "pick.feature", ""),
            "claim": chosen(chen, "form.tie", "claim", "pick.claim", "A waveform")}  # fmt: skip
    fill(chen, "form.tie", kind="L1", **ends)

    wang.pick(RADAR, wang.answer_to(RADAR, f"/liandong contribution {key}"), "lnk.ask_clearance")
    eventually(lambda: seen["blocked"] not in words(zhao.find_dm(lambda m: "C1" in words(m), "the same message")),
               "the message is kept current")  # fmt: skip
    message = zhao.find_dm(lambda m: "C1" in words(m), "the same message")
    if "lnk.grant" in str(message):
        zhao.press(zhao.dm, message, "lnk.grant")
    eventually(lambda: "lnk.made" in str(wang.find_dm(lambda m: "C1" in words(m), "cleared")), "it may go out")
    wang.press(wang.dm, wang.find_dm(lambda m: "lnk.made" in str(m), "cleared"), "lnk.made")
    fill(wang, "form.made", made_on=today.isoformat())
    assert "R20" in words(wang.answer_to(RADAR, f"/liandong docket {key}"))
    listed(sofia, f"declare {key}", "lnk.declare")
    families = [chosen(sofia, "form.declare", "families", "pick.family", "")]
    fill(sofia, "form.declare", families=families, body="iso", option="paid", declared_on=today.isoformat())
    assert "R20" not in words(wang.answer_to(RADAR, f"/liandong docket {key}"))
    assert "P1/1" in words(lin.answer_to(RADAR, f"/liandong matrix {key}"))
