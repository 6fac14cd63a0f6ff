"""Features, families and standards: recorded once, numbered, checked, and text that changes marks its rows."""

from dataclasses import replace
from datetime import date

import pytest

from flows.errors import InvalidFields, NotAllowed, NotFound
from flows.linkage import commands as c
from flows.linkage.codes import ApplicationStatus, Body
from flows.linkage.items import Application, Claim, Clause, Family, Feature, Standard

from .deciding import MEMBER, PATENT, STANDARD_LEAD, TECH, Desk
from .registers import FAMILY, FEATURE, STANDARD, TODAY, on, register


def feature(**fields: object) -> Feature:
    return replace(Feature(id="", number=0, name="Sweep"), **fields)  # type: ignore[arg-type]  # any field of a feature


def test_features_are_numbered_in_the_order_they_come() -> None:
    desk = Desk()
    for name in ("Sweep", "Guard"):
        desk.events(c.RecordFeature(item=feature(name=name)), by=MEMBER)
    assert [(f.number, f.name) for f in desk.register.features] == [(1, "Sweep"), (2, "Guard")]


def test_recording_the_same_again_changes_nothing() -> None:
    desk = Desk(register())
    assert desk.events(c.RecordFeature(item=desk.register.features[0])) == ()
    assert desk.events(c.RecordStandard(item=desk.register.standards[0]), by=STANDARD_LEAD) == ()


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"name": " "}, {"name": "missing"}),
        ({"name": "x" * 201}, {"name": "too_long"}),
        ({"trl": 0}, {"trl": "unknown_value"}),
        ({"trl": 10}, {"trl": "unknown_value"}),
    ],
)
def test_a_feature_that_cannot_be_is_refused_field_by_field(fields: dict[str, object], problem: dict[str, str]) -> None:
    with pytest.raises(InvalidFields) as refusal:
        Desk().events(c.RecordFeature(item=feature(**fields)))
    assert refusal.value.fields == problem


def test_why_a_feature_needs_no_filing_is_the_patent_leads_word_and_no_edit_takes_it_away() -> None:
    desk = Desk(register())
    with pytest.raises(NotAllowed):
        desk.events(c.ClearFeature(feature_id=FEATURE, reason="Known art"), by=TECH)
    desk.events(c.ClearFeature(feature_id=FEATURE, reason="Known art"))
    edited = replace(desk.register.features[0], name="Other", not_patent_relevant="", cleared_by="")
    desk.events(c.RecordFeature(item=edited), by=MEMBER)
    kept = desk.register.features[0]
    assert (kept.name, kept.not_patent_relevant, kept.cleared_by) == ("Other", "Known art", PATENT)
    desk.events(c.ClearFeature(feature_id=FEATURE, reason=""))
    assert (desk.register.features[0].not_patent_relevant, desk.register.features[0].cleared_by) == ("", "")


def test_a_new_feature_cannot_bring_its_own_clearance() -> None:
    desk = Desk()
    desk.events(c.RecordFeature(item=feature(not_patent_relevant="Trust me", cleared_by=PATENT)), by=MEMBER)
    assert desk.register.features[0].not_patent_relevant == ""


def test_an_edit_of_a_family_leaves_its_filings_and_claims() -> None:
    desk = Desk(register())
    desk.events(c.RecordFamily(item=Family(id=FAMILY, number=9, title="New title")))
    family = desk.register.families[0]
    assert (family.title, family.number, len(family.members)) == ("New title", 1, 1)


@pytest.mark.parametrize(
    ("application", "problem"),
    [
        (Application(office="CN", status=ApplicationStatus.FILED), {"filed_on": "missing"}),
        (Application(office="CN", status=ApplicationStatus.FILED, filed_on=on(1)), {"filed_on": "in_the_future"}),
        (
            Application(office="CN", status=ApplicationStatus.FILED, filed_on=TODAY, granted_on=on(-1)),
            {"granted_on": "before_filing"},
        ),
        (
            Application(office="EP", status=ApplicationStatus.FILED, filed_on=on(-3), priority_on=on(-2)),
            {"priority_on": "after_filing"},
        ),
        (Application(office="CN", application_number="CN 2026 1 0123456.7"), {"application_number": "check_digit"}),
        (Application(office="CN", grant_number="EP1234567B1"), {"grant_number": "other_office"}),
        (Application(office="CN", application_number="tomorrow"), {"application_number": "unknown_form"}),
    ],
)
def test_a_filing_that_cannot_be_is_refused(application: Application, problem: dict[str, str]) -> None:
    with pytest.raises(InvalidFields) as refusal:
        Desk(register()).events(c.RecordApplication(family_id=FAMILY, application=application))
    assert refusal.value.fields == problem


