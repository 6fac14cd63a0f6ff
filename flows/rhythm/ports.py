"""What the rhythm needs from storage; ``flows/ports.py`` says how a unit of work behaves."""

from datetime import datetime
from typing import Protocol

from flows.rhythm.calendar import Absence
from flows.rhythm.schedules import Fault, Schedule, Slot, Usual


class Schedules(Protocol):
    def put(self, schedule: Schedule, *, next_at: datetime | None) -> None:
        """Store or change a schedule; ``next_at`` is when it is due, None for never. Brings a removed one back."""

    def remove(self, team_id: str, schedule_id: str) -> bool:
        """False where there is none. ``put`` undoes it."""

    def bring_back(self, team_id: str, schedule_id: str) -> bool:
        """Undo a removal; False where nothing was removed. ``put`` says when it is due again."""

    def lay_aside(self, team_id: str, schedule_id: str) -> bool:
        """It is not due any more until it is ``put`` again; False where it was not due either."""

    def take_slot(self, schedule: Schedule, slot: Slot, *, now: datetime) -> bool:
        """Whether this is the first firing of the slot, here or in any other process."""

    def claim_digest(self, team_id: str, project_id: str) -> bool:
        """Whether this project never had a digest of its own: whoever asks first has to make it."""

    def broke(self, schedule: Schedule, problem: str, *, now: datetime) -> None:
        """A due schedule could not be composed."""

    def works(self, schedule: Schedule) -> None:
        """It could be composed again."""


class Absences(Protocol):
    """Days off, one stretch for each person: the present or the next one."""

    def put(self, team_id: str, user_id: str, absence: Absence) -> None: ...

    def drop(self, team_id: str, user_id: str) -> bool:
        """The person is back; False where nobody was away."""


class RhythmReads(Protocol):
    """Read models of the rhythm, seen at one moment."""

    def schedule(self, team_id: str, schedule_id: str) -> Schedule | None: ...

    def due_schedules(self, now: datetime, *, limit: int) -> tuple[Schedule, ...]:
        """Of every workspace, the longest waiting first, and those that cannot be read among them."""

    def schedules_for(self, team_id: str, audience: str) -> tuple[Schedule, ...]:
        """Those of one channel or person."""

    def schedules_reaching(self, team_id: str, user_id: str) -> tuple[Schedule, ...]:
        """Those of one person, and those about a project that reach them as its lead, since it has no channel."""

    def schedules_about(self, team_id: str, project_id: str) -> tuple[Schedule, ...]: ...

    def moved_projects(
        self, team_id: str, user_id: str, *, since: datetime, guest: bool
    ) -> tuple[tuple[str, str], ...]:
        """(id, key) of the projects whose member a person is, or was when they ended, and in which anything happened
        since a moment, the newest project first; of restricted ones a guest learns nothing."""

    def without_digest(self, *, limit: int) -> tuple[tuple[str, str], ...]:
        """(team id, project id) of active or held projects that never had a digest of their own
        (``defaults.digest_id``). Costs nothing where there are none."""

    def unlike_usual(self, owner: str, usual: Usual, *, limit: int) -> tuple[Schedule, ...]:
        """Project digests of an owner whose time of day, zone or country is another one."""

    def slots(self, team_id: str, schedule_id: str, *, limit: int) -> tuple[Slot, ...]:
        """Those that fired, the latest first."""

    def schedule_faults(self) -> tuple[Fault, ...]:
        """Of every workspace, the longest broken first."""

    def absence(self, team_id: str, user_id: str) -> Absence | None: ...
