"""What of all registers waits for one person: their dates, and the clearances they can decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from flows.lifecycle.project import Gate, Member
from flows.linkage.codes import ClearanceState
from flows.linkage.items import Outward
from flows.linkage.judgements import Clearance, DocketItem
from flows.linkage.register import Register
from flows.names import Confidentiality, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """As much of a project as a person's own list shows and permissions look at."""

    team_id: str
    id: str
    key: str
    name: str
    confidentiality: Confidentiality
    members: tuple[Member, ...]
    gate: Gate | None = None

    def holders(self, role: Role) -> tuple[str, ...]:
        return tuple(m.user_id for m in self.members if role in m.roles)

    @property
    def lead(self) -> str:
        return next(iter(self.holders(Role.LEAD)), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDate:
    """A date that waits for the person. ``register`` holds no more than it and what it is about."""

    project: Circle
    item: DocketItem
    register: Register


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnClearance:
    """A clearance that the person can decide. ``register`` holds no more than it and its item."""

    project: Circle
    clearance: Clearance
    outward: Outward
    register: Register


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWork:
    """The nearest dates and the oldest questions. ``more_dates``: there are further ones."""

    dates: Sequence[OwnDate] = ()
    clearances: Sequence[OwnClearance] = ()
    more_dates: bool = False


SOON_DAYS = 90
"""How far ahead a person's list shows dates: as far as the first reminder."""

NOTHING_OWN = OwnWork()


class Holders(Protocol):
    """As much of a project as says who holds a role."""

    def holders(self, role: Role) -> tuple[str, ...]: ...


def deciders(project: Holders, clearance: Clearance) -> tuple[str, ...]:
    """Whom a question waits for: the patent lead, and once that one has overridden, somebody else of legal."""
    waits_for = {ClearanceState.REQUESTED: Role.PATENT, ClearanceState.AWAITING_LEGAL: Role.LEGAL}
    role = waits_for.get(clearance.state)
    able = project.holders(role) if role is not None else ()
    return tuple(user for user in able if role is Role.PATENT or user != clearance.decided_by)
