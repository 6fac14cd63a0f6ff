"""Outcome, figures, improvement items and follow-ups: who may, when, and what is refused."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from flows.errors import IllegalMove, InvalidFields, NotAllowed, NotFound
from flows.lifecycle import commands as c
from flows.lifecycle.closing import outcome_of
from flows.lifecycle.evaluation import (
    Change,
    Evaluation,
    FollowUp,
    FollowUpState,
    ImprovementState,
    months_after,
    planned,
)
from flows.lifecycle.events import ImprovementAdded
from flows.lifecycle.project import Mark, Project, Score
from flows.lifecycle.scoresheet_text import shipped_sheets
from flows.names import Decision, Outcome, Status
from tests.builders import (
    CONTRIBUTOR,
    LEAD,
    NOW,
    PATENT,
    STEER,
    STRANGER,
    TECH,
    TODAY,
    build_gate,
    build_project,
)
from tests.flows.lifecycle.deciding import decide, done, names

IN_A_WEEK = TODAY + timedelta(days=7)
CLOSED = Evaluation(outcome=Outcome.SUCCESS, follow_ups=planned(TODAY))


def closing(**overrides: Any) -> Project:
    """A project in its last stage with everything settled."""
    return build_project(**({"stage": "evaluation", "deliverables": ()} | overrides))


def closed(**overrides: Any) -> Project:
    return closing(**({"status": Status.COMPLETED, "evaluation": CLOSED} | overrides))


def with_item() -> tuple[Project, str]:
    project = done(closing(), c.AddImprovement(lesson=" File first ", owner=CONTRIBUTOR, due=IN_A_WEEK))
    return project, project.evaluation.improvements[0].id


class TestOutcome:
    @pytest.mark.parametrize("by", [LEAD, STEER])
    def test_lead_and_steering_group_propose_it_in_the_last_stage(self, by: str) -> None:
        assert done(closing(), c.SetOutcome(outcome=Outcome.PARTIAL), by).evaluation.outcome is Outcome.PARTIAL

    def test_nobody_else_does(self) -> None:
        with pytest.raises(NotAllowed):
            decide(closing(), c.SetOutcome(outcome=Outcome.PARTIAL), TECH)

    def test_it_is_refused_before_the_last_stage_and_after_the_end(self) -> None:
        with pytest.raises(IllegalMove) as early:
            decide(build_project(), c.SetOutcome(outcome=Outcome.SUCCESS))
        with pytest.raises(IllegalMove) as late:
            decide(closed(), c.SetOutcome(outcome=Outcome.FAILED))
        assert (early.value.state, late.value.state) == ("not_last", Status.COMPLETED)

    def test_the_same_again_changes_nothing(self) -> None:
        project = done(closing(), c.SetOutcome(outcome=Outcome.PARTIAL))
        assert decide(project, c.SetOutcome(outcome=Outcome.PARTIAL)) == ()

    @pytest.mark.parametrize(
        ("points", "outcome"), [(10, Outcome.SUCCESS), (7, Outcome.SUCCESS), (5, Outcome.PARTIAL), (3, Outcome.FAILED)]
    )
    def test_without_a_proposal_the_closing_scores_speak(self, points: int, outcome: Outcome) -> None:
        sheet = shipped_sheets().latest("evaluation")
        assert sheet is not None
        marks = tuple(Mark(criterion.key, points, "Why") for criterion in sheet.criteria)
        given = Score("evaluation", STEER, NOW, sheet.name, sheet.version, marks)
        project = closing(scores=(given,))
        assert outcome_of(project) is outcome
        assert outcome_of(done(project, c.SetOutcome(outcome=Outcome.FAILED))) is Outcome.FAILED

    def test_nothing_is_said_where_nobody_proposed_or_scored(self) -> None:
        assert outcome_of(closing()) is None

    def test_the_last_gate_closes_the_project_with_it_and_plans_two_follow_ups(self) -> None:
        gate = build_gate(stage="evaluation", gatekeepers=(STEER,))
        project = closing(gate=gate, evaluation=Evaluation(outcome=Outcome.PARTIAL))
        ended = done(project, c.CastVote(gate_id=gate.id, decision=Decision.GO), STEER)
        assert (ended.status, ended.evaluation.outcome) == (Status.COMPLETED, Outcome.PARTIAL)
        assert ended.evaluation.follow_ups == planned(TODAY)


class TestFigures:
    @pytest.mark.parametrize(("typed", "kept"), [("80", "80"), (" 1,200.50 ", "1200.50"), ("80％", "80"), ("", "")])
    def test_numbers_are_taken_as_people_write_them(self, typed: str, kept: str) -> None:
        project = done(closing(), c.AnswerIndicators(figures=(("spend", typed, "note"),)), PATENT)
        assert [(g.value, g.note, g.by) for g in project.evaluation.given] == [(kept, "note", PATENT)]

    @pytest.mark.parametrize("typed", ["many", "nan", "1e999", "9" * 30, "--1"])
    def test_what_is_no_number_is_marked_at_its_field(self, typed: str) -> None:
        with pytest.raises(InvalidFields) as refused:
            decide(closing(), c.AnswerIndicators(figures=(("spend", typed, ""),)))
        assert refused.value.fields == {"spend": "not_a_number"}

    def test_an_unknown_indicator_is_refused(self) -> None:
        with pytest.raises(InvalidFields):
            decide(closing(), c.AnswerIndicators(figures=(("beauty", "1", ""),)))

    def test_only_what_changed_is_recorded_and_the_latest_counts(self) -> None:
        project = done(closing(), c.AnswerIndicators(figures=(("spend", "80", ""), ("implementers", "2", ""))))
        (event,) = decide(project, c.AnswerIndicators(figures=(("spend", "80", ""), ("implementers", "3", ""))))
        assert [g.indicator for g in event.given] == ["implementers"]  # type: ignore[attr-defined]  # the one event
        assert decide(project, c.AnswerIndicators(figures=(("spend", "80", ""),))) == ()

    def test_they_may_come_after_completion_but_not_after_a_stop(self) -> None:
        assert done(closed(), c.AnswerIndicators(figures=(("spend", "80", ""),))).evaluation.given
        with pytest.raises(IllegalMove):
            decide(closing(status=Status.STOPPED), c.AnswerIndicators(figures=()))


class TestImprovements:
    @pytest.mark.parametrize("status", list(Status))
    def test_a_lesson_becomes_an_item_in_a_project_of_any_status(self, status: Status) -> None:
        command = c.AddImprovement(lesson=" File first ", owner=STRANGER, due=IN_A_WEEK)
        (event,) = decide(closing(status=status), command, PATENT)
        assert isinstance(event, ImprovementAdded)
        assert (event.lesson, event.owner, event.due) == ("File first", STRANGER, IN_A_WEEK)

    def test_its_owner_joins_the_project(self) -> None:
        project = done(closing(), c.AddImprovement(lesson="x", owner=STRANGER, due=IN_A_WEEK))
        assert project.member(STRANGER) is not None

    def test_bad_input_is_marked_all_at_once(self) -> None:
        with pytest.raises(InvalidFields) as refused:
            decide(closing(), c.AddImprovement(lesson=" ", owner="", due=TODAY - timedelta(days=1)))
        assert refused.value.fields == {"lesson": "missing", "owner": "missing", "due": "in_the_past"}

    @pytest.mark.parametrize("by", [CONTRIBUTOR, LEAD, STEER])
    def test_owner_lead_and_steering_group_say_what_became_of_it(self, by: str) -> None:
        project, item = with_item()
        after = done(project, c.SettleImprovement(improvement_id=item, state=ImprovementState.DONE, note="Done"), by)
        assert after.evaluation.improvements[0].state is ImprovementState.DONE

    def test_others_do_not_and_an_unknown_item_is_not_found(self) -> None:
        project, item = with_item()
        with pytest.raises(NotAllowed):
            decide(project, c.SettleImprovement(improvement_id=item, state=ImprovementState.DONE), TECH)
        with pytest.raises(NotFound):
            decide(project, c.SettleImprovement(improvement_id="imp_0", state=ImprovementState.DONE))

    def test_dropping_one_needs_a_reason_and_it_can_be_opened_again(self) -> None:
        project, item = with_item()
        with pytest.raises(InvalidFields):
            decide(project, c.SettleImprovement(improvement_id=item, state=ImprovementState.DROPPED))
        project = done(
            project, c.SettleImprovement(improvement_id=item, state=ImprovementState.DROPPED, note="Too dear")
        )
        project = done(project, c.SettleImprovement(improvement_id=item, state=ImprovementState.OPEN))
        assert project.evaluation.improvements[0].state is ImprovementState.OPEN


class TestFollowUps:
    def test_they_come_after_twelve_and_thirty_six_months(self) -> None:
        assert [(f.months, f.due) for f in planned(date(2028, 2, 29))] == [
            (12, date(2029, 2, 28)), (36, date(2031, 2, 28)),
        ]  # fmt: skip
        assert months_after(date(2026, 12, 31), 2) == date(2027, 2, 28)

    def test_the_clock_opens_one_on_its_day_and_not_before(self) -> None:
        command = c.OpenFollowUp(months=12, asked=(LEAD,))
        assert decide(closed(), command, today=TODAY + timedelta(days=300)) == ()
        opened = done(closed(), command, today=months_after(TODAY, 12))
        assert opened.evaluation.follow_up(12) == FollowUp(
            12, months_after(TODAY, 12), FollowUpState.OPEN, asked=(LEAD,)
        )
        assert decide(opened, command, today=months_after(TODAY, 12)) == ()

    def test_an_answer_may_come_early_and_again_and_the_later_one_counts(self) -> None:
        answer = c.AnswerFollowUp(months=12, verdict=Outcome.PARTIAL, changes=(Change.GRANTED,), note="Granted")
        project = done(closed(), answer)
        assert decide(project, answer) == ()
        project = done(project, replace(answer, verdict=Outcome.SUCCESS), STEER)
        found = project.evaluation.follow_up(12)
        assert found is not None
        assert (found.state, found.verdict, found.by) == (FollowUpState.ANSWERED, Outcome.SUCCESS, STEER)

    def test_a_skip_needs_a_reason_and_a_later_answer_takes_it_back(self) -> None:
        with pytest.raises(InvalidFields):
            decide(closed(), c.SkipFollowUp(months=36))
        project = done(closed(), c.SkipFollowUp(months=36, reason="Sold"))
        with pytest.raises(IllegalMove):
            decide(project, c.SkipFollowUp(months=36, reason="Sold"))
        project = done(project, c.AnswerFollowUp(months=36, verdict=Outcome.FAILED))
        assert names(decide(project, c.AnswerFollowUp(months=36, verdict=Outcome.SUCCESS))) == ["FollowUpAnswered"]

    def test_a_project_that_planned_none_has_none(self) -> None:
        for command in (c.AnswerFollowUp(months=12, verdict=Outcome.SUCCESS), c.SkipFollowUp(months=12, reason="x")):
            with pytest.raises(NotFound):
                decide(closing(), command)

    def test_strand_leads_do_not_answer_for_the_project(self) -> None:
        with pytest.raises(NotAllowed):
            decide(closed(), c.AnswerFollowUp(months=12, verdict=Outcome.SUCCESS), TECH)
