"""What the clock does for watches: unanswered hits reach the owner, then the lead, on working days and once each."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.edges import JobEdge
from flows.lifecycle.upkeep import at_once
from flows.ports import NewId
from flows.watches import commands as c
from flows.watches.hits import Verdict
from flows.watches.observations import Observation
from flows.watches.outages import is_outage
from flows.watches.sources import Health
from flows.watches.subjects import LegalEvent, Patent
from flows.watches.upkeep import WatchUpkeep
from flows.watches.watches import Scope, WatchState
from storage import SqliteStore
from tests.builders import LEAD, LEGAL, NOW, PATENT, PROJECT_ID, STD, STEER, STEER2, TEAM
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


def ticked(desk: Watching, now: datetime, edge: JobEdge | None = None) -> list[tuple[str, str]]:
    """What a fresh process tells at a moment."""
    upkeep = WatchUpkeep(
        store=desk.store, zone=SHANGHAI, day_begins=time(9), is_office_day=lambda day: day.weekday() < 5,
        new_id=desk.new_id, next_for=at_once, edge=edge,
    )  # fmt: skip
    (edge.around(upkeep.tend) if edge else upkeep.tend)(now)
    desk.now = now
    return desk.notices()


def hit(desk: Watching) -> str:
    desk.started()
    desk.look([seen("1")])
    desk.look([seen("1", stage="40.20")])
    desk.notices()
    return desk.hits()[0].hit.id


def test_owner_lead_and_steering_group_hear_of_unanswered_hits_one_after_the_other(desk: Watching) -> None:
    """Told on Monday the 23rd, three working days to answer."""
    hit(desk)
    assert [ticked(desk, at(day)) for day in (24, 25)] == [[], []]
    assert ticked(desk, at(26, hour=8)) == []  # the day has not begun
    assert ticked(desk, at(26)) == [("told", STD)]
    assert [ticked(desk, at(day)) for day in (27, 28, 29, 30)] == [[]] * 4  # said once; a weekend between
    december = [datetime(2026, 12, day, 2, tzinfo=UTC) for day in range(1, 15)]
    told = {f"{moment:%d}": found for moment in december if (found := ticked(desk, moment))}
    assert told == {"01": [("told", LEAD)], "09": [("told", STEER), ("told", STEER2)]}, "twice and four times as many"


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


def test_r27_unanswered_hits_about_patents_remind_the_patent_lead_and_legal_then_the_lead(desk: Watching) -> None:
    """The owner of the watch cannot read them, so nobody waits for the owner."""
    desk.started()
    desk.look([seen("1")])
    adverse = Patent(ref="EP1", legal_event=LegalEvent("PGFP", "lapsed", None, influence="-"))
    desk.look([seen("1"), Observation(source="epo", native_id="e1", subject=adverse)])
    desk.notices()
    assert ticked(desk, at(26)) == [("told", PATENT), ("told", LEGAL)]
    assert [ticked(desk, at(day)) for day in (27, 30)] == [[], []]
    assert ticked(desk, datetime(2026, 12, 1, 2, tzinfo=UTC)) == [("told", LEAD)]
    assert ticked(desk, datetime(2026, 12, 2, 2, tzinfo=UTC)) == []


def test_what_a_digest_has_told_is_reminded_of_like_any_other(desk: Watching) -> None:
    desk.started()
    desk.look([seen("1")])
    desk.look([seen("1"), seen("2")])
    assert ticked(desk, at(24)) == [("digest", STD)]
    assert [ticked(desk, at(day)) for day in (25, 26)] == [[], []]
    assert ticked(desk, at(27)) == [("told", STD)]


def failing(desk: Watching, health: Health) -> Health:
    for _ in range(6):
        health = health.failing(desk.now, "timeout")
    keep(desk, health)
    return health


def keep(desk: Watching, health: Health) -> None:
    with desk.store.write() as uow:
        uow.feeds.keep_health(TEAM, health)
        uow.commit()


def test_owners_hear_once_of_a_source_that_fails_for_more_than_a_day_and_once_when_it_is_back(desk: Watching) -> None:
    for name in ("one", "two"):
        desk.started(name=name)
    desk.look([seen("1")])
    health = failing(desk, Health(source=ISO, good_at=desk.now))
    assert not is_outage(health, NOW + timedelta(hours=23))
    assert [ticked(desk, NOW + days * DAY) for days in (1, 1, 2)] == [[("told", STD)], [], []]
    keep(desk, health.well(desk.now, records=1, faults=0, etag="", last_modified=""))
    assert [ticked(desk, NOW + days * DAY) for days in (3, 3, 4)] == [[("told", STD)], [], []]
    health = failing(desk, health.unchanged(NOW + 4 * DAY))
    assert ticked(desk, NOW + 7 * DAY) == [("told", STD)]  # another outage


def test_a_hiccup_is_told_to_nobody_and_neither_is_its_end(desk: Watching) -> None:
    desk.started()
    desk.look([seen("1")])
    hiccup = Health(source=ISO, good_at=desk.now).failing(desk.now, "timeout")
    keep(desk, hiccup)
    assert ticked(desk, NOW + 2 * DAY) == []
    keep(desk, hiccup.unchanged(desk.now))
    assert ticked(desk, NOW + 3 * DAY) == []


def spoil(desk: Watching, statement: str, *values: str) -> None:
    """Past the product, as somebody with a database tool."""
    with closing(sqlite3.connect(desk.store.location)) as raw, raw:
        assert raw.execute(statement, values).rowcount > 0


def test_a_watch_that_cannot_be_read_keeps_back_no_other(desk: Watching) -> None:
    """Not their sources, not their last day, not their unanswered hits."""
    hit(desk)
    expiring = desk.started(name="short", expires_on=date(2026, 11, 25), scope=Scope(sources=("w3c",)))
    bad = desk.started(name="bad", expires_on=date(2026, 11, 25), scope=Scope(sources=("ietf",)))
    spoil(desk, "update watches set body = '{' where id = ?", bad)
    edge = JobEdge(desk.store, "watches")
    with desk.store.read() as reads:
        assert [one.feed for one in reads.wanted_feeds(TEAM, date(2026, 11, 24), lost=edge.lost)] == [ISO, "w3c"]
        assert reads.watches_on(TEAM, "ietf") == ()
    assert (ticked(desk, at(26), edge), desk.notices()) == ([("told", STD)], [("told", STD)])
    with desk.store.read() as reads:
        ended = reads.watch(TEAM, expiring)
        assert {fault.about for fault in reads.job_faults("watches")} == {bad, PROJECT_ID}
    assert ended is not None
    assert ended.state is WatchState.ENDED


def test_a_hit_that_cannot_be_read_keeps_back_no_other(desk: Watching) -> None:
    desk.started()
    desk.look([seen("1"), seen("2")])
    desk.look([seen("1", stage="40.20"), seen("2", stage="40.20")])
    while desk.notices():
        pass
    bad = desk.hits()[0].hit.id
    spoil(desk, "update hits set because = '{' where id = ?", bad)
    edge = JobEdge(desk.store, "watches")
    assert ticked(desk, at(26), edge) == [("told", STD)]
    with desk.store.read() as reads:
        assert bad in {fault.about for fault in reads.job_faults("watches")}
