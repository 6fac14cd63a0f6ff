"""What the watches ask of one person, in all projects."""

from dataclasses import dataclass

from flows.linkage.own import Circle
from flows.watches.actions import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAction:
    """An open action of a project that goes on, for one of those whom ``action_rules.told_of`` names."""

    project: Circle
    action: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnActions:
    """The ones that are due first. ``more``: there are further ones."""

    actions: tuple[OwnAction, ...] = ()
    more: bool = False


NOTHING_ASKED = OwnActions()
