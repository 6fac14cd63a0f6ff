"""Nothing is recorded as made public without a clearance that holds on its day, or a recorded override."""

from dataclasses import replace
from datetime import date

import pytest

from flows.errors import IllegalMove, InvalidFields
from flows.linkage import commands as c
from flows.linkage.codes import Answer, ApplicationStatus, ClearanceState, OutwardState, Reception, Severity
from flows.linkage.items import Outward
from flows.linkage.judgements import Clearance

from .deciding import MEMBER, STANDARD_LEAD, Desk
from .registers import FAMILY, FEATURE, STANDARD, TODAY, application, contribution, declaration, family, on, register


def planned(day: date = TODAY) -> Outward:
    return replace(contribution(day), id="", number=0)


def unfiled() -> Desk:
    """A feature whose family is only planned: nothing may go out."""
    return Desk(register(families=(family(application(filed=None)),)))


def plan(desk: Desk, day: date = TODAY, by: str = STANDARD_LEAD) -> Clearance:
    desk.events(c.PlanOutward(item=planned(day)), by=by)
    return desk.register.clearances[-1]


def test_a_plan_is_judged_at_once_and_what_is_clear_needs_nobody() -> None:
    desk = Desk(register())
    clearance = plan(desk)
    assert (clearance.answer, clearance.state) == (Answer.CLEAR, ClearanceState.GRANTED)
    desk.events(c.MakeOutward(outward_id=desk.register.outwards[0].id, made_on=TODAY), by=STANDARD_LEAD)
    assert desk.register.outwards[0].state is OutwardState.MADE


def test_what_is_not_filed_is_blocked_and_cannot_be_made() -> None:
    desk = unfiled()
    clearance = plan(desk)
    assert clearance.answer is Answer.BLOCKED
    assert "R01" in {finding.rule for finding in clearance.findings}
    with pytest.raises(IllegalMove) as refusal:
        desk.events(c.MakeOutward(outward_id=desk.register.outwards[0].id, made_on=TODAY), by=STANDARD_LEAD)
    assert refusal.value.state == "not_cleared"


def test_a_block_is_not_granted_only_overridden() -> None:
    desk = unfiled()
    clearance = plan(desk)
    with pytest.raises(IllegalMove) as refusal:
        desk.events(c.DecideClearance(clearance_id=clearance.id, state=ClearanceState.GRANTED))
    assert refusal.value.state == "blocked"


def test_another_day_or_other_features_end_a_clearance_and_ask_anew() -> None:
    desk = Desk(register())
    first = plan(desk, on(5))
    item = desk.register.outwards[0]
    desk.events(c.PlanOutward(item=replace(item, available_on=on(3))), by=MEMBER)
    states = {clearance.id: clearance.state for clearance in desk.register.clearances}
    assert states[first.id] is ClearanceState.REVOKED
    assert len(states) == 2


def test_another_title_leaves_the_clearance() -> None:
    desk = Desk(register())
    plan(desk, on(5))
    desk.events(c.PlanOutward(item=replace(desk.register.outwards[0], title="Renamed")), by=MEMBER)
    assert [clearance.state for clearance in desk.register.clearances] == [ClearanceState.GRANTED]


def test_filing_and_asking_again_clears_what_was_blocked() -> None:
    desk = unfiled()
    blocked = plan(desk)
    filing = application(filed=on(-10), status=ApplicationStatus.FILED)
    desk.events(c.RecordApplication(family_id=FAMILY, application=filing))
    desk.events(c.AskClearance(outward_id=desk.register.outwards[0].id), by=MEMBER)
    states = {clearance.id: clearance.state for clearance in desk.register.clearances}
    assert states.pop(blocked.id) is ClearanceState.REVOKED
    assert list(states.values()) == [ClearanceState.GRANTED]


def test_nothing_goes_out_tomorrow_already() -> None:
    desk = Desk(register())
    plan(desk)
    with pytest.raises(InvalidFields) as refusal:
        desk.events(c.MakeOutward(outward_id=desk.register.outwards[0].id, made_on=on(1)), by=STANDARD_LEAD)
    assert refusal.value.fields == {"made_on": "in_the_future"}


