"""Fills in score sheets for tests, and reads what came of it."""

import json

from bot.ids import Form, Ref
from bot.scorepages import pages
from flows.lifecycle import commands as do
from flows.lifecycle.scores import why_field
from flows.names import Decision
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import EMMA, LIU, Office
from tests.bot.inbound.payloads import Json, command, submission
from tests.scorecards import marks, sheet_for

SECRET = "the reason only Emma knows"


def page(stage: str, points: str, *, keys: tuple[str, ...] = (), why: str = SECRET) -> dict[str, Json]:
    """The fields of a page, filled in alike."""
    chosen = keys or tuple(c.key for c in sheet_for(stage).criteria)
    return {k: v for key in chosen for k, v in ((key, p.option(points)), (why_field(key), p.text(why)))}


def ref_of(project_id: str, stage: str = "ideation", number: int = 1) -> Ref:
    return Ref(project_id=project_id, stage=stage, number=number)


def send_page(
    office: Office, project_id: str, user: str, stage: str, number: int, *, points: str = "3", why: str = SECRET
) -> Json:
    keys = tuple(c.key for c in pages(sheet_for(stage).criteria)[number - 1])
    ref = ref_of(project_id, stage, number)
    ack: Json = office.send(submission(Form.SCORE, ref, page(stage, points, keys=keys, why=why), user))
    return ack


def hand_in(office: Office, project_id: str, user: str, points: str = "3", why: str = SECRET) -> Json:
    """Fill in both pages of the screening sheet."""
    send_page(office, project_id, user, "ideation", 1, points=points, why=why)
    return send_page(office, project_id, user, "ideation", 2, points=points, why=why)


def score(office: Office, project_id: str, user: str, points: int, stage: str = "ideation") -> None:
    """Hand a whole sheet in without Slack."""
    office.do(do.SubmitScore(project_id=project_id, stage=stage, marks=marks(stage, points)), user)


def pass_gate(office: Office, project_id: str, decision: Decision = Decision.GO) -> None:
    gate_id = office.open_gate(project_id)
    for voter in (EMMA, LIU):
        office.do(do.CastVote(project_id=project_id, gate_id=gate_id, decision=decision, comment="Because"), voter)


def text_of(reply: Json) -> str:
    return json.dumps(reply, ensure_ascii=False)


def status(office: Office, user: str) -> str:
    return text_of(office.send(command("status LD-1", user)))


def fields(view: Json) -> list[str]:
    return [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
