"""What happens beside the workflow: work that people add themselves, what keeps them, what administrators do."""

from dataclasses import dataclass
from datetime import datetime

from flows.lifecycle.event import Event
from flows.lifecycle.project import Deliverable


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverableAdded(Event):
    """Of the present stage. ``deliverable.spec`` is ``project.EXTRA``; its assignee joins the project."""

    deliverable_id: str
    deliverable: Deliverable


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessOverridden(Event):
    """An administrator who is no member may read the project until then. This record is the access itself."""

    reason: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadAppointed(Event):
    """An administrator gave the project a new lead. ``RolesChanged`` follows it and says who holds what."""

    lead: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverableBlocked(Event):
    deliverable_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockLifted(Event):
    deliverable_id: str


EXTRA_EVENTS = (DeliverableAdded, AccessOverridden, LeadAppointed, DeliverableBlocked, BlockLifted)
