"""What is new in a source: seen for the first time, changed since the last look, or gone. Pure and streaming.

A fingerprint is a short text per record: how often it changed, and the values whose change is news. It is all that
must be kept to compare tomorrow: about 100 bytes a record. Whoever stores the events of a sighting stores its
fingerprint in the same transaction; if both are lost, the next comparison finds the same events with the same keys.
"""

import json
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from flows.watches.errors import UnreadableRecord
from flows.watches.observations import (
    FIRST_SEEN,
    RETURNED,
    VANISHED,
    Event,
    Observation,
    Reading,
    Value,
    dedupe_key,
    tracked,
)
from flows.watches.severity import severity_of
from flows.watches.subjects import SUBJECTS, Day, News, Standard, Subject

GONE = "-"
"""Goes before the fingerprint of a record that is not in the source any more."""

LARGE = 100
SHRUNK = "shrunk"
"""The problem of a source that lost more than half of ``LARGE`` records or more at once."""

_DUMP = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_WHATS: Mapping[str, type[Subject]] = {subject.WHAT: subject for subject in SUBJECTS}


@dataclass(frozen=True, slots=True)
class Sighting:
    """A record whose fingerprint is new or different, with what that means. No events on the very first look.

    ``ref`` is what people call the record, empty where it is gone.
    """

    source: str
    native_id: str
    fingerprint: str
    events: tuple[Event, ...] = ()
    ref: str = ""


Outcome = Sighting | UnreadableRecord


def fingerprint(subject: Subject, revision: int = 0) -> str:
    """``revision`` counts the changes of the record, so that going back and forth is news every time."""
    return f"{revision}:{subject.WHAT}:{_DUMP(tracked(subject))}"


def first_seen(known: Container[str], readings: Iterable[Reading], *, observed_at: datetime) -> Iterator[Outcome]:
    """For sources that tell events (Atom, RSS, webhooks, legal events): what is not in ``known``, each once."""
    met: set[str] = set()
    for reading in readings:
        if isinstance(reading, UnreadableRecord):
            yield reading
        elif reading.native_id not in known and reading.native_id not in met:
            met.add(reading.native_id)
            yield _sighting(reading, fingerprint(reading.subject), (_first(reading, observed_at),))


def changes(
    previous: Mapping[str, str] | None, readings: Iterable[Reading], *, observed_at: datetime, complete: bool = True
) -> Iterator[Outcome]:
    """For sources that show states: what is new, different or gone since ``previous`` (native id -> fingerprint).

    ``previous`` belongs to the same source with the same scope (``iso:ISO/TC 176``): what is out of scope is not gone.
    None is the first look ever: everything is taken down, nothing is news. ``complete`` says that the
    readings are all there is, so that what is missing is gone; one unreadable record, and nothing is called gone.
    Unchanged records yield nothing. Readings are taken one at a time; a second record of the same id is ignored.
    """
    met: set[str] = set()
    source = ""
    for reading in readings:
        if isinstance(reading, UnreadableRecord):
            complete = False
            yield reading
            continue
        if reading.native_id in met:
            continue
        met.add(reading.native_id)
        source = reading.source
        if previous is None:
            yield _sighting(reading, fingerprint(reading.subject), ())
        elif (old := previous.get(reading.native_id)) is None:
            yield _sighting(reading, fingerprint(reading.subject), (_first(reading, observed_at),))
        elif sighting := _compared(old, reading, observed_at):
            yield sighting
    # A complete source is never empty: that is a fault of the far side, not the end of everything.
    if previous is not None and complete and met:
        yield from _gone(source, previous, met, observed_at)


