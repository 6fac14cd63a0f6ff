"""Links tie what belongs together, name the text they stand on, and are confirmed by a second person."""

import pytest

from flows.errors import IllegalMove, InvalidFields, NotAllowed, NotFound
from flows.linkage import commands as c
from flows.linkage.codes import Essentiality, LinkKind
from flows.linkage.items import Claim, Clause

from .deciding import LEGAL, MEMBER, PATENT, SECOND_PATENT, STANDARD_LEAD, TECH, Desk
from .registers import FAMILY, FEATURE, STANDARD, register


def row(**fields: object) -> c.TieItems:
    base = {"kind": LinkKind.CLAIM_CLAUSE, "source": FAMILY, "target": STANDARD, "claim": 1, "clause": "5.1"}
    return c.TieItems(**(base | fields))  # type: ignore[arg-type]  # any field of the command


def empty() -> Desk:
    return Desk(register(links=()))


def test_a_row_stands_on_the_present_version_of_its_clause() -> None:
    desk = empty()
    desk.events(row(element="a transmitter"), by=STANDARD_LEAD)
    (link,) = desk.register.links
    assert (link.version, link.element, link.by) == ("CD", "a transmitter", STANDARD_LEAD)


def test_the_same_tie_again_is_one_link_and_looked_at() -> None:
    desk = empty()
    desk.events(row(), by=PATENT)
    desk.events(
        c.RecordClauses(standard_id=STANDARD, version="DIS", clauses=(Clause(number="5.1", text_hash="b"),)),
        by=STANDARD_LEAD,
    )
    assert desk.register.links[0].recheck == "clause_changed"
    desk.events(row(element="a receiver"), by=PATENT)
    (link,) = desk.register.links
    assert (link.version, link.element, link.recheck) == ("DIS", "a receiver", "")
    assert desk.events(row(element="a receiver"), by=PATENT) == ()


@pytest.mark.parametrize(
    ("wish", "problem"),
    [
        (row(claim=0), {"claim": "missing"}),
        (row(clause=""), {"clause": "missing"}),
        (row(clause="9.9"), {"clause": "unknown_value"}),
        (row(claim=-1), {"claim": "unknown_value"}),
        (row(kind=LinkKind.FILING_CONTRIBUTION), {"kind": "unknown_value"}),
        (row(kind=LinkKind.FEATURE_CLAIM, source=FEATURE, target=FAMILY), {"clause": "unknown_value"}),
    ],
)
def test_a_tie_that_cannot_be_is_refused(wish: c.TieItems, problem: dict[str, str]) -> None:
    with pytest.raises(InvalidFields) as refusal:
        empty().events(wish)
    assert refusal.value.fields == problem


def test_a_claim_is_one_that_the_family_has() -> None:
    desk = empty()
    desk.events(c.RecordClaims(family_id=FAMILY, claims=(Claim(1, "A method"),)))
    with pytest.raises(InvalidFields):
        desk.events(row(claim=2))


def test_the_ends_are_of_the_kinds_that_belong_together() -> None:
    with pytest.raises(NotFound):
        empty().events(row(source=FEATURE))


def test_who_charted_a_row_does_not_confirm_it() -> None:
    desk = empty()
    desk.events(row(), by=PATENT)
    wish = c.CheckRow(link_id=desk.register.links[0].id, essentiality=Essentiality.CONFIRMED)
    with pytest.raises(NotAllowed):
        desk.events(wish, by=PATENT)
    desk.events(wish, by=SECOND_PATENT)
    (link,) = desk.register.links
    assert (link.essentiality, link.confirmed_by) == (Essentiality.CONFIRMED, SECOND_PATENT)


def test_a_row_that_is_charted_anew_loses_its_confirmation() -> None:
    desk = empty()
    desk.events(row(), by=PATENT)
    desk.events(c.CheckRow(link_id=desk.register.links[0].id, essentiality=Essentiality.CONFIRMED), by=LEGAL)
    desk.events(row(element="other words"), by=PATENT)
    assert (desk.register.links[0].essentiality, desk.register.links[0].confirmed_by) == (Essentiality.CHARTED, "")


def test_rejecting_a_row_says_why() -> None:
    desk = empty()
    desk.events(row(), by=PATENT)
    link = desk.register.links[0].id
    with pytest.raises(InvalidFields):
        desk.events(c.CheckRow(link_id=link, essentiality=Essentiality.REJECTED))
    desk.events(c.CheckRow(link_id=link, essentiality=Essentiality.REJECTED, why="Optional clause"))
    assert desk.register.links[0].essentiality is Essentiality.REJECTED


def test_only_rows_of_the_chart_are_checked() -> None:
    desk = empty()
    desk.events(c.TieItems(kind=LinkKind.FEATURE_CLAIM, source=FEATURE, target=FAMILY), by=TECH)
    with pytest.raises(IllegalMove):
        desk.events(c.CheckRow(link_id=desk.register.links[0].id, essentiality=Essentiality.CONFIRMED))


def test_a_link_is_taken_back_with_a_reason() -> None:
    desk = empty()
    desk.events(row(), by=PATENT)
    link = desk.register.links[0].id
    with pytest.raises(InvalidFields):
        desk.events(c.UntieItems(link_id=link, why=""), by=TECH)
    with pytest.raises(NotAllowed):
        desk.events(c.UntieItems(link_id=link, why="No"), by=MEMBER)
    desk.events(c.UntieItems(link_id=link, why="Wrong family"), by=TECH)
    assert desk.register.links == ()
    with pytest.raises(NotFound):
        desk.events(c.UntieItems(link_id=link, why="Again"), by=TECH)
