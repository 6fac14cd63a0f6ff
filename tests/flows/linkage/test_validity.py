"""Which clearance lets an item go out on a day: everything that was judged when it was given is judged again."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from flows.linkage.clearance import Audience, judge
from flows.linkage.codes import ApplicationStatus, Body, ClearanceState, OutwardKind
from flows.linkage.items import Family, Outward
from flows.linkage.register import Register
from flows.linkage.validity import recorded_clearance, valid_clearance
from tests.flows.linkage.registers import (
    application,
    around,
    clearance,
    contribution,
    covers,
    declaration,
    family,
    feature,
    leaving,
    made,
    on,
    register,
    standard,
)

DAY = on(5)
PLAN = contribution(DAY)
GRANTED, OVERRIDDEN = ClearanceState.GRANTED, ClearanceState.OVERRIDDEN
UNFILED = register(families=(family(),))


def given(book: Register, item: Outward = PLAN, state: ClearanceState = GRANTED, **room: Any) -> Register:
    """A register in which somebody let an item out by what the rules said of it then."""
    answer, found = judge(book, item, around(**room))
    return replace(
        book, outwards=(*book.outwards, item), clearances=(clearance(item, state, answer=answer, findings=found),)
    )


def holds(book: Register, item: Outward = PLAN, day: date = DAY, **room: Any) -> bool:
    return valid_clearance(book, item, day, around(day, **room)) is not None


@pytest.mark.parametrize("state", list(ClearanceState))
def test_only_what_was_granted_or_overridden_lets_it_go(state: ClearanceState) -> None:
    assert holds(given(register(), state=state)) == (state in (GRANTED, OVERRIDDEN))


@pytest.mark.parametrize(("day", "valid"), [(on(4), False), (on(5), True), (on(9), True)])
def test_a_clearance_holds_from_its_day_on(day: date, valid: bool) -> None:
    for state in (GRANTED, OVERRIDDEN):
        assert holds(given(register(), state=state), day=day) is valid


def test_a_clearance_is_for_these_features_and_this_item() -> None:
    book = given(register())
    assert not holds(book, replace(PLAN, features=("fea_1", "fea_2")))
    assert not holds(book, replace(PLAN, id="out_9"))


def test_the_youngest_clearance_counts() -> None:
    book = given(UNFILED, state=OVERRIDDEN)
    younger = clearance(PLAN, GRANTED, id="clr_2", number=2)
    assert holds(book)
    assert not holds(replace(book, clearances=(*book.clearances, younger)))


def test_R01_a_filing_that_went_away_ends_what_the_facts_cleared() -> None:
    cleared = given(register())
    for families in ((family(),), (family(application(filed=on(5))),)):
        assert not holds(replace(cleared, families=families))


def test_R01_a_filing_that_died_since_needs_a_person_who_then_lets_it_go() -> None:
    died = (family(application(status=ApplicationStatus.LAPSED)),)
    assert not holds(replace(given(register()), families=died))
    assert holds(given(register(families=died)))


@pytest.mark.parametrize(
    ("told", "there", "valid"),
    [
        (None, Audience(guests=True), False),
        (Audience(guests=True), Audience(guests=True), True),
        (Audience(guests=True), Audience(shared=True), False),
        (Audience(guests=True), Audience(guests=True, unsure=True), False),
        (Audience(guests=True), None, True),
    ],
)
def test_R02_outsiders_who_came_since_end_it(told: Audience | None, there: Audience | None, valid: bool) -> None:
    """Its filing has died, which a person accepted; who reads in the channel is another matter."""
    item = leaving(OutwardKind.MESSAGE, on(5))
    book = given(register(families=(family(application(status=ApplicationStatus.LAPSED)),)), item, audience=told)
    assert holds(book, item, audience=there) is valid


def test_R04_a_filing_abroad_without_review_ends_it_on_the_day() -> None:
    abroad: tuple[Family, ...] = (family(application(), application("US", on(1))),)
    assert not holds(replace(given(register()), families=abroad))
    reviewed = (replace(abroad[0], secrecy_requested_on=on(-90), secrecy_cleared_on=on(-1)),)
    assert holds(replace(given(register()), families=reviewed))


def test_R20_a_disclosure_that_fell_due_since_ends_it_until_it_is_made() -> None:
    """Ten days before, the other contribution was within the days of the house."""
    earlier = made(on(-27), number=7)
    book = given(register(outwards=(earlier,)))
    assert not holds(book)
    assert holds(replace(book, declarations=(declaration(),)))


def test_R20_what_is_still_within_its_days_lets_the_next_one_go() -> None:
    book = given(register(outwards=(made(on(-20), number=7),)))
    assert holds(book)
    assert not holds(book, day=on(11))


def test_R20_for_a_day_to_come_today_decides_what_is_overdue() -> None:
    """The gate asks about a plan of next month: nobody is late today."""
    book = given(register(outwards=(made(on(-20), number=7),)), later := contribution(on(40)))
    assert valid_clearance(book, later, on(40), around()) is not None


def test_R21_a_draft_that_went_to_approval_since_ends_it() -> None:
    draft = standard(Body.CN_NATIONAL)
    item = contribution(on(5), Body.CN_NATIONAL)
    book = given(register(standards=(draft,)), item)
    assert holds(book, item)
    assert not holds(replace(book, standards=(replace(draft, stage="报批"),)), item)


def test_R39_a_committee_draft_in_a_channel_that_was_opened_since() -> None:
    item = contribution(on(5), channel_id="C1")
    book = given(register(), item, audience=Audience())
    assert holds(book, item, audience=Audience())
    assert not holds(book, item, audience=Audience(open=True))


def test_information_ends_no_clearance() -> None:
    item = contribution(on(5), Body.THREEGPP)
    assert holds(given(register(), item), item)


def test_an_override_stands_for_what_it_was_given_for() -> None:
    assert holds(given(UNFILED, state=OVERRIDDEN))
    assert holds(given(UNFILED, state=OVERRIDDEN), day=on(30))


def test_an_override_of_one_rule_is_none_of_another() -> None:
    """The patent lead answered for a late disclosure; nobody answered for a feature that lost its filing since."""
    late = register(outwards=(made(on(-60), number=7),))
    book = given(late, state=OVERRIDDEN)
    assert holds(book)
    assert not holds(replace(book, families=(family(),)))
    assert not holds(replace(book, families=(family(application(), application("US")),)))


def test_an_override_for_one_feature_is_none_for_another() -> None:
    """One was unfiled and overridden; the other was filed then and is given up now."""
    other = family(application(), number=2)
    book = register(
        features=(feature(), feature(2)), families=(family(), other), links=(covers(), covers("fea_2", "fam_2"))
    )
    item = contribution(on(5), features=("fea_1", "fea_2"))
    overridden = given(book, item, OVERRIDDEN)
    assert holds(overridden, item)
    assert not holds(replace(overridden, families=(family(), replace(other, dropped=True))), item)


def test_an_override_that_lets_the_public_read_it_lets_a_channel_read_it() -> None:
    item = leaving(OutwardKind.PAPER, on(5), channel_id="C1")
    book = given(UNFILED, item, OVERRIDDEN, audience=Audience())
    assert holds(book, item, audience=Audience(shared=True))


def test_an_override_needs_no_second_look_for_a_mere_warning() -> None:
    item = contribution(on(5), channel_id="C1")
    book = given(UNFILED, item, OVERRIDDEN, audience=Audience())
    assert holds(book, item, audience=Audience(open=True))


def test_what_is_out_is_asked_about_its_record_not_about_what_is_owed_today() -> None:
    plan, out = contribution(on(-5)), made(on(-5))
    book = given(register(), plan)
    owing = replace(book, outwards=(*book.outwards, made(on(-90), number=7)))
    assert not holds(owing, plan, on(-5))
    assert recorded_clearance(owing, out, around()) is not None


def test_a_filing_that_was_corrected_to_a_later_day_ends_the_record_and_an_override_of_it_stays() -> None:
    out, corrected = made(on(-5)), (family(application(filed=on(-4))),)
    cleared = replace(given(register(), contribution(on(-5))), families=corrected)
    assert recorded_clearance(cleared, out, around()) is None
    overridden = replace(given(UNFILED, contribution(on(-5)), OVERRIDDEN), families=corrected)
    assert recorded_clearance(overridden, out, around()) is not None
    blind = clearance(out, OVERRIDDEN)
    assert recorded_clearance(register(families=corrected, clearances=(blind,)), out, around()) is None
