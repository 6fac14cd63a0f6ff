"""What waits for one person in all registers, read without loading any."""

import json
from collections.abc import Iterator
from datetime import date
from itertools import islice

from flows.linkage.house import house_of
from flows.linkage.items import Item, Outward
from flows.linkage.judgements import Clearance, DocketItem
from flows.linkage.own import Circle, OwnClearance, OwnDate, OwnWork, deciders
from flows.linkage.register import Register
from flows.linkage.reminding import asked
from flows.linkage.rulebook import shipped_rules
from storage import linkage, linkage_rows, policies
from storage.circles import Circles
from storage.codec import build
from storage.session import Session, Value


def own_work(session: Session, team_id: str, user_id: str, *, until: date, guest: bool, limit: int) -> OwnWork:
    who: dict[str, Value] = {"team_id": team_id, "user_id": user_id, "guest": int(guest)}
    circles = Circles(session, team_id)
    dates = list(islice(_dates(session, circles, who, until), limit + 1))
    return OwnWork(
        dates=tuple(dates[:limit]),
        clearances=tuple(islice(_clearances(session, circles, who), limit)),
        more_dates=len(dates) > limit,
    )


def _dates(session: Session, circles: Circles, who: dict[str, Value], until: date) -> Iterator[OwnDate]:
    book, house = shipped_rules(), house_of(policies.present(session, circles.team_id))
    for row in session.each("registers.dates_near", **who, until=until.isoformat()):
        item, circle = build(DocketItem, json.loads(row[4])), circles.of(row)
        rule = book.get(item.rule)
        if rule is not None and asked(item, rule, circle, house) == who["user_id"]:
            about = _found(session, circle, item.subject_id, item.part)
            yield OwnDate(project=circle, item=item, register=_slice(circle, row[5], item, *about))


def _clearances(session: Session, circles: Circles, who: dict[str, Value]) -> Iterator[OwnClearance]:
    for row in session.each("registers.clearances_open", **who):
        clearance, circle = build(Clearance, json.loads(row[4])), circles.of(row)
        if who["user_id"] in deciders(circle, clearance):
            (outward,) = _found(session, circle, clearance.outward_id) or (None,)
            if isinstance(outward, Outward):
                kept = _slice(circle, row[5], clearance, outward)
                yield OwnClearance(project=circle, clearance=clearance, outward=outward, register=kept)


def _found(session: Session, circle: Circle, *ids: str) -> tuple[Item, ...]:
    rows = (session.one("registers.item", team_id=circle.team_id, project_id=circle.id, id=i) for i in ids if i)
    return tuple(item for row in rows if row for item in linkage_rows.items(linkage.KINDS[row[0]], [row[1]]))


def _slice(circle: Circle, version: int, *items: Item) -> Register:
    """A register of the real one's version with no more in it than these."""
    kinds = {kind: field for field, kind in linkage.KINDS.items()}
    kept: dict[str, tuple[Item, ...]] = {}
    for item in items:
        kept[kinds[type(item)]] = (*kept.get(kinds[type(item)], ()), item)
    # The fields hold what KINDS says they do.
    return Register(team_id=circle.team_id, project_id=circle.id, version=version, **kept)  # type: ignore[arg-type]
