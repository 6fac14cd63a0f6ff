"""What is sent keeps to the hours of whoever reads it: a new message waits for them, an edit disturbs nobody."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.courier import Courier
from bot.discretion import Discretion
from bot.gateway import Gateway
from bot.hours import Hours
from bot.pacing import Pace
from bot.presence import SECONDS, Presence
from bot.public_holidays import PublicHolidays, likely_country
from bot.rendering import Renderer
from bot.settling import settle
from bot.verdicts import Done, PutOff, Verdict
from flows.notices import Lane, Notice, NoticeKind, card_key
from flows.ports import Parcel, Person, Post, Store
from flows.rhythm.calendar import Absence, DoNotDisturb, PersonCalendar, Quiet
from flows.rhythm.defaults import own_day
from flows.rhythm.people import WorkingTime
from flows.rhythm.preferences import USUAL, ChannelMode, ChannelPreferences, Delivery
from tests.wordbooks import shipped_templates, word_book

from .conftest import CHANNEL, LEAD, TEAM, Office
from .digesting import composer
from .scripted_slack import Answer, ScriptedSlack, refused

SHANGHAI = ZoneInfo("Asia/Shanghai")
TUESDAY_NIGHT = datetime(2026, 11, 24, 3, tzinfo=SHANGHAI).astimezone(UTC)
MORNING = datetime(2026, 11, 24, 9, tzinfo=SHANGHAI).astimezone(UTC)
TOMORROW = datetime.now(UTC) + timedelta(days=1)
ANSWERED = {"event": "ProjectResumed", "by": "U0EMMA"}


@pytest.fixture
def courier(store: Store, gateway: Gateway) -> Courier:
    hours = Hours(
        store,
        WorkingTime(PublicHolidays(), SHANGHAI, likely_country),
        PersonCalendar(zone=SHANGHAI, country="CN"),
        within=timedelta(0),
        is_active=gateway.is_active,
    )
    renderer = Renderer(store, word_book(), shipped_templates(), SHANGHAI, digests=composer())
    return Courier(renderer, gateway, Discretion(store, gateway, TEAM), Pace(0, 0), hours.leaves, hears=hours.hears)


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


def test_what_somebody_does_at_night_waits_for_the_morning_of_whom_it_concerns(
    slack: ScriptedSlack, office: Office, courier: Courier
) -> None:
    told = office.notice(NoticeKind.TOLD, "a", LEAD, params=ANSWERED)
    assert attempt(courier, told, TUESDAY_NIGHT) == PutOff(MORNING)
    slack.will("users.getPresence", Answer({"ok": True, "presence": "away"}))
    assert attempt(courier, told, TUESDAY_NIGHT) == PutOff(MORNING)
    slack.will("users.getPresence", refused("missing_scope"))
    assert attempt(courier, told, TUESDAY_NIGHT) == PutOff(MORNING)
    assert slack.of("chat.postMessage") == []


def test_whoever_is_active_in_slack_hears_of_it_at_once_unless_it_comes_hours_late(
    slack: ScriptedSlack, office: Office, courier: Courier
) -> None:
    told = office.notice(NoticeKind.TOLD, "a", LEAD, params=ANSWERED)
    slack.will("users.getPresence", *[Answer({"ok": True, "presence": "active"})] * 2)
    assert isinstance(attempt(courier, told, TUESDAY_NIGHT), Done)
    assert attempt(courier, told, TUESDAY_NIGHT, age=7200) == PutOff(MORNING)


@pytest.mark.parametrize(
    "wish", [{"quiet": Quiet(time(22), time(7))}, {"dnd": DoNotDisturb(TUESDAY_NIGHT, MORNING)}, {"away": True}]
)
def test_whoever_wants_to_be_left_alone_is_not_even_looked_for(
    slack: ScriptedSlack, store: Store, office: Office, courier: Courier, wish: dict[str, Any]
) -> None:
    with store.write() as uow:
        uow.preferences.put(TEAM, LEAD, replace(USUAL, quiet=wish.get("quiet")))
        uow.preferences.put_dnd(TEAM, [(LEAD, wish.get("dnd"))])
        if "away" in wish:
            uow.absences.put(TEAM, LEAD, Absence(date(2026, 11, 24), date(2026, 11, 24)))
        uow.commit()
    verdict = attempt(courier, office.notice(NoticeKind.TOLD, "a", LEAD, params=ANSWERED), TUESDAY_NIGHT)
    assert verdict == PutOff(MORNING + timedelta(days="away" in wish))
    assert slack.of("users.getPresence") == []


def test_slack_is_asked_once_a_minute_whether_somebody_is_there(slack: ScriptedSlack, gateway: Gateway) -> None:
    at = [100.0]
    presence = Presence(gateway, lambda: at[0])
    slack.will("users.getPresence", Answer({"ok": True, "presence": "active"}), refused("ratelimited"))
    assert [presence.is_active(LEAD), presence.is_active(LEAD)] == [True, True]
    at[0] += SECONDS
    assert presence.is_active(LEAD) is False
    assert len(slack.of("users.getPresence")) == 2


def test_an_answer_to_ones_own_act_comes_in_the_night(slack: ScriptedSlack, office: Office, courier: Courier) -> None:
    own = office.notice(NoticeKind.TOLD, "a", LEAD, params={**ANSWERED, "by": LEAD})
    assert isinstance(attempt(courier, own, TUESDAY_NIGHT), Done)
    assert slack.of("users.getPresence") == []


def test_nobody_is_looked_for_in_their_working_time(slack: ScriptedSlack, office: Office, courier: Courier) -> None:
    told = office.notice(NoticeKind.TOLD, "a", LEAD, params=ANSWERED)
    assert isinstance(attempt(courier, told, MORNING), Done)
    assert slack.of("users.getPresence") == []


def choose(store: Store, **wish: Any) -> None:
    with store.write() as uow:
        uow.preferences.put(TEAM, LEAD, replace(USUAL, **wish))
        uow.commit()


def posted(slack: ScriptedSlack, courier: Courier, notice: Notice) -> bool:
    before = len(slack.of("chat.postMessage"))
    verdict = attempt(courier, notice, MORNING)
    assert isinstance(verdict, Done), verdict
    return len(slack.of("chat.postMessage")) > before


def test_of_a_muted_project_comes_only_what_cannot_wait(
    slack: ScriptedSlack, store: Store, office: Office, courier: Courier
) -> None:
    told = office.notice(NoticeKind.TOLD, "a", LEAD, params=ANSWERED)
    appointed = office.notice(
        NoticeKind.TOLD, "b", LEAD, params={"event": "ProjectResumed", "by": "U0EMMA", "must": True}
    )
    choose(store, muted=("prj_another",))
    assert posted(slack, courier, told)
    choose(store, muted=(office.project_id,))
    assert not posted(slack, courier, told)
    assert posted(slack, courier, appointed)
    choose(store)
    assert posted(slack, courier, told)


def test_whoever_wants_only_their_own_is_not_told_of_the_rest(
    slack: ScriptedSlack, store: Store, office: Office, courier: Courier
) -> None:
    choose(store, delivery=Delivery.MINE)
    reply, asked = (office.notice(kind, kind, LEAD, params=ANSWERED) for kind in (NoticeKind.REPLY, NoticeKind.TOLD))
    assert not posted(slack, courier, reply)
    assert posted(slack, courier, asked)


def test_whoever_wants_one_message_a_day_is_not_told_one_by_one_while_it_comes(
    slack: ScriptedSlack, store: Store, office: Office, courier: Courier
) -> None:
    choose(store, delivery=Delivery.DAILY)
    told = office.notice(NoticeKind.TOLD, "a", LEAD, params={**ANSWERED, "event": "DueDateChanged"})
    other = office.notice(NoticeKind.TOLD, "b", LEAD, params=ANSWERED)
    assert posted(slack, courier, told), "nothing else would say it"
    day = own_day(TEAM, LEAD, PersonCalendar(zone=SHANGHAI), since=MORNING)
    for paused_until, comes in ((None, False), (date(2026, 11, 25), True), (date(2026, 11, 24), False)):
        with store.write() as uow:
            uow.schedules.put(replace(day, paused_until=paused_until), next_at=None)
            uow.commit()
        assert posted(slack, courier, told) is comes
        assert posted(slack, courier, other), "the day does not say this"


@pytest.mark.complaint(2)
def test_a_channel_hears_what_its_people_have_chosen_and_always_has_its_card(
    slack: ScriptedSlack, store: Store, office: Office, courier: Courier
) -> None:
    card = office.notice(NoticeKind.CARD, "c", post_key=card_key(office.project_id))
    digest = office.notice(NoticeKind.DIGEST, "d", params={"slot": "s", "since": "2026-01-01T00:00:00+00:00"})
    heard = {}
    for mode in ChannelMode:
        with store.write() as uow:
            uow.preferences.put_channel(TEAM, CHANNEL, ChannelPreferences(mode=mode))
            uow.commit()
        heard[mode] = [posted(slack, courier, each) for each in (card, office.reply("r"), digest)]
    assert heard == {
        ChannelMode.ALL: [True, True, True],
        ChannelMode.THREAD: [True, True, False],
        ChannelMode.DIGEST: [True, False, True],
    }


def test_in_its_quiet_hours_nothing_new_is_said_in_a_channel_but_its_card(
    store: Store, office: Office, courier: Courier
) -> None:
    with store.write() as uow:
        uow.preferences.put_channel(TEAM, CHANNEL, ChannelPreferences(quiet=Quiet(time(20), time(9))))
        uow.commit()
    assert attempt(courier, office.reply("r"), TUESDAY_NIGHT, age=60) == PutOff(MORNING)
    assert isinstance(attempt(courier, office.reply("r"), MORNING, age=60), Done)
    card = office.notice(NoticeKind.CARD, "c", post_key=card_key(office.project_id))
    assert isinstance(attempt(courier, card, TUESDAY_NIGHT), Done)


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


@pytest.mark.complaint(16)
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
