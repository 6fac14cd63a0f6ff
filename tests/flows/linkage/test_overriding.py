"""Who may let out what a rule stops, and who besides: the patent lead with a reason, legal where the policy says."""

from dataclasses import replace

import pytest

from flows.errors import IllegalMove, InvalidFields, NotAllowed
from flows.lifecycle.project import Member
from flows.linkage import commands as c
from flows.linkage.codes import Answer, ApplicationStatus, ClearanceState, OutwardKind, OutwardState
from flows.linkage.house import DISCLOSURE, OVERRIDE, House
from flows.linkage.items import Outward
from flows.linkage.judgements import Clearance
from flows.linkage.own import deciders
from flows.linkage.surroundings import Audience
from flows.names import Role

from .deciding import LEAD, LEGAL, PATENT, SECOND_PATENT, STANDARD_LEAD, TECH, Desk, People
from .registers import TODAY, application, contribution, family, leaving, register

BOTH = "UBOTH"
"""Holds the patent role and the legal role."""
STRICT = House(legal_for=frozenset({OVERRIDE}))
CAREFUL = House(legal_for=frozenset({DISCLOSURE}))


def blocked(house: House = STRICT, people: People | None = None) -> tuple[Desk, Clearance]:
    """A contribution whose family is only planned."""
    desk = Desk(register(families=(family(application(filed=None)),)), house=house, people=people or People())
    return desk, asked(desk, contribution(TODAY))


def asked(desk: Desk, item: Outward) -> Clearance:
    desk.events(c.PlanOutward(item=replace(item, id="", number=0)), by=STANDARD_LEAD)
    return desk.register.clearances[-1]


def overriding(clearance: Clearance, reason: str = "Trade secret is given up") -> c.DecideClearance:
    return c.DecideClearance(clearance_id=clearance.id, state=ClearanceState.OVERRIDDEN, reason=reason)


def with_both(*, legal: tuple[str, ...] = ()) -> People:
    people = (*(m for m in People().members if Role.LEGAL not in m.roles), Member(BOTH, (Role.PATENT, Role.LEGAL)))
    return People(members=(*people, *(Member(user, (Role.LEGAL,)) for user in legal)))


def make(desk: Desk) -> None:
    desk.events(c.MakeOutward(outward_id=desk.register.outwards[0].id, made_on=TODAY), by=STANDARD_LEAD)


def test_an_override_is_the_patent_leads_with_a_reason_and_names_both() -> None:
    desk, clearance = blocked(House(legal_for=frozenset()))
    for other in (TECH, STANDARD_LEAD, LEAD, LEGAL):
        with pytest.raises(NotAllowed) as refusal:
            desk.events(overriding(clearance), by=other)
        assert PATENT in refusal.value.can
    with pytest.raises(InvalidFields):
        desk.events(overriding(clearance, " "))
    desk.events(overriding(clearance))
    decided = desk.register.clearances[0]
    assert (decided.state, decided.decided_by, decided.reason, decided.legal_by) == (
        ClearanceState.OVERRIDDEN, PATENT, "Trade secret is given up", "",
    )  # fmt: skip
    make(desk)


def test_where_the_policy_asks_for_legal_an_override_waits_for_them() -> None:
    desk, clearance = blocked()
    desk.events(overriding(clearance))
    assert desk.register.clearances[0].state is ClearanceState.AWAITING_LEGAL
    with pytest.raises(IllegalMove):
        make(desk)
    for other in (PATENT, SECOND_PATENT, LEAD):
        with pytest.raises(NotAllowed):
            desk.events(overriding(clearance), by=other)
    desk.events(overriding(clearance, ""), by=LEGAL)
    decided = desk.register.clearances[0]
    assert (decided.state, decided.decided_by, decided.legal_by, decided.reason) == (
        ClearanceState.OVERRIDDEN, PATENT, LEGAL, "Trade secret is given up",
    )  # fmt: skip
    make(desk)
    assert desk.register.outwards[0].state is OutwardState.MADE


def test_who_holds_both_roles_cannot_override_alone() -> None:
    desk, clearance = blocked(people=with_both(legal=(LEGAL,)))
    desk.events(overriding(clearance), by=BOTH)
    assert desk.register.clearances[0].state is ClearanceState.AWAITING_LEGAL
    with pytest.raises(NotAllowed) as refusal:
        desk.events(overriding(clearance), by=BOTH)
    assert (refusal.value.action, refusal.value.can) == ("agree_with_oneself", (LEGAL,))
    desk.events(overriding(clearance), by=LEGAL)
    assert desk.register.clearances[0].legal_by == LEGAL


