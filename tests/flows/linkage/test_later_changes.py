"""What was cleared is cleared no more when the plan becomes something else: whatever the engine looks at counts."""

from dataclasses import replace

from flows.linkage import commands as c
from flows.linkage.codes import ClearanceState, OutwardKind
from flows.linkage.events import ClearanceAsked, ClearanceDecided, LinkageEvent
from flows.linkage.house import House
from flows.linkage.items import Feature, Outward
from tests.flows.linkage.deciding import STANDARD_LEAD, TECH, Desk
from tests.flows.linkage.registers import SOON


def planned() -> tuple[Desk, Outward]:
    desk = Desk(house=House())
    desk.events(c.RecordFeature(item=Feature(id="", number=0, name="Sweep")), TECH)
    feature = desk.register.features[-1].id
    item = Outward(
        id="", number=0, kind=OutwardKind.TALK, title="Talk", features=(feature,), available_on=SOON, under_nda=True
    )
    desk.events(c.PlanOutward(item=item), STANDARD_LEAD)
    return desk, desk.register.outwards[-1]


def changed(document: str) -> tuple[LinkageEvent, ...]:
    desk, item = planned()
    return tuple(desk.events(c.PlanOutward(item=replace(item, document=document)), STANDARD_LEAD))


def test_a_document_that_becomes_a_public_link_is_judged_anew() -> None:
    events = changed("https://example.org/slides")
    assert [e.state for e in events if isinstance(e, ClearanceDecided)] == [ClearanceState.REVOKED]
    assert any(isinstance(e, ClearanceAsked) for e in events)


def test_a_number_that_a_document_gets_leaves_the_clearance_alone() -> None:
    events = changed("R1-2412345")
    assert not any(isinstance(e, ClearanceAsked | ClearanceDecided) for e in events)
