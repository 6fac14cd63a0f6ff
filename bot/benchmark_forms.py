"""Submitted forms of benchmarks -> typed commands. Pure."""

from bot.filled import Filled
from bot.ids import Ref, unpack
from flows.linkage.items import Standard
from flows.linkage.register import Register
from flows.watches import benchmark_commands as c
from flows.watches.benchmarks import Direction, Side


def indicator(ref: Ref, filled: Filled) -> c.NoteIndicator:
    return c.NoteIndicator(
        project_id=ref.project_id, indicator_id=ref.item_id, name=filled.text("name"), unit=filled.text("unit"),
        direction=filled.code("direction", Direction), gap_action=filled.text("gap_action"),
    )  # fmt: skip


def value(ref: Ref, filled: Filled, register: Register) -> c.NoteValue:
    """A clause chosen from the register goes before what was typed; a rival keeps its name."""
    side, holder, clause = filled.code("side", Side), filled.text("holder"), filled.text("clause")
    chosen = filled.option("clause_of")
    if chosen and side is not Side.OURS:
        meant = unpack(chosen)
        norm = register.find(meant.item_id)
        if isinstance(norm, Standard):
            holder = norm.reference if side is Side.STANDARD else holder
            clause = meant.part or clause
    return c.NoteValue(
        project_id=ref.project_id, indicator_id=ref.item_id, side=side, holder=holder, value=filled.text("value"),
        unit=filled.text("unit"), source=filled.text("source"), measured_on=filled.day("measured_on"), clause=clause,
        replaces=ref.part,
    )  # fmt: skip
