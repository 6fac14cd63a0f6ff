"""The register in conversation: plan too early, file, clear, let out, declare; numbers, imports, a message, a race."""

import re
from typing import Any

import pytest

from bot.ids import Act, Form, Ref, Shortcut, pack, unpack
from bot.linkage_forms import READERS
from bot.listeners.registering import BUILDERS, FORMS
from flows.linkage.codes import Answer, ClearanceState, OutwardState
from flows.linkage.register import Register
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import CHEN, LIN, SOFIA, STRANGER, WANG, ZHAO, Office
from tests.bot.inbound.payloads import TEAM, Json


def register(office: Office, project_id: str) -> Register:
    with office.store.read() as reads:
        return reads.register(TEAM, project_id)


def send(office: Office, form: Form, ref: Ref, user: str, /, **values: Json) -> Any:
    return office.send(p.submission(form, ref, values, user))


def record_feature(office: Office, project_id: str, name: str = "Waveform") -> str:
    send(office, Form.FEATURE, Ref(project_id=project_id), CHEN, name=p.text(name), trl=p.option("4"))
    return register(office, project_id).features[-1].id


def plan(office: Office, project_id: str, feature: str, day: str = "2026-11-24") -> Any:
    return send(
        office, Form.OUTWARD, Ref(project_id=project_id), WANG, kind=p.option("contribution:iso"),
        title=p.text("Proposal 7"), features=p.options(pack(Ref(item_id=feature))), available_on=p.day(day),
        document=p.text("R1-2412345"),
    )  # fmt: skip


@pytest.fixture
def project(office: Office) -> str:
    return office.create()


def shown(answer: Any) -> str:
    return str(answer)


def test_every_form_of_the_register_opens_from_a_button_and_is_read_back() -> None:
    assert {form for form, _ in FORMS.values()} == set(READERS) == set(BUILDERS)


def test_a_contribution_planned_before_the_filing_is_blocked_with_reasons_and_what_would_lift_them(
    office: Office, project: str
) -> None:
    answer = shown(plan(office, project, record_feature(office, project)))
    assert "已拦截" in answer  # Wang reads Chinese
    assert "R01" in answer
    assert "先提交专利申请并登记" in answer
    assert "不是法律意见" in answer
    [asked] = register(office, project).clearances
    assert (asked.answer, asked.state) == (Answer.BLOCKED, ClearanceState.REQUESTED)


def test_what_is_blocked_cannot_be_recorded_as_made_and_the_words_stay(office: Office, project: str) -> None:
    plan(office, project, record_feature(office, project))
    [outward] = register(office, project).outwards
    answer = send(office, Form.MADE, Ref(project_id=project, item_id=outward.id), WANG, made_on=p.day("2026-11-23"))
    assert "放行" in shown(answer)
    assert register(office, project).outwards[0].state is OutwardState.PLANNED


def test_filed_cleared_made_declared_and_shown_in_the_matrix(office: Office, project: str) -> None:
    feature = record_feature(office, project)
    plan(office, project, feature, "2026-12-01")
    send(office, Form.FAMILY, Ref(project_id=project), ZHAO, title=p.text("Radar"), kind=p.option("invention"),
         completed_in=p.option("CN"))  # fmt: skip
    [family] = register(office, project).families
    filed = {"office": p.option("CN"), "status": p.option("filed"), "filed_on": p.day("2026-11-20")}
    send(office, Form.APPLICATION, Ref(project_id=project, item_id=family.id), ZHAO, **filed)
    send(office, Form.CLAIMS, Ref(project_id=project, item_id=family.id), ZHAO, claims=p.text("1* A waveform"))
    ends = {"feature": p.option(pack(Ref(item_id=feature))), "claim": p.option(pack(Ref(item_id=family.id, part="1")))}
    send(office, Form.TIE, Ref(project_id=project), CHEN, kind=p.option("L1"), **ends)
    [outward] = register(office, project).outwards
    office.send(p.click(Act.ASK_CLEARANCE, Ref(project_id=project, item_id=outward.id), WANG))
    asked = register(office, project).clearances[-1]
    assert asked.answer is not Answer.BLOCKED
    if asked.state is ClearanceState.REQUESTED:
        office.send(p.click(Act.GRANT, Ref(project_id=project, item_id=asked.id), ZHAO))
    office.clock.at = office.clock.at.replace(month=12, day=2)
    send(office, Form.MADE, Ref(project_id=project, item_id=outward.id), WANG, made_on=p.day("2026-12-01"))
    now = register(office, project)
    assert now.outwards[0].state is OutwardState.MADE
    assert "R20" in {d.rule for d in now.docket if d.state == "open"}
    promise = {"families": p.options(pack(Ref(item_id=family.id))), "body": p.option("iso"),
               "option": p.option("paid"), "declared_on": p.day("2026-12-02")}  # fmt: skip
    send(office, Form.DECLARE, Ref(project_id=project), SOFIA, **promise)
    [declaration] = register(office, project).declarations
    assert declaration.declared_by == SOFIA
    matrix = shown(office.send(p.command("matrix LD-1", LIN)))
    assert "P1/1" in matrix
    assert "'type': 'table'" in matrix


def test_only_the_patent_lead_decides_and_others_hear_who_can(office: Office, project: str) -> None:
    plan(office, project, record_feature(office, project))
    [asked] = register(office, project).clearances
    office.send(p.click(Act.GRANT, Ref(project_id=project, item_id=asked.id), CHEN))
    assert f"<@{ZHAO}>" in office.slack.answers[-1][1].text
    assert register(office, project).clearances[0].state is ClearanceState.REQUESTED


