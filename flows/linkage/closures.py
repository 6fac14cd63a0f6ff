"""Closing days of an office that no library knows, read from data."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from flows.lifecycle.toml_tables import Table, read_toml
from flows.linkage.codes import Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class Closures:
    """One year of an office besides Saturdays and Sundays. GENERAL: its official list was not read."""

    year: int
    closed: frozenset[date]
    certainty: Certainty
    source: str
    checked_on: str


@cache
def shipped_closures(office: str) -> tuple[Closures, ...]:
    """The years that ship for an office such as ``epo``, read once. Raises ``TemplateFault``."""
    file = files("flows.linkage") / "rules" / "calendars" / f"{office}.toml"
    return parse_closures(file.read_text(encoding="utf-8"), file.name)


def parse_closures(text: str, name: str) -> tuple[Closures, ...]:
    """The years in ``text``; ``name`` is the file's. Raises ``TemplateFault``."""
    root = read_toml(text, name)
    root.allow("years")
    found: list[Closures] = []
    for table in root.rows("years"):
        table.allow("year", "certainty", "source", "checked_on", "closed")
        year = table.positive("year")
        if any(year == other.year for other in found):
            table.source.fault(table.at("year"), f"duplicate: {year}")
        found.append(
            Closures(
                year=year,
                closed=_days(table, year),
                certainty=table.word("certainty", Certainty),
                source=table.text("source"),
                checked_on=table.text("checked_on"),
            )
        )
    return tuple(found)


def _days(table: Table, year: int) -> frozenset[date]:
    days = table.get("closed")
    path = table.at("closed")
    if not isinstance(days, list) or not days:
        table.source.fault(path, "must be a list of days")
    for index, day in enumerate(days):
        if not isinstance(day, date) or day.year != year:
            table.source.fault(f"{path}[{index}]", f"must be a day of {year}")
    return frozenset(days)
