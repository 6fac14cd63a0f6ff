"""What is sent keeps to the hours of whoever reads it: a new message waits for them, an edit disturbs nobody."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.bootstrap import load_templates
from bot.courier import Courier
from bot.discretion import Discretion
from bot.gateway import Gateway
from bot.hours import Hours
from bot.pacing import Pace
from bot.public_holidays import PublicHolidays, likely_country
from bot.rendering import Renderer
from bot.settling import settle
from bot.verdicts import Done, PutOff, Verdict
from bot.words import WordBook
from flows.notices import Lane, Notice, NoticeKind, card_key
from flows.ports import Parcel, Person, Post, Store
from flows.rhythm.calendar import Absence, PersonCalendar
from flows.rhythm.people import WorkingTime

from .conftest import CHANNEL, LEAD, TEAM, Office
from .scripted_slack import ScriptedSlack

SHANGHAI = ZoneInfo("Asia/Shanghai")
TUESDAY_NIGHT = datetime(2026, 11, 24, 3, tzinfo=SHANGHAI).astimezone(UTC)
MORNING = datetime(2026, 11, 24, 9, tzinfo=SHANGHAI).astimezone(UTC)
TOMORROW = datetime.now(UTC) + timedelta(days=1)
ANSWERED = {"event": "ProjectResumed", "by": "U0EMMA"}


@pytest.fixture
def courier(store: Store, gateway: Gateway) -> Courier:
    holidays = PublicHolidays()
    hours = Hours(
        store,
        WorkingTime(holidays, SHANGHAI, likely_country).open_for,
        PersonCalendar(zone=SHANGHAI, country="CN"),
        holidays=holidays,
        within=timedelta(0),
    )
    renderer = Renderer(store, WordBook("en"), load_templates(), SHANGHAI)
    return Courier(renderer, gateway, Discretion(store, gateway, TEAM), Pace(0, 0), hours.leaves)


def attempt(courier: Courier, notice: Notice, now: datetime, *, age: float = 0) -> Verdict:
    parcel = Parcel(
        id="out_1", notice=notice, attempts=1, ambiguous=False, created_at=now - timedelta(seconds=age)
    )  # fmt: skip
    return courier.deliver(parcel, now=now)


def test_a_reminder_at_night_waits_for_the_morning_of_its_reader(
    slack: ScriptedSlack, office: Office, courier: Courier
) -> None:
    reminder = office.notice(NoticeKind.TOLD, "r", LEAD, params=ANSWERED, lane=Lane.BULK)
    assert attempt(courier, reminder, TUESDAY_NIGHT) == PutOff(MORNING)
    assert slack.of("chat.postMessage") == []
    assert isinstance(attempt(courier, reminder, MORNING), Done)
    assert len(slack.of("chat.postMessage")) == 1


def test_what_somebody_does_at_night_is_told_at_once_unless_it_comes_hours_late(
    office: Office, courier: Courier
) -> None:
    answer = office.notice(NoticeKind.TOLD, "a", LEAD, params=ANSWERED)
    assert isinstance(attempt(courier, answer, TUESDAY_NIGHT), Done)
    assert attempt(courier, answer, TUESDAY_NIGHT, age=7200) == PutOff(MORNING)


def test_an_edit_of_what_stands_already_goes_at_any_hour(
    slack: ScriptedSlack, store: Store, office: Office, courier: Courier
) -> None:
    key = card_key(office.project_id)
    with store.write() as uow:
        uow.posts.keep(TEAM, Post(post_key=key, channel_id=CHANNEL, ts="7.7"))
        uow.commit()
    card = office.notice(NoticeKind.CARD, "c", post_key=key, lane=Lane.BULK)
    assert isinstance(attempt(courier, card, TUESDAY_NIGHT, age=7200), Done)
    assert len(slack.of("chat.update")) == 1


def test_a_late_digest_waits_for_the_office(office: Office, courier: Courier) -> None:
    digest = office.notice(
        NoticeKind.DIGEST, "d", lane=Lane.BULK, params={"slot": "s", "since": "2026-01-01T00:00:00+00:00"}
    )
    assert attempt(courier, digest, TUESDAY_NIGHT, age=7200) == PutOff(MORNING)


def test_readers_elsewhere_and_those_who_are_away_are_told_when_they_are_back(
    store: Store, office: Office, courier: Courier
) -> None:
    with store.write() as uow:
        uow.people.upsert([Person(team_id=TEAM, user_id=LEAD, name="Lin", locale="zh-CN", tz="America/New_York")])
        uow.absences.put(TEAM, LEAD, Absence(TUESDAY_NIGHT.date(), datetime(2026, 11, 26, tzinfo=UTC).date()))
        uow.commit()
    reminder = office.notice(NoticeKind.TOLD, "r", LEAD, params=ANSWERED, lane=Lane.BULK)
    # The 26th is Thanksgiving, and the 27th a working day.
    friday = datetime(2026, 11, 27, 9, tzinfo=ZoneInfo("America/New_York")).astimezone(UTC)
    assert attempt(courier, reminder, MORNING) == PutOff(friday)


def test_what_is_put_off_is_kept_and_comes_back_at_its_hour(store: Store, office: Office) -> None:
    office.put(office.notice(NoticeKind.TOLD, "r", LEAD, params=ANSWERED, lane=Lane.BULK))
    with store.write() as uow:
        (parcel,) = uow.outbox.claim(owner="o", now=TOMORROW, lease_until=TOMORROW + timedelta(minutes=1), limit=9)
        uow.commit()
    until = TOMORROW + timedelta(hours=5)
    settle(store, parcel, PutOff(until), now=TOMORROW, new_id=lambda prefix: prefix)
    for now, expected in ((until - timedelta(seconds=1), []), (until, [parcel.id])):
        with store.write() as uow:
            assert [p.id for p in uow.outbox.claim(owner="o", now=now, lease_until=now, limit=9)] == expected
