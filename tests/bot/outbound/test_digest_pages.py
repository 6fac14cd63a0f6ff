"""A long digest goes on in its own thread: each page once, under the first, and to nobody who may not read it."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.courier import Courier
from bot.delivery import Relay
from bot.digests.composing import notice_of
from bot.gateway import Gateway
from bot.verdicts import Done, Later
from flows.lifecycle.commands import AddDeliverable, EditProject
from flows.names import Confidentiality, Strand
from flows.notices import Notice, NoticeKind
from flows.ports import Store
from flows.rhythm.schedules import Slot

from .conftest import CHANNEL, LEAD, Office, make_relay
from .scripted_slack import Answer, Call, ScriptedSlack
from .test_courier import parcel
from .test_digests import drain, own_digest
from .test_my_day import do
from .test_relay import running, until

NOW = datetime.now(UTC)


@pytest.fixture
def long(office: Office, store: Store) -> Notice:
    """The digest of a project with more to do than a short message holds."""
    for n in range(12):
        do(store, AddDeliverable(
            project_id=office.project_id, title=f"Report {n}", strand=Strand.TECHNOLOGY, assignee=LEAD,
            due=NOW.date() + timedelta(days=2),
        ), NOW)  # fmt: skip
    drain(store)
    slot = Slot("2026-11-23T09:00", NOW + timedelta(hours=2), NOW + timedelta(hours=1))
    return notice_of(own_digest(store, office.project_id), slot, CHANNEL)


@pytest.fixture
def relay(store: Store, courier: Courier, gateway: Gateway) -> Relay:
    return make_relay(store, courier, gateway)


def posts(slack: ScriptedSlack) -> list[Call]:
    return slack.of("chat.postMessage", channel=CHANNEL)


def test_the_pages_stand_in_the_thread_of_the_first_and_come_by_themselves(
    slack: ScriptedSlack, office: Office, relay: Relay, long: Notice
) -> None:
    with running(relay):
        office.put(long)
        relay.wake()
        until(lambda: len(posts(slack)) > 1 and office.waiting() == 0)
    first, *thread = posts(slack)
    assert not first.arguments.get("thread_ts")
    with office.store.read() as reads:
        kept = reads.post(long.team_id, long.dedupe_key)
    assert kept is not None
    assert {page.arguments["thread_ts"] for page in thread} == {kept.ts}
    said = "\n".join(page.arguments["text"] for page in thread)
    assert [said.count(f"*Report {n}*") for n in range(12)] == [1] * 12


def test_a_short_digest_leaves_nothing_behind(office: Office, store: Store, courier: Courier) -> None:
    slot = Slot("2026-11-23T09:00", NOW + timedelta(days=1), NOW - timedelta(days=1))
    notice = notice_of(own_digest(store, office.project_id), slot, CHANNEL)
    verdict = courier.deliver(parcel(notice), now=NOW)
    assert verdict == Done(through=True)


def test_a_first_page_that_may_have_arrived_is_found_and_goes_on(
    slack: ScriptedSlack, courier: Courier, long: Notice
) -> None:
    slack.will("chat.postMessage", Answer(cut=True))
    lost = courier.deliver(parcel(long), now=NOW)
    assert isinstance(lost, Later)
    assert lost.ambiguous
    found = {"ts": "7.7", "metadata": {"event_type": "liandong_notice", "event_payload": {"parcel": "out_1"}}}
    slack.will("conversations.history", Answer({"ok": True, "messages": [found]}))
    verdict = courier.deliver(parcel(long, ambiguous=True), now=NOW)
    assert isinstance(verdict, Done)
    assert verdict.keep is not None
    assert (verdict.keep.post_key, verdict.keep.ts) == (long.dedupe_key, "7.7")
    (page,) = verdict.follow
    assert (page.kind, page.thread_of, page.params["leaf"]) == (NoticeKind.DIGEST, long.dedupe_key, 1)


def test_once_the_project_is_restricted_the_thread_does_not_go_on(
    slack: ScriptedSlack, office: Office, store: Store, courier: Courier, long: Notice
) -> None:
    verdict = courier.deliver(parcel(long), now=NOW)
    assert isinstance(verdict, Done)
    do(store, EditProject(
        project_id=office.project_id, name="Radar", summary="", channel_id=CHANNEL,
        confidentiality=Confidentiality.RESTRICTED,
    ), NOW)  # fmt: skip
    before = len(posts(slack))
    (page,) = verdict.follow
    assert courier.deliver(parcel(page), now=NOW).__class__ is Done
    assert len(posts(slack)) == before


def test_once_the_schedule_is_stopped_the_thread_does_not_go_on(
    slack: ScriptedSlack, store: Store, courier: Courier, long: Notice
) -> None:
    verdict = courier.deliver(parcel(long), now=NOW)
    assert isinstance(verdict, Done)
    with store.write() as uow:
        uow.schedules.remove(long.team_id, str(long.params["schedule"]))
        uow.commit()
    before = len(posts(slack))
    (page,) = verdict.follow
    assert courier.deliver(parcel(page), now=NOW) == Done(unsaid=True)
    assert len(posts(slack)) == before
