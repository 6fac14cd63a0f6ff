"""Who writes, where outsiders read, what is not cleared to go out is warned alone, at once, and once (R01, R02)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.clock import SystemClock
from bot.courier import Courier
from bot.delivery import Relay
from bot.discretion import Discretion
from bot.forewarning import Forewarning
from bot.gateway import Gateway
from bot.ids import Act
from bot.laws import Laws
from bot.new_ids import id_maker
from bot.pacing import Pace
from bot.rendering import Renderer
from bot.warden import Warden
from bot.written import Written
from flows.linkage.codes import ApplicationStatus, Body, OutwardKind
from flows.linkage.items import Application, Family, Feature, Outward
from flows.linkage.register import Register
from flows.linkage.surroundings import Audience
from flows.names import Confidentiality
from flows.ports import Person, Store
from tests.wordbooks import shipped_templates, word_book

from .conftest import CHANNEL, LEAD, TEAM, Office, make_relay
from .room import GUEST, Room
from .scripted_slack import Call, ScriptedSlack, limited, refused
from .test_relay import until

pytestmark = pytest.mark.usefixtures("room", "planned")

DOCUMENT, TITLE = "R1-2412345", "Sweep without interference"
STRANGER = "U0STRANGER"


@pytest.fixture
def room(slack: ScriptedSlack, store: Store) -> Room:
    made = Room(slack, store)
    made.introduce(STRANGER, is_guest=False)
    made.shared = True
    return made


@pytest.fixture
def discretion(store: Store, gateway: Gateway) -> Discretion:
    return Discretion(store, gateway, TEAM)


@pytest.fixture
def relay(store: Store, gateway: Gateway, discretion: Discretion) -> Iterator[Relay]:
    renderer = Renderer(store, word_book(), shipped_templates(), ZoneInfo("Asia/Shanghai"))
    warn = Forewarning(store, gateway, discretion, Pace(0, 0), laws=Laws()).deliver
    made = make_relay(store, Courier(renderer, gateway, discretion, Pace(0, 0), forewarn=warn), gateway)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def warden(store: Store, discretion: Discretion, relay: Relay) -> Warden:
    return Warden(store, discretion, TEAM, clock=SystemClock(), new_id=id_maker(), wake=relay.wake)


@pytest.fixture
def planned(store: Store, office: Office) -> Outward:
    """One contribution, planned for next month; its feature is not filed."""
    today = SystemClock().now().date()
    item = Outward(
        id="out_1", number=1, kind=OutwardKind.CONTRIBUTION, title=TITLE, features=("fea_1",), body=Body.IETF,
        available_on=today + timedelta(days=30), document=DOCUMENT, planned_by=LEAD,
    )  # fmt: skip
    filed = Application(office="CN", status=ApplicationStatus.FILED, application_number="CN202610123456.7",
                        filed_on=today - timedelta(days=9))  # fmt: skip
    after = Register(
        team_id=TEAM, project_id=office.project_id, features=(Feature(id="fea_1", number=1, name="Sweep"),),
        families=(Family(id="fam_1", number=1, title="Sweep", members=(filed,)),), outwards=(item,), version=1,
    )  # fmt: skip
    with store.write() as uow:
        uow.registers.save(Register(team_id=TEAM, project_id=office.project_id), after)
        uow.commit()
    return item


def wrote(words: str, author: str = LEAD, ts: str = "1790000002.000100", thread_ts: str = "") -> Written:
    return Written(author=author, channel=CHANNEL, ts=ts, thread_ts=thread_ts, words=words)


@pytest.fixture
def hear(warden: Warden, office: Office) -> Callable[..., None]:
    """Attend to a message and wait until nothing is left to send."""

    def attend(*args: Any, **more: Any) -> None:
        warden.attend(wrote(*args, **more))
        until(lambda: office.waiting() == 0)

    return attend


def warnings(slack: ScriptedSlack) -> list[Call]:
    return slack.of("chat.postEphemeral", channel=CHANNEL)


def test_the_author_alone_is_told_what_which_rules_and_what_to_do(
    slack: ScriptedSlack, hear: Callable[..., None]
) -> None:
    hear(f"Draft: {DOCUMENT}", thread_ts="1790000001.000100")
    (call,) = warnings(slack)
    assert (call.arguments["user"], call.arguments["thread_ts"]) == (LEAD, "1790000001.000100")
    text = call.arguments["text"]
    for part in ("C1", DOCUMENT, "LD-1", "R01", "R02", "删除", "不是法律意见"):  # Lin reads Chinese
        assert part in text
    assert Act.ASK_CLEARANCE in str(call.arguments["blocks"])
    assert slack.of("chat.postMessage") == []


def test_in_english_too(slack: ScriptedSlack, store: Store, hear: Callable[..., None]) -> None:
    with store.write() as uow:
        uow.people.upsert([Person(team_id=TEAM, user_id=LEAD, name="Lin", locale="en-US")])
        uow.commit()
    hear(f"{TITLE}!")
    text = warnings(slack)[0].arguments["text"]
    for part in (
        "recognised by its title",
        "People of another organisation read in this channel",
        "Delete the message",
    ):
        assert part in text


def test_R02_the_number_of_an_unpublished_application_is_recognised(
    slack: ScriptedSlack, hear: Callable[..., None]
) -> None:
    hear("our 2026 1012 3456.7")
    text = warnings(slack)[0].arguments["text"]
    assert "P1" in text
    assert "R02" in text


def test_a_message_is_warned_of_once_however_often_it_comes_or_is_edited(
    slack: ScriptedSlack, hear: Callable[..., None]
) -> None:
    for words in (DOCUMENT, DOCUMENT, f"{DOCUMENT} and more"):
        hear(words)
    hear(DOCUMENT, ts="1790000005.000100")
    assert len(warnings(slack)) == 2


def test_among_colleagues_nothing_is_said(slack: ScriptedSlack, room: Room, hear: Callable[..., None]) -> None:
    room.shared = False
    hear(DOCUMENT)
    assert warnings(slack) == []


def test_guests_in_the_channel_are_outsiders(slack: ScriptedSlack, room: Room, hear: Callable[..., None]) -> None:
    room.shared, room.members = False, [LEAD, GUEST]
    hear(DOCUMENT)
    assert "访客" in warnings(slack)[0].arguments["text"]


@pytest.mark.parametrize("author", [STRANGER, GUEST, "U0NOBODY"])
def test_who_may_not_see_the_project_learns_nothing_from_a_number(
    slack: ScriptedSlack, hear: Callable[..., None], author: str
) -> None:
    hear(DOCUMENT, author)
    assert warnings(slack) == []


def test_a_restricted_project_is_a_secret_of_its_members(
    slack: ScriptedSlack, store: Store, office: Office, hear: Callable[..., None]
) -> None:
    with store.write() as uow:
        project = uow.projects.load(TEAM, office.project_id)
        assert project is not None
        after = replace(project, confidentiality=Confidentiality.RESTRICTED, version=project.version + 1)
        uow.projects.save(project, after)
        uow.commit()
    hear(DOCUMENT, STRANGER)
    assert warnings(slack) == []
    hear(DOCUMENT, LEAD, ts="1790000005.000100")
    assert len(warnings(slack)) == 1


def test_what_names_nothing_costs_no_row_and_no_call(slack: ScriptedSlack, office: Office, warden: Warden) -> None:
    warden.attend(wrote("Lunch at noon?"))
    assert office.waiting() == 0
    assert slack.calls == []


def test_what_was_planned_a_moment_ago_is_recognised_and_what_was_called_off_is_not(
    slack: ScriptedSlack, store: Store, office: Office, planned: Outward, hear: Callable[..., None]
) -> None:
    hear(DOCUMENT)
    with store.read() as reads:
        before = reads.register(TEAM, office.project_id)
    gone = replace(planned, document="R1-2499999")
    with store.write() as uow:
        uow.registers.save(before, replace(before, outwards=(gone,), version=2))
        uow.commit()
    hear(DOCUMENT, ts="1790000005.000100")
    hear("R1-2499999", ts="1790000006.000100")
    assert len(warnings(slack)) == 2


def test_a_slack_that_has_no_time_is_asked_again_and_one_that_refuses_is_left(
    slack: ScriptedSlack, office: Office, hear: Callable[..., None]
) -> None:
    slack.will("chat.postEphemeral", limited(1), refused("user_not_in_channel"))
    hear(DOCUMENT)
    assert office.dead() == ["user_not_in_channel"]
    assert slack.of("chat.postMessage") == []


def test_who_reads_in_a_channel_is_kept_where_clearances_look(
    store: Store, warden: Warden, room: Room, discretion: Discretion
) -> None:
    warden.start()
    warden.learn(CHANNEL)

    def known() -> Audience | None:
        with store.read() as reads:
            return reads.audience(TEAM, CHANNEL)

    until(lambda: known() == Audience(shared=True, open=True))
    room.shared, room.members = False, [LEAD, GUEST]
    discretion.reconsider(CHANNEL)
    warden.learn(CHANNEL)
    until(lambda: known() == Audience(guests=True, open=True))
    warden.stop()
