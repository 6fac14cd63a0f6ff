"""What people can ask of benchmarks, imperative, and what has happened to them, past tense."""

from dataclasses import dataclass
from datetime import date

from flows.lifecycle.commands import Command
from flows.lifecycle.event import Event
from flows.watches.benchmarks import Direction, Side, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchmarkCommand(Command):
    """A request about one project's benchmarks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteIndicator(BenchmarkCommand):
    """A new indicator where ``indicator_id`` is empty, else other words for it. Its unit stays once it has values."""

    indicator_id: str = ""
    name: str
    unit: str
    direction: Direction
    gap_action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteValue(BenchmarkCommand):
    """``value`` and ``unit`` as typed; ``measured_on`` None where no day was given, which is refused. ``replaces`` is
    the value that this one corrects: it is taken back."""

    indicator_id: str
    side: Side
    holder: str
    value: str
    unit: str
    source: str
    measured_on: date | None
    clause: str = ""
    replaces: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeValueBack(BenchmarkCommand):
    """It was wrong. It stays in the history and counts no more."""

    indicator_id: str
    value_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PutValueBack(BenchmarkCommand):
    """It was right after all, and counts again."""

    indicator_id: str
    value_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RetireIndicator(BenchmarkCommand):
    """It is not compared any more, or again (``retired`` False)."""

    indicator_id: str
    retired: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchmarkEvent(Event):
    """``number`` is the indicator's, ``name`` what it is called."""

    indicator_id: str
    number: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorNoted(BenchmarkEvent):
    unit: str
    direction: Direction
    gap_action: str
    new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueNoted(BenchmarkEvent):
    """``instead`` is the figure that it corrects; empty where it corrects none."""

    unit: str
    value: Value
    instead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueTakenBack(BenchmarkEvent):
    unit: str
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class ValuePutBack(BenchmarkEvent):
    unit: str
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRetired(BenchmarkEvent):
    retired: bool


BENCHMARK_EVENTS: dict[str, type[BenchmarkEvent]] = {
    cls.__name__: cls for cls in (IndicatorNoted, ValueNoted, ValueTakenBack, ValuePutBack, IndicatorRetired)
}
"""Every event by its name, as history rows store it. They are not folded: rows of their own hold the values."""
