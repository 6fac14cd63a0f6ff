"""Real people: reminded by the clock on their own wall, not on the server's."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from flows.ports import Person, Store
from flows.rhythm.calendar import Absence
from flows.rhythm.people import WorkingTime, calendar_of
from tests.builders import TEAM
from tests.databases import ready_store
from tests.flows.rhythm.days import FewHolidays

SHANGHAI = ZoneInfo("Asia/Shanghai")
NINE_IN_SHANGHAI = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def china_by_zone(zone: str, _locale: str) -> str:
    return "CN" if zone == "Asia/Shanghai" else ""


WORKING_TIME = WorkingTime(FewHolidays(), SHANGHAI, china_by_zone)


def person(tz: str) -> Person:
    return Person(team_id=TEAM, user_id="U0A", name="A", tz=tz)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = ready_store(f"sqlite:///{tmp_path / 'liandong.db'}")
    yield store
    store.close()


def told_at(store: Store, tz: str, now: datetime = NINE_IN_SHANGHAI, away: Absence | None = None) -> datetime | None:
    with store.write() as uow:
        uow.people.upsert([person(tz)])
        if away is not None:
            uow.absences.put(TEAM, "U0A", away)
        uow.commit()
    with store.read() as reads:
        return WORKING_TIME.next_for(reads, TEAM, "U0A", now)


def test_who_is_at_work_is_told_at_once(store: Store) -> None:
    assert told_at(store, "Asia/Shanghai") == NINE_IN_SHANGHAI


@pytest.mark.parametrize(
    ("tz", "local"), [("America/New_York", "2026-11-24 09:00"), ("Asia/Kathmandu", "2026-11-24 09:00")]
)
@pytest.mark.complaint(12)
def test_who_sleeps_is_told_in_their_own_morning(store: Store, tz: str, local: str) -> None:
    at = told_at(store, tz)
    assert at is not None
    assert f"{at.astimezone(ZoneInfo(tz)):%Y-%m-%d %H:%M}" == local


def test_a_holiday_of_the_country_is_kept(store: Store) -> None:
    assert told_at(store, "Asia/Shanghai", datetime(2026, 2, 17, 2, tzinfo=UTC)) == datetime(2026, 2, 24, 1, tzinfo=UTC)


@pytest.mark.complaint(15)
def test_who_is_away_is_told_when_back_and_without_an_end_not_at_all(store: Store) -> None:
    assert told_at(store, "Asia/Shanghai", away=Absence(date(2026, 11, 23), date(2026, 11, 25))) == datetime(
        2026, 11, 26, 1, tzinfo=UTC
    )
    assert told_at(store, "Asia/Shanghai", away=Absence(date(2026, 11, 23))) is None


@pytest.mark.parametrize("somebody", [None, person(""), person("Mars/Base"), person("../etc")])
def test_without_a_zone_that_we_know_the_workspace_has_one(somebody: Person | None) -> None:
    calendar = calendar_of(somebody, None, usual_zone=SHANGHAI, country_of=china_by_zone)
    assert (calendar.zone, calendar.country) == (SHANGHAI, "CN")
