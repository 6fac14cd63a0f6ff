"""What people can ask for, imperative. Fields are parsed and typed, not yet judged."""

from dataclasses import dataclass
from datetime import date

from flows.lifecycle.asks import *  # noqa: F403 -- one door: everybody reads all commands from here
from flows.lifecycle.command import Command as Command
from flows.lifecycle.evaluation import Change, ImprovementState
from flows.lifecycle.project import Condition, Mark
from flows.lifecycle.template import DEFAULT_TEMPLATE
from flows.names import Confidentiality, Decision, Outcome, Role, Strand


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateProject(Command):
    """``channel_id`` is empty for a project without one; ``follows`` is the id of the project it follows on from."""

    name: str
    summary: str
    strands: tuple[Strand, ...]
    lead: str
    channel_id: str
    confidentiality: Confidentiality
    template: str = DEFAULT_TEMPLATE
    follows: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditProject(Command):
    name: str
    summary: str
    channel_id: str
    confidentiality: Confidentiality


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignRoles(Command):
    """The complete new list of holders for each role that is named. LEAD needs exactly one."""

    holders: tuple[tuple[Role, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetStrandStates(Command):
    states: tuple[tuple[Strand, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitDeliverable(Command):
    """At least one of text, link and file."""

    deliverable_id: str
    text: str = ""
    link: str = ""
    file_id: str = ""
    file_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptSubmission(Command):
    """``number`` is the version that was looked at; a newer one makes this stale."""

    deliverable_id: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestChanges(Command):
    deliverable_id: str
    number: int
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver(Command):
    """Give a deliverable to somebody else; a non-member becomes a contributor."""

    deliverable_id: str
    to: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenDeliverable(Command):
    """Take back an acceptance or a waiver while the stage is still the present one."""

    deliverable_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestGate(Command):
    """``proposal`` is the decision that whoever asks would like to see."""

    note: str = ""
    proposal: Decision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawGate(Command):
    gate_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CastVote(Command):
    gate_id: str
    decision: Decision
    comment: str = ""
    hold_until: date | None = None
    reopen: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    merge_into: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstain(Command):
    """Be counted as present, for no decision."""

    gate_id: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareConflict(Command):
    """Give up one's vote at this gate for a conflict of interest."""

    gate_id: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandVoteOver(Command):
    """Let another member vote in one's place at this gate."""

    gate_id: str
    to: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitScore(Command):
    """A whole sheet for the stage a form displayed."""

    stage: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideAccess(Command):
    """An administrator wants to read a project that is closed to them. Changes nothing but the history."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointLead(Command):
    """An administrator gives a project a new lead, where nobody who could is left."""

    lead: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldProject(Command):
    until: date | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeProject(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class StopProject(Command):
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetOutcome(Command):
    """What to close the project as, for the last gate to decide over."""

    outcome: Outcome
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerIndicators(Command):
    """Figures by indicator: its key, a number as typed (empty: not known), and a note."""

    figures: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddImprovement(Command):
    lesson: str
    owner: str
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleImprovement(Command):
    """Say what became of an item, or open it again."""

    improvement_id: str
    state: ImprovementState
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFollowUp(Command):
    """``months`` names the follow-up evaluation: 12 or 36."""

    months: int
    verdict: Outcome
    changes: tuple[Change, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipFollowUp(Command):
    months: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddDeliverable(Command):
    """Work beside what the template asks for, in the present stage. It does not hold up the gate.

    Empty ``assignee``: whoever leads the strand, else the project. ``due`` None: ``adding.USUAL_DAYS`` from today.
    """

    title: str
    strand: Strand
    assignee: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockCommand(Command):
    """What only the clock asks for (``names.SYSTEM``); nobody else may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WakeProject(ClockCommand):
    """End a hold whose day has come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TendGate(ClockCommand):
    """Take people who are gone out of the quorum of the open gate."""

    gate_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFollowUp(ClockCommand):
    """Ask for a follow-up evaluation whose day has come."""

    months: int
    asked: tuple[str, ...]
