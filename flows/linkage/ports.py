"""What the linkage wing needs from storage. Storage implements these; nobody else may."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from flows.edges import Lost, refuse
from flows.linkage.judgements import DocketItem
from flows.linkage.own import OwnWork
from flows.linkage.register import Register
from flows.linkage.signs import Sign
from flows.linkage.surroundings import Audience


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


class Channels(Protocol):
    """Inside one writing transaction: who reads in which channel, as Slack told last."""

    def keep(self, team_id: str, channel_id: str, audience: Audience) -> None:
        """In place of what was known of the channel."""

    def forget(self, team_id: str, channel_id: str = "") -> None:
        """What was known of a channel, or of all of them, does not hold any more."""


class RegisterReads(Protocol):
    """Read models of the linkage wing, seen at one moment."""

    def register(self, team_id: str, project_id: str) -> Register:
        """As ``Registers.load``."""

    def register_version(self, team_id: str, project_id: str) -> int:
        """0 where nothing was ever recorded."""

    def signs_changed(self, team_id: str) -> int:
        """A number that grows with every change of any register of a workspace."""

    def register_versions(self, team_id: str) -> tuple[tuple[str, int], ...]:
        """(project id, version) of every register of a workspace."""

    def signs(self, team_id: str, project_id: str) -> tuple[Sign, ...]:
        """What would give away the secrets of a project, without loading its register."""

    def items_by_number(self, team_id: str, squeezed: str, *, limit: int) -> tuple[tuple[str, str], ...]:
        """(project id, item id) of items that bear a number, as ``numbers.squeezed`` writes it; not filtered by who
        may see them."""

    def audience(self, team_id: str, channel_id: str) -> Audience | None:
        """Who reads in a channel, as Slack told last; None where nobody has looked since it changed."""

    def own_work(self, team_id: str, user_id: str, *, until: date, guest: bool, limit: int) -> OwnWork:
        """What waits for a person in projects that go on: at most ``limit`` dates due by ``until``, the nearest first,
        and as many clearances. A guest gets nothing of a restricted project."""

    def open_dates(self, until: date, *, lost: Lost = refuse) -> tuple[OpenDate, ...]:
        """Every OPEN or DONE date of projects that are not stopped or completed, due by then, the earliest first.
        ``lost`` hears of those that cannot be read."""
