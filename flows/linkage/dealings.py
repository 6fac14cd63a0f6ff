"""What is promised and owed outside: declarations, licences, rewards."""

from dataclasses import dataclass
from datetime import date

from flows.linkage.codes import Body, LicenceKind, LicenceOption, RewardKind
from flows.linkage.items import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration(Item):
    """A licensing declaration. Append-only: a later one for the same body, standard and family may only promise more
    (DOMAIN.md R23). ``standard_id`` is empty for a general declaration; ``replaces`` the id of an earlier one."""

    body: Body
    option: LicenceOption
    families: tuple[str, ...]
    declared_on: date
    declared_by: str
    standard_id: str = ""
    reciprocity: bool = False
    reference: str = ""
    replaces: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence(Item):
    """A licence or assignment. ``recorded_on``: at CNIPA (DOMAIN.md R30). ``income`` and ``cost`` in whole RMB."""

    families: tuple[str, ...]
    kind: LicenceKind
    licensee: str
    effective_on: date
    recorded_on: date | None = None
    income: int = 0
    cost: int = 0
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reward(Item):
    """What an inventor is owed (DOMAIN.md R33, R34). ``amount`` in whole RMB, ``rule`` the agreement or statute."""

    family_id: str
    kind: RewardKind
    inventor: str
    due_on: date
    amount: int = 0
    rule: str = ""
    paid_on: date | None = None
