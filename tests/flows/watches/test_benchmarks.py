"""A benchmark compares values that have a source and a day, keeps every one, and calls for work once per occasion."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.errors import IllegalMove, InvalidFields, NotAllowed, NotFound
from flows.watches import benchmark_commands as c
from flows.watches.benchmarking import able, judge, require
from flows.watches.benchmarks import (
    Called,
    Direction,
    Indicator,
    Side,
    Standing,
    gap,
    read_number,
    same_unit,
    triggers_of,
    verdict,
)
from flows.watches.triggers import Trigger
from tests.flows.linkage.deciding import LEAD, MEMBER, PATENT, TECH, People

TODAY = date(2026, 11, 25)
AT = datetime(2026, 11, 25, 2, tzinfo=UTC)
PROJECT = People()


@dataclass
class Desk:
    """One project's benchmarks, judged command after command."""

    known: dict[str, Indicator] = field(default_factory=dict)
    told: list[c.BenchmarkEvent] = field(default_factory=list)
    numbers: Any = field(default_factory=lambda: count(1))

    def do(self, command: c.BenchmarkCommand, by: str = TECH) -> bool:
        require(PROJECT, by, type(command).__name__)
        now = AT + timedelta(seconds=len(self.told))
        found = judge(
            command, tuple(self.known.values()), project=PROJECT, team_id="T1", by=by, now=now, today=TODAY,
            new_id=lambda prefix: f"{prefix}_{next(self.numbers)}",
        )  # fmt: skip
        if found is not None:
            self.known[found[0].id] = found[0]
            self.told.append(found[1])
        return found is not None

    def start(self, name: str = "Range accuracy", unit: str = "m", direction: Direction = Direction.LOWER) -> str:
        self.do(c.NoteIndicator(project_id="prj_1", name=name, unit=unit, direction=direction))
        return list(self.known)[-1]

    def value(self, indicator: str, side: Side, value: str, *, by: str = TECH, **fields: Any) -> bool:
        names = {Side.OURS: "", Side.STANDARD: "ISO 1:2020", Side.RIVAL: "Rival A"}
        base: dict[str, Any] = {
            "holder": names[side], "unit": "m", "source": "Test report 7", "measured_on": TODAY,
            "clause": "5.1" if side is Side.STANDARD else "",
        }  # fmt: skip
        command = c.NoteValue(project_id="prj_1", indicator_id=indicator, side=side, value=value, **(base | fields))
        return self.do(command, by=by)

    def calls(self, indicator: str) -> tuple[Called, ...]:
        return triggers_of(self.known[indicator])


def compared(direction: Direction, ours: str, norm: str = "", *rivals: str) -> tuple[Desk, str]:
    desk = Desk()
    indicator = desk.start(direction=direction)
    desk.value(indicator, Side.OURS, ours)
    if norm:
        desk.value(indicator, Side.STANDARD, norm)
    for number, rival in enumerate(rivals):
        desk.value(indicator, Side.RIVAL, rival, holder=f"Rival {number}")
    return desk, indicator


def fired(calls: Sequence[Called]) -> list[Trigger]:
    return [call.trigger for call in calls]


@pytest.mark.parametrize(
    ("fields", "problems"),
    [
        ({"source": " "}, {"source": "unsourced"}),
        ({"measured_on": None}, {"measured_on": "undated"}),
        ({"source": "", "measured_on": None}, {"source": "unsourced", "measured_on": "undated"}),
        ({"measured_on": TODAY + timedelta(days=1)}, {"measured_on": "in_the_future"}),
        ({"value": "fast"}, {"value": "no_decimal"}),
        ({"value": ""}, {"value": "missing"}),
        ({"unit": "km"}, {"unit": "other_unit:m"}),
        ({"unit": ""}, {"unit": "missing"}),
        ({"source": "x" * 501}, {"source": "too_long"}),
    ],
)
def test_a_value_without_source_day_or_the_same_unit_is_refused_field_by_field(
    fields: dict[str, Any], problems: dict[str, str]
) -> None:
    desk = Desk()
    indicator = desk.start()
    with pytest.raises(InvalidFields) as refusal:
        desk.value(indicator, Side.OURS, **({"value": "3"} | fields))
    assert refusal.value.fields == problems
    assert desk.known[indicator].values == ()


