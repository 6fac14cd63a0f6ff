"""A digest goes out once on each working day, in working hours, and only where there is something to say."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.bootstrap import load_templates
from bot.digests.ticking import Ticking
from bot.new_ids import id_maker
from bot.rendering import Renderer
from flows.lifecycle.commands import CreateProject, EditProject, HoldProject, StopProject
from flows.lifecycle.usecases import perform
from flows.names import STRANDS, Actor, Confidentiality
from flows.notices import Notice, NoticeKind
from flows.ports import Parcel, Store
from flows.rhythm.defaults import digest_id
from flows.rhythm.schedules import Schedule, Usual
from tests.wordbooks import word_book

from .conftest import CHANNEL, LEAD, TEAM, Office
from .digesting import SHANGHAI, USUAL, composer

NINE = time(9)
MINUTE = timedelta(minutes=1)


def shanghai(text: str) -> datetime:
    """A UTC moment from local time in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


@pytest.fixture
def monday() -> datetime:
    return next_monday()


def next_monday() -> datetime:
    """Nine o'clock on the next Monday but one: the fixture's project was made before, and its work is not yet due."""
    today = datetime.now(SHANGHAI)
    return datetime.combine(today.date() + timedelta(days=7 - today.weekday()), NINE, SHANGHAI).astimezone(UTC)


def ticking(store: Store, usual: Usual = USUAL) -> Ticking:
    return Ticking(store=store, composer=composer(), usual=usual, new_id=id_maker())


def queued(store: Store, now: datetime) -> list[Parcel]:
    with store.write() as uow:
        parcels = uow.outbox.claim(owner="t", now=now, lease_until=now + timedelta(minutes=1), limit=50)
    return [parcel for parcel in parcels if parcel.notice.kind is NoticeKind.DIGEST]


def sent(store: Store, parcel: Parcel, now: datetime) -> None:
    with store.write() as uow:
        uow.outbox.sent(parcel.id, now=now)
        uow.commit()


def own_digest(store: Store, project_id: str) -> Schedule:
    with store.read() as reads:
        found = reads.schedule(TEAM, digest_id(project_id))
    assert found is not None
    return found


class TestSlots:
    def test_a_project_with_news_gets_one_digest_however_often_the_clock_ticks(
        self, office: Office, store: Store, monday: datetime
    ) -> None:
        first, second = ticking(store), ticking(store)
        assert first.fire(monday)
        assert not first.fire(monday + timedelta(seconds=15))
        assert not second.fire(monday + timedelta(hours=3)), "another process finds it done"
        (parcel,) = queued(store, monday + timedelta(hours=4))
        assert (parcel.notice.audience, parcel.notice.project_id) == (CHANNEL, office.project_id)

    @pytest.mark.parametrize(("made", "expected"), [("2026-11-23T10:00:00", 0), ("2026-11-23T08:30:00", 1)])
    def test_a_project_that_began_after_the_digest_was_due_waits_for_the_next(
        self, store: Store, made: str, expected: int
    ) -> None:
        """Its card and prompts have just told all there is to tell."""
        create(store, shanghai(made))
        ticking(store).fire(shanghai("2026-11-23T10:01:00"))
        assert len(queued(store, shanghai("2026-11-23T10:01:00"))) == expected
        drain(store)
        ticking(store).fire(shanghai("2026-11-24T09:00:00"))
        assert len(queued(store, shanghai("2026-11-24T09:00:00"))) == 1

    @pytest.mark.usefixtures("office")
    def test_each_working_day_has_its_own(self, store: Store, monday: datetime) -> None:
        ticks = ticking(store)
        days = [monday + timedelta(days=n) for n in range(5)]
        assert [ticks.fire(day) for day in days] == [True] * 5
        assert not ticks.fire(monday + timedelta(days=5)), "Saturday"
        assert not ticks.fire(monday + timedelta(days=6)), "Sunday"

    def test_digests_keep_the_holidays_and_make_up_days_of_the_country(self, store: Store) -> None:
        create(store, shanghai("2026-02-12T08:00:00"))
        ticks = ticking(store, Usual(NINE, SHANGHAI, "CN"))
        fired = []
        for day in range(12, 25):
            if ticks.fire(shanghai(f"2026-02-{day}T09:00:00")):
                fired.append(day)
        assert fired == [12, 13, 14, 24], "the Saturday is worked for the Spring Festival"


