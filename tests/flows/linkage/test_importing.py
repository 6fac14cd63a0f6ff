"""An import is taken whole or not at all, names every problem, and is no way around anybody's rights."""

from dataclasses import replace

import pytest

from flows.errors import InvalidFields, NotAllowed
from flows.lifecycle.project import Member
from flows.linkage import commands as c
from flows.linkage.codes import Body, LinkKind
from flows.linkage.importing import MOST, ImportProblem, ImportRefused
from flows.linkage.items import Claim, Clause, Family, Feature, Standard
from flows.names import Role

from .deciding import PATENT, STANDARD_LEAD, TECH, Desk
from .registers import application


def feature(made_up: str, name: str = "Sweep") -> Feature:
    return Feature(id=made_up, number=0, name=name)


def whole() -> c.ImportItems:
    return c.ImportItems(
        source="list.csv",
        features=(feature("f"),),
        families=(Family(id="p", number=0, title="Radar", members=(application(),), claims=(Claim(1, "A method"),)),),
        standards=(
            Standard(
                id="s", number=0, body=Body.ISO, reference="ISO 9001:2015", version="CD",
                clauses=(Clause(number="5.1", title="Sweep"),),
            ),
        ),
        ties=(
            c.TieItems(kind=LinkKind.FEATURE_CLAIM, source="f", target="p", claim=1),
            c.TieItems(kind=LinkKind.CLAIM_CLAUSE, source="p", target="s", claim=1, clause="5.1"),
        ),
    )  # fmt: skip


def desk() -> Desk:
    """Somebody who holds the patent and the standard role."""
    made = Desk()
    both = Member(PATENT, (Role.LEAD, Role.PATENT, Role.STANDARD))
    made.people = replace(made.people, members=(both, *(m for m in made.people.members if m.user_id != PATENT)))
    return made


def test_everything_of_a_list_is_recorded_and_tied_together() -> None:
    made = desk()
    events = made.names(whole())
    assert events[0] == "ItemsImported"
    book = made.register
    assert [link.kind for link in book.links] == [LinkKind.FEATURE_CLAIM, LinkKind.CLAIM_CLAUSE]
    assert {link.source for link in book.links} == {book.features[0].id, book.families[0].id}
    assert (len(book.families[0].members), len(book.families[0].claims), len(book.standards[0].clauses)) == (1, 1, 1)


def test_one_wrong_line_stops_all_and_every_problem_is_named() -> None:
    made = desk()
    with pytest.raises(ImportRefused) as refusal:
        made.events(
            c.ImportItems(
                source="x",
                features=(feature("a"), feature("b", ""), feature("c")),
                ties=(c.TieItems(kind=LinkKind.FEATURE_CLAIM, source="a", target="nowhere"),),
            )
        )
    assert refusal.value.problems == (
        ImportProblem("feature", 2, "name", "missing"),
        ImportProblem("tie", 1, "nowhere", "unknown_entry"),
    )
    assert made.register.features == ()


def test_a_list_is_no_way_around_what_a_person_may_not_record() -> None:
    for by in (TECH, STANDARD_LEAD):
        with pytest.raises(NotAllowed):
            Desk().events(whole(), by=by)


@pytest.mark.parametrize(("count", "problem"), [(0, "nothing_given"), (MOST + 1, "too_many")])
def test_a_list_has_a_length(count: int, problem: str) -> None:
    features = tuple(feature(f"f{n}", f"Feature {n}") for n in range(count))
    with pytest.raises(InvalidFields) as refusal:
        desk().events(c.ImportItems(source="x", features=features))
    assert refusal.value.fields == {"file": problem}


def test_the_same_list_again_changes_what_it_names_by_id() -> None:
    made = desk()
    made.events(c.ImportItems(source="x", features=(feature("f"),)))
    known = made.register.features[0].id
    made.events(c.ImportItems(source="x", features=(feature(known, "Renamed"),)))
    assert [f.name for f in made.register.features] == ["Renamed"]
