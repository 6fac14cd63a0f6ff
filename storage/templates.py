"""The templates a workspace has imported: every version as its text, never changed or removed."""

from flows.ports import ImportedTemplate
from storage.instants import moment, read_moment
from storage.session import Session


class TemplateRepository:
    """Implements ``flows.ports.ImportedTemplates``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, imported: ImportedTemplate) -> bool:
        added = self._session.run(
            "templates.add",
            team_id=imported.team_id,
            name=imported.name,
            version=imported.version,
            body=imported.text,
            imported_by=imported.imported_by,
            imported_at=moment(imported.at),
        )
        return added == 1


def versions(session: Session, team_id: str) -> tuple[tuple[str, int], ...]:
    """Name and version of everything a workspace has imported, in that order."""
    return tuple((name, version) for name, version in session.all("templates.versions", team_id=team_id))


def find(session: Session, team_id: str, name: str, version: int) -> ImportedTemplate | None:
    """One version with its text."""
    row = session.one("templates.find", team_id=team_id, name=name, version=version)
    if row is None:
        return None
    return ImportedTemplate(
        team_id=row[0], name=row[1], version=row[2], text=row[3], imported_by=row[4], at=read_moment(row[5])
    )
