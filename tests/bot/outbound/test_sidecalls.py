"""What a listener asks for beside its answer happens soon, elsewhere, and with its failures told."""

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.blocks.kit import Message
from bot.census import Census
from bot.clock import SystemClock
from bot.gateway import Gateway
from bot.new_ids import id_maker
from bot.public_holidays import working_time
from bot.rendering import UNDELIVERED
from bot.residents import Residents
from bot.sidecalls import SideCalls
from flows.notices import Notice, NoticeKind
from flows.ports import Person, Store

from .conftest import LEAD, TEAM, Office, residents
from .scripted_slack import Answer, ScriptedSlack, limited, refused
from .test_relay import until

HELLO = Message("Hello", [])


@pytest.fixture
def calls(gateway: Gateway, store: Store) -> Iterator[SideCalls]:
    made = SideCalls(gateway, residents(store), TEAM)
    yield made
    made.stop()


def test_a_listener_never_waits_for_slack(slack: ScriptedSlack, calls: SideCalls) -> None:
    slack.seconds = 0.5
    began = time.monotonic()
    calls.open_view_soon("1.2", {"type": "modal"}, on_fail=lambda _: None)
    calls.answer_soon(f"{slack.url}response", HELLO)
    calls.post_soon("C1", HELLO, thread_ts="1.0")
    calls.learn("U7")
    assert time.monotonic() - began < 0.2
    until(lambda: {c.method for c in slack.calls} == {"views.open", "response", "chat.postMessage", "users.info"})


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (refused("expired_trigger_id"), "expired_trigger_id"),
        (limited(1), "ratelimited"),
        (Answer(cut=True), "unreachable"),
    ],
)
def test_a_modal_that_did_not_open_is_told(slack: ScriptedSlack, calls: SideCalls, answer: Answer, code: str) -> None:
    told: list[str] = []
    slack.will("views.open", answer)
    calls.open_view_soon("1.2", {"type": "modal"}, on_fail=told.append)
    until(lambda: told)
    assert told == [code]


def test_a_person_who_was_looked_up_is_remembered(slack: ScriptedSlack, calls: SideCalls, store: Store) -> None:
    slack.will("users.info", Answer({"ok": True, "user": {"id": "U7", "name": "raj", "is_restricted": True}}))
    calls.learn("U7")

    def known() -> bool:
        with store.read() as reads:
            person = reads.person(TEAM, "U7")
        return person is not None and person.is_guest

    until(known)


