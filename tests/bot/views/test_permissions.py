"""A known viewer sees no button that the permissions forbid."""

import pytest

from bot.blocks.lifecycle import answers, ballots, prompts
from bot.ids import Act, unpack
from flows.lifecycle.permissions import may
from flows.lifecycle.project import Request
from flows.lifecycle.readmodels import ProjectCard
from flows.lifecycle.scores import scorers
from flows.names import SETTLED, Ask, Role, Status
from tests.builders import (
    CONTRIBUTOR,
    LEAD,
    MEMBERS,
    NOW,
    PATENT,
    STEER,
    STRANGER,
    TECH,
    build_deliverable,
    build_settled,
)

from .reading import Press, presses
from .samples import GATE_ID, View, lens, mixed_card, voting_card

ACTIONS = {
    Act.SUBMIT: "SubmitDeliverable", Act.NOT_NEEDED: "SayNotNeeded", Act.MORE_TIME: "AskForMoreTime",
    Act.HAND_OVER: "HandOver", Act.ACCEPT: "AcceptSubmission", Act.REQUEST_CHANGES: "RequestChanges",
    Act.AGREE: "AnswerRequest", Act.DECLINE: "AnswerRequest", Act.REOPEN: "ReopenDeliverable", Act.GATE: "RequestGate",
    Act.WITHDRAW: "WithdrawGate", Act.VOTE_GO: "CastVote", Act.VOTE: "CastVote", Act.DEPUTY: "HandVoteOver",
    Act.EDIT: "EditProject", Act.BLOCKED: "ReportBlocked", Act.UNBLOCK: "LiftBlock",
    Act.ROLES: "AssignRoles", Act.STRANDS: "SetStrandStates", Act.HOLD: "HoldProject", Act.RESUME: "ResumeProject",
    Act.STOP: "StopProject",
}  # fmt: skip
READING = {Act.EVALUATION, Act.FOLLOW_ON, Act.VERSIONS, Act.SCORES, Act.HISTORY, Act.STATUS, Act.MUTE}
"""Open to whoever may see the project; what somebody mutes is silent for them alone."""
VIEWERS = [*(member.user_id for member in MEMBERS), STRANGER]
CARDS = {
    "working": mixed_card(),
    "voting": voting_card(),
    "held": mixed_card(status=Status.HELD),
    "stopped": mixed_card(status=Status.STOPPED),
    "past": mixed_card(stage="assessment", shown_stage="ideation"),
}


def forbidden(view: View, card: ProjectCard, viewer: str) -> list[Press]:
    """Buttons of a view that this viewer could only press in vain."""
    return [press for press in presses(view) if press.act not in READING and not allowed(press, card, viewer)]


def allowed(press: Press, card: ProjectCard, viewer: str) -> bool:
    about = [d for d in card.deliverables if d.id == press.ref.deliverable_id]
    if press.act is Act.SUBMIT and not press.ref.deliverable_id:
        return any(may(card, viewer, "SubmitDeliverable", d) for d in card.deliverables)
    if press.act is Act.SCORE:
        return viewer in scorers(card, (Role.STEERING,))
    return may(card, viewer, ACTIONS[press.act], about[0] if about else None)


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_status_shows_only_what_its_viewer_may_do(card: ProjectCard, viewer: str) -> None:
    assert forbidden(answers.status(card, viewer, lens("en")), card, viewer) == []


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_a_prompt_shows_only_what_its_reader_may_do(card: ProjectCard, viewer: str) -> None:
    assert forbidden(prompts.ask(card, viewer, lens("en")), card, viewer) == []


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_a_review_shows_only_what_its_reader_may_do(card: ProjectCard, viewer: str) -> None:
    assert forbidden(prompts.review(card, viewer, lens("en")), card, viewer) == []


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_a_ballot_shows_only_what_its_reader_may_do(card: ProjectCard, viewer: str) -> None:
    assert forbidden(ballots.ballot(card, GATE_ID, viewer, lens("en")), card, viewer) == []


def acts(view: View) -> set[Act]:
    return {press.act for press in presses(view)}


def test_the_lead_can_do_everything_from_status() -> None:
    shown = acts(answers.status(CARDS["working"], LEAD, lens("en")))
    assert shown >= {Act.SUBMIT, Act.GATE, Act.ROLES, Act.STRANDS, Act.EDIT, Act.HOLD, Act.STOP, Act.HISTORY}


