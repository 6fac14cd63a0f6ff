"""Pasting a planned contribution where outsiders read warns its author alone, in their language (R01, R02)."""

from datetime import date, timedelta

from .test_linkage import chosen, fill, listed
from .test_six_stages import CHEN, LIN, RADAR, WANG, create, give_roles, speak
from .workspace import Human, Json, Workspace, eventually, words

PARTNERS, DOCUMENT = "C0PARTNER", "R1-2412345"


def warned(human: Human, part: str) -> Json:
    """The private message that holds some words, waited for."""
    return human.find(PARTNERS, lambda m: bool(m.get("ephemeral")) and part in words(m), f"{human.user} is warned")


def test_a_planned_contribution_pasted_into_a_shared_channel_warns_its_author_alone(workspace: Workspace) -> None:
    today = date.fromisoformat(str(workspace.control("GET", "clock")["now"])[:10])
    speak(workspace, "en-US")
    lin, chen, wang = (workspace.human(user) for user in (LIN, CHEN, WANG))
    give_roles(lin, create(lin, "Radar"))
    listed(chen, "link LD-1", "lnk.feature")
    fill(chen, "form.feature", name="Waveform")
    listed(wang, "contribution LD-1", "lnk.outward")
    features = [chosen(wang, "form.outward", "features", "pick.feature", "wave")]
    later = (today + timedelta(days=30)).isoformat()
    fill(wang, "form.outward", kind="contribution:3gpp", title="Proposal 7", features=features, available_on=later,
         document=DOCUMENT)  # fmt: skip

    wang.say(RADAR, f"Look at {DOCUMENT} once more")
    wang.say(PARTNERS, "Our draft is ready: r1 2412345")
    told = warned(wang, "R02")
    assert "recognised by its number R1-2412345" in words(told)
    assert "Delete the message" in words(told)
    workspace.profile(WANG, locale="zh-CN")
    wang.say(PARTNERS, "草稿：LD-1 C1")
    assert "由名称 LD-1 C1 识别" in words(warned(wang, "不是法律意见"))
    assert not [m for m in lin.messages(PARTNERS) if m.get("ephemeral")]
    assert not [m for m in wang.messages(RADAR) if "R02" in words(m)]

    wang.press(PARTNERS, told, "lnk.ask_clearance")
    answer = eventually(
        lambda: [m for m in wang.messages(PARTNERS) if m.get("ephemeral") and "C1" in words(m)][-1:], "the answer"
    )
    assert "R01" in words(answer[0])
