"""Windows of standards bodies, declarations that are owed, and the last safe day to file (DOMAIN.md 4.4, 4.6)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from flows.linkage.codes import Body, Certainty, DocketState, LicenceOption, LinkKind, OutwardState, Reception
from flows.linkage.dealings import Declaration
from flows.linkage.items import Link, Outward
from flows.linkage.register import Register
from tests.flows.linkage.docketing import dated, days, docketed, follow, holding, rules_of
from tests.flows.linkage.registers import AT, application, contribution, family, feature, standard

MADE = date(2026, 11, 20)


def covered(*outwards: Outward, **items: Any) -> Register:
    """A feature covered by a filed family, and what goes out with it."""
    tie = Link(id="lnk_1", kind=LinkKind.FEATURE_CLAIM, source="fea_1", target="fam_1", claim=1, by="U0HAN", at=AT)
    base: dict[str, Any] = {"features": (feature(),), "families": (family(application()),), "links": (tie,),
                            "standards": (standard(),), "outwards": outwards}  # fmt: skip
    return holding(**(base | items))


def made(body: Body = Body.ISO, day: date = MADE, **fields: Any) -> Outward:
    return contribution(day, body, state=OutwardState.MADE, made_on=day, **fields)


def declaration(body: Body = Body.ISO, **fields: Any) -> Declaration:
    base: dict[str, Any] = {"id": "dec_1", "number": 1, "body": body, "option": LicenceOption.PAID,
                            "families": ("fam_1",), "declared_on": date(2026, 11, 22), "declared_by": "U0ZHAO",
                            "standard_id": "std_1"}  # fmt: skip
    return Declaration(**(base | fields))


def test_R01e_the_last_safe_filing_day_lies_working_days_before_the_submission() -> None:
    planned = contribution(date(2027, 2, 15))  # after Spring Festival; what of 2027 is known at all
    before = docketed(covered(planned, families=(family(application(filed=None)),)))
    item = dated(before, "R01e")
    assert item.due_on < item.source_on
    assert item.calendar == "CN"
    filed = replace(before, families=(family(application()),))
    assert dated(docketed(filed, before), "R01e").state is DocketState.DONE


def test_R01e_asks_nothing_where_the_feature_was_cleared_in_writing() -> None:
    cleared = covered(contribution(), features=(feature(not_patent_relevant="A layout"),), links=())
    assert "R01e" not in rules_of(docketed(cleared))


@pytest.mark.parametrize("body", [Body.CN_NATIONAL, Body.ISO, Body.ITU, Body.ETSI, Body.THREEGPP])
def test_R20_a_contribution_with_a_covered_feature_is_to_be_declared_at_once(body: Body) -> None:
    item = dated(docketed(covered(made(body))), "R20")
    assert (item.subject_id, item.part, item.due_on, item.calendar) == ("fam_1", "std_1", MADE, "")


@pytest.mark.parametrize("body", [Body.IETF, Body.IEEE, Body.CN_GROUP])
def test_R20_where_as_soon_as_possible_is_asked_the_house_says_how_long(body: Body) -> None:
    item = dated(docketed(covered(made(body)), declare_within_days=10), "R20")
    assert days(item) == (date(2026, 11, 30), date(2026, 11, 30))


def test_R20_one_date_for_a_family_and_a_standard_from_the_earliest_contribution() -> None:
    earlier = made(day=date(2026, 11, 2), number=2)
    assert dated(docketed(covered(made(), earlier)), "R20").source_on == date(2026, 11, 2)


def test_R20_the_declaration_closes_it_and_one_made_before_opens_nothing() -> None:
    before = docketed(covered(made()))
    item = dated(docketed(replace(before, declarations=(declaration(),)), before), "R20")
    assert (item.state, item.done_on) == (DocketState.DONE, date(2026, 11, 22))
    assert "R20" not in rules_of(docketed(covered(made(), declarations=(declaration(standard_id=""),))))


def test_R20_a_declaration_at_ETSI_counts_for_3GPP_and_one_elsewhere_does_not() -> None:
    at_etsi, at_ieee = (covered(made(Body.THREEGPP), declarations=(declaration(b),)) for b in (Body.ETSI, Body.IEEE))
    assert "R20" not in rules_of(docketed(at_etsi))
    assert "R20" in rules_of(docketed(at_ieee))


def test_R26_a_rejected_contribution_and_a_pending_application_are_to_be_declared_too() -> None:
    assert "R20" in rules_of(docketed(covered(made(reception=Reception.REJECTED))))


def test_R20_is_still_owed_years_later_and_not_before_it_is_made() -> None:
    assert "R20" in rules_of(docketed(covered(made(day=date(2022, 5, 3)))))
    assert "R20" not in rules_of(docketed(covered(contribution())))


@pytest.mark.parametrize(
    ("stage", "ends"), [("FPWD", date(2027, 4, 19)), ("first public working draft", date(2027, 4, 19)),
                        ("PRD", date(2027, 1, 19))],
)  # fmt: skip
def test_R25_the_W3C_exclusion_windows_last_150_and_60_days(stage: str, ends: date) -> None:
    spec = standard(Body.W3C, stage=stage, stage_on=MADE)
    assert dated(docketed(holding(standards=(spec,))), "R25").due_on == ends


def test_R25_runs_on_when_the_draft_has_left_its_stage_and_is_closed_by_a_declaration() -> None:
    spec = standard(Body.W3C, stage="FPWD", stage_on=MADE)
    before = docketed(holding(standards=(spec,)))
    moved = replace(before, standards=(replace(spec, stage="CR", stage_on=date(2027, 1, 5)),))
    assert dated(docketed(moved, before), "R25").state is DocketState.OPEN
    said = replace(before, declarations=(declaration(Body.W3C),))
    assert dated(docketed(said, before), "R25").state is DocketState.DONE


@pytest.mark.parametrize(
    ("rule", "body", "stage", "ends"),
    [
        ("ISO-NP", Body.ISO, "10.20", date(2027, 2, 12)),
        ("ISO-CD", Body.ISO, "30.20", date(2027, 1, 15)),
        ("ISO-DIS", Body.ISO, "4020", date(2027, 2, 12)),
        ("ISO-DIS", Body.IEC, "CCDV", date(2027, 2, 12)),
        ("ISO-FDIS", Body.IEC, "50.20", date(2027, 1, 15)),
        ("ISO-PWI", Body.ISO, "00.20", date(2029, 11, 20)),
        ("ISO-NP-DECIDE", Body.ISO, "10.60", date(2027, 5, 20)),
        ("ISO-NP-RESULT", Body.ISO, "10.60", date(2026, 12, 18)),
        ("CN-NPA", Body.CN_NATIONAL, "立项公示", date(2026, 12, 20)),
        ("CN-DRAFT", Body.CN_NATIONAL, "起草", date(2027, 9, 20)),
        ("CN-CONSULT", Body.CN_NATIONAL, "征求意见", date(2027, 1, 19)),
        ("CN-CONSULT30", Body.CN_NATIONAL, "征求意见（缩短）", date(2026, 12, 20)),
        ("CN-PATENT", Body.CN_NATIONAL, "专利公示", date(2026, 12, 20)),
        ("CN-GROUP", Body.CN_GROUP, "征求意见", date(2026, 12, 20)),
        ("IETF-DRAFT", Body.IETF, "I-D", date(2027, 5, 20)),
        ("IEEE-PAR", Body.IEEE, "PAR", date(2030, 11, 20)),
    ],
)
def test_a_window_follows_from_the_stage_and_its_day(rule: str, body: Body, stage: str, ends: date) -> None:
    register = docketed(holding(standards=(standard(body, stage=stage, stage_on=MADE),)))
    assert dated(register, rule).due_on == ends


@pytest.mark.parametrize(
    ("body", "level", "rule", "year"),
    [(Body.ISO, "", "ISO-REVIEW", 2028), (Body.ISO, "TS", "ISO-REVIEW-TS", 2026), (Body.CN_GROUP, "", "R38", 2028)],
)
def test_R38_a_published_standard_is_reviewed_every_five_years_a_technical_specification_every_three(
    body: Body, level: str, rule: str, year: int
) -> None:
    spec = standard(body, level=level, published_on=date(2023, 12, 1))
    assert dated(docketed(holding(standards=(spec,))), rule).due_on == date(year, 12, 1)


def test_a_date_that_the_body_has_told_stands_before_one_that_is_computed() -> None:
    spec = standard(stage="40.20", stage_on=MADE)
    before = docketed(holding(standards=(spec,)))
    told = replace(before, standards=(replace(spec, next_what="DIS ballot closes", next_on=date(2027, 2, 10)),))
    after = docketed(told, before)
    assert dated(after, "ISO-DIS").state is DocketState.DROPPED
    assert (dated(after, "STD-NEXT").due_on, dated(after, "STD-NEXT").part) == (date(2027, 2, 10), "DIS ballot closes")


def test_a_ballot_that_its_standard_has_left_behind_is_over() -> None:
    spec = standard(stage="40.20", stage_on=MADE)
    before = docketed(holding(standards=(spec,)))
    moved = replace(before, standards=(replace(spec, stage="40.60", stage_on=date(2027, 2, 12)),))
    item = dated(docketed(moved, before), "ISO-DIS")
    assert (item.state, item.note) == (DocketState.DONE, "moved_on")


def test_what_is_general_knowledge_is_never_shown_as_certain() -> None:
    ballots = holding(standards=(standard(stage="30.20", stage_on=MADE),))
    assert dated(docketed(ballots), "ISO-CD").certainty is Certainty.GENERAL


def test_a_withdrawn_standard_has_no_dates() -> None:
    spec = standard(stage="40.20", stage_on=MADE)
    before = docketed(holding(standards=(spec,)))
    assert [i.state for i in follow(before, replace(before, standards=(replace(spec, withdrawn=True),)))] == [
        DocketState.DROPPED
    ]
