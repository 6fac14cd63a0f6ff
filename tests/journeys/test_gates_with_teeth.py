"""Gates over the wire: conditions, recycling, merging, a hold that wakes, a version handed in after a vote."""

import re
from datetime import datetime, timedelta

import pytest

from .test_six_stages import (
    CHEN,
    EMMA,
    LIN,
    LIU,
    RADAR,
    ZHAO,
    create,
    do_the_work,
    give_roles,
    has,
    pass_the_gate,
    speak,
)  # fmt: skip
from .workspace import Human, Json, Workspace, elements, eventually, words

pytestmark = pytest.mark.timeout(240)
ASSESSMENT = {"zh-CN": "评估", "en-US": "Assessment"}
CHANGED = {"zh-CN": "您表决后有变化", "en-US": "changed after your vote"}
CONDITION = "会前提交专利申请"


def started(workspace: Workspace, locale: str = "en-US", name: str = "Radar") -> str:
    """A staffed project in its first stage; its key."""
    speak(workspace, locale)
    lin = workspace.human(LIN)
    card = create(lin, name)
    give_roles(lin, card)
    found = re.search(r"LD-\d+", words(card))
    assert found is not None
    return found[0]


def at_its_gate(workspace: Workspace, key: str) -> None:
    do_the_work(workspace)
    request(workspace, key)


def request(workspace: Workspace, key: str) -> None:
    lin = workspace.human(LIN)
    lin.command(RADAR, f"/liandong gate {key}")
    answer = lin.fill("form.gate", note="All evidence is attached", proposal="go")
    assert not answer.get("errors"), answer


def vote(human: Human, **values: object) -> None:
    ballot = human.find_dm(has("gate.vote"), f"{human.user} is asked to vote")
    human.press(human.dm, ballot, "gate.vote")
    answer = human.fill("form.vote", **values)
    assert not answer.get("errors"), answer
    human.no_view()


def status(workspace: Workspace, key: str, user: str = LIN) -> str:
    return words(workspace.human(user).answer_to(RADAR, f"/liandong status {key}"))


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_a_conditional_go_blocks_the_next_gate_until_its_condition_is_closed(workspace: Workspace, locale: str) -> None:
    key = started(workspace, locale)
    at_its_gate(workspace, key)
    for voter in (EMMA, LIU):
        vote(
            workspace.human(voter),
            decision="conditional_go",
            conditions=CONDITION,
            condition_owner=ZHAO,
            condition_due="2027-01-15",
        )
    eventually(lambda: ASSESSMENT[locale] in status(workspace, key), "the next stage")
    zhao, lin = workspace.human(ZHAO), workspace.human(LIN)
    zhao.find_dm(lambda m: CONDITION in words(m), "the owner is asked for the condition")
    lin.command(RADAR, f"/liandong gate {key}")
    assert CONDITION in words(lin.view("form.info")), "the refusal names the condition"
    lin.close("form.info")
    do_the_work(workspace)
    pass_the_gate(workspace, key)
    eventually(lambda: ASSESSMENT[locale] not in status(workspace, key).split("·")[1], "the stage after")


def test_a_recycle_asks_again_only_for_what_was_named(workspace: Workspace) -> None:
    key = started(workspace)
    at_its_gate(workspace, key)
    for voter in (EMMA, LIU):
        human = workspace.human(voter)
        ballot = human.find_dm(has("gate.vote"), "a ballot")
        human.press(human.dm, ballot, "gate.vote")
        block = next(b for b in human.view("form.vote")["blocks"] if b.get("block_id") == "reopen")
        named = [o["value"] for o in block["element"]["options"] if o["text"]["text"] == "Idea card"]
        human.fill("form.vote", decision="recycle", comment="Too thin", reopen=named)
    chen, zhao = workspace.human(CHEN), workspace.human(ZHAO)
    again = chen.find_dm(has("dlv.submit"), "the idea card is open again")
    assert "Too thin" in words(again)
    assert not [m for m in zhao.messages(zhao.dm) if has("dlv.submit")(m)]
    at_its_gate(workspace, key)
    for voter in (EMMA, LIU):
        human = workspace.human(voter)
        human.press_dm(has("gate.vote_go"), "a new ballot", "gate.vote_go")
    eventually(lambda: "Assessment" in status(workspace, key), "the next stage")


