"""The answer as a whole: what it may never do, and which clearance lets an item go."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.linkage.clearance import Audience, answer_of, findings_of, judge
from flows.linkage.codes import Answer, Body, ClearanceState, LicenceOption, OutwardKind, OutwardState, Severity
from flows.linkage.items import Family, Outward
from flows.linkage.judgements import Finding
from flows.linkage.register import Register
from tests.flows.linkage.registers import (
    TODAY,
    application,
    around,
    clearance,
    contribution,
    covers,
    declaration,
    family,
    feature,
    fired,
    judged,
    made,
    on,
    open_in,
    reads_on,
    register,
    standard,
)

RANK = {Answer.CLEAR: 0, Answer.NEEDS_PERSON: 1, Answer.BLOCKED: 2}
DAYS = st.integers(-40, 40).map(on)
KINDS = st.sampled_from(OutwardKind)
BODIES = st.sampled_from((None, *Body))
FEW = settings(max_examples=40)
AUDIENCES = st.none() | st.builds(
    Audience, shared=st.booleans(), external=st.booleans(), guests=st.booleans(), open=st.booleans()
)


@st.composite
def families(draw: st.DrawFn) -> tuple[Family, ...]:
    """Three families, each filed on some day or not at all."""
    days = draw(st.lists(st.none() | DAYS, min_size=3, max_size=3))
    return tuple(family(application(filed=day), number=n) for n, day in enumerate(days, 1))


@st.composite
def books(draw: st.DrawFn) -> Register:
    pairs = draw(st.sets(st.tuples(st.integers(1, 3), st.integers(1, 3))))
    return register(
        features=tuple(feature(n, not_patent_relevant=draw(st.sampled_from(("", "known")))) for n in (1, 2, 3)),
        families=draw(families()),
        links=(*(covers(f"fea_{f}", f"fam_{p}") for f, p in sorted(pairs)), reads_on()),
        outwards=tuple(made(draw(DAYS), number=n) for n in range(10, 10 + draw(st.integers(0, 2)))),
    )


@st.composite
def items(draw: st.DrawFn) -> Outward:
    features = draw(st.lists(st.sampled_from(("fea_1", "fea_2", "fea_3", "fea_9")), unique=True))
    item = contribution(draw(DAYS), features=tuple(features), under_nda=draw(st.booleans()))
    return replace(item, kind=draw(KINDS), body=draw(BODIES), marked_confidential=draw(st.booleans()))


@FEW
@given(books(), items(), AUDIENCES, st.sampled_from(("fea_1", "fea_2", "fea_3", "fea_9")))
def test_showing_more_never_makes_it_better(
    book: Register, item: Outward, audience: Audience | None, more: str
) -> None:
    if not item.features:  # to name one at last is an answer, not a disclosure more
        return
    before, _ = judge(book, item, around(audience=audience))
    after, _ = judge(
        book, replace(item, features=tuple(dict.fromkeys((*item.features, more)))), around(audience=audience)
    )
    assert RANK[after] >= RANK[before]


@FEW
@given(books(), items(), st.integers(0, 60))
def test_a_later_day_never_creates_a_block_for_novelty(book: Register, item: Outward, more: int) -> None:
    _, before = judge(book, item, around())
    _, after = judge(book, replace(item, available_on=item.available_on + timedelta(days=more)), around())
    assert len(fired(after, "R01")) <= len(fired(before, "R01"))


@FEW
@given(books(), items(), AUDIENCES)
def test_one_more_contribution_that_is_out_never_makes_it_better(
    book: Register, item: Outward, audience: Audience | None
) -> None:
    more = replace(book, outwards=(*book.outwards, made(on(-60), number=50)))
    before, after = (judge(b, item, around(audience=audience))[0] for b in (book, more))
    assert RANK[after] >= RANK[before]


@FEW
@given(books(), items())
def test_an_audience_never_makes_it_better_and_more_outsiders_never_either(book: Register, item: Outward) -> None:
    ladder = (None, Audience(guests=True), Audience(guests=True, external=True))
    if not item.under_nda:
        ranks = [RANK[judge(book, item, around(audience=a))[0]] for a in ladder]
        assert ranks == sorted(ranks)


@FEW
@given(books(), items())
def test_clear_means_that_every_feature_is_filed_earlier_or_cleared_in_writing(book: Register, item: Outward) -> None:
    answer, _ = judge(book, item, around())
    if answer is not Answer.CLEAR:
        return
    assert item.features
    for feature_id in item.features:
        known = next(f for f in book.features if f.id == feature_id)
        covering = {link.target for link in book.links if link.source == feature_id}
        days = [f.first_filed_on for f in book.families if f.id in covering]
        filed = any(day is not None and day < item.available_on and day <= TODAY for day in days)
        assert filed or known.not_patent_relevant


@FEW
@given(books(), items(), AUDIENCES)
def test_the_answer_is_the_worst_finding_and_every_block_says_what_lifts_it_and_who(
    book: Register, item: Outward, audience: Audience | None
) -> None:
    answer, found = judge(book, item, around(audience=audience))
    assert answer is answer_of(found)
    assert [f.severity for f in found] == sorted((f.severity for f in found), key=list(Severity).index)
    for finding in found:
        assert finding.severity is Severity.INFO or (finding.lifts and finding.roles)
    assert judge(book, item, around(audience=audience)) == (answer, found)


@FEW
@given(books())
def test_what_is_open_in_a_register_is_told_once(book: Register) -> None:
    found = findings_of(book, around())
    assert len(set(found)) == len(found)


def test_no_finding_is_clear() -> None:
    assert answer_of(()) is Answer.CLEAR
    assert answer_of((Finding(rule="R01b", severity=Severity.INFO),)) is Answer.CLEAR
    assert answer_of((Finding(rule="R01e", severity=Severity.WARN),)) is Answer.NEEDS_PERSON


def test_what_was_withdrawn_or_went_out_by_a_recorded_override_is_settled() -> None:
    book = register(families=(family(),))
    assert open_in(replace(book, outwards=(contribution(state=OutwardState.WITHDRAWN),)), "R01") == []
    item = made()
    _, told = judged(contribution(item.available_on), book)
    decided = clearance(item, ClearanceState.OVERRIDDEN, findings=told)
    overridden = replace(book, outwards=(item,), clearances=(decided,))
    assert open_in(overridden, "R01") == []
    assert open_in(replace(overridden, clearances=(clearance(item),)), "R01") != []


def test_several_rules_are_told_together_the_worst_first() -> None:
    book = register(
        families=(family(application(filed=on(-1))), family(number=2)),
        features=(feature(), feature(2)),
        standards=(standard(Body.IEEE),),
        declarations=(declaration(LicenceOption.FREE),),
    )
    item = contribution(on(0), Body.IEEE, features=("fea_1", "fea_2"), marked_confidential=True)
    answer, found = judged(item, book)
    assert answer is Answer.BLOCKED
    assert [(f.rule, f.severity.value) for f in found] == [
        ("R01", "block"), ("R01a", "block"), ("R01d", "warn"), ("R01e", "warn"), ("R01e", "warn"),
    ]  # fmt: skip
