"""What an observation is about: one frozen shape per kind of thing, the same for every source.

Days are as the source gives them, without a time zone. ``ref`` is what people call the thing. The names in
``TRACKED`` are those whose change is news, in a fixed order: append only, because stored fingerprints follow it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Day:
    """A day, and whether the source said it or we worked it out. ``basis`` says how, such as ``first_seen``."""

    on: date
    estimated: bool = False
    basis: str = ""

    def __str__(self) -> str:
        return f"~{self.on.isoformat()}" if self.estimated else self.on.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """A standard, draft or work item. ``stage`` is the body's own code (ISO: ``90.92``), ``version`` its edition or
    revision; ``scope`` is plain text. ISO's data has no stage dates: they are estimated (DOMAIN.md 6.1)."""

    WHAT: ClassVar[str] = "standard"
    TRACKED: ClassVar[tuple[str, ...]] = (
        "stage", "version", "published_on", "replaced_by", "ballot_closes_on", "committee", "status", "title",
    )  # fmt: skip

    ref: str
    title: str = ""
    body: str = ""
    committee: str = ""
    document_type: str = ""
    stage: str = ""
    stage_on: Day | None = None
    status: str = ""
    version: str = ""
    published_on: Day | None = None
    ballot_closes_on: Day | None = None
    expires_on: Day | None = None
    replaces: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    ics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    scope: str = ""


@dataclass(frozen=True, slots=True)
class LegalEvent:
    """Something an office did or noted. ``code`` is the office's (``PGFP``), ``influence`` ``+``, ``-`` or empty."""

    code: str
    text: str
    on: Day | None
    influence: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patent:
    """A patent document or application. ``family_id`` is the source's own (DOCDB for EPO)."""

    WHAT: ClassVar[str] = "patent"
    TRACKED: ClassVar[tuple[str, ...]] = (
        "status", "publication_no", "grant_no", "granted_on", "applicants", "published_on", "family_id", "title",
    )  # fmt: skip

    ref: str
    title: str = ""
    office: str = ""
    kind_code: str = ""
    application_no: str = ""
    publication_no: str = ""
    grant_no: str = ""
    family_id: str = ""
    applicants: tuple[str, ...] = ()
    inventors: tuple[str, ...] = ()
    ipc: tuple[str, ...] = ()
    cpc: tuple[str, ...] = ()
    priority_on: Day | None = None
    filed_on: Day | None = None
    published_on: Day | None = None
    granted_on: Day | None = None
    status: str = ""
    status_on: Day | None = None
    abstract: str = ""
    legal_event: LegalEvent | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A patent declared to a standards body. ``made_public_on`` counts for the public, ``signed_on`` for the
    declarer. Numbers are as declared: the body checked neither them nor essentiality (DOMAIN.md 6.7)."""

    WHAT: ClassVar[str] = "declaration"
    TRACKED: ClassVar[tuple[str, ...]] = (
        "made_public_on", "licence", "reciprocal", "publication_no", "application_no", "standard", "declarer",
    )  # fmt: skip

    ref: str
    body: str = ""
    declarer: str = ""
    general: bool = False
    standard: str = ""
    project: str = ""
    application_no: str = ""
    publication_no: str = ""
    signed_on: Day | None = None
    made_public_on: Day | None = None
    licence: bool | None = None
    reciprocal: bool | None = None
    generations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """A document handed to a meeting. ``uploaded_at`` is when the world could read it first (DOMAIN.md R01b);
    ``first_ref`` is the oldest revision known, ``first_uploaded_at`` its upload."""

    WHAT: ClassVar[str] = "contribution"
    TRACKED: ClassVar[tuple[str, ...]] = ("status", "revised_to", "uploaded_at", "title", "sources")

    ref: str
    title: str = ""
    body: str = ""
    meeting: str = ""
    sources: tuple[str, ...] = ()
    document_type: str = ""
    purpose: str = ""
    agenda_item: str = ""
    status: str = ""
    revision_of: str = ""
    revised_to: str = ""
    first_ref: str = ""
    release: str = ""
    spec: str = ""
    uploaded_at: datetime | None = None
    first_uploaded_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """A value that somebody reached for an indicator. Without ``source`` and ``measured_on`` it is worth nothing,
    and the readers refuse it (DOMAIN.md 5.2). ``value`` is a decimal as text, so that nothing is rounded."""

    WHAT: ClassVar[str] = "benchmark"
    TRACKED: ClassVar[tuple[str, ...]] = ("value", "unit", "measured_on")

    ref: str
    indicator: str
    holder: str
    value: str
    unit: str
    source: str
    measured_on: Day
    clause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Something published that is none of the others yet: an entry of a feed, a hit that a colleague typed."""

    WHAT: ClassVar[str] = "news"
    TRACKED: ClassVar[tuple[str, ...]] = ()

    ref: str
    title: str = ""
    text: str = ""
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None


Subject = Standard | Patent | Declaration | Contribution | Benchmark | News
SUBJECTS: tuple[type[Subject], ...] = (Standard, Patent, Declaration, Contribution, Benchmark, News)
