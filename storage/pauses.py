"""Pauses: which places cannot be reached, since when and why. The outbox holds back what is meant for them."""

from datetime import datetime

from flows.notices import Lane
from flows.pauses import Pause
from storage.instants import moment, read_moment
from storage.outbox import OutboxRepository
from storage.session import Row, Session


class PauseReadModels:
    """Implements ``flows.pauses.PauseReads`` for the class that mixes it in."""

    _session: Session

    def pauses(self) -> tuple[tuple[Pause, int], ...]:
        return tuple((_pause(row), int(row[4])) for row in self._session.all("pauses.every"))

    def pause(self, team_id: str, audience: str) -> Pause | None:
        return _find(self._session, team_id, audience)


def _find(session: Session, team_id: str, audience: str) -> Pause | None:
    row = session.one("pauses.find", team_id=team_id, audience=audience)
    return None if row is None else _pause(row)


def _pause(row: Row) -> Pause:
    return Pause(row[0], row[1], row[2], read_moment(row[3]))


class PauseRepository:
    """Implements ``flows.pauses.Pauses``."""

    def __init__(self, session: Session, outbox: OutboxRepository) -> None:
        self._session, self._outbox = session, outbox

    def begin(self, pause: Pause, *, try_again: datetime | None) -> bool:
        who = {"team_id": pause.team_id, "audience": pause.audience}
        first = self._session.run("pauses.begin", **who, code=pause.code, since=moment(pause.since)) == 1
        if try_again is not None:
            self._outbox.defer_audience(pause.team_id, pause.audience, until=try_again)
        return first

    def end(self, team_id: str, audience: str, *, now: datetime) -> Pause | None:
        pause = _find(self._session, team_id, audience)
        if pause is not None:
            self._session.run("pauses.end", team_id=team_id, audience=audience)
            for lane in Lane:
                self._outbox.let_go(team_id, audience, lane, now=now)
        return pause
