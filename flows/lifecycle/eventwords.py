"""The plain values of an event, as notices and receipts carry them."""

from dataclasses import fields
from datetime import date
from enum import Enum

from flows.lifecycle.events import Event, VoteCast
from flows.lifecycle.project import Project
from flows.notices import Scalar

_COMMON = {"project_id", "by", "at", "house"}
"""What notices do not carry: the frame of every event, and what only the gate itself needs."""


def scalars(event: Event) -> dict[str, Scalar]:
    """An event's own fields as JSON values: days as ISO text, lists as their length, a vote not at all."""
    values = {f.name: getattr(event, f.name) for f in fields(event) if f.name not in _COMMON}
    return {name: _scalar(value) for name, value in values.items() if _is_plain(value)}


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str | int | date | tuple)


def _scalar(value: object) -> Scalar:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return len(value)
    if isinstance(value, Enum):
        return str(value.value)
    return value if isinstance(value, int) or value is None else str(value)


def vote_count(before: Project | None, event: VoteCast) -> dict[str, Scalar]:
    """How many of how many have voted, counting this vote; what they voted stays secret until the gate closes."""
    if before is None or before.gate is None:
        return {}
    voters = {vote.voter for vote in before.gate.votes} | {event.vote.voter}
    return {"votes": len(voters), "gatekeepers": len(before.gate.gatekeepers)}
