"""Where we stand (对标): one indicator with our value, the standard's and rivals', each with source and day. Pure.

DOMAIN.md 5.2, third column: a value without source or date is worth nothing. Values are only added or taken back, so
what was believed when stays known. ``value`` is a decimal as text: nothing is rounded.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from flows.watches.triggers import Trigger

LONGEST_NUMBER, LARGEST_POWER = 40, 30
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[+-]?\d{1,3}(?: \d{3})+(?:\.\d+)?")
_SPACED = re.compile(r"[\s_]")


class Direction(StrEnum):
    """Which values are better."""

    HIGHER = "higher"
    LOWER = "lower"


class Side(StrEnum):
    """Whose value it is."""

    OURS = "ours"
    STANDARD = "standard"
    RIVAL = "rival"


class Standing(StrEnum):
    """Our value beside another one: 优于, 等同, 低于. Better and worse follow the direction, not the figure."""

    BETTER = "better"
    EQUAL = "equal"
    WORSE = "worse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """``holder`` is the rival's name, or the standard with its edition; empty for ours. ``clause`` is the standard's,
    or the one that a rival measured by. ``taken_back_by`` is empty while the value counts."""

    id: str
    side: Side
    holder: str
    value: str
    source: str
    measured_on: date
    clause: str = ""
    by: str
    at: datetime
    taken_back_by: str = ""
    taken_back_at: datetime | None = None

    @property
    def number(self) -> Decimal:
        return Decimal(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One thing that is compared. ``number`` counts within the project: ``B3``. ``values`` are in the order in which
    they came, with those taken back. ``gap_action`` says what is done about a gap. ``version`` grows with each save."""

    id: str
    team_id: str
    project_id: str
    number: int
    name: str
    unit: str
    direction: Direction
    gap_action: str = ""
    retired: bool = False
    values: tuple[Value, ...] = ()
    version: int = 0

    @property
    def standing_values(self) -> tuple[Value, ...]:
        return tuple(v for v in self.values if not v.taken_back_by)

    def latest(self, side: Side, holder: str = "") -> Value | None:
        """The value that counts: measured last, and of one day the one noted last. Of a rival, by its name."""
        found = [v for v in self.standing_values if v.side is side and (side is not Side.RIVAL or _same(v, holder))]
        return max(reversed(found), key=lambda v: (v.measured_on, v.at), default=None)

    @property
    def ours(self) -> Value | None:
        return self.latest(Side.OURS)

    @property
    def standard(self) -> Value | None:
        return self.latest(Side.STANDARD)

    @property
    def rivals(self) -> tuple[Value, ...]:
        """The latest of each, the best first."""
        names = {v.holder.casefold(): v.holder for v in self.standing_values if v.side is Side.RIVAL}
        found = [latest for name in names.values() if (latest := self.latest(Side.RIVAL, name)) is not None]
        best_first = self.direction is Direction.HIGHER
        return tuple(sorted(sorted(found, key=lambda v: v.holder), key=lambda v: v.number, reverse=best_first))

    def against(self, other: Value | None) -> Standing | None:
        """Our value beside another; None where one of them is not known."""
        mine = self.ours
        return None if mine is None or other is None else standing(mine.number, other.number, self.direction)


def standing(mine: Decimal, other: Decimal, direction: Direction) -> Standing:
    if mine == other:
        return Standing.EQUAL
    return Standing.BETTER if (mine > other) is (direction is Direction.HIGHER) else Standing.WORSE


def verdict(indicator: Indicator) -> Standing | None:
    """In one word: worse than the standard where there is a standard, else than the best rival; None while our value
    or everybody else's is missing."""
    to_standard = indicator.against(indicator.standard)
    return to_standard if to_standard is not None else indicator.against(next(iter(indicator.rivals), None))


def gap(indicator: Indicator, other: Value) -> Decimal | None:
    """How far our value is from another: positive where ours is better, whatever the direction."""
    mine = indicator.ours
    if mine is None:
        return None
    distance = mine.number - other.number
    return distance if indicator.direction is Direction.HIGHER else -distance


@dataclass(frozen=True, slots=True)
class Called:
    """A trigger of the benchmark column with what makes it fire once: the same ``key`` is the same occasion."""

    trigger: Trigger
    key: str
    other: Value


def triggers_of(indicator: Indicator) -> tuple[Called, ...]:
    """What the values as they are now call for (DOMAIN.md 5.2). A value of ours that is measured again and is still
    worse is the same occasion; a new edition of the standard or a new value of a rival is another one."""
    return () if indicator.retired or indicator.ours is None else tuple(_called(indicator))


def _called(indicator: Indicator) -> Iterator[Called]:
    norm, rivals = indicator.standard, indicator.rivals
    if norm is not None and indicator.against(norm) is Standing.WORSE:
        yield _call(Trigger.BELOW_STANDARD, indicator, norm)
    for rival in rivals:
        if indicator.against(rival) is Standing.WORSE:
            yield _call(Trigger.BELOW_RIVAL, indicator, rival)
        if norm is not None and rival.clause and rival.clause == norm.clause:
            yield Called(Trigger.RIVAL_ADOPTS, f"{indicator.id}:{rival.holder.casefold()}", rival)
    others = [*([norm] if norm is not None else []), *rivals]
    if norm is not None and all(indicator.against(other) is Standing.BETTER for other in others):
        yield _call(Trigger.ABOVE_ALL, indicator, norm)


def _call(trigger: Trigger, indicator: Indicator, other: Value) -> Called:
    return Called(trigger, f"{indicator.id}:{other.id}", other)


def _same(value: Value, holder: str) -> bool:
    return value.holder.casefold() == holder.casefold()


def read_number(text: str) -> str:
    """A typed number in one writing, of any width; ``1,200.50`` and ``1 200.50`` too. Empty text for what is none, and
    for ``1,5``: what that means depends on who writes it."""
    tidy = unicodedata.normalize("NFKC", text).strip().replace("−", "-")
    if _GROUPED.fullmatch(tidy):
        tidy = tidy.replace(",", "").replace(" ", "")
    try:
        number = Decimal(tidy) if len(tidy) <= LONGEST_NUMBER and not _SPACED.search(tidy) else None
    except InvalidOperation:
        return ""
    if number is None or not number.is_finite() or abs(number.adjusted()) > LARGEST_POWER:
        return ""
    return format(number, "f")


def same_unit(one: str, other: str) -> bool:
    """Units are the same as written, but for width and spaces: ``mbit`` is not ``Mbit``."""
    return _unit(one) == _unit(other)


def _unit(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def next_number(indicators: Sequence[Indicator]) -> int:
    return max((i.number for i in indicators), default=0) + 1
