"""``/liandong preferences``: read, and changed for oneself alone."""

from datetime import UTC, datetime, time

import pytest

from bot.ids import Act, Form, Ref
from bot.public_holidays import working_time
from flows.rhythm.calendar import Quiet
from flows.rhythm.preferences import USUAL, Nudging, Preferences
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import CHEN, EMMA, LIN, Office
from tests.bot.inbound.payloads import TEAM, Json, click, click_at_home, command, submission


def kept(office: Office, user: str = LIN) -> Preferences:
    with office.store.read() as reads:
        return reads.preferences(TEAM, user)


def save(office: Office, user: str = LIN, **changes: Json) -> Json:
    """The form as it opens for somebody who has chosen nothing, with some fields changed, is sent."""
    values: dict[str, Json] = {
        "days": p.options("0", "1", "2", "3", "4"), "hours": p.text("09:00–18:00"), "quiet": p.text(None),
        "country": p.text(None), "nudging": p.option("standard"),
    }  # fmt: skip
    ack = office.send(submission(Form.PREFERENCES, Ref(), values | changes, user))
    assert isinstance(ack, dict)
    return ack


def test_what_holds_is_told_in_ones_own_language(office: Office) -> None:
    assert "星期一" in str(office.send(command("偏好", LIN)))
    assert "Monday, Tuesday" in str(office.send(command("preferences", EMMA)))


@pytest.mark.parametrize("press", [click, click_at_home])
def test_the_form_opens_from_the_answer_and_from_home(office: Office, press: type) -> None:
    office.send(press(Act.PREFERENCES, Ref(), LIN))
    assert [block["block_id"] for block in office.slack.view["blocks"]] == [
        "days", "hours", "quiet", "country", "nudging",
    ]  # fmt: skip


def test_what_is_sent_back_unchanged_is_the_usual(office: Office) -> None:
    save(office)
    assert kept(office) == USUAL


def test_everything_chosen_is_kept_and_shown_back(office: Office) -> None:
    ack = save(
        office, days=p.options("6", "0"), hours=p.text("8:30 到 17点"), quiet=p.text("12-13"), country=p.text("de"),
        nudging=p.option("active"),
    )  # fmt: skip
    assert kept(office) == Preferences(
        days=(0, 6), begins=time(8, 30), ends=time(17), quiet=Quiet(time(12), time(13)), country="DE",
        nudging=Nudging.ACTIVE,
    )  # fmt: skip
    told = str(ack)
    assert all(words in told for words in ("星期日", "08:30–17:00", "12:00–13:00", "DE", "多催：每个工作日都提醒"))
    assert kept(office, CHEN) == USUAL


def test_reminders_keep_the_hours_that_one_has_chosen(office: Office) -> None:
    night = datetime(2026, 11, 24, 20, tzinfo=UTC)
    save(office, hours=p.text("7-12"), quiet=p.text("6:30-7:30"))
    with office.store.read() as reads:
        mine, others = (working_time().next_for(reads, TEAM, user, night) for user in (LIN, CHEN))
    assert mine == datetime(2026, 11, 24, 23, 30, tzinfo=UTC), "half past seven in Shanghai"
    assert others == datetime(2026, 11, 25, 1, tzinfo=UTC), "nine in Shanghai"


@pytest.mark.parametrize(
    "change",
    [
        {"hours": p.text("late")}, {"hours": p.text("18-9")}, {"quiet": p.text("0-24")}, {"country": p.text("QQ")},
        {"days": p.options()},
    ],
)  # fmt: skip
def test_what_cannot_be_is_marked_where_it_stands_and_nothing_is_kept(office: Office, change: dict[str, Json]) -> None:
    ack = save(office, LIN, **change)
    assert list(ack["errors"]) == list(change)
    assert kept(office) == USUAL
