"""The matrix and the indicators: every kind of gap, and no number that flatters."""

from dataclasses import replace

import pytest

from flows.linkage.codes import (
    Body,
    Certainty,
    DocketState,
    Essentiality,
    LicenceKind,
    LinkKind,
    OutwardState,
    Reception,
    RewardKind,
)
from flows.linkage.dealings import Licence, Reward
from flows.linkage.items import Claim, Clause
from flows.linkage.judgements import DocketItem
from flows.linkage.matrix import ClaimKey, ClauseKey, GapKind, matrix, metrics
from flows.linkage.metrics import Delay, Essential, Share
from flows.linkage.register import Register
from tests.flows.linkage.registers import (
    TODAY,
    application,
    contribution,
    covers,
    declaration,
    family,
    feature,
    link,
    made,
    on,
    reads_on,
    register,
    standard,
)


def gaps(book: Register, kind: GapKind) -> list[tuple[str, str]]:
    return [(gap.subject, gap.part) for gap in matrix(book).gaps if gap.kind is kind]


def test_features_claims_and_clauses_are_joined_by_their_links() -> None:
    view = matrix(register(declarations=(declaration(),)))
    claim, clause = ClaimKey("fam_1", 1), ClauseKey("std_1", "5.1")
    assert (view.claims, view.clauses, view.gaps) == ((claim,), (clause,), ())
    assert list(view.covers) == [("fea_1", claim)]
    assert list(view.rows) == [(claim, clause)]


def test_a_feature_without_a_claim_is_a_gap_unless_it_needs_no_filing() -> None:
    features = (feature(), feature(2), feature(3, not_patent_relevant="Known"), feature(4, retired=True))
    assert gaps(register(features=features), GapKind.FEATURE_WITHOUT_CLAIM) == [("fea_2", "")]


def test_a_claim_that_matters_without_a_clause_is_a_gap() -> None:
    claims = (Claim(number=1, independent=True), Claim(number=2), Claim(number=3, independent=True))
    book = register(families=(family(application(), claims=claims),))
    assert gaps(book, GapKind.CLAIM_WITHOUT_CLAUSE) == [("fam_1", "3")]
    rejected = replace(book, links=(covers(), replace(reads_on(), essentiality=Essentiality.REJECTED)))
    assert gaps(rejected, GapKind.CLAIM_WITHOUT_CLAUSE) == [("fam_1", "1"), ("fam_1", "3")]


def test_a_family_as_a_whole_stands_for_its_claims_and_the_other_way_round() -> None:
    whole = register(links=(covers(claim=0), reads_on(claim=2)))
    assert gaps(whole, GapKind.CLAIM_WITHOUT_CLAUSE) == []
    rows = register(links=(covers(claim=2), reads_on(claim=0)))
    assert gaps(rows, GapKind.CLAIM_WITHOUT_CLAUSE) == []


def test_a_clause_without_a_declaration_is_a_gap() -> None:
    assert gaps(register(), GapKind.CLAUSE_WITHOUT_DECLARATION) == [("std_1", "5.1")]
    assert gaps(register(declarations=(declaration(),)), GapKind.CLAUSE_WITHOUT_DECLARATION) == []
    elsewhere = register(declarations=(declaration(body=Body.IETF),))
    assert len(gaps(elsewhere, GapKind.CLAUSE_WITHOUT_DECLARATION)) == 1


def test_a_contribution_before_the_filing_is_a_gap_planned_or_made() -> None:
    late = (family(application(filed=on(-1))),)
    for item in (made(on(-5)), contribution(on(-1))):
        assert gaps(register(families=late, outwards=(item,)), GapKind.CONTRIBUTION_BEFORE_FILING) == [
            ("out_1", "fea_1")
        ]
    gone = contribution(on(-5), state=OutwardState.WITHDRAWN)
    assert gaps(register(families=late, outwards=(gone,)), GapKind.CONTRIBUTION_BEFORE_FILING) == []
    assert gaps(register(outwards=(contribution(),)), GapKind.CONTRIBUTION_BEFORE_FILING) == []


def test_a_row_to_be_checked_again_is_a_gap() -> None:
    row = reads_on(recheck="clause_changed")
    assert gaps(register(links=(covers(), row)), GapKind.ROW_TO_RECHECK) == [(row.id, "5.1")]


def test_a_clause_that_the_text_has_no_more_stays_in_sight_and_what_is_given_up_does_not() -> None:
    gone = register(standards=(standard(clauses=()),))
    assert matrix(gone).clauses == (ClauseKey("std_1", "5.1"),)
    assert matrix(register(families=(family(application(), dropped=True),))).claims == ()


def test_items_stand_in_the_order_of_their_numbers_and_clauses_in_that_of_their_text() -> None:
    clauses = tuple(Clause(number=number) for number in ("5.10", "5.2", "A.1"))
    book = register(features=(feature(2), feature(1)), standards=(standard(number=2), standard(clauses=clauses)))
    view = matrix(book)
    assert [f.number for f in view.features] == [1, 2]
    assert [c.clause for c in view.clauses] == ["5.10", "5.2", "A.1", "5.1", "5.1"]


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(0, 0, None), (0, 3, 0), (2, 3, 66), (199, 200, 99), (3, 3, 100)]
)
def test_a_hundred_percent_means_all_and_nothing_of_nothing_is_no_percentage(
    part: int, whole: int, percent: int | None
) -> None:
    assert Share(part, whole).percent == percent


