"""A contribution planned too early is blocked over the wire, goes out after the filing and is declared; what the
register holds then leaves as a picture, a workbook, a text and a calendar. All of it in zh and en."""

import io
import re
import struct
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from .test_six_stages import CHEN, LIN, RADAR, SOFIA, WANG, ZHAO, create, give_roles, speak
from .workspace import Human, Json, Workspace, eventually, words


@dataclass(frozen=True)
class Seen:
    """What people read and call things in one language."""

    blocked: str
    lift: str
    feature: str
    title: str
    clause: str
    element_heading: str
    not_confirmed: str
    matrix_words: str
    declared_words: str


SEEN = {
    "zh-CN": Seen("已拦截", "先提交专利申请并登记", "抗干扰波形", "关于波形的提案", "波形要求", "技术要素", "尚未确认",
                  "技术特征 1 项", "已声明"),
    "en-US": Seen("Blocked: do not let it out yet", "File a patent application first", "Waveform",
                  "Proposal on waveforms", "Waveform", "Claim element", "Not confirmed yet",
                  "1 feature, 1 claim, 1 clause", "declared"),
}  # fmt: skip


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


def picked(human: Human, typed: str, act: str) -> None:
    """A choice from the menu beside the only row of a list."""
    human.pick(RADAR, human.answer_to(RADAR, f"/liandong {typed}"), act)


@pytest.mark.timeout(240)
def test_planned_too_early_blocked_filed_cleared_made_disclosed_and_taken_along(workspace: Workspace) -> None:
    for locale, seen in SEEN.items():
        speak(workspace, locale)
        key = travelled(workspace, seen)
        taken_along(workspace.human(LIN), key, seen)


def travelled(workspace: Workspace, seen: Seen) -> str:
    """A project whose contribution was blocked, then cleared, let out and declared; its key."""
    today = date.fromisoformat(str(workspace.control("GET", "clock")["now"])[:10])
    lin, chen, zhao, wang, sofia = (workspace.human(user) for user in (LIN, CHEN, ZHAO, WANG, SOFIA))
    key = re.search(r"LD-\d+", words(card := create(lin, f"Radar {seen.title}")))[0]  # type: ignore[index]  # a card has its key
    give_roles(lin, card)
    listed(chen, f"link {key}", "lnk.feature")
    fill(chen, "form.feature", name=seen.feature)
    charted(wang, key, seen)
    listed(wang, f"contribution {key}", "lnk.outward")
    features = [chosen(wang, "form.outward", "features", "pick.feature", "")]
    standard = chosen(wang, "form.outward", "standard_id", "pick.standard", "")
    told = fill(wang, "form.outward", kind="contribution:iso", title=seen.title, features=features,
                standard_id=standard, available_on=today.isoformat())  # fmt: skip
    assert seen.blocked in told
    assert seen.lift in told
    prompt = zhao.find_dm(lambda m: seen.title in words(m), "the patent lead's prompt")
    assert "R01" in words(prompt)

    filed(zhao, key, today)
    tied(chen, key)
    picked(wang, f"contribution {key}", "lnk.ask_clearance")
    eventually(lambda: seen.blocked not in words(zhao.find_dm(lambda m: seen.title in words(m), "the same message")),
               "the message is kept current")  # fmt: skip
    message = zhao.find_dm(lambda m: seen.title in words(m), "the same message")
    if "lnk.grant" in str(message):
        zhao.press(zhao.dm, message, "lnk.grant")
    cleared = eventually(lambda: may_go(wang, seen), "it may go out")
    wang.press(wang.dm, cleared, "lnk.made")
    fill(wang, "form.made", made_on=today.isoformat())
    dates = words(wang.answer_to(RADAR, f"/liandong docket {key}"))
    assert "R20" in dates
    assert "S1 ISO/CD 23005" in dates
    assert "std_" not in dates
    listed(sofia, f"declare {key}", "lnk.declare")
    families = [chosen(sofia, "form.declare", "families", "pick.family", "")]
    fill(sofia, "form.declare", families=families, body="iso", option="paid", declared_on=today.isoformat())
    assert "R20" not in words(wang.answer_to(RADAR, f"/liandong docket {key}"))
    return key


