"""Every button and menu: what it does, opens or answers, and what it says where it cannot."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.ids import Act, Form, Ref
from bot.listeners.actions import _ACTIONS
from flows.lifecycle import commands as do
from flows.lifecycle.project import Deliverable
from flows.names import Decision, DeliverableState, Role, Status
from flows.notices import NoticeKind, ballot_key
from tests.bot.inbound.office import CHEN, EMMA, LIN, LIU, STRANGER, ZHAO, Office
from tests.bot.inbound.payloads import TEAM, click, click_at_home, pick_menu


def work_of(office: Office, project_id: str, user: str) -> Deliverable:
    """A deliverable this person is asked for."""
    return next(d for d in office.card(project_id).deliverables if d.assignee == user)


def ref_to(project_id: str, deliverable: Deliverable) -> Ref:
    number = len(deliverable.submissions) or 1
    return Ref(project_id=project_id, deliverable_id=deliverable.id, stage=deliverable.stage, number=number)


def test_every_act_has_an_action() -> None:
    assert set(_ACTIONS) == set(Act) - {Act.MENU}


OF_DELIVERABLE = [
    (Act.SUBMIT, Form.SUBMIT, CHEN), (Act.NOT_NEEDED, Form.NOT_NEEDED, CHEN), (Act.MORE_TIME, Form.MORE_TIME, CHEN),
    (Act.HAND_OVER, Form.HAND_OVER, CHEN), (Act.BLOCKED, Form.BLOCKED, CHEN), (Act.VERSIONS, Form.INFO, EMMA),
]  # fmt: skip


@pytest.mark.parametrize(("act", "form", "user"), OF_DELIVERABLE)
def test_a_button_of_a_deliverable_opens_its_form(office: Office, act: Act, form: Form, user: str) -> None:
    project_id = office.create()
    body = click(act, ref_to(project_id, work_of(office, project_id, CHEN)), user)
    assert office.send(body) == ""
    assert office.slack.views == [(body["trigger_id"], office.slack.view)]
    assert office.slack.view["callback_id"] == form


@pytest.mark.parametrize("act", [act for act, _, _ in OF_DELIVERABLE])
def test_a_stranger_opens_nothing(office: Office, act: Act) -> None:
    project_id = office.create()
    office.send(click(act, ref_to(project_id, work_of(office, project_id, CHEN)), STRANGER))
    assert not office.slack.views
    assert "no such project" in office.slack.answer


@pytest.mark.parametrize("act", [act for act, form, _ in OF_DELIVERABLE if form is not Form.INFO])
def test_a_colleague_without_the_right_hears_who_has_it(office: Office, act: Act) -> None:
    project_id = office.create()
    deliverable = work_of(office, project_id, ZHAO)
    office.send(click(act, ref_to(project_id, deliverable), CHEN))
    assert not office.slack.views
    assert f"<@{ZHAO}>" in office.slack.answer


@pytest.mark.parametrize(
    ("act", "form"),
    [
        (Act.EDIT, Form.EDIT), (Act.ROLES, Form.ROLES), (Act.STRANDS, Form.STRANDS), (Act.HOLD, Form.HOLD),
        (Act.STOP, Form.STOP), (Act.GATE, Form.INFO), (Act.SUBMIT, Form.PICK_SUBMIT),
    ],
)  # fmt: skip
@pytest.mark.parametrize("press", [click, pick_menu])
def test_a_button_of_a_project_opens_its_form_from_a_message_or_a_menu(
    office: Office, act: Act, form: Form, press: object
) -> None:
    project_id = office.create()
    assert callable(press)
    office.send(press(act, Ref(project_id=project_id), LIN))
    assert office.slack.view["callback_id"] == form


@pytest.mark.parametrize("act", [Act.EDIT, Act.ROLES, Act.HOLD, Act.STOP, Act.GATE])
def test_project_buttons_are_refused_to_members_without_the_role(office: Office, act: Act) -> None:
    office.send(click(act, Ref(project_id=office.create()), CHEN))
    assert f"<@{LIN}>" in office.slack.answer
    assert not office.slack.views


def test_new_project_can_be_started_from_the_home(office: Office) -> None:
    office.send(click_at_home(Act.NEW, Ref(), EMMA))
    assert office.slack.view["callback_id"] == Form.NEW


def submitted(office: Office, project_id: str) -> Deliverable:
    d = work_of(office, project_id, CHEN)
    office.do(do.SubmitDeliverable(project_id=project_id, deliverable_id=d.id, text="Done"), CHEN)
    return next(x for x in office.card(project_id).deliverables if x.id == d.id)


def test_accept_settles_the_deliverable_and_wakes_the_relay(office: Office) -> None:
    project_id = office.create()
    d = submitted(office, project_id)
    office.wakes.clear()
    assert office.send(click(Act.ACCEPT, ref_to(project_id, d), LIN)) == ""
    assert work_of(office, project_id, CHEN).state is DeliverableState.ACCEPTED
    assert office.wakes
    assert office.slack.quiet, "the kept messages show it"


def test_accepting_again_is_answered_kindly(office: Office) -> None:
    project_id = office.create()
    d = submitted(office, project_id)
    office.send(click(Act.ACCEPT, ref_to(project_id, d), LIN))
    office.send(click(Act.ACCEPT, ref_to(project_id, d), EMMA))
    assert "already so" in office.slack.answer


def test_accepting_a_superseded_version_is_explained(office: Office) -> None:
    project_id = office.create()
    d = submitted(office, project_id)
    office.do(do.SubmitDeliverable(project_id=project_id, deliverable_id=d.id, text="Better"), CHEN)
    office.send(click(Act.ACCEPT, ref_to(project_id, d), EMMA))
    assert "a newer version was submitted" in office.slack.answer


def test_request_changes_and_reopen_open_their_forms_for_a_reviewer(office: Office) -> None:
    project_id = office.create()
    d = submitted(office, project_id)
    office.send(click(Act.REQUEST_CHANGES, ref_to(project_id, d), LIN))
    office.do(do.AcceptSubmission(project_id=project_id, deliverable_id=d.id, number=1), LIN)
    office.send(click(Act.REOPEN, ref_to(project_id, d), LIN))
    assert [v["callback_id"] for _, v in office.slack.views] == [Form.REQUEST_CHANGES, Form.REOPEN]


@pytest.mark.parametrize(("act", "state"), [(Act.AGREE, "waived"), (Act.DECLINE, "open")])
def test_a_request_is_answered_with_one_click(office: Office, act: Act, state: str) -> None:
    project_id = office.create()
    d = work_of(office, project_id, CHEN)
    office.do(do.SayNotNeeded(project_id=project_id, deliverable_id=d.id, reason="Not for us"), CHEN)
    office.send(click(act, ref_to(project_id, d), LIN))
    after = work_of(office, project_id, CHEN)
    assert (after.state, after.request) == (state, None)


def test_a_gate_can_be_withdrawn_and_the_vote_form_then_says_so(office: Office) -> None:
    project_id = office.create()
    ref = Ref(project_id=project_id, gate_id=office.open_gate(project_id))
    office.send(click(Act.VOTE, ref, EMMA))
    assert office.slack.view["callback_id"] == Form.VOTE
    office.send(click(Act.WITHDRAW, ref, LIN))
    assert office.card(project_id).gate is None
    office.send(click(Act.VOTE, ref, EMMA))
    assert "over or was withdrawn" in office.slack.answer


def test_only_gatekeepers_vote(office: Office) -> None:
    project_id = office.create()
    ref = Ref(project_id=project_id, gate_id=office.open_gate(project_id))
    for act in (Act.VOTE, Act.VOTE_GO):
        office.send(click(act, ref, CHEN))
    gate = office.card(project_id).gate
    assert gate is not None
    assert gate.votes == ()
    assert all(f"<@{EMMA}>" in message.text for _, message in office.slack.answers)


def test_eight_clicks_at_once_are_one_vote_and_one_ballot_notice(office: Office) -> None:
    project_id = office.create()
    gate_id = office.open_gate(project_id)
    office.notices(NoticeKind.BALLOT)
    ref = Ref(project_id=project_id, gate_id=gate_id)
    with ThreadPoolExecutor(8) as pool:
        acks = list(pool.map(office.send, [click(Act.VOTE_GO, ref, EMMA) for _ in range(8)]))
    assert acks == [""] * 8
    gate = office.card(project_id).gate
    assert gate is not None
    assert [(v.voter, v.decision) for v in gate.votes] == [(EMMA, Decision.GO)]
    with office.store.write() as uow:
        votes = [e for e in uow.history.events(TEAM, project_id) if type(e).__name__ == "VoteCast"]
    assert len(votes) == 1
    ballots = [n for n in office.notices(NoticeKind.BALLOT) if n.post_key == ballot_key(gate_id, EMMA)]
    assert len(ballots) == 1
    assert len(office.slack.answers) == 7, "the other seven hear that it is so already"


def test_a_redelivered_click_changes_nothing_more(office: Office) -> None:
    project_id = office.create()
    body = click(Act.VOTE_GO, Ref(project_id=project_id, gate_id=office.open_gate(project_id)), EMMA)
    version = office.card(project_id).version
    for _ in range(3):
        office.send(body)
    assert office.card(project_id).version == version + 1
    assert office.slack.quiet


def test_resume_makes_a_held_project_active(office: Office) -> None:
    project_id = office.create()
    office.do(do.HoldProject(project_id=project_id, until=None, reason="budget"), LIN)
    office.send(click(Act.RESUME, Ref(project_id=project_id), LIN))
    assert office.card(project_id).status is Status.ACTIVE


@pytest.mark.parametrize("act", [Act.STATUS, Act.HISTORY])
def test_a_question_is_answered_beside_its_message(office: Office, act: Act) -> None:
    project_id = office.create("Radar")
    body = click(act, Ref(project_id=project_id), EMMA)
    office.send(body)
    url, message = office.slack.answers[0]
    assert url == body["response_url"]
    assert "Radar" in message.text


def test_a_question_from_the_home_is_answered_in_a_modal(office: Office) -> None:
    project_id = office.create("Radar")
    office.send(click_at_home(Act.STATUS, Ref(project_id=project_id), EMMA))
    assert office.slack.view["callback_id"] == Form.INFO
    assert "Radar" in str(office.slack.view["blocks"])


def test_another_page_of_the_home_is_queued_for_the_relay(office: Office) -> None:
    office.send(click_at_home(Act.HOME_PAGE, Ref(number=2), EMMA))
    assert [(n.audience, n.params["page"]) for n in office.notices(NoticeKind.HOME)] == [(EMMA, 2)]
    assert office.wakes


def test_an_action_id_may_carry_a_suffix_that_keeps_it_unique(office: Office) -> None:
    office.send(click(Act.EDIT, Ref(project_id=office.create()), LIN, suffix=":3"))
    assert office.slack.view["callback_id"] == Form.EDIT


def test_a_link_button_is_only_acknowledged(office: Office) -> None:
    assert office.send(click(Act.LINK, Ref(), EMMA)) == ""
    assert office.slack.quiet


def test_roles_follow_the_person_not_the_button(office: Office) -> None:
    project_id = office.create()
    office.do(do.AssignRoles(project_id=project_id, holders=((Role.STEERING, (LIU,)), (Role.BUSINESS, (EMMA,)))), LIN)
    office.send(click(Act.EDIT, Ref(project_id=project_id), EMMA))
    assert "You cannot change this project" in office.slack.answer
