"""Periods of months, as Chinese patent rule 5 counts them: to the corresponding day, else to the last of the month."""

from calendar import monthrange
from datetime import date


def months_later(day: date, months: int) -> date:
    """``months`` may be negative. Raises ValueError beyond the years that dates know."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