class TestAfterDowntime:
    def test_one_digest_goes_out_and_says_what_it_covers(self, store: Store) -> None:
        project = create(store, shanghai("2026-11-20T08:00:00"))
        ticks = ticking(store)
        ticks.fire(shanghai("2026-11-20T09:00:00"))
        drain(store)
        assert ticks.fire(shanghai("2026-11-25T14:00:00"))
        (parcel,) = queued(store, shanghai("2026-11-25T14:01:00"))
        assert parcel.notice.params["missed"] == 2
        assert parcel.notice.params["since"] == shanghai("2026-11-20T09:00:00").isoformat()
        renderer = Renderer(store, word_book(), load_templates(), SHANGHAI, digests=composer())
        told = renderer.gather(parcel.notice, now=shanghai("2026-11-25T14:01:00")).digest
        assert told is not None
        assert "代表之前未能发出的 2 次" in told.message.text
        assert own_digest(store, project).covered_to == shanghai("2026-11-25T09:00:00")

    @pytest.mark.parametrize(
        ("up_again", "told"),
        [
            ("2026-11-23T17:59:59", "2026-11-23T17:59:59"),
            ("2026-11-23T18:00:00", "2026-11-24T09:00:00"),
            ("2026-11-23T23:30:00", "2026-11-24T09:00:00"),
            ("2026-11-24T03:00:00", "2026-11-24T09:00:00"),
            ("2026-11-20T18:00:00", "2026-11-23T09:00:00"),
            ("2026-11-21T10:00:00", "2026-11-23T09:00:00"),
        ],
    )
    def test_it_goes_out_in_the_daytime_of_a_working_day_never_at_night(
        self, store: Store, up_again: str, told: str
    ) -> None:
        create(store, shanghai("2026-11-18T08:00:00"))
        ticks, now = ticking(store), shanghai(up_again)
        while not ticks.fire(now):
            assert now < shanghai(told)
            now += 30 * MINUTE
        assert shanghai(told) <= now < shanghai(told) + 30 * MINUTE
        assert len(queued(store, now)) == 1

    def test_a_digest_late_in_the_day_still_has_an_hour(self, store: Store) -> None:
        late = Usual(time(20), SHANGHAI)
        create(store, shanghai("2026-11-18T08:00:00"))
        assert ticking(store, late).fire(shanghai("2026-11-23T20:59:00"))
        assert not ticking(store, late).fire(shanghai("2026-11-24T21:00:00"))

    def test_a_database_from_before_there_were_schedules_is_caught_up_with_once(
        self, store: Store, monday: datetime
    ) -> None:
        create(store, monday)
        assert ticking(store).fire(monday + timedelta(days=3, hours=5))
        assert len(queued(store, monday + timedelta(days=4))) == 1


class TestSettings:
    def test_summer_time_does_not_move_the_digest(self, store: Store) -> None:
        berlin = Usual(NINE, ZoneInfo("Europe/Berlin"))
        create(store, datetime(2026, 3, 26, 6, tzinfo=UTC))
        ticks = ticking(store, berlin)
        for utc in ("2026-03-27T08:00:00", "2026-03-30T07:00:00"):
            now = datetime.fromisoformat(utc).replace(tzinfo=UTC)
            assert not ticks.fire(now - MINUTE)
            assert ticks.fire(now)

    def test_digests_that_nobody_changed_follow_the_settings_at_the_next_start(self, store: Store) -> None:
        project = create(store, shanghai("2026-11-18T08:00:00"))
        ticking(store).fire(shanghai("2026-11-23T09:00:00"))
        assert not ticking(store, Usual(time(8), SHANGHAI)).fire(shanghai("2026-11-23T12:00:00"))
        assert own_digest(store, project).at == time(8)
        assert ticking(store, Usual(time(8), SHANGHAI)).fire(shanghai("2026-11-24T08:00:00"))