def test_a_merger_ends_one_project_and_links_both(workspace: Workspace) -> None:
    kept = started(workspace, name="Sonar")
    key = started(workspace, name="Radar")
    at_its_gate(workspace, key)
    for voter in (EMMA, LIU):
        human = workspace.human(voter)
        human.press_dm(has("gate.vote"), "a ballot", "gate.vote")
        view = human.view("form.vote")
        answer = human._post("options", view_id=view["id"], action_id="pick.project", block_id="merge_into", query=kept)
        (option,) = answer["options"]
        sent = human.fill("form.vote", decision="merge", comment="One idea", merge_into=option["value"])
        assert not sent.get("errors"), sent
    eventually(lambda: f"Merged into {kept}" in status(workspace, key), "the link on the project that ended")
    eventually(lambda: f"Has taken over {key}" in status(workspace, kept), "the link on the one that goes on")
    chen = workspace.human(CHEN)
    chen.find_dm(lambda m: "One idea" in words(m) and kept in words(m), "everybody on the project reads the reason")
    history = words(workspace.human(LIN).answer_to(RADAR, f"/liandong history {kept}"))
    assert f"{key} was merged into this project" in history


def test_a_hold_with_a_day_wakes_itself_on_that_day_once(workspace: Workspace) -> None:
    key = started(workspace)
    at_its_gate(workspace, key)
    now = str(workspace.control("GET", "clock")["now"])
    until = _days_after(now, 3)
    for voter in (EMMA, LIU):
        vote(workspace.human(voter), decision="hold", comment="Budget", hold_until=until)
    eventually(lambda: "On hold" in status(workspace, key), "the project rests")
    workspace.control("POST", "clock", advance_seconds=4 * 86400)
    eventually(lambda: "On hold" not in status(workspace, key), "the project is awake")
    workspace.control("POST", "clock", advance_seconds=86400)
    lin = workspace.human(LIN)
    history = str(lin.answer_to(RADAR, f"/liandong history {key}")["text"])
    assert history.count("Liandong resumed the project") == 1, history


def _days_after(now: str, days: int) -> str:

    return (datetime.fromisoformat(now) + timedelta(days=days)).date().isoformat()


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_who_voted_before_a_new_version_is_told_and_may_vote_again(workspace: Workspace, locale: str) -> None:
    key = started(workspace, locale)
    at_its_gate(workspace, key)
    emma, chen = workspace.human(EMMA), workspace.human(CHEN)
    emma.press_dm(has("gate.vote_go"), "a ballot", "gate.vote_go")
    prompt = chen.find_dm(has("dlv.submit"), "what was accepted can be improved")
    chen.press(chen.dm, prompt, "dlv.submit")
    answer = chen.fill("form.submit", text="Better figures")
    assert not answer.get("errors"), answer
    ballot = emma.find_dm(lambda m: CHANGED[locale] in words(m), "the ballot marks what changed")
    assert _told_below(emma, ballot), "and Emma is told under it"
    workspace.human(LIU).press(
        workspace.human(LIU).dm, workspace.human(LIU).find_dm(has("gate.vote_go"), "a ballot"), "gate.vote_go"
    )
    assert ASSESSMENT[locale] not in status(workspace, key).split("○")[0], "not before the review"
    emma.press_dm(has("gate.vote_go"), "a ballot", "gate.vote_go")
    lin = workspace.human(LIN)
    lin.press_dm(has("dlv.accept"), "the new version waits", "dlv.accept")
    eventually(lambda: ASSESSMENT[locale] in status(workspace, key), "the gate passes with the review")


def _told_below(human: Human, message: Json) -> list[Json]:
    return eventually(
        lambda: [m for m in human.messages(human.dm, message["ts"]) if m["ts"] != message["ts"]], "a line below"
    )


def test_a_deputy_votes_and_a_silent_gatekeeper_is_reminded_then_the_lead_hears(workspace: Workspace) -> None:
    key = started(workspace)
    at_its_gate(workspace, key)
    emma, zhao = workspace.human(EMMA), workspace.human(ZHAO)
    emma.press_dm(has("gate.deputy"), "a ballot", "gate.deputy")
    emma.fill("form.deputy", to=ZHAO, reason="On leave")
    zhao.press_dm(has("gate.vote_go"), "the deputy's ballot", "gate.vote_go")
    workspace.control("POST", "clock", advance_seconds=7 * 86400)
    liu = workspace.human(LIU)
    liu.find_dm(has("gate.vote_go"), "Liu has not voted")
    workspace.control("POST", "clock", advance_seconds=2 * 86400)
    lin = workspace.human(LIN)
    told = lin.find_dm(lambda m: "last day to vote has passed" in words(m), "the lead hears of it")
    assert not list(elements(told["blocks"]))
