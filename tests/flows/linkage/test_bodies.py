"""What is owed to standards bodies: R20-R26."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.linkage.codes import (
    Answer,
    Body,
    Certainty,
    DocketState,
    Essentiality,
    LicenceKind,
    LicenceOption,
    LinkKind,
    Reception,
    Severity,
)
from flows.linkage.dealings import Declaration, Licence
from flows.linkage.judgements import DocketItem
from flows.linkage.matrix import GapKind, matrix, metrics
from flows.linkage.promises import may_declare, worse_than
from tests.flows.linkage.registers import (
    TODAY,
    application,
    contribution,
    covers,
    declaration,
    family,
    fired,
    judged,
    link,
    made,
    on,
    open_in,
    param,
    reads_on,
    register,
    standard,
)

FREE, PAID, REFUSED = LicenceOption.FREE, LicenceOption.PAID, LicenceOption.REFUSED
FILED_LONG_AGO = (family(application(filed=on(-400))),)


@pytest.mark.parametrize(("days", "severity"), [(30, Severity.INFO), (31, Severity.BLOCK)])
def test_R20_a_contribution_with_an_own_patent_opens_a_disclosure_that_blocks_after_n_days(
    days: int, severity: Severity
) -> None:
    book = register(families=FILED_LONG_AGO, outwards=(made(on(-days)),))
    (finding,) = open_in(book, "R20")
    assert (finding.severity, finding.subjects) == (severity, ("out_1", "fam_1"))
    assert param(finding, "due_on") == (on(-days) + timedelta(days=30)).isoformat()
    answer, _ = judged(contribution(number=2), book)
    assert answer is (Answer.BLOCKED if severity is Severity.BLOCK else Answer.CLEAR)


def test_R20_stops_only_the_next_submission_to_the_same_body() -> None:
    book = register(families=FILED_LONG_AGO, outwards=(made(on(-60), body=Body.ETSI, standard_id=""),))
    for body, answer in ((Body.THREEGPP, Answer.BLOCKED), (Body.IETF, Answer.CLEAR)):
        assert judged(contribution(body=body, number=2), book)[0] is answer


def test_R20_n_is_for_the_house_to_say() -> None:
    book = register(families=FILED_LONG_AGO, outwards=(made(on(-10)),))
    assert open_in(book, "R20", declare_within_days=5)[0].severity is Severity.BLOCK


@pytest.mark.parametrize(
    "declared",
    [
        declaration(),
        declaration(standard_id="std_1"),
        declaration(REFUSED),  # told is told, whatever was promised
    ],
)
def test_R20_is_settled_by_a_declaration_to_the_body(declared: Declaration) -> None:
    assert open_in(register(outwards=(made(),), declarations=(declared,)), "R20") == []


def test_R20_is_not_settled_by_a_promise_to_somebody_else() -> None:
    for declared in (declaration(body=Body.ITU), declaration(standard_id="std_2"), declaration(families=("fam_2",))):
        assert len(open_in(register(outwards=(made(),), declarations=(declared,)), "R20")) == 1


def test_R20_a_link_to_the_declaration_counts_like_its_list() -> None:
    tie = link(LinkKind.FAMILY_DECLARATION, "fam_1", "dec_1")
    book = register(outwards=(made(),), declarations=(declaration(families=()),), links=(covers(), tie))
    assert open_in(book, "R20") == []


@pytest.mark.parametrize(("stage", "count"), [("50.00", 1), ("报批", 1), ("Approval", 1), ("40.20", 0), ("", 0)])
def test_R21_a_national_draft_at_approval_needs_a_promise_for_every_charted_patent(stage: str, count: int) -> None:
    draft = standard(Body.CN_NATIONAL, stage=stage)
    found = open_in(register(standards=(draft,)), "R21")
    assert [f.severity for f in found] == [Severity.BLOCK] * count
    item = contribution(body=Body.CN_NATIONAL)
    assert judged(item, register(standards=(draft,)))[0] is (Answer.BLOCKED if count else Answer.CLEAR)


@pytest.mark.parametrize(("option", "why"), [(FREE, ""), (PAID, ""), (REFUSED, "refused")])
def test_R21_only_options_one_and_two_let_it_pass(option: LicenceOption, why: str) -> None:
    book = register(
        standards=(standard(Body.CN_NATIONAL, stage="50"),),
        declarations=(declaration(option, body=Body.CN_NATIONAL),),
    )
    assert [param(f, "why") for f in open_in(book, "R21")] == ([why] if why else [])


def test_R21_a_row_that_was_rejected_makes_no_patent_essential() -> None:
    row = replace(reads_on(), essentiality=Essentiality.REJECTED)
    book = register(standards=(standard(Body.CN_NATIONAL, stage="50"),), links=(covers(), row))
    assert open_in(book, "R21") == []


def test_R22_citing_a_standard_that_involves_patents_asks_for_a_new_declaration() -> None:
    citing = standard(Body.CN_NATIONAL, 2, references=("Standard 1",))
    book = register(standards=(standard(), citing), declarations=(declaration(),))
    (finding,) = open_in(book, "R22")
    assert (finding.severity, finding.subjects) == (Severity.WARN, ("std_2", "std_1", "fam_1"))
    told = (declaration(), declaration(number=2, body=Body.CN_NATIONAL, standard_id="std_2"))
    assert open_in(replace(book, declarations=told), "R22") == []


def test_R22_an_identical_adoption_takes_the_earlier_declaration_with_it() -> None:
    adopting = standard(Body.CN_NATIONAL, 2, references=("std_1",), adopts="std_1", stage="50")
    links = (covers(), reads_on(), reads_on(standard_id="std_2"))
    book = register(standards=(standard(), adopting), declarations=(declaration(),), links=links)
    assert open_in(book, "R22") == open_in(book, "R21") == []
    without = replace(book, standards=(standard(), replace(adopting, adopts="")))
    assert open_in(without, "R22") != []
    assert open_in(without, "R21") != []


@pytest.mark.parametrize(
    ("before", "after", "may"),
    [
        (FREE, FREE, True), (PAID, FREE, True), (REFUSED, PAID, True), (REFUSED, FREE, True),
        (FREE, PAID, False), (FREE, REFUSED, False), (PAID, REFUSED, False),
    ],
)  # fmt: skip
def test_R23_a_promise_may_only_get_better(before: LicenceOption, after: LicenceOption, may: bool) -> None:
    book = register(declarations=(declaration(before),))
    assert may_declare(book, declaration(after, 2)) is may


def test_R23_a_new_condition_is_less_and_a_condition_dropped_is_more() -> None:
    plain, mutual = declaration(), declaration(reciprocity=True)
    assert not may_declare(register(declarations=(plain,)), replace(mutual, id="dec_2"))
    assert may_declare(register(declarations=(mutual,)), replace(plain, id="dec_2"))


def test_R23_compares_what_touches_the_same_families_at_the_same_body() -> None:
    book = register(declarations=(declaration(FREE, standard_id="std_1"),))
    for other in (
        declaration(PAID, 2, body=Body.ITU),
        declaration(PAID, 2, families=("fam_2",)),
        declaration(PAID, 2, standard_id="std_2"),
    ):
        assert may_declare(book, other)
    for touching in (declaration(PAID, 2), declaration(PAID, 2, standard_id="std_1", families=("fam_1", "fam_2"))):
        assert worse_than(book, touching) == declaration(FREE, standard_id="std_1")


def test_R23_a_worse_one_that_came_in_is_found() -> None:
    (finding,) = open_in(register(declarations=(declaration(FREE), declaration(PAID, 2))), "R23")
    assert (finding.severity, finding.subjects) == (Severity.BLOCK, ("dec_2", "dec_1"))


def test_R24_the_buyer_of_a_declared_patent_must_be_bound() -> None:
    sold = family(application(), assigned_to="Buyer Ltd", assigned_on=on(-3))
    book = register(families=(sold,), declarations=(declaration(),))
    (finding,) = open_in(book, "R24")
    assert (finding.severity, finding.lifts, param(finding, "buyer")) == (Severity.WARN, ("bind_buyer",), "Buyer Ltd")
    assert open_in(replace(book, families=(replace(sold, buyer_bound=True),)), "R24") == []
    assert open_in(replace(book, declarations=()), "R24") == []


def test_R24_an_assignment_among_the_licences_is_a_sale_too() -> None:
    sale = Licence(id="lic_1", number=1, families=("fam_1",), kind=LicenceKind.ASSIGNMENT, licensee="Buyer Ltd",
                   effective_on=on(-3))  # fmt: skip
    assert len(open_in(register(licences=(sale,), declarations=(declaration(),)), "R24")) == 1


def window(state: DocketState) -> DocketItem:
    return DocketItem(id="doc_1", number=1, rule="R25", subject_id="std_1", part="", source_on=TODAY, raw_on=on(60),
                      due_on=on(60), calendar="", certainty=Certainty.BODY_RULE, state=state)  # fmt: skip


@pytest.mark.parametrize(
    ("state", "answer"),
    [(DocketState.OPEN, Answer.BLOCKED), (DocketState.DONE, Answer.CLEAR), (DocketState.DROPPED, Answer.CLEAR)],
)
def test_R25_an_exclusion_window_waits_for_a_decision(state: DocketState, answer: Answer) -> None:
    book = register(standards=(standard(Body.W3C, stage="FPWD", stage_on=TODAY),), docket=(window(state),))
    assert judged(contribution(body=Body.W3C), book)[0] is answer
    assert len(open_in(book, "R25")) == (answer is Answer.BLOCKED)


@pytest.mark.parametrize(("stage", "days"), [("FPWD", 150), ("First Public Working Draft", 150), ("PRD", 60)])
def test_R25_without_a_docket_the_stage_opens_the_window(stage: str, days: int) -> None:
    (finding,) = open_in(register(standards=(standard(Body.W3C, stage=stage, stage_on=TODAY),)), "R25")
    assert param(finding, "due_on") == on(days).isoformat()
    assert finding.severity is Severity.BLOCK
    assert open_in(register(standards=(standard(Body.ISO, stage=stage, stage_on=TODAY),)), "R25") == []


@pytest.mark.parametrize(
    ("reception", "granted", "why"),
    [
        (Reception.REJECTED, False, "both"),
        (Reception.REJECTED, True, "rejected"),
        (Reception.WITHDRAWN, False, "both"),
        (Reception.WITHDRAWN, True, "rejected"),
        (Reception.ACCEPTED, False, "application"),
        (Reception.ACCEPTED, True, ""),
    ],
)
def test_R26_applications_and_rejected_proposals_are_disclosed_too(
    reception: Reception, granted: bool, why: str
) -> None:
    member = application(granted_on=on(-6) if granted else None)
    book = register(families=(family(member),), outwards=(made(reception=reception),))
    assert [param(f, "why") for f in open_in(book, "R26")] == ([why] if why else [])
    assert open_in(replace(book, declarations=(declaration(),)), "R26") == []


@pytest.mark.parametrize("reception", list(Reception))
def test_R01_R20_nothing_that_becomes_of_a_contribution_takes_it_back(reception: Reception) -> None:
    """Withdrawn at the body a day later it was public for a day: for novelty that is for ever."""
    out = made(on(-40), reception=reception)
    book = register(families=(family(application(filed=on(-39))),), outwards=(out,))
    assert open_in(book, "R01")[0].lifts == ("ask_patent_lead",)
    assert open_in(book, "R20")[0].severity is Severity.BLOCK
    assert matrix(book).count(GapKind.CONTRIBUTION_BEFORE_FILING) == 1
    assert (metrics(book, TODAY).filed_before.part, metrics(book, TODAY).filed_before.whole) == (0, 1)
    assert metrics(book, TODAY).disclosure.waiting == 1


def test_R20_and_R26_leave_out_what_is_fired_nowhere_else() -> None:
    assert fired(judged(contribution())[1], "R20") == fired(judged(contribution())[1], "R26") == []
