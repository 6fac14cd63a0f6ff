"""What every decision is told about the moment it is made in."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from flows.errors import Blocker
from flows.lifecycle.project import Project
from flows.ports import NewId, Person


class Stamp(TypedDict):
    """What every event carries."""

    project_id: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Who acts, when (``at`` in UTC, ``today`` in the time zone of the workspace), and who is known.

    ``people`` are the persons a command or the open gate names, as far as the workspace knows them; ``others`` the
    projects that votes want to merge into. ``outside`` is what other wings put before the gate (``readiness.Outside``).
    """

    by: str
    at: datetime
    today: date
    new_id: NewId
    people: tuple[Person, ...] = ()
    others: tuple[Project, ...] = ()
    outside: tuple[Blocker, ...] = ()

    def stamp(self, project: Project) -> Stamp:
        """The common fields of an event of this project."""
        return Stamp(project_id=project.id, by=self.by, at=self.at)
