"""What waits for one person: to submit, to review, to vote on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from flows.lifecycle.permissions import asked_to_review
from flows.lifecycle.project import Deliverable, Gate, Member
from flows.lifecycle.readmodels import MyWork, VoteLine, WorkLine
from flows.names import Confidentiality, Decision, Role
from storage import evaluations, lists, rows
from storage.cards import members
from storage.instants import read_moment
from storage.session import Row, Session, Value

LINES = 100


def my_work(session: Session, team_id: str, user_id: str, *, today: date, guest: bool, projects: int) -> MyWork:
    """Work and reviews by due day, votes not yet given first."""
    who: dict[str, Value] = {"team_id": team_id, "user_id": user_id, "guest": int(guest)}
    asked = session.all("work.to_submit", **who, limit=LINES)
    votes = session.all("work.to_vote", **who, limit=LINES)
    total = session.one("work.own_going", **who)
    return MyWork(
        work=tuple(_line(session, team_id, row) for row in asked),
        reviews=tuple(islice(_reviews(session, who), LINES)),
        votes=tuple(_vote_line(row) for row in votes),
        projects=lists.own_going(session, team_id, user_id, today=today, guest=guest, limit=projects),
        duties=evaluations.of_person(session, who, LINES),
        project_total=0 if total is None else total[0],
    )


@dataclass(frozen=True, slots=True)
class _Circle:
    """As much of a project as the rules about reviewers look at."""

    team_id: str
    confidentiality: Confidentiality
    members: tuple[Member, ...]
    gate: Gate | None = None

    def holders(self, role: Role) -> tuple[str, ...]:
        return tuple(m.user_id for m in self.members if role in m.roles)


def _reviews(session: Session, who: dict[str, Value]) -> Iterator[WorkLine]:
    """Lines whose review is brought to the person, by the same rule as the review message."""
    team_id, user_id = str(who["team_id"]), who["user_id"]
    circles: dict[str, _Circle] = {}
    for row in session.each("work.in_review", **who):
        line = _line(session, team_id, row)
        circle = circles.get(line.project_id)
        if circle is None:
            circle = _Circle(team_id, Confidentiality(row[-1]), members(session, team_id, line.project_id))
            circles[line.project_id] = circle
        if user_id in asked_to_review(circle, line.deliverable):
            yield line


def _line(session: Session, team_id: str, row: Row) -> WorkLine:
    item, (project_id, key, name) = row[:14], row[14:17]
    return WorkLine(
        project_id=project_id,
        project_key=key,
        project_name=name,
        deliverable=_with_versions(session, team_id, project_id, item),
    )


def _with_versions(session: Session, team_id: str, project_id: str, item: Row) -> Deliverable:
    found = session.all("deliverables.submissions_of", team_id=team_id, project_id=project_id, deliverable_id=item[0])
    return rows.deliverable(item, rows.submissions(found))


def _vote_line(row: Row) -> VoteLine:
    project_id, key, name, gate_id, stage, template, template_version, requested_at, voted = row
    return VoteLine(
        project_id=project_id,
        project_key=key,
        project_name=name,
        gate_id=gate_id,
        stage=stage,
        template=template,
        template_version=template_version,
        requested_at=read_moment(requested_at),
        voted=None if voted is None else Decision(voted),
    )
