"""The gate of the implementation stage, through the desk: what the register puts before it, and what lifts it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.ids import Act, Ref
from flows.errors import GateNotMet
from flows.lifecycle import commands as do
from flows.linkage import commands as c
from flows.linkage.codes import Body, ClearanceState, OutwardKind
from flows.linkage.items import Feature, Outward
from flows.linkage.register import Register
from flows.names import Decision, Status
from tests.bot.inbound.office import EMMA, LIN, LIU, SOFIA, WANG, ZHAO, Office
from tests.bot.inbound.payloads import click, command
from tests.builders import NOW, PROJECT_ID, TEAM, build_project, build_settled

STAGE, DAY = "implementation", NOW.date() + timedelta(days=20)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A project whose implementation is settled, with one contribution planned that nobody has cleared."""
    office = Office(tmp_path)
    with office.store.write() as uow:
        uow.projects.save(None, build_project(stage=STAGE, deliverables=build_settled(STAGE), version=1))
        uow.commit()
    office.do(c.RecordFeature(project_id=PROJECT_ID, item=Feature(id="", number=0, name="Sweep")), LIN)
    plan = Outward(
        id="", number=0, kind=OutwardKind.CONTRIBUTION, title="Proposal", features=(book(office).features[0].id,),
        available_on=DAY, body=Body.ISO,
    )  # fmt: skip
    office.do(c.PlanOutward(project_id=PROJECT_ID, item=plan), WANG)
    yield office
    office.store.close()


def book(office: Office) -> Register:
    with office.store.read() as reads:
        return reads.register(TEAM, PROJECT_ID)


def override(office: Office) -> None:
    """By the patent lead, and by legal besides, as the policy asks."""
    for by in (ZHAO, SOFIA):
        decide = c.DecideClearance(
            project_id=PROJECT_ID, clearance_id=book(office).clearances[-1].id, state=ClearanceState.OVERRIDDEN,
            reason="The board wants it",
        )  # fmt: skip
        office.do(decide, by)


def request(office: Office) -> None:
    office.do(do.RequestGate(project_id=PROJECT_ID), LIN)


def vote(office: Office) -> None:
    """Everybody for passing."""
    gate = office.card(PROJECT_ID).gate
    assert gate is not None
    for by in (EMMA, LIU):
        office.do(do.CastVote(project_id=PROJECT_ID, gate_id=gate.id, decision=Decision.GO), by)


def test_the_gate_is_refused_and_names_the_contribution_and_who_can_clear_it(office: Office) -> None:
    with pytest.raises(GateNotMet) as refused:
        request(office)
    (found,) = refused.value.blockers
    assert (found.code, found.lifters[0]) == ("not_cleared", ZHAO)
    assert office.card(PROJECT_ID).gate is None


def test_a_recorded_override_lets_the_stage_end(office: Office) -> None:
    override(office)
    request(office)
    vote(office)
    assert office.card(PROJECT_ID).stage == "use_of_results"


def test_what_is_planned_while_people_vote_keeps_the_gate_until_it_is_cleared(office: Office) -> None:
    """Lifting the last thing in the way decides at once: nobody need vote again."""
    override(office)
    request(office)
    plan = Outward(
        id="", number=0, kind=OutwardKind.CONTRIBUTION, title="Second", features=(book(office).features[0].id,),
        available_on=DAY, body=Body.ISO,
    )  # fmt: skip
    office.do(c.PlanOutward(project_id=PROJECT_ID, item=plan), WANG)
    vote(office)
    card = office.card(PROJECT_ID)
    assert (card.stage, card.status, card.gate is not None) == (STAGE, Status.ACTIVE, True)
    override(office)
    assert office.card(PROJECT_ID).stage == "use_of_results"


def test_withdrawing_the_plan_opens_the_way_too(office: Office) -> None:
    office.do(c.WithdrawOutward(project_id=PROJECT_ID, outward_id=book(office).outwards[0].id), WANG)
    request(office)
    assert office.card(PROJECT_ID).gate is not None


def test_the_list_and_the_entry_say_whether_it_may_go_out(office: Office) -> None:
    key = office.card(PROJECT_ID).key
    entry = Ref(project_id=PROJECT_ID, item_id=book(office).outwards[0].id)
    assert "已拦截" in str(office.send(command(f"contribution {key}", WANG)))
    office.send(click(Act.ITEM, entry, WANG))
    assert "已拦截" in office.slack.answer
    override(office)
    assert "The board wants it" in str(office.send(command(f"contribution {key}", WANG)))
