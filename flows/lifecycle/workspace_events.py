"""What has happened to a workspace as a whole and to no project of it. Same hash chain and table as all events."""

from dataclasses import dataclass

from flows.lifecycle.events import Event
from flows.lifecycle.policies import Policy

WORKSPACE = ""
"""The ``project_id`` of such events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyChanged(Event):
    """The rules of the workspace were changed; ``after.version`` is one more than ``before.version``."""

    before: Policy
    after: Policy


WORKSPACE_EVENTS: dict[str, type[Event]] = {cls.__name__: cls for cls in (PolicyChanged,)}
"""Every such event by its name, as history rows store it. They are not folded into a project (``evolve.py``)."""
