"""Submitted values -> typed commands, field by field."""

from datetime import date
from typing import Any

import pytest

from bot.filled import Values, draft_of
from bot.forms import read_form
from bot.ids import Form, Ref, pack
from bot.linkage_forms import READERS
from flows.errors import InvalidFields
from flows.lifecycle import commands as do
from flows.lifecycle.evaluation import Change, ImprovementState
from flows.lifecycle.project import Condition
from flows.names import Confidentiality, Decision, Outcome, Role, Strand
from tests.bot.inbound import payloads as p
from tests.bot.inbound.payloads import Json

REF = Ref(project_id="prj_1", deliverable_id="dlv_1", gate_id="gate_1", number=2, shown=7)


def values(**fields: Json) -> Values:
    return {name: {name: state} for name, state in fields.items()}


CASES: list[tuple[Form, Values, do.Command]] = [
    (
        Form.NEW,
        values(
            name=p.text(" Radar "), summary=p.text(None), strands=p.options("patent", "standard"),
            lead=p.one_person("U1"), channel=p.channel(None), confidentiality=p.option("restricted"),
        ),
        do.CreateProject(
            name="Radar", summary="", strands=(Strand.PATENT, Strand.STANDARD), lead="U1", channel_id="",
            confidentiality=Confidentiality.RESTRICTED, follows="prj_1",
        ),
    ),
    (
        Form.EDIT,
        values(
            name=p.text("R"), summary=p.text("S"), channel=p.channel("C1"), confidentiality=p.option("open")
        ),
        do.EditProject(
            project_id="prj_1", shown=7, name="R", summary="S", channel_id="C1", confidentiality=Confidentiality.OPEN
        ),
    ),
    (
        Form.ROLES,
        values(steering=p.people("U2", "U3"), lead=p.one_person("U1"), patent=p.people()),
        do.AssignRoles(
            project_id="prj_1", shown=7,
            holders=((Role.LEAD, ("U1",)), (Role.PATENT, ()), (Role.STEERING, ("U2", "U3"))),
        ),
    ),
    (
        Form.STRANDS,
        values(technology=p.option("trl3"), patent=p.option(None)),
        do.SetStrandStates(project_id="prj_1", shown=7, states=((Strand.TECHNOLOGY, "trl3"),)),
    ),
    (
        Form.SUBMIT,
        values(text=p.text("T"), link=p.url("https://e.org"), file=p.files("a.pdf", "b.pdf")),
        do.SubmitDeliverable(
            project_id="prj_1", deliverable_id="dlv_1", text="T", link="https://e.org", file_id="F0", file_name="a.pdf"
        ),
    ),
    (
        Form.PICK_SUBMIT,
        values(deliverable=p.option(pack(Ref(project_id="prj_9", deliverable_id="dlv_9"))), text=p.text("T")),
        do.SubmitDeliverable(project_id="prj_9", deliverable_id="dlv_9", text="T"),
    ),
    (
        Form.NOT_NEEDED,
        values(reason=p.text("R")),
        do.SayNotNeeded(project_id="prj_1", deliverable_id="dlv_1", reason="R"),
    ),
    (
        Form.MORE_TIME,
        values(until=p.day("2026-12-24"), reason=p.text("R")),
        do.AskForMoreTime(project_id="prj_1", deliverable_id="dlv_1", until=date(2026, 12, 24), reason="R"),
    ),
    (
        Form.HAND_OVER,
        values(to=p.one_person("U4"), reason=p.text(None)),
        do.HandOver(project_id="prj_1", deliverable_id="dlv_1", to="U4", reason=""),
    ),
    (
        Form.BLOCKED,
        values(reason=p.text("R")),
        do.ReportBlocked(project_id="prj_1", deliverable_id="dlv_1", reason="R"),
    ),
    (
        Form.REQUEST_CHANGES,
        values(comment=p.text("C")),
        do.RequestChanges(project_id="prj_1", deliverable_id="dlv_1", number=2, comment="C"),
    ),
    (
        Form.REOPEN,
        values(reason=p.text("R")),
        do.ReopenDeliverable(project_id="prj_1", deliverable_id="dlv_1", reason="R"),
    ),
    (Form.GATE, values(note=p.text("N")), do.RequestGate(project_id="prj_1", note="N")),
    (
        Form.GATE,
        values(note=p.text("N"), proposal=p.option("go")),
        do.RequestGate(project_id="prj_1", note="N", proposal=Decision.GO),
    ),
    (
        Form.VOTE,
        values(
            decision=p.option("conditional_go"), conditions=p.text("File first\n\n • Ask legal "),
            condition_owner=p.one_person("U0ZHAO"), condition_due=p.day("2026-12-24"),
        ),
        do.CastVote(
            project_id="prj_1", gate_id="gate_1", decision=Decision.CONDITIONAL_GO,
            conditions=tuple(Condition(text, "U0ZHAO", date(2026, 12, 24)) for text in ("File first", "Ask legal")),
        ),
    ),
    (
        Form.VOTE,
        values(decision=p.option("merge"), comment=p.text("C"), merge_into=p.option(pack(Ref(project_id="prj_2")))),
        do.CastVote(
            project_id="prj_1", gate_id="gate_1", decision=Decision.MERGE, comment="C", merge_into="prj_2"
        ),
    ),
    (
        Form.VOTE,
        values(decision=p.option("abstain"), comment=p.text("C")),
        do.Abstain(project_id="prj_1", gate_id="gate_1", reason="C"),
    ),
    (
        Form.VOTE,
        values(decision=p.option("conflict"), comment=p.text("C")),
        do.DeclareConflict(project_id="prj_1", gate_id="gate_1", reason="C"),
    ),
    (
        Form.DEPUTY,
        values(to=p.one_person("U0ZHAO"), reason=p.text("R")),
        do.HandVoteOver(project_id="prj_1", gate_id="gate_1", to="U0ZHAO", reason="R"),
    ),
    (
        Form.VOTE,
        values(
            decision=p.option("recycle"), comment=p.text("C"), hold_until=p.day(None),
            reopen=p.options("dlv_1", "dlv_2"),
        ),
        do.CastVote(
            project_id="prj_1", gate_id="gate_1", decision=Decision.RECYCLE, comment="C", reopen=("dlv_1", "dlv_2")
        ),
    ),
    (
        Form.HOLD,
        values(until=p.day(None), reason=p.text("R")),
        do.HoldProject(project_id="prj_1", shown=7, until=None, reason="R"),
    ),
    (
        Form.APPOINT,
        values(lead=p.one_person("U0ZHAO"), reason=p.text("R")),
        do.AppointLead(project_id="prj_1", lead="U0ZHAO", reason="R"),
    ),
    (
        Form.OUTCOME,
        values(outcome=p.option("partial"), note=p.text("N")),
        do.SetOutcome(project_id="prj_1", outcome=Outcome.PARTIAL, note="N"),
    ),
    (
        Form.IMPROVE,
        values(lesson=p.text("L"), owner=p.one_person("U1"), due=p.day("2027-01-04")),
        do.AddImprovement(project_id="prj_1", lesson="L", owner="U1", due=date(2027, 1, 4)),
    ),
    (
        Form.SETTLE,
        values(state=p.option("done"), note=p.text(None)),
        do.SettleImprovement(project_id="prj_1", improvement_id=REF.extra, state=ImprovementState.DONE),
    ),
    (
        Form.FOLLOW_UP,
        values(verdict=p.option("success"), changes=p.options("granted"), note=p.text("N")),
        do.AnswerFollowUp(
            project_id="prj_1", months=REF.number, verdict=Outcome.SUCCESS, changes=(Change.GRANTED,), note="N"
        ),
    ),
    (
        Form.FOLLOW_UP,
        values(verdict=p.option("skip"), changes=p.options(), note=p.text("N")),
        do.SkipFollowUp(project_id="prj_1", months=REF.number, reason="N"),
    ),
    (Form.STOP, values(reason=p.text("R")), do.StopProject(project_id="prj_1", reason="R")),
]  # fmt: skip


