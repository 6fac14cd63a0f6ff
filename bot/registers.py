"""What listeners need of the linkage wing: a project's register, who may change what in it, and carrying it out."""

from typing import Protocol

from flows.errors import NotAllowed
from flows.lifecycle.permissions import Guarded, action_name
from flows.linkage.commands import LinkageCommand
from flows.linkage.register import Register
from flows.names import Actor, Role
from flows.ports import Reads, Receipt


class Registers(Protocol):
    """Thread-safe. The composition root puts it together from storage, rules, calendars and the house's policy."""

    def load(self, reads: Reads, team_id: str, project_id: str) -> Register:
        """The register of a project that the caller may see; an empty one where nothing was ever recorded."""

    def able(self, project: Guarded, user_id: str) -> frozenset[str]:
        """The names of the commands that a person may give in a project."""

    def lifters(self, project: Guarded, command: str) -> tuple[tuple[str, ...], tuple[Role, ...]]:
        """Who may give a command, and the roles that would allow it."""

    def perform(self, command: LinkageCommand, actor: Actor, *, request_key: str) -> Receipt:
        """Carry a command out in one transaction. Raises ``LiandongError``; then nothing is stored."""


class NoRegisters:
    """Stands where no register was put together: everything is empty and nobody may change it."""

    def load(self, reads: Reads, team_id: str, project_id: str) -> Register:
        del reads
        return Register(team_id=team_id, project_id=project_id)

    def able(self, project: Guarded, user_id: str) -> frozenset[str]:
        del project, user_id
        return frozenset()

    def lifters(self, project: Guarded, command: str) -> tuple[tuple[str, ...], tuple[Role, ...]]:
        del project, command
        return (), ()

    def perform(self, command: LinkageCommand, actor: Actor, *, request_key: str) -> Receipt:
        del actor, request_key
        raise NotAllowed(action_name(type(command).__name__))
