"""One's own day: asked for once, it comes on working days where its person is, and only where there is something."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.digests.leaves import Letter
from bot.digests.ticking import Ticking
from bot.new_ids import id_maker
from bot.public_holidays import PublicHolidays
from bot.rendering import Renderer
from flows.lifecycle.commands import AssignRoles, Command, CreateProject, EditProject, HoldProject, StopProject
from flows.lifecycle.usecases import perform
from flows.names import STRANDS, Actor, Confidentiality, Role
from flows.notices import Notice, NoticeKind
from flows.ports import Person, Store
from flows.rhythm.calendar import Absence, PersonCalendar
from flows.rhythm.defaults import own_day, own_day_id
from flows.rhythm.preferences import Delivery, Preferences
from flows.rhythm.usecases import keep
from tests.wordbooks import shipped_templates, word_book

from .conftest import CHANNEL, LEAD, TEAM
from .digesting import SHANGHAI, USUAL, composer

EMMA = "U0EMMA"
FRIDAY, MONDAY, TUESDAY = "2026-11-20", "2026-11-23", "2026-11-24"


def at(day: str, clock: str = "09:00", zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=zone).astimezone(UTC)


def do(store: Store, command: Command, now: datetime, by: str = LEAD) -> str:
    with store.write() as uow:
        return perform(
            command, actor=Actor(TEAM, by), uow=uow, templates=shipped_templates(), now=now,
            today=now.astimezone(SHANGHAI).date(), new_id=id_maker(), request_key=f"cmd:{command}",
        ).project_id  # fmt: skip


def project(store: Store, made: datetime, name: str = "Radar", *, by: str = LEAD, **fields: object) -> str:
    command = {
        "name": name, "summary": "", "strands": STRANDS, "lead": LEAD, "channel_id": CHANNEL,
        "confidentiality": Confidentiality.MEMBERS,
    }  # fmt: skip
    return do(store, CreateProject(**{**command, **fields}), made, by=by)  # type: ignore[arg-type]  # fields of the command


def ask(store: Store, user: str = LEAD, since: str = FRIDAY, zone: ZoneInfo = SHANGHAI) -> None:
    """Somebody asks for their day, after that day's hour."""
    day = own_day(TEAM, user, PersonCalendar(zone=zone), since=at(since, "12:00", zone))
    with store.write() as uow:
        keep(day, uow=uow, holidays=PublicHolidays())
        uow.commit()


def fired(store: Store, now: datetime, user: str = LEAD) -> Notice | None:
    """The notice that a tick leaves for one person."""
    Ticking(store=store, composer=composer(), usual=USUAL, new_id=id_maker()).fire(now)
    with store.write() as uow:
        parcels = uow.outbox.claim(owner="t", now=now, lease_until=now, limit=500)
        for parcel in parcels:
            uow.outbox.sent(parcel.id, now=now)
        uow.commit()
    found = [p.notice for p in parcels if p.notice.kind is NoticeKind.DIGEST and p.notice.audience == user]
    assert len(found) <= 1
    return found[0] if found else None


def read(store: Store, notice: Notice | None, now: datetime) -> str:
    assert notice is not None
    renderer = Renderer(store, word_book(), shipped_templates(), SHANGHAI, digests=composer())
    letter = renderer.gather(notice, now=now).digest
    assert isinstance(letter, Letter)
    return letter.message.text


def introduce(store: Store, *persons: Person) -> None:
    with store.write() as uow:
        uow.people.upsert(persons)
        uow.commit()


def test_it_comes_when_the_working_day_begins_and_says_what_is_owed(store: Store) -> None:
    project(store, at("2026-11-02"))
    ask(store)
    assert fired(store, at(MONDAY, "08:59")) is None
    notice = fired(store, at(MONDAY))
    assert "逾期" in read(store, notice, at(MONDAY))
    assert fired(store, at(MONDAY, "09:01")) is None
    assert fired(store, at(TUESDAY)) is not None


def test_nobody_gets_it_who_has_not_asked(store: Store) -> None:
    project(store, at("2026-11-02"), channel_id="C0OTHER")
    assert fired(store, at(MONDAY)) is None


def test_with_nothing_to_say_there_is_no_message(store: Store) -> None:
    """Work that is due in the far future waits for nobody today, and what moved the channel has told."""
    made = project(store, at(FRIDAY, "13:00"))
    do(store, HoldProject(project_id=made, reason="Budget", until=date(2027, 3, 1)), at(FRIDAY, "14:00"))
    ask(store)
    assert fired(store, at(MONDAY)) is None


def test_what_others_did_is_told_beside_what_waits_but_not_of_muted_projects(store: Store) -> None:
    introduce(store, Person(team_id=TEAM, user_id=EMMA, name="Emma", locale="en-US"))
    first = project(store, at("2026-11-02"))
    second = project(store, at("2026-11-02"), "Lidar")
    for one in (first, second):
        do(store, AssignRoles(project_id=one, holders=((Role.STEERING, (EMMA,)),)), at("2026-11-02"))
        edited = EditProject(
            project_id=one, name="Edited", summary="", channel_id=CHANNEL, confidentiality=Confidentiality.OPEN
        )
        do(store, edited, at(FRIDAY, "15:00"), by=EMMA)
    ask(store)
    notice = fired(store, at(MONDAY))
    said = read(store, notice, at(MONDAY)).partition("*您参与的项目*")[2]
    assert "LD-1" in said
    assert "LD-2" in said
    with store.write() as uow:
        uow.preferences.put(TEAM, LEAD, Preferences(muted=(second,)))
        uow.commit()
    said = read(store, notice, at(MONDAY)).partition("*您参与的项目*")[2]
    assert "LD-1" in said
    assert said.count("LD-2") == said.count("已静音，其他人的动态不在此通报：LD-2。") == 1


