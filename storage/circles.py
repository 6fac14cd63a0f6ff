"""As much of a person's projects as their own lists show."""

from flows.linkage.own import Circle
from flows.names import Confidentiality
from storage.cards import members
from storage.session import Row, Session


class Circles:
    """Each project's people, read once."""

    def __init__(self, session: Session, team_id: str) -> None:
        self._session, self.team_id = session, team_id
        self._known: dict[str, Circle] = {}

    def of(self, row: Row) -> Circle:
        """Of a row that begins with id, key, name and confidentiality."""
        project_id, key, name, confidentiality = row[:4]
        if project_id not in self._known:
            self._known[project_id] = Circle(
                team_id=self.team_id, id=project_id, key=key, name=name,
                confidentiality=Confidentiality(confidentiality),
                members=members(self._session, self.team_id, project_id),
            )  # fmt: skip
        return self._known[project_id]
