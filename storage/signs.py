"""What would give away a secret of a project, read from the two kinds of items that can."""

from flows.linkage.items import Family, Item, Outward
from flows.linkage.signs import Sign, signs_of
from storage import linkage_rows
from storage.session import Session


def changed(session: Session, team_id: str) -> int:
    row = session.one("registers.changes", team_id=team_id)
    return 0 if row is None else int(row[0])


def versions(session: Session, team_id: str) -> tuple[tuple[str, int], ...]:
    return tuple((project_id, version) for project_id, version in session.all("registers.versions", team_id=team_id))


def of_project(session: Session, team_id: str, project_id: str) -> tuple[Sign, ...]:
    key = session.one("registers.key_of", team_id=team_id, project_id=project_id)
    if key is None:
        return ()
    outwards = [x for x in _items(session, team_id, project_id, Outward) if isinstance(x, Outward)]
    families = [x for x in _items(session, team_id, project_id, Family) if isinstance(x, Family)]
    return tuple(signs_of(project_id, key[0], outwards, families))


_KINDS: dict[type[Item], str] = {Outward: "outwards", Family: "families"}


def _items(session: Session, team_id: str, project_id: str, kind: type[Item]) -> tuple[Item, ...]:
    rows = session.all("registers.items_of_kind", team_id=team_id, project_id=project_id, kind=_KINDS[kind])
    return linkage_rows.items(kind, (body for (body,) in rows))
