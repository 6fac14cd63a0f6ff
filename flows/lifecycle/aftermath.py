"""What evaluation events make of a project, its improvement items and follow-ups: part of ``evolve.py``'s fold."""

from dataclasses import replace

from flows.lifecycle import events as e
from flows.lifecycle.evaluation import Evaluation, FollowUp, FollowUpState, Improvement
from flows.lifecycle.project import Member, Project
from flows.names import Status


def joined(project: Project, user_id: str) -> Project:
    """With this person on the project: a contributor where they were no member."""
    if project.member(user_id) is not None:
        return project
    return replace(project, members=(*project.members, Member(user_id)))


def completed(project: Project, event: e.ProjectCompleted) -> Project:
    evaluation = replace(project.evaluation, outcome=event.outcome, follow_ups=event.follow_ups)
    return replace(project, status=Status.COMPLETED, evaluation=evaluation)


def outcome_proposed(project: Project, event: e.OutcomeProposed) -> Project:
    return replace(project, evaluation=replace(project.evaluation, outcome=event.outcome))


def indicators_answered(project: Project, event: e.IndicatorsAnswered) -> Project:
    return replace(project, evaluation=project.evaluation.with_given(event.given))


def improvement_added(project: Project, event: e.ImprovementAdded) -> Project:
    item = Improvement(event.improvement_id, event.lesson, event.owner, event.due)
    evaluation = replace(project.evaluation, improvements=(*project.evaluation.improvements, item))
    return replace(joined(project, event.owner), evaluation=evaluation)


def improvement_settled(project: Project, event: e.ImprovementSettled) -> Project:
    items = tuple(
        replace(item, state=event.state, note=event.note) if item.id == event.improvement_id else item
        for item in project.evaluation.improvements
    )
    return replace(project, evaluation=replace(project.evaluation, improvements=items))


def follow_up_opened(project: Project, event: e.FollowUpOpened) -> Project:
    changed = replace(_found(project.evaluation, event.months), state=FollowUpState.OPEN, asked=event.asked)
    return replace(project, evaluation=project.evaluation.with_follow_up(changed))


def follow_up_answered(project: Project, event: e.FollowUpAnswered) -> Project:
    changed = replace(
        _found(project.evaluation, event.months),
        state=FollowUpState.ANSWERED,
        verdict=event.verdict,
        changes=event.changes,
        note=event.note,
        by=event.by,
    )
    return replace(project, evaluation=project.evaluation.with_follow_up(changed))


def follow_up_skipped(project: Project, event: e.FollowUpSkipped) -> Project:
    changed = replace(
        _found(project.evaluation, event.months), state=FollowUpState.SKIPPED, note=event.reason, by=event.by
    )
    return replace(project, evaluation=project.evaluation.with_follow_up(changed))


def _found(evaluation: Evaluation, months: int) -> FollowUp:
    found = evaluation.follow_up(months)
    if found is None:
        raise ValueError(f"no follow-up after {months} months is planned")
    return found
