"""Who fills in a score sheet, when, and what a whole one is."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from flows.errors import IllegalMove, InvalidFields, NotAllowed
from flows.lifecycle.announce import announce
from flows.lifecycle.commands import SubmitScore
from flows.lifecycle.events import GateDecided, ProjectStopped, ScoreSubmitted
from flows.lifecycle.evolve import evolve, replay
from flows.lifecycle.project import Mark, Project
from flows.lifecycle.scores import of_stage, scorers, sheet_of, standing
from flows.lifecycle.scoresheet import ScoreSheets
from flows.lifecycle.scoring import readable
from flows.names import Decision, Role, Status, Strand
from flows.notices import NoticeKind
from tests.builders import (
    CONTRIBUTOR,
    LEAD,
    NOW,
    PATENT,
    PROJECT_ID,
    STD,
    STEER,
    STEER2,
    TECH,
    build_gate,
    build_project,
)
from tests.flows.lifecycle.deciding import decide, done, names
from tests.scorecards import marks, score, sheet_for

DECIDERS = (Role.STEERING,)


def sheet(stage: str = "ideation", points: int | None = 2, **changed: int | None) -> SubmitScore:
    return SubmitScore(project_id=PROJECT_ID, stage=stage, marks=marks(stage, points, changed))


def but(key: str, change: Callable[[Mark], Mark], stage: str = "ideation") -> SubmitScore:
    """A whole sheet in which one mark differs."""
    whole = sheet(stage)
    return replace(whole, marks=tuple(change(m) if m.criterion == key else m for m in whole.marks))


@pytest.mark.parametrize("user", [STEER, STEER2, TECH, PATENT, STD])
def test_gatekeepers_and_strand_leads_score(user: str) -> None:
    (event,) = decide(build_project(), sheet(), user)
    assert isinstance(event, ScoreSubmitted)
    assert (event.stage, event.sheet, event.sheet_version, event.number) == ("ideation", "screening", 1, 1)
    assert event.marks == marks("ideation", 2)


@pytest.mark.parametrize("user", [LEAD, CONTRIBUTOR])
def test_nobody_else_scores_and_they_hear_who_does(user: str) -> None:
    with pytest.raises(NotAllowed) as refusal:
        decide(build_project(), sheet(), user)
    assert refusal.value.can == (STEER, STEER2, TECH, PATENT, STD)


def test_the_leads_of_strands_the_project_does_not_follow_are_not_asked() -> None:
    project = build_project(strands=(Strand.TECHNOLOGY,))
    assert scorers(project, DECIDERS) == (STEER, STEER2, TECH)


def test_once_a_gate_is_open_its_gatekeepers_score() -> None:
    project = build_project(gate=build_gate(gatekeepers=(STEER2, CONTRIBUTOR)))
    assert scorers(project, DECIDERS)[:2] == (STEER2, CONTRIBUTOR)
    assert STEER not in scorers(project, DECIDERS)


@pytest.mark.parametrize(
    ("changes", "command", "state"),
    [
        ({"status": Status.HELD}, sheet(), "held"),
        ({"status": Status.STOPPED}, sheet(), "stopped"),
        ({"stage": "assessment"}, sheet(), "stage_over"),
        ({"stage": "initiation"}, replace(sheet(), stage="initiation"), "no_sheet"),
    ],
)
def test_only_the_present_stage_of_an_active_project_is_scored(
    changes: dict[str, str], command: SubmitScore, state: str
) -> None:
    with pytest.raises(IllegalMove) as refusal:
        decide(build_project(**changes), command, STEER)
    assert refusal.value.state == state


@pytest.mark.parametrize(
    ("key", "change", "field", "problem"),
    [
        ("importance", lambda m: replace(m, points=0, comment=""), "importance_why", "extreme"),
        ("importance", lambda m: replace(m, points=4, comment="  "), "importance_why", "extreme"),
        ("importance", lambda m: replace(m, points=5), "importance", "unknown_value"),
        ("importance", lambda m: replace(m, points=-1), "importance", "unknown_value"),
        ("importance", lambda m: replace(m, criterion="luck"), "importance", "missing"),
        ("importance", lambda m: replace(m, comment="x" * 2001), "importance_why", "too_long"),
        ("importance", lambda m: replace(m, evidence="report.pdf"), "importance_why", "not_a_link"),
        ("novelty", lambda m: replace(m, points=None), "novelty", "unknown_value"),
        ("owner", lambda m: replace(m, points=None), "owner", "unknown_value"),
        ("protectability", lambda m: replace(m, points=None), "protectability", "nothing_scored"),
    ],
)
def test_a_sheet_is_refused_field_by_field(key: str, change: Callable[[Mark], Mark], field: str, problem: str) -> None:
    with pytest.raises(InvalidFields) as refusal:
        decide(build_project(), but(key, change), STEER)
    assert refusal.value.fields == {field: problem}


@pytest.mark.parametrize("points", [1, 2, 3])
def test_points_between_the_ends_need_no_reason(points: int) -> None:
    assert decide(build_project(), but("importance", lambda m: replace(m, points=points, comment="")), STEER)


def test_an_empty_sheet_misses_everything() -> None:
    with pytest.raises(InvalidFields) as refusal:
        decide(build_project(), replace(sheet(), marks=()), STEER)
    assert refusal.value.fields == {c.key: "missing" for c in sheet_for("ideation").criteria}


def test_criteria_that_are_not_asked_are_left_out() -> None:
    project = build_project(strands=(Strand.TECHNOLOGY,))
    (event,) = decide(project, sheet(), STEER)
    assert isinstance(event, ScoreSubmitted)
    assert [m.criterion for m in event.marks] == ["importance", "novelty", "owner"]


def test_the_same_sheet_again_changes_nothing() -> None:
    project = done(build_project(), sheet(), STEER)
    assert decide(project, sheet(), STEER) == ()


def test_a_changed_sheet_replaces_the_first_and_the_history_keeps_both() -> None:
    project, first = build_project(), decide(build_project(), sheet(), STEER)
    again = decide(done(project, sheet(), STEER), sheet(points=3), STEER)
    after = replay((*first, *again), project)
    assert after is not None
    (kept,) = of_stage(after, "ideation")
    assert (kept.number, kept.marks) == (2, marks("ideation", 3))
    assert [event.marks[0].points for event in (*first, *again) if isinstance(event, ScoreSubmitted)] == [2, 3]


@pytest.mark.parametrize("decision", list(Decision))
def test_a_decided_gate_opens_the_scores_to_everybody(decision: Decision) -> None:
    project = done(build_project(gate=build_gate()), sheet(), STEER)
    assert not readable(project.scores, LEAD)
    decided = GateDecided(
        project_id=PROJECT_ID, by=STEER, at=NOW, gate_id="gate_0000000001", stage="ideation", decision=decision,
        comments="",
    )  # fmt: skip
    assert readable(evolve(project, decided).scores, LEAD)


def test_a_stopped_project_opens_its_scores() -> None:
    project = done(build_project(), sheet(), STEER)
    assert readable(evolve(project, ProjectStopped(project_id=PROJECT_ID, by=LEAD, at=NOW, reason="x")).scores, LEAD)


def test_the_same_marks_after_a_closed_gate_are_a_new_opinion() -> None:
    project = build_project(scores=(score("ideation", 2, closed=True),))
    assert names(decide(project, sheet(), STEER)) == ["ScoreSubmitted"]


def test_the_sheet_a_stage_was_scored_with_stays_its_sheet() -> None:
    old = sheet_for("ideation")
    newer = replace(old, version=2)
    sheets = ScoreSheets([old, newer])
    assert sheet_of(build_project(), "ideation", sheets) == newer
    assert sheet_of(build_project(scores=(score("ideation"),)), "ideation", sheets) == old


def test_a_standing_says_what_a_stage_comes_to_and_who_is_missing() -> None:
    project = done(build_project(), sheet(points=3), STEER)
    found = standing(project, "ideation", scorers(project, DECIDERS))
    assert found is not None
    assert found.total == 15
    assert found.missing == (STEER2, TECH, PATENT, STD)
    assert standing(build_project(), "ideation") is None
    assert standing(build_project(stage="initiation"), "initiation") is None


def test_a_score_changes_every_ballot_and_tells_nobody_the_points() -> None:
    before = replace(build_project(gate=build_gate()), version=3)
    events = decide(before, sheet(points=3), STEER)
    after = replay(events, before)
    assert isinstance(after, Project)
    notices = announce(before, replace(after, version=4), events)
    assert {n.audience for n in notices if n.kind is NoticeKind.BALLOT} == {STEER, STEER2}
    assert not any("marks" in n.params or "3" in map(str, n.params.values()) for n in notices)
