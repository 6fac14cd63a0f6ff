"""What listeners need of the linkage wing: a project's register, who may change what in it, and carrying it out."""

from typing import Protocol

from flows.errors import NotAllowed
from flows.lifecycle.permissions import Guarded, action_name
from flows.linkage import commands as do
from flows.linkage.house import House
from flows.linkage.permissions import legal_besides, lifters, roles_for
from flows.linkage.register import Register
from flows.names import Actor, Role
from flows.ports import Reads, Receipt

COMMANDS = tuple(c.__name__ for c in do.LinkageCommand.__subclasses__())
"""Everything that can be asked of a register."""

OF_A_PLAN = frozenset({"PlanOutward", "MakeOutward", "WithdrawOutward"})
"""Whose these are depends on the plan itself, so a button is shown to every member and the use case judges."""


class Registers(Protocol):
    """Thread-safe. The composition root puts it together from storage, rules, calendars and the house's policy."""

    def load(self, reads: Reads, team_id: str, project_id: str) -> Register:
        """The register of a project that the caller may see; an empty one where nothing was ever recorded."""

    def able(self, project: Guarded, user_id: str) -> frozenset[str]:
        """The names of the commands that a person may give in a project."""

    def lifters(self, project: Guarded, command: str) -> tuple[tuple[str, ...], tuple[Role, ...]]:
        """Who may give a command, and the roles that would allow it."""

    def perform(self, command: do.LinkageCommand, actor: Actor, *, request_key: str) -> Receipt:
        """Carry a command out in one transaction. Raises ``LiandongError``; then nothing is stored."""


class Ruled:
    """Who may do what, by the wing's own rules and the house's policy."""

    def __init__(self, house: House | None = None) -> None:
        self.house = house or House()

    def able(self, project: Guarded, user_id: str) -> frozenset[str]:
        return frozenset(name for name in COMMANDS if user_id in self._able(project, name))

    def lifters(self, project: Guarded, command: str) -> tuple[tuple[str, ...], tuple[Role, ...]]:
        return self._able(project, command), roles_for(command, self.house)

    def _able(self, project: Guarded, name: str) -> tuple[str, ...]:
        if name in OF_A_PLAN:
            return tuple(member.user_id for member in project.members)
        able = lifters(project, name, self.house)
        legal = project.holders(Role.LEGAL) if name == "DecideClearance" and legal_besides(self.house) else ()
        return tuple(dict.fromkeys((*able, *legal)))


class NoRegisters(Ruled):
    """Stands where no register was put together: everything is empty and nothing can be changed."""

    def load(self, reads: Reads, team_id: str, project_id: str) -> Register:
        del reads
        return Register(team_id=team_id, project_id=project_id)

    def perform(self, command: do.LinkageCommand, actor: Actor, *, request_key: str) -> Receipt:
        del actor, request_key
        raise NotAllowed(action_name(type(command).__name__))