def test_features_linked_need_a_claim_and_a_clause() -> None:
    features = tuple(feature(n) for n in (1, 2, 3, 4))
    links = (
        covers(), reads_on(), covers("fea_2", claim=2), covers("fea_4", claim=0),
        link(LinkKind.RESULT_CLAUSE, "fea_3", "std_1", clause="5.1"),
    )  # fmt: skip
    found = metrics(register(features=features, links=links), TODAY)
    assert found.features_linked == Share(2, 4)  # 2 has no clause, 3 no claim
    result = link(LinkKind.RESULT_CLAUSE, "fea_2", "std_1", clause="5.1")
    assert metrics(register(features=features, links=(*links, result)), TODAY).features_linked == Share(3, 4)


def test_filed_before_contribution_counts_what_is_out() -> None:
    outwards = (made(on(-5)), made(on(-10), number=2), made(on(-20), number=3), contribution(number=4))
    assert metrics(register(outwards=outwards), TODAY).filed_before == Share(1, 3)


def test_the_disclosure_delay_counts_days_and_what_still_waits() -> None:
    outwards = (made(on(-9)), made(on(-4), number=2))
    assert metrics(register(outwards=outwards), TODAY).disclosure == Delay(None, None, 0, 2)
    told = metrics(register(outwards=outwards, declarations=(declaration(),)), TODAY).disclosure
    assert told == Delay(3, 8, 2, 0, days=11)
    early = metrics(register(outwards=outwards, declarations=(declaration(declared_on=on(-90)),)), TODAY).disclosure
    assert early == Delay(0, 0, 2, 0)


def test_declared_charted_and_confirmed_are_kept_apart() -> None:
    families = tuple(family(application(), number=n) for n in (1, 2, 3))
    rows = (
        replace(reads_on(), essentiality=Essentiality.CONFIRMED),
        reads_on("fam_2"),
        replace(reads_on("fam_3"), essentiality=Essentiality.REJECTED),
    )
    book = register(families=families, links=rows, declarations=(declaration(families=("fam_1", "fam_3")),))
    assert metrics(book, TODAY).essential == Essential(declared=2, charted=2, confirmed=1, declared_uncharted=1)
    changed = replace(book, links=(replace(rows[0], recheck="claim_changed"), *rows[1:]))
    assert metrics(changed, TODAY).essential.confirmed == 0
    assert metrics(changed, TODAY).in_step == Share(1, 2)


def test_grants_offices_receptions_and_publications_are_counted() -> None:
    granted = family(application(granted_on=on(-1)), application("US"), completed_in="US")
    families = (granted, family(application(), number=2), family(application(filed=None), number=3))
    outwards = (made(reception=Reception.ACCEPTED), made(number=2, reception=Reception.REJECTED))
    book = register(families=families, outwards=outwards, standards=(standard(published_on=on(-1)), standard(number=2)))
    found = metrics(book, TODAY)
    assert (found.granted, found.accepted, found.published) == (Share(1, 2), Share(1, 2), Share(1, 2))
    assert found.offices == (("CN", 2), ("US", 1))


def test_money_is_net_and_rewards_are_on_time_or_not() -> None:
    licence = Licence(id="lic_1", number=1, families=("fam_1",), kind=LicenceKind.ORDINARY, licensee="Maker",
                      effective_on=on(-9), income=100, cost=130)  # fmt: skip

    def reward(number: int, due: int, paid: int | None, kind: RewardKind = RewardKind.REWARD) -> Reward:
        return Reward(id=f"rew_{number}", number=number, family_id="fam_1", kind=kind, inventor="Han", due_on=on(due),
                      paid_on=None if paid is None else on(paid))  # fmt: skip

    rewards = (reward(1, -5, -5), reward(2, -5, -4), reward(3, -5, None), reward(4, 5, None), reward(5, 5, -1),
               reward(6, -5, None, RewardKind.REMUNERATION))  # fmt: skip
    found = metrics(register(licences=(licence,), rewards=rewards), TODAY)
    assert (found.licences, found.net_income, found.rewards_on_time) == (1, -30, Share(2, 4))


def test_missed_dates_are_the_open_ones_gone_by() -> None:
    def item(number: int, due: int, state: DocketState = DocketState.OPEN) -> DocketItem:
        return DocketItem(id=f"doc_{number}", number=number, rule="R05", subject_id="fam_1", part="CN", source_on=TODAY,
                          raw_on=on(due), due_on=on(due), calendar="CN", certainty=Certainty.STATUTE,
                          state=state)  # fmt: skip

    docket = (item(1, -1), item(2, 0), item(3, -1, DocketState.CONFIRMED))
    assert metrics(register(docket=docket), TODAY).missed == 1