def may_go(human: Human, seen: Seen) -> Json | None:
    """The message about the clearance, once it has the button for what went out."""
    message = human.find_dm(lambda m: seen.title in words(m), "about the clearance")
    return message if "lnk.made" in str(message) else None


def charted(wang: Human, key: str, seen: Seen) -> None:
    """A standard with one clause."""
    listed(wang, f"standard {key}", "lnk.standard")
    fill(wang, "form.standard", body="iso", reference="iso/cd 23005", title="Radar", stage="30.20")
    picked(wang, f"standard {key}", "lnk.clauses")
    fill(wang, "form.clauses", version="CD 1", clauses=f"7.2 {seen.clause}")


def filed(zhao: Human, key: str, today: date) -> None:
    """A family with an application filed five days ago, and one claim."""
    listed(zhao, f"patent {key}", "lnk.family")
    fill(zhao, "form.family", title="Radar patent", kind="invention", completed_in="CN")
    picked(zhao, f"patent {key}", "lnk.application")
    day = (today - timedelta(days=5)).isoformat()
    fill(zhao, "form.application", office="CN", status="filed", filed_on=day)
    picked(zhao, f"patent {key}", "lnk.claims")
    fill(zhao, "form.claims", claims="1* A waveform")


def tied(chen: Human, key: str) -> None:
    """The feature to the claim, and the claim to the clause."""
    for kind, ends, more in (
        ("L1", {"claim": "A waveform", "feature": ""}, {}),
        ("L2", {"claim": "A waveform", "clause": "7.2"}, {"element": "=the sweep"}),
    ):
        listed(chen, f"link {key}", "lnk.tie")
        given = {field: chosen(chen, "form.tie", field, f"pick.{field}", query) for field, query in ends.items()}
        fill(chen, "form.tie", kind=kind, **given, **more)


def taken_along(lin: Human, key: str, seen: Seen) -> None:
    """The four files, as they arrive."""
    message = lin.answer_to(RADAR, f"/liandong matrix {key}")
    assert "P1/1" in words(message)
    assert "S1 7.2" in words(message)
    picture, beside = delivered(lin, message, "lnk.matrix_png", f"{key}-matrix-", ".png")
    assert picture.startswith(b"\x89PNG\r\n")
    assert min(struct.unpack(">II", picture[16:24])) > 300
    assert seen.matrix_words in beside
    workbook, _ = delivered(lin, message, "lnk.chart_xlsx", f"{key}-claim-chart-", ".xlsx")
    sheet = load_workbook(io.BytesIO(workbook)).active
    assert sheet is not None
    cells = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    (head,) = [row for row in cells if seen.element_heading in row]
    row = dict(zip(head, cells[-1], strict=True))
    assert {"P1", "S1 ISO/CD 23005", "7.2", seen.clause, "'=the sweep", seen.not_confirmed} <= set(row.values())
    text, _ = delivered(lin, message, "lnk.chart_md", f"{key}-claim-chart-", ".md")
    (line,) = [line for line in text.decode().splitlines() if line.startswith("| P1")]
    assert "7.2" in line
    assert seen.declared_words in text.decode()
    dates, _ = delivered(
        lin, lin.answer_to(RADAR, f"/liandong docket {key}"), "lnk.docket_ics", f"{key}-dates-", ".ics"
    )
    events = list(Calendar.from_ical(dates).walk("VEVENT"))
    assert any("R05" in str(event["summary"]) + str(event["description"]) for event in events)


def delivered(human: Human, message: Json, act: str, begins: str, ends: str) -> tuple[bytes, str]:
    """The file that a button sends, and what is said beside it."""
    human.press(RADAR, message, act)

    def look() -> tuple[bytes, str] | None:
        for m in human.messages(human.dm) if human.dm else []:
            for file in m.get("files") or []:
                if str(file["name"]).startswith(begins) and str(file["name"]).endswith(ends):
                    return human.download(file), words(m)
        return None

    return eventually(look, f"the file {begins}…{ends}")
