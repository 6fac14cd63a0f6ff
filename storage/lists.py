"""Project lists: only what a person may see, chosen in SQL, with counts of the present stage."""

from collections.abc import Iterable
from datetime import date
from operator import itemgetter

from flows.lifecycle.readmodels import ProjectRow
from flows.names import AWAITING_ASSIGNEE, SETTLED, DeliverableState, Status
from storage import evaluations
from storage.folding import pattern
from storage.session import Row, Session, Value

CHANNEL_LIMIT = 50
_FIRST = 2**62
_NUMBER = itemgetter(2)


def projects_of(
    session: Session, team_id: str, user_id: str, *, today: date, guest: bool, limit: int, after: str
) -> tuple[ProjectRow, ...]:
    """Own active projects by key descending, then every other visible one by key descending."""
    who = {"team_id": team_id, "user_id": user_id}
    own: dict[str, Value] = {**who, "guest": int(guest)}
    place = session.one("lists.place", **own, id=after) if after else None
    number, in_first_part = (_FIRST, True) if place is None else (place[0], place[1] == 1 and place[2] == 1)
    found: list[Row] = []
    if in_first_part:
        found = session.all("lists.own_active", **own, before=number, limit=limit)
        number = _FIRST
    if len(found) < limit:
        rest = session.all("lists.own_resting", **own, before=number, limit=limit)
        if not guest:
            rest += session.all("lists.open_to_all", **who, before=number, limit=limit)
        found += sorted(rest, key=_NUMBER, reverse=True)[: limit - len(found)]
    return with_counts(session, team_id, found, today)


def search(
    session: Session, team_id: str, user_id: str, text: str, *, guest: bool, limit: int
) -> tuple[ProjectRow, ...]:
    """Newest first. ``overdue_count`` is 0: a select shows none."""
    wanted: dict[str, Value] = {"team_id": team_id, "pattern": pattern(text), "limit": limit}
    found = session.all("lists.own_found", **wanted, user_id=user_id, guest=int(guest))
    if not guest:
        found += session.all("lists.open_found", **wanted)
    unique = {row[0]: row for row in found}
    return with_counts(session, team_id, sorted(unique.values(), key=_NUMBER, reverse=True)[:limit], None)


def of_channel(session: Session, team_id: str, channel_id: str) -> tuple[ProjectRow, ...]:
    """Newest first, at most 50. ``overdue_count`` is 0: who asks by channel looks for the project."""
    found = session.all("lists.of_channel", team_id=team_id, channel_id=channel_id, limit=CHANNEL_LIMIT)
    return with_counts(session, team_id, found, None)


def own_going(
    session: Session, team_id: str, user_id: str, *, today: date, guest: bool, limit: int
) -> tuple[ProjectRow, ...]:
    """A person's active and held projects, for the App Home."""
    found = session.all("work.own_projects", team_id=team_id, user_id=user_id, guest=int(guest), limit=limit)
    return with_counts(session, team_id, found, today)


def with_counts(session: Session, team_id: str, found: Iterable[Row], today: date | None) -> tuple[ProjectRow, ...]:
    """Rows with the columns of ``lists.own_active``. One more indexed read for each: a page is short, and grouping in
    SQL would read every project's work."""
    return tuple(_row(session, team_id, row, today) for row in found)


def _row(session: Session, team_id: str, row: Row, today: date | None) -> ProjectRow:
    id_, key, _, name, template, template_version, stage, status, lead, outcome = row
    day = today or date.min
    found = session.all("lists.counts", team_id=team_id, project_id=id_, stage=stage, today=day.isoformat())
    work = [(DeliverableState(state), date.fromisoformat(due), away == 1) for state, due, away in found]
    asked = [(due, away and due < day) for state, due, away in work if state in AWAITING_ASSIGNEE]
    settled = sum(state in SETTLED for state, _, _ in work)
    expected = [due for due, excused in asked if not excused]
    return ProjectRow(
        id=id_,
        key=key,
        name=name,
        template=template,
        template_version=template_version,
        stage=stage,
        status=Status(status),
        lead=lead,
        open_count=len(work) - settled,
        settled_count=settled,
        overdue_count=sum(due < day for due in expected),
        away_count=len(asked) - len(expected),
        next_due=min(expected, default=None),
        outcome=evaluations.read_outcome(outcome),
    )


def going(session: Session, team_id: str | None) -> tuple[tuple[str, str], ...]:
    """Team and id of every active or held project."""
    found = session.all("lists.going") if team_id is None else session.all("lists.going_in_team", team_id=team_id)
    return tuple((team, project_id) for team, project_id in found)


def to_wake(session: Session, day: date) -> tuple[tuple[str, str], ...]:
    """Team and id of every held project whose day has come."""
    return tuple((team, project_id) for team, project_id in session.all("projects.to_wake", day=day.isoformat()))


def in_vote(session: Session) -> tuple[tuple[str, str], ...]:
    """Team and project of every open gate."""
    return tuple((team, project_id) for team, project_id in session.all("gates.in_vote"))


def channels(session: Session) -> tuple[tuple[str, str], ...]:
    """Team and id of every channel that an active or held project lives in."""
    return tuple((team_id, channel_id) for team_id, channel_id in session.all("lists.channels"))
