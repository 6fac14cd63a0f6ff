"""Who hears of what: kept messages where they show something else, words where they concern somebody."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest

from flows.lifecycle import commands as c
from flows.lifecycle.announce import announce
from flows.lifecycle.evolve import replay
from flows.lifecycle.life import create
from flows.lifecycle.project import Member, Project
from flows.names import STRANDS, Confidentiality, Decision, DeliverableState, Role, Status
from flows.notices import Notice, NoticeKind, Scalar
from tests.builders import (
    BUSINESS,
    CHANNEL,
    CONTRIBUTOR,
    LEAD,
    LEGAL,
    PATENT,
    PROJECT_ID,
    STD,
    STEER,
    STEER2,
    TECH,
    TODAY,
    build_actor,
    build_gate,
    build_project,
    build_settled,
    build_submission,
    build_vote,
    standard_template,
)  # fmt: skip
from tests.flows.lifecycle.deciding import IDEA, decide, done, in_state, occasion, with_deliverable

ASK, REVIEW, BALLOT, CARD, REPLY, TOLD, HOME = (
    NoticeKind.ASK, NoticeKind.REVIEW, NoticeKind.BALLOT, NoticeKind.CARD, NoticeKind.REPLY, NoticeKind.TOLD,
    NoticeKind.HOME,
)  # fmt: skip
EVERYBODY = {LEAD, TECH, PATENT, STD, BUSINESS, LEGAL, STEER, STEER2, CONTRIBUTOR}
submit = c.SubmitDeliverable(deliverable_id=IDEA, text="Done")


def notices(project: Project, command: c.Command, by: str = LEAD) -> tuple[Notice, ...]:
    events = decide(project, command, by)
    after = replay(events, project)
    assert after is not None
    return announce(project, replace(after, version=project.version + 1), events)


def to(found: Iterable[Notice], kind: NoticeKind) -> set[str]:
    return {notice.audience for notice in found if notice.kind == kind}


def said(found: Iterable[Notice], kind: NoticeKind) -> list[tuple[str, Scalar]]:
    return [(notice.audience, notice.params["event"]) for notice in found if notice.kind == kind]


def only(found: Iterable[Notice], kind: NoticeKind) -> Notice:
    (notice,) = (notice for notice in found if notice.kind == kind)
    return notice


def settled_but(deliverable_id: str = IDEA, **changes: object) -> Project:
    return with_deliverable(deliverable_id, build_project(deliverables=build_settled()), **changes)


def at_gate(*votes: tuple[str, Decision], **overrides: object) -> Project:
    cast = tuple(build_vote(voter, decision, "because") for voter, decision in votes)
    project = build_project(deliverables=build_settled(), gate=build_gate(votes=cast))
    return replace(project, **overrides)  # type: ignore[arg-type]  # names checked by replace


def recycle() -> c.CastVote:
    return replace(vote(Decision.RECYCLE), reopen=tuple(d.id for d in build_settled() if d.assignee in (TECH, PATENT)))


def vote(decision: Decision = Decision.GO) -> c.CastVote:
    return c.CastVote(gate_id=build_gate().id, decision=decision, comment="because")


def test_nothing_happened_nothing_is_said() -> None:
    assert announce(build_project(), build_project(), ()) == ()


def test_a_new_project_posts_its_card_and_asks_its_people_without_chatter() -> None:
    command = c.CreateProject(
        name="Radar", summary="", strands=STRANDS, lead=TECH, channel_id=CHANNEL, confidentiality=Confidentiality.OPEN
    )
    events = create(
        command, occasion(LEAD), standard_template(), actor=build_actor(LEAD), project_id=PROJECT_ID, key="LD-1"
    )
    project = replay(events)
    assert project is not None
    found = announce(None, replace(project, version=1), events)
    assert [notice.kind for notice in found] == [CARD, ASK, HOME, HOME]
    assert (to(found, CARD), to(found, ASK), to(found, HOME)) == ({CHANNEL}, {TECH}, {LEAD, TECH})


def test_without_a_channel_the_card_stands_with_the_lead_who_hears_what_others_do() -> None:
    quiet = replace(build_project(), channel_id="")
    found = notices(quiet, submit, TECH)
    assert to(found, CARD) == to(found, REPLY) == {LEAD}
    assert to(notices(quiet, submit, LEAD), REPLY) == set()


def test_a_submission_goes_to_the_assignee_the_reviewers_and_the_thread() -> None:
    found = notices(build_project(), submit, TECH)
    assert to(found, ASK) == {TECH}
    assert to(found, REVIEW) == {LEAD}
    assert to(found, HOME) == {TECH, LEAD}
    reply = only(found, REPLY)
    assert (reply.audience, reply.thread_of) == (CHANNEL, f"card:{PROJECT_ID}")
    assert reply.params == {
        "event": "DeliverableSubmitted", "by": TECH, "deliverable_id": IDEA, "number": 1, "text": "Done",
        "link": "", "file_id": "", "file_name": "",
    }  # fmt: skip
    assert to(found, TOLD) == set()


def test_a_review_that_is_done_leaves_every_reviewers_list() -> None:
    found = notices(in_state(DeliverableState.SUBMITTED), c.AcceptSubmission(deliverable_id=IDEA, number=1))
    assert to(found, REVIEW) == {LEAD}
    assert to(found, ASK) == {TECH}
    assert said(found, REPLY) == [(CHANNEL, "SubmissionAccepted")]


def test_requested_changes_are_told_to_the_assignee_and_to_who_submitted() -> None:
    project = in_state(DeliverableState.SUBMITTED, submissions=(build_submission(by=CONTRIBUTOR),))
    found = notices(project, c.RequestChanges(deliverable_id=IDEA, number=1, comment="Which band?"))
    assert said(found, TOLD) == [(TECH, "ChangesRequested"), (CONTRIBUTOR, "ChangesRequested")]
    told = next(notice for notice in found if notice.kind == TOLD)
    assert told.thread_of == f"ask:{PROJECT_ID}:ideation:{TECH}"
    assert (told.params["comment"], told.params["by"]) == ("Which band?", LEAD)


def test_nobody_is_told_what_they_did_themselves() -> None:
    mine = with_deliverable(assignee=LEAD)
    later = c.AskForMoreTime(deliverable_id=IDEA, until=TODAY + timedelta(days=30), reason="r")
    assert to(notices(mine, later, LEAD), TOLD) == set()
    assert said(notices(build_project(), later, LEAD), TOLD) == [(TECH, "DueDateChanged")]


def test_who_has_left_the_project_hears_nothing_of_it() -> None:
    project = in_state(DeliverableState.SUBMITTED, submissions=(build_submission(by="U0GONE"),))
    found = notices(project, c.RequestChanges(deliverable_id=IDEA, number=1, comment="Which band?"))
    assert to(found, TOLD) == {TECH}


@pytest.mark.parametrize(
    ("agree", "event"), [(True, "DeliverableWaived"), (False, "RequestDeclined")], ids=["agreed", "declined"]
)
def test_a_request_goes_to_reviewers_and_its_answer_to_who_asked(agree: bool, event: str) -> None:
    ask = c.SayNotNeeded(deliverable_id=IDEA, reason="Known")
    found = notices(build_project(), ask, TECH)
    assert to(found, REVIEW) == {LEAD}
    assert to(found, REPLY) == set()
    answer = c.AnswerRequest(deliverable_id=IDEA, agree=agree)
    assert said(notices(done(build_project(), ask, TECH), answer, STEER), TOLD) == [(TECH, event)]


def test_a_hand_over_changes_two_prompts_and_greets_the_new_one() -> None:
    found = notices(build_project(), c.HandOver(deliverable_id=IDEA, to=CONTRIBUTOR), TECH)
    assert to(found, ASK) == {TECH, CONTRIBUTOR}
    assert said(found, TOLD) == [(CONTRIBUTOR, "DeliverableHandedOver")]


def test_new_roles_are_one_reply_however_much_work_moves() -> None:
    found = notices(build_project(), c.AssignRoles(holders=((Role.PATENT, ("U0NEW",)),)))
    assert said(found, REPLY) == [(CHANNEL, "RolesChanged")]
    assert to(found, TOLD) == set()
    assert to(found, ASK) == {PATENT, "U0NEW"}
    assert to(found, HOME) == EVERYBODY | {"U0NEW"}


def test_a_new_reviewer_sees_what_already_waits() -> None:
    found = notices(in_state(DeliverableState.SUBMITTED), c.AssignRoles(holders=((Role.TECHNOLOGY, (TECH, "U0NEW")),)))
    assert to(found, REVIEW) == {"U0NEW"}


def test_an_open_gate_reaches_every_gatekeeper_and_nobody_elses_ballot() -> None:
    found = notices(build_project(deliverables=build_settled()), c.RequestGate(note="Please"))
    assert to(found, BALLOT) == {STEER, STEER2}
    ballot = next(notice for notice in found if notice.kind == BALLOT)
    assert ballot.post_key == f"ballot:{ballot.params['gate_id']}:{ballot.audience}"
    assert only(found, REPLY).params == {
        "event": "GateRequested", "by": LEAD, "gate_id": "gate_new_1", "stage": "ideation", "gatekeepers": 2,
        "note": "Please", "proposal": None, "closes_on": "2026-11-30", "votes": 0,
    }  # fmt: skip


def test_a_vote_is_told_as_a_number_never_as_what_it_was() -> None:
    found = notices(at_gate(), vote(Decision.STOP), STEER)
    assert to(found, BALLOT) == {STEER, STEER2}
    assert only(found, REPLY).params == {
        "event": "VoteCast", "by": STEER, "gate_id": build_gate().id, "votes": 1, "gatekeepers": 2,
    }  # fmt: skip
    assert not any("stop" in repr(notice.params) or "because" in repr(notice.params) for notice in found)


def test_a_decision_is_told_to_thread_and_lead_and_closes_the_ballots() -> None:
    found = notices(at_gate((STEER, Decision.GO)), vote(), STEER2)
    assert said(found, REPLY) == [(CHANNEL, "GateDecided"), (CHANNEL, "StageEntered")]
    assert said(found, TOLD) == [(LEAD, "GateDecided")]
    assert to(found, BALLOT) == {STEER, STEER2}
    assert {n.params["stage"] for n in found if n.kind == ASK} == {"ideation", "assessment"}
    assert to(found, HOME) == EVERYBODY


def test_a_lead_who_reads_the_thread_in_their_messages_is_told_once() -> None:
    found = notices(at_gate((STEER, Decision.GO), channel_id=""), vote(), STEER2)
    assert said(found, REPLY) == [(LEAD, "GateDecided"), (LEAD, "StageEntered")]
    assert to(found, TOLD) == set()


def test_a_recycled_gate_is_one_message_for_each_person_whose_work_is_back() -> None:
    found = notices(at_gate((STEER, Decision.RECYCLE)), recycle(), STEER2)
    assert said(found, REPLY) == [(CHANNEL, "GateDecided")]
    assert said(found, TOLD) == [(user, "GateDecided") for user in (TECH, PATENT, LEAD)]
    assert to(found, ASK) >= {TECH, PATENT}


def test_prompts_of_a_stage_that_is_over_lose_what_was_still_open() -> None:
    project = replace(
        settled_but("dlv_ideation_need_note", state=DeliverableState.OPEN),
        gate=build_gate(votes=(build_vote(STEER),)),
    )
    found = notices(project, vote(), STEER2)
    assert BUSINESS in {n.audience for n in found if n.kind == ASK and n.params["stage"] == "ideation"}


@pytest.mark.parametrize(
    ("command", "event"),
    [(c.HoldProject(until=None, reason="r"), "ProjectHeld"), (c.StopProject(reason="r"), "ProjectStopped")],
)
def test_a_project_that_rests_takes_the_buttons_off_open_work(command: c.Command, event: str) -> None:
    found = notices(settled_but(state=DeliverableState.SUBMITTED), command)
    assert to(found, ASK) == {TECH}
    assert to(found, REVIEW) == {LEAD}
    assert said(found, REPLY) == [(CHANNEL, event)]


def test_a_resumed_project_is_one_reply_though_dates_move() -> None:
    late = replace(build_project(), status=Status.HELD)
    late = replace(late, deliverables=tuple(replace(d, due=TODAY - timedelta(days=9)) for d in late.deliverables))
    found = notices(late, c.ResumeProject())
    assert said(found, REPLY) == [(CHANNEL, "ProjectResumed")]
    assert to(found, TOLD) == set()
    assert to(found, ASK) == {TECH, PATENT, STD, BUSINESS}


def test_a_reopened_deliverable_is_told_to_its_assignee_and_the_thread() -> None:
    project = in_state(DeliverableState.ACCEPTED)
    found = notices(project, c.ReopenDeliverable(deliverable_id=IDEA, reason="New data"))
    assert said(found, TOLD) == [(TECH, "DeliverableReopened")]
    assert said(found, REPLY) == [(CHANNEL, "DeliverableReopened")]


def test_editing_renames_prompts_but_leaves_finished_ones_alone() -> None:
    p = settled_but(state=DeliverableState.OPEN)
    edit = c.EditProject(name="New", summary=p.summary, channel_id="C2", confidentiality=p.confidentiality)
    found = notices(p, edit)
    assert (to(found, CARD), to(found, ASK), to(found, REPLY)) == ({"C2"}, {TECH}, set())


def test_the_summary_is_only_the_cards_business() -> None:
    p = build_project()
    edit = c.EditProject(name=p.name, summary="New", channel_id=p.channel_id, confidentiality=p.confidentiality)
    assert [notice.kind for notice in notices(p, edit)] == [CARD]


def test_no_two_notices_of_one_change_share_a_key_and_each_names_its_version() -> None:
    changes = [
        (at_gate((STEER, Decision.RECYCLE)), recycle(), STEER2),
        (at_gate((STEER, Decision.GO)), vote(), STEER2),
        (build_project(), c.AssignRoles(holders=((Role.PATENT, ("U0NEW",)),)), LEAD),
        (build_project(), c.HoldProject(until=None, reason="r"), LEAD),
    ]
    for project, command, by in changes:
        keys = [notice.dedupe_key for notice in notices(project, command, by)]
        assert len(keys) == len(set(keys))
        assert all(f":v{project.version + 1}" in key for key in keys)


def test_home_refreshes_of_two_projects_do_not_swallow_each_other() -> None:
    keys = [
        only([n for n in notices(project, submit, TECH) if n.audience == TECH], HOME).dedupe_key
        for project in (build_project(), build_project(id="prj_other"))
    ]
    assert keys[0] != keys[1]


def test_a_member_without_work_is_left_in_peace() -> None:
    members = (*build_project().members, Member("U0IDLE"))
    found = notices(build_project(members=members), submit, TECH)
    assert all(notice.audience != "U0IDLE" for notice in found)
