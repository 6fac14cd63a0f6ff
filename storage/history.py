"""The append-only history: one hash chain per workspace, and the check that nobody has touched it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from flows.lifecycle.events import EVENTS, Event, GateDecided
from flows.lifecycle.readmodels import HistoryLine
from flows.lifecycle.workspace_events import WORKSPACE_EVENTS
from flows.linkage.events import LINKAGE_EVENTS, LinkageEvent
from flows.rhythm.events import SCHEDULE_EVENTS
from flows.watches.action_commands import ACTION_EVENTS
from flows.watches.benchmark_commands import BENCHMARK_EVENTS
from flows.watches.events import WATCH_EVENTS
from storage import recalling, rows
from storage.codec import Json, build, dump, plain
from storage.instants import moment, read_moment
from storage.session import Row, Session

START = "0" * 64
"""What stands for the hash before the first row."""
_KNOWN: Mapping[str, type[Event]] = {
    **EVENTS, **LINKAGE_EVENTS, **WATCH_EVENTS, **BENCHMARK_EVENTS, **ACTION_EVENTS, **WORKSPACE_EVENTS,
    **SCHEDULE_EVENTS,
}  # fmt: skip
_COMMON = ("project_id", "by", "at")
SINCE_LIMIT = 500
"""Events that one look back tells; a digest pages them."""
_END = 2**62


def payload_of(event: Event) -> dict[str, Json]:
    """An event's own fields as JSON values, without those every event has."""
    return {name: value for name, value in plain(event).items() if name not in _COMMON}


def event_of(name: str, project_id: str, by: str, at: str, payload: str) -> Event:
    """The event in a history row. Raises KeyError for an event this version does not know."""
    return build(_KNOWN[name], {**json.loads(payload), "project_id": project_id, "by": by, "at": at})


def row_hash(previous: str, team_id: str, columns: Row) -> str:
    """The hash of a row, over the hash before it and every other column in the order of ``history.chain``."""
    return sha256(f"{previous}\n{dump([team_id, *columns])}".encode()).hexdigest()


class HistoryRepository:
    """Implements ``flows.ports.History``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def append(self, team_id: str, events: Sequence[Event]) -> None:
        if not events:
            return
        seq, last = self._session.one("history.head", team_id=team_id) or (0, START)
        for event in events:
            seq += 1
            payload = payload_of(event)
            deliverable_id = payload.get("deliverable_id")
            columns = (
                seq, event.project_id, type(event).__name__, event.by, moment(event.at), deliverable_id, dump(payload)
            )  # fmt: skip
            last = row_hash(last, team_id, columns)
            self._session.run(
                "history.append",
                team_id=team_id,
                seq=seq,
                project_id=event.project_id,
                event=type(event).__name__,
                made_by=event.by,
                made_at=moment(event.at),
                deliverable_id=deliverable_id,
                payload=dump(payload),
                hash=last,
            )
            self._note_decision(team_id, event)
        self._session.run("history.move_head", team_id=team_id, seq=seq, hash=last)

    def events(self, team_id: str, project_id: str) -> tuple[Event, ...]:
        return tuple(self._of(team_id, project_id, EVENTS | WORKSPACE_EVENTS))

    def register_events(self, team_id: str, project_id: str) -> tuple[LinkageEvent, ...]:
        found = self._of(team_id, project_id, LINKAGE_EVENTS)
        return tuple(event for event in found if isinstance(event, LinkageEvent))

    def _of(self, team_id: str, project_id: str, wanted: Mapping[str, type[Event]]) -> Iterator[Event]:
        """The events of one wing: a project is the fold of its own events, a register of its own."""
        found = self._session.all("history.of_project", team_id=team_id, project_id=project_id)
        return (event_of(*row) for row in found if row[0] in wanted or row[0] not in _KNOWN)

    def _note_decision(self, team_id: str, event: Event) -> None:
        """A decided gate leaves the project; only the event still says what was decided."""
        if isinstance(event, GateDecided):
            self._session.run(
                "gates.decide",
                team_id=team_id,
                project_id=event.project_id,
                id=event.gate_id,
                decision=event.decision.value,
            )


def page(
    session: Session,
    team_id: str,
    project_id: str,
    *,
    limit: int,
    before: int | None = None,
    events: Sequence[str] = (),
    by: str = "",
) -> tuple[HistoryLine, ...]:
    """Events of a project, newest first, from before a seq on; only the named ones, and one person's, where given."""
    found = session.all(
        "history.page",
        team_id=team_id,
        project_id=project_id,
        before=_END if before is None else before,
        events=f",{','.join(events)}," if events else "",
        made_by=by,
        limit=limit,
    )
    return recalling.named(session, team_id, project_id, [_line(row) for row in found])


def since(session: Session, team_id: str, project_id: str, start: datetime) -> tuple[HistoryLine, ...]:
    """Events of a project from a moment on (that moment included), newest first, at most ``SINCE_LIMIT``, without what
    was done to schedules: no news of the project."""
    found = session.all("history.since", team_id=team_id, project_id=project_id, since=moment(start), limit=SINCE_LIMIT)
    lines = [_line(row) for row in found if row[3] not in SCHEDULE_EVENTS]
    return recalling.named(session, team_id, project_id, lines)


def teams(session: Session) -> tuple[str, ...]:
    """Every workspace that has a chain, or the head of one."""
    return tuple(team_id for (team_id,) in session.all("history.teams"))


def _line(row: Row) -> HistoryLine:
    seq, at, by, event, payload, zh, en = row
    return HistoryLine(
        seq=seq,
        at=read_moment(at),
        by=by,
        event=event,
        params=json.loads(payload),
        deliverable_title=None if zh is None else rows.title(zh, en),
    )


def overridden(session: Session, team_id: str, project_id: str, user_id: str, since: datetime) -> bool:
    """Whether the history holds an override of this person's that is younger than a moment."""
    who = {"team_id": team_id, "project_id": project_id, "made_by": user_id}
    return session.one("history.override", **who, since=moment(since)) is not None


def broken_places(session: Session) -> Iterator[str]:
    """The first broken place of every chain, in words for an administrator; nothing when all is well.

    Rows that were edited, removed, added or cut off at the end are found. Somebody who can write to the file and
    recomputes every later hash and the head as well is not: compare with a backup for that.
    """
    for team_id in teams(session):
        broken = _first_break(session, team_id)
        if broken is not None:
            yield f"{team_id}: {broken}"


def _first_break(session: Session, team_id: str) -> str | None:
    seq, last = 0, START
    for *columns, stored in session.each("history.chain", team_id=team_id):
        seq += 1
        if columns[0] != seq:
            return f"history row {seq} is missing"
        last = row_hash(last, team_id, tuple(columns))
        if last != stored:
            return f"history row {seq} is not what was written"
    head = session.one("history.head", team_id=team_id)
    if head is None:
        return "the head of the history is missing"
    if head[0] > seq:
        return f"history rows {seq + 1} to {head[0]} are missing at the end"
    if head[0] < seq:
        return f"history row {head[0] + 1} was added by another hand"
    return None if head[1] == last else f"history row {seq} is not what was written"