def test_the_census_reads_every_page_and_waits_where_slack_says_so(
    slack: ScriptedSlack, gateway: Gateway, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.census.PAGE_PAUSE_SECONDS", 0.0)
    first = {"ok": True, "members": [{"id": "U1", "name": "a"}], "response_metadata": {"next_cursor": "more"}}
    slack.will("users.list", Answer(first), limited(1), Answer({"ok": True, "members": [{"id": "U2", "name": "b"}]}))
    began = time.monotonic()
    assert Census(gateway, residents(store), TEAM).take()
    assert time.monotonic() - began >= 1.0
    with store.read() as reads:
        assert {p.user_id for p in reads.persons(TEAM, ["U1", "U2"])} == {"U1", "U2"}


def test_a_census_that_slack_refuses_is_taken_again_later(
    slack: ScriptedSlack, gateway: Gateway, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.census.RETRY_SECONDS", 0.05)
    slack.will("users.list", refused("missing_scope"), Answer(cut=True))
    census = Census(gateway, residents(store), TEAM)
    census.start()
    until(lambda: len(slack.of("users.list")) == 3)
    census.stop()


def test_the_first_look_at_the_people_can_be_waited_for(slack: ScriptedSlack, gateway: Gateway, store: Store) -> None:
    slack.will("users.list", Answer({"ok": True, "members": [{"id": "U7", "name": "raj", "locale": "zh-CN"}]}))
    census = Census(gateway, residents(store), TEAM)
    assert not census.wait(0)
    census.start()
    assert census.wait(5)
    census.stop()
    with store.read() as reads:
        person = reads.person(TEAM, "U7")
    assert person is not None
    assert person.locale == "zh-CN"


def test_a_first_look_that_failed_keeps_nobody_waiting(slack: ScriptedSlack, gateway: Gateway, store: Store) -> None:
    slack.will("users.list", refused("missing_scope"))
    census = Census(gateway, residents(store), TEAM)
    census.start()
    assert census.wait(5)
    census.stop()


def test_zone_and_language_of_everybody_are_read_anew_every_day(
    slack: ScriptedSlack, gateway: Gateway, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.census.DAY_SECONDS", 0.05)
    for zone, locale in (("Asia/Shanghai", "zh-CN"), ("Europe/Berlin", "en-GB")):
        moved = {"id": "U7", "name": "raj", "tz": zone, "locale": locale}
        slack.will("users.list", Answer({"ok": True, "members": [moved]}))
    census = Census(gateway, residents(store), TEAM)
    census.start()

    def moved_on() -> bool:
        with store.read() as reads:
            person = reads.person(TEAM, "U7")
        return person is not None and (person.tz, person.locale) == ("Europe/Berlin", "en-GB")

    until(moved_on)
    census.stop()


def test_whoever_the_daily_look_finds_somewhere_else_is_told_by_the_clock_there(
    slack: ScriptedSlack, gateway: Gateway, store: Store
) -> None:
    """A message that was put off until the morning of the old place is looked at now, and the relay is woken."""
    woken: list[None] = []
    keeper = Residents(
        store,
        working_time(),
        clock=SystemClock(),
        new_id=id_maker(),
        wake=lambda: woken.append(None),
        reconsider=lambda _: None,
    )
    notice = Notice(kind=NoticeKind.ASK, team_id=TEAM, audience="U7", project_id=None, dedupe_key="ask")
    now = SystemClock().now()
    with store.write() as uow:
        uow.people.upsert([Person(team_id=TEAM, user_id="U7", name="raj", tz="Asia/Shanghai", locale="en-GB")])
        uow.outbox.put([notice], now=now, new_id=id_maker())
        (parcel,) = uow.outbox.claim(owner="t", now=now, lease_until=now, limit=1)
        uow.outbox.put_off(parcel.id, until=now + timedelta(hours=9))
        uow.commit()
    for zone, found in (("Asia/Shanghai", []), ("Europe/Berlin", ["ask"])):
        raj = {"id": "U7", "name": "raj", "tz": zone, "locale": "en-GB"}
        slack.will("users.list", Answer({"ok": True, "members": [raj]}))
        assert Census(gateway, keeper, TEAM).take()
        now = SystemClock().now()
        with store.write() as uow:
            parcels = uow.outbox.claim(owner="t", now=now, lease_until=now, limit=9)
        assert [one.notice.dedupe_key for one in parcels if one.notice.kind is NoticeKind.ASK] == found
    assert len(woken) == 1


def test_what_an_event_that_was_lost_would_have_said_of_a_person_the_daily_look_finds_out(
    slack: ScriptedSlack, gateway: Gateway, store: Store, office: Office
) -> None:
    """The lead leaves, is back as a guest, and is a member again; each change counts once."""
    considered: list[str] = []
    keeper = Residents(
        store, working_time(), clock=SystemClock(), new_id=id_maker(), wake=lambda: None, reconsider=considered.append
    )
    office.welcome("U0EMMA", "en-US")
    steps: list[tuple[dict[str, bool], list[str]]] = [
        ({"deleted": True}, [LEAD]), ({"deleted": True}, [LEAD]), ({"is_restricted": True}, []), ({}, []), ({}, []),
    ]  # fmt: skip
    for flags, paused in steps:
        lin = {"id": LEAD, "name": "lin", "locale": "zh-CN", **flags}
        slack.will("users.list", Answer({"ok": True, "members": [lin]}))
        assert Census(gateway, keeper, TEAM).take()
        assert office.paused() == paused
    assert considered == [""] * 3
    now = SystemClock().now()
    waits: list[Notice] = []
    with store.write() as uow:
        while parcels := uow.outbox.claim(owner="t", now=now, lease_until=now, limit=99):
            for parcel in parcels:
                uow.outbox.sent(parcel.id, now=now)
                waits.append(parcel.notice)
    told = [n for n in waits if n.params.get("event") == UNDELIVERED]
    assert [(n.audience, n.params["place"]) for n in told] == [("U0EMMA", LEAD)], "the steering group, once"
