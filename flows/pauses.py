"""Places that cannot be reached for now: what is meant for them is kept, and goes out when they can be again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

WORKSPACE = "*"
"""The audience of a pause that holds for everything: Slack does not take our token."""
TRY_AGAIN = timedelta(hours=1)
"""An event that says the place is back may be lost, so one message tries it this often."""


@dataclass(frozen=True, slots=True)
class Pause:
    """``audience`` is a conversation, a person or ``WORKSPACE``; ``code`` is Slack's reason, ``since`` UTC."""

    team_id: str
    audience: str
    code: str
    since: datetime


class Pauses(Protocol):
    """Inside one writing transaction."""

    def begin(self, pause: Pause, *, try_again: datetime | None) -> bool:
        """Keep everything for the audience until it is ended, but for one attempt at ``try_again`` (None: no attempt).
        False where it was paused already; then only the attempt moves."""

    def end(self, team_id: str, audience: str, *, now: datetime) -> Pause | None:
        """Let everything go that was kept; None where nothing was paused."""


class PauseReads(Protocol):
    def pauses(self) -> tuple[tuple[Pause, int], ...]:
        """Of every workspace, the oldest first, each with how many messages wait for it."""

    def pause(self, team_id: str, audience: str) -> Pause | None: ...
