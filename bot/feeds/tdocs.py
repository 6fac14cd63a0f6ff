"""3GPP's lists of meeting documents: XLSX whose headers drift (DOMAIN.md 6.8).

``Uploaded`` is when the world could read a document (DOMAIN.md R01b). A revision shows what its predecessors showed:
what counts for novelty is the first upload along the chain.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import BinaryIO

from bot.feeds.asks import Ask, Reply
from bot.feeds.connectors import OnePage
from bot.feeds.headers import places
from bot.feeds.shapes import moment, words
from bot.feeds.sheets import Row, rows_of
from flows.watches.errors import UnreadableFeed, UnreadableRecord
from flows.watches.observations import Observation, Reading
from flows.watches.subjects import Contribution

TDOC = re.compile(r"^[A-Z]{1,2}[0-9]?-\d{5,7}$")
HEADER_WITHIN = 30
LONGEST_CHAIN = 50
HEADERS: Mapping[str, tuple[str, ...]] = {
    "ref": ("tdoc", "tdoc_number", "tdoc_no", "tdoc_id", "document_number"),
    "title": ("title", "tdoc_title"),
    "sources": ("source", "sources"),
    "document_type": ("type", "tdoc_type", "document_type"),
    "purpose": ("for", "document_for", "tdoc_for"),
    "agenda_item": ("agenda_item", "agenda", "ai"),
    "status": ("tdoc_status", "status"),
    "revision_of": ("is_revision_of", "revision_of"),
    "revised_to": ("revised_to", "revised_in"),
    "release": ("release", "rel"),
    "spec": ("spec", "specification"),
    "uploaded_at": ("uploaded", "uploaded_at", "upload_date", "uploaded_date"),
}
COMPANY_ENDINGS = frozenset({"ltd", "inc", "llc", "corp", "corporation", "limited", "gmbh", "sa", "bv", "kk", "co ltd"})


@dataclass(frozen=True, slots=True)
class TdocList(OnePage):
    """The list of one meeting. ``url`` with ``#`` written as ``%23``."""

    url: str
    meeting: str
    source: str = "3gpp"
    complete: bool = False
    tells_events: bool = False
    attribution: str = "3GPP"

    def first(self) -> Ask:
        return Ask(source=self.source, url=self.url.replace("#", "%23"))

    def read(self, reply: Reply) -> Iterator[Reading]:
        folder = self.url.rpartition("/")[0]
        return contributions(reply.body, source=self.source, meeting=self.meeting, folder=folder)


def contributions(body: BinaryIO, *, source: str, meeting: str, folder: str = "") -> Iterator[Reading]:
    """Every document of a list, faults first. Raises ``UnreadableFeed`` where there is no header to be found."""
    found: dict[str, Contribution] = {}
    columns: dict[str, int] = {}
    for number, row in rows_of(body, source=source):
        if not columns:
            columns = _header(row)
            if not columns and number >= HEADER_WITHIN:
                break
            continue
        if all(cell is None or cell == "" for cell in row):
            continue
        reading = _contribution(row, columns, meeting)
        if isinstance(reading, Contribution):
            found.setdefault(reading.ref, reading)
        else:
            yield UnreadableRecord(source, reading or f"row {number}", "no_id")
    if not columns:
        raise UnreadableFeed(source, "missing_header", "TDoc, Title")
    before = _predecessors(found)
    for contribution in found.values():
        yield Observation(
            source=source,
            native_id=contribution.ref,
            subject=_with_first(contribution, found, before),
            links=(f"{folder}/{contribution.ref}.zip",) if folder else (),
            at=contribution.uploaded_at,
        )


def split_sources(text: str) -> tuple[str, ...]:
    """``Example Co, Other Co., Ltd`` -> two companies: what follows a comma may belong to the name before it."""
    companies: list[str] = []
    for part in re.split(r"[,;，；、\n]", text):
        name = " ".join(part.split())
        if companies and re.sub(r"\W+", " ", name).strip().lower() in COMPANY_ENDINGS:
            companies[-1] += f", {name}"
        elif name and name not in companies:
            companies.append(name)
    return tuple(companies)


def _header(row: Row) -> dict[str, int]:
    columns = places(row, HEADERS)
    return columns if "ref" in columns and "title" in columns else {}


def _contribution(row: Row, columns: Mapping[str, int], meeting: str) -> Contribution | str:
    """The document, or what stands where its number should."""

    def cell(name: str) -> object:
        place = columns.get(name, len(row))
        return row[place] if place < len(row) else None

    ref = words(cell("ref"), most=40).upper()
    if not TDOC.match(ref):
        return ref
    uploaded = _uploaded(cell("uploaded_at"))
    return Contribution(
        ref=ref,
        title=words(cell("title"), most=500),
        body="3GPP",
        meeting=meeting,
        sources=split_sources(str(cell("sources") or "")[:2000]),
        document_type=words(cell("document_type"), most=100),
        purpose=words(cell("purpose"), most=100),
        agenda_item=words(cell("agenda_item"), most=40),
        status=words(cell("status"), most=60),
        revision_of=words(cell("revision_of"), most=40).upper(),
        revised_to=words(cell("revised_to"), most=40).upper(),
        release=words(cell("release"), most=40),
        spec=words(cell("spec"), most=60),
        uploaded_at=uploaded,
    )


def _uploaded(value: object) -> datetime | None:
    """A date cell, a text, or the number of days that a spreadsheet counts from the end of 1899."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        in_range = 20_000 < value < 80_000  # noqa: PLR2004  # 1954 to 2119
        return moment(datetime(1899, 12, 30) + timedelta(days=value)) if in_range else None  # noqa: DTZ001  # as written
    return moment(value)


def _predecessors(found: Mapping[str, Contribution]) -> dict[str, list[str]]:
    """Both columns tell of the same links, and each is often empty."""
    before: dict[str, list[str]] = {}
    for contribution in found.values():
        if contribution.revision_of:
            before.setdefault(contribution.ref, []).append(contribution.revision_of)
        if contribution.revised_to:
            before.setdefault(contribution.revised_to, []).append(contribution.ref)
    return before


def _with_first(
    contribution: Contribution, found: Mapping[str, Contribution], before: Mapping[str, Sequence[str]]
) -> Contribution:
    """Along all predecessors: the one that was uploaded first."""
    chain, met = [contribution.ref], {contribution.ref}
    for ref in chain:
        for earlier in before.get(ref, ()):
            if earlier not in met and len(chain) < LONGEST_CHAIN:
                met.add(earlier)
                chain.append(earlier)
    uploads = sorted((c.uploaded_at, c.ref) for ref in chain if (c := found.get(ref)) and c.uploaded_at)
    if not uploads:
        return replace(contribution, first_ref=chain[-1])
    return replace(contribution, first_ref=uploads[0][1], first_uploaded_at=uploads[0][0])
