"""Forms that were overtaken by somebody else's change."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.filled import draft_of
from bot.ids import Act, Form, Ref, unpack
from bot.listeners.stale import since_shown
from flows.lifecycle import commands as do
from flows.lifecycle.readmodels import HistoryLine
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import CHEN, EMMA, LIN, LIU, RADAR, ZHAO, Office
from tests.bot.inbound.payloads import Json, submission

FORMS: list[tuple[Form, dict[str, Json]]] = [
    (
        Form.EDIT,
        {
            "name": p.text("Emma's name"),
            "summary": p.text("Emma's summary"),
            "channel": p.channel(RADAR),
            "confidentiality": p.option("members"),
        },
    ),
    (Form.ROLES, {"lead": p.one_person(EMMA), "patent": p.people(ZHAO, CHEN), "steering": p.people(EMMA, LIU)}),
    (Form.STRANDS, {"technology": p.option("trl5"), "patent": p.option(None)}),
    (Form.HOLD, {"reason": p.text("Emma's reason"), "until": p.day("2027-01-05")}),
]
ABLE = {Form.EDIT: EMMA, Form.ROLES: EMMA, Form.STRANDS: CHEN, Form.HOLD: EMMA}


def overtaken(office: Office) -> tuple[str, Ref]:
    """A project that Lin holds after a form was opened over it, and what that form carries."""
    project_id = office.create()
    shown = Ref(project_id=project_id, shown=office.card(project_id).version)
    office.do(do.HoldProject(project_id=project_id, until=None, reason="waiting for budget"), LIN)
    return project_id, shown


@pytest.mark.parametrize(("form", "values"), FORMS)
def test_an_overtaken_form_comes_again_with_the_persons_text_and_what_changed(
    office: Office, form: Form, values: dict[str, Json]
) -> None:
    project_id, shown = overtaken(office)
    version = office.card(project_id).version
    ack = office.send(submission(form, shown, values, ABLE[form]))
    assert ack["response_action"] == "update"
    assert ack["view"]["callback_id"] == form
    assert "waiting for budget" in str(ack["view"]["blocks"][0]), "what changed"
    kept = {b["block_id"]: b["element"] for b in ack["view"]["blocks"] if b["type"] == "input"}
    for name, typed in draft_of({n: {n: state} for n, state in values.items()}).items():
        wanted = typed if isinstance(typed, list) else [typed]
        assert all(str(value) in str(kept[name]) for value in wanted), name
    assert office.card(project_id).version == version, "nothing was overwritten"


def test_sending_the_renewed_form_succeeds(office: Office) -> None:
    project_id, shown = overtaken(office)
    form, values = FORMS[0]
    again = office.send(submission(form, shown, values, EMMA))["view"]
    ref = unpack(again["private_metadata"])
    assert office.send(submission(form, ref, values, EMMA)) == ""
    assert office.card(project_id).name == "Emma's name"


def test_a_hold_can_be_changed_from_the_day_and_reason_it_has(office: Office) -> None:
    project_id = office.create()
    office.do(do.HoldProject(project_id=project_id, until=date(2026, 12, 24), reason="waiting for budget"), LIN)
    offered = [option["text"]["text"] for option in menu_of(office.send(p.command("status LD-1", EMMA)))]
    assert "Change the hold" in offered
    office.send(p.click(Act.HOLD, Ref(project_id=project_id), EMMA))
    fields = {b["block_id"]: b["element"] for b in office.slack.view["blocks"] if b["type"] == "input"}
    assert fields["reason"]["initial_value"] == "waiting for budget"
    assert fields["until"]["initial_date"] == "2026-12-24"
    ref = unpack(office.slack.view["private_metadata"])
    values = {"reason": p.text("waiting for budget"), "until": p.day("2027-01-05")}
    assert office.send(submission(Form.HOLD, ref, values, EMMA)) == ""
    assert office.card(project_id).held_until == date(2027, 1, 5)


def menu_of(answer: Json) -> list[Json]:
    """The entries of the last menu of an answer."""
    menus = [e for b in answer["blocks"] for e in b.get("elements", []) if e.get("type") == "overflow"]
    return list(menus[-1]["options"])


def test_an_emptied_field_stays_empty_when_the_form_comes_again(office: Office) -> None:
    _, shown = overtaken(office)
    values = {**FORMS[0][1], "summary": p.text(None), "channel": p.channel(None)}
    view = office.send(submission(Form.EDIT, shown, values, EMMA))["view"]
    kept = {b["block_id"]: b["element"] for b in view["blocks"] if b["type"] == "input"}
    assert "initial_value" not in kept["summary"]
    assert "initial_conversation" not in kept["channel"]


def test_the_newest_changes_are_those_since_the_form_was_opened() -> None:
    start = datetime(2026, 11, 23, tzinfo=UTC)
    lines = tuple(
        HistoryLine(seq=seq, at=start + timedelta(minutes=minute), by=LIN, event="E", params={}, deliverable_title=None)
        for seq, minute in ((5, 9), (4, 9), (3, 5), (2, 1), (1, 0))
    )
    assert [line.seq for line in since_shown(lines, 1)] == [5, 4], "one save may cause several events"
    assert [line.seq for line in since_shown(lines, 2)] == [5, 4, 3]
    assert since_shown(lines, 0) == ()
