"""Moments and days as the database keeps them: text of fixed width whose order is the order of time."""

from datetime import UTC, date, datetime


def moment(at: datetime) -> str:
    """``YYYY-MM-DDTHH:MM:SS.ffffffZ``. Raises ValueError for a moment without time zone."""
    if at.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def moment_or_none(at: datetime | None) -> str | None:
    return None if at is None else moment(at)


def read_moment(text: str) -> datetime:
    """An aware moment in UTC."""
    return datetime.fromisoformat(text)


def read_moment_or_none(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def day_or_none(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def read_day_or_none(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
