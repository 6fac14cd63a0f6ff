"""While somebody is away their deputy hears once what is asked of them, and they themselves when they are back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.courier import Courier
from bot.discretion import Discretion
from bot.gateway import Gateway
from bot.hours import Hours
from bot.new_ids import id_maker
from bot.pacing import Pace
from bot.public_holidays import PublicHolidays, likely_country
from bot.rendering import Renderer
from bot.settling import settle
from bot.verdicts import Done, PutOff
from flows.lifecycle.commands import SubmitDeliverable
from flows.lifecycle.usecases import perform
from flows.names import SYSTEM, Actor
from flows.notices import NEEDED_ON, Notice, NoticeKind, ask_key, held
from flows.ports import Parcel, Person, Post, Store
from flows.rhythm.calendar import Absence, PersonCalendar
from flows.rhythm.people import WorkingTime
from flows.rhythm.preferences import USUAL
from tests.wordbooks import shipped_templates, word_book

from .conftest import LEAD, TEAM, Office
from .digesting import composer
from .scripted_slack import ScriptedSlack
from .test_hours import MORNING, SHANGHAI, TOMORROW, attempt

DEPUTY, STRANGER = "U0EMMA", "U0STRANGER"
TODAY, LAST = date(2026, 11, 24), date(2026, 11, 26)
BACK = MORNING + timedelta(days=3)


@pytest.fixture
def courier(store: Store, gateway: Gateway) -> Courier:
    hours = Hours(
        store, WorkingTime(PublicHolidays(), SHANGHAI, likely_country), PersonCalendar(zone=SHANGHAI, country="CN"),
        within=timedelta(0),
    )  # fmt: skip
    renderer = Renderer(store, word_book(), shipped_templates(), SHANGHAI, digests=composer())
    return Courier(
        renderer, gateway, Discretion(store, gateway, TEAM), Pace(0, 0), hours.leaves, hears=hours.hears,
        brings=hours.brings,
    )  # fmt: skip


@pytest.fixture
def staffed(office: Office) -> Office:
    """With an English colleague in the steering group."""
    office.welcome(DEPUTY, "en-US")
    return office


def away(store: Store, user: str = LEAD, *, deputy: str = DEPUTY, usual: str = "") -> None:
    with store.write() as uow:
        uow.absences.put(TEAM, user, Absence(TODAY, LAST, deputy))
        uow.preferences.put(TEAM, user, replace(USUAL, deputy=usual))
        uow.commit()


def ask(office: Office, key: str = "k1", **params: Any) -> Notice:
    told: Mapping[str, Any] = {"stage": "ideation", "by": DEPUTY, **params}
    return office.notice(NoticeKind.ASK, key, LEAD, post_key=ask_key(office.project_id, "ideation", LEAD), params=told)


def test_what_is_asked_of_somebody_away_waits_and_their_deputy_is_told(
    slack: ScriptedSlack, store: Store, staffed: Office, courier: Courier
) -> None:
    away(store)
    verdict = attempt(courier, ask(staffed), MORNING)
    assert isinstance(verdict, PutOff)
    assert verdict.until == BACK
    (told,) = verdict.follow
    assert told.audience == DEPUTY
    assert isinstance(attempt(courier, told, MORNING + timedelta(hours=8)), Done)
    (posted,) = slack.of("chat.postMessage")
    assert posted.arguments["channel"] == f"D{DEPUTY}"
    text = posted.arguments["text"]
    assert f"<@{LEAD}> is away until Thu, Nov 26, and you stand in." in text
    assert "They are asked for:" in text
    assert "These people can hand it over to you" in text, "the steering group may not submit for the lead"


def test_the_deputy_of_the_preferences_stands_in_where_none_was_named(
    store: Store, staffed: Office, courier: Courier
) -> None:
    away(store, deputy="", usual=DEPUTY)
    verdict = attempt(courier, ask(staffed), MORNING)
    assert isinstance(verdict, PutOff)
    assert [told.audience for told in verdict.follow] == [DEPUTY]


def test_each_thing_is_told_once_however_often_it_changes(store: Store, staffed: Office, courier: Courier) -> None:
    away(store)
    verdicts = [attempt(courier, ask(staffed, key), MORNING) for key in ("k1", "k2")]
    assert len({told.dedupe_key for verdict in verdicts if isinstance(verdict, PutOff) for told in verdict.follow}) == 1
    staffed.put(ask(staffed))
    with store.write() as uow:
        parcel = uow.outbox.claim(owner="o", now=TOMORROW, lease_until=TOMORROW, limit=1)[0]
        uow.commit()
    before = staffed.waiting()
    for verdict in verdicts:
        settle(store, parcel, verdict, now=MORNING, new_id=id_maker())
    assert staffed.waiting() == before + 1


def test_a_date_of_the_law_that_ends_while_its_owner_is_away_reaches_both(
    slack: ScriptedSlack, store: Store, staffed: Office, courier: Courier
) -> None:
    away(store)
    due = staffed.notice(
        NoticeKind.TOLD, "d", LEAD, params={"event": "GateReminder", "by": SYSTEM, NEEDED_ON: "2026-11-25"}
    )  # fmt: skip
    assert held(due, BACK, now=MORNING, zone=SHANGHAI) == due
    hours = staffed.notice(NoticeKind.TOLD, "e", LEAD, params={**due.params, NEEDED_ON: "2026-11-27"})
    assert held(hours, BACK, now=MORNING, zone=SHANGHAI).not_before == BACK
    told = replace(due, params={**due.params, "event": "ProjectResumed", "must": True})
    assert isinstance(attempt(courier, told, MORNING), Done), "it does not wait for their return"
    assert len(slack.of("chat.postMessage")) == 1


@pytest.mark.parametrize("who", ["stranger", "away too", "nobody", "back"])
def test_nobody_stands_in_who_may_not_see_the_project_or_is_away(
    store: Store, staffed: Office, courier: Courier, who: str
) -> None:
    away(store, deputy={"stranger": STRANGER, "nobody": ""}.get(who, DEPUTY))
    if who == "away too":
        away(store, DEPUTY, deputy=LEAD)
    now = BACK if who == "back" else MORNING
    verdict = attempt(courier, ask(staffed), now)
    assert verdict.follow == () if isinstance(verdict, PutOff) else isinstance(verdict, Done) and verdict.follow == ()


@pytest.mark.parametrize(
    ("kind", "event", "brought"),
    [
        (NoticeKind.TOLD, "DocketDates", True), (NoticeKind.TOLD, "GateReminder", True),
        (NoticeKind.TOLD, "ProjectResumed", False), (NoticeKind.HIT, "", False), (NoticeKind.ACTION, "", False),
    ],
)  # fmt: skip
def test_what_is_meant_for_one_role_alone_is_brought_to_nobody_else(
    store: Store, staffed: Office, kind: NoticeKind, event: str, brought: bool
) -> None:
    away(store)
    hours = Hours(
        store, WorkingTime(PublicHolidays(), SHANGHAI, likely_country), PersonCalendar(zone=SHANGHAI),
        within=timedelta(0),
    )  # fmt: skip
    notice = staffed.notice(kind, "k", LEAD, params={"event": event, "by": SYSTEM})
    assert [told.audience for told in hours.brings(notice, MORNING)] == ([DEPUTY] if brought else [])


def test_a_deputy_who_has_left_stands_in_for_nobody(store: Store, staffed: Office, courier: Courier) -> None:
    away(store)
    with store.write() as uow:
        uow.people.upsert([Person(team_id=TEAM, user_id=DEPUTY, name="Emma", deleted=True)])
        uow.commit()
    verdict = attempt(courier, ask(staffed), MORNING)
    assert isinstance(verdict, PutOff)
    assert verdict.follow == ()


def emptied(store: Store) -> list[Notice]:
    """What waits in the outbox; afterwards nothing does."""
    sent: list[Notice] = []
    far = MORNING + timedelta(days=4000)
    with store.write() as uow:
        while parcels := uow.outbox.claim(owner="o", now=far, lease_until=far, limit=99):
            for parcel in parcels:
                uow.outbox.sent(parcel.id, now=far)
                sent.append(parcel.notice)
        uow.commit()
    return sent


def test_the_deputy_s_message_loses_its_buttons_once_the_work_is_done_by_whomever(
    slack: ScriptedSlack, store: Store, staffed: Office, courier: Courier
) -> None:
    """It is edited where it stands, and says so; before anything was done it says the same as before."""
    away(store)
    parcel = Parcel(id="out_1", notice=ask(staffed), attempts=1, ambiguous=False, created_at=MORNING)
    first = courier.deliver(parcel, now=MORNING)
    assert isinstance(first, PutOff)
    (told,) = first.follow
    settle(store, parcel, first, now=MORNING, new_id=id_maker())
    assert told.post_key is not None
    with store.write() as uow:
        uow.posts.keep(TEAM, Post(post_key=told.post_key, channel_id=f"D{DEPUTY}", ts="1.0"))
        card = uow.reads.card(TEAM, staffed.project_id)
        uow.commit()
    assert card is not None
    for d in card.deliverables:
        if d.assignee == LEAD:
            with store.write() as uow:
                perform(
                    SubmitDeliverable(project_id=card.id, deliverable_id=d.id, text="Done"), actor=Actor(TEAM, LEAD),
                    uow=uow, templates=shipped_templates(), now=MORNING, today=TODAY, new_id=id_maker(),
                    request_key=f"cmd:{d.id}",
                )  # fmt: skip
    for params in ({"by": LEAD}, {}):
        later = Parcel(id=f"out_{params}", notice=ask(staffed, "k2", **params), attempts=1, ambiguous=False,
                       created_at=MORNING)  # fmt: skip
        settle(store, later, Done(), now=MORNING, new_id=id_maker())
        again = [notice for notice in emptied(store) if notice.post_key == told.post_key]
        assert [(one.audience, one.params["for"], one.params["about"]) for one in again] == [(DEPUTY, LEAD, "ask")]
        assert isinstance(attempt(courier, again[0], MORNING), Done)
    edit = slack.of("chat.update")[-1].arguments
    assert "nothing of this waits for" in edit["text"]
    assert "button" not in str(edit["blocks"])
