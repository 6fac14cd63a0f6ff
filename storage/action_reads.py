"""The read models of benchmarks and actions: each method is a sentence about ``actions.py``."""

from datetime import date

from flows.edges import Lost, refuse
from flows.watches.actions import Action
from flows.watches.benchmarks import Indicator
from flows.watches.own import OwnActions, OwnHits
from storage import actions
from storage.own_hits import own_hits
from storage.session import Session


class ActionReadModels:
    """Implements ``flows.watches.action_ports.ActionReads``. Whoever takes it up brings the session."""

    _session: Session

    def benchmarks(self, team_id: str, project_id: str) -> tuple[Indicator, ...]:
        return actions.benchmarks(self._session, team_id, project_id)

    def action(self, team_id: str, action_id: str) -> Action | None:
        return actions.action(self._session, team_id, action_id)

    def actions_of(self, team_id: str, project_id: str) -> tuple[Action, ...]:
        return actions.actions_of(self._session, team_id, project_id)

    def open_actions_of(self, team_id: str, project_id: str) -> tuple[Action, ...]:
        return actions.open_of_project(self._session, team_id, project_id)

    def actions_changed(self, team_id: str, project_id: str) -> int:
        return actions.changed(self._session, team_id, project_id)

    def own_actions(self, team_id: str, user_id: str, *, guest: bool, limit: int) -> OwnActions:
        return actions.own_actions(self._session, team_id, user_id, guest, limit)

    def own_hits(self, team_id: str, user_id: str, *, guest: bool, limit: int) -> OwnHits:
        return own_hits(self._session, team_id, user_id, guest, limit)

    def open_actions(self, until: date, *, lost: Lost = refuse) -> tuple[Action, ...]:
        return actions.open_actions(self._session, until, lost)
