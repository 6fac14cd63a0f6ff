"""What the rules say of a register: findings, clearances, dates in the docket."""

from dataclasses import dataclass
from datetime import date, datetime

from flows.linkage.codes import Answer, Certainty, ClearanceState, DocketState, Severity
from flows.linkage.items import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule that fired. ``rule`` is its id (``R01``); ``subjects`` item ids; ``params`` what the words need.

    ``lifts`` are codes of what would lift it (``file_first``, ``move_date``, ``not_patent_relevant``,
    ``secrecy_review``, ``nda``, ``private_channel``, ``declare``, ``override``…), ``roles`` role codes of who can.
    """

    rule: str
    severity: Severity
    subjects: tuple[str, ...] = ()
    lifts: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearance(Item):
    """A question whether an outward item may go out, and its answer at that moment.

    Valid for what was asked: the item, its features and its day. ``answer`` and ``findings`` are the engine's,
    ``state`` what people made of it. ``decided_by`` and ``reason`` are set for everything but REQUESTED.
    """

    outward_id: str
    features: tuple[str, ...]
    available_on: date
    asked_by: str
    asked_at: datetime
    answer: Answer
    findings: tuple[Finding, ...] = ()
    state: ClearanceState = ClearanceState.REQUESTED
    decided_by: str = ""
    decided_at: datetime | None = None
    reason: str = ""
    legal_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocketItem(Item):
    """A date that must not be missed. ``subject_id`` an item, ``part`` which part of it (an office, a clause, a name).

    ``source_on`` is the day that starts the period, ``raw_on`` the computed day, ``due_on`` the day after rolling over
    days on which the office is closed, ``calendar`` the calendar used. A recalculation keeps ``before_on``.
    """

    rule: str
    subject_id: str
    part: str
    source_on: date
    raw_on: date
    due_on: date
    calendar: str
    certainty: Certainty
    owner: str = ""
    state: DocketState = DocketState.OPEN
    done_by: str = ""
    done_on: date | None = None
    confirmed_by: str = ""
    confirmed_on: date | None = None
    note: str = ""
    before_on: date | None = None
