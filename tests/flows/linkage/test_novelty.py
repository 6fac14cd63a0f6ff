"""R01 with its letters, and R03: what is not filed earlier does not go out."""

from datetime import date
from typing import Any

import pytest

from flows.linkage.codes import Answer, ApplicationStatus, Body, OutwardKind, Severity
from flows.linkage.house import House
from flows.linkage.novelty import latest_safe_filing
from flows.linkage.register import Register
from tests.flows.linkage.registers import (
    TODAY,
    Weekdays,
    application,
    contribution,
    covers,
    family,
    feature,
    fired,
    judged,
    leaving,
    made,
    on,
    open_in,
    param,
    register,
)


def unfiled(**fields: Any) -> Register:
    return register(families=(family(),), **fields)


def test_R01_a_feature_filed_earlier_may_go_out() -> None:
    answer, found = judged(contribution())
    assert (answer, found) == (Answer.CLEAR, ())


@pytest.mark.parametrize(
    ("book", "why"),
    [
        (register(links=()), "no_family"),
        (unfiled(), "not_filed"),
        (register(families=(family(application(filed=None)),)), "not_filed"),
        (register(families=(family(application(status=ApplicationStatus.PLANNED)),)), "not_filed"),
        (register(families=(family(application(filed=on(3))),)), "not_filed"),
        (register(families=(family(application(), dropped=True),)), "dropped"),
        (register(features=()), "unknown_feature"),
    ],
)
def test_R01_blocks_with_its_reason(book: Register, why: str) -> None:
    answer, found = judged(contribution(), book)
    (blocked, *_) = fired(found, "R01")
    assert (answer, blocked.severity, param(blocked, "why")) == (Answer.BLOCKED, Severity.BLOCK, why)
    assert "override" in blocked.lifts
    assert blocked.roles == ("patent", "legal")


@pytest.mark.parametrize(("filed", "why"), [(on(-5), "same_day"), (on(-4), "filed_later"), (on(-6), "")])
def test_R01_a_filing_on_the_same_day_is_not_earlier(filed: date, why: str) -> None:
    found = open_in(register(families=(family(application(filed=filed)),), outwards=(made(on(-5)),)), "R01")
    assert [param(finding, "why") for finding in found] == ([why] if why else [])


def test_R01_priority_counts_as_the_filing() -> None:
    member = application("EP", on(-1), priority_on=on(-200))
    book = register(families=(family(member, completed_in="DE"),), outwards=(made(on(-100)),))
    assert open_in(book, "R01") == []


def test_R01_a_written_clearance_stands_in_for_a_filing() -> None:
    book = unfiled(features=(feature(not_patent_relevant="Textbook knowledge", cleared_by="U0ZHAO"),))
    assert judged(contribution(), book)[0] is Answer.CLEAR
    blank = unfiled(features=(feature(not_patent_relevant="  "),))
    assert judged(contribution(), blank)[0] is Answer.BLOCKED


def test_R01_every_feature_must_be_covered_and_one_must_be_named() -> None:
    two = register(features=(feature(), feature(2)))
    answer, found = judged(contribution(features=("fea_1", "fea_2")), two)
    assert answer is Answer.BLOCKED
    assert [finding.subjects[1] for finding in fired(found, "R01")] == ["fea_2"]
    answer, found = judged(contribution(features=()))
    assert answer is Answer.BLOCKED
    assert fired(found, "R01")[0].lifts == ("name_features", "override")


def test_R01_one_family_of_several_is_enough_and_a_dead_one_needs_a_person() -> None:
    dead = family(application(status=ApplicationStatus.LAPSED))
    assert judged(contribution(), register(families=(dead,)))[0] is Answer.NEEDS_PERSON
    both = register(families=(dead, family(application(), number=2)), links=(covers(), covers(family_id="fam_2")))
    assert judged(contribution(), both)[0] is Answer.CLEAR


@pytest.mark.parametrize("kind", [k for k in OutwardKind if k is not OutwardKind.CONTRIBUTION])
def test_R01_holds_for_everything_that_goes_out(kind: OutwardKind) -> None:
    answer, found = judged(leaving(kind), unfiled())
    assert answer is Answer.BLOCKED
    assert fired(found, "R01")


def test_R01_what_is_out_can_only_be_looked_at_by_a_person() -> None:
    (finding,) = open_in(unfiled(outwards=(made(),)), "R01")
    assert finding.lifts == ("ask_patent_lead",)


def test_R01_a_duty_of_confidentiality_leaves_it_to_a_person_but_never_for_a_body_or_a_paper() -> None:
    assert judged(leaving(OutwardKind.CUSTOMER_MATERIAL, under_nda=True), unfiled())[0] is Answer.NEEDS_PERSON
    for item in (leaving(OutwardKind.PAPER, under_nda=True), contribution(under_nda=True)):
        assert judged(item, unfiled())[0] is Answer.BLOCKED


