"""Cron lines for admins: minute, hour, day of the month, month, weekday, as ``0 9 * * 1-5``."""

from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache

FIELDS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
MOST_TIMES = 4
"""Moments of one day: whoever wants more wants an alarm, not a digest."""
WEEK = 7


@dataclass(frozen=True, slots=True)
class Cron:
    """``weekdays`` count from Monday = 0. Where days and weekdays are both narrowed, either will do, as cron has it."""

    times: tuple[time, ...]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    either: bool

    def names(self, day: date) -> bool:
        """Whether the line names this day."""
        if day.month not in self.months:
            return False
        by_day, by_weekday = day.day in self.days, day.weekday() in self.weekdays
        return by_day or by_weekday if self.either else by_day and by_weekday


@lru_cache(maxsize=256)
def read_cron(line: str) -> Cron:
    """Raises ValueError for a line that is none, or that names more than ``MOST_TIMES`` moments of a day."""
    words = line.split()
    if len(words) != len(FIELDS):
        raise ValueError("a cron line has five fields")
    minutes, hours, days, months, weekdays = (_field(word, *bounds) for word, bounds in zip(words, FIELDS, strict=True))
    if len(minutes) * len(hours) > MOST_TIMES:
        raise ValueError(f"more than {MOST_TIMES} moments of a day")
    times = tuple(time(hour, minute) for hour in sorted(hours) for minute in sorted(minutes))
    from_monday = frozenset((day - 1) % WEEK for day in weekdays)
    return Cron(times, days, months, from_monday, either=words[2] != "*" and words[4] != "*")


def _field(word: str, first: int, last: int) -> frozenset[int]:
    """``*``, ``5``, ``1-5``, ``*/15``, ``1-5/2``, and lists of these."""
    return frozenset(number for piece in word.split(",") for number in _piece(piece, first, last))


def _piece(piece: str, first: int, last: int) -> range:
    span, _, step = piece.partition("/")
    if span == "*":
        low, high = first, last
    else:
        begin, _, end = span.partition("-")
        low = _number(begin)
        high = _number(end) if end else low if not step else last
    every = _number(step) if step else 1
    if not first <= low <= high <= last or every < 1:
        raise ValueError(f"{piece} is out of bounds")
    return range(low, high + 1, every)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"{text} is no number")
    return int(text)
