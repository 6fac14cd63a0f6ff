"""Linkage registers: items as JSON by kind and number, links in columns, numbers by which items are found."""

import json
import threading
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from flows.edges import Lost
from flows.errors import StaleProject
from flows.linkage.codes import DocketState
from flows.linkage.dealings import Declaration, Licence, Reward
from flows.linkage.items import Family, Feature, Item, Link, Outward, Standard
from flows.linkage.judgements import Clearance, DocketItem
from flows.linkage.numbers import squeezed, undated
from flows.linkage.ports import OpenDate
from flows.linkage.register import ITEM_FIELDS, Register
from storage import linkage_rows
from storage.codec import build, dump, plain
from storage.faults import readable
from storage.instants import moment
from storage.session import Row, Session

KINDS: dict[str, type[Item]] = {
    "features": Feature, "families": Family, "standards": Standard, "outwards": Outward,
    "declarations": Declaration, "licences": Licence, "rewards": Reward, "clearances": Clearance, "docket": DocketItem,
}  # fmt: skip
"""The class of each field of a register that holds items."""
WAITING = frozenset({DocketState.OPEN, DocketState.DONE})


KEPT = 16
"""How many registers a store holds in memory; the largest that the product promises takes some 30 MB."""


class Kept:
    """Registers as they were last read or committed. A version is one content for ever, so what is kept is true while
    the stored version is the same, whoever wrote it. What a writing transaction saw may yet be rolled back: of that,
    only what it saved is kept, and only once it has committed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[tuple[str, str], Register] = {}

    def find(self, team_id: str, project_id: str, version: int) -> Register | None:
        """The register of exactly this version, or None."""
        with self._lock:
            found = self._kept.get((team_id, project_id))
        return found if found is not None and found.version == version else None

    def keep(self, found: Register) -> None:
        """A younger one stays: a long read may have seen the past."""
        with self._lock:
            known = self._kept.pop((found.team_id, found.project_id), None)
            youngest = known if known is not None and known.version > found.version else found
            self._kept[found.team_id, found.project_id] = youngest
            if len(self._kept) > KEPT:
                del self._kept[next(iter(self._kept))]


class RegisterRepository:
    """Implements ``flows.linkage.ports.Registers``."""

    def __init__(self, session: Session, kept: Kept) -> None:
        self._session, self._kept = session, kept
        self._saved: dict[tuple[str, str], Register] = {}

    def load(self, team_id: str, project_id: str) -> Register:
        """As ``Registers.load``; what a writing transaction reads is not kept in memory."""
        return register_kept(self._session, self._kept, team_id, project_id, keeps=False)

    def save(self, before: Register, after: Register) -> None:
        """Items are compared as they are, and only those that differ are written."""
        where = {"team_id": after.team_id, "project_id": after.project_id}
        self._advance(before, after)
        for kind in ITEM_FIELDS:
            known = {item.id: item for item in getattr(before, kind)}
            for item in getattr(after, kind):
                old = known.get(item.id)
                if old is not item and old != item:  # most are the very same object, and comparing 20,000 takes time
                    self._put(where, kind, item)
        links = {link.id: link for link in before.links}
        for link in after.links:
            old_link = links.pop(link.id, None)
            if old_link is not link and old_link != link:
                self._session.run("registers.put_link", **where, **_columns(link))
        for gone in links:
            self._session.run("registers.drop_link", **where, id=gone)
        self._saved[after.team_id, after.project_id] = after

    def committed(self) -> None:
        """What was saved is stored now: whoever looks next need not read it again. Called after the commit."""
        for saved in self._saved.values():
            if _stands_in_order(saved):
                self._kept.keep(saved)

    def _advance(self, before: Register, after: Register) -> None:
        if after.version != before.version + 1:
            raise ValueError("a saved register is one version on")
        who = {"team_id": after.team_id, "project_id": after.project_id}
        if before.version == 0:
            changed = self._session.run("registers.begin", **who)
        else:
            changed = self._session.run("registers.advance", **who, version=after.version, before=before.version)
        if changed != 1:
            raise StaleProject(
                after.project_id, before.version, version(self._session, after.team_id, after.project_id)
            )

    def _put(self, where: dict[str, str], kind: str, item: Item) -> None:
        dated = item if isinstance(item, DocketItem) and item.state in WAITING else None
        due_on = dated.due_on.isoformat() if dated is not None else None
        is_open = dated is not None and dated.state is DocketState.OPEN
        self._session.run(
            "registers.put_item", **where, kind=kind, number=item.number, id=item.id, body=dump(plain(item)),
            due_on=due_on, open_on=due_on if is_open else None,
        )  # fmt: skip
        self._session.run("registers.forget_numbers", **where, item_id=item.id)
        for number in sorted(set(_numbers(item))):
            self._session.run("registers.put_number", **where, squeezed=number, item_id=item.id)


def _stands_in_order(register: Register) -> bool:
    """Whether a register is what reading it would give: items by their numbers, links by their ids."""
    by_number = all(a.number < b.number for kind in ITEM_FIELDS for a, b in pairwise(getattr(register, kind)))
    return by_number and all(a.id < b.id for a, b in pairwise(register.links))


def version(session: Session, team_id: str, project_id: str) -> int:
    """0 where nothing was ever recorded."""
    row = session.one("registers.version", team_id=team_id, project_id=project_id)
    return 0 if row is None else int(row[0])


def register(session: Session, team_id: str, project_id: str) -> Register:
    """The whole register as it is stored."""
    who = {"team_id": team_id, "project_id": project_id}
    bodies: dict[str, list[str]] = {kind: [] for kind in ITEM_FIELDS}
    for kind, body in session.all("registers.items", **who):
        bodies[kind].append(body)
    # Any: each tuple holds its own kind.
    kept: dict[str, Any] = {kind: linkage_rows.items(KINDS[kind], found) for kind, found in bodies.items() if found}
    return Register(
        team_id=team_id,
        project_id=project_id,
        **kept,
        links=linkage_rows.links(session.all("registers.links", **who)),
        version=version(session, team_id, project_id),
    )


def register_kept(session: Session, kept: Kept, team_id: str, project_id: str, *, keeps: bool) -> Register:
    """The same, read once for each of its versions. Only a reading transaction ``keeps`` what it has read."""
    found = kept.find(team_id, project_id, version(session, team_id, project_id))
    if found is None:
        found = register(session, team_id, project_id)
        if keeps:
            kept.keep(found)
    return found


def by_number(session: Session, team_id: str, number: str, limit: int) -> tuple[tuple[str, str], ...]:
    """(project id, item id), by project; ``number`` as ``numbers.squeezed`` writes it. Whoever may see them."""
    found = session.all("registers.by_number", team_id=team_id, squeezed=number, limit=limit)
    return tuple((project_id, item_id) for project_id, item_id in found)


def open_dates(session: Session, until: date, lost: Lost) -> tuple[OpenDate, ...]:
    found = session.all("registers.open_dates", until=until.isoformat())
    return tuple(readable(found, _open_date, lambda row: (row[0], row[3]), lost))


def _open_date(row: Row) -> OpenDate:
    team_id, project_id, body, _ = row
    return OpenDate(team_id, project_id, build(DocketItem, json.loads(body)))


def _numbers(item: Item) -> Iterator[str]:
    """Every number an item is known by, with and without its office or year."""
    match item:
        case Family():
            given = [n for m in item.members for n in (m.application_number, m.publication_number, m.grant_number) if n]
            yield from (squeezed(number) for number in given)
            yield from (squeezed(number)[2:] for number in given if number[:2].isalpha())
            yield from (squeezed(number.partition(".")[0]) for number in given if "." in number)
        case Standard():
            yield squeezed(item.reference)
            yield squeezed(undated(item.reference))
        case Outward() if item.document:
            yield squeezed(item.document)
        case _:
            return


def _columns(link: Link) -> dict[str, str | int]:
    return {
        "id": link.id, "kind": link.kind.value, "source": link.source, "target": link.target, "claim": link.claim,
        "clause": link.clause, "element": link.element, "version": link.version, "why": link.why, "made_by": link.by,
        "made_at": moment(link.at), "essentiality": link.essentiality.value, "confirmed_by": link.confirmed_by,
        "recheck": link.recheck,
    }  # fmt: skip
