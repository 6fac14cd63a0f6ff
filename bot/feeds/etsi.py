"""ETSI's IPR database: general and specific declarations as CSV, read by header name (DOMAIN.md 6.7).

ETSI has checked neither validity nor essentiality, and numbers are as people typed them. "Reflected" is the day on
which a declaration was made public; "signature" the day on which it was signed.
"""

import csv
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.feeds.asks import BULK, Ask, Reply
from bot.feeds.decoding import lines_of
from bot.feeds.headers import normalised
from bot.feeds.shapes import day, words
from flows.watches.errors import UnreadableFeed, UnreadableRecord
from flows.watches.observations import Observation, Reading
from flows.watches.subjects import Declaration

SITE = "https://ipr.etsi.org"
ATTRIBUTION = "ETSI IPR Online Database; ETSI has checked neither validity nor essentiality"
GENERATIONS = ("2g", "3g", "4g", "5g", "6g")
NEEDED = ("iprd_reference", "comp_legal_name")
FLAGS: Mapping[str, bool] = {
    "1": True,
    "0": False,
    "y": True,
    "n": False,
    "yes": True,
    "no": False,
    "true": True,
    "false": False,
}


@dataclass(frozen=True, slots=True)
class EtsiDeclarations:
    """``kind`` is ``ISLD`` (specific: patents named) or ``GD`` (general). The address of the export is a setting:
    ETSI offers it behind its search page."""

    url: str
    kind: Literal["ISLD", "GD"] = "ISLD"
    source: str = "etsi"
    complete: bool = True
    tells_events: bool = False
    attribution: str = ATTRIBUTION

    def first(self) -> Ask:
        return Ask(source=self.source, url=self.url, limits=BULK)

    def read(self, reply: Reply) -> Iterator[Reading]:
        yield from declarations(
            lines_of(reply.body, source=self.source, declared=reply.charset), self.source, self.kind
        )

    def following(self, ask: Ask, reply: Reply) -> Ask | None:  # noqa: ARG002  # one file is all there is
        return None


def declarations(lines: Iterator[str], source: str, kind: str = "ISLD") -> Iterator[Reading]:
    """Rows of an export. Raises ``UnreadableFeed`` where it is no table or a needed header is missing."""
    first = next(lines, "")
    delimiter = ";" if first.count(";") > first.count(",") else ","
    try:
        headers = [normalised(name) for name in next(csv.reader([first], delimiter=delimiter), [])]
    except csv.Error as error:
        raise UnreadableFeed(source, "missing_header", str(error)) from error
    missing = [name for name in NEEDED if name not in headers]
    if missing:
        raise UnreadableFeed(source, "missing_header", ", ".join(missing))
    rows = csv.reader(lines, delimiter=delimiter)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield UnreadableRecord(source, f"line {rows.line_num + 1}", str(error))
            continue
        if row:
            yield _reading(row, headers, source, kind, rows.line_num + 1)


def _reading(row: Sequence[str], headers: Sequence[str], source: str, kind: str, line: int) -> Reading:
    if len(row) != len(headers):
        return UnreadableRecord(source, f"line {line}", "columns")
    cells = dict(zip(headers, row, strict=True))

    def cell(*names: str) -> str:
        return next((text for name in names if (text := words(cells.get(name), most=300))), "")

    reference = cell("iprd_reference")
    if not reference:
        return UnreadableRecord(source, f"line {line}", "no_id")
    publication, application = cell("publ_number", "publication_number"), cell("patt_application_number")
    subject = Declaration(
        ref=reference,
        body="ETSI",
        declarer=cell("comp_legal_name"),
        general=kind == "GD",
        standard=cell("standard"),
        project=cell("etpr_acronym"),
        application_no=application,
        publication_no=publication,
        signed_on=day(cell("iprd_signature_date")),
        made_public_on=day(cell("reflected_date")),
        licence=FLAGS.get(cell("licd_dec_prep_to_grant_flag", "gend_app_to_all_flag").lower()),
        reciprocal=FLAGS.get(cell("licd_rec_condi_flag").lower()),
        generations=tuple(name.upper() for name in GENERATIONS if cells.get(name, "").strip() == "1"),
    )
    # One declaration has a row for every patent, standard and project; only together are they one record.
    parts = (cell("dipg_id"), cell("patt_id") or application or publication, subject.standard, subject.project)
    mark = hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:12]
    return Observation(source=source, native_id=f"{kind}:{reference}:{mark}", subject=subject, links=(SITE,))
