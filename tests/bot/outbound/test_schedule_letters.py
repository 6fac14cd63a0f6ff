"""What a digest says of itself, what a test of it says, and where it says nothing at all."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.digests.composing import notice_of
from bot.digests.trying import trial
from bot.rendering import Renderer
from flows.lifecycle.commands import EditProject
from flows.names import Confidentiality
from flows.notices import Lane, Notice
from flows.ports import Store
from flows.rhythm.hearing import Hearing, hearing
from flows.rhythm.preferences import USUAL as CHOSE_NOTHING
from flows.rhythm.schedules import Schedule, ScheduleKind, Slot
from flows.rhythm.usecases import keep
from tests.storage.test_rhythm import HOLIDAYS
from tests.wordbooks import shipped_templates, word_book

from .conftest import CHANNEL, LEAD, TEAM, Office
from .digesting import SHANGHAI, composer
from .test_digests import change, drain, own_digest, ticking

OWNER = "U0CHEN"


@pytest.fixture
def digest(office: Office, store: Store) -> Schedule:
    """The digest of the project as the clock has made it."""
    drain(store)
    ticking(store).fire(datetime.now(UTC))
    return own_digest(store, office.project_id)


def kept(store: Store, schedule: Schedule) -> Schedule:
    with store.write() as uow:
        keep(schedule, uow=uow, holidays=HOLIDAYS)
        uow.commit()
    return schedule


def text(store: Store, notice: Notice) -> str:
    renderer = Renderer(store, word_book(), shipped_templates(), SHANGHAI, digests=composer())
    letter = renderer.gather(notice, now=datetime.now(UTC)).digest
    return "" if letter is None else letter.message.text


def told(store: Store, schedule: Schedule, audience: str = CHANNEL) -> str:
    """What the place reads where the slot of this moment fires."""
    since = datetime.now(UTC) - timedelta(days=1)
    slot = Slot("now", datetime.now(UTC) + timedelta(minutes=1), since)
    return text(store, notice_of(schedule, slot, audience))


def tried(store: Store, schedule: Schedule, since: datetime | None = None) -> str:
    moved = replace(schedule, covered_to=since or datetime.now(UTC) - timedelta(days=1))
    return text(store, trial(moved, LEAD, now=datetime.now(UTC) + timedelta(minutes=1), request_key="act:1"))


class TestOrigin:
    def test_the_usual_one_says_when_it_comes_and_how_to_change_it(self, store: Store, digest: Schedule) -> None:
        assert "每个工作日 09:00（Asia/Shanghai）发送 · 修改或停用：`/liandong schedule LD-1`" in told(store, digest)

    def test_one_that_somebody_set_up_says_who(self, store: Store, digest: Schedule) -> None:
        assert f"由 <@{OWNER}> 设置" in told(store, kept(store, replace(digest, owner=OWNER)))

    def test_it_speaks_the_language_that_was_chosen_for_it(self, store: Store, digest: Schedule) -> None:
        assert f"Set up by <@{OWNER}>" in told(store, kept(store, replace(digest, owner=OWNER, language="en")))


class TestTrying:
    def test_a_test_shows_what_the_channel_would_read_and_says_that_it_is_one(
        self, store: Store, digest: Schedule
    ) -> None:
        for_channel, shown = told(store, digest), tried(store, digest)
        assert "只有您能看到的测试" in shown
        assert [line for line in for_channel.splitlines() if line not in shown] == []

    def test_a_test_says_so_where_there_is_nothing_to_tell(self, store: Store, digest: Schedule) -> None:
        dates = kept(store, replace(digest, id="sch_dates", kind=ScheduleKind.DOCKET))
        assert told(store, dates) == ""
        assert "目前没有可说的内容" in tried(store, dates)

    def test_it_goes_out_at_once_and_never_twice_for_one_click(self, digest: Schedule) -> None:
        now = datetime.now(UTC)
        one, two = (trial(digest, LEAD, now=now, request_key="act:1") for _ in range(2))
        assert one == two
        assert (one.lane, one.audience) == (Lane.NOW, LEAD)
        muted = replace(CHOSE_NOTHING, muted=(str(one.project_id),))
        assert hearing(one, muted) is Hearing.SEND, "it answers one's own click"

    def test_a_removed_schedule_is_not_tried(self, store: Store, digest: Schedule) -> None:
        with store.write() as uow:
            uow.schedules.remove(TEAM, digest.id)
            uow.commit()
        assert tried(store, digest) == ""


class TestSilence:
    @pytest.mark.parametrize(
        ("confidentiality", "elsewhere"), [(Confidentiality.RESTRICTED, ""), (Confidentiality.MEMBERS, "C0ELSEWHERE")]
    )
    def test_what_was_queued_before_the_project_was_closed_to_the_channel_is_not_said_there(
        self, office: Office, store: Store, digest: Schedule, confidentiality: Confidentiality, elsewhere: str
    ) -> None:
        edit = EditProject(project_id=office.project_id, name="Radar", summary="", channel_id=CHANNEL,
                           confidentiality=Confidentiality.OPEN)  # fmt: skip
        change(store, edit, request_key="cmd:open")
        moved = kept(store, replace(digest, audience=elsewhere))
        assert told(store, moved, elsewhere or CHANNEL) != ""
        change(store, replace(edit, confidentiality=confidentiality), request_key="cmd:close")
        assert told(store, moved, elsewhere or CHANNEL) == ""
        assert "目前没有可说的内容" in tried(store, moved)
