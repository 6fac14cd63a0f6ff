"""What administrators hear of sources that cannot be read: one message for all that went down, one for all back.

An outage is told to each of them once, by the same measure as the owners of its watches hear (``outages.py``). Sources
that come to light together are said in one message: the first notice carries the words, the others only remember.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from flows.names import Confidentiality
from flows.notices import Lane, Notice, NoticeKind, Scalar
from flows.ports import Reads
from flows.watches.outages import is_outage
from flows.watches.sources import Health

DOWN, UP = "SourcesDown", "SourcesUp"
"""The ``event`` of the notices. ``sources`` has a line for each: its name, the last good look if any, the problem."""
SAID_WITH = "said_with"
"""The parameter of a notice that says nothing by itself: the key of the one that says it."""
MOST, PROBLEM = 20, 200


def operator_notices(reads: Reads, admins: Iterable[str], day: date, now: datetime) -> Iterator[Notice]:
    """What was not told yet. Whoever was told of an outage is told of its end."""
    for team_id in reads.teams():
        watched = [health for health in reads.healths(team_id) if _matters(reads, team_id, health, day)]
        for admin in sorted(admins):
            told = {health.source for health in watched if reads.queued(team_id, _key(DOWN, health, admin))}
            down = [health for health in watched if is_outage(health, now) and health.source not in told]
            back = [health for health in watched if not health.failures and health.source in told]
            new = [health for health in back if not reads.queued(team_id, _key(UP, health, admin))]
            yield from _said(reads, DOWN, down, team_id, admin)
            yield from _said(reads, UP, new, team_id, admin)


def _matters(reads: Reads, team_id: str, health: Health, day: date) -> bool:
    """Whether anybody watches it: what nobody asks for is never read again."""
    if not health.failures and not health.mended:
        return False
    return any(watch.takes_in(day) for watch in reads.watches_on(team_id, health.source))


def _said(reads: Reads, what: str, those: list[Health], team_id: str, admin: str) -> Iterator[Notice]:
    first = ""
    for health in those:
        key = _key(what, health, admin)
        params: dict[str, Scalar] = {"event": what, SAID_WITH: first}
        if not first:
            first = key
            shown = "\n".join(_line(_shown(reads, one, team_id)) for one in those[:MOST])
            params |= {"sources": shown, "more": max(0, len(those) - MOST), SAID_WITH: ""}
        yield Notice(
            kind=NoticeKind.SERVICE, team_id=team_id, audience=admin, project_id=None, dedupe_key=key, params=params,
            lane=Lane.BULK,
        )  # fmt: skip


def _shown(reads: Reads, health: Health, team_id: str) -> Health:
    """As whoever is on no project may read it: where only closed projects watch a source, what they look for and where
    stays theirs, and the kind of source is told alone (``epo:…``)."""
    watching = (reads.card(team_id, watch.project_id) for watch in reads.watches_on(team_id, health.source))
    if any(card is not None and card.confidentiality is Confidentiality.OPEN for card in watching):
        return health
    return replace(health, source=f"{health.source.partition(':')[0]}:…", problem="")


def _line(health: Health) -> str:
    good_at = health.good_at.isoformat() if health.good_at else ""
    return "\t".join((health.source, good_at, " ".join(health.problem.split())[:PROBLEM]))


def _key(what: str, health: Health, admin: str) -> str:
    """An outage is named by the last good look before it."""
    outage = str(health.good_at) if health.failures else health.mended
    return f"{what}:{admin}:{health.source}:{outage}"