class TestPlaces:
    def test_a_project_without_a_channel_speaks_to_its_lead(
        self, office: Office, store: Store, monday: datetime
    ) -> None:
        change(store, EditProject(
            project_id=office.project_id, name="Radar", summary="", channel_id="",
            confidentiality=Confidentiality.MEMBERS,
        ))  # fmt: skip
        drain(store)
        ticking(store).fire(monday)
        (parcel,) = queued(store, monday)
        assert parcel.notice.audience == LEAD

    def test_a_project_that_is_over_is_silent_for_good(self, office: Office, store: Store, monday: datetime) -> None:
        ticks = ticking(store)
        ticks.fire(monday - timedelta(hours=1))
        change(store, StopProject(project_id=office.project_id, reason="No demand"))
        drain(store)
        ticks.fire(monday)
        assert office.waiting() == 0
        with store.read() as reads:
            assert reads.schedule(TEAM, digest_id(office.project_id)) is None

    def test_a_channel_hears_no_digest_of_a_restricted_project(
        self, office: Office, store: Store, monday: datetime
    ) -> None:
        change(store, EditProject(
            project_id=office.project_id, name="Radar", summary="", channel_id=CHANNEL,
            confidentiality=Confidentiality.RESTRICTED,
        ))  # fmt: skip
        drain(store)
        ticking(store).fire(monday)
        assert queued(store, monday) == []


class TestSilentMonths:
    def test_a_month_without_anything_gets_one_line_and_no_other_day_does(self, store: Store) -> None:
        project = create(store, shanghai("2026-11-12T08:00:00"))
        hold = HoldProject(project_id=project, reason="Budget is frozen", until=date(2027, 6, 1))
        change(store, hold, shanghai("2026-11-12T10:00:00"))
        drain(store)
        ticks, told = ticking(store), dict[object, Notice]()
        for day in ("2026-11-13", "2026-12-01", "2026-12-02", "2026-12-31", "2027-01-01", "2027-01-04", "2027-02-01"):
            nine = shanghai(f"{day}T09:00:00")
            ticks.fire(nine)
            for parcel in queued(store, nine):
                told[parcel.notice.params["slot"]] = parcel.notice
                sent(store, parcel, nine)
        assert list(told) == ["2026-11-13T09:00+08:00", "2027-01-01T09:00+08:00", "2027-02-01T09:00+08:00"]
        renderer = Renderer(store, word_book(), load_templates(), SHANGHAI, digests=composer())
        letter = renderer.gather(told["2027-01-01T09:00+08:00"], now=shanghai("2027-01-01T09:00:00")).digest
        assert letter is not None
        assert [block["type"] for block in letter.message.blocks] == ["section", "context"], "and where it is from"
        assert "Budget is frozen" in letter.message.text


def create(store: Store, now: datetime) -> str:
    """A project made at ``now``; what its creation announced is taken out of the way."""
    command = CreateProject(
        name="Radar", summary="", strands=STRANDS, lead=LEAD, channel_id=CHANNEL,
        confidentiality=Confidentiality.MEMBERS,
    )  # fmt: skip
    with store.write() as uow:
        made = perform(
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
    return made.project_id


def change(
    store: Store, command: EditProject | StopProject | HoldProject, now: datetime | None = None,
    request_key: str = "cmd:change",
) -> None:  # fmt: skip
    now = now or datetime.now(UTC)
    with store.write() as uow:
        perform(
            command,
            actor=Actor(TEAM, LEAD),
            uow=uow,
            templates=load_templates(),
            now=now,
            today=now.date(),
            new_id=id_maker(),
            request_key=request_key,
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
