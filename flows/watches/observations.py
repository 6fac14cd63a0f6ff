"""One observation schema for all sources, and the canonical event that is stored once and delivered to many.

DOMAIN.md 5.1. An observation is what a source shows now; an event is what became different, or was seen first.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from flows.watches.errors import UnreadableRecord
from flows.watches.subjects import Day, LegalEvent, Subject

FIRST_SEEN = "first_seen"
VANISHED = "vanished"
RETURNED = "returned"
SHOWN = 80
"""Characters of a long value that a fingerprint keeps to be read; a hash stands for the rest."""

Value = str | int | bool | None


class Severity(StrEnum):
    """How soon somebody must look: INFO in the next digest, ACTION there and first, URGENT on the same day."""

    INFO = "info"
    ACTION = "action"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One record of a source, as it is now.

    ``source`` and ``native_id`` name it for ever. ``at`` is the source's own time of it, aware, or None. ``happening``
    is set where the source tells events and not states (an Atom entry, a legal event): it becomes the event's kind.
    """

    source: str
    native_id: str
    subject: Subject
    links: tuple[str, ...] = ()
    at: datetime | None = None
    happening: str = ""


Reading = Observation | UnreadableRecord
"""What a connector yields: a record, or why it could not be read. One bad record never hides the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something new. ``kind`` is ``standard.stage_changed``, ``patent.first_seen``, …; ``observed_at`` is UTC.

    ``before`` and ``after`` hold the fields that differ. ``dedupe_key`` is the same whenever the same change is seen
    again, by whichever process; a store keeps it unique.
    """

    kind: str
    source: str
    native_id: str
    observed_at: datetime
    subject: Subject
    dedupe_key: str
    before: Mapping[str, Value] = field(default_factory=dict)
    after: Mapping[str, Value] = field(default_factory=dict)
    links: tuple[str, ...] = ()
    severity: Severity = Severity.INFO

    @property
    def event_id(self) -> str:
        """Readable and unique: source, record, what, and the head of the dedupe key."""
        return f"{self.source}:{self.native_id}:{self.kind.partition('.')[2]}:{self.dedupe_key[7:19]}"


def dedupe_key(*parts: str) -> str:
    """``sha256:`` and the hash over parts that do not change between two looks at the same change."""
    return "sha256:" + hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()


def plain(value: object) -> Value:
    """A field's value as JSON can hold it. Lists become one text."""
    if value is None or isinstance(value, str | int):  # first, because most are
        return value
    match value:
        case Day():
            return str(value)
        case date():
            return value.isoformat()
        case tuple():
            return "; ".join(str(plain(part)) for part in value)
        case LegalEvent():
            return " ".join(part for part in (value.code, str(value.on or ""), value.text) if part)
        case _:
            return str(value)


def tracked(subject: Subject) -> list[Value]:
    """The values whose change is news, in the order of ``TRACKED``. Empty is None. Long ones are cut and hashed."""
    return [_short(plain(getattr(subject, name))) for name in subject.TRACKED]


def _short(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    if len(value) > SHOWN:
        return value[:SHOWN] + "…" + hashlib.sha256(value.encode("utf-8", "replace")).hexdigest()[:8]
    return value or None
