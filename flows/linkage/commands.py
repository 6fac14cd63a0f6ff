"""What people can ask of a register, imperative. Fields are parsed and typed, not yet judged.

A ``Record…`` command carries a whole item: one without an id is new and gets its id and number, one with an id
replaces the item it names. ``project_id`` and ``shown`` are as in ``lifecycle/commands.py``; ``shown`` is the
register's version that a form displayed.
"""

from dataclasses import dataclass
from datetime import date

from flows.lifecycle.commands import Command
from flows.linkage.codes import ClearanceState, Essentiality, LinkKind, Reception
from flows.linkage.dealings import (
    Declaration,
    Licence,
    Reward,
)
from flows.linkage.items import (
    Application,
    Claim,
    Clause,
    Family,
    Feature,
    Outward,
    Standard,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkageCommand(Command):
    """A request about one project's register."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFeature(LinkageCommand):
    """Add a feature, or change the one that ``item.id`` names. Why it needs no filing is ``ClearFeature``'s to say."""

    item: Feature


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearFeature(LinkageCommand):
    """Write down why a feature needs no filing (DOMAIN.md R01); empty text takes it back. The patent lead's."""

    feature_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFamily(LinkageCommand):
    """Leaves members and claims of an existing family as they are."""

    item: Family


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordApplication(LinkageCommand):
    """Add or replace the family's application at ``application.office``."""

    family_id: str
    application: Application


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordClaims(LinkageCommand):
    """The complete claims of a family; rows charted on a claim whose text changed are to be looked at again."""

    family_id: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordStandard(LinkageCommand):
    """Leaves the clauses of an existing standard as they are."""

    item: Standard


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordClauses(LinkageCommand):
    """The clauses of a new version. Those that changed or went mark their claim-chart rows to be looked at again."""

    standard_id: str
    version: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteNewText(LinkageCommand):
    """Somebody, or a source, shows a new version of a text whose clauses are not known yet: every row charted on
    another version is to be looked at again."""

    standard_id: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOutward(LinkageCommand):
    """Plan something that goes out, or change the plan; a granted clearance of other features or an other day ends."""

    item: Outward


@dataclass(frozen=True, slots=True, kw_only=True)
class AskClearance(LinkageCommand):
    """Let the engine judge a planned item now, and keep the answer."""

    outward_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideClearance(LinkageCommand):
    """``state`` is GRANTED, REFUSED or OVERRIDDEN. Overriding needs a reason and, where the policy says, legal."""

    clearance_id: str
    state: ClearanceState
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeOutward(LinkageCommand):
    """It went out on ``made_on``. Refused without a clearance valid for that day and these features."""

    outward_id: str
    made_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawOutward(LinkageCommand):
    """Call a plan off, before anything is out. What is out nothing takes back (DOMAIN.md R01)."""

    outward_id: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteReception(LinkageCommand):
    """What the body did with a contribution that was made."""

    outward_id: str
    reception: Reception


@dataclass(frozen=True, slots=True, kw_only=True)
class Declare(LinkageCommand):
    """Append a declaration; never to a worse option (DOMAIN.md R23)."""

    item: Declaration


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLicence(LinkageCommand):
    """Add a licence, or change the one that ``item.id`` names (DOMAIN.md R30, R31, R34). Amounts in whole RMB."""

    item: Licence


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReward(LinkageCommand):
    """Add what an inventor is owed, or change it (DOMAIN.md R33, R34). ``amount`` in whole RMB."""

    item: Reward


@dataclass(frozen=True, slots=True, kw_only=True)
class TieItems(LinkageCommand):
    """Make a link (L1, L2, L4, L5, L6, L7); the same tie again changes its element, version and reason."""

    kind: LinkKind
    source: str
    target: str
    claim: int = 0
    clause: str = ""
    element: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UntieItems(LinkageCommand):
    """Remove a link, with the reason. Never one of a family with a declaration: a promise stays (DOMAIN.md R23)."""

    link_id: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow(LinkageCommand):
    """A claim-chart row was looked at (again): it reads on the present text, or not. Confirming is for somebody
    other than who charted it."""

    link_id: str
    essentiality: Essentiality
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseDocketItem(LinkageCommand):
    """Done. A statutory date counts only when a second person has confirmed it."""

    docket_id: str
    done_on: date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmDocketItem(LinkageCommand):
    """A second person has seen that a date of the law was kept."""

    docket_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DropDocketItem(LinkageCommand):
    """Decided on purpose not to do: a family is given up, a window is let pass."""

    docket_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenDocketItem(LinkageCommand):
    """A date that was closed, confirmed or let pass is open again."""

    docket_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportItems(LinkageCommand):
    """Many items at once, all or none: features, families with members and claims, standards with clauses, links by
    label. ``source`` names the file."""

    source: str
    features: tuple[Feature, ...] = ()
    families: tuple[Family, ...] = ()
    standards: tuple[Standard, ...] = ()
    outwards: tuple[Outward, ...] = ()
    ties: tuple[TieItems, ...] = ()
