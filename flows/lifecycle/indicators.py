"""The closing indicators as data, read from TOML (DOMAIN.md 7.5)."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from flows.lifecycle.toml_tables import Table, read_toml
from flows.names import Bilingual, Strand


class Unit(StrEnum):
    """What a figure counts."""

    PERCENT = "percent"
    DAYS = "days"
    COUNT = "count"
    LEVELS = "levels"
    MONEY = "money"


class Origin(StrEnum):
    """Where a figure comes from first. What nobody computes is asked."""

    HISTORY = "history"
    LINKAGE = "linkage"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of the table. ``group`` is the strand it speaks of; ``formula`` says how to read or find the figure."""

    key: str
    group: Strand
    unit: Unit
    by: Origin
    title: Bilingual
    formula: Bilingual


@cache
def shipped_indicators() -> tuple[Indicator, ...]:
    """The indicators that ship with the product, read once. Raises ``TemplateFault``."""
    file = files("flows.lifecycle") / "tables" / "indicators.toml"
    return parse_indicators(file.read_text(encoding="utf-8"), file.name)


def parse_indicators(text: str, file: str) -> tuple[Indicator, ...]:
    """The indicators in ``text``; ``file`` is only used to name it in a fault. Raises ``TemplateFault``."""
    root = read_toml(text, file)
    root.allow("indicators")
    return tuple(_indicator(table) for table in root.tables("indicators"))


def _indicator(table: Table) -> Indicator:
    table.allow("key", "group", "unit", "by", "title", "formula")
    return Indicator(
        key=table.key("key"),
        group=table.word("group", Strand),
        unit=table.word("unit", Unit),
        by=table.word("by", Origin),
        title=table.both("title"),
        formula=table.both("formula"),
    )
