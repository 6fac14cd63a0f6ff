"""Submitted modals: the good case, marked fields, refusals, forms that were overtaken, strangers."""

from collections.abc import Mapping

import pytest

from bot.forms import _READERS
from bot.ids import Act, Form, Ref, pack, unpack
from bot.linkage_forms import READERS
from flows.lifecycle import commands as do
from flows.lifecycle.project import Deliverable
from flows.names import Decision, DeliverableState, Role, Status
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import CHEN, EMMA, GUEST, LIN, LIU, RADAR, STRANGER, ZHAO, Office
from tests.bot.inbound.payloads import Json, submission

NEW: dict[str, Json] = {
    "name": p.text("Sea radar"),
    "summary": p.text(None),
    "strands": p.options("technology", "patent"),
    "lead": p.one_person(LIN),
    "channel": p.channel(RADAR),
    "confidentiality": p.option("members"),
}
EDIT: dict[str, Json] = {
    "name": p.text("Sea radar"),
    "summary": p.text("Better"),
    "channel": p.channel(RADAR),
    "confidentiality": p.option("members"),
}

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


def first_of(office: Office, project_id: str, user: str = CHEN) -> Deliverable:
    return next(d for d in office.card(project_id).deliverables if d.assignee == user)


def about(office: Office, project_id: str, user: str = CHEN) -> Ref:
    """What a form about a deliverable carries."""
    d, card = first_of(office, project_id, user), office.card(project_id)
    return Ref(project_id=project_id, deliverable_id=d.id, stage=d.stage, number=1, shown=card.version)


def of_project(office: Office, project_id: str) -> Ref:
    return Ref(project_id=project_id, shown=office.card(project_id).version)


def test_every_form_is_read_but_the_informing_one_and_those_read_page_by_page() -> None:
    assert set(_READERS) == set(Form) - {
        Form.INFO, Form.SCORE, Form.INDICATORS, *OF_TEMPLATES, *OF_POLICIES, *OF_THE_REGISTER, *OF_THE_WATCHES,
    }  # fmt: skip


def test_a_new_project_is_confirmed_in_the_modal(office: Office) -> None:
    ack = office.send(submission(Form.NEW, Ref(), NEW, EMMA))
    assert ack["response_action"] == "update"
    assert "LD-1" in str(ack["view"])
    card = office.card("LD-1")
    assert (card.name, card.lead, card.channel_id) == ("Sea radar", LIN, RADAR)
    assert [s.value for s in card.strands] == ["technology", "patent"]
    assert office.wakes


@pytest.mark.parametrize(
    ("field", "state", "expected"),
    [
        ("name", p.text("  "), "Please fill this in"),
        ("name", p.text("x" * 200), "too long"),
        ("strands", p.options(), "at least one strand"),
        ("strands", p.options("cooking"), "does not exist any more"),
        ("lead", p.one_person(None), "Please fill this in"),
        ("lead", p.one_person(GUEST), "Guests cannot"),
        ("confidentiality", p.option(None), "Please fill this in"),
    ],
)
def test_a_wrong_field_is_marked_where_it_is(office: Office, field: str, state: Json, expected: str) -> None:
    ack = office.send(submission(Form.NEW, Ref(), {**NEW, field: state}, EMMA))
    assert ack["response_action"] == "errors"
    assert list(ack["errors"]) == [field]
    assert expected in ack["errors"][field]


def test_fields_are_marked_in_the_language_of_the_person(office: Office) -> None:
    ack = office.send(submission(Form.NEW, Ref(), {**NEW, "name": p.text("")}, LIN))
    assert not ack["errors"]["name"].isascii()


def test_a_problem_without_a_field_of_its_own_is_shown_at_the_first(office: Office) -> None:
    project_id = office.create()
    ack = office.send(submission(Form.SUBMIT, about(office, project_id), {"link": p.url(None)}, CHEN))
    assert "至少一项" in ack["errors"]["link"]


def test_a_guest_cannot_create_a_project(office: Office) -> None:
    ack = office.send(submission(Form.NEW, Ref(), NEW, GUEST))
    assert "Guests cannot start a project" in str(ack["view"])


def test_the_same_submission_delivered_three_times_makes_one_project(office: Office) -> None:
    body = submission(Form.NEW, Ref(), NEW, LIN)
    acks = [office.send(body) for _ in range(3)]
    assert acks[0] == acks[1] == acks[2]
    with office.store.read() as reads:
        assert reads.card(p.TEAM, "LD-2") is None


GOOD: list[tuple[Form, Mapping[str, Json], str]] = [
    (
        Form.SUBMIT,
        {"text": p.text("The report"), "link": p.url("https://example.org/r"), "file": p.files("r.pdf")},
        CHEN,
    ),
    (Form.NOT_NEEDED, {"reason": p.text("Not for us")}, CHEN),
    (Form.MORE_TIME, {"until": p.day("2026-12-24"), "reason": p.text("Holidays")}, CHEN),
    (Form.HAND_OVER, {"to": p.one_person(ZHAO), "reason": p.text(None)}, CHEN),
]