@pytest.mark.parametrize(("form", "filled", "command"), CASES, ids=[form.value for form, _, _ in CASES])
def test_a_form_becomes_its_command(form: Form, filled: Values, command: do.Command) -> None:
    assert read_form(form, REF, filled) == command


OF_TEMPLATES = {Form.TEMPLATE, Form.TEMPLATE_KEEP, Form.TEMPLATE_MIGRATE, Form.TEMPLATE_MIGRATE_ALL}
OF_POLICIES = {
    Form.POLICY, Form.POLICY_GATE, Form.PREFERENCES, Form.CHANNEL_PREFERENCES, Form.SCHEDULE, Form.SCHEDULE_PAUSE,
    Form.SNOOZE_DAY,
}  # fmt: skip
"""Of the workspace, of oneself, of a channel, of the clock."""
OF_THE_REGISTER = {*READERS, Form.IMPORT_ITEMS, Form.IMPORT_KEEP, Form.FROM_MESSAGE}
OF_THE_WATCHES = {
    Form.WATCH, Form.WATCH_RULES, Form.WATCH_END, Form.NOT_RELEVANT, Form.ASSIGN, Form.BRING, Form.BRING_FILE,
    Form.BRING_KEEP, Form.ACTION_DROP, Form.ACTION_HAND_OVER, Form.RELEASE, Form.BENCHMARK, Form.BENCHMARK_VALUE,
}  # fmt: skip
"""See ``test_register.py``."""