def test_a_filing_is_kept_once_for_each_office_with_its_number_in_one_writing() -> None:
    desk = Desk(register())
    filing = Application(
        office="CN", status=ApplicationStatus.FILED, filed_on=date(2026, 11, 1), application_number="ZL2026 1 0123456.x"
    )
    desk.events(c.RecordApplication(family_id=FAMILY, application=filing))
    desk.events(c.RecordApplication(family_id=FAMILY, application=Application(office="EP")))
    members = desk.register.families[0].members
    assert [(m.office, m.application_number) for m in members] == [("CN", "CN202610123456.X"), ("EP", "")]


def test_a_changed_claim_marks_the_rows_charted_on_it() -> None:
    desk = Desk(register())
    desk.events(c.RecordClaims(family_id=FAMILY, claims=(Claim(1, "A method"), Claim(2, "An apparatus"))))
    assert desk.names(c.RecordClaims(family_id=FAMILY, claims=(Claim(1, "A method"), Claim(2, "Other")))) == [
        "ClaimsRecorded"
    ]
    assert desk.names(c.RecordClaims(family_id=FAMILY, claims=(Claim(1, "A narrower method"),))) == [
        "ClaimsRecorded", "RowsToRecheck",
    ]  # fmt: skip
    assert [link.recheck for link in desk.register.links if link.clause] == ["claim_changed"]


@pytest.mark.parametrize(
    ("clauses", "cause"),
    [
        ((Clause(number="5.1", title="Sweep", text_hash="a"),), ""),
        ((Clause(number="5.1", title="Sweep", text_hash="b"),), "clause_changed"),
        ((Clause(number="5.1", title="Sweep"),), "clause_changed"),
        ((Clause(number="5.1", title="Renamed", text_hash="a"),), "clause_changed"),
        ((Clause(number="6", title="Sweep", text_hash="a"),), "clause_gone"),
    ],
)
def test_a_clause_whose_text_changed_or_went_marks_its_rows(clauses: tuple[Clause, ...], cause: str) -> None:
    desk = Desk(register())
    desk.events(c.RecordClauses(standard_id=STANDARD, version="DIS", clauses=clauses), by=STANDARD_LEAD)
    assert [link.recheck for link in desk.register.links if link.clause] == [cause]
    assert desk.register.standards[0].version == "DIS"


def test_a_new_stage_of_a_draft_asks_for_another_look_at_its_rows() -> None:
    desk = Desk(register())
    moved = replace(desk.register.standards[0], stage="40.20")
    assert desk.names(c.RecordStandard(item=moved), by=STANDARD_LEAD) == ["StandardRecorded", "RowsToRecheck"]


def test_a_standard_is_recorded_once() -> None:
    desk = Desk()
    wish = c.RecordStandard(item=Standard(id="", number=0, body=Body.ISO, reference="iso 9001:2015"))
    desk.events(wish, by=STANDARD_LEAD)
    with pytest.raises(InvalidFields) as refusal:
        desk.events(wish, by=STANDARD_LEAD)
    assert refusal.value.fields == {"reference": "known_already"}


def test_an_unknown_entry_is_not_found() -> None:
    with pytest.raises(NotFound):
        Desk(register()).events(c.RecordClaims(family_id=FEATURE, claims=()))


def test_a_new_version_with_unknown_clauses_marks_the_rows_of_other_versions_once() -> None:
    desk = Desk(register())
    (event,) = desk.events(c.NoteNewText(standard_id=STANDARD, version=" DIS "), by=STANDARD_LEAD)
    assert [link.recheck for link in desk.register.links] == ["", "text_changed"]
    assert getattr(event, "version", "") == "DIS"
    assert desk.events(c.NoteNewText(standard_id=STANDARD, version="DIS"), by=STANDARD_LEAD) == ()
    assert Desk(register()).events(c.NoteNewText(standard_id=STANDARD, version="CD"), by=STANDARD_LEAD) == ()
    for wrong in (" ", "x" * 61):
        with pytest.raises(InvalidFields):
            Desk(register()).events(c.NoteNewText(standard_id=STANDARD, version=wrong), by=STANDARD_LEAD)
    with pytest.raises(NotAllowed):
        Desk(register()).events(c.NoteNewText(standard_id=STANDARD, version="DIS"), by=TECH)
