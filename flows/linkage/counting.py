"""Counting days as the patent rules do. Pure date arithmetic; a day on which nothing can be filed moves on.

Implementing Regulations, rule 5: the start day is not counted; a period of months or years ends on the day of the last
month that has the same number, else on the last day of that month; on a statutory holiday the next working day counts.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from flows.linkage.months import months_later
from flows.linkage.surroundings import OfficeCalendars

__all__ = ["KNOWN", "OfficeCalendars", "Period", "deemed_receipt", "next_open"]

KNOWN = frozenset({"CN", "EP", "US", "JP", "KR", "WO", "ISO"})
"""The calendars there are. An office that is not among them does not roll: too early is safe, too late is not."""
BY_POST = 15
"""Days after which a notice sent by post is deemed received (rule 4). An electronic one counts when it has entered the
system."""
_LONGEST_CLOSURE = 60
_PERIOD = re.compile(r"P(\d+)([DWMY])")
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Period:
    """So many days, weeks, months or years; ``unit`` is D, W, M or Y."""

    count: int
    unit: str

    @classmethod
    def parse(cls, text: str) -> "Period":
        """From ``P12M`` and the like. Raises ValueError."""
        match = _PERIOD.fullmatch(text)
        if match is None:
            raise ValueError(text)
        return cls(int(match[1]), match[2])

    def after(self, day: date) -> date:
        """The last day of the period that starts with ``day``, which is not counted (rule 5)."""
        match self.unit:
            case "D":
                return day + timedelta(days=self.count)
            case "W":
                return day + timedelta(weeks=self.count)
            case "M":
                return months_later(day, self.count)
            case _:
                return months_later(day, self.count * _MONTHS)


def next_open(day: date, calendar: str, calendars: OfficeCalendars) -> date:
    """The day itself or, where the office is closed, the next one on which it works."""
    if calendar not in KNOWN:
        return day
    for days in range(_LONGEST_CLOSURE):
        if calendars.is_open(calendar, day + timedelta(days=days)):
            return day + timedelta(days=days)
    return day


def deemed_receipt(dated: date, *, by_post: bool) -> date:
    """The day from which a period counts that a notice starts. ``dated``: posted, or entered the system (rule 4)."""
    return dated + timedelta(days=BY_POST) if by_post else dated
