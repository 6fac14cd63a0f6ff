"""Outsiders in the room and filings abroad: R02, R04, R27, R39."""

from datetime import date
from typing import Any

import pytest

from flows.linkage.clearance import Audience
from flows.linkage.codes import Answer, ApplicationStatus, Body, OutwardKind, PatentKind, Severity
from flows.linkage.secrecy import actual_notice
from tests.flows.linkage.registers import (
    application,
    contribution,
    family,
    fired,
    judged,
    leaving,
    on,
    open_in,
    param,
    register,
    standard,
)

MESSAGE = leaving(OutwardKind.MESSAGE, on(0))
UNFILED = register(families=(family(),))


@pytest.mark.parametrize(
    ("audience", "nda", "severity"),
    [
        (Audience(shared=True), False, Severity.BLOCK),
        (Audience(external=True), False, Severity.BLOCK),
        (Audience(guests=True), False, Severity.WARN),
        (Audience(external=True, guests=True), False, Severity.BLOCK),
        (Audience(external=True), True, Severity.WARN),
        (Audience(guests=True), True, Severity.WARN),
        (Audience(unsure=True), False, Severity.BLOCK),
        (Audience(unsure=True), True, Severity.WARN),
    ],
)
def test_R02_outsiders_stop_it_and_guests_need_a_look(audience: Audience, nda: bool, severity: Severity) -> None:
    item = leaving(OutwardKind.MESSAGE, on(0), under_nda=nda)
    (finding,) = fired(judged(item, UNFILED, audience=audience)[1], "R02")
    assert finding.severity is severity
    assert finding.lifts == ("private_channel", "nda", "override")


def test_R02_a_channel_of_the_own_house_is_no_disclosure_to_outsiders() -> None:
    for audience in (None, Audience(), Audience(open=True)):
        assert fired(judged(MESSAGE, UNFILED, audience=audience)[1], "R02") == []


def test_R02_what_is_filed_may_be_read_by_outsiders() -> None:
    answer, found = judged(MESSAGE, audience=Audience(external=True))
    assert (answer, [f.severity for f in fired(found, "R02")]) == (Answer.CLEAR, [Severity.INFO])


def test_R02_who_reads_a_plan_in_the_channel_reads_it_today() -> None:
    """Filed today and planned for later: the contribution is fine, talking of it in a shared channel is not."""
    book = register(families=(family(application(filed=on(0))),))
    assert judged(contribution(), book)[0] is Answer.CLEAR
    answer, found = judged(contribution(), book, audience=Audience(shared=True))
    assert (answer, param(fired(found, "R02")[0], "why")) == (Answer.BLOCKED, "channel")


@pytest.mark.parametrize("kind", [OutwardKind.CUSTOMER_MATERIAL, OutwardKind.DEMO, OutwardKind.TALK])
def test_R02_without_an_agreement_people_outside_are_outsiders(kind: OutwardKind) -> None:
    (finding,) = fired(judged(leaving(kind, to_whom="Customer"), UNFILED)[1], "R02")
    assert (finding.severity, param(finding, "why"), param(finding, "to_whom")) == (
        Severity.BLOCK,
        "no_nda",
        "Customer",
    )
    assert fired(judged(leaving(kind, under_nda=True), UNFILED)[1], "R02") == []


CLEARED_LATE = {"secrecy_requested_on": on(-200), "secrecy_cleared_on": on(-1)}
CLEARED = {"secrecy_requested_on": on(-200), "secrecy_cleared_on": on(-30)}
AT_CNIPA = application("WO", on(-30), application_number="PCT/CN2026/012345")


@pytest.mark.parametrize(
    ("members", "fields", "why"),
    [
        ((application("US"),), {}, "no_review"),
        ((application("CN", on(-40)), application("US")), {}, "no_review"),
        ((application("US", filed=None),), {}, "planned"),
        ((application("US"),), CLEARED_LATE, "late_review"),
        ((application("WO", application_number="PCT/US2026/012345"),), {}, "no_review"),
        ((application("WO"),), {}, "receiving_office"),
        ((application("US", on(-40)), AT_CNIPA), {}, "no_review"),
        ((application("US"),), CLEARED, ""),
        ((application("CN"),), {}, ""),
        ((AT_CNIPA,), {}, ""),
        ((AT_CNIPA, application("EP", on(-20))), {}, ""),
        ((application("US"),), {"completed_in": "DE"}, ""),
        ((application("US"),), {"kind": PatentKind.DESIGN}, ""),
    ],
)
def test_R04_a_filing_abroad_needs_the_secrecy_review_first(members: Any, fields: dict[str, Any], why: str) -> None:
    found = open_in(register(families=(family(*members, **fields),)), "R04")
    assert [param(finding, "why") for finding in found] == ([why] if why else [])


def test_R04_cleared_on_the_day_of_filing_is_in_time() -> None:
    book = register(families=(family(application("US", on(-3)), secrecy_cleared_on=on(-3)),))
    assert open_in(book, "R04") == []


def test_R04_a_breach_blocks_the_item_and_a_plan_does_not() -> None:
    assert judged(contribution(), register(families=(family(application("US")),)))[0] is Answer.BLOCKED
    planned = register(families=(family(application(), application("US", filed=None)),))
    assert judged(contribution(), planned)[0] is Answer.CLEAR
    (finding,) = open_in(planned, "R04")
    assert (finding.severity, finding.lifts) == (Severity.BLOCK, ("secrecy_review",))
    assert param(finding, "plan_until") == date(2027, 5, 23).isoformat()


def test_R04_a_family_given_up_is_left_alone() -> None:
    lapsed = application("US", status=ApplicationStatus.LAPSED)
    assert open_in(register(families=(family(lapsed, dropped=True),)), "R04") == []


def test_R27_whoever_reads_an_alert_knows_the_patent() -> None:
    finding = actual_notice(("fam_9",), Audience(open=True))
    assert finding is not None
    assert (finding.rule, finding.severity, finding.lifts) == (
        "R27",
        Severity.WARN,
        ("private_channel", "record_reader"),
    )
    assert actual_notice(("fam_9",), Audience()) is None


@pytest.mark.parametrize("audience", [Audience(open=True), Audience(guests=True), Audience(shared=True)])
def test_R39_drafts_of_a_committee_stay_in_private_channels(audience: Audience) -> None:
    (finding,) = fired(judged(contribution(), audience=audience)[1], "R39")
    assert (finding.severity, finding.lifts) == (Severity.WARN, ("private_channel",))
    assert fired(judged(contribution(), audience=Audience())[1], "R39") == []


def test_R39_what_is_published_or_of_another_body_may_be_talked_about() -> None:
    published = register(standards=(standard(published_on=on(-30)),))
    assert fired(judged(contribution(), published, audience=Audience(open=True))[1], "R39") == []
    ietf = register(standards=(standard(Body.IETF),))
    assert fired(judged(contribution(body=Body.IETF), ietf, audience=Audience(open=True))[1], "R39") == []
