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
from bot.feeds.connectors import OnePage
from bot.feeds.decoding import lines_of
from bot.feeds.headers import normalised
from bot.feeds.shapes import day, words
from flows.watches.errors import UnreadableFeed, UnreadableRecord
from flows.watches.observations import Observation, Reading
from flows.watches.subjects import Declaration

SITE = "https://ipr.etsi.org"
ATTRIBUTION = "ETSI IPR Online Database; ETSI has checked neither validity nor essentiality"
GENERATIONS = ("2g", "3g", "4g", "5g", "6g")
FIELDS = (
    ("iprd_reference",), ("comp_legal_name",), ("standard",), ("etpr_acronym",), ("patt_application_number",),
    ("publ_number", "publication_number"), ("iprd_signature_date",), ("reflected_date",),
    ("licd_dec_prep_to_grant_flag", "gend_app_to_all_flag"), ("licd_rec_condi_flag",), ("dipg_id",), ("patt_id",),
)  # fmt: skip
"""Names of the columns that are read, each with its other spellings, in the order in which ``_reading`` takes them."""
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
class EtsiDeclarations(OnePage):
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
    rows, layout = csv.reader(lines, delimiter=delimiter), _layout(headers)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield UnreadableRecord(source, f"line {rows.line_num + 1}", str(error))
            continue
        if row:
            yield _reading(row, layout, source, kind, rows.line_num + 1)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the columns of one file stand. A column that is not there stands behind the last, where nothing is."""

    width: int
    fields: tuple[int, ...]
    generations: tuple[tuple[str, int], ...]


def _layout(headers: Sequence[str]) -> _Layout:
    places = {name: place for place, name in reversed(list(enumerate(headers)))}
    fields = tuple(next((places[name] for name in names if name in places), len(headers)) for names in FIELDS)
    return _Layout(len(headers), fields, tuple((name.upper(), places[name]) for name in GENERATIONS if name in places))


def _reading(row: Sequence[str], layout: _Layout, source: str, kind: str, line: int) -> Reading:
    if len(row) != layout.width:
        return UnreadableRecord(source, f"line {line}", "columns")
    padded = [*row, ""]
    (
        reference, declarer, standard, project, application, publication, signed, public, licence, reciprocal, group,
        patent,
    ) = [words(padded[place], most=300) for place in layout.fields]  # fmt: skip
    if not reference:
        return UnreadableRecord(source, f"line {line}", "no_id")
    subject = Declaration(
        ref=reference,
        body="ETSI",
        declarer=declarer,
        general=kind == "GD",
        standard=standard,
        project=project,
        application_no=application,
        publication_no=publication,
        signed_on=day(signed),
        made_public_on=day(public),
        licence=FLAGS.get(licence.lower()),
        reciprocal=FLAGS.get(reciprocal.lower()),
        generations=tuple([name for name, place in layout.generations if row[place].strip() == "1"]),
    )
    # One declaration has a row for every patent, standard and project; only together are they one record.
    parts = "\x1f".join((group, patent or application or publication, standard, project))
    mark = hashlib.sha256(parts.encode("utf-8", "replace")).hexdigest()[:12]
    return Observation(source=source, native_id=f"{kind}:{reference}:{mark}", subject=subject, links=(SITE,))
