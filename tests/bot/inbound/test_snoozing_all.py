"""Everything that one reminder asks for is put off with one tap, for its reader alone, and taken back with another."""

from datetime import timedelta

import pytest

from bot.ids import Act, Ref
from flows.notices import NoticeKind
from tests.bot.inbound.office import CHEN, GUEST, RAJ, STRANGER, Office
from tests.bot.inbound.payloads import TEAM, click
from tests.bot.inbound.reminded import NOON, Reminded
from tests.bot.views.reading import presses


@pytest.fixture
def chen(office: Office) -> Reminded:
    return Reminded(office)


def test_several_are_put_off_with_one_tap_and_taken_back_with_one(chen: Reminded) -> None:
    """Only what this message asks for, for its reader alone, and redelivered it is the same."""
    second = Reminded(chen.office)
    for each in (chen, second):
        chen.office.clock.at = NOON
        each.shown_in(2)
    ref = next(press.ref for press in presses(chen.message(number=2)) if press.act is Act.SNOOZE_ALL)
    assert (ref.number, ref.project_id) == (2, "")
    with chen.office.store.read() as reads:
        others = reads.asks_of(TEAM, RAJ)
    suffix = f":{ref.extra.partition(':')[0]}"
    body = click(Act.SNOOZE_ALL, ref, CHEN, suffix=suffix)
    chen.office.send(body)
    chen.office.send(body)
    assert chen.until == second.until == "Mon 11-30 15:00"
    assert len(chen.office.notices(NoticeKind.PROMPT)) == 1
    with chen.office.store.read() as reads:
        assert reads.asks_of(TEAM, RAJ) == others
    shown = list(presses(chen.message(number=2)))
    assert Act.SNOOZE_ALL not in {press.act for press in shown}
    chen.office.send(click(Act.UNSNOOZE_ALL, next(p.ref for p in shown if p.act is Act.UNSNOOZE_ALL), CHEN))
    assert chen.until == second.until == ""
    assert not chen.office.slack.answers


def test_what_is_put_off_one_by_one_stays_where_it_is_and_one_thing_alone_needs_no_such_button(chen: Reminded) -> None:
    assert Act.SNOOZE_ALL not in {press.act for press in presses(chen.message())}
    second, third = Reminded(chen.office), Reminded(chen.office)
    for each in (chen, second, third):
        each.shown_in(2)
    chen.office.clock.at = NOON
    monday = next(press for press in presses(chen.message(number=2))
                  if press.act is Act.SNOOZE and press.ref.project_id == chen.project_id
                  and press.ref.extra.startswith("monday"))  # fmt: skip
    chen.office.send(click(Act.SNOOZE, monday.ref, CHEN, suffix=":monday"))
    every = next(press.ref for press in presses(chen.message(number=2)) if press.act is Act.SNOOZE_ALL)
    chen.office.send(click(Act.SNOOZE_ALL, every, CHEN, suffix=":today"))
    assert (chen.until, second.until, third.until) == ("Mon 12-07 09:00", "Mon 11-30 15:00", "Mon 11-30 15:00")


@pytest.mark.parametrize("user", [RAJ, STRANGER, GUEST])
def test_nobody_puts_off_everything_of_somebody_else(chen: Reminded, user: str) -> None:
    for act in (Act.SNOOZE_ALL, Act.UNSNOOZE_ALL):
        for number_of in (1, 0):
            ref = Ref(number=number_of, extra="today:2026-11-30:", part=NOON.isoformat())
            chen.office.send(click(act, ref, user))
    assert {message.text for _, message in chen.office.slack.answers} == {
        "This does not wait for you any more: there is nothing to put off."
    }
    assert chen.until == ""


def test_late_in_the_day_all_of_it_stays_as_it_was(chen: Reminded) -> None:
    second = Reminded(chen.office)
    for each in (chen, second):
        each.shown_in(2)
    every = next(press.ref for press in presses(chen.message(number=2)) if press.act is Act.SNOOZE_ALL)
    chen.office.clock.at = NOON + timedelta(hours=5, minutes=50)
    chen.office.send(click(Act.SNOOZE_ALL, every, CHEN, suffix=":today"))
    assert "所剩不多" in chen.office.slack.answer
    assert chen.until == second.until == ""


def test_what_waits_in_muted_projects_is_counted_in_the_message_and_not_asked_for(chen: Reminded) -> None:
    """They stay in one's own list."""
    second = Reminded(chen.office)
    second.shown_in(0)
    chen.office.send(click(Act.MUTE, Ref(project_id=second.project_id), CHEN))
    assert "1 more waits in a project that you have muted" in chen.message().text
