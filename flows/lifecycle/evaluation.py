"""What evaluation leaves behind: the outcome, figures that people gave, improvement items, follow-up evaluations."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from flows.names import Outcome

FOLLOW_UP_MONTHS = (12, 36)
"""When a closed project is looked at again: standards and grants land late (DOMAIN.md 7.5, M-05)."""


class ImprovementState(StrEnum):
    """What became of an improvement item."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class FollowUpState(StrEnum):
    """WAITING until its day; OPEN once its people are asked."""

    WAITING = "waiting"
    OPEN = "open"
    ANSWERED = "answered"
    SKIPPED = "skipped"


PENDING = frozenset({FollowUpState.WAITING, FollowUpState.OPEN})


class Change(StrEnum):
    """What may have happened since a project was closed."""

    PUBLISHED = "published"
    GRANTED = "granted"
    ADOPTED = "adopted"
    INCOME = "income"


@dataclass(frozen=True, slots=True)
class Given:
    """A figure that somebody gave. ``value`` is a decimal number as text, empty for "not known"."""

    indicator: str
    value: str
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Improvement:
    """A lesson with somebody who sees to it. ``due`` is the last day, in the time zone of the workspace."""

    id: str
    lesson: str
    owner: str
    due: date
    state: ImprovementState = ImprovementState.OPEN
    note: str = ""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A look at a closed project after so many months. ``due`` is the day it is asked for."""

    months: int
    due: date
    state: FollowUpState = FollowUpState.WAITING
    asked: tuple[str, ...] = ()
    verdict: Outcome | None = None
    changes: tuple[Change, ...] = ()
    note: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All of it. ``outcome`` is proposed until the project is completed, then final."""

    outcome: Outcome | None = None
    given: tuple[Given, ...] = ()
    improvements: tuple[Improvement, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()

    def improvement(self, improvement_id: str) -> Improvement | None:
        return next((item for item in self.improvements if item.id == improvement_id), None)

    def follow_up(self, months: int) -> FollowUp | None:
        return next((each for each in self.follow_ups if each.months == months), None)

    def with_given(self, given: tuple[Given, ...]) -> "Evaluation":
        """The latest figure for each indicator, in the order they were first given."""
        return replace(
            self, given=tuple(({g.indicator: g for g in self.given} | {g.indicator: g for g in given}).values())
        )

    def with_follow_up(self, changed: FollowUp) -> "Evaluation":
        return replace(
            self, follow_ups=tuple(changed if each.months == changed.months else each for each in self.follow_ups)
        )


NO_EVALUATION = Evaluation()


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise ValueError("every month has 28 days")


def planned(day: date) -> tuple[FollowUp, ...]:
    """The follow-up evaluations of a project that is completed on ``day``."""
    return tuple(FollowUp(months, months_after(day, months)) for months in FOLLOW_UP_MONTHS)
