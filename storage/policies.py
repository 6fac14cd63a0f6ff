"""The rules of a workspace: the last change of them in its history, which can never be rewritten."""

import json

from flows.lifecycle.policies import Policy, PolicyChange, shipped_policy
from flows.lifecycle.workspace_events import WORKSPACE, PolicyChanged
from storage import history
from storage.codec import build
from storage.session import Session

EVENT = PolicyChanged.__name__


def present(session: Session, team_id: str) -> Policy:
    """The policy that holds now; the shipped one where nothing was ever changed."""
    row = session.one("history.policy", team_id=team_id, project_id=WORKSPACE, event=EVENT)
    return build(Policy, json.loads(row[0])["after"]) if row else shipped_policy()


def changes(session: Session, team_id: str, *, limit: int, before: int | None) -> tuple[PolicyChange, ...]:
    """Every change of the policy, newest first."""
    found = history.page(session, team_id, WORKSPACE, limit=limit, before=before, events=(EVENT,))
    return tuple(
        PolicyChange(
            seq=line.seq,
            at=line.at,
            by=line.by,
            before=build(Policy, line.params["before"]),
            after=build(Policy, line.params["after"]),
        )
        for line in found
    )
