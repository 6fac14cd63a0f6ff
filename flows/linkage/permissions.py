"""Who may do what to a project's register. Fails closed: an unknown command is nobody's.

Recording what exists is everybody's on the project; what decides, promises or closes belongs to named roles
(DOMAIN.md 3.1): the patent lead must approve any outward disclosure.
"""

from flows.errors import NotAllowed
from flows.lifecycle.permissions import Guarded, action_name
from flows.linkage import commands as c
from flows.names import Role

_STRANDS = (Role.LEAD, Role.TECHNOLOGY, Role.PATENT, Role.STANDARD)
_PATENT = (Role.PATENT, Role.LEAD)
_STANDARD = (Role.STANDARD, Role.LEAD)
_PROMISES = (Role.PATENT, Role.STANDARD, Role.LEGAL, Role.LEAD)
_DATES = (Role.PATENT, Role.STANDARD, Role.LEGAL, Role.LEAD)
_DEALS = (Role.PATENT, Role.LEGAL, Role.BUSINESS, Role.LEAD)

EVERYBODY: frozenset[type[c.LinkageCommand]] = frozenset({c.RecordFeature, c.PlanOutward, c.AskClearance})
"""What any member may do: note a feature, plan to show something, and ask whether that is safe."""

ROLES: dict[type[c.LinkageCommand], tuple[Role, ...]] = {
    c.ClearFeature: (Role.PATENT,),
    c.RecordFamily: _PATENT,
    c.RecordApplication: _PATENT,
    c.RecordClaims: _PATENT,
    c.RecordStandard: _STANDARD,
    c.RecordClauses: _STANDARD,
    c.NoteNewText: _STANDARD,
    c.DecideClearance: (Role.PATENT, Role.LEGAL),
    c.MakeOutward: _STRANDS,
    c.WithdrawOutward: _STRANDS,
    c.NoteReception: _STANDARD,
    c.Declare: _PROMISES,
    c.RecordLicence: _DEALS,
    c.RecordReward: _DEALS,
    c.TieItems: _STRANDS,
    c.UntieItems: _STRANDS,
    c.CheckRow: (Role.PATENT, Role.STANDARD, Role.LEGAL),
    c.CloseDocketItem: _DATES,
    c.ConfirmDocketItem: _DATES,
    c.DropDocketItem: (Role.PATENT, Role.LEGAL, Role.LEAD),
    c.ReopenDocketItem: _DATES,
    c.ImportItems: _STRANDS,
}
"""Every other command with the roles that may give it. A new command goes here or into EVERYBODY."""

COMMANDS: tuple[type[c.LinkageCommand], ...] = (*sorted(EVERYBODY, key=lambda cls: cls.__name__), *ROLES)


def able(project: Guarded, user_id: str) -> frozenset[str]:
    """The names of the commands that a person may give in a project."""
    member = next((m for m in project.members if m.user_id == user_id), None)
    if member is None:
        return frozenset()
    held = set(member.roles)
    return frozenset(cls.__name__ for cls in COMMANDS if cls in EVERYBODY or held & set(ROLES[cls]))


def lifters(project: Guarded, command: str) -> tuple[tuple[str, ...], tuple[Role, ...]]:
    """Who may give a command, the most fitting person first, and the roles that would allow it."""
    cls = next((cls for cls in COMMANDS if cls.__name__ == command), None)
    if cls is None:
        return (), ()
    if cls in EVERYBODY:
        return tuple(m.user_id for m in project.members), ()
    roles = ROLES[cls]
    return tuple(dict.fromkeys(user for role in roles for user in project.holders(role))), roles


def require(project: Guarded, user_id: str, command: str) -> None:
    """Raises ``NotAllowed``, naming who could do it instead."""
    if command not in able(project, user_id):
        can, roles = lifters(project, command)
        raise NotAllowed(action_name(command), can, roles)
