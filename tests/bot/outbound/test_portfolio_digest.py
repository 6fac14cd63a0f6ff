"""The portfolio on a schedule: what its place may know of, with the chart in its thread."""

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.courier import Courier
from bot.delivery import Relay
from bot.digests.composing import notice_of
from bot.gateway import Gateway
from bot.public_holidays import PublicHolidays
from bot.verdicts import Dead, Done
from flows.lifecycle.commands import EditProject
from flows.names import Confidentiality
from flows.notices import Notice, NoticeKind
from flows.ports import Store
from flows.rhythm.schedules import Every, Rule, Schedule, ScheduleKind, Slot
from flows.rhythm.usecases import keep

from .conftest import CHANNEL, LEAD, TEAM, Office, make_relay
from .digesting import SHANGHAI
from .room import GUEST, Room
from .scripted_slack import Answer, ScriptedSlack
from .test_courier import parcel
from .test_my_day import do
from .test_relay import running, until

NOW = datetime.now(UTC)


@pytest.fixture
def relay(store: Store, courier: Courier, gateway: Gateway) -> Relay:
    return make_relay(store, courier, gateway)


def due(store: Store, audience: str, language: str = "") -> Notice:
    """The notice of a weekly portfolio digest."""
    schedule = Schedule(
        team_id=TEAM, id=f"sch_portfolio_{audience}", kind=ScheduleKind.PORTFOLIO_DIGEST, audience=audience,
        rule=Rule(Every.WEEK, (0,)), at=time(9), zone=SHANGHAI, owner=LEAD, covered_to=NOW,
        language=language,
    )  # fmt: skip
    with store.write() as uow:
        keep(schedule, uow=uow, holidays=PublicHolidays())
        uow.commit()
    return notice_of(schedule, Slot("2026-11-23T09:00", NOW, NOW - timedelta(days=7)), audience)


def opened(office: Office, confidentiality: Confidentiality) -> None:
    do(office.store, EditProject(
        project_id=office.project_id, name="Radar", summary="", channel_id=CHANNEL, confidentiality=confidentiality,
    ), NOW)  # fmt: skip


def takes_files(slack: ScriptedSlack) -> None:
    slack.answer_to = lambda call: (
        Answer({"ok": True, "upload_url": f"{slack.url}upload", "file_id": "F1"})
        if call.method == "files.getUploadURLExternal"
        else None
    )


@pytest.mark.parametrize(("audience", "place"), [(LEAD, f"D{LEAD}"), (CHANNEL, CHANNEL)])
def test_the_chart_stands_in_the_thread_of_the_digest(
    slack: ScriptedSlack, office: Office, relay: Relay, audience: str, place: str
) -> None:
    opened(office, Confidentiality.OPEN)
    takes_files(slack)
    notice = due(office.store, audience)
    with running(relay):
        office.put(notice)
        relay.wake()
        until(lambda: slack.of("files.completeUploadExternal") and office.waiting() == 0)
    first = next(c for c in slack.of("chat.postMessage", channel=place) if "LD-1" in c.arguments["text"])
    assert not first.arguments.get("thread_ts")
    with office.store.read() as reads:
        kept = reads.post(TEAM, notice.dedupe_key)
    assert kept is not None
    (file,) = slack.of("files.completeUploadExternal")
    assert (file.arguments["channel_id"], file.arguments["thread_ts"]) == (place, kept.ts)
    assert file.arguments["initial_comment"]


@pytest.mark.parametrize("audience", [LEAD, CHANNEL])
@pytest.mark.parametrize("wanted", [("en", "Portfolio · 1 project"), ("zh_CN", "项目组合 · 1")])
def test_the_chart_is_written_in_the_language_of_its_digest(
    slack: ScriptedSlack, office: Office, courier: Courier, wanted: tuple[str, str], audience: str
) -> None:
    opened(office, Confidentiality.OPEN)
    takes_files(slack)
    verdict = courier.deliver(parcel(due(office.store, audience, wanted[0])), now=NOW)
    assert isinstance(verdict, Done)
    (chart,) = verdict.follow
    assert isinstance(courier.deliver(parcel(chart), now=NOW), Done)
    (file,) = slack.of("files.completeUploadExternal")
    assert wanted[1] in file.arguments["initial_comment"]


@pytest.mark.parametrize("confidentiality", [Confidentiality.MEMBERS, Confidentiality.RESTRICTED])
def test_a_channel_hears_of_no_project_that_is_not_open_to_all(
    slack: ScriptedSlack, office: Office, courier: Courier, confidentiality: Confidentiality
) -> None:
    opened(office, confidentiality)
    assert courier.deliver(parcel(due(office.store, CHANNEL)), now=NOW) == Done(unsaid=True)
    assert slack.of("chat.postMessage") == []


def test_where_outsiders_read_neither_digest_nor_chart_is_posted(
    slack: ScriptedSlack, office: Office, courier: Courier, gateway: Gateway
) -> None:
    opened(office, Confidentiality.OPEN)
    room, notice = Room(slack, office.store), due(office.store, CHANNEL)
    verdict = courier.deliver(parcel(notice), now=NOW)
    assert isinstance(verdict, Done)
    (chart,) = verdict.follow
    assert (chart.kind, chart.thread_of) == (NoticeKind.FILE, notice.dedupe_key)
    room.members.append(GUEST)
    gateway.forget_channel(CHANNEL)
    assert courier.deliver(parcel(chart), now=NOW) == Done()
    assert slack.of("files.completeUploadExternal") == []


def test_no_other_file_ever_goes_to_a_channel(office: Office, courier: Courier) -> None:
    file = office.notice(NoticeKind.FILE, "file", params={"file": "history.csv"})
    assert isinstance(courier.deliver(parcel(file), now=NOW), Dead)
