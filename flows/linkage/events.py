"""What has happened to a register, past tense. A register is exactly the fold of its events (``evolve.py``)."""

from dataclasses import dataclass
from datetime import date

from flows.lifecycle.events import Event
from flows.linkage.codes import ClearanceState, Essentiality, Reception
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
    Link,
    Outward,
    Standard,
)
from flows.linkage.judgements import (
    Clearance,
    DocketItem,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkageEvent(Event):
    """``by`` is a Slack user id or ``names.SYSTEM``; ``at`` is UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureRecorded(LinkageEvent):
    """New, or changed. Why it needs no filing stays that of the register."""

    item: Feature


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureCleared(LinkageEvent):
    """Why a feature needs no filing (DOMAIN.md R01); an empty ``reason`` takes that back."""

    feature_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyRecorded(LinkageEvent):
    """The family without what only other events change: its members and claims stay those of the register."""

    item: Family


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationRecorded(LinkageEvent):
    """The whole application, in place of what the register held for its office."""

    family_id: str
    application: Application


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsRecorded(LinkageEvent):
    """All claims of a family, in place of those before."""

    family_id: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardRecorded(LinkageEvent):
    """The standard with its own fields; its clauses and version stay those of the register."""

    item: Standard


@dataclass(frozen=True, slots=True, kw_only=True)
class ClausesRecorded(LinkageEvent):
    """All clauses of a standard in one version, in place of those before."""

    standard_id: str
    version: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutwardPlanned(LinkageEvent):
    """A new plan, or a changed one. Whether it is out, and what became of it, other events say."""

    item: Outward


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearanceAsked(LinkageEvent):
    """A question with the answer of the rules at that moment."""

    item: Clearance


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearanceDecided(LinkageEvent):
    """``legal_by`` is the person of legal who agreed to an override, where the policy asks for one.

    ``reason`` is what people wrote; for REVOKED it is a code: ``plan_changed``, ``asked_again`` or
    ``withdrawn``.
    """

    clearance_id: str
    state: ClearanceState
    reason: str
    legal_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutwardMade(LinkageEvent):
    """``clearance_id`` is the clearance or recorded override that let it go out."""

    outward_id: str
    made_on: date
    clearance_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutwardWithdrawn(LinkageEvent):
    """A plan was called off before anything was out."""

    outward_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceptionNoted(LinkageEvent):
    """What became of something at its body. It is out all the same."""

    outward_id: str
    reception: Reception


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared(LinkageEvent):
    """Append-only: never changed, never taken back (DOMAIN.md R23)."""

    item: Declaration


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceRecorded(LinkageEvent):
    """The whole licence, new or changed."""

    item: Licence


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardRecorded(LinkageEvent):
    """The whole reward, new or changed."""

    item: Reward


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsTied(LinkageEvent):
    """A new link, or one whose element, version or reason is another one now."""

    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsUntied(LinkageEvent):
    """A link is gone; the history alone remembers it."""

    link_id: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChecked(LinkageEvent):
    """Somebody looked at a claim-chart row on the text of ``version``."""

    link_id: str
    essentiality: Essentiality
    version: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsToRecheck(LinkageEvent):
    """Claim-chart rows whose claim or clause text changed; ``cause`` is ``clause_changed``, ``clause_gone``,
    ``claim_changed``, ``stage_changed``, or ``text_changed`` for a new version whose clauses are not known yet."""

    links: tuple[str, ...]
    cause: str
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocketRecorded(LinkageEvent):
    """New, recalculated, done, confirmed, dropped or reopened dates, whole; ``cause`` is the code of what caused it."""

    items: tuple[DocketItem, ...]
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsImported(LinkageEvent):
    """Comes before the events of the items themselves. ``count`` is how many items and links follow."""

    source: str
    count: int


LINKAGE_EVENTS: dict[str, type[LinkageEvent]] = {
    cls.__name__: cls
    for cls in (
        FeatureRecorded, FeatureCleared, FamilyRecorded, ApplicationRecorded, ClaimsRecorded, StandardRecorded,
        ClausesRecorded, OutwardPlanned, ClearanceAsked, ClearanceDecided, OutwardMade, OutwardWithdrawn,
        ReceptionNoted, Declared, LicenceRecorded, RewardRecorded, ItemsTied, ItemsUntied, RowChecked, RowsToRecheck,
        DocketRecorded, ItemsImported,
    )
}  # fmt: skip
"""Every event by its name, as history rows store it. Add a new event here, and to ``evolve.py``."""
