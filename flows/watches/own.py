"""What of the watches waits for one person, in all projects: hits to answer, and what is asked of them."""

from dataclasses import dataclass

from flows.linkage.own import Circle
from flows.watches.actions import Action
from flows.watches.hits import Found


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


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnHit:
    """A hit of a project that goes on, for one of those whom ``announce.answerers`` names."""

    project: Circle
    found: Found


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnHits:
    """The most severe ones. ``more``: there are further ones."""

    hits: tuple[OwnHit, ...] = ()
    more: bool = False


NOTHING_ASKED = OwnActions()
