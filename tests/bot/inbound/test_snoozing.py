"""The buttons of a reminder: each puts off, takes back or answers, for its reader alone and at the hour it named."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.ids import Act, Form, Ref, unpack
from bot.settling import settle
from bot.verdicts import Done
from flows.lifecycle import commands as do
from flows.notices import NoticeKind
from flows.rhythm.escalation import Step, Told
from flows.rhythm.prompting import prompt_key
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import CHEN, GUEST, LIN, RAJ, STRANGER, Office
from tests.bot.inbound.payloads import TEAM, Json, click, command, submission
from tests.bot.inbound.reminded import NOON, Reminded
from tests.bot.views.reading import presses


@pytest.fixture
def chen(office: Office) -> Reminded:
    return Reminded(office)


@pytest.mark.parametrize(
    ("suffix", "until"),
    [(":today", "Mon 11-30 15:00"), (":tomorrow", "Tue 12-01 09:00"), (":monday", "Mon 12-07 09:00")],
)
def test_each_button_puts_off_to_the_hour_it_names(chen: Reminded, suffix: str, until: str) -> None:
    chen.press(Act.SNOOZE, suffix)
    assert chen.until == until
    assert not chen.office.slack.answers
    (edit,) = chen.office.notices(NoticeKind.PROMPT)
    assert (edit.audience, edit.params["number"]) == (CHEN, 1)


@pytest.mark.parametrize(
    ("locale", "labels", "shown"),
    [
        ("en", "Submit|Later today|Tomorrow 9:00|Next Monday|Pick a date|Hand over|Blocked: say why",
         "Put off until Tue, Dec 1, 9:00"),
        ("zh-CN", "提交|今天晚些时候|明天 9:00|下周一|选个日期|转交|受阻：说明原因",
         "已推迟到 12月1日周二 9:00"),
    ],
)  # fmt: skip
def test_the_message_offers_all_seven_and_then_says_until_when(
    chen: Reminded, locale: str, labels: str, shown: str
) -> None:
    def offered() -> list[str]:
        blocks = [block for block in chen.message(locale).blocks if block["type"] == "actions"]
        return [button["text"]["text"] for button in blocks[0]["elements"]]

    assert offered() == labels.split("|")
    chen.press(Act.SNOOZE, ":tomorrow")
    assert shown in chen.message(locale).text
    assert len(offered()) == 4


def test_the_same_press_delivered_twice_is_one(chen: Reminded) -> None:
    ref = next(press.ref for press in presses(chen.message()) if press.act is Act.SNOOZE)
    body = click(Act.SNOOZE, ref, CHEN, suffix=":today")
    assert chen.office.send(body) == chen.office.send(body) == ""
    assert len(chen.office.notices(NoticeKind.PROMPT)) == 1


def test_a_snooze_is_taken_back(chen: Reminded) -> None:
    before = chen.ask()
    chen.press(Act.SNOOZE, ":monday")
    chen.press(Act.UNSNOOZE)
    assert chen.ask() == before
    assert Act.SNOOZE in {press.act for press in presses(chen.message())}


def test_nobody_elses_reminder_and_no_due_date_moves(chen: Reminded) -> None:
    with chen.office.store.read() as reads:
        others = {user: reads.asks_of(TEAM, user) for user in (LIN, RAJ)}
    due = chen.ask().deliverable.due
    chen.press(Act.SNOOZE, ":monday")
    with chen.office.store.read() as reads:
        assert {user: reads.asks_of(TEAM, user) for user in others} == others
    assert chen.ask().deliverable.due == due


@pytest.mark.parametrize("user", [STRANGER, GUEST])
@pytest.mark.parametrize("act", [Act.SNOOZE, Act.UNSNOOZE, Act.SNOOZE_DAY])
def test_whoever_is_not_asked_puts_nothing_off_and_learns_nothing(chen: Reminded, user: str, act: Act) -> None:
    words = "today:2026-11-30:" if act is Act.SNOOZE else ""
    ref = Ref(project_id=chen.project_id, deliverable_id=chen.ask().deliverable.id, extra=words, part=NOON.isoformat())
    chen.office.send(click(act, ref, user))
    unknown = Ref(project_id="prj_none", deliverable_id="dlv_none", extra=words, part=NOON.isoformat())
    chen.office.send(click(act, unknown, user))
    said = [message.text for _, message in chen.office.slack.answers]
    assert len(said) == 2
    assert len(set(said)) == 1
    assert chen.until == ""


def test_a_colleague_puts_off_nothing_of_somebody_else(chen: Reminded) -> None:
    ref = next(press.ref for press in presses(chen.message()) if press.act is Act.SNOOZE)
    chen.office.send(click(Act.SNOOZE, ref, RAJ, suffix=":today"))
    assert "nothing to put off" in chen.office.slack.answer
    assert chen.until == ""


def test_late_in_the_day_later_today_says_that_the_day_is_over(chen: Reminded) -> None:
    ref = next(press.ref for press in presses(chen.message()) if press.act is Act.SNOOZE)
    chen.office.clock.at = NOON + timedelta(hours=5, minutes=50)
    chen.office.send(click(Act.SNOOZE, ref, CHEN, suffix=":today"))
    assert "所剩不多" in chen.office.slack.answer
    assert chen.until == ""


def sent(chen: Reminded, day: str) -> Json | str:
    ref = Ref(project_id=chen.project_id, deliverable_id=chen.ask().deliverable.id)
    ack = chen.office.send(submission(Form.SNOOZE_DAY, ref, {"day": p.day(day)}, CHEN))
    assert isinstance(ack, dict | str)
    return ack


def test_a_day_is_picked_in_a_form(chen: Reminded) -> None:
    chen.press(Act.SNOOZE_DAY)
    assert chen.office.slack.view["callback_id"] == Form.SNOOZE_DAY
    assert sent(chen, "2026-12-05") == ""
    assert chen.until == "Mon 12-07 09:00", "the 5th is a Saturday"


@pytest.mark.parametrize("day", ["2026-11-30", "2026-11-01", "2028-06-01"])
def test_a_day_that_is_not_to_come_is_marked_at_its_field(chen: Reminded, day: str) -> None:
    ack = sent(chen, day)
    assert isinstance(ack, dict)
    assert list(ack["errors"]) == ["day"]
    assert chen.until == ""


def test_what_was_done_meanwhile_is_not_put_off(chen: Reminded) -> None:
    ask, ref = chen.ask(), next(press.ref for press in presses(chen.message()) if press.act is Act.SNOOZE)
    chen.office.do(
        do.SubmitDeliverable(project_id=chen.project_id, deliverable_id=ask.deliverable.id, text="Here"), CHEN
    )
    chen.office.send(click(Act.SNOOZE, ref, CHEN, suffix=":today"))
    assert "无需推迟" in chen.office.slack.answer
    view = submission(Form.SNOOZE_DAY, Ref(project_id=chen.project_id, deliverable_id=ask.deliverable.id),
                      {"day": p.day("2026-12-05")}, CHEN)  # fmt: skip
    assert "无需推迟" in str(chen.office.send(view))
    assert chen.message().text == "Reminder\nDone: nothing here waits for you any more. Thank you."
    assert not list(presses(chen.message()))


def test_whatever_changes_what_is_asked_renews_the_reminder_of_its_assignee(chen: Reminded) -> None:
    office, work = chen.office, chen.ask().deliverable
    office.notices(NoticeKind.ASK)
    office.do(do.SubmitDeliverable(project_id=chen.project_id, deliverable_id=work.id, text="Here"), CHEN)
    with office.store.write() as uow:
        parcels = uow.outbox.claim(owner="test", now=NOON, lease_until=NOON, limit=100)
        uow.commit()
    for parcel in parcels:
        settle(office.store, parcel, Done(), now=NOON, new_id=office.desk.new_id)
    (again,) = office.notices(NoticeKind.PROMPT)
    assert (again.audience, again.post_key) == (CHEN, prompt_key(CHEN, 1))


def test_blocked_work_is_reported_and_lifted_from_the_message(chen: Reminded) -> None:
    chen.press(Act.BLOCKED)
    view = chen.office.slack.view
    body = submission(Form.BLOCKED, unpack(view["private_metadata"]), {"reason": p.text("No sample")}, CHEN)
    assert chen.office.send(body) == ""
    assert "Blocked since" in chen.message().text
    told = chen.office.notices(NoticeKind.TOLD)
    assert [(n.audience, n.params["event"]) for n in told] == [(LIN, "DeliverableBlocked")]
    chen.press(Act.UNBLOCK)
    assert "Blocked since" not in chen.message().text


@pytest.mark.parametrize(("act", "form"), [(Act.SUBMIT, Form.SUBMIT), (Act.HAND_OVER, Form.HAND_OVER)])
def test_submit_and_hand_over_open_their_forms(chen: Reminded, act: Act, form: Form) -> None:
    chen.press(act)
    assert chen.office.slack.view["callback_id"] == form


def test_a_snooze_reaches_over_the_days_named(chen: Reminded) -> None:
    chen.press(Act.SNOOZE, ":tomorrow")
    assert chen.ask().so_far.snoozed_until == datetime(2026, 12, 1, 1, tzinfo=UTC)
    assert chen.ask().so_far.last == date(2026, 11, 30)


@pytest.mark.parametrize("muted", [False, True])
def test_the_assignee_sees_in_their_own_list_who_was_told_that_it_is_late(chen: Reminded, muted: bool) -> None:
    """Also where they have muted the project, so that no reminder says it; nobody else's list does."""
    office, work = chen.office, chen.ask().deliverable
    if muted:
        office.send(click(Act.MUTE, Ref(project_id=chen.project_id), CHEN))
    office.clock.at = NOON + timedelta(days=3)
    row = Told(project_id=chen.project_id, deliverable_id=work.id, due=work.due, assignee=CHEN, step=Step.LEAD,
               user_id=LIN, stands_for="", day=work.due, at=office.clock.at)  # fmt: skip
    with office.store.write() as uow:
        uow.asks.told(TEAM, row)
        uow.asks.told(TEAM, replace(row, due=work.due - timedelta(days=1), user_id=RAJ))
        uow.commit()
    mine = str(office.send(command("我的", CHEN)))
    assert f"已告知 <@{LIN}>" in mine
    assert f"<@{RAJ}>" not in mine, "that was of another due day"
    assert "已告知" not in str(office.send(command("我的", LIN)))