@pytest.mark.parametrize(
    ("side", "missing"),
    [(Side.STANDARD, {"holder": "no_holder", "clause": "no_clause"}), (Side.RIVAL, {"holder": "no_holder"})],
)
def test_a_standards_value_names_its_clause_and_a_rivals_its_holder(side: Side, missing: dict[str, str]) -> None:
    desk = Desk()
    with pytest.raises(InvalidFields) as refusal:
        desk.value(desk.start(), side, "3", holder="", clause="")
    assert refusal.value.fields == missing


@pytest.mark.parametrize(
    ("direction", "ours", "norm", "told"),
    [
        (Direction.HIGHER, "10", "8", Standing.BETTER),
        (Direction.HIGHER, "8.0", "8", Standing.EQUAL),
        (Direction.HIGHER, "7.999", "8", Standing.WORSE),
        (Direction.LOWER, "10", "8", Standing.WORSE),
        (Direction.LOWER, "-3", "8", Standing.BETTER),
        (Direction.LOWER, "0.1", "0.10", Standing.EQUAL),
    ],
)
def test_the_verdict_follows_the_direction_and_no_digit_is_lost(
    direction: Direction, ours: str, norm: str, told: Standing
) -> None:
    desk, indicator = compared(direction, ours, norm)
    assert verdict(desk.known[indicator]) is told


def test_there_is_no_verdict_without_two_sides_and_rivals_count_where_no_standard_does() -> None:
    desk, indicator = compared(Direction.HIGHER, "5")
    assert verdict(desk.known[indicator]) is None
    desk.value(indicator, Side.RIVAL, "4", holder="A")
    desk.value(indicator, Side.RIVAL, "6", holder="B")
    found = desk.known[indicator]
    assert [rival.holder for rival in found.rivals] == ["B", "A"]
    assert verdict(found) is Standing.WORSE  # than the best of them
    assert [str(gap(found, rival)) for rival in found.rivals] == ["-1", "1"]


def test_the_value_measured_last_counts_whenever_it_was_noted() -> None:
    desk, indicator = compared(Direction.HIGHER, "5")
    desk.value(indicator, Side.OURS, "4", measured_on=TODAY - timedelta(days=30))
    assert desk.known[indicator].ours is not None
    assert desk.known[indicator].ours.value == "5"  # type: ignore[union-attr]  # asserted above
    desk.value(indicator, Side.OURS, "6")
    assert desk.known[indicator].ours.value == "6"  # type: ignore[union-attr]  # asserted above
    assert len(desk.known[indicator].values) == 3  # what was believed before stays known


def test_below_standard_calls_for_a_technology_task_once_however_often_we_measure() -> None:
    desk, indicator = compared(Direction.HIGHER, "5", "8")
    first = desk.calls(indicator)
    assert fired(first) == [Trigger.BELOW_STANDARD]
    desk.value(indicator, Side.OURS, "6")
    assert desk.calls(indicator) == first
    desk.value(indicator, Side.STANDARD, "9", holder="ISO 1:2026")
    (again,) = desk.calls(indicator)
    assert again.key != first[0].key  # a new edition is another occasion
    desk.value(indicator, Side.OURS, "9")
    assert desk.calls(indicator) == ()


def test_below_rival_names_each_rival_that_is_better() -> None:
    desk, indicator = compared(Direction.LOWER, "5", "", "4", "6", "3")
    assert fired(desk.calls(indicator)) == [Trigger.BELOW_RIVAL, Trigger.BELOW_RIVAL]
    assert [call.other.holder for call in desk.calls(indicator)] == ["Rival 2", "Rival 0"]


def test_above_all_is_a_candidate_for_a_higher_standard() -> None:
    desk, indicator = compared(Direction.HIGHER, "10", "8", "9")
    assert fired(desk.calls(indicator)) == [Trigger.ABOVE_ALL]
    desk.value(indicator, Side.RIVAL, "10", holder="Rival 0")
    assert desk.calls(indicator) == ()  # equal is not above


def test_rival_adopts_the_standard_where_it_measures_by_its_clause() -> None:
    desk, indicator = compared(Direction.HIGHER, "8", "8")
    desk.value(indicator, Side.RIVAL, "8", clause="4.4")
    assert desk.calls(indicator) == ()
    desk.value(indicator, Side.RIVAL, "8", clause="5.1", source="Data sheet")
    assert fired(desk.calls(indicator)) == [Trigger.RIVAL_ADOPTS]


