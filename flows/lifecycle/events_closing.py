"""What happens around a project's closing and after it. Part of ``events.py``, through which everybody reads them."""

from dataclasses import dataclass
from datetime import date

from flows.lifecycle.evaluation import Change, Given, ImprovementState
from flows.lifecycle.event import Event
from flows.names import Outcome

__all__ = [
    "FollowUpAnswered",
    "FollowUpOpened",
    "FollowUpSkipped",
    "ImprovementAdded",
    "ImprovementSettled",
    "IndicatorsAnswered",
    "OutcomeProposed",
    "ProjectFollowed",
    "ProjectFollows",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeProposed(Event):
    outcome: Outcome
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorsAnswered(Event):
    given: tuple[Given, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImprovementAdded(Event):
    """``owner`` joins the project as a contributor where they were no member."""

    improvement_id: str
    lesson: str
    owner: str
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ImprovementSettled(Event):
    """Also opened again. ``lesson`` is the item's, for those who read the history."""

    improvement_id: str
    lesson: str
    state: ImprovementState
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpOpened(Event):
    """``asked`` are the people who answer for it now: the lead, or the steering group where the lead is gone."""

    months: int
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpAnswered(Event):
    months: int
    verdict: Outcome
    changes: tuple[Change, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpSkipped(Event):
    months: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFollows(Event):
    """This project was opened as a follow-on idea of another one that is over."""

    other_id: str
    other_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFollowed(Event):
    """A follow-on idea was opened from this project."""

    other_id: str
    other_key: str


CLOSING_EVENTS = (
    OutcomeProposed,
    IndicatorsAnswered,
    ImprovementAdded,
    ImprovementSettled,
    FollowUpOpened,
    FollowUpAnswered,
    FollowUpSkipped,
    ProjectFollows,
    ProjectFollowed,
)