def test_a_contributor_without_work_can_only_read() -> None:
    assert acts(answers.status(CARDS["working"], CONTRIBUTOR, lens("en"))) <= READING


def test_an_assignee_can_do_five_things_about_what_is_open() -> None:
    card = mixed_card()
    about = {press.ref.deliverable_id for press in presses(prompts.ask(card, PATENT, lens("en")))}
    assert about == {card.deliverables[2].id, card.deliverables[3].id}
    offered = {Act.SUBMIT, Act.NOT_NEEDED, Act.MORE_TIME, Act.HAND_OVER, Act.BLOCKED}
    assert acts(prompts.ask(card, PATENT, lens("en"))) == offered


def test_what_is_in_review_can_be_read_and_replaced_and_what_is_done_has_no_button() -> None:
    assert acts(prompts.ask(mixed_card(), TECH, lens("en"))) == {Act.SUBMIT, Act.VERSIONS}
    assert acts(prompts.ask(mixed_card(deliverables=build_settled()), TECH, lens("en"))) == set()


def test_a_question_that_is_open_is_not_asked_again() -> None:
    card = mixed_card()
    waiting = card.deliverables[3].id
    shown = {p.act for p in presses(prompts.ask(card, PATENT, lens("en"))) if p.ref.deliverable_id == waiting}
    assert shown == {Act.SUBMIT, Act.HAND_OVER, Act.BLOCKED}


def test_what_is_blocked_offers_the_way_back_instead_of_questions() -> None:
    blocked = build_deliverable(id="dlv_9", request=Request(Ask.BLOCKED, PATENT, NOW, "No sample"), assignee=PATENT)
    card = mixed_card(deliverables=(blocked,))
    assert acts(prompts.ask(card, PATENT, lens("en"))) == {Act.SUBMIT, Act.HAND_OVER, Act.UNBLOCK}
    message = prompts.review(card, LEAD, lens("en"))
    assert acts(message) == {Act.UNBLOCK, Act.HAND_OVER}
    assert "cannot go on with" in message.text
    assert "No sample" in message.text


@pytest.mark.parametrize("name", ["held", "stopped", "past"])
def test_a_stage_that_is_not_worked_on_has_no_buttons_in_its_prompts(name: str) -> None:
    assert acts(prompts.ask(CARDS[name], PATENT, lens("en"))) == set()
    assert acts(prompts.review(CARDS[name], LEAD, lens("en"))) <= READING


def test_a_reviewer_accepts_exactly_the_version_that_is_shown() -> None:
    card = mixed_card()
    accept = [p for p in presses(prompts.review(card, LEAD, lens("en"))) if p.act is Act.ACCEPT]
    assert [(p.ref.deliverable_id, p.ref.number) for p in accept] == [(card.deliverables[0].id, 1)]


def test_a_closed_ballot_has_no_buttons() -> None:
    assert acts(ballots.ballot(mixed_card(), GATE_ID, STEER, lens("en"))) == set()


def test_stopping_from_status_asks_twice() -> None:
    blocks = answers.status(mixed_card(), LEAD, lens("en")).blocks
    stop = [e for b in blocks for e in b.get("elements", []) if e.get("action_id") == Act.STOP]
    assert [button["confirm"]["style"] for button in stop] == ["danger"]


def handed(viewer: str) -> list[str]:
    """The deliverables that the menu of a status offers this viewer to hand over."""
    blocks = answers.status(mixed_card(), viewer, lens("en")).blocks
    menus = [element for block in blocks if block.get("block_id") == "hand" for element in block["elements"]]
    return [option["value"] for menu in menus for option in menu["options"]]


def test_the_lead_hands_over_the_work_of_others_from_status() -> None:
    found = handed(LEAD)
    others = [d for d in mixed_card().deliverables if d.state not in SETTLED and d.assignee != LEAD]
    assert [unpack(value.partition("|")[2]).deliverable_id for value in found] == [d.id for d in others]
    assert all(value.startswith(f"{Act.HAND_OVER}|") for value in found)


def test_nobody_else_is_offered_to_hand_over_what_is_not_theirs() -> None:
    assert handed(STEER)
    assert not handed(CONTRIBUTOR)
    assert not handed(TECH)
