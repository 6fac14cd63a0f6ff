"""What a view may know. Storage fills these in few queries; nothing here can change a project."""

from dataclasses import dataclass
from datetime import date, datetime

from flows.lifecycle.evaluation import NO_EVALUATION, Evaluation, FollowUp, Improvement
from flows.lifecycle.project import Deliverable, Gate, Link, Member, Score
from flows.names import Bilingual, Confidentiality, Decision, Outcome, Role, Status, Strand


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectCard:
    """One project with the deliverables of one stage: enough for the card, the prompts and a ballot.

    ``shown_stage`` is the stage that ``deliverables`` and ``scores`` belong to, usually the present one. ``decided``
    is what the last closed gate of ``shown_stage`` decided, if any.
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
    status: Status
    held_until: date | None
    reason: str
    members: tuple[Member, ...]
    strand_states: tuple[tuple[Strand, str], ...]
    shown_stage: str
    deliverables: tuple[Deliverable, ...]
    gate: Gate | None
    decided: Decision | None
    version: int
    links: tuple[Link, ...] = ()
    scores: tuple[Score, ...] = ()
    evaluation: Evaluation = NO_EVALUATION

    def holders(self, role: Role) -> tuple[str, ...]:
        """The user ids that hold a role."""
        return tuple([m.user_id for m in self.members if role in m.roles])

    @property
    def lead(self) -> str:
        """The project lead's user id."""
        return self.holders(Role.LEAD)[0]

    def in_stage(self, stage: str) -> tuple[Deliverable, ...]:
        """The shown deliverables that belong to a stage: none where another stage is shown."""
        return tuple(d for d in self.deliverables if d.stage == stage)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRow:
    """One line of a project list. Counts speak of the present stage. What is past its day and waits for somebody who is
    away is no overdue work and no next one: ``away_count``."""

    id: str
    key: str
    name: str
    template: str
    template_version: int
    stage: str
    status: Status
    lead: str
    open_count: int
    settled_count: int
    overdue_count: int
    next_due: date | None
    outcome: Outcome | None = None
    away_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkLine:
    """One deliverable in a person's list, with the project it belongs to."""

    project_id: str
    project_key: str
    project_name: str
    deliverable: Deliverable


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteLine:
    """One open gate a person is asked to vote on; ``voted`` is their present vote."""

    project_id: str
    project_key: str
    project_name: str
    gate_id: str
    stage: str
    template: str
    template_version: int
    requested_at: datetime
    voted: Decision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """An open improvement item or follow-up evaluation that waits for one person, also after a project's end."""

    project_id: str
    project_key: str
    project_name: str
    due: date
    improvement: Improvement | None = None
    follow_up: FollowUp | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MyWork:
    """Everything that waits for one person in active projects, most urgent first."""

    work: tuple[WorkLine, ...]
    reviews: tuple[WorkLine, ...]
    votes: tuple[VoteLine, ...]
    projects: tuple[ProjectRow, ...]
    project_total: int
    duties: tuple[DutyLine, ...] = ()


NO_WORK = MyWork(work=(), reviews=(), votes=(), projects=(), project_total=0)
"""What waits for somebody who may see nothing."""


@dataclass(frozen=True, slots=True)
class Glance:
    """As much of a project as tells whether somebody may see it, and whether an earlier answer still holds."""

    project_id: str
    version: int
    confidentiality: Confidentiality
    is_member: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One event of a project, newest first in lists. ``params`` are the event's own fields as JSON values, ``about`` is
    what an entry of another wing is called now, where it is about one."""

    seq: int
    at: datetime
    by: str
    event: str
    params: dict[str, object]
    deliverable_title: Bilingual | None
    about: str = ""

    @property
    def title(self) -> Bilingual | None:
        """What it is about, deliverable or other entry; None where nothing has a name."""
        return self.deliverable_title or (Bilingual(zh=self.about, en=self.about) if self.about else None)
