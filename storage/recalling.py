"""What the lines of a history are about, where that is an entry of a register: read for a whole page at once."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from flows.lifecycle.readmodels import HistoryLine
from flows.linkage.items import Item
from flows.linkage.recalling import about, called, subjects
from storage import linkage_rows
from storage.linkage import KINDS
from storage.session import Session


def named(session: Session, team_id: str, project_id: str, lines: Sequence[HistoryLine]) -> tuple[HistoryLine, ...]:
    """The same lines, each with what its entry is called now; nothing is asked where no line is about one."""
    wanted = {line.seq: subjects(line.event, line.params) for line in lines}
    ids = {item_id for found in wanted.values() for item_id in found}
    if not ids:
        return tuple(lines)
    where = {"team_id": team_id, "project_id": project_id}
    ends = {row[0]: row[1:] for row in session.all("registers.ends_of", **where, ids=_listed(ids))}
    items = _items(session, where, ids | {end for pair in ends.values() for end in pair})
    items |= _items(session, where, {about(item) for item in items.values()} - items.keys())
    return tuple(replace(line, about=_words(wanted[line.seq], ends, items)) for line in lines)


def _items(session: Session, where: dict[str, str], ids: Iterable[str]) -> dict[str, Item]:
    listed = _listed(ids)
    found = session.all("registers.items_named", **where, ids=listed) if listed != ",," else []
    read = (linkage_rows.items(KINDS[kind], (body,))[0] for kind, body in found)
    return {item.id: item for item in read}


def _words(ids: Iterable[str], ends: dict[str, tuple[str, ...]], items: dict[str, Item]) -> str:
    whole = [end for item_id in ids for end in ends.get(item_id, (item_id,))]
    meant = [items.get(about(items[item_id])) for item_id in whole if item_id in items]
    return " ↔ ".join(called(item) for item in meant if item is not None)


def _listed(ids: Iterable[str]) -> str:
    return f",{','.join(sorted(ids))},"
