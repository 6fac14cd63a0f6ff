"""Silence is no news for a day or a week; after a whole month it is worth one line."""

from datetime import UTC, datetime, time, timedelta

from flows.rhythm.schedules import Schedule, Slot


def month_before(schedule: Schedule, slot: Slot) -> datetime | None:
    """For the first slot of a month when the month before it began, in UTC; None for every other slot. Months are those
    of the schedule's zone."""
    at, since = slot.at.astimezone(schedule.zone), slot.since.astimezone(schedule.zone)
    if (at.year, at.month) == (since.year, since.month):
        return None
    first = (at.date().replace(day=1) - timedelta(days=1)).replace(day=1)
    return datetime.combine(first, time.min, schedule.zone).astimezone(UTC)