def test_it_does_not_go_out_before_the_day_it_was_cleared_for() -> None:
    desk = Desk(register())
    plan(desk, on(5))
    with pytest.raises(IllegalMove):
        desk.events(c.MakeOutward(outward_id=desk.register.outwards[0].id, made_on=TODAY), by=STANDARD_LEAD)


def test_what_is_called_off_cannot_be_made_and_its_clearance_ends() -> None:
    desk = Desk(register())
    plan(desk)
    item = desk.register.outwards[0].id
    desk.events(c.WithdrawOutward(outward_id=item, reason="Next meeting"), by=STANDARD_LEAD)
    assert desk.register.clearances[0].state is ClearanceState.REVOKED
    with pytest.raises(IllegalMove):
        desk.events(c.MakeOutward(outward_id=item, made_on=TODAY), by=STANDARD_LEAD)


def test_what_a_body_said_is_noted_of_what_was_made() -> None:
    desk = Desk(register())
    plan(desk)
    wish = c.NoteReception(outward_id=desk.register.outwards[0].id, reception=Reception.REJECTED)
    with pytest.raises(IllegalMove):
        desk.events(wish, by=STANDARD_LEAD)
    desk.events(c.MakeOutward(outward_id=wish.outward_id, made_on=TODAY), by=STANDARD_LEAD)
    desk.events(wish, by=STANDARD_LEAD)
    assert desk.register.outwards[0].reception is Reception.REJECTED


def test_a_plan_names_its_features_and_its_body() -> None:
    for item, field in ((replace(planned(), features=()), "features"), (replace(planned(), body=None), "body")):
        with pytest.raises(InvalidFields) as refusal:
            Desk(register()).events(c.PlanOutward(item=item), by=MEMBER)
        assert refusal.value.fields == {field: "missing"}


def test_features_named_twice_count_once() -> None:
    desk = Desk(register())
    desk.events(c.PlanOutward(item=replace(planned(), features=(FEATURE, FEATURE))), by=MEMBER)
    assert desk.register.outwards[0].features == (FEATURE,)


def test_a_filing_abroad_or_an_overdue_disclosure_that_came_between_is_looked_at_on_the_day() -> None:
    """Cleared, and then a filing at EPO without the secrecy review (R04), or a month without a declaration (R20)."""
    for between in ("R04", "R20"):
        desk = Desk(register())
        plan(desk)
        plan(desk)
        first, second = (outward.id for outward in desk.register.outwards)
        desk.events(c.MakeOutward(outward_id=first, made_on=TODAY), by=STANDARD_LEAD)
        if between == "R04":
            desk.events(c.RecordApplication(family_id=FAMILY, application=application("EP", on(-1))))
        else:
            desk.today = on(31)
        wish = c.MakeOutward(outward_id=second, made_on=desk.today)
        with pytest.raises(IllegalMove) as refusal:
            desk.events(wish, by=STANDARD_LEAD)
        assert refusal.value.state == "not_cleared"
        desk.events(c.AskClearance(outward_id=second), by=MEMBER)
        blocked = {f.rule for f in desk.register.clearances[-1].findings if f.severity is Severity.BLOCK}
        assert blocked == {between}
        if between == "R20":
            promise = declaration(id="", number=0, declared_on=desk.today, standard_id=STANDARD)
            desk.events(c.Declare(item=promise))
            desk.events(c.AskClearance(outward_id=second), by=MEMBER)
            desk.events(wish, by=STANDARD_LEAD)


def test_a_plan_says_nothing_of_what_its_body_said_or_whether_it_is_out() -> None:
    """A form shows what was; only a body takes a contribution, and only what was made is out."""
    desk = Desk(register())
    claimed = replace(planned(), reception=Reception.ACCEPTED, made_on=on(-3), state=OutwardState.MADE)
    desk.events(c.PlanOutward(item=claimed), by=MEMBER)
    item = desk.register.outwards[0]
    assert (item.reception, item.made_on, item.state) == (Reception.PENDING, None, OutwardState.PLANNED)
    stale = replace(item, reception=Reception.REJECTED, made_on=on(-3))
    assert desk.events(c.PlanOutward(item=stale), by=MEMBER) == ()