@pytest.mark.parametrize(("form", "values", "user"), GOOD)
def test_a_form_about_a_deliverable_closes_and_is_done(
    office: Office, form: Form, values: Mapping[str, Json], user: str
) -> None:
    project_id = office.create()
    ref, before = about(office, project_id), office.card(project_id)
    assert office.send(submission(form, ref, values, user)) == ""
    assert office.card(project_id).version == before.version + 1
    assert office.wakes


@pytest.mark.parametrize(("form", "values"), [(form, values) for form, values, _ in GOOD])
def test_a_stranger_gets_the_answer_of_a_missing_project(
    office: Office, form: Form, values: Mapping[str, Json]
) -> None:
    project_id = office.create()
    ref = about(office, project_id)
    hidden = office.send(submission(form, ref, values, STRANGER))
    missing = office.send(submission(form, Ref(project_id="prj_none", deliverable_id="d"), values, STRANGER))
    assert hidden == missing
    assert "no such project" in str(hidden["view"])


@pytest.mark.parametrize(("form", "values"), [(form, values) for form, values, _ in GOOD])
def test_a_member_without_the_right_hears_who_has_it(office: Office, form: Form, values: Mapping[str, Json]) -> None:
    project_id = office.create()
    ack = office.send(submission(form, about(office, project_id, ZHAO), values, CHEN))
    assert f"<@{ZHAO}>" in str(ack["view"])


def test_a_submission_keeps_all_that_was_given(office: Office) -> None:
    project_id = office.create()
    office.send(submission(*GOOD[0][:1], about(office, project_id), GOOD[0][1], CHEN))
    (made,) = first_of(office, project_id).submissions
    assert (made.text, made.link, made.file_id, made.file_name) == (
        "The report",
        "https://example.org/r",
        "F0",
        "r.pdf",
    )


@pytest.mark.parametrize(
    ("form", "values", "field"),
    [
        (Form.SUBMIT, {"text": p.text(""), "link": p.url("")}, "text"),
        (Form.SUBMIT, {"text": p.text(""), "link": p.url("ftp://x")}, "link"),
        (Form.NOT_NEEDED, {"reason": p.text(" ")}, "reason"),
        (Form.MORE_TIME, {"until": p.day(None), "reason": p.text("Why")}, "until"),
        (Form.MORE_TIME, {"until": p.day("2026-01-01"), "reason": p.text("Why")}, "until"),
        (Form.HAND_OVER, {"to": p.one_person(None)}, "to"),
        (Form.HAND_OVER, {"to": p.one_person(GUEST)}, "to"),
    ],
)
def test_an_empty_or_impossible_field_is_marked(
    office: Office, form: Form, values: Mapping[str, Json], field: str
) -> None:
    project_id = office.create()
    ack = office.send(submission(form, about(office, project_id), values, CHEN))
    assert list(ack["errors"]) == [field]


def test_the_picked_deliverable_is_submitted_and_confirmed(office: Office) -> None:
    project_id = office.create()
    d = first_of(office, project_id)
    chosen = p.option(pack(Ref(project_id=project_id, deliverable_id=d.id)))
    values = {"deliverable": chosen, "text": p.text("Done")}
    ack = office.send(submission(Form.PICK_SUBMIT, Ref(), values, CHEN))
    assert ack["response_action"] == "update"
    assert first_of(office, project_id).state is DeliverableState.SUBMITTED
    empty = office.send(submission(Form.PICK_SUBMIT, Ref(), {**values, "deliverable": p.option(None)}, CHEN))
    assert list(empty["errors"]) == ["deliverable"]


def test_a_reviewer_requests_changes_and_reopens(office: Office) -> None:
    project_id = office.create()
    ref = about(office, project_id)
    office.do(do.SubmitDeliverable(project_id=project_id, deliverable_id=ref.deliverable_id, text="v1"), CHEN)
    assert office.send(submission(Form.REQUEST_CHANGES, ref, {"comment": p.text("Shorter")}, LIN)) == ""
    assert first_of(office, project_id).comment == "Shorter"
    office.do(do.SubmitDeliverable(project_id=project_id, deliverable_id=ref.deliverable_id, text="v2"), CHEN)
    office.do(do.AcceptSubmission(project_id=project_id, deliverable_id=ref.deliverable_id, number=2), LIN)
    assert office.send(submission(Form.REOPEN, ref, {"reason": p.text("New facts")}, LIN)) == ""
    assert first_of(office, project_id).state not in (DeliverableState.ACCEPTED, DeliverableState.SUBMITTED)


