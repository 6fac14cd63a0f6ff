"""One project travels from ideation to evaluation and improvement, carried by several people, in zh and en."""

import re
from collections.abc import Callable

import pytest

from .workspace import Changed, Human, Json, Workspace, elements, eventually, words

LIN, CHEN, ZHAO, WANG, EMMA, LIU, RAJ, SOFIA = (
    "U0LIN", "U0CHEN", "U0ZHAO", "U0WANG", "U0EMMA", "U0LIU", "U0RAJ", "U0SOFIA",
)  # fmt: skip
CREW = (LIN, CHEN, ZHAO, WANG, RAJ, SOFIA)
RADAR = "C0RADAR"
STAGES = {
    "zh-CN": ("构思", "评估", "立项", "实施", "成果运用", "评价改进"),
    "en-US": ("Ideation", "Assessment", "Initiation", "Implementation", "Use of results", "Evaluation and improvement"),
}
ROUTES = [
    ("zh-CN", "standard"),
    *(pytest.param("en-US", workflow, marks=pytest.mark.soak) for workflow in ("standard", "light")),
]
"""``test_evaluation.py`` travels the light workflow to its end in both languages."""
COMPLETED = {"zh-CN": "已完成", "en-US": "Completed"}


def speak(workspace: Workspace, locale: str) -> None:
    """Give everybody one language and one working day, and let the bot hear of it."""
    for user in (*CREW, EMMA, LIU):
        workspace.profile(user, locale=locale, tz="Asia/Shanghai")


def create(lin: Human, name: str, template: str = "standard") -> Json:
    """Lin creates a project in #proj-radar; returns its headline card."""
    lin.command(RADAR, f"/liandong new {name}")
    answer = lin.fill(
        "form.new",
        name=name,
        summary="Interference-free sensing for crowded roads",
        template=template,
        strands=["technology", "patent", "standard"],
        lead=LIN,
        channel=RADAR,
        confidentiality="members",
    )
    assert not answer.get("errors"), answer
    return lin.find(RADAR, lambda m: name in words(m) and bool(m["blocks"]), "the headline card")


def give_roles(lin: Human, card: Json) -> None:
    lin.pick(RADAR, card, "prj.roles")
    answer = lin.fill(
        "form.roles",
        lead=LIN,
        technology=[CHEN],
        patent=[ZHAO],
        standard=[WANG],
        business=[RAJ],
        legal=[SOFIA],
        steering=[EMMA, LIU],
    )
    assert not answer.get("errors"), answer


def has(action_id: str) -> Callable[[Json], bool]:
    return lambda m: any(e["action_id"].split(":")[0] == action_id for e in elements(m["blocks"]))


def do_the_work(workspace: Workspace) -> None:
    """Everybody submits what they are asked for and accepts what they are asked to review, until nobody is asked."""
    while True:
        workspace.settle(0.4)
        pressed = [one_by_one(workspace.human(user), "dlv.submit", submit_something) for user in CREW]
        # What the lead submits is for the steering group to review.
        pressed += [one_by_one(workspace.human(user), "dlv.accept", lambda _: None) for user in (*CREW, EMMA)]
        if not any(pressed):
            return


def submit_something(human: Human) -> None:
    human.fill("form.submit", text=f"Done by {human.user}", link="https://example.org/report")


def one_by_one(human: Human, act: str, then: Callable[[Human], None]) -> int:
    """Press such a button among the direct messages until there is none; how many there were."""
    channel, pressed = human.dm, 0
    while channel:
        waiting = [m for m in human.messages(channel) if has(act)(m)]
        if not waiting:
            break
        before = words(waiting[0])
        try:
            human.press(channel, waiting[0], act)
        except Changed:
            continue  # somebody else's act took the button away in this moment
        then(human)
        gone(human, channel, before)
        pressed += 1
    return pressed


def gone(human: Human, channel: str, shown: str) -> None:
    eventually(lambda: shown not in [words(m) for m in human.messages(channel)], "the message changes")


def pass_the_gate(workspace: Workspace, key: str) -> None:
    lin = workspace.human(LIN)
    lin.command(RADAR, f"/liandong gate {key}")
    lin.fill("form.gate", note="All evidence is attached")
    for voter in (EMMA, LIU):
        human = workspace.human(voter)
        ballot = human.find_dm(has("gate.vote_go"), f"{voter} is asked to vote")
        human.press(human.dm, ballot, "gate.vote_go")


def shows(lin: Human, key: str, expected: str) -> None:
    eventually(lambda: expected in words(lin.answer_to(RADAR, f"/liandong status {key}")), f"now {expected}")


@pytest.mark.parametrize(("locale", "template"), ROUTES)
@pytest.mark.timeout(300)
def test_a_project_travels_from_ideation_to_completion(workspace: Workspace, locale: str, template: str) -> None:
    speak(workspace, locale)
    lin = workspace.human(LIN)
    name = "毫米波雷达抗干扰" if locale == "zh-CN" else "Radar without interference"
    card = create(lin, name, template)
    key = re.search(r"LD-\d+", words(card))
    assert key is not None
    give_roles(lin, card)
    for number, stage in enumerate(STAGES[locale], start=1):
        status = lin.answer_to(RADAR, f"/liandong status {key[0]}")
        assert stage in words(status), f"stage {number}"
        do_the_work(workspace)
        pass_the_gate(workspace, key[0])
        after = STAGES[locale][number] if number < 6 else COMPLETED[locale]
        shows(lin, key[0], after)
    history = words(lin.answer_to(RADAR, f"/liandong history {key[0]}"))
    assert COMPLETED[locale] in history
