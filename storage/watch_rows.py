"""Rows of the watches and back: watches, hits, events. An event's subject is kept with the word for its kind."""

import json
from collections.abc import Mapping

from flows.watches.hits import Answer, Exclusion, Found, Hit, Match
from flows.watches.observations import Event, Severity
from flows.watches.subjects import SUBJECTS, Subject
from flows.watches.watches import Watch
from storage.codec import build, dump, plain
from storage.instants import moment, moment_or_none, read_moment, read_moment_or_none
from storage.session import Row, Value

SEVERITIES = (Severity.INFO, Severity.ACTION, Severity.URGENT)
"""A severity is kept as its place here, so that it can be ordered by."""
_KINDS: Mapping[str, type[Subject]] = {kind.WHAT: kind for kind in SUBJECTS}


def watch(body: str) -> Watch:
    return build(Watch, json.loads(body))


def event_body(event: Event) -> str:
    told = {name: value for name, value in _event_fields(event).items() if name != "subject"}
    return dump({**told, "what": event.subject.WHAT, "subject": plain(event.subject)})


def _event_fields(event: Event) -> dict[str, object]:
    return {
        "kind": event.kind, "source": event.source, "native_id": event.native_id,
        "observed_at": moment(event.observed_at), "dedupe_key": event.dedupe_key, "before": dict(event.before),
        "after": dict(event.after), "links": list(event.links), "severity": event.severity.value,
        "subject": event.subject,
    }  # fmt: skip


def event(body: str) -> Event:
    found = json.loads(body)
    subject = build(_KINDS[found["what"]], found["subject"])
    return Event(
        kind=found["kind"], source=found["source"], native_id=found["native_id"],
        observed_at=read_moment(found["observed_at"]), subject=subject, dedupe_key=found["dedupe_key"],
        before=found["before"], after=found["after"], links=tuple(found["links"]),
        severity=Severity(found["severity"]),
    )  # fmt: skip


def hit_columns(hit: Hit) -> dict[str, Value]:
    return {
        "team_id": hit.team_id, "id": hit.id, "project_id": hit.project_id, "number": hit.number,
        "watch_id": hit.watch_id, "event_id": hit.event_id, "seen_at": moment(hit.seen_at),
        "severity": SEVERITIES.index(hit.severity), "because": dump(plain(hit.because)),
        "brought_by": hit.brought_by, **changing_columns(hit),
    }  # fmt: skip


def changing_columns(hit: Hit) -> dict[str, Value]:
    """What may change of a hit."""
    return {
        "verdict": hit.answer.verdict.value if hit.answer else "",
        "answer": dump(plain(hit.answer)) if hit.answer else None,
        "silenced_by": hit.silenced_by,
        "told_at": moment_or_none(hit.told_at),
    }


def hit(row: Row) -> Hit:
    (team_id, hit_id, project_id, number, watch_id, event_id, seen_at, severity, because, answer, silenced_by, told_at,
     brought_by) = row  # fmt: skip
    return Hit(
        id=hit_id, team_id=team_id, project_id=project_id, number=number, watch_id=watch_id, event_id=event_id,
        seen_at=read_moment(seen_at), severity=SEVERITIES[severity],
        because=build(tuple[Match, ...], json.loads(because)),
        answer=None if answer is None else build(Answer, json.loads(answer)), silenced_by=silenced_by,
        told_at=read_moment_or_none(told_at), brought_by=brought_by,
    )  # fmt: skip


def found(row: Row) -> Found:
    return Found(hit=hit(row[:-1]), event=event(row[-1]))


def exclusion(row: Row) -> Exclusion:
    body, kept_away = row
    return build(Exclusion, {**json.loads(body), "kept_away": kept_away})
