"""A gate that asks for its score sheet passes only with it, whatever the votes; decided by whichever came last."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.errors import GateNotMet
from flows.lifecycle import commands as c
from flows.lifecycle import events as e
from flows.lifecycle.evolve import replay
from flows.lifecycle.machine import check_move
from flows.lifecycle.project import Condition, Project, Score
from flows.lifecycle.readiness import gate_blockers, reaches, unpassed
from flows.lifecycle.scores import standing
from flows.lifecycle.template import Template, Voting
from flows.lifecycle.usecases import judge
from flows.names import PASSING, STRANDS, Decision, Strand, VoteRule
from tests.builders import STEER, STEER2, TODAY, build_gate, build_project, build_settled, build_vote
from tests.flows.lifecycle.deciding import occasion
from tests.flows.lifecycle.test_houserules import template
from tests.scorecards import marks, score, sheet_for

GO, CONDITIONAL, HOLD, RECYCLE, MERGE, STOP = Decision
STAGE = "ideation"
TOP = sheet_for(STAGE).top
HALF = Voting(rule=VoteRule.SCORE, threshold=50, sheet_threshold=60)
RULES: Template = template(HALF)


def weak(strand: Strand) -> dict[str, int | None]:
    return {criterion.key: 1 for criterion in sheet_for(STAGE).criteria if criterion.strand is strand}


def at_gate(*scores: Score, votes: tuple[str, ...] = ()) -> Project:
    gate = build_gate(gatekeepers=(STEER, STEER2), votes=tuple(build_vote(user, GO) for user in votes))
    return build_project(deliverables=build_settled(), gate=gate, scores=scores)


def judged(project: Project, command: c.Command, by: str) -> tuple[e.Event, ...]:
    return judge(project, command, occasion(by), RULES)


CASES: list[tuple[str, tuple[Score, ...], list[str]]] = [
    ("nobody has scored", (), ["sheet_missing"]),
    ("all points", (score(STAGE, TOP),), []),
    ("too few points", (score(STAGE, 1),), ["sheet_below"]),
    ("on average enough", (score(STAGE, TOP), score(STAGE, 2, scorer=STEER2)), []),
    ("on average too few", (score(STAGE, TOP), score(STAGE, 0, scorer=STEER2)), ["sheet_below"]),
    ("one strand below half", (score(STAGE, TOP, weak(Strand.PATENT)),), ["sheet_below"]),
]


@pytest.mark.parametrize(("case", "scores", "codes"), CASES, ids=[case for case, *_ in CASES])
def test_what_the_sheet_lacks_is_a_blocker_with_those_who_can_lift_it(
    case: str, scores: tuple[Score, ...], codes: list[str]
) -> None:
    found = unpassed(at_gate(*scores), RULES)
    assert [blocker.code for blocker in found] == codes, case
    assert all(STEER in blocker.lifters for blocker in found)


@pytest.mark.parametrize("decision", sorted(PASSING))
@pytest.mark.parametrize(("case", "scores", "codes"), CASES, ids=[case for case, *_ in CASES])
def test_votes_enough_to_pass_pass_only_with_the_sheet(
    case: str, scores: tuple[Score, ...], codes: list[str], decision: Decision
) -> None:
    project = at_gate(*scores, votes=(STEER2,) if decision == GO else ())
    conditions = (Condition("File", STEER, TODAY),) if decision == CONDITIONAL else ()
    vote = c.CastVote(project_id=project.id, gate_id="gate_0000000001", decision=decision, conditions=conditions)
    events = judged(project, vote, STEER)
    assert any(isinstance(event, e.GateDecided) for event in events) is not bool(codes), case


def test_a_refusal_of_the_machine_lists_the_sheet() -> None:
    with pytest.raises(GateNotMet) as refused:
        check_move(RULES, at_gate(votes=(STEER, STEER2)), "advance")
    assert [blocker.code for blocker in refused.value.blockers] == ["sheet_missing"]


@pytest.mark.parametrize("decision", [HOLD, RECYCLE, STOP])
def test_a_low_sheet_keeps_nobody_from_stopping(decision: Decision) -> None:
    project = at_gate(score(STAGE, 0))
    reopen = (project.deliverables[0].id,) if decision == RECYCLE else ()
    vote = c.CastVote(
        project_id=project.id, gate_id="gate_0000000001", decision=decision, comment="because", reopen=reopen
    )
    first = judged(project, vote, STEER)
    events = judged(replay(first, project) or project, vote, STEER2) if len(first) == 1 else first
    assert any(isinstance(event, e.GateDecided) and event.decision == decision for event in events)


def test_the_sheet_that_was_missing_decides_when_it_comes() -> None:
    project = at_gate(votes=(STEER, STEER2))
    sheet = c.SubmitScore(project_id=project.id, stage=STAGE, marks=marks(STAGE, TOP))
    events = judged(project, sheet, STEER)
    assert [type(event).__name__ for event in events][:2] == ["ScoreSubmitted", "GateDecided"]


def test_a_review_can_be_requested_before_anybody_has_scored() -> None:
    assert gate_blockers(replace(at_gate(), gate=None), RULES) == ()


def test_a_gate_that_asks_for_no_sheet_needs_none() -> None:
    assert unpassed(at_gate(), template(Voting())) == ()


steps = st.lists(
    st.tuples(
        st.sampled_from((STEER, STEER2)),
        st.one_of(st.sampled_from((GO, HOLD, "abstain")), st.integers(0, TOP)),
        st.sampled_from((None, *STRANDS)),
    ),
    max_size=10,
)


@given(steps)
def test_no_sequence_of_votes_and_sheets_passes_a_gate_whose_rule_is_unmet(
    tried: list[tuple[str, Decision | str | int, Strand | None]],
) -> None:
    project = at_gate()
    for by, what, strand in tried:
        events = judged(project, command(project, what, strand), by)
        during = [event for event in events if not isinstance(event, e.GateDecided)][:1]
        before = replay(during, project) or project
        project = replay(events, project) or project
        if any(isinstance(event, e.GateDecided) and event.decision in PASSING for event in events):
            found = standing(before, STAGE)
            assert found is not None
            assert reaches(found, HALF.sheet_threshold)
            assert before.gate is not None
            assert {vote.voter for vote in before.gate.votes if vote.decision in PASSING}
        if project.gate is None:
            return


def command(project: Project, what: Decision | str | int, strand: Strand | None) -> c.Command:
    if isinstance(what, Decision):
        return c.CastVote(project_id=project.id, gate_id="gate_0000000001", decision=what, comment="because")
    if isinstance(what, int):
        given = marks(STAGE, what, weak(strand) if strand else None)
        return c.SubmitScore(project_id=project.id, stage=STAGE, marks=given)
    return c.Abstain(project_id=project.id, gate_id="gate_0000000001")
