"""What is different between two versions of a workflow, piece by piece, for people who must decide about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TypeVar

from flows.lifecycle.template import DeliverableSpec, GateSpec, Stage, Template
from flows.names import Bilingual


class Change(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Piece(StrEnum):
    """What of a workflow is different."""

    WORKFLOW = "workflow"
    STAGE = "stage"
    GATE = "gate"
    DELIVERABLE = "deliverable"
    REMINDERS = "reminders"
    ESCALATION = "escalation"


@dataclass(frozen=True, slots=True)
class Difference:
    """One piece that is not as it was. ``stage`` is the name of the stage it belongs to, None for the workflow itself.

    ``parts`` names the fields that differ (``due_days``, ``order``); empty for what was added or removed.
    """

    change: Change
    piece: Piece
    title: Bilingual
    stage: Bilingual | None = None
    parts: tuple[str, ...] = ()


def compare(old: Template, new: Template) -> tuple[Difference, ...]:
    """Everything that differs but the version number, in the order of the new workflow, removals last in their place.

    A stage that is added or removed stands for its gate and deliverables.
    """
    return (*_workflow(old, new), *_stages(old, new))


def _workflow(old: Template, new: Template) -> Iterator[Difference]:
    if old.title != new.title:
        yield Difference(Change.CHANGED, Piece.WORKFLOW, new.title, parts=("title",))
    if old.reminding != new.reminding:
        yield Difference(Change.CHANGED, Piece.REMINDERS, new.title)
    if old.ladder != new.ladder:
        yield Difference(Change.CHANGED, Piece.ESCALATION, new.title)


def _stages(old: Template, new: Template) -> Iterator[Difference]:
    before = {stage.key: stage for stage in old.stages}
    after = {stage.key: stage for stage in new.stages}
    moved = _moved([key for key in before if key in after], [key for key in after if key in before])
    for key, stage in after.items():
        if key not in before:
            yield Difference(Change.ADDED, Piece.STAGE, stage.name, stage.name)
        else:
            yield from _stage(before[key], stage, moved=key in moved)
    for key, stage in before.items():
        if key not in after:
            yield Difference(Change.REMOVED, Piece.STAGE, stage.name, stage.name)


def _stage(old: Stage, new: Stage, *, moved: bool) -> Iterator[Difference]:
    own = ("key", "number", "deliverables", "gate")
    parts = (*_parts(old, new, own), *(("order",) if moved else ()))
    if parts:
        yield Difference(Change.CHANGED, Piece.STAGE, new.name, new.name, parts)
    gate = _parts(old.gate, new.gate, ())
    if gate:
        yield Difference(Change.CHANGED, Piece.GATE, new.gate.name, new.name, gate)
    yield from _deliverables(old, new)


def _deliverables(old: Stage, new: Stage) -> Iterator[Difference]:
    before: dict[str, DeliverableSpec] = {spec.key: spec for spec in old.deliverables}
    after: dict[str, DeliverableSpec] = {spec.key: spec for spec in new.deliverables}
    for key, spec in after.items():
        if key not in before:
            yield Difference(Change.ADDED, Piece.DELIVERABLE, spec.title, new.name)
        elif parts := _parts(before[key], spec, ("key",)):
            yield Difference(Change.CHANGED, Piece.DELIVERABLE, spec.title, new.name, parts)
    for key, spec in before.items():
        if key not in after:
            yield Difference(Change.REMOVED, Piece.DELIVERABLE, spec.title, new.name)


Part = TypeVar("Part", Stage, GateSpec, DeliverableSpec)


def _parts(old: Part, new: Part, leave_out: tuple[str, ...]) -> tuple[str, ...]:
    """The names of the fields in which two pieces of one kind differ."""
    names = (f.name for f in fields(new) if f.name not in leave_out)
    return tuple(name for name in names if getattr(old, name) != getattr(new, name))


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The keys that do not stand behind the same neighbour any more."""
    neighbours = dict(zip(before, ("", *before), strict=False))
    return {key for key, previous in zip(after, ("", *after), strict=False) if neighbours[key] != previous}
