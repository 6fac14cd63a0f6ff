"""A digest goes out once on each working day, in working hours, and only where there is something to say."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.bootstrap import load_templates
from bot.digests import Digests, renewed, slot_at
from bot.new_ids import id_maker
from bot.public_holidays import office_days
from bot.words import WordBook
from flows.lifecycle.commands import CreateProject, EditProject, StopProject
from flows.lifecycle.usecases import perform
from flows.names import STRANDS, Actor, Confidentiality
from flows.notices import NoticeKind, ask_key, card_key
from flows.ports import Parcel, Store

from .conftest import CHANNEL, LEAD, TEAM, Office

SHANGHAI, NINE = ZoneInfo("Asia/Shanghai"), time(9)
WEEKDAYS, CHINA = office_days(""), office_days("CN")


def shanghai(text: str) -> datetime:
    """A UTC moment from local time in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


@pytest.mark.parametrize(
    ("local", "name"),
    [
        ("2026-11-23T08:59:59", None),
        ("2026-11-23T09:00:00", "2026-11-23T09"),
        ("2026-11-23T17:59:59", "2026-11-23T09"),
        ("2026-11-23T18:00:00", None),
        ("2026-11-23T23:30:00", None),
        ("2026-11-24T03:00:00", None),
        ("2026-11-21T10:00:00", None),
        ("2026-11-22T10:00:00", None),
    ],
)
def test_a_slot_is_open_from_the_digest_time_to_the_end_of_a_working_day(local: str, name: str | None) -> None:
    slot = slot_at(shanghai(local), zone=SHANGHAI, digest_at=NINE, is_office_day=WEEKDAYS)
    assert (slot.name if slot else None) == name


@pytest.mark.parametrize(
    ("local", "since"), [("2026-11-23T09:00:00", "2026-11-20T09:00:00"), ("2026-11-24T12:00:00", "2026-11-23T09:00:00")]
)
def test_a_digest_tells_what_happened_since_the_one_before(local: str, since: str) -> None:
    slot = slot_at(shanghai(local), zone=SHANGHAI, digest_at=NINE, is_office_day=WEEKDAYS)
    assert slot is not None
    assert slot.since == shanghai(since)


@pytest.mark.parametrize(
    ("local", "since"),
    [
        ("2026-02-14T09:00:00", "2026-02-13T09:00:00"),  # a Saturday worked for the Spring Festival
        ("2026-02-17T09:00:00", None),
        ("2026-02-23T09:00:00", None),
        ("2026-02-24T09:00:00", "2026-02-14T09:00:00"),  # the first day back tells of the last one before
        ("2026-10-07T09:00:00", None),
        ("2026-10-10T09:00:00", "2026-10-09T09:00:00"),
    ],
)
def test_digests_keep_the_holidays_and_make_up_days_of_the_country(local: str, since: str | None) -> None:
    slot = slot_at(shanghai(local), zone=SHANGHAI, digest_at=NINE, is_office_day=CHINA)
    assert (slot.since if slot else None) == (shanghai(since) if since else None)


def test_a_digest_late_in_the_day_still_has_an_hour() -> None:
    assert (
        slot_at(shanghai("2026-11-23T20:59:00"), zone=SHANGHAI, digest_at=time(20), is_office_day=WEEKDAYS) is not None
    )
    assert slot_at(shanghai("2026-11-23T21:00:00"), zone=SHANGHAI, digest_at=time(20), is_office_day=WEEKDAYS) is None


def test_summer_time_does_not_move_the_digest() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    for utc in ("2026-03-27T08:00:00", "2026-03-30T07:00:00"):
        slot = slot_at(
            datetime.fromisoformat(utc).replace(tzinfo=UTC), zone=berlin, digest_at=NINE, is_office_day=WEEKDAYS
        )
        assert slot is not None
        assert slot.since.astimezone(berlin).time() == NINE


@pytest.fixture
def monday() -> datetime:
    """Nine o'clock on the next Monday but one: the fixture's project was made before, and its work is not yet due."""
    today = datetime.now(SHANGHAI)
    return datetime.combine(today.date() + timedelta(days=7 - today.weekday()), NINE, SHANGHAI).astimezone(UTC)


def digests(store: Store) -> Digests:
    return Digests(
        store=store,
        templates=load_templates(),
        say=WordBook("en").default,
        zone=SHANGHAI,
        digest_at=NINE,
        is_office_day=WEEKDAYS,
        new_id=id_maker(),
    )


def queued(store: Store, now: datetime) -> list[Parcel]:
    with store.write() as uow:
        parcels = uow.outbox.claim(owner="t", now=now, lease_until=now + timedelta(minutes=1), limit=50)
    return [parcel for parcel in parcels if parcel.notice.kind is NoticeKind.DIGEST]


