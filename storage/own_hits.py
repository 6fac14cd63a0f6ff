"""Hits that wait for one person's answer, in all projects."""

from collections.abc import Iterator
from itertools import islice

from flows.watches.announce import answerers
from flows.watches.own import OwnHit, OwnHits
from storage import watch_rows
from storage.circles import Circles
from storage.session import Session


def own_hits(session: Session, team_id: str, user_id: str, guest: bool, limit: int) -> OwnHits:
    found = list(islice(_own(session, team_id, user_id, guest), limit + 1))
    return OwnHits(hits=tuple(found[:limit]), more=len(found) > limit)


def _own(session: Session, team_id: str, user_id: str, guest: bool) -> Iterator[OwnHit]:
    """Whom each waits for is a rule of flows."""
    circles = Circles(session, team_id)
    for row in session.each("watches.own_open", team_id=team_id, user_id=user_id, guest=int(guest)):
        project, watch, found = circles.of(row), watch_rows.watch(row[4]), watch_rows.found(row[5:])
        if user_id in answerers(project, watch, found):
            yield OwnHit(project=project, found=found)