def test_what_is_retired_or_unmeasured_calls_for_nothing() -> None:
    desk, indicator = compared(Direction.HIGHER, "5", "8")
    desk.do(c.RetireIndicator(project_id="prj_1", indicator_id=indicator, retired=True))
    assert desk.calls(indicator) == ()
    with pytest.raises(IllegalMove):
        desk.value(indicator, Side.OURS, "9")
    assert not desk.do(c.RetireIndicator(project_id="prj_1", indicator_id=indicator, retired=True))
    assert desk.do(c.RetireIndicator(project_id="prj_1", indicator_id=indicator, retired=False))
    lonely = Desk()
    alone = lonely.start()
    lonely.value(alone, Side.STANDARD, "8")
    assert lonely.calls(alone) == ()


def test_a_value_taken_back_counts_no_more_and_stays_in_the_history() -> None:
    desk, indicator = compared(Direction.HIGHER, "5", "8")
    wrong = desk.known[indicator].ours
    assert wrong is not None
    back = c.TakeValueBack(project_id="prj_1", indicator_id=indicator, value_id=wrong.id)
    with pytest.raises(NotAllowed):
        desk.do(back, by=MEMBER)
    assert desk.do(back)
    assert not desk.do(back)
    found = desk.known[indicator]
    assert found.ours is None
    assert [v.taken_back_by for v in found.values] == [TECH, ""]
    with pytest.raises(NotFound):
        desk.do(c.TakeValueBack(project_id="prj_1", indicator_id=indicator, value_id="val_x"))


def test_any_member_brings_values_and_takes_back_his_own() -> None:
    desk = Desk()
    indicator = desk.start()
    desk.value(indicator, Side.RIVAL, "5", by=MEMBER)
    value = desk.known[indicator].values[0]
    assert desk.do(c.TakeValueBack(project_id="prj_1", indicator_id=indicator, value_id=value.id), by=MEMBER)
    assert able(PROJECT, PATENT) == able(PROJECT, MEMBER) == {"NoteValue", "TakeValueBack", "PutValueBack"}
    assert able(PROJECT, LEAD) == {cls.__name__ for cls in c.BenchmarkCommand.__subclasses__()}
    assert able(PROJECT, "UNOBODY") == frozenset()
    with pytest.raises(NotAllowed):
        desk.do(c.NoteIndicator(project_id="prj_1", name="X", unit="m", direction=Direction.LOWER), by=MEMBER)


def test_the_same_value_again_is_nothing_new() -> None:
    desk, indicator = compared(Direction.HIGHER, "5")
    assert not desk.value(indicator, Side.OURS, "５")
    assert desk.value(indicator, Side.OURS, "5", source="Another report")


def test_an_indicator_is_edited_but_not_into_another_unit_or_name() -> None:
    desk, indicator = compared(Direction.HIGHER, "5")
    edit = {"project_id": "prj_1", "indicator_id": indicator, "direction": Direction.HIGHER}
    assert desk.do(c.NoteIndicator(name="Range", unit=" m ", gap_action="New antenna", **edit))  # type: ignore[arg-type]  # by name
    assert not desk.do(c.NoteIndicator(name="Range", unit="m", gap_action="New antenna", **edit))  # type: ignore[arg-type]  # by name
    with pytest.raises(InvalidFields) as refusal:
        desk.do(c.NoteIndicator(name="Range", unit="km", **edit))  # type: ignore[arg-type]  # by name
    assert refusal.value.fields == {"unit": "has_values:m"}
    with pytest.raises(InvalidFields) as double:
        desk.start(name="range")
    assert double.value.fields == {"name": "compared_already"}
    assert desk.known[desk.start(name="Other")].number == 2
    with pytest.raises(NotFound):
        desk.do(
            c.NoteIndicator(project_id="prj_1", indicator_id="bmk_x", name="Y", unit="m", direction=Direction.LOWER)
        )


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("3.50", "3.50"), (" ３．５ ", "3.5"), ("1,200.5", "1200.5"), ("1 200", "1200"), ("−4", "-4"),
        ("1e-3", "0.001"),
        ("1,5", ""), ("12 5", ""), ("≤3", ""), ("NaN", ""), ("inf", ""), ("1e99", ""), ("9" * 41, ""), ("", ""),
        ("1_000", ""), ("0x10", ""), ("1.234.567", ""),
    ],
)  # fmt: skip
def test_numbers_are_read_in_usual_writings_and_never_guessed(typed: str, read: str) -> None:
    assert read_number(typed) == read


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_number_or_refused(typed: str) -> None:
    read = read_number(typed)
    assert read == read_number(read)


def test_units_agree_in_any_width_but_not_in_case() -> None:
    assert same_unit("Mbit/s", "Ｍbit / s")
    assert not same_unit("mbit/s", "Mbit/s")