def test_a_gate_is_requested_and_decided_by_votes(office: Office) -> None:
    project_id = office.create()
    office.settle_stage(project_id)
    assert office.send(submission(Form.GATE, of_project(office, project_id), {"note": p.text("Ready")}, LIN)) == ""
    gate = office.card(project_id).gate
    assert gate is not None
    assert gate.note == "Ready"
    ref = Ref(project_id=project_id, gate_id=gate.id)
    vote = {"decision": p.option("conditional_go"), "comment": p.text(""), "conditions": p.text("")}
    assert list(office.send(submission(Form.VOTE, ref, vote, EMMA))["errors"]) == ["conditions"]
    condition = {"conditions": p.text("License"), "condition_owner": p.one_person(ZHAO)}
    for voter in (EMMA, LIU):
        named = {**vote, **condition, "condition_due": p.day("2026-12-24")}
        assert office.send(submission(Form.VOTE, ref, named, voter)) == ""
    card = office.card(project_id)
    assert (card.stage, card.gate) == ("assessment", None)
    assert [d.assignee for d in card.deliverables if d.title.en == "License"] == [ZHAO]


def test_the_same_vote_again_is_answered_kindly(office: Office) -> None:
    project_id = office.create()
    ref = Ref(project_id=project_id, gate_id=office.open_gate(project_id))
    vote = {"decision": p.option(Decision.GO), "comment": p.text(None), "hold_until": p.day(None)}
    assert office.send(submission(Form.VOTE, ref, vote, EMMA)) == ""
    assert "already so" in str(office.send(submission(Form.VOTE, ref, vote, EMMA))["view"])


def test_a_gate_that_cannot_open_lists_every_blocker(office: Office) -> None:
    project_id = office.create()
    ack = office.send(submission(Form.GATE, of_project(office, project_id), {"note": p.text("")}, LIN))
    required = [d for d in office.card(project_id).deliverables if d.required]
    assert all(d.title.zh in str(ack["view"]) for d in required)


def test_a_project_is_held_and_stopped(office: Office) -> None:
    project_id = office.create()
    hold = {"until": p.day("2026-12-31"), "reason": p.text("Budget")}
    assert office.send(submission(Form.HOLD, of_project(office, project_id), hold, LIN)) == ""
    assert office.card(project_id).status is Status.HELD
    assert list(office.send(submission(Form.STOP, Ref(project_id=project_id), {"reason": p.text("")}, LIN))["errors"])
    assert office.send(submission(Form.STOP, Ref(project_id=project_id), {"reason": p.text("No use")}, LIN)) == ""
    assert office.card(project_id).status is Status.STOPPED


def test_roles_are_given_for_every_field_of_the_form(office: Office) -> None:
    project_id = office.create(staffed=False)
    values = {"lead": p.one_person(LIN), "patent": p.people(ZHAO), "steering": p.people(EMMA, LIU)}
    assert office.send(submission(Form.ROLES, of_project(office, project_id), values, LIN)) == ""
    card = office.card(project_id)
    assert card.holders(Role.PATENT) == (ZHAO,)
    assert set(card.holders(Role.STEERING)) == {EMMA, LIU}
    none = office.send(submission(Form.ROLES, of_project(office, project_id), {"lead": p.one_person(None)}, LIN))
    assert list(none["errors"]) == ["lead"]


def test_saving_without_a_change_says_so(office: Office) -> None:
    project_id = office.create()
    values = {"technology": p.option("trl3")}
    assert office.send(submission(Form.STRANDS, of_project(office, project_id), values, LIN)) == ""
    assert "已经是这样了" in str(
        office.send(submission(Form.STRANDS, of_project(office, project_id), values, LIN))["view"]
    )


def test_unpacked_metadata_is_what_the_form_showed(office: Office) -> None:
    project_id = office.create()
    office.send(p.click(Act.EDIT, Ref(project_id=project_id), LIN))
    assert unpack(office.slack.view["private_metadata"]).shown == office.card(project_id).version


def test_a_new_project_follows_the_workflow_that_was_chosen(office: Office) -> None:
    office.send(submission(Form.NEW, Ref(), {**NEW, "template": p.option("light")}, EMMA))
    card = office.card("LD-1")
    assert (card.template, card.template_version) == ("light", 1)
    assert {d.spec for d in card.deliverables} == {"idea_card", "protection_check"}


def test_a_workflow_that_does_not_exist_is_marked_and_starts_nothing(office: Office) -> None:
    ack = office.send(submission(Form.NEW, Ref(), {**NEW, "template": p.option("heavy")}, EMMA))
    assert ack["errors"] == {"template": "This choice does not exist any more. Please choose again."}
    with office.store.read() as reads:
        assert reads.card(p.TEAM, "LD-1") is None
