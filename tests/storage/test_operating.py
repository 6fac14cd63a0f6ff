"""Administrators hear of sources that are down and back: once each, in one message for all that came together."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.blocks import service
from flows.lifecycle.upkeep import NextFor, at_once
from flows.names import Confidentiality
from flows.notices import Notice, NoticeKind
from flows.ports import NewId
from flows.watches import commands as c
from flows.watches.operating import DOWN, MOST, SAID_WITH, UP
from flows.watches.sources import Health
from flows.watches.upkeep import WatchUpkeep
from flows.watches.watches import Scope
from storage import SqliteStore
from tests.bot.views.samples import lens
from tests.builders import NOW, PROJECT_ID, TEAM
from tests.flows.watches.observed import ISO
from tests.storage.telling import parcels
from tests.storage.test_projects import changed, created
from tests.storage.test_watch_upkeep import SHANGHAI, failing, keep
from tests.storage.watching import DAY, Watching

ADMINS = frozenset({"U0ADA", "U0BOB"})
RSS, IETF = "rss:https://example.com/feed", "ietf:draft-x"


@pytest.fixture
def desk(store: SqliteStore, new_id: NewId) -> Watching:
    created(store)
    desk = Watching(store, new_id)
    opened(desk, Confidentiality.OPEN)
    desk.started(scope=Scope(sources=(ISO, RSS, IETF)))
    return desk


def opened(desk: Watching, confidentiality: Confidentiality) -> None:
    with desk.store.write() as uow:
        project = uow.projects.load(TEAM, PROJECT_ID)
    assert project is not None
    changed(desk.store, project, confidentiality=confidentiality)


def ticked(desk: Watching, now: datetime, *, next_for: NextFor = at_once) -> list[Notice]:
    """What a fresh process tells administrators at a moment."""
    WatchUpkeep(
        store=desk.store, zone=SHANGHAI, day_begins=SHANGHAI_NINE, is_office_day=lambda day: day.weekday() < 5,
        new_id=desk.new_id, next_for=next_for, admins=ADMINS,
    ).tend(now)  # fmt: skip
    desk.now, found = now, list[Notice]()
    while more := parcels(desk):  # of one audience only one is handed out at a time
        found += more
    return [notice for notice in found if notice.kind is NoticeKind.SERVICE]


SHANGHAI_NINE = NOW.astimezone(SHANGHAI).time().replace(hour=9, minute=0)


def said(notices: list[Notice]) -> list[tuple[str, str, list[str]]]:
    """Who reads what about which sources; what is said with another message is left out."""
    return [
        (n.audience, str(n.params["event"]), [line.split("\t")[0] for line in str(n.params["sources"]).split("\n")])
        for n in notices
        if not n.params[SAID_WITH]
    ]


def test_all_that_went_down_is_one_message_to_each_administrator_and_so_is_all_that_is_back(desk: Watching) -> None:
    down = [failing(desk, Health(source=name, good_at=desk.now)) for name in (ISO, RSS)]
    assert said(ticked(desk, NOW + timedelta(hours=23))) == []
    assert said(ticked(desk, NOW + DAY)) == [(who, DOWN, [ISO, RSS]) for who in sorted(ADMINS)]
    assert [said(ticked(desk, NOW + days * DAY)) for days in (1, 2, 3)] == [[], [], []]
    for health in down:
        keep(desk, health.well(NOW + 3 * DAY, records=1, faults=0, etag="", last_modified=""))
    assert said(ticked(desk, NOW + 3 * DAY)) == [(who, UP, [ISO, RSS]) for who in sorted(ADMINS)]
    assert said(ticked(desk, NOW + 4 * DAY)) == []


def test_one_that_goes_down_later_is_told_by_itself_and_another_outage_is_told_again(desk: Watching) -> None:
    health = failing(desk, Health(source=ISO, good_at=desk.now))
    ticked(desk, NOW + DAY)
    failing(desk, Health(source=RSS, good_at=NOW))
    assert said(ticked(desk, NOW + 2 * DAY)) == [(who, DOWN, [RSS]) for who in sorted(ADMINS)]
    failing(desk, health.unchanged(NOW + 2 * DAY))
    assert said(ticked(desk, NOW + 3 * DAY)) == [(who, DOWN, [ISO]) for who in sorted(ADMINS)]


def test_a_hiccup_and_a_source_that_nobody_watches_are_told_to_nobody(desk: Watching) -> None:
    keep(desk, Health(source=ISO, good_at=desk.now).failing(desk.now, "timeout"))
    failing(desk, Health(source="w3c:nobody", good_at=desk.now))
    assert said(ticked(desk, NOW + 2 * DAY)) == []


def test_one_that_only_a_paused_watch_reads_is_told_since_it_is_read_on(desk: Watching) -> None:
    with desk.store.read() as reads:
        (watch,) = reads.watches_on(TEAM, ISO)
    desk.ask(c.PauseWatch(watch_id=watch.id))
    failing(desk, Health(source=ISO, good_at=desk.now))
    assert len(said(ticked(desk, NOW + DAY))) == 2


@pytest.mark.parametrize("confidentiality", [Confidentiality.MEMBERS, Confidentiality.RESTRICTED])
def test_what_only_closed_projects_look_for_is_told_by_its_kind_alone(
    desk: Watching, confidentiality: Confidentiality
) -> None:
    """Administrators are on no project; the operator reads the rest on the machine, with ``doctor``."""
    desk.started(name="Secret", scope=Scope(sources=('epo:pa="Rival"',)))
    opened(desk, confidentiality)
    keep(desk, failing(desk, Health(source='epo:pa="Rival"', good_at=desk.now)))
    (one, *_) = [notice for notice in ticked(desk, NOW + DAY) if not notice.params[SAID_WITH]]
    message = service.told(one.params, lens("en"))
    assert message is not None
    assert "`epo:…` · last read" in message.text
    assert "Rival" not in message.text + str(message.blocks) + str(one.params)
    assert "timeout" not in message.text


def test_it_is_held_until_they_work(desk: Watching) -> None:
    failing(desk, Health(source=ISO, good_at=desk.now))
    opens = NOW + DAY + timedelta(hours=5)
    told = ticked(desk, NOW + DAY, next_for=lambda *_: opens)
    assert {notice.not_before for notice in told} == {opens}


@pytest.mark.parametrize(("locale", "down", "up"), [("en", "cannot be read", "again"), ("zh_CN", "无法读取", "恢复")])
def test_it_names_each_source_with_its_problem_and_says_nothing_twice(
    desk: Watching, locale: str, down: str, up: str
) -> None:
    broken = [failing(desk, Health(source=name, good_at=desk.now)) for name in (ISO, RSS)]
    told = ticked(desk, NOW + DAY)
    messages = [message for notice in told if (message := service.told(notice.params, lens(locale))) is not None]
    assert len(messages) == len(ADMINS)
    assert down in messages[0].text
    assert all(part in messages[0].text for part in (ISO, RSS, "timeout"))
    for health in broken:
        keep(desk, health.unchanged(NOW + 2 * DAY))
    (one, *_) = [notice for notice in ticked(desk, NOW + 2 * DAY) if not notice.params[SAID_WITH]]
    back = service.told(one.params, lens(locale))
    assert back is not None
    assert up in back.text
    assert "timeout" not in back.text


def test_a_hundred_sources_are_one_message_that_can_be_sent(desk: Watching) -> None:
    names = tuple(f"ietf:draft-{n:03d}" for n in range(50))
    for part in (names[:25], names[25:]):
        desk.started(name=part[0], scope=Scope(sources=part))
    for name in names:
        failing(desk, replace(Health(source=name), good_at=desk.now))
    (one, *_) = [notice for notice in ticked(desk, NOW + DAY) if not notice.params[SAID_WITH]]
    assert (len(str(one.params["sources"]).split("\n")), one.params["more"]) == (MOST, 30)
    message = service.told(one.params, lens("en"))
    assert message is not None
    assert "50 sources" in message.text
