"""Taking "make it a deliverable" back: the deliverable goes where nobody has worked on it; else it stays, and why."""

from dataclasses import replace

import pytest

from flows.lifecycle import asks
from flows.lifecycle import commands as lifecycle
from flows.lifecycle.project import Gate, Project
from flows.lifecycle.usecases import perform
from flows.names import DeliverableState, Status
from flows.ports import NewId
from flows.watches import action_commands as a
from flows.watches import commands as c
from flows.watches.actions import ActionState
from flows.watches.hits import Verdict
from flows.watches.withdrawing import Fate
from storage import SqliteStore
from tests.builders import LEAD, NOW, PROJECT_ID, STD, TEAM, TODAY, build_actor, build_templates
from tests.flows.watches.observed import seen
from tests.storage.acting import Acting, extra
from tests.storage.test_projects import created


@pytest.fixture
def desk(store: SqliteStore, new_id: NewId) -> Acting:
    created(store)
    made = Acting(store, new_id)
    made.started()
    made.look([seen("1", stage="30.60")])
    made.look([seen("1", stage="40.20")])
    return made


def hit_id(desk: Acting) -> str:
    return desk.hits()[0].hit.id


def made(desk: Acting, by: str = STD) -> str:
    """The id of the deliverable that the hit is made into."""
    desk.ask(c.JudgeHit(hit_id=hit_id(desk), verdict=Verdict.DELIVERABLE), by=by)
    answer = desk.hits()[0].hit.answer
    assert answer is not None
    return answer.became


def back(desk: Acting) -> object:
    return desk.ask(c.ReopenHit(hit_id=hit_id(desk))).params.get("deliverable")


def worked(desk: Acting, command: lifecycle.Command, by: str = STD) -> None:
    desk.asked += 1
    with desk.store.write() as uow:
        perform(
            command, actor=build_actor(by), uow=uow, templates=build_templates(), now=NOW, today=TODAY,
            new_id=desk.new_id, request_key=f"work:{desk.asked}",
        )  # fmt: skip


def changed(desk: Acting, **fields: object) -> None:
    with desk.store.write() as uow:
        project = uow.projects.load(TEAM, PROJECT_ID)
        assert isinstance(project, Project)
        after = replace(project, version=project.version + 1, **fields)  # type: ignore[arg-type]  # a builder's
        uow.projects.save(project, after)
        uow.commit()


def states(desk: Acting) -> list[DeliverableState]:
    return [d.state for d in extra(desk)]


def test_an_untouched_deliverable_is_not_needed_any_more_and_what_it_stood_for_is_asked_again(desk: Acting) -> None:
    made(desk)
    assert [action.state for action in desk.actions()] == [ActionState.WORK]
    desk.notices()
    assert back(desk) == Fate.WITHDRAWN
    assert states(desk) == [DeliverableState.WAIVED]
    assert "#1" in extra(desk)[0].comment
    assert [action.state for action in desk.actions()] == [ActionState.OPEN]
    assert ("ask", STD) in desk.notices(), "whoever was asked sees it in the message they have"
    assert [event for event, _ in desk.history()[:3]] == ["HitReopened", "ActionReopened", "DeliverableWaived"]
    assert desk.store.verify_history() == ()


def test_made_again_it_is_another_one(desk: Acting) -> None:
    first = made(desk)
    back(desk)
    second = made(desk)
    assert first != second
    assert states(desk) == [DeliverableState.WAIVED, DeliverableState.OPEN]


def test_made_twice_it_is_one(desk: Acting) -> None:
    assert made(desk) == made(desk, by=LEAD)
    assert len(extra(desk)) == 1


def test_what_somebody_handed_in_stays_and_nothing_is_asked_twice(desk: Acting) -> None:
    submit = lifecycle.SubmitDeliverable(project_id=PROJECT_ID, deliverable_id=made(desk), text="Our vote: yes")
    worked(desk, submit)
    assert back(desk) == Fate.WORKED_ON
    assert states(desk) == [DeliverableState.SUBMITTED]
    assert [action.state for action in desk.actions()] == [ActionState.WORK]


def test_so_does_what_somebody_has_asked_about(desk: Acting) -> None:
    ask = asks.ReportBlocked(project_id=PROJECT_ID, deliverable_id=made(desk), reason="Waiting for the draft")
    worked(desk, ask)
    assert back(desk) == Fate.WORKED_ON
    assert states(desk) == [DeliverableState.OPEN]


def test_what_is_not_needed_already_is_left_alone(desk: Acting) -> None:
    skip = lifecycle.SayNotNeeded(project_id=PROJECT_ID, deliverable_id=made(desk), reason="Done elsewhere")
    worked(desk, skip, LEAD)
    assert back(desk) is None
    assert extra(desk)[0].comment == "Done elsewhere"


def test_while_a_gate_is_open_it_stays_before_the_eyes_of_the_gatekeepers(desk: Acting) -> None:
    made(desk)
    changed(desk, gate=Gate(id="gat_1", stage="ideation", requested_by=LEAD, requested_at=NOW, gatekeepers=(LEAD,)))
    assert back(desk) == Fate.GATE_OPEN
    assert states(desk) == [DeliverableState.OPEN]


def test_of_a_project_that_rests_nothing_is_changed(desk: Acting) -> None:
    made(desk)
    changed(desk, status=Status.HELD)
    assert back(desk) == Fate.RESTS


def test_an_action_that_is_opened_again_takes_its_deliverable_back_too(desk: Acting) -> None:
    (action,) = desk.actions()
    desk.do(a.MakeWork(action_id=action.id), STD)
    assert desk.do(a.ReopenAction(action_id=action.id), STD)["deliverable"] == Fate.WITHDRAWN
    assert states(desk) == [DeliverableState.WAIVED]
    assert desk.actions()[0].state is ActionState.OPEN


def test_what_a_reason_dropped_is_asked_again_once_the_verdict_is_taken_back(desk: Acting) -> None:
    desk.ask(c.JudgeHit(hit_id=hit_id(desk), verdict=Verdict.NOT_RELEVANT, reason="Not ours"), by=STD)
    assert [action.state for action in desk.actions()] == [ActionState.DROPPED]
    back(desk)
    assert [(action.state, action.note) for action in desk.actions()] == [(ActionState.OPEN, "")]


def test_what_was_settled_by_itself_stays_settled(desk: Acting) -> None:
    (action,) = desk.actions()
    desk.do(a.SettleAction(action_id=action.id, state=ActionState.DONE), STD)
    back(desk)
    assert [action.state for action in desk.actions()] == [ActionState.DONE]
