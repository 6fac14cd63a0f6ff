"""What an assignee can say about work instead of handing it in, and how it is answered: part of ``commands.py``."""

from dataclasses import dataclass
from datetime import date

from flows.lifecycle.command import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class SayNotNeeded(Command):
    """Waives at once when the actor may; otherwise asks a reviewer."""

    deliverable_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForMoreTime(Command):
    """Moves the due date at once when the actor may; otherwise asks a reviewer."""

    deliverable_id: str
    until: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRequest(Command):
    """Agree to or decline an open request of an assignee."""

    deliverable_id: str
    agree: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportBlocked(Command):
    """Say what keeps a deliverable from being done. It goes to the lead at once."""

    deliverable_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftBlock(Command):
    """Say that nothing keeps it any more."""

    deliverable_id: str
