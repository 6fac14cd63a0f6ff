"""What the clock asks for after a project's end: follow-up evaluations, and improvement items that are due. Pure."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from flows.lifecycle.evaluation import FollowUpState, ImprovementState
from flows.lifecycle.readmodels import ProjectCard
from flows.names import SYSTEM, Role
from flows.notices import Notice, NoticeKind, Scalar
from flows.ports import Person

IMPROVEMENT_DUE = "ImprovementDue"
FOLLOW_UP_WAITS = "FollowUpWaits"
"""The ``event`` of the notices made here; neither is part of a project's history."""

WEEKEND = 5
AGAIN_AFTER = timedelta(days=7)
"""An improvement item is reminded of on its day and once more after a week."""
PATIENCE = timedelta(days=14)
"""A follow-up that nobody has answered by then is asked for once more."""


def to_open(card: ProjectCard, day: date) -> tuple[int, ...]:
    """The months of the follow-ups whose day has come."""
    return tuple(
        each.months for each in card.evaluation.follow_ups if each.state is FollowUpState.WAITING and each.due <= day
    )


def answerable(card: ProjectCard, people: Iterable[Person]) -> tuple[str, ...]:
    """The lead or, where their account is gone, the steering group; ``people`` are those that are known."""
    gone = {person.user_id for person in people if person.deleted}
    return card.holders(Role.STEERING) or (card.lead,) if card.lead in gone else (card.lead,)


def reminders(card: ProjectCard, day: date) -> Iterator[Notice]:
    """What is due and still open. Dedupe keys make each of them one message for ever."""
    for item in card.evaluation.improvements:
        if item.state is ImprovementState.OPEN and day >= item.due:
            which = "again" if day >= item.due + AGAIN_AFTER else "due"
            key = f"improvement:{item.id}:{item.due}:{which}:{item.owner}"
            yield _notice(card, IMPROVEMENT_DUE, item.owner, key, {"improvement_id": item.id})
    for each in card.evaluation.follow_ups:
        if each.state is FollowUpState.OPEN and day >= each.due + PATIENCE:
            for user in each.asked:
                key = f"follow_up:{card.id}:{each.months}:again:{user}"
                yield _notice(card, FOLLOW_UP_WAITS, user, key, {"months": each.months})


def _notice(card: ProjectCard, event: str, user: str, key: str, params: dict[str, Scalar]) -> Notice:
    return Notice(
        kind=NoticeKind.TOLD,
        team_id=card.team_id,
        audience=user,
        project_id=card.id,
        dedupe_key=key,
        params={"event": event, "by": SYSTEM, **params},
    )
