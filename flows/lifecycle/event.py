"""What every event carries."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """``by`` is a Slack user id or ``names.SYSTEM``; ``at`` is UTC."""

    project_id: str
    by: str
    at: datetime