def test_the_cases_are_all_forms_there_are() -> None:
    """But those that ask for no command: see the tests of scoring, templates, policies and preferences."""
    assert {form for form, _, _ in CASES} == set(Form) - {
        Form.INFO,
        Form.SCORE,
        Form.INDICATORS,
        *OF_TEMPLATES,
        *OF_POLICIES,
        *OF_THE_REGISTER,
        *OF_THE_WATCHES,
    }


@pytest.mark.parametrize(
    ("form", "filled", "problem"),
    [
        (Form.VOTE, values(decision=p.option(None)), {"decision": "missing"}),
        (Form.VOTE, values(decision=p.option("maybe")), {"decision": "unknown_value"}),
        (
            Form.VOTE,
            values(decision=p.option("conditional_go"), conditions=p.text("A"), condition_due=p.day(None)),
            {"condition_due": "missing"},
        ),
        (Form.MORE_TIME, values(until=p.day("tomorrow")), {"until": "unknown_value"}),
        (Form.MORE_TIME, values(until=p.day(None)), {"until": "missing"}),
        (Form.PICK_SUBMIT, values(text=p.text("T")), {"deliverable": "missing"}),
    ],
)
def test_what_cannot_be_read_is_named_by_field(form: Form, filled: Values, problem: dict[str, str]) -> None:
    with pytest.raises(InvalidFields) as raised:
        read_form(form, REF, filled)
    assert raised.value.fields == problem


@pytest.mark.parametrize(
    ("state", "kept"),
    [
        (p.text("T"), "T"), (p.text(None), ""), (p.option("a"), "a"), (p.option(None), ""),
        (p.options("a", "b"), ["a", "b"]), (p.one_person("U1"), "U1"), (p.one_person(None), ""),
        (p.people("U1", "U2"), ["U1", "U2"]), (p.people(), []), (p.channel("C1"), "C1"), (p.channel(None), ""),
        (p.day("2026-12-24"), "2026-12-24"), (p.day(None), ""),
    ],
)  # fmt: skip
def test_a_draft_keeps_what_was_filled_in_and_what_was_emptied(state: Json, kept: Any) -> None:
    assert draft_of(values(field=state)) == {"field": kept}
