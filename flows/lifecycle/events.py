"""What has happened, past tense. A project's state is exactly the fold of its events (``evolve.py``)."""

from dataclasses import dataclass
from datetime import date

from flows.lifecycle.evaluation import FollowUp
from flows.lifecycle.event import Event as Event
from flows.lifecycle.events_closing import *  # noqa: F403 -- one door: everybody reads all events from here
from flows.lifecycle.events_closing import CLOSING_EVENTS
from flows.lifecycle.events_extra import *  # noqa: F403 -- likewise
from flows.lifecycle.events_extra import EXTRA_EVENTS
from flows.lifecycle.project import Deliverable, Mark, Member, Vote
from flows.lifecycle.template import HouseRule
from flows.names import Bilingual, Confidentiality, Decision, Outcome, Role, Strand


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectCreated(Event):
    team_id: str
    key: str
    name: str
    summary: str
    strands: tuple[Strand, ...]
    confidentiality: Confidentiality
    channel_id: str
    template: str
    template_version: int
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectEdited(Event):
    name: str
    summary: str
    channel_id: str
    confidentiality: Confidentiality


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesChanged(Event):
    """The complete member list after the change."""

    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StrandStatesChanged(Event):
    """Only the strands that changed."""

    states: tuple[tuple[Strand, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StageEntered(Event):
    stage: str
    deliverables: tuple[Deliverable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverableSubmitted(Event):
    deliverable_id: str
    number: int
    text: str
    link: str
    file_id: str
    file_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionAccepted(Event):
    deliverable_id: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesRequested(Event):
    deliverable_id: str
    number: int
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverableWaived(Event):
    deliverable_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverAsked(Event):
    deliverable_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreTimeAsked(Event):
    deliverable_id: str
    until: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDeclined(Event):
    deliverable_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDateChanged(Event):
    deliverable_id: str
    due: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverableHandedOver(Event):
    """``to`` joins the project as a contributor where they were no member."""

    deliverable_id: str
    to: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverableReopened(Event):
    deliverable_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GateRequested(Event):
    gate_id: str
    stage: str
    gatekeepers: tuple[str, ...]
    note: str
    proposal: Decision | None = None
    closes_on: date | None = None
    votes: tuple[Vote, ...] = ()
    house: HouseRule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GateWithdrawn(Event):
    gate_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCast(Event):
    gate_id: str
    vote: Vote


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteAbstained(Event):
    gate_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictDeclared(Event):
    gate_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteHandedOver(Event):
    """``to`` votes in the place of ``by`` at this gate; a vote already given is dropped."""

    gate_id: str
    to: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GatekeeperLeft(Event):
    """``user_id`` was deactivated, is no member any more, or lost the role that decides."""

    gate_id: str
    user_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionsSet(Event):
    """What a conditional go asks for, as deliverables of ``stage``; their assignees join the project."""

    gate_id: str
    stage: str
    deliverables: tuple[Deliverable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GateDecided(Event):
    """``comments`` joins the comments of those who voted for the decision, one per line."""

    gate_id: str
    stage: str
    decision: Decision
    comments: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectHeld(Event):
    until: date | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectResumed(Event):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectStopped(Event):
    """``merged_into`` and ``merged_key`` name the project that carries on, where a gate merged this one."""

    reason: str
    merged_into: str = ""
    merged_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectTookOver(Event):
    """Another project was merged into this one."""

    other_id: str
    other_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectCompleted(Event):
    """``outcome`` is None where nobody proposed one and the stage was not scored."""

    outcome: Outcome | None = None
    follow_ups: tuple[FollowUp, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSubmitted(Event):
    """``number`` counts a reviewer's sheets for the stage from 1. ``scoring.readable`` says who may see ``marks``."""

    stage: str
    sheet: str
    sheet_version: int
    number: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Renewal:
    """What another version says about a deliverable that stays. ``again``: waived unasked before, it is open again."""

    deliverable_id: str
    title: Bilingual
    strand: Strand
    role: Role
    required: bool
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateMigrated(Event):
    """The project follows another version from now on. Only deliverables of the present ``stage`` change: ``retired``
    ones are waived, ``released`` ones keep their work and are not required any more."""

    stage: str
    from_version: int
    to_version: int
    added: tuple[Deliverable, ...]
    renewed: tuple[Renewal, ...]
    retired: tuple[str, ...]
    released: tuple[str, ...]


EVENTS: dict[str, type[Event]] = {
    cls.__name__: cls
    for cls in (
        ProjectCreated, ProjectEdited, RolesChanged, StrandStatesChanged, StageEntered, DeliverableSubmitted,
        SubmissionAccepted, ChangesRequested, DeliverableWaived, WaiverAsked, MoreTimeAsked, RequestDeclined,
        DueDateChanged, DeliverableHandedOver, DeliverableReopened, GateRequested, GateWithdrawn, VoteCast,
        GateDecided, ProjectHeld, ProjectResumed, ProjectStopped, ProjectCompleted,
        ScoreSubmitted, VoteAbstained, ConflictDeclared, VoteHandedOver, GatekeeperLeft, ConditionsSet, ProjectTookOver,
        TemplateMigrated,
        *CLOSING_EVENTS, *EXTRA_EVENTS,
    )
}  # fmt: skip
"""Every event by its name, as history rows store it. Add a new event here, and to ``evolve.py``."""
