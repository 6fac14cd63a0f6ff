"""What a linkage register holds: frozen data, no behaviour beyond looking things up.

Days are dates in the time zone of the workspace, moments are UTC. Every item has an ``id`` (``fea_…``) for machines
and a ``number`` per project and kind, shown as a short label (``F3``, ``P1``, ``S2``, ``C4``, ``D1``). A ``*_id`` field
names an item of the same register. Countries are ISO 3166 codes, plus ``EP`` and ``WO``.
"""

from dataclasses import dataclass
from datetime import date, datetime

from flows.linkage.codes import (
    ApplicationStatus,
    Body,
    Essentiality,
    LinkKind,
    OutwardKind,
    OutwardState,
    PatentKind,
    Reception,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What every item of a register carries."""

    id: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature(Item):
    """A technical feature. ``trl`` is 1-9 or None; ``evidence`` a web address or a deliverable id.

    ``not_patent_relevant`` is the written reason why it needs no filing (DOMAIN.md R01), with who gave it.
    """

    name: str
    description: str = ""
    trl: int | None = None
    evidence: str = ""
    not_patent_relevant: str = ""
    cleared_by: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a family. ``number`` counts from 1 as in the application text."""

    number: int
    text: str = ""
    independent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """One member of a family at one office. Numbers are normalised (``flows/linkage/numbers.py``).

    ``office`` is where it was filed (``CN``, ``EP``, ``US``, ``WO`` for a PCT application). ``priority_on`` is the
    earliest date claimed, or None for a first filing. The days of notices start periods (``flows/linkage/rules``);
    they are the days the notices bear: ``notices_by_post`` says that they are deemed received later (rule 4).
    """

    office: str
    status: ApplicationStatus = ApplicationStatus.PLANNED
    application_number: str = ""
    publication_number: str = ""
    grant_number: str = ""
    priority_on: date | None = None
    filed_on: date | None = None
    published_on: date | None = None
    granted_on: date | None = None
    examination_requested_on: date | None = None
    examination_notice_on: date | None = None
    grant_notice_on: date | None = None
    refused_on: date | None = None
    annuity_paid_until: date | None = None
    notices_by_post: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Family(Item):
    """An invention and its applications. ``members`` hold at most one application per office.

    ``completed_in`` is the country where the invention was finished (DOMAIN.md R04); ``secrecy_requested_on`` and
    ``secrecy_cleared_on`` belong to the secrecy review. ``owners`` and ``inventors`` are names or user ids.
    ``companion_id`` is the utility model filed on the same day (R17), ``companion_declared`` that it was declared.
    """

    title: str
    kind: PatentKind = PatentKind.INVENTION
    completed_in: str = "CN"
    secrecy_requested_on: date | None = None
    secrecy_cleared_on: date | None = None
    owners: tuple[str, ...] = ()
    co_owner_terms: str = ""
    inventors: tuple[str, ...] = ()
    members: tuple[Application, ...] = ()
    claims: tuple[Claim, ...] = ()
    companion_id: str = ""
    companion_declared: bool = False
    assigned_to: str = ""
    assigned_on: date | None = None
    buyer_bound: bool = False
    dropped: bool = False

    @property
    def first_filed_on(self) -> date | None:
        """The earliest filing or priority day of any member; None while nothing is filed."""
        days = [day for m in self.members for day in (m.priority_on, m.filed_on) if day is not None]
        return min(days, default=None)

    def member(self, office: str) -> Application | None:
        """The application at an office, or None."""
        return next((m for m in self.members if m.office == office), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause of a standard. ``text_hash`` is the SHA-256 of its text in ``version`` (the text itself may be
    confidential, DOMAIN.md R39); a changed hash means that the text changed."""

    number: str
    title: str = ""
    version: str = ""
    text_hash: str = ""
    normative: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard(Item):
    """A standard or work item. ``stage`` is the body's own code (ISO ``40.20``), ``next_what`` is due on ``next_on``.

    ``next_estimated``: computed from a window, not told by the body. ``references`` are other standards it cites
    normatively, ``adopts`` the one it adopts identically (DOMAIN.md R22).
    """

    body: Body
    reference: str
    title: str = ""
    committee: str = ""
    level: str = ""
    stage: str = ""
    stage_on: date | None = None
    next_what: str = ""
    next_on: date | None = None
    next_estimated: bool = False
    version: str = ""
    clauses: tuple[Clause, ...] = ()
    references: tuple[str, ...] = ()
    adopts: str = ""
    published_on: date | None = None
    withdrawn: bool = False

    def clause(self, number: str) -> Clause | None:
        """The clause with a number, or None."""
        return next((c for c in self.clauses if c.number == number), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outward(Item):
    """Something that goes, or went, out: a contribution to a body, a paper, a talk, a demo, material for a customer.

    ``available_on`` is the day from which outsiders can get it: for a standards body the upload, not the meeting
    (DOMAIN.md R01a). ``made_on`` is the day it really happened. ``channel_id`` for what is posted in Slack.
    ``under_nda``: everybody reached has a duty of confidentiality (R02).
    """

    kind: OutwardKind
    title: str
    features: tuple[str, ...]
    available_on: date
    state: OutwardState = OutwardState.PLANNED
    made_on: date | None = None
    to_whom: str = ""
    under_nda: bool = False
    channel_id: str = ""
    body: Body | None = None
    standard_id: str = ""
    committee: str = ""
    meeting: str = ""
    document: str = ""
    marked_confidential: bool = False
    reception: Reception = Reception.PENDING
    planned_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A tie between two items. ``source`` and ``target`` are item ids; ``claim`` and ``clause`` say which part.

    L1 feature -> family and claim; L2 family and claim -> standard and clause, a row of the claim chart with the
    claim ``element`` and the ``version`` of the clause it was charted on; L4 family -> declaration; L5 feature (its
    result) -> standard and clause; L6 standard -> family; L7 feature -> standard and clause. ``recheck`` says why a
    row must be looked at again, empty text where it need not.
    """

    id: str
    kind: LinkKind
    source: str
    target: str
    claim: int = 0
    clause: str = ""
    element: str = ""
    version: str = ""
    why: str = ""
    by: str
    at: datetime
    essentiality: Essentiality = Essentiality.CHARTED
    confirmed_by: str = ""
    recheck: str = ""
