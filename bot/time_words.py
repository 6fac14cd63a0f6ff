"""Hours as people write them: ``9-18``, ``09:00–18:00``, ``22:00 to 8:00``, ``9点到18点半``. Pure."""

import re
from datetime import time

from flows.errors import InvalidFields

_CLOCK = r"(\d{1,2})(?:[:：.h点时](\d{2}|半)?分?)?"
_HOURS = re.compile(rf"^{_CLOCK}\s*(?:-|–|—|~|～|to|until|到|至)\s*{_CLOCK}$", re.IGNORECASE)
_HALF = 30
_MIDNIGHT = 24


def read_hours(text: str, field: str) -> tuple[time, time]:
    """Two times of the day. Raises ``InvalidFields`` at ``field``: ``unreadable_hours``."""
    found = _HOURS.match(" ".join(text.split()))
    try:
        if found is None:
            raise ValueError(text)
        first_hour, first_minute, last_hour, last_minute = found.groups()
        return _time(first_hour, first_minute), _time(last_hour, last_minute, end=True)
    except ValueError as error:
        raise InvalidFields({field: "unreadable_hours"}) from error


def write_hours(first: time, last: time) -> str:
    """``09:00–18:00``."""
    return f"{first:%H:%M}–{last:%H:%M}"


def _time(hour: str, minute: str | None, *, end: bool = False) -> time:
    minutes = _HALF if minute == "半" else int(minute or 0)
    if end and int(hour) == _MIDNIGHT and not minutes:
        return time(23, 59)
    return time(int(hour), minutes)