def test_an_override_needs_its_reason_and_waits_for_legal(office: Office, project: str) -> None:
    plan(office, project, record_feature(office, project))
    [asked] = register(office, project).clearances
    ref = Ref(project_id=project, item_id=asked.id, extra="overridden")
    assert "errors" in send(office, Form.DECIDE, ref, ZHAO, reason=p.text(""))
    send(office, Form.DECIDE, ref, ZHAO, reason=p.text("Already public since May"))
    assert register(office, project).clearances[0].state is ClearanceState.AWAITING_LEGAL
    send(office, Form.DECIDE, ref, SOFIA, reason=p.text("Agreed"))
    decided = register(office, project).clearances[0]
    assert (decided.state, decided.legal_by) == (ClearanceState.OVERRIDDEN, SOFIA)


@pytest.mark.parametrize("typed", ["R1-2412345", "r1 2412345", "Ｒ１－2412345"])
def test_a_number_in_any_writing_finds_its_record_for_those_who_may_see_it(
    office: Office, project: str, typed: str
) -> None:
    plan(office, project, record_feature(office, project))
    assert "Proposal 7" in shown(office.send(p.command(f"contribution {typed}", LIN, channel="C0OTHER")))
    assert "Proposal 7" not in shown(office.send(p.command(f"contribution {typed}", STRANGER, channel="C0OTHER")))


def test_a_form_that_was_overtaken_comes_back_with_the_persons_words(office: Office, project: str) -> None:
    feature = record_feature(office, project)
    office.send(p.click(Act.FEATURE, Ref(project_id=project, item_id=feature), CHEN))
    opened = unpack(office.slack.view["private_metadata"])
    record_feature(office, project, "Another")
    answer = send(office, Form.FEATURE, opened, CHEN, name=p.text("Mine"), trl=p.option("5"))
    assert answer["view"]["callback_id"] == Form.FEATURE
    assert "Mine" in shown(answer)
    assert register(office, project).features[0].name == "Waveform"


LIST = """kind,name,number,of,from,to
feature,Antenna,,,,
patent,Lens patent,,,,
claim,,1,Lens patent,,
link,,L1,,Antenna,Lens patent/1
"""


def test_an_import_shows_what_would_come_in_and_takes_in_all_of_it_on_confirmation(
    office: Office, project: str
) -> None:
    preview = send(office, Form.IMPORT_ITEMS, Ref(project_id=project), LIN, text=p.text(LIST))
    assert register(office, project).features == ()
    assert preview["view"]["callback_id"] == Form.IMPORT_KEEP
    send(office, Form.IMPORT_KEEP, unpack(preview["view"]["private_metadata"]), LIN)
    now = register(office, project)
    assert [f.name for f in now.features] == ["Antenna"]
    assert [(x.kind, x.claim) for x in now.links] == [("L1", 1)]


def test_an_import_with_one_wrong_line_names_the_line_and_takes_in_nothing(office: Office, project: str) -> None:
    text = LIST + "claim,,zero,Lens patent,,\n"
    answer = shown(send(office, Form.IMPORT_ITEMS, Ref(project_id=project), LIN, text=p.text(text)))
    assert "第 6 行" in answer
    assert register(office, project).features == ()


WRONG = """kind,name,number,office,filed_on,published_on,body,from,to
feature,Antenna,,,,,,,
patent,Lens,,,,,,,
patent,Radar,CN202610123456.X,CN,2026-11-01,2026-10-01,,,
patent,Radar,EP12345678.9,EP,2026-11-02,,,,
patent,Sweep,CN202610123456.7,CN,2026-11-01,,,,
standard,Std,ISO 1,,,,iso,,
standard,Std again,ISO 1,,,,iso,,
link,,L1,,,,,Antenna,Sweep/7
"""


def test_the_dry_run_names_the_line_of_what_the_register_itself_would_refuse(office: Office, project: str) -> None:
    """A check digit, a day before the filing, one reference twice: known before anybody confirms."""
    answer = shown(send(office, Form.IMPORT_ITEMS, Ref(project_id=project), LIN, text=p.text(WRONG)))
    told = {int(n): line for n, line in re.findall(r"第 (\d+) 行：([^\\\n]*)", answer)}
    assert sorted(told) == [4, 5, 6, 8]
    assert told[4].startswith("published_on")
    assert all(told[n].startswith("number: 校验位不符") for n in (5, 6))
    assert told[8].startswith("number: ")
    assert register(office, project).features == ()


def test_a_message_becomes_a_feature_in_two_steps(office: Office, project: str) -> None:
    message = {"type": "message", "user": CHEN, "ts": "1790000003.000100", "text": "Bends light twice"}
    body = {**p.interaction("message_action", CHEN), "callback_id": Shortcut.ADD.value, "message": message,
            "channel": {"id": "C0RADAR", "name": "proj-radar"}, "response_url": "https://hooks.example/x"}  # fmt: skip
    office.send(body)
    ref = unpack(office.slack.view["private_metadata"])
    chosen = {"project": p.option(pack(Ref(project_id=project))), "filed_as": p.option("feature")}
    form = send(office, Form.FROM_MESSAGE, ref, CHEN, **chosen)
    assert form["view"]["callback_id"] == Form.FEATURE
    assert "Bends light twice" in shown(form)
    assert "p1790000003000100" in shown(form)
    stolen = send(office, Form.FROM_MESSAGE, ref, LIN, **chosen)
    assert "Bends light twice" not in shown(stolen)


def test_lists_offer_to_read_what_the_reader_may_not_change(office: Office, project: str) -> None:
    record_feature(office, project)
    for verb in ("link", "专利", "standard", "提案", "declare", "docket", "矩阵"):
        assert "LD-1" in shown(office.send(p.command(f"{verb} LD-1", LIN)))
