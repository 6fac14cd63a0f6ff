"""What people are asked to do because of something outside: one ``Action`` for each trigger that fired. Frozen data.

A private action is the patent lead's and legal's alone. The others learn of it only what the patent lead has released:
a summary in his words (DOMAIN.md R27: an engineer who reads of a patent gives the company actual notice of it).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from flows.watches.triggers import RESPONSES, Trigger


class ActionState(StrEnum):
    """WORK: it became a deliverable of the project, which has a state of its own. DROPPED: decided on purpose not to
    do."""

    OPEN = "open"
    WORK = "work"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """``number`` counts within the project: ``A3``. ``occasion`` and ``trigger`` together are unique in it.

    ``about`` holds what the words need: ``ref``, ``title``, ``was``, ``now``, ``link``, ``who``, ``why`` (a haste),
    and for benchmarks ``ours``, ``other``, ``unit``. ``told_at`` is when it went into a message or a digest, None while
    it waits for the next one. ``deliverable_id`` is what it became. ``summary`` is empty until it is released.
    """

    id: str
    team_id: str
    project_id: str
    number: int
    trigger: Trigger
    occasion: str
    about: Mapping[str, str] = field(default_factory=dict)
    item_id: str = ""
    owner: str
    due_on: date
    made_at: datetime
    told_at: datetime | None = None
    state: ActionState = ActionState.OPEN
    note: str = ""
    settled_by: str = ""
    settled_at: datetime | None = None
    deliverable_id: str = ""
    summary: str = ""
    released_by: str = ""
    released_at: datetime | None = None
    version: int = 1

    @property
    def is_private(self) -> bool:
        """Whether it stays with the patent lead and legal; a released one does too, and only its summary travels."""
        return RESPONSES[self.trigger].private