def test_a_project_with_news_gets_one_digest_however_often_the_clock_ticks(
    office: Office, store: Store, monday: datetime
) -> None:
    first, second = digests(store), digests(store)
    assert first.queue_due(monday)
    assert not first.queue_due(monday + timedelta(seconds=15))
    assert second.queue_due(monday + timedelta(hours=3)), "another process goes through the projects as well"
    (parcel,) = queued(store, monday + timedelta(hours=4))
    assert (parcel.notice.audience, parcel.notice.project_id) == (CHANNEL, office.project_id)


@pytest.mark.parametrize(("made", "expected"), [("2026-11-23T10:00:00", 0), ("2026-11-23T08:30:00", 1)])
def test_a_project_that_began_after_the_digest_was_due_waits_for_the_next(
    store: Store, made: str, expected: int
) -> None:
    """Its card and prompts have just told all there is to tell."""
    create(store, shanghai(made))
    digests(store).queue_due(shanghai("2026-11-23T10:01:00"))
    assert len(queued(store, shanghai("2026-11-23T10:01:00"))) == expected
    drain(store)
    digests(store).queue_due(shanghai("2026-11-24T09:00:00"))
    assert len(queued(store, shanghai("2026-11-24T09:00:00"))) == 1


def test_each_working_day_has_its_own(office: Office, store: Store, monday: datetime) -> None:
    ticking = digests(store)
    days = [monday + timedelta(days=n) for n in range(5)]
    assert [ticking.queue_due(day) for day in days] == [True] * 5
    assert office.waiting() >= 1


@pytest.mark.usefixtures("office")
def test_after_days_of_downtime_one_digest_goes_out(store: Store, monday: datetime) -> None:
    assert digests(store).queue_due(monday + timedelta(days=3, hours=5))
    assert len(queued(store, monday + timedelta(days=4))) == 1


@pytest.mark.parametrize(("days", "renews"), [(-2, False), (-1, True), (0, True), (9, True)])
def test_kept_messages_that_name_a_near_day_are_renewed_with_the_digest(
    office: Office, store: Store, days: int, renews: bool
) -> None:
    with store.read() as reads:
        card = reads.card(TEAM, office.project_id)
    assert card is not None
    today = min(d.due for d in card.deliverables) + timedelta(days=days)
    kept = {card_key(card.id), ask_key(card.id, "ideation", LEAD)} if renews else set()
    assert {notice.post_key for notice in renewed(card, "2026-11-30T09", today)} == kept


def test_renewing_is_due_once_a_slot(office: Office, store: Store, monday: datetime) -> None:
    drain(store)
    later = monday + timedelta(days=28)
    digests(store).queue_due(later)
    queued_once = office.waiting()
    digests(store).queue_due(later)
    assert office.waiting() == queued_once == 3


def test_a_project_without_a_channel_speaks_to_its_lead(office: Office, store: Store, monday: datetime) -> None:
    change(store, EditProject(
        project_id=office.project_id, name="Radar", summary="", channel_id="", confidentiality=Confidentiality.MEMBERS
    ))  # fmt: skip
    drain(store)
    digests(store).queue_due(monday)
    (parcel,) = queued(store, monday)
    assert parcel.notice.audience == LEAD


def test_a_project_that_is_over_is_silent(office: Office, store: Store, monday: datetime) -> None:
    change(store, StopProject(project_id=office.project_id, reason="No demand"))
    drain(store)
    digests(store).queue_due(monday)
    assert office.waiting() == 0


def create(store: Store, now: datetime) -> None:
    """A project made at ``now``; what its creation announced is taken out of the way."""
    command = CreateProject(
        name="Radar", summary="", strands=STRANDS, lead=LEAD, channel_id=CHANNEL,
        confidentiality=Confidentiality.MEMBERS,
    )  # fmt: skip
    with store.write() as uow:
        perform(
            command,
            actor=Actor(TEAM, LEAD),
            uow=uow,
            templates=load_templates(),
            now=now,
            today=now.astimezone(SHANGHAI).date(),
            new_id=id_maker(),
            request_key="cmd:create",
        )
    drain(store)


def change(store: Store, command: EditProject | StopProject) -> None:
    now = datetime.now(UTC)
    with store.write() as uow:
        perform(
            command,
            actor=Actor(TEAM, LEAD),
            uow=uow,
            templates=load_templates(),
            now=now,
            today=now.date(),
            new_id=id_maker(),
            request_key="cmd:change",
        )


def drain(store: Store) -> None:
    """Mark everything that waits as sent."""
    now = datetime.now(UTC)
    while True:
        with store.write() as uow:
            parcels = uow.outbox.claim(owner="t", now=now, lease_until=now, limit=50)
            for parcel in parcels:
                uow.outbox.sent(parcel.id, now=now)
            uow.commit()
        if not parcels:
            return
