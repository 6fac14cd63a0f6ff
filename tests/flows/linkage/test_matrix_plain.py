"""The quick matrix equals one that is looked up the plain way: for every item, every link, all over again."""

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.linkage.codes import Body, Essentiality, LinkKind
from flows.linkage.items import Claim, Clause, Link
from flows.linkage.matrix import Gap, GapKind, matrix, metrics
from flows.linkage.promises import Promises
from flows.linkage.register import Register
from tests.flows.linkage.registers import (
    AT,
    TODAY,
    application,
    declaration,
    family,
    feature,
    register,
    standard,
)

CLAUSES = ("5.1", "5.2", "")
CLAIMS = (Claim(number=1, independent=True), Claim(number=2), Claim(number=3, independent=True))
ABOUT_LINKS = (GapKind.FEATURE_WITHOUT_CLAIM, GapKind.CLAIM_WITHOUT_CLAUSE, GapKind.CLAUSE_WITHOUT_DECLARATION,
               GapKind.ROW_TO_RECHECK)  # fmt: skip
FEATURES, FAMILIES, STANDARDS = (
    tuple(f"{kind}_{n}" for n in range(1, 5)) for kind in ("fea", "fam", "std")
)  # of each the fourth is in no register


def ties_of(kind: LinkKind, sources: tuple[str, ...], targets: tuple[str, ...]) -> st.SearchStrategy[Link]:
    return st.builds(
        Link, id=st.uuids().map(str), kind=st.just(kind), source=st.sampled_from(sources), by=st.just("U1"),
        target=st.sampled_from(targets), claim=st.integers(0, 3), clause=st.sampled_from(CLAUSES), at=st.just(AT),
        essentiality=st.sampled_from(Essentiality), recheck=st.sampled_from(("", "new text")),
    )  # fmt: skip


links = st.lists(
    ties_of(LinkKind.FEATURE_CLAIM, FEATURES, FAMILIES)
    | ties_of(LinkKind.CLAIM_CLAUSE, FAMILIES, STANDARDS)
    | ties_of(LinkKind.RESULT_CLAUSE, FEATURES, STANDARDS),
    max_size=25,
).map(tuple)


@st.composite
def books(draw: st.DrawFn) -> Register:
    bodies = draw(st.lists(st.sampled_from((Body.ISO, Body.CN_NATIONAL)), min_size=3, max_size=3))
    known = Clause(number="5.1", version="CD")
    return register(
        features=tuple(feature(n, retired=draw(st.booleans()), not_patent_relevant=draw(st.sampled_from(("", "Known"))))
                       for n in (3, 1, 2)),
        families=tuple(family(application(), number=n, claims=CLAIMS, dropped=draw(st.booleans())) for n in (2, 3, 1)),
        standards=tuple(standard(body, n, clauses=(known,)) for n, body in enumerate(bodies, start=1)),
        declarations=tuple(
            declaration(number=n, families=(f"fam_{n}",), standard_id=draw(st.sampled_from(("", "std_1"))))
            for n in draw(st.sets(st.integers(1, 3)))
        ),
        links=draw(links),
    )  # fmt: skip


def plain_gaps(book: Register) -> set[Gap]:
    """By the definitions of DOMAIN.md 3.4, one after the other."""
    features = [f for f in book.features if not f.retired]
    families = {f.id: f for f in book.families if not f.dropped}
    standards = {s.id: s for s in book.standards}
    covering = [x for x in book.links if x.kind is LinkKind.FEATURE_CLAIM and x.target in families
                and x.source in [f.id for f in features]]  # fmt: skip
    charted = [x for x in book.links if x.kind is LinkKind.CLAIM_CLAUSE and x.source in families
               and x.target in standards]  # fmt: skip
    live = [x for x in charted if x.essentiality is not Essentiality.REJECTED]
    found = {Gap(GapKind.ROW_TO_RECHECK, x.id, x.clause) for x in charted if x.recheck}
    found |= {Gap(GapKind.FEATURE_WITHOUT_CLAIM, f.id) for f in features
              if not f.not_patent_relevant and not any(x.source == f.id for x in covering)}  # fmt: skip
    claims = {(x.target, x.claim) for x in covering} | {(x.source, x.claim) for x in charted}
    claims |= {(f.id, claim.number) for f in families.values() for claim in f.claims if claim.independent}
    for family_id, number in claims:
        rows = [x.claim for x in live if x.source == family_id]
        if not (rows if number == 0 else number in rows or 0 in rows):
            found.add(Gap(GapKind.CLAIM_WITHOUT_CLAUSE, family_id, str(number or "")))
    promises = Promises.of(book, standards)
    for x in live:
        if not promises.made(x.source, standards[x.target].body, x.target):
            found.add(Gap(GapKind.CLAUSE_WITHOUT_DECLARATION, x.target, x.clause))
    return found


@settings(max_examples=150, deadline=None)
@given(books())
def test_every_gap_is_found_and_none_that_is_not_there(book: Register) -> None:
    found = [gap for gap in matrix(book).gaps if gap.kind in ABOUT_LINKS]
    assert len(found) == len(set(found))
    assert set(found) == plain_gaps(book)


@settings(max_examples=100, deadline=None)
@given(books())
def test_every_cell_holds_exactly_its_links_and_every_axis_its_items_in_order(book: Register) -> None:
    view = matrix(book)
    for (claim, clause), rows in view.rows.items():
        assert rows == tuple(
            x for x in book.links
            if x.kind is LinkKind.CLAIM_CLAUSE and (x.source, x.claim, x.target, x.clause) == (*claim, *clause)
        )  # fmt: skip
        assert claim in view.claims
        assert clause in view.clauses
    assert {claim for _, claim in view.covers} <= set(view.claims)
    assert view.claims == tuple(sorted(set(view.claims)))
    assert [clause.standard_id for clause in view.clauses] == sorted(clause.standard_id for clause in view.clauses)
    assert [f.number for f in view.features] == sorted(f.number for f in book.features if not f.retired)


@settings(max_examples=100, deadline=None)
@given(books())
def test_a_feature_is_linked_when_it_has_a_claim_and_reaches_a_clause(book: Register) -> None:
    """Over the claim or its family as a whole, or by its own result; a result alone is no claim."""
    rows = [x for x in book.links if x.kind is LinkKind.CLAIM_CLAUSE and x.essentiality is not Essentiality.REJECTED]
    linked = 0
    for one in (f for f in book.features if not f.retired):
        claims = [(x.target, x.claim) for x in book.links if x.kind is LinkKind.FEATURE_CLAIM and x.source == one.id]
        has_result = any(x.kind is LinkKind.RESULT_CLAUSE and x.source == one.id for x in book.links)
        reaches = any(x.source == f and (not claim or x.claim in (0, claim)) for x in rows for f, claim in claims)
        linked += bool(claims) and (has_result or reaches)
    assert metrics(book, TODAY).features_linked.part == linked
