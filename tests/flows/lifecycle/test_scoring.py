"""What score sheets come to: the numbers and rules of DOMAIN.md 7.3 and 7.4, by hand and by chance."""

from collections.abc import Mapping
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.lifecycle.project import Mark, Score
from flows.lifecycle.scoring import Result, closed, readable, recorded, result
from flows.names import STRANDS, Reading, Strand
from tests.builders import NOW
from tests.scorecards import score, sheet_for

ASSESSMENT, SCREENING = sheet_for("assessment"), sheet_for("ideation")
TECHNOLOGY = ("novelty", "maturity", "feasibility", "reach")


def of_assessment(*scores: Score, strands: tuple[Strand, ...] = STRANDS, asked: tuple[str, ...] = ()) -> Result:
    found = result(ASSESSMENT, strands, scores, asked=asked)
    assert found is not None
    return found


def of_screening(*scores: Score) -> Result:
    found = result(SCREENING, STRANDS, scores)
    assert found is not None
    return found


def test_the_shipped_sheets_have_the_questions_and_weights_of_the_field() -> None:
    weights: dict[Strand, int] = {}
    for criterion in ASSESSMENT.criteria:
        weights[criterion.strand] = weights.get(criterion.strand, 0) + criterion.weight
    assert weights == {Strand.TECHNOLOGY: 30, Strand.PATENT: 30, Strand.STANDARD: 30, Strand.MANAGEMENT: 10}
    assert len(ASSESSMENT.criteria) == 15
    assert len(SCREENING.criteria) == 5
    assert (SCREENING.top, SCREENING.total) == (4, 20)
    assert [c.key for c in SCREENING.criteria if c.zero_holds] == ["novelty", "owner"]


@pytest.mark.parametrize(
    ("points", "total", "reading"),
    [(10, 100, Reading.RECOMMEND), (7, 70, Reading.RECOMMEND), (6, 60, Reading.CONDITIONAL), (5, 50, Reading.REWORK)],
)
def test_a_total_is_read_by_its_band(points: int, total: int, reading: Reading) -> None:
    found = of_assessment(score("assessment", points))
    assert found.total == total
    assert found.reading == reading


@pytest.mark.parametrize(
    ("changed", "total", "reading"),
    [
        ({"essentiality": 6}, Fraction(139, 2), Reading.CONDITIONAL),  # half a point below 70
        ({"influence": 6, "breadth": 8}, 70, Reading.RECOMMEND),
    ],
)
def test_a_band_begins_exactly_at_its_mark(changed: Mapping[str, int], total: Fraction, reading: Reading) -> None:
    found = of_assessment(score("assessment", 7, changed))
    assert found.total == total
    assert found.reading == reading


def test_a_weak_strand_is_no_linkage_however_high_the_total() -> None:
    found = of_assessment(score("assessment", 10, dict.fromkeys(TECHNOLOGY, 4)))
    assert found.total == 82
    assert [part.strand for part in found.strands if part.weak] == [Strand.TECHNOLOGY]
    assert found.reading == Reading.REWORK


def test_half_the_weight_is_enough_for_a_strand() -> None:
    found = of_assessment(score("assessment", 10, dict.fromkeys(TECHNOLOGY, 5)))
    assert not any(part.weak for part in found.strands)
    assert found.reading == Reading.RECOMMEND


def test_value_and_risk_is_no_strand_that_could_be_weak() -> None:
    found = of_assessment(score("assessment", 9, {"value_risk": 1}))
    assert found.reading == Reading.RECOMMEND


def test_what_does_not_apply_leaves_its_weight_to_its_own_strand() -> None:
    found = of_assessment(score("assessment", 5, {"novelty": None, "maturity": 10, "feasibility": 10, "reach": 10}))
    technology, *others = found.strands
    assert technology.points == technology.weight == 30
    assert [part.points for part in others] == [15, 15, 5]
    assert found.total == 65


