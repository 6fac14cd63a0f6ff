"""When a slot may still be told that nobody could tell in its moment: in the daytime, never at night."""

from datetime import UTC, date, datetime, time, timedelta

from flows.rhythm.calendar import HORIZON_DAYS, HolidayCalendar, is_office_day
from flows.rhythm.schedules import Schedule, Slot

DAY_ENDS = time(18)
"""What was missed is caught up on until then, never in the evening or at night."""
LATE = timedelta(hours=1)
"""What a slot shortly before the day ends, or after, still gets."""


def place_hears(schedule: Schedule, slot: Slot, now: datetime, holidays: HolidayCalendar) -> datetime | None:
    """``now`` where a channel may hear the slot, else the next moment at which it may; all aware.

    A slot has its own day. On later days it is caught up on between the schedule's time of day and the end of the day,
    on days that the rule names or that the office works. None: never again within ``HORIZON_DAYS``.
    """
    local = slot.at.astimezone(schedule.zone)
    if slot.at <= now < _closes(local.date(), slot.at, schedule):
        return now
    today = now.astimezone(schedule.zone).date()
    for ahead in range(-1, HORIZON_DAYS):
        day = today + timedelta(days=ahead)
        if not (schedule.rule.names(day, schedule.country, holidays) or is_office_day(day, schedule.country, holidays)):
            continue
        opens = datetime.combine(day, schedule.at, schedule.zone).astimezone(UTC)
        if now < _closes(day, opens, schedule):
            return max(now, opens)
    return None


def _closes(day: date, opens: datetime, schedule: Schedule) -> datetime:
    return max(datetime.combine(day, DAY_ENDS, schedule.zone).astimezone(UTC), opens + LATE)
