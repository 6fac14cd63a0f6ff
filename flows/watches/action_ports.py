"""What benchmarks and actions need from storage; ``flows/ports.py`` says how a unit of work behaves."""

from datetime import date
from typing import Protocol

from flows.edges import Lost, refuse
from flows.watches.actions import Action
from flows.watches.benchmarks import Indicator
from flows.watches.own import OwnActions, OwnHits
from flows.watches.triggers import Trigger


class Benchmarks(Protocol):
    """Inside one writing transaction."""

    def put(self, before: Indicator | None, after: Indicator) -> None:
        """Store what changed; values are added or taken back, never removed.

        Raises ``StaleProject`` where the stored version is not that of ``before``.
        """


class Actions(Protocol):
    """Inside one writing transaction."""

    def is_known(self, team_id: str, project_id: str, trigger: Trigger, occasion: str) -> bool:
        """Whether this trigger fired for this occasion before."""

    def open(self, action: Action) -> bool:
        """Store a new one; False where its trigger and occasion are there already (then nothing is stored)."""

    def put(self, before: Action, after: Action) -> None:
        """Raises ``StaleProject`` where the stored version is not that of ``before``."""

    def next_number(self, team_id: str, project_id: str) -> int: ...


class ActionReads(Protocol):
    """Read models of benchmarks and actions, seen at one moment. Not filtered by who may see them."""

    def benchmarks(self, team_id: str, project_id: str) -> tuple[Indicator, ...]:
        """By number, retired ones and values taken back too."""

    def action(self, team_id: str, action_id: str) -> Action | None: ...

    def actions_of(self, team_id: str, project_id: str) -> tuple[Action, ...]:
        """By number, settled ones too."""

    def open_actions_of(self, team_id: str, project_id: str) -> tuple[Action, ...]:
        """OPEN ones of a project, the earliest first."""

    def actions_changed(self, team_id: str, project_id: str) -> int:
        """A number that grows with every change of a project's actions."""

    def own_actions(self, team_id: str, user_id: str, *, guest: bool, limit: int) -> OwnActions:
        """OPEN ones that wait for a person, in projects that go on and that the person may see."""

    def own_hits(self, team_id: str, user_id: str, *, guest: bool, limit: int) -> OwnHits:
        """Those that were told and wait for the person's answer (``announce.answerers``)."""

    def open_actions(self, until: date, *, lost: Lost = refuse) -> tuple[Action, ...]:
        """OPEN ones of every workspace, due by then, in projects that go on; the earliest first. ``lost`` hears of
        those that cannot be read."""