def test_a_strand_the_project_does_not_follow_leaves_its_weight_to_all_others() -> None:
    two = (Strand.TECHNOLOGY, Strand.PATENT)
    found = of_assessment(score("assessment", 8, strands=two), strands=two)
    assert found.total == 80
    assert [part.strand for part in found.strands] == [Strand.TECHNOLOGY, Strand.PATENT, Strand.MANAGEMENT]
    assert sum(part.weight for part in found.strands) == 100


@pytest.mark.parametrize("key", ["novelty", "owner"])
def test_no_points_for_novelty_or_owner_hold_a_high_screen(key: str) -> None:
    found = of_screening(score("ideation", 4, {key: 0}))
    assert found.total == 16
    assert found.reading == Reading.HOLD


def test_no_points_elsewhere_do_not_hold() -> None:
    assert of_screening(score("ideation", 4, {"gap_timing": 0})).reading == Reading.RECOMMEND


def test_one_reviewers_zero_is_enough_to_hold() -> None:
    found = of_screening(score("ideation", 4), score("ideation", 4, {"owner": 0}, scorer="U2"))
    assert found.reading == Reading.HOLD


@pytest.mark.parametrize(("points", "reading"), [(3, Reading.RECOMMEND), (2, Reading.REWORK)])
def test_the_screen_passes_from_twelve_points(points: int, reading: Reading) -> None:
    assert of_screening(score("ideation", points)).reading == reading


def test_twelve_of_twenty_pass_and_eleven_do_not() -> None:
    twelve = {"importance": 3, "gap_timing": 3}
    assert of_screening(score("ideation", 2, twelve)).reading == Reading.RECOMMEND
    assert of_screening(score("ideation", 2, {"importance": 3})).reading == Reading.REWORK


def test_reviewers_are_averaged_and_their_spread_shown() -> None:
    found = of_assessment(score("assessment", 8), score("assessment", 6, scorer="U2"))
    assert found.total == 70
    assert found.totals == (("U0EMMA", Fraction(80)), ("U2", Fraction(60)))
    assert found.spread == 20


@pytest.mark.parametrize(("second", "disagree"), [(6, True), (7, False)])
def test_a_fifth_of_the_sheet_between_totals_is_disagreement(second: int, disagree: bool) -> None:
    found = of_assessment(score("assessment", 8), score("assessment", second, scorer="U2"))
    assert (found.disagree, found.apart) == (disagree, ())


@pytest.mark.parametrize(("second", "apart"), [(2, ("venue",)), (3, ())])
def test_more_than_half_the_scale_on_one_criterion_is_disagreement(second: int, apart: tuple[str, ...]) -> None:
    found = of_assessment(score("assessment", 8), score("assessment", 8, {"venue": second}, scorer="U2"))
    assert found.apart == apart
    assert found.disagree is bool(apart)


def test_one_reviewer_cannot_disagree() -> None:
    assert not of_assessment(score("assessment", 5, {"venue": 0, "novelty": 10})).disagree


def test_not_applicable_is_no_opinion_to_disagree_with() -> None:
    found = of_assessment(score("assessment", 8), score("assessment", 8, {"venue": None}, scorer="U2"))
    assert not found.disagree


def test_who_has_not_scored_is_named() -> None:
    assert of_assessment(score("assessment"), asked=("U0EMMA", "U2", "U3", "U2")).missing == ("U2", "U3")


def test_without_scores_there_is_no_result() -> None:
    assert result(ASSESSMENT, STRANDS, ()) is None


def test_open_scores_are_read_by_those_who_have_given_theirs_and_by_nobody_else() -> None:
    scores = (score("assessment", scorer="U1"), score("assessment", scorer="U2"))
    assert [readable(scores, user) for user in ("U1", "U2", "U3")] == [True, True, False]


def test_scores_a_gate_has_closed_over_are_read_by_all() -> None:
    assert readable(closed((score("assessment", scorer="U1"),)), "U3")


