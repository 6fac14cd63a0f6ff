"""What the clock does for watches: unanswered hits reach the owner, then the lead, on working days and once each."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from flows.lifecycle.upkeep import at_once
from flows.ports import NewId
from flows.watches import commands as c
from flows.watches.hits import Verdict
from flows.watches.sources import Health
from flows.watches.upkeep import WatchUpkeep, is_outage
from flows.watches.watches import WatchState
from storage import SqliteStore
from tests.builders import LEAD, NOW, STD, TEAM
from tests.flows.watches.observed import ISO, seen
from tests.storage.test_projects import created
from tests.storage.watching import DAY, Watching

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def desk(store: SqliteStore, new_id: NewId) -> Watching:
    created(store)
    return Watching(store, new_id)


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=SHANGHAI).astimezone(UTC)


def ticked(desk: Watching, now: datetime) -> list[tuple[str, str]]:
    """What a fresh process tells at a moment."""
    upkeep = WatchUpkeep(
        store=desk.store, zone=SHANGHAI, day_begins=time(9), is_office_day=lambda day: day.weekday() < 5,
        new_id=desk.new_id, next_for=at_once,
    )  # fmt: skip
    upkeep.tend(now)
    desk.now = now
    return desk.notices()


def hit(desk: Watching) -> str:
    desk.started()
    desk.look([seen("1")])
    desk.look([seen("1", stage="40.20")])
    desk.notices()
    return desk.hits()[0].hit.id


def test_the_owner_is_reminded_after_the_working_days_and_the_lead_after_twice_as_many(desk: Watching) -> None:
    """Told on Monday the 23rd, three working days to answer."""
    hit(desk)
    assert [ticked(desk, at(day)) for day in (24, 25)] == [[], []]
    assert ticked(desk, at(26, hour=8)) == []  # the day has not begun
    assert ticked(desk, at(26)) == [("told", STD)]
    assert [ticked(desk, at(day)) for day in (27, 28, 29, 30)] == [[]] * 4  # said once; a weekend between
    assert ticked(desk, datetime(2026, 12, 1, 2, tzinfo=UTC)) == [("told", LEAD)]


def test_an_answered_hit_reminds_nobody(desk: Watching) -> None:
    desk.ask(c.JudgeHit(hit_id=hit(desk), verdict=Verdict.ACT))
    desk.notices()
    assert ticked(desk, at(30)) == []


def test_a_watch_ends_after_its_last_day_and_its_owner_hears_of_it_once(desk: Watching) -> None:
    watch_id = desk.started(expires_on=date(2026, 11, 25))
    assert ticked(desk, at(25)) == []
    assert [ticked(desk, at(day)) for day in (26, 26, 27)] == [[("told", STD)], [], []]
    with desk.store.read() as reads:
        watch = reads.watch(TEAM, watch_id)
    assert watch is not None
    assert watch.state is WatchState.ENDED


def test_owners_hear_once_of_a_source_that_fails_for_more_than_a_day(desk: Watching) -> None:
    desk.started()
    desk.look([seen("1")])
    health = Health(source=ISO, good_at=desk.now)
    for _ in range(6):
        health = health.failing(desk.now, "timeout")
    with desk.store.write() as uow:
        uow.feeds.keep_health(TEAM, health)
        uow.commit()
    assert not is_outage(health, NOW + timedelta(hours=23))
    assert [ticked(desk, NOW + days * DAY) for days in (1, 1, 2)] == [[("told", STD)], [], []]
