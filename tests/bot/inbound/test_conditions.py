"""Conditions of a conditional go in Slack: an owner and a day each, kept in the form until they are right."""

from bot.ids import Act, Form, Ref
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import CHEN, EMMA, LIU, ZHAO, Office
from tests.bot.inbound.payloads import click, submission


def test_each_condition_may_have_an_owner_and_a_day_of_its_own(office: Office) -> None:
    project_id = office.create()
    ref = Ref(project_id=project_id, gate_id=office.open_gate(project_id))
    vote = {
        "decision": p.option("conditional_go"), "comment": p.text(""), "condition_owner": p.one_person(ZHAO),
        "condition_due": p.day("2026-12-24"),
    }  # fmt: skip
    wrong = {**vote, "conditions": p.text("License | @nobody\nFile first")}
    assert "@nobody" in office.send(submission(Form.VOTE, ref, wrong, EMMA))["errors"]["conditions"]
    slip = {**vote, "decision": p.option("go"), "conditions": p.text("License | @u0chen")}
    assert list(office.send(submission(Form.VOTE, ref, slip, EMMA))["errors"]) == ["conditions"]
    early = {**vote, "conditions": p.text("License | 2020-01-01\nFile first")}
    assert list(office.send(submission(Form.VOTE, ref, early, EMMA))["errors"]) == ["conditions"]
    lines = {**vote, "conditions": p.text("License | @u0chen | 2027-01-15\nFile first")}
    for voter in (EMMA, LIU):
        assert office.send(submission(Form.VOTE, ref, lines, voter)) == ""
        if voter == EMMA:
            office.send(click(Act.VOTE, ref, EMMA))
            shown = {b.get("block_id"): b for b in office.slack.view["blocks"]}["conditions"]["element"]
            assert shown["initial_value"] == "License | @u0chen | 2027-01-15\nFile first | @u0zhao | 2026-12-24"
    found = {d.title.en: (d.assignee, d.due.isoformat()) for d in office.card(project_id).deliverables}
    assert found["License"] == (CHEN, "2027-01-15")
    assert found["File first"] == (ZHAO, "2026-12-24")
