"""Whether what a message names may be read by those who read in its channel (R01, R02, R39)."""

import pytest

from flows.linkage.clearance import judge
from flows.linkage.codes import ApplicationStatus, Body, ClearanceState, OutwardState, Severity
from flows.linkage.items import Item
from flows.linkage.overheard import given_away
from flows.linkage.register import Register
from flows.linkage.surroundings import Audience
from tests.flows.linkage.registers import (
    application,
    around,
    clearance,
    contribution,
    family,
    on,
    register,
    standard,
)

OUTSIDERS, GUESTS, HOUSE = Audience(shared=True), Audience(guests=True), Audience(open=True)
UNFILED = register(families=(family(),))


def rules(item: Item, book: Register, audience: Audience | None = OUTSIDERS) -> dict[str, Severity]:
    return {finding.rule: finding.severity for finding in given_away(book, item, around(audience=audience))}


def test_an_unfiled_plan_in_front_of_outsiders_breaks_R01_and_R02() -> None:
    found = rules(contribution(), UNFILED)
    assert found["R01"] is Severity.BLOCK
    assert found["R02"] is Severity.BLOCK


@pytest.mark.parametrize("audience", [None, HOUSE, Audience()])
def test_nothing_is_given_away_where_no_outsider_reads(audience: Audience | None) -> None:
    assert rules(contribution(), UNFILED, audience) == {}
    assert rules(family(), UNFILED, audience) == {}


def test_a_plan_for_later_is_read_today_all_the_same() -> None:
    """Filed today: fine for the planned day, too late for whoever reads the message now."""
    book = register(families=(family(application(filed=on(0))),))
    assert rules(contribution(on(60)), book)["R01"] is Severity.BLOCK


def test_what_a_clearance_lets_out_today_may_be_named() -> None:
    item = contribution(on(0), Body.OTHER, standard_id="")
    allowed = clearance(item, ClearanceState.OVERRIDDEN, findings=judge(UNFILED, item, around())[1])
    assert rules(item, register(families=(family(),), clearances=(allowed,))) == {}


def test_a_clearance_for_a_later_day_lets_nobody_name_it_today() -> None:
    item = contribution(on(30), Body.OTHER, standard_id="")
    later = clearance(item, ClearanceState.OVERRIDDEN)
    assert "R01" in rules(item, register(families=(family(),), clearances=(later,)))


def test_what_was_filed_long_ago_and_is_no_committee_draft_may_be_named() -> None:
    item = contribution(body=Body.IETF)
    assert rules(item, register(standards=(standard(Body.IETF),))) == {}


def test_R39_a_draft_of_a_committee_is_not_shown_to_outsiders() -> None:
    assert rules(contribution(), register()) == {"R39": Severity.WARN}


@pytest.mark.parametrize("state", [OutwardState.MADE, OutwardState.WITHDRAWN])
def test_what_is_out_or_called_off_is_no_secret(state: OutwardState) -> None:
    assert rules(contribution(state=state), UNFILED) == {}


@pytest.mark.parametrize(
    ("members", "audience", "severity"),
    [
        ((), OUTSIDERS, Severity.BLOCK),
        ((), GUESTS, Severity.WARN),
        ((application(filed=on(0)),), OUTSIDERS, Severity.BLOCK),
        ((application(),), OUTSIDERS, Severity.WARN),
        ((application(status=ApplicationStatus.LAPSED),), OUTSIDERS, Severity.BLOCK),
    ],
)
def test_R02_an_invention_is_a_secret_until_it_is_published(
    members: tuple[object, ...], audience: Audience, severity: Severity
) -> None:
    secret = family(*members)  # type: ignore[arg-type]  # applications, as the parameters say
    assert rules(secret, register(families=(secret,)), audience) == {"R02": severity}


def test_R02_a_published_or_abandoned_invention_is_no_secret() -> None:
    for open_ in (
        family(application(published_on=on(0))),
        family(application(granted_on=on(-3))),
        family(dropped=True),
    ):
        assert rules(open_, register(families=(open_,))) == {}


def test_R02_a_publication_that_is_still_to_come_keeps_the_secret() -> None:
    soon = family(application(published_on=on(5)))
    assert rules(soon, register(families=(soon,))) == {"R02": Severity.WARN}