def _gone(source: str, previous: Mapping[str, str], met: Container[str], observed_at: datetime) -> Iterator[Outcome]:
    """Where most of a large source is missing, a file was cut where nobody could notice: nothing is called gone."""
    living = gone = 0
    for native_id, old in previous.items():
        if not old.startswith(GONE):
            living += 1
            gone += native_id not in met
    if living >= LARGE and gone * 2 > living:
        yield UnreadableRecord(source, "", SHRUNK)
        return
    for native_id, old in previous.items():
        if native_id not in met and not old.startswith(GONE):
            yield _vanished(source, native_id, old, observed_at)


def _sighting(seen: Observation, mark: str, events: tuple[Event, ...]) -> Sighting:
    return Sighting(seen.source, seen.native_id, mark, events, seen.subject.ref)


def _first(seen: Observation, observed_at: datetime) -> Event:
    what = seen.happening or FIRST_SEEN
    values = zip(seen.subject.TRACKED, tracked(seen.subject), strict=True)
    return _event(seen, what, observed_at, after={name: value for name, value in values if value is not None})


def _compared(old: str, seen: Observation, observed_at: datetime) -> Sighting | None:
    """None where nothing is different. Fields that the old fingerprint does not know yet are taken down silently."""
    was_gone = old.startswith(GONE)
    revision_text, _, rest = old.removeprefix(GONE).partition(":")
    new_values = tracked(seen.subject)
    if rest == f"{seen.subject.WHAT}:{_DUMP(new_values)}" and not was_gone:
        return None
    old_values = json.loads(rest.partition(":")[2])
    differing = [
        (name, before, after)
        for name, before, after in zip(seen.subject.TRACKED, old_values, new_values, strict=False)
        if before != after
    ]
    revision = int(revision_text) + (1 if differing or was_gone else 0)
    events = [
        _event(seen, f"{name}_changed", observed_at, revision=revision, before={name: before}, after={name: after})
        for name, before, after in differing
    ]
    if was_gone:
        events.insert(0, _event(seen, RETURNED, observed_at, revision=revision))
    return _sighting(seen, fingerprint(seen.subject, revision), tuple(events))


def _vanished(source: str, native_id: str, old: str, observed_at: datetime) -> Sighting:
    """Only the tracked values of it are left to tell what it was."""
    revision_text, _, rest = old.partition(":")
    what, _, values = rest.partition(":")
    revision = int(revision_text) + 1
    kind = _WHATS.get(what, News)
    names = kind.TRACKED
    before = {name: value for name, value in zip(names, json.loads(values), strict=False) if value is not None}
    subject = News(ref=native_id, title=str(before.get("title") or ""))
    event = Event(
        kind=f"{what}.{VANISHED}",
        source=source,
        native_id=native_id,
        observed_at=observed_at,
        subject=subject,
        dedupe_key=dedupe_key(source, native_id, str(revision), VANISHED),
        before=before,
        severity=severity_of(f"{what}.{VANISHED}", subject, {}),
    )
    return Sighting(source, native_id, f"{GONE}{revision}:{rest}", (event,))


def _event(
    seen: Observation,
    what: str,
    observed_at: datetime,
    *,
    revision: int = 0,
    before: Mapping[str, Value] | None = None,
    after: Mapping[str, Value] | None = None,
) -> Event:
    kind, after = f"{seen.subject.WHAT}.{what}", after or {}
    return Event(
        kind=kind,
        source=seen.source,
        native_id=seen.native_id,
        observed_at=observed_at,
        subject=_dated(seen.subject, after, observed_at),
        dedupe_key=dedupe_key(seen.source, seen.native_id, str(revision), what, *map(str, after.values())),
        before=before or {},
        after=after,
        links=seen.links,
        severity=severity_of(kind, seen.subject, after),
    )


def _dated(subject: Subject, after: Mapping[str, Value], observed_at: datetime) -> Subject:
    """A source without stage dates: the day on which we saw the stage first stands for it, marked as estimated."""
    if isinstance(subject, Standard) and subject.stage and subject.stage_on is None and "stage" in after:
        return replace(subject, stage_on=Day(observed_at.date(), estimated=True, basis=FIRST_SEEN))
    return subject