def test_with_nobody_else_of_legal_it_waits_until_somebody_is_named() -> None:
    desk, clearance = blocked(people=with_both())
    desk.events(overriding(clearance), by=BOTH)
    assert deciders(desk.people, desk.register.clearances[0]) == ()
    with pytest.raises(NotAllowed):
        desk.events(overriding(clearance), by=BOTH)
    desk.people = with_both(legal=(LEGAL,))
    assert deciders(desk.people, desk.register.clearances[0]) == (LEGAL,)
    desk.events(overriding(clearance), by=LEGAL)


def test_who_holds_both_roles_may_agree_to_somebody_elses_override() -> None:
    desk, clearance = blocked(people=with_both())
    desk.events(overriding(clearance))
    desk.events(overriding(clearance), by=BOTH)
    decided = desk.register.clearances[0]
    assert (decided.decided_by, decided.legal_by) == (PATENT, BOTH)


def test_legal_can_refuse_an_override_with_a_reason() -> None:
    desk, clearance = blocked()
    desk.events(overriding(clearance))
    no = c.DecideClearance(clearance_id=clearance.id, state=ClearanceState.REFUSED)
    with pytest.raises(InvalidFields):
        desk.events(no, by=LEGAL)
    desk.events(replace(no, reason="No"), by=LEGAL)
    decided = desk.register.clearances[0]
    assert (decided.state, decided.decided_by, decided.legal_by) == (ClearanceState.REFUSED, LEGAL, "")


def test_legal_does_not_turn_an_override_into_a_grant() -> None:
    desk, clearance = blocked()
    desk.events(overriding(clearance))
    with pytest.raises(IllegalMove):
        desk.events(c.DecideClearance(clearance_id=clearance.id, state=ClearanceState.GRANTED), by=LEGAL)


def test_asking_again_ends_an_override_that_waits() -> None:
    desk, clearance = blocked()
    desk.events(overriding(clearance))
    desk.events(c.AskClearance(outward_id=desk.register.outwards[0].id), by=STANDARD_LEAD)
    assert desk.register.clearances[0].state is ClearanceState.REVOKED
    with pytest.raises(IllegalMove):
        desk.events(overriding(clearance), by=LEGAL)


def granting(clearance: Clearance) -> c.DecideClearance:
    return c.DecideClearance(clearance_id=clearance.id, state=ClearanceState.GRANTED)


def test_what_tells_outsiders_waits_for_legal_where_the_policy_says_so_even_if_it_is_clear() -> None:
    desk = Desk(register(), house=CAREFUL)
    clearance = asked(desk, leaving(OutwardKind.TALK, TODAY))
    assert (clearance.answer, clearance.state) == (Answer.CLEAR, ClearanceState.AWAITING_LEGAL)
    with pytest.raises(IllegalMove):
        make(desk)
    with pytest.raises(NotAllowed):
        desk.events(granting(clearance), by=PATENT)
    desk.events(granting(clearance), by=LEGAL)
    assert desk.register.clearances[0].state is ClearanceState.GRANTED
    make(desk)


def test_what_the_patent_lead_cleared_for_outsiders_needs_a_second_person_of_legal() -> None:
    """Its filing has lapsed: the patent lead looks at it first."""
    died = register(families=(family(application(status=ApplicationStatus.LAPSED)),))
    desk = Desk(died, house=CAREFUL, people=with_both(legal=(LEGAL,)))
    clearance = asked(desk, leaving(OutwardKind.TALK, TODAY, under_nda=True))
    assert clearance.answer is Answer.NEEDS_PERSON
    desk.events(granting(clearance), by=BOTH)
    with pytest.raises(NotAllowed) as refusal:
        desk.events(granting(clearance), by=BOTH)
    assert refusal.value.action == "agree_with_oneself"
    desk.events(granting(clearance), by=LEGAL)
    decided = desk.register.clearances[0]
    assert (decided.state, decided.decided_by, decided.legal_by) == (ClearanceState.GRANTED, BOTH, LEGAL)


def test_contributions_messages_of_the_house_and_projects_without_legal_do_not_wait() -> None:
    room = {"C1": Audience(), "C2": Audience(shared=True)}
    for item in (contribution(TODAY), leaving(OutwardKind.MESSAGE, TODAY, channel_id="C1")):
        assert asked(Desk(register(), house=CAREFUL, channels=room), item).state is ClearanceState.GRANTED
    abroad = leaving(OutwardKind.MESSAGE, TODAY, channel_id="C2")
    assert asked(Desk(register(), house=CAREFUL, channels=room), abroad).state is ClearanceState.AWAITING_LEGAL
    alone = People(members=tuple(m for m in People().members if Role.LEGAL not in m.roles))
    desk = Desk(register(), house=CAREFUL, people=alone)
    assert asked(desk, leaving(OutwardKind.TALK, TODAY)).state is ClearanceState.GRANTED
