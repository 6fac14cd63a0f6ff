"""A year of a workspace in minutes: nobody is disturbed, nothing is doubled, nothing is missed."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.bootstrap import open_store
from flows.notices import NoticeKind
from flows.ports import Store
from flows.rhythm.schedules import Schedule
from tests.bot.outbound.scripted_slack import ScriptedSlack

from .town import TEAM, Plan
from .year import Year

AUTUMN = Plan(
    people=24,
    projects=8,
    start=datetime(2026, 10, 8, 2, tzinfo=UTC),
    days=26,
    cuts=12,
    outages=2,
    acts_per_step=2,
    rounds=3,
)
"""A make-up Saturday in China and the end of summer time in Europe, Brazil's lack of one, Lord Howe's and New Zealand's
beginning of it just before, and the end of it in America."""
WHOLE_YEAR = Plan(
    people=1000,
    projects=200,
    start=datetime(2026, 1, 1, tzinfo=UTC),
    days=365,
    cuts=20,
    outages=5,
    acts_per_step=4,
    rounds=6,
)


@pytest.mark.timeout(300)
def test_some_weeks_with_power_cuts_disturb_nobody_and_lose_nothing(slack: ScriptedSlack, tmp_path: Path) -> None:
    year = Year(AUTUMN, tmp_path, slack)
    nothing_went_wrong(year)
    calendars_were_kept(year, "US", "JP", "BR")


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_a_year_of_a_thousand_people_disturbs_nobody_and_loses_nothing(slack: ScriptedSlack, tmp_path: Path) -> None:
    year = Year(WHOLE_YEAR, tmp_path, slack)
    nothing_went_wrong(year)
    calendars_were_kept(year, "CN", "DE", "US")
    for zone in ("Europe/Berlin", "America/New_York", "Pacific/Auckland", "Australia/Lord_Howe"):
        assert clock_changes(WHOLE_YEAR, zone) == {-1, 1}


def calendars_were_kept(year: Year, *countries: str) -> None:
    """On holidays, of which there were some, people heard only what would have come too late; in China they were told
    what there is on a Saturday that makes up for one."""
    days = [year.plan.start.date() + timedelta(days=n) for n in range(year.plan.days)]
    for country in countries:
        off = [day for day in days if day.weekday() < 5 and not year.almanac.works(country, day)]
        assert off
        assert [day for day in off if year.heard[country, day] > year.urgent[country, day]] == []
    made_up = [day for day in days if day.weekday() > 4 and year.almanac.works("CN", day)]
    assert any(year.heard["CN", day] for day in made_up)


def clock_changes(plan: Plan, zone: str) -> set[int]:
    """In which directions the clocks of a place are moved."""
    moments = [plan.start + timedelta(days=n) for n in range(plan.days)]
    offsets = [at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta(0) for at in moments]
    return {1 if after > before else -1 for before, after in pairwise(offsets) if before != after}


def nothing_went_wrong(year: Year) -> None:
    year.live()
    assert year.offences == []
    assert (year.deaths, len(year.outages)) == (year.plan.cuts, year.plan.outages)
    assert [parcel for parcel, times in year.mailbox.arrived.items() if times > 1] == []
    assert {NoticeKind.DIGEST, NoticeKind.ASK, NoticeKind.PROMPT, NoticeKind.TOLD} <= set(year.delivered)
    assert year.reminders.told, "of late work"
    store = open_store(f"sqlite:///{year.folder / 'liandong.db'}")
    with store.write() as uow:
        assert [error for _, error in uow.outbox.dead()] == []
        due = uow.outbox.claim(owner="judge", now=year.now, lease_until=year.now, limit=1)
        assert due == (), "whatever may leave has left"
    for schedule in year.schedules:
        every_morning_was_told(year, store, schedule)
    store.close()


def every_morning_was_told(year: Year, store: Store, schedule: Schedule) -> None:
    """Once, by a message, by silence where there was nothing to say, or together with others after an outage."""
    with store.read() as reads:
        kept = reads.schedule(TEAM, schedule.id)
        slots = reads.slots(TEAM, schedule.id, limit=1000)
    assert len({slot.name for slot in slots}) == len(slots)
    if kept is None or (schedule.audience and year.by_user[schedule.audience].moved):
        return  # its project has ended, or its mornings were those of several places
    mornings = [*year.almanac.mornings(schedule.zone.key, schedule.covered_to, kept.covered_to)]
    assert sum(1 + slot.missed for slot in slots) == len(mornings)
    assert {slot.at for slot in slots} <= set(mornings)
    missing = [*year.almanac.mornings(schedule.zone.key, kept.covered_to, year.now)]
    assert not missing or not year.hears_now(schedule)
    for begins, ends in year.outages:
        caught_up = [slot for slot in slots if slot.missed and begins <= slot.at <= ends]
        assert len(caught_up) <= 1, "one message for the whole outage"
