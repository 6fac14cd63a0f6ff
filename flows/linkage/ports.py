"""What the linkage wing needs from storage. Storage implements these; nobody else may."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from flows.linkage.judgements import DocketItem
from flows.linkage.register import Register


@dataclass(frozen=True, slots=True)
class OpenDate:
    """One date in the docket of a project that goes on."""

    team_id: str
    project_id: str
    item: DocketItem


class Registers(Protocol):
    """Inside one writing transaction."""

    def load(self, team_id: str, project_id: str) -> Register:
        """The whole register; an empty one of version 0 where nothing was ever recorded."""

    def save(self, before: Register, after: Register) -> None:
        """Store what changed. ``after.version`` must be ``before.version + 1``.

        Raises ``StaleProject`` where the stored version is not ``before.version``.
        """


class RegisterReads(Protocol):
    """Read models of the linkage wing, seen at one moment."""

    def register(self, team_id: str, project_id: str) -> Register:
        """As ``Registers.load``."""

    def register_version(self, team_id: str, project_id: str) -> int:
        """0 where nothing was ever recorded."""

    def items_by_number(self, team_id: str, squeezed: str, *, limit: int) -> tuple[tuple[str, str], ...]:
        """(project id, item id) of items that bear a number, as ``numbers.squeezed`` writes it; not filtered by who
        may see them."""

    def open_dates(self, until: date) -> tuple[OpenDate, ...]:
        """Every OPEN or DONE date of projects that are not stopped or completed, due by then, the earliest first."""
