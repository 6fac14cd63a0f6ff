"""Who may do what to a project's watches. Fails closed: an unknown command is nobody's.

Answering a hit and bringing one is everybody's on the project: what is easy gets done. Who watches what, and what is
not told any more, belongs to those who lead a strand (DOMAIN.md 3.1) and to the owner of the watch.
"""

from flows.errors import NotAllowed
from flows.lifecycle.permissions import Guarded, action_name
from flows.names import Role
from flows.watches import commands as c
from flows.watches.watches import Watch

EVERYBODY: frozenset[type[c.WatchCommand]] = frozenset({c.BringHits, c.JudgeHit, c.ReopenHit})
KEEPERS = (Role.LEAD, Role.STANDARD, Role.PATENT, Role.TECHNOLOGY, Role.LEGAL, Role.BUSINESS)
OF_KEEPERS: frozenset[type[c.WatchCommand]] = frozenset({
    c.StartWatch, c.ChangeWatch, c.PauseWatch, c.ResumeWatch, c.EndWatch, c.Exclude, c.DropExclusion,
})  # fmt: skip
"""A new command goes here or into EVERYBODY."""


def able(project: Guarded, user_id: str, watch: Watch | None = None) -> frozenset[str]:
    """The names of the commands that a person may give in a project; its owner may do all to a watch."""
    member = next((m for m in project.members if m.user_id == user_id), None)
    if member is None:
        return frozenset()
    keeps = any(role in KEEPERS for role in member.roles) or (watch is not None and watch.owner == user_id)
    return frozenset(cls.__name__ for cls in (EVERYBODY | OF_KEEPERS if keeps else EVERYBODY))


def lifters(project: Guarded, watch: Watch | None = None) -> tuple[tuple[str, ...], tuple[Role, ...]]:
    """Who keeps the watches, the owner first, and the roles that do."""
    owner = (watch.owner,) if watch is not None else ()
    return tuple(dict.fromkeys((*owner, *(user for role in KEEPERS for user in project.holders(role))))), KEEPERS


def require(project: Guarded, user_id: str, command: type[c.WatchCommand], watch: Watch | None = None) -> None:
    """Raises ``NotAllowed``, naming who could do it instead."""
    if command.__name__ not in able(project, user_id, watch):
        raise NotAllowed(action_name(command.__name__), *lifters(project, watch))
