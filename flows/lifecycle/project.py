"""The project and what belongs to it: frozen data, no behaviour beyond looking things up."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from flows.lifecycle.evaluation import NO_EVALUATION, Evaluation
from flows.lifecycle.template import HouseRule
from flows.names import (
    Ask,
    Bilingual,
    Confidentiality,
    Decision,
    DeliverableState,
    Role,
    Status,
    Strand,
)


@dataclass(frozen=True, slots=True)
class Member:
    """One person on a project. ``roles`` is sorted and may be empty (a contributor)."""

    user_id: str
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Submission:
    """One version of a deliverable. Versions count from 1 and are never changed or removed."""

    number: int
    by: str
    at: datetime
    text: str = ""
    link: str = ""
    file_id: str = ""
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """An assignee's open question about a deliverable: more time (``until``) or no need for it."""

    ask: Ask
    by: str
    at: datetime
    reason: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Deliverable:
    """Something a stage asks a named person for.

    ``spec`` is its key in the template; ``due`` is the last day, in the time zone of the workspace.
    ``comment`` holds the latest reason: why changes were requested, why it was waived or reopened.
    """

    id: str
    stage: str
    spec: str
    strand: Strand
    title: Bilingual
    role: Role
    required: bool
    assignee: str
    due: date
    state: DeliverableState = DeliverableState.OPEN
    submissions: tuple[Submission, ...] = ()
    request: Request | None = None
    comment: str = ""
    settled_by: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """What somebody must deliver, and by when, for a conditional go to hold. It blocks the next gate."""

    text: str
    owner: str
    due: date


CONDITION = "condition"
"""The ``spec`` of a deliverable that a gate asked for."""

EXTRA = "extra"
"""The ``spec`` of a deliverable that somebody added."""


@dataclass(frozen=True, slots=True)
class Vote:
    """One gatekeeper's vote; voting again replaces it until the gate closes.

    ``hold_until`` belongs to HOLD, ``reopen`` (deliverable ids) to RECYCLE, ``conditions`` to CONDITIONAL_GO,
    ``merge_into`` (a project id) to MERGE.
    """

    voter: str
    decision: Decision
    comment: str
    at: datetime
    hold_until: date | None = None
    reopen: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    merge_into: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """An open gate review.

    ``gatekeepers`` is the quorum: named when the gate is requested, then only fewer; who declared a conflict of
    interest moves to ``recused``, who left is gone. ``abstained`` ones stay in the quorum. ``deputies`` pairs a
    gatekeeper with the one whose vote they were handed. ``closes_on`` is the last day to vote, in the time zone of
    the workspace; None in gates of earlier versions of this product. ``house`` is what the workspace demanded of such
    gates when this one was opened.
    """

    id: str
    stage: str
    requested_by: str
    requested_at: datetime
    gatekeepers: tuple[str, ...]
    note: str = ""
    votes: tuple[Vote, ...] = ()
    proposal: Decision | None = None
    closes_on: date | None = None
    abstained: tuple[str, ...] = ()
    recused: tuple[str, ...] = ()
    deputies: tuple[tuple[str, str], ...] = ()
    house: HouseRule | None = None

    def principal(self, user_id: str) -> str:
        """The gatekeeper in whose place somebody votes; themselves where they are no deputy."""
        return dict(self.deputies).get(user_id, user_id)

    @property
    def silent(self) -> tuple[str, ...]:
        """Gatekeepers who have neither voted nor abstained."""
        heard = {vote.voter for vote in self.votes} | set(self.abstained)
        return tuple(user for user in self.gatekeepers if user not in heard)


class LinkKind(StrEnum):
    """What another project is to this one."""

    MERGED_INTO = "merged_into"
    MERGED_FROM = "merged_from"
    FOLLOWS = "follows"
    FOLLOWED_BY = "followed_by"


FOLLOW_ON = frozenset({LinkKind.FOLLOWS, LinkKind.FOLLOWED_BY})
"""Ties that only those learn of who may see the other project: it may be closed to readers of this one."""


@dataclass(frozen=True, slots=True)
class Link:
    """A tie to another project of the workspace, kept on both sides."""

    kind: LinkKind
    project_id: str
    key: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One reviewer's points for one criterion; None where it does not apply. ``evidence`` is a web address."""

    criterion: str
    points: int | None
    comment: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """One reviewer's filled-in sheet for one stage; filling it in again replaces it and counts ``number`` up.

    ``closed`` once a gate was decided over it: from then on everybody on the project may read it.
    """

    stage: str
    scorer: str
    at: datetime
    sheet: str
    sheet_version: int
    marks: tuple[Mark, ...]
    number: int = 1
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One linked innovation project: one stage, a state for each strand, and its people and work.

    ``strand_states`` pairs a strand with a code: technology ``trl1``..``trl9``; patent one of ``PATENT_STATES``;
    standard one of ``STANDARD_STATES``; empty text where nobody has said yet.
    ``standing_votes`` were given for a go at a gate that was recycled: they need not be given again.
    ``version`` grows by one with every saved change.
    """

    id: str
    team_id: str
    key: str
    name: str
    summary: str
    strands: tuple[Strand, ...]
    confidentiality: Confidentiality
    channel_id: str
    template: str
    template_version: int
    stage: str
    stage_entered_at: datetime
    created_by: str
    created_at: datetime
    status: Status = Status.ACTIVE
    held_until: date | None = None
    reason: str = ""
    members: tuple[Member, ...] = ()
    strand_states: tuple[tuple[Strand, str], ...] = ()
    deliverables: tuple[Deliverable, ...] = ()
    gate: Gate | None = None
    scores: tuple[Score, ...] = ()
    standing_votes: tuple[Vote, ...] = ()
    links: tuple[Link, ...] = ()
    evaluation: Evaluation = NO_EVALUATION
    version: int = 0

    def holders(self, role: Role) -> tuple[str, ...]:
        """The user ids that hold a role, in the order they were added."""
        return tuple(m.user_id for m in self.members if role in m.roles)

    def member(self, user_id: str) -> Member | None:
        """The member with this user id, or None."""
        return next((m for m in self.members if m.user_id == user_id), None)

    @property
    def lead(self) -> str:
        """The project lead's user id."""
        return self.holders(Role.LEAD)[0]

    def deliverable(self, deliverable_id: str) -> Deliverable | None:
        """The deliverable with this id, or None."""
        return next((d for d in self.deliverables if d.id == deliverable_id), None)

    def in_stage(self, stage: str) -> tuple[Deliverable, ...]:
        """The deliverables of one stage, in template order."""
        return tuple(d for d in self.deliverables if d.stage == stage)


TECHNOLOGY_STATES = tuple(f"trl{level}" for level in range(1, 10))
"""Technology readiness levels (GB/T 22900; DOMAIN.md section 10)."""

PATENT_STATES = (
    "none", "disclosed", "searching", "drafting", "filed", "published", "examination", "granted", "ended",
)  # fmt: skip
"""Where the leading patent family stands (DOMAIN.md 4.3)."""

STANDARD_STATES = (
    "none", "preliminary", "proposal", "drafting", "consultation", "review", "approval",
    "published", "systematic_review", "withdrawn",
)  # fmt: skip
"""Where the leading work item stands (DOMAIN.md 4.6 and section 10)."""

STRAND_STATES: dict[Strand, tuple[str, ...]] = {
    Strand.TECHNOLOGY: TECHNOLOGY_STATES,
    Strand.PATENT: PATENT_STATES,
    Strand.STANDARD: STANDARD_STATES,
}
