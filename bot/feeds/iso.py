"""ISO Open Data: every deliverable of ISO, one JSON object a line (DOMAIN.md 6.1).

No key. ODC-By 1.0: the attribution must be shown. The data has no stage dates: changes are found by comparing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.feeds.asks import BULK, Ask, Reply
from bot.feeds.connectors import OnePage
from bot.feeds.decoding import lines_of
from bot.feeds.shapes import day, many, parsed, table, texts, without_html, words
from flows.watches.errors import UnreadableFeed, UnreadableRecord
from flows.watches.observations import Observation, Reading
from flows.watches.subjects import Standard

SOURCE = "iso"
ATTRIBUTION = "Contains information from ISO Open Data, made available under ODC-By 1.0"
DELIVERABLES = (
    "https://isopublicstorageprod.blob.core.windows.net/opendata/_latest/"
    "iso_deliverables_metadata/json/iso_deliverables_metadata.jsonl"
)
PAGE = "https://www.iso.org/standard/{}.html"
LONGEST_STAGE = 4


@dataclass(frozen=True, slots=True)
class IsoDeliverables(OnePage):
    """About 80,000 records a day. ``committees`` narrows them down: ``ISO/TC 176`` includes its subcommittees."""

    url: str = DELIVERABLES
    committees: tuple[str, ...] = ()
    source: str = SOURCE
    complete: bool = True
    tells_events: bool = False
    attribution: str = ATTRIBUTION

    def first(self) -> Ask:
        return Ask(source=self.source, url=self.url, limits=BULK)

    def read(self, reply: Reply) -> Iterator[Reading]:
        """Line by line. A line that is no record is told; one of another committee is left out."""
        anything = False
        for number, line in enumerate(lines_of(reply.body, source=self.source, declared=reply.charset), 1):
            if not line.strip():
                continue
            reading = self._reading(line, number)
            anything = anything or isinstance(reading, Observation)
            if not isinstance(reading, Observation) or self._in_scope(reading.subject):
                yield reading
        if not anything:
            raise UnreadableFeed(self.source, "no_records")

    def _in_scope(self, subject: object) -> bool:
        if not self.committees or not isinstance(subject, Standard):
            return True
        return any(f"{subject.committee}/".startswith(f"{committee}/") for committee in self.committees)

    def _reading(self, line: str, number: int) -> Reading:
        try:
            record = parsed(line)
        except ValueError:
            return UnreadableRecord(self.source, f"line {number}", "not_json")
        if not isinstance(record, dict):
            return UnreadableRecord(self.source, f"line {number}", "no_record")
        native_id = words(record.get("id"), most=80)
        reference = words(record.get("reference"), most=200)
        if not native_id or not reference:
            return UnreadableRecord(self.source, native_id or reference or f"line {number}", "no_id")
        try:
            subject = _standard(record, reference)
        except ValueError as error:
            return UnreadableRecord(self.source, native_id, str(error))
        return Observation(source=self.source, native_id=native_id, subject=subject, links=(PAGE.format(native_id),))


def stage_code(value: object) -> str:
    """``9092`` -> ``90.92``. The integer lost its leading zeros: 60 is 00.60. Raises ValueError for anything else."""
    text = words(value)
    if not text or text == "None":
        return ""
    digits = text.replace(".", "")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > LONGEST_STAGE:
        raise ValueError("stage")
    padded = digits.zfill(LONGEST_STAGE)
    return f"{padded[:2]}.{padded[2:]}"


def _standard(record: dict[str, Any], reference: str) -> Standard:
    # ``title`` is in newer files only; ``scope`` is HTML that came out of Word.
    return Standard(
        ref=reference,
        title=_in_english(record.get("title")),
        body="ISO",
        committee=words(record.get("ownerCommittee"), most=100),
        document_type=" ".join(texts([record.get("deliverableType"), record.get("supplementType")])),
        stage=stage_code(record.get("currentStage")),
        version=words(record.get("edition"), most=20),
        published_on=day(record.get("publicationDate")),
        replaces=texts(record.get("replaces")),
        replaced_by=texts(record.get("replacedBy")),
        ics=texts(record.get("icsCode")),
        languages=texts(record.get("languages")),
        scope=_in_english(record.get("scope"), most=2000),
    )


def _in_english(value: object, *, most: int = 500) -> str:
    """Of texts by language the English one, or the first there is."""
    by_language = table(value)
    if not by_language:
        return without_html(value, most=most)
    found = by_language.get("en") or next((text for text in by_language.values() if text), "")
    return without_html(next(iter(many(found)), ""), most=most)