@pytest.mark.parametrize(("guest", "heard"), [(False, True), (True, False)])
def test_a_guest_hears_nothing_of_a_restricted_project(store: Store, guest: bool, heard: bool) -> None:
    project(store, at("2026-11-02"), confidentiality=Confidentiality.RESTRICTED)
    ask(store)
    introduce(store, Person(team_id=TEAM, user_id=LEAD, name="林岚", locale="zh-CN", is_guest=guest))
    assert (fired(store, at(MONDAY)) is not None) is heard


def test_somebody_who_has_left_is_told_nothing(store: Store) -> None:
    project(store, at("2026-11-02"))
    ask(store)
    introduce(store, Person(team_id=TEAM, user_id=LEAD, name="林岚", deleted=True))
    assert fired(store, at(MONDAY)) is None


def test_it_goes_along_to_another_zone_and_comes_once_on_the_day_of_the_journey(store: Store) -> None:
    project(store, at("2026-11-02"))
    ask(store)
    berlin = ZoneInfo("Europe/Berlin")
    introduce(store, Person(team_id=TEAM, user_id=LEAD, name="林岚", locale="zh-CN", tz=berlin.key))
    assert fired(store, at(MONDAY)) is None, "it is two in the morning where they are"
    notice = fired(store, at(MONDAY, zone=berlin))
    assert notice is not None
    assert notice.params["slot"] == f"{MONDAY}T09:00+01:00"
    assert fired(store, at(MONDAY, "17:00", berlin)) is None
    with store.read() as reads:
        day = reads.schedule(TEAM, own_day_id(LEAD))
    assert day is not None
    assert day.zone == berlin


def test_who_is_away_finds_one_message_when_they_are_back(store: Store) -> None:
    project(store, at("2026-11-02"))
    ask(store)
    with store.write() as uow:
        uow.absences.put(TEAM, LEAD, Absence(date(2026, 11, 23), date(2026, 11, 25)))
        uow.commit()
    moments = [at(MONDAY) + timedelta(hours=12 * n) for n in range(6)]
    assert [fired(store, now) for now in moments] == [None] * 6
    notice = fired(store, at("2026-11-26"))
    assert notice is not None
    assert notice.params["missed"] == 3


def of_emma(store: Store, name: str = "Radar") -> str:
    """A project of Emma's with the reader in its steering group, in which she does something on Friday afternoon."""
    made = project(store, at("2026-11-02"), name, lead=EMMA, by=EMMA, channel_id="")
    do(store, AssignRoles(project_id=made, holders=((Role.STEERING, (LEAD,)),)), at("2026-11-02"), by=EMMA)
    do(store, EditProject(project_id=made, name=f"{name} 2", summary="", channel_id="",
                          confidentiality=Confidentiality.MEMBERS), at(FRIDAY, "15:00"), by=EMMA)  # fmt: skip
    return made


@pytest.fixture
def quiet_day(store: Store) -> Store:
    """Nothing waits for the reader, who has asked for their day."""
    introduce(store, Person(team_id=TEAM, user_id=EMMA, name="Emma", locale="en-US"))
    ask(store)
    return store


@pytest.mark.parametrize(("delivery", "comes"), [(Delivery.IMMEDIATE, False), (Delivery.DAILY, True)])
def test_what_others_did_is_a_reason_for_whoever_hears_of_it_in_no_other_way(
    quiet_day: Store, delivery: Delivery, comes: bool
) -> None:
    of_emma(quiet_day)
    with quiet_day.write() as uow:
        uow.preferences.put(TEAM, LEAD, Preferences(delivery=delivery))
        uow.commit()
    notice = fired(quiet_day, at(MONDAY))
    assert (notice is not None) == comes
    if notice is not None:
        assert "LD-1" in read(quiet_day, notice, at(MONDAY))


def test_a_project_that_ended_is_told_with_the_others(quiet_day: Store) -> None:
    """It is in no list of one's projects any more."""
    made = of_emma(quiet_day)
    do(quiet_day, StopProject(project_id=made, reason="Budget"), at(FRIDAY, "16:00"), by=EMMA)
    with quiet_day.write() as uow:
        uow.preferences.put(TEAM, LEAD, Preferences(delivery=Delivery.DAILY))
        uow.commit()
    assert "LD-1" in read(quiet_day, fired(quiet_day, at(MONDAY)), at(MONDAY))


def test_of_very_many_projects_every_one_that_moved_counts_and_none_that_did_not(
    quiet_day: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also the oldest of them, however many newer ones there are in which nothing happened."""
    monkeypatch.setattr("bot.digests.persons.FOLLOWED", 2)
    for name in ("One", "Two", "Three"):
        of_emma(quiet_day, name)
    for number in range(3):
        still = project(quiet_day, at("2026-11-02"), f"Still {number}", lead=EMMA, by=EMMA, channel_id="")
        do(quiet_day, AssignRoles(project_id=still, holders=((Role.STEERING, (LEAD,)),)), at("2026-11-02"), by=EMMA)
    with quiet_day.write() as uow:
        uow.preferences.put(TEAM, LEAD, Preferences(delivery=Delivery.DAILY))
        uow.commit()
    said = read(quiet_day, fired(quiet_day, at(MONDAY)), at(MONDAY))
    assert [key for key in ("LD-1", "LD-2", "LD-3", "LD-4", "LD-5", "LD-6") if key in said] == ["LD-2", "LD-3"]
    assert "另有 1 个项目" in said
