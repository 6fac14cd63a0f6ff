"""A project in which nothing happens says so once a month, with the first digest that its month would have had."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from flows.rhythm.defaults import project_digest
from flows.rhythm.quiet import month_before
from flows.rhythm.schedules import Slot, Usual


def local(text: str, zone: str = "Asia/Shanghai") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("since", "at", "month"),
    [
        ("2026-11-30T09:00", "2026-12-01T09:00", "2026-11-01T00:00"),
        ("2026-12-31T09:00", "2027-01-01T09:00", "2026-12-01T00:00"),
        ("2026-02-27T09:00", "2026-03-02T09:00", "2026-02-01T00:00"),
        ("2026-09-30T09:00", "2026-12-01T09:00", "2026-11-01T00:00"),
        ("2026-12-01T09:00", "2026-12-02T09:00", None),
        ("2026-12-01T09:00", "2026-12-31T09:00", None),
    ],
)
def test_the_first_slot_of_a_month_looks_back_over_the_month_before(since: str, at: str, month: str | None) -> None:
    schedule = project_digest("T1", "prj_1", Usual(time(9), ZoneInfo("Asia/Shanghai")), since=local(since))
    found = month_before(schedule, Slot("", local(at), local(since)))
    assert found == (None if month is None else local(month))


def test_a_month_begins_where_the_schedule_is() -> None:
    """At nine in Shanghai on the first it is still the last of the month in New York."""
    since, at = local("2026-11-30T09:00"), local("2026-12-01T09:00")
    new_york = project_digest("T1", "prj_1", Usual(time(9), ZoneInfo("America/New_York")), since=since)
    assert month_before(new_york, Slot("", at, since)) is None
