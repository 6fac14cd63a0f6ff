"""A plan knows who reads in the channel it goes to, and where it is asked about (R02, R39)."""

from dataclasses import replace

import pytest

from flows.errors import IllegalMove
from flows.linkage import commands as c
from flows.linkage.codes import Answer, ApplicationStatus, ClearanceState, OutwardKind, OutwardState
from flows.linkage.judgements import Clearance
from flows.linkage.surroundings import Audience

from .deciding import PATENT, STANDARD_LEAD, Desk
from .registers import TODAY, application, contribution, family, leaving, on, param, register

ROOM, ELSEWHERE = "C0ROOM", "C0ELSE"
FILED_TODAY = register(families=(family(application(filed=TODAY)),))


def planned(desk: Desk, kind: OutwardKind = OutwardKind.MESSAGE, **fields: object) -> Clearance:
    item = replace(leaving(kind, on(1)), id="", number=0, channel_id=ROOM, **fields)  # type: ignore[arg-type]  # any field
    desk.events(c.PlanOutward(item=item), by=STANDARD_LEAD)
    return desk.register.clearances[-1]


def why(clearance: Clearance) -> list[str]:
    return [param(finding, "why") for finding in clearance.findings if finding.rule == "R02"]


@pytest.mark.parametrize(
    ("heard", "answer", "told"),
    [
        (Audience(shared=True), Answer.BLOCKED, ["channel"]),
        (Audience(guests=True), Answer.NEEDS_PERSON, ["guests"]),
        (Audience(open=True), Answer.CLEAR, []),
        (None, Answer.BLOCKED, ["unsure"]),
    ],
)
def test_R02_the_channel_a_message_goes_to_decides(heard: Audience | None, answer: Answer, told: list[str]) -> None:
    """Filed today and out tomorrow: only who reads there today makes the difference."""
    clearance = planned(Desk(FILED_TODAY, channels={ROOM: heard} if heard else {}))
    assert (clearance.answer, why(clearance)) == (answer, told)


def test_R02_moving_it_to_a_channel_of_the_house_is_another_question() -> None:
    desk = Desk(FILED_TODAY, channels={ROOM: Audience(shared=True), ELSEWHERE: Audience()})
    planned(desk)
    desk.events(c.PlanOutward(item=replace(desk.register.outwards[0], channel_id=ELSEWHERE)), by=STANDARD_LEAD)
    assert [x.state for x in desk.register.clearances] == [ClearanceState.REVOKED, ClearanceState.GRANTED]
    assert why(desk.register.clearances[-1]) == []


def test_R02_outsiders_who_came_since_end_a_clearance() -> None:
    """A person let it out in front of guests although its filing has died; then another organisation joins."""
    died = register(families=(family(application(status=ApplicationStatus.LAPSED)),))
    desk = Desk(died, channels={ROOM: Audience(guests=True)})
    clearance = planned(desk, available_on=TODAY)
    desk.events(c.DecideClearance(clearance_id=clearance.id, state=ClearanceState.GRANTED), by=PATENT)
    made = c.MakeOutward(outward_id=desk.register.outwards[0].id, made_on=TODAY)
    desk.channels[ROOM] = Audience(shared=True)
    with pytest.raises(IllegalMove) as refusal:
        desk.events(made, by=STANDARD_LEAD)
    assert refusal.value.state == "not_cleared"
    desk.channels[ROOM] = Audience(guests=True)
    desk.events(made, by=STANDARD_LEAD)
    assert desk.register.outwards[0].state is OutwardState.MADE


def test_R02_outsiders_where_it_is_asked_are_told_of() -> None:
    desk = Desk(FILED_TODAY, channels={ELSEWHERE: Audience(shared=True)}, place=ELSEWHERE)
    item = replace(contribution(on(30)), id="", number=0)
    desk.events(c.PlanOutward(item=item), by=STANDARD_LEAD)
    assert why(desk.register.clearances[-1]) == ["channel"]
    desk.place = ""
    desk.events(c.AskClearance(outward_id=desk.register.outwards[0].id), by=STANDARD_LEAD)
    assert why(desk.register.clearances[-1]) == []


def test_a_place_nobody_has_looked_at_and_one_open_to_the_house_say_nothing() -> None:
    """Nothing is posted where somebody merely asks: an ISO draft may be asked about in a channel of the house."""
    for channels in ({}, {ELSEWHERE: Audience(open=True)}):
        desk = Desk(register(), channels=channels, place=ELSEWHERE)
        desk.events(c.PlanOutward(item=replace(contribution(on(30)), id="", number=0)), by=STANDARD_LEAD)
        assert desk.register.clearances[-1].answer is Answer.CLEAR