def test_a_new_score_after_a_recycle_hides_the_rest_until_everybody_has_given_theirs_again() -> None:
    before = closed((score("assessment", scorer="U1"), score("assessment", scorer="U2")))
    after = recorded(before, score("assessment", 9, scorer="U1", number=2))
    assert [s.scorer for s in after] == ["U1", "U2"]
    assert readable(after, "U1")
    assert not readable(after, "U2")


# ------------------------------------------------------------------------------------------------- by chance
POINTS = st.one_of(st.none(), st.integers(0, 10))
MARKS = st.tuples(*(POINTS for _ in ASSESSMENT.criteria)).map(
    lambda given_: tuple(Mark(c.key, p) for c, p in zip(ASSESSMENT.criteria, given_, strict=True))
)
REVIEWERS = st.lists(MARKS, min_size=1, max_size=4).map(
    lambda all_: tuple(Score("assessment", f"U{n}", NOW, "assessment", 1, m) for n, m in enumerate(all_))
)
SOME_STRANDS = st.sets(st.sampled_from(STRANDS), min_size=1).map(lambda s: tuple(x for x in STRANDS if x in s))


@given(REVIEWERS, SOME_STRANDS)
def test_a_total_never_leaves_the_sheet(scores: tuple[Score, ...], strands: tuple[Strand, ...]) -> None:
    found = of_assessment(*scores, strands=strands)
    assert 0 <= found.total <= ASSESSMENT.total
    assert found.total == sum(part.points for part in found.strands)
    assert all(0 <= part.points <= part.weight for part in found.strands)
    assert found.total * len(scores) == sum(points for _, points in found.totals)
    assert 0 <= found.spread <= ASSESSMENT.total


@given(REVIEWERS, st.sampled_from([c.key for c in ASSESSMENT.criteria]))
def test_more_points_never_make_a_total_smaller(scores: tuple[Score, ...], key: str) -> None:
    first, *others = scores
    before = next(m.points for m in first.marks if m.criterion == key)
    if before is None or before == ASSESSMENT.top:
        return
    raised = tuple(Mark(m.criterion, before + 1) if m.criterion == key else m for m in first.marks)
    better = Score(first.stage, first.scorer, first.at, first.sheet, 1, raised)
    assert of_assessment(better, *others).total > of_assessment(*scores).total


@given(REVIEWERS, st.randoms(use_true_random=False))
def test_the_order_of_reviewers_and_criteria_changes_nothing(scores: tuple[Score, ...], chance: Random) -> None:
    turned = [
        Score(s.stage, s.scorer, s.at, s.sheet, 1, tuple(chance.sample(s.marks, len(s.marks))))
        for s in chance.sample(scores, len(scores))
    ]
    one, other = of_assessment(*scores), of_assessment(*turned)
    assert (one.total, one.strands, one.spread, one.reading, one.apart) == (
        other.total, other.strands, other.spread, other.reading, other.apart,
    )  # fmt: skip


def test_equal_marks_from_everybody_are_their_own_average() -> None:
    three = [score("assessment", 7, scorer=f"U{n}") for n in range(3)]
    assert of_assessment(*three).total == of_assessment(three[0]).total == 70


PEOPLE = ("U1", "U2", "U3")
MOMENTS = st.lists(st.one_of(st.sampled_from(PEOPLE), st.just("gate decided")), max_size=12)


@given(MOMENTS)
def test_whatever_happens_nobody_reads_an_open_score_before_giving_their_own(moments: list[str]) -> None:
    scores: tuple[Score, ...] = ()
    gave: set[str] = set()
    for moment in moments:
        if moment == "gate decided":
            scores, gave = closed(scores), set()
        else:
            scores, gave = recorded(scores, score("assessment", scorer=moment)), gave | {moment}
        assert [user for user in PEOPLE if readable(scores, user)] == [u for u in PEOPLE if u in gave or not gave]
        assert len({s.scorer for s in scores}) == len(scores)
