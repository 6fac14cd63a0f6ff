"""The linkage register of one project: every item it keeps, and looking them up."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec, TypeVar

from flows.linkage.dealings import (
    Declaration,
    Licence,
    Reward,
)
from flows.linkage.items import (
    Family,
    Feature,
    Item,
    Link,
    Outward,
    Standard,
)
from flows.linkage.judgements import (
    Clearance,
    DocketItem,
)

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Everything one project keeps. ``version`` grows by one with every saved change."""

    team_id: str
    project_id: str
    features: tuple[Feature, ...] = ()
    families: tuple[Family, ...] = ()
    standards: tuple[Standard, ...] = ()
    outwards: tuple[Outward, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    licences: tuple[Licence, ...] = ()
    rewards: tuple[Reward, ...] = ()
    clearances: tuple[Clearance, ...] = ()
    docket: tuple[DocketItem, ...] = ()
    links: tuple[Link, ...] = ()
    version: int = 0
    # Not taken by ``__init__``, so that ``replace`` gives every changed register empty ones of its own.
    _by_id: dict[str, Item] = field(default_factory=dict, init=False, repr=False, compare=False)
    _made: dict[tuple[object, ...], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def link(self, link_id: str) -> Link | None:
        """The link with an id, or None."""
        return next((link for link in self.links if link.id == link_id), None)

    def find(self, item_id: str) -> Item | None:
        """The item with an id, whatever its kind; None for an unknown one and for links. Indexed at the first call."""
        if not self._by_id:
            # In one step: threads that share a register see all of the index or none of it.
            self._by_id.update({item.id: item for kind in ITEM_FIELDS for item in getattr(self, kind)})
        return self._by_id.get(item_id)

    def once(self, make: Callable[Concatenate["Register", P], T], *given: P.args, **named: P.kwargs) -> T:
        """What ``make`` computes from this register, computed at the first call: nothing here ever changes. Two threads
        may both compute it; either result is right."""
        key = (make, *given, *named.items())
        if key not in self._made:
            self._made[key] = make(self, *given, **named)
        found: T = self._made[key]
        return found


ITEM_FIELDS = (
    "features", "families", "standards", "outwards", "declarations", "licences", "rewards", "clearances", "docket",
)  # fmt: skip
"""The fields of a register that hold numbered items."""

LABELS = {
    "features": "F", "families": "P", "standards": "S", "outwards": "C", "declarations": "D", "licences": "L",
    "rewards": "W", "clearances": "X", "docket": "T",
}  # fmt: skip
"""The letter before the number of an item, as people read it: ``F3``."""


def next_number(items: tuple[Item, ...]) -> int:
    """The number of the next item of a kind. Items are never removed, so a number is never given twice."""
    return max((item.number for item in items), default=0) + 1


def kind_of(item: Item) -> str:
    """The field of a register that holds items like this one."""
    return _KINDS[type(item)]


def label_of(item: Item) -> str:
    """What people call an item: ``F3``."""
    return f"{LABELS[kind_of(item)]}{item.number}"


_KINDS: dict[type[Item], str] = {
    Feature: "features", Family: "families", Standard: "standards", Outward: "outwards", Declaration: "declarations",
    Licence: "licences", Reward: "rewards", Clearance: "clearances", DocketItem: "docket",
}  # fmt: skip
