"""Grace periods as facts: what an own disclosure before filing leaves, per jurisdiction (DOMAIN.md 4.2).

A rescue, never a plan, and a flag for the patent lead: Liandong computes days, it does not say that one is saved.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from flows.errors import TemplateFault
from flows.linkage.codes import Certainty
from flows.linkage.months import months_later
from flows.names import Bilingual


class CountedFrom(StrEnum):
    """The day from which a period is counted back. PRIORITY: the priority day where one is claimed (CN rule 12);
    ACTUAL_FILING: the filing there, never the priority (EP: G 3/98); EFFECTIVE_FILING: as US law has it."""

    PRIORITY = "priority"
    ACTUAL_FILING = "actual_filing"
    EFFECTIVE_FILING = "effective_filing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grace:
    """One jurisdiction. ``covers_own``: a voluntary own disclosure is covered; otherwise only the ``cases`` are.
    ``months_before`` held for what ran out before ``since``."""

    jurisdiction: str
    months: int
    counted_from: CountedFrom
    covers_own: bool
    source: str
    checked_on: date
    certainty: Certainty
    formalities: Bilingual
    cases: Bilingual | None = None
    since: date | None = None
    months_before: int = 0


@dataclass(frozen=True, slots=True)
class Rescue:
    """What is left in one jurisdiction. ``last_on`` is the last day for the filing that ``grace.counted_from`` names,
    and None where an own disclosure is not covered: nothing rescues it."""

    grace: Grace
    last_on: date | None

    def is_open(self, today: date) -> bool:
        """Whether the last day is still to come, or today."""
        return self.last_on is not None and today <= self.last_on


@dataclass(frozen=True, slots=True)
class GraceTable:
    """Every jurisdiction whose grace period is known (DOMAIN.md 4.2)."""

    rows: tuple[Grace, ...]

    def rescue(self, disclosed_on: date, *, own_voluntary: bool = True) -> tuple[Rescue, ...]:
        """Every jurisdiction, in the order of the table. ``own_voluntary=False`` is for a leak, an abuse or an
        exhibition; whether it is one of the cases is for a named professional to say."""
        return tuple(
            Rescue(row, _last(row, disclosed_on) if row.covers_own or not own_voluntary else None) for row in self.rows
        )


def _last(row: Grace, disclosed_on: date) -> date:
    """The old period, where it ran out before the new one came: a change revives nothing."""
    if row.since is not None:
        before = months_later(disclosed_on, row.months_before)
        if before < row.since:
            return before
    return months_later(disclosed_on, row.months)


@cache
def shipped_grace() -> GraceTable:
    """The table that ships with the product, read once: data of this version. Raises ``TemplateFault``."""
    file = files("flows.linkage") / "grace.toml"
    return parse_grace(file.read_text(encoding="utf-8"), file.name)


def parse_grace(text: str, name: str) -> GraceTable:
    """The table of a TOML file called ``name``. Raises ``TemplateFault``, as every data file that ships."""
    try:
        entries = tomllib.loads(text)["grace"]
        return GraceTable(tuple(_row(entry) for entry in entries))
    except (tomllib.TOMLDecodeError, KeyError, ValueError, TypeError) as error:
        raise TemplateFault(name, "grace", 1, f"{type(error).__name__}: {error}") from error


def _row(entry: dict[str, Any]) -> Grace:
    """Raises KeyError for what is missing, ValueError and TypeError for what is no such thing."""
    covers = entry["covers"]
    if covers not in ("own", "cases"):
        raise ValueError(f"covers = {covers!r}")
    if not isinstance(entry["checked_on"], date) or not entry["source"]:
        raise ValueError("every row needs source and checked_on")
    return Grace(
        jurisdiction=entry["jurisdiction"],
        months=int(entry["months"]),
        counted_from=CountedFrom(entry["counted_from"]),
        covers_own=covers == "own",
        source=entry["source"],
        checked_on=entry["checked_on"],
        certainty=Certainty(entry["certainty"]),
        formalities=Bilingual(**entry["formalities"]),
        cases=Bilingual(**entry["cases"]) if "cases" in entry else None,
        since=entry.get("since"),
        months_before=int(entry.get("months_before", 0)),
    )