def test_R01a_an_upload_counts_from_the_upload_not_from_the_meeting() -> None:
    """Filed between the upload and the meeting is filed too late."""
    item = made(on(-8), meeting="WG 3, a week after the upload")
    between = register(families=(family(application(filed=on(-4))),), outwards=(item,))
    (finding,) = open_in(between, "R01a")
    assert finding.severity is Severity.BLOCK
    assert param(finding, "available_on") == on(-8).isoformat()
    assert open_in(register(outwards=(item,)), "R01a") == []


def test_R01a_holds_at_every_body() -> None:
    for body in Body:
        answer, found = judged(contribution(body=body), unfiled())
        assert answer is Answer.BLOCKED
        assert fired(found, "R01a")


def test_R01b_the_stamp_of_the_3gpp_server_is_told_and_stops_nothing() -> None:
    answer, found = judged(contribution(body=Body.THREEGPP))
    assert answer is Answer.CLEAR
    assert [finding.severity for finding in fired(found, "R01b")] == [Severity.INFO]
    assert fired(judged(contribution(body=Body.IETF))[1], "R01b") == []


def test_R01c_a_closed_group_is_treated_as_public() -> None:
    answer, found = judged(contribution(body=Body.ISO, under_nda=True), unfiled())
    assert answer is Answer.BLOCKED
    assert fired(found, "R01c")[0].severity is Severity.WARN
    assert judged(contribution(marked_confidential=True))[0] is Answer.NEEDS_PERSON
    assert fired(judged(contribution())[1], "R01c") == []


def test_R01d_ieee_refuses_a_confidentiality_mark() -> None:
    answer, found = judged(contribution(body=Body.IEEE, marked_confidential=True))
    assert answer is Answer.NEEDS_PERSON
    assert [finding.lifts for finding in fired(found, "R01d")] == [("remove_mark",)]
    assert fired(judged(contribution(body=Body.IEEE))[1], "R01d") == []


@pytest.mark.parametrize(
    ("available", "buffer", "latest"),
    [
        (date(2026, 11, 27), 1, date(2026, 11, 26)),
        (date(2026, 11, 23), 1, date(2026, 11, 20)),  # Monday: the Friday before
        (date(2026, 11, 22), 1, date(2026, 11, 20)),
        (date(2026, 11, 27), 5, date(2026, 11, 20)),
        (date(2026, 11, 24), 0, date(2026, 11, 23)),  # never the day itself
    ],
)
def test_R01e_the_latest_safe_filing_is_some_working_days_before(available: date, buffer: int, latest: date) -> None:
    assert latest_safe_filing(available, House(buffer_days=buffer), Weekdays()) == latest


def test_R01e_a_calendar_that_never_opens_ends_the_search() -> None:
    class Closed:
        def is_open(self, calendar: str, day: date) -> bool:
            del calendar, day
            return False

    assert latest_safe_filing(TODAY, House(), Closed()) < TODAY


def test_R01e_says_until_when_filing_is_safe_and_warns_when_it_is_close() -> None:
    (told,) = fired(judged(contribution(date(2026, 12, 7)), unfiled())[1], "R01e")
    assert (told.severity, param(told, "latest_on")) == (Severity.INFO, "2026-12-04")
    (passed,) = fired(judged(contribution(on(0)), unfiled())[1], "R01e")
    assert (passed.severity, passed.lifts) == (Severity.WARN, ("move_date",))
    answer, found = judged(contribution(on(0)), register(families=(family(application(filed=on(-1))),)))
    assert (answer, param(fired(found, "R01e")[0], "why")) == (Answer.NEEDS_PERSON, "close")


def test_R03_an_open_repository_or_a_public_link_counts_as_public() -> None:
    for item in (
        leaving(OutwardKind.REPOSITORY),
        leaving(OutwardKind.CUSTOMER_MATERIAL, document="https://drive.example/d/1"),
    ):
        (finding,) = fired(judged(item, unfiled())[1], "R03")
        assert (finding.severity, finding.lifts[0]) == (Severity.WARN, "private_channel")
        answer, found = judged(item)
        assert (answer, [f.severity for f in fired(found, "R03")]) == (Answer.CLEAR, [Severity.INFO])
    assert fired(judged(leaving(OutwardKind.DEMO, document="Slides"), unfiled())[1], "R03") == []


@pytest.mark.parametrize(
    ("office", "answer"), [("CN", Answer.CLEAR), ("US", Answer.NEEDS_PERSON), ("EP", Answer.NEEDS_PERSON)]
)
def test_R01e_a_filing_abroad_on_the_day_before_may_be_the_same_day_there(office: str, answer: Answer) -> None:
    """Filed in Washington on the evening of the 23rd, when it was the 24th in Beijing and the contribution was out."""
    eve = register(families=(family(application(office, filed=TODAY), completed_in="US"),))
    assert judged(contribution(on(1)), eve)[0] is answer
    earlier = register(families=(family(application(office, filed=on(-1)), completed_in="US"),))
    assert judged(contribution(on(1)), earlier)[0] is Answer.CLEAR
    claimed = application(office, filed=TODAY, priority_on=on(-30))
    assert judged(contribution(on(1)), register(families=(family(claimed, completed_in="US"),)))[0] is Answer.CLEAR
