"""The figures of the closing indicators: computed from a project's own history, handed in, or given by people. Pure.

Lifecycle knows no other wing: what the linkage register computes is handed in as ``Figure``s by the composition root.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from flows.lifecycle.evaluation import Evaluation, Given, ImprovementState
from flows.lifecycle.indicators import Indicator, Origin, shipped_indicators
from flows.lifecycle.project import TECHNOLOGY_STATES
from flows.lifecycle.readmodels import HistoryLine
from flows.names import Strand

DayOf = Callable[[datetime], date]
"""The day of a moment in the time zone of the workspace."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One computed figure in the unit of its indicator; ``cases`` is how many it rests on, never left out of sight."""

    indicator: str
    amount: Fraction
    cases: int


@dataclass(frozen=True, slots=True)
class Reported:
    """One line of the table: computed, given by somebody, or neither yet."""

    indicator: Indicator
    computed: Figure | None = None
    given: Given | None = None

    @property
    def is_missing(self) -> bool:
        """Whether it is to be given, and nobody has said so much as that it is not known."""
        return self.indicator.by is not Origin.HISTORY and self.computed is None and self.given is None


def table(
    lines: Iterable[HistoryLine], evaluation: Evaluation, day_of: DayOf, *, more: Iterable[Figure] = ()
) -> tuple[Reported, ...]:
    """All indicators in their order. ``more`` are figures of other wings; they go before what people gave."""
    known = {figure.indicator: figure for figure in (*from_history(lines, evaluation, day_of), *more)}
    given = {each.indicator: each for each in evaluation.given}
    return tuple(
        Reported(i, known.get(i.key), None if i.key in known else given.get(i.key)) for i in shipped_indicators()
    )


def asked(reported: Iterable[Reported]) -> tuple[Indicator, ...]:
    """The indicators that people are asked for. What the record will tell in time is not."""
    return tuple(
        each.indicator for each in reported if each.computed is None and each.indicator.by is not Origin.HISTORY
    )


def from_history(lines: Iterable[HistoryLine], evaluation: Evaluation, day_of: DayOf) -> tuple[Figure, ...]:
    """What a project's record tells, oldest line first or last. Without cases there is no figure."""
    record = _Record(day_of)
    for line in sorted(lines, key=lambda line: line.seq):
        record.read(line)
    settled = [item.state is ImprovementState.DONE for item in evaluation.improvements]
    found = (
        _share("gates_on_time", record.gates),
        _share("deliverables_on_time", [days <= 0 for days in record.slips()]),
        _mean("slip_days", [max(0, days) for days in record.slips()]),
        _count("waived", len(record.waived), len(record.due)),
        _share("conditions_in_time", record.conditions()),
        _mean("review_days", record.reviews),
        _most("longest_stage", record.stage_days()),
        record.trl_gain(),
        _share("actions_adopted", settled),
    )
    return tuple(figure for figure in found if figure is not None)


class _Record:
    """What is remembered while a history is read."""

    def __init__(self, day_of: DayOf) -> None:
        self._day_of = day_of
        self.due: dict[str, date] = {}
        self.asked_by_gate: dict[str, date] = {}
        self.first: dict[str, date] = {}
        self.accepted: dict[str, date] = {}
        self.waiting: dict[str, date] = {}
        self.waived: set[str] = set()
        self.reviews: list[int] = []
        self.closes: dict[str, date] = {}
        self.gates: list[bool] = []
        self.stages: list[date] = []
        self.trl: list[int] = []

    def read(self, line: HistoryLine) -> None:
        day, params = self._day_of(line.at), line.params
        if line.event in _READ:
            _READ[line.event](self, day, params)

    def begun(self, day: date, params: Mapping[str, Any]) -> None:
        self.stages.append(day)
        self.due |= {d["id"]: date.fromisoformat(d["due"]) for d in params["deliverables"]}

    def conditions_set(self, _: date, params: Mapping[str, Any]) -> None:
        self.asked_by_gate |= {d["id"]: date.fromisoformat(d["due"]) for d in params["deliverables"]}

    def submitted(self, day: date, params: Mapping[str, Any]) -> None:
        self.first.setdefault(params["deliverable_id"], day)
        self.waiting[params["deliverable_id"]] = day
        self.waived.discard(params["deliverable_id"])

    def reviewed(self, day: date, params: Mapping[str, Any]) -> None:
        since = self.waiting.pop(params["deliverable_id"], None)
        if since is not None:
            self.reviews.append((day - since).days)

    def accept(self, day: date, params: Mapping[str, Any]) -> None:
        self.accepted[params["deliverable_id"]] = day
        self.reviewed(day, params)

    def waive(self, _: date, params: Mapping[str, Any]) -> None:
        self.waived.add(params["deliverable_id"])

    def reopened(self, _: date, params: Mapping[str, Any]) -> None:
        self.waived.discard(params["deliverable_id"])
        self.accepted.pop(params["deliverable_id"], None)

    def requested(self, _: date, params: Mapping[str, Any]) -> None:
        if params.get("closes_on"):
            self.closes[params["gate_id"]] = date.fromisoformat(params["closes_on"])

    def decided(self, day: date, params: Mapping[str, Any]) -> None:
        last = self.closes.get(params["gate_id"])
        if last is not None:
            self.gates.append(day <= last)

    def strands(self, _: date, params: Mapping[str, Any]) -> None:
        codes = dict(params["states"])
        code = codes.get(Strand.TECHNOLOGY.value, "")
        if code in TECHNOLOGY_STATES:
            self.trl.append(TECHNOLOGY_STATES.index(code) + 1)

    def ended(self, day: date, _: Mapping[str, Any]) -> None:
        self.stages.append(day)

    def slips(self) -> list[int]:
        """Days between the first due date and the first version, of everything that was handed in."""
        return [(self.first[key] - due).days for key, due in self.due.items() if key in self.first]

    def conditions(self) -> list[bool]:
        met = self.accepted
        return [key in met and met[key] <= due for key, due in self.asked_by_gate.items() if key not in self.waived]

    def stage_days(self) -> list[int]:
        return [(later - earlier).days for earlier, later in zip(self.stages, self.stages[1:], strict=False)]

    def trl_gain(self) -> Figure | None:
        return Figure("trl_gain", Fraction(self.trl[-1] - self.trl[0]), len(self.trl)) if len(self.trl) > 1 else None


_READ: Mapping[str, Callable[[_Record, date, Mapping[str, Any]], None]] = {
    "StageEntered": _Record.begun,
    "ConditionsSet": _Record.conditions_set,
    "DeliverableSubmitted": _Record.submitted,
    "SubmissionAccepted": _Record.accept,
    "ChangesRequested": _Record.reviewed,
    "DeliverableWaived": _Record.waive,
    "DeliverableReopened": _Record.reopened,
    "GateRequested": _Record.requested,
    "GateDecided": _Record.decided,
    "StrandStatesChanged": _Record.strands,
    "ProjectCompleted": _Record.ended,
    "ProjectStopped": _Record.ended,
}


def _share(key: str, cases: list[bool]) -> Figure | None:
    return Figure(key, Fraction(100 * sum(cases), len(cases)), len(cases)) if cases else None


def _mean(key: str, days: list[int]) -> Figure | None:
    return Figure(key, Fraction(sum(days), len(days)), len(days)) if days else None


def _most(key: str, days: list[int]) -> Figure | None:
    return Figure(key, Fraction(max(days)), len(days)) if days else None


def _count(key: str, number: int, cases: int) -> Figure | None:
    return Figure(key, Fraction(number), cases) if cases else None
