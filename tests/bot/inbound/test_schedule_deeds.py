"""What is done about a schedule by a click: changed, paused, tried out, removed and brought back, by those who may."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.digests.trying import is_test
from bot.ids import Form, Ref
from bot.schedule_deeds import Deed
from flows.names import Confidentiality
from flows.notices import NoticeKind
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import CHEN, EMMA, LIN, STRANGER, Office
from tests.bot.inbound.payloads import TEAM, Json, command, submission
from tests.bot.inbound.scheduling import DIGEST, about, do, of, send, usual_digest


@pytest.fixture
def project(office: Office) -> str:
    return office.create()


class TestChanging:
    def test_the_lead_moves_the_usual_digest_and_it_is_the_lead_s_from_then_on(
        self, office: Office, project: str
    ) -> None:
        before = usual_digest(office, project)
        do(office, Deed.EDIT, before)
        assert office.slack.view["callback_id"] == Form.SCHEDULE
        send(office, project, kind=DIGEST, item_id=before.id, at=p.text("8:30"))
        (after,) = about(office, project)
        assert (after.id, after.at, after.owner, after.audience) == (before.id, time(8, 30), LIN, "")
        assert after.covered_to == before.covered_to, "what was told stays told, and nothing between is lost"

    def test_a_colleague_who_did_not_set_it_up_is_told_who_may_change_it(self, office: Office, project: str) -> None:
        before = usual_digest(office, project)
        for deed in (Deed.EDIT, Deed.PAUSE, Deed.REMOVE, Deed.RESUME):
            do(office, deed, before, CHEN)
        assert not office.slack.views
        assert len(office.slack.answers) == 4
        assert all(f"<@{LIN}>" in told.text for _, told in office.slack.answers)
        assert about(office, project) == [before]

    def test_the_member_who_set_it_up_changes_it(self, office: Office, project: str) -> None:
        send(office, project, CHEN)
        (mine,) = about(office, project)
        send(office, project, CHEN, item_id=mine.id, at=p.text("16:00"))
        assert [kept.at for kept in about(office, project)] == [time(16)]

    def test_a_personal_one_is_nobody_else_s_business(self, office: Office, project: str) -> None:
        send(office, project, CHEN, channel=p.channel(None))
        (mine,) = of(office, CHEN)
        for deed in Deed:
            if deed is not Deed.ADD:
                do(office, deed, mine, LIN)
        assert not office.slack.views
        assert of(office, CHEN) == [mine]
        assert {told.text for _, told in office.slack.answers} == {office.slack.answers[0][1].text}

    def test_moving_one_s_own_into_a_channel_asks_again_whether_that_is_allowed(self, office: Office) -> None:
        open_one = office.create(confidentiality=Confidentiality.OPEN)
        send(office, open_one, STRANGER, channel=p.channel(None))
        (mine,) = of(office, STRANGER)
        assert "You cannot" in str(send(office, open_one, STRANGER, item_id=mine.id))
        assert of(office, STRANGER) == [mine]


class TestPausing:
    def until(self, office: Office, schedule_id: str, project: str, day: str) -> Json:
        ref = Ref(project_id=project, item_id=schedule_id)
        ack = office.send(submission(Form.SCHEDULE_PAUSE, ref, {"until": p.day(day)}, LIN))
        assert isinstance(ack, dict)
        return ack

    def test_it_rests_until_a_day_and_goes_on_when_told(self, office: Office, project: str) -> None:
        before = usual_digest(office, project)
        do(office, Deed.PAUSE, before)
        assert office.slack.view["callback_id"] == Form.SCHEDULE_PAUSE
        day = office.clock.now().date() + timedelta(days=30)
        self.until(office, before.id, project, day.isoformat())
        (resting,) = about(office, project)
        assert resting.paused_until == day
        assert "paused until" in str(office.send(command("schedule", EMMA)))
        do(office, Deed.RESUME, before)
        assert about(office, project)[0].paused_until is None

    def test_a_day_that_is_over_is_marked(self, office: Office, project: str) -> None:
        before = usual_digest(office, project)
        assert list(self.until(office, before.id, project, "2020-01-01")["errors"]) == ["until"]
        assert about(office, project) == [before]


class TestLooking:
    def test_the_next_five_are_told_by_the_reader_s_clock(self, office: Office, project: str) -> None:
        with office.store.write() as uow:
            (emma,) = uow.reads.persons(TEAM, [EMMA])
            uow.people.upsert([replace(emma, tz="Asia/Kolkata")])
            uow.commit()
        do(office, Deed.NEXT, usual_digest(office, project), EMMA)
        assert office.slack.answer.count(" 06:30") == 5
        assert "Asia/Kolkata" in office.slack.answer

    def test_a_test_goes_to_whoever_asked_and_leaves_the_slot_alone(self, office: Office, project: str) -> None:
        before = usual_digest(office, project)
        do(office, Deed.TEST, before, CHEN)
        (notice,) = [n for n in office.notices(NoticeKind.DIGEST) if is_test(n)]
        assert (notice.audience, notice.project_id) == (CHEN, project)
        assert about(office, project) == [before]
        assert len(office.wakes) > 0

    def test_a_stranger_gets_no_test(self, office: Office, project: str) -> None:
        do(office, Deed.TEST, usual_digest(office, project), STRANGER)
        assert office.notices(NoticeKind.DIGEST) == []


class TestRemoving:
    def test_a_removed_one_is_brought_back_by_the_button_beside_the_words(self, office: Office, project: str) -> None:
        before = usual_digest(office, project)
        do(office, Deed.REMOVE, before)
        assert about(office, project) == []
        assert "移除" in office.slack.answer
        do(office, Deed.UNDO, before)
        (again,) = about(office, project)
        assert again == replace(before, starts_at=office.clock.now())

    def test_who_may_not_remove_it_may_not_bring_it_back(self, office: Office, project: str) -> None:
        before = usual_digest(office, project)
        do(office, Deed.REMOVE, before)
        for user in (CHEN, STRANGER):
            do(office, Deed.UNDO, before, user)
        assert about(office, project) == []

    def test_what_is_gone_says_so(self, office: Office, project: str) -> None:
        before = usual_digest(office, project)
        do(office, Deed.REMOVE, before)
        do(office, Deed.EDIT, before)
        assert "已不存在" in office.slack.answers[-1][1].text


class TestWhoDidWhat:
    def test_its_view_and_the_history_of_its_project_say_who_set_it_up_and_changed_it(
        self, office: Office, project: str
    ) -> None:
        send(office, project, CHEN)
        (made,) = about(office, project)
        send(office, project, LIN, item_id=made.id, at=p.text("16:00"))
        do(office, Deed.NEXT, made, EMMA)
        view = office.slack.answer
        assert f"<@{CHEN}> set up the schedule *Dates of the register*: every working day at 09:00" in view
        assert f"<@{LIN}> changed the schedule *Dates of the register*: every working day at 16:00" in view
        history = str(office.send(command("history LD-1 project", EMMA)))
        assert f"<@{CHEN}> set up the schedule *Dates of the register*" in history
        do(office, Deed.REMOVE, made, CHEN)
        assert f"<@{CHEN}> removed the schedule *Dates of the register*" in str(
            office.send(command("history LD-1", EMMA))
        )

    def test_of_one_s_own_nobody_reads_anything(self, office: Office, project: str) -> None:
        send(office, project, CHEN, channel=p.channel(None))
        (mine,) = of(office, CHEN)
        do(office, Deed.NEXT, mine, CHEN)
        assert "Who set it up" not in office.slack.answer
        assert "Dates of the register" not in str(office.send(command("history LD-1", LIN)))
