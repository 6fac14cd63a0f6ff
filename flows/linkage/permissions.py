"""Who may do what with a register. Fails closed: an unknown action is nobody's.

The patent lead answers for novelty, the standards lead for what goes to a body; legal where the policy says.
"""

from flows.errors import NotAllowed
from flows.lifecycle.permissions import Guarded, action_name
from flows.linkage.codes import OutwardKind
from flows.linkage.house import DECLARATION, LICENCE, OVERRIDE, House
from flows.linkage.items import Outward
from flows.linkage.judgements import DocketItem
from flows.names import Role

LEADS = (Role.LEAD, Role.TECHNOLOGY, Role.PATENT, Role.STANDARD)
CONTRIBUTIONS = (Role.LEAD, Role.STANDARD)
DATES = (Role.LEAD, Role.PATENT, Role.STANDARD, Role.LEGAL)

_MEMBERS = frozenset({"RecordFeature", "AskClearance"})
"""What every member may do: nobody who knows of a feature or a plan is kept from writing it down."""

_ROLES: dict[str, tuple[Role, ...]] = {
    "ClearFeature": (Role.PATENT,),
    "RecordFamily": (Role.LEAD, Role.PATENT, Role.LEGAL),
    "RecordApplication": (Role.LEAD, Role.PATENT, Role.LEGAL),
    "RecordClaims": (Role.LEAD, Role.PATENT, Role.LEGAL),
    "RecordStandard": (Role.LEAD, Role.STANDARD),
    "RecordClauses": (Role.LEAD, Role.STANDARD),
    "NoteReception": CONTRIBUTIONS,
    "DecideClearance": (Role.PATENT,),
    "RecordLicence": (Role.LEAD, Role.PATENT, Role.LEGAL, Role.BUSINESS),
    "RecordReward": (Role.LEAD, Role.PATENT, Role.LEGAL),
    "Declare": (Role.PATENT, Role.STANDARD, Role.LEGAL),
    "TieItems": LEADS,
    "UntieItems": LEADS,
    "CheckRow": (Role.LEAD, Role.PATENT, Role.STANDARD),
    "CloseDocketItem": DATES,
    "ConfirmDocketItem": DATES,
    "DropDocketItem": (Role.LEAD, Role.PATENT, Role.LEGAL),
    "ReopenDocketItem": DATES,
    "ImportItems": LEADS,
}
"""Actions -> the roles that may do them; who made a plan may do more with it (``lifters``)."""

_PLANNED = frozenset({"PlanOutward", "MakeOutward", "WithdrawOutward"})
_OF_LEGAL = {"Declare": DECLARATION, "RecordLicence": LICENCE}
"""Actions that a policy can reserve for legal, with the act it names."""


def roles_for(action: str, house: House, *, outward: Outward | None = None) -> tuple[Role, ...]:
    """The roles that may do an action; none where every member may, or nobody."""
    if _OF_LEGAL.get(action) in house.legal_for:
        return (Role.LEGAL,)
    if action in _PLANNED and outward is not None and outward.kind is OutwardKind.CONTRIBUTION:
        return CONTRIBUTIONS
    return _ROLES.get(action, ())


def lifters(project: Guarded, action: str, house: House, *, outward: Outward | None = None) -> tuple[str, ...]:
    """Every user id who may do an action now.

    A plan that goes to no body is any member's to make, and then its planner's and the leads' to carry out.
    """
    if action in _MEMBERS or (action == "PlanOutward" and outward is not None and _is_free(outward)):
        return tuple(member.user_id for member in project.members)
    able = tuple(user for role in roles_for(action, house, outward=outward) for user in project.holders(role))
    if action in _PLANNED and outward is not None:
        leads = LEADS if _is_free(outward) else ()
        able = (*able, *(user for role in leads for user in project.holders(role)))
        if outward.planned_by and any(member.user_id == outward.planned_by for member in project.members):
            able = (outward.planned_by, *able)
    return tuple(dict.fromkeys(able))


def _is_free(outward: Outward) -> bool:
    return outward.kind is not OutwardKind.CONTRIBUTION


def may(project: Guarded, user_id: str, action: str, house: House, *, outward: Outward | None = None) -> bool:
    """Whether this person may do ``action`` now, as far as permission goes."""
    return user_id in lifters(project, action, house, outward=outward)


def require(project: Guarded, user_id: str, action: str, house: House, *, outward: Outward | None = None) -> None:
    """Raises ``NotAllowed``, naming who could do it instead."""
    if not may(project, user_id, action, house, outward=outward):
        can = lifters(project, action, house, outward=outward)
        raise NotAllowed(action_name(action), can, roles_for(action, house, outward=outward))


def confirmers(project: Guarded, item: DocketItem) -> tuple[str, ...]:
    """Who may confirm that a statutory date was met: those who look after dates, and never whoever met it."""
    able = dict.fromkeys(user for role in DATES for user in project.holders(role))
    return tuple(user for user in able if user != item.done_by)


def legal_besides(house: House) -> bool:
    """Whether an override needs somebody of legal besides the patent lead."""
    return OVERRIDE in house.legal_for
