"""``/liandong preferences``: read, and changed for oneself alone."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from bot.ids import Act, Form, Ref
from bot.public_holidays import working_time
from flows.names import Confidentiality
from flows.notices import NoticeKind
from flows.rhythm.calendar import Quiet
from flows.rhythm.preferences import MOST_MUTED, USUAL, Delivery, Nudging, Preferences
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import CHEN, EMMA, LIN, STRANGER, ZHAO, Office
from tests.bot.inbound.payloads import TEAM, Json, click, click_at_home, command, submission


def kept(office: Office, user: str = LIN) -> Preferences:
    with office.store.read() as reads:
        return reads.preferences(TEAM, user)


def save(office: Office, user: str = LIN, **changes: Json) -> Json:
    """The form as it opens for somebody who has chosen nothing, with some fields changed, is sent."""
    values: dict[str, Json] = {
        "days": p.options("0", "1", "2", "3", "4"), "hours": p.text("09:00–18:00"), "quiet": p.text(None),
        "country": p.text(None),
        "delivery": p.option("immediate"), "nudging": p.option("standard"), "deputy": p.one_person(None),
    }  # fmt: skip
    ack = office.send(submission(Form.PREFERENCES, Ref(), values | changes, user))
    assert isinstance(ack, dict)
    return ack


def test_what_holds_is_told_in_ones_own_language(office: Office) -> None:
    assert "星期一" in str(office.send(command("偏好", LIN)))
    assert "Monday to Friday" in str(office.send(command("preferences", EMMA)))


@pytest.mark.parametrize("press", [click, click_at_home])
def test_the_form_opens_from_the_answer_and_from_home(office: Office, press: type) -> None:
    office.send(press(Act.PREFERENCES, Ref(), LIN))
    fields = [block["block_id"] for block in office.slack.view["blocks"]]
    assert fields == ["days", "hours", "quiet", "country", "delivery", "nudging", "deputy"], (
        "there is nothing to mute yet"
    )


def test_what_is_sent_back_unchanged_is_the_usual(office: Office) -> None:
    save(office)
    assert kept(office) == USUAL


def test_everything_chosen_is_kept_and_shown_back(office: Office) -> None:
    project = office.create("Sea radar")
    ack = save(
        office, days=p.options("6", "0"), hours=p.text("8:30 到 17点"), quiet=p.text("12-13"), country=p.text("de"),
        delivery=p.option("mine"), nudging=p.option("active"), muted=p.options(project), deputy=p.one_person(ZHAO),
    )  # fmt: skip
    assert kept(office) == Preferences(
        days=(0, 6), begins=time(8, 30), ends=time(17), quiet=Quiet(time(12), time(13)), country="DE",
        delivery=Delivery.MINE, nudging=Nudging.ACTIVE, muted=(project,), deputy=ZHAO,
    )  # fmt: skip
    told = str(ack)
    assert all(
        words in told for words in ("星期日", "08:30–17:00", "12:00–13:00", "DE", "Sea radar", "只通知", "多催", ZHAO)
    )
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
        {"days": p.options()}, {"deputy": p.one_person(LIN)}, {"delivery": p.option("never")},
    ],
)  # fmt: skip
def test_what_cannot_be_is_marked_where_it_stands_and_nothing_is_kept(office: Office, change: dict[str, Json]) -> None:
    ack = save(office, LIN, **change)
    assert list(ack["errors"]) == list(change)
    assert kept(office) == USUAL


def test_a_project_is_muted_where_one_meets_it_and_heard_again_in_the_same_place(office: Office) -> None:
    project = office.create()
    assert "对我静音" in str(office.send(command("状态 LD-1", LIN)))
    assert "Mute for me" in str(office.send(command("status LD-1", EMMA)))
    for _ in range(2):  # pressed twice, it is the same
        office.send(click(Act.MUTE, Ref(project_id=project), EMMA))
    assert kept(office, EMMA).muted == (project,)
    assert all("muted for you" in message.text for _, message in office.slack.answers)
    told = str(office.send(command("status LD-1", EMMA)))
    assert "Muted for you" in told
    assert "Hear again" in told
    assert "已静音" not in str(office.send(command("状态 LD-1", LIN))), "nobody else sees it"
    office.send(click(Act.UNMUTE, Ref(project_id=project), EMMA))
    assert kept(office, EMMA) == USUAL
    assert "Muted for you" not in str(office.send(command("status LD-1", EMMA)))


def test_the_card_that_everybody_sees_tells_each_their_own(office: Office) -> None:
    project = office.create()
    office.send(click(Act.MUTE, Ref(project_id=project), LIN))
    for user, expected in ((LIN, "已对您静音"), (CHEN, "按您的偏好设置发送")):
        office.send(click(Act.HEARING, Ref(project_id=project), user, channel="C0RADAR"))
        assert expected in office.slack.answers[-1][1].text


def test_what_is_muted_is_marked_in_the_lists_and_the_home_is_shown_anew(office: Office) -> None:
    project = office.create()
    office.notices(NoticeKind.HOME)
    office.send(click(Act.MUTE, Ref(project_id=project), EMMA))
    assert [notice.audience for notice in office.notices(NoticeKind.HOME)] == [EMMA]
    assert "muted for you" in str(office.send(command("list", EMMA)))
    office.send(click(Act.MUTE, Ref(project_id=project), CHEN))
    assert "已对您静音" in str(office.send(command("我的", CHEN)))


def test_a_stranger_can_mute_nothing_and_what_one_may_see_no_more_is_not_named(office: Office) -> None:
    project = office.create("Secret radar", confidentiality=Confidentiality.RESTRICTED)
    office.send(click(Act.MUTE, Ref(project_id=project), STRANGER))
    office.send(click(Act.MUTE, Ref(project_id="prj_none"), STRANGER))
    first, second = (message.text for _, message in office.slack.answers)
    assert first == second
    with office.store.write() as uow:
        uow.preferences.put(TEAM, STRANGER, replace(USUAL, muted=(project,)))
        uow.commit()
    assert "Secret" not in str(office.send(command("preferences", STRANGER)))
    office.send(click(Act.PREFERENCES, Ref(), STRANGER))
    assert "Secret" not in str(office.slack.view)


def test_too_many_mutes_are_refused_in_words(office: Office) -> None:
    project = office.create()
    with office.store.write() as uow:
        uow.preferences.put(TEAM, EMMA, replace(USUAL, muted=tuple(f"prj_{n}" for n in range(MOST_MUTED))))
        uow.commit()
    office.send(click(Act.MUTE, Ref(project_id=project), EMMA))
    assert f"at most {MOST_MUTED} projects" in office.slack.answer
    assert project not in kept(office, EMMA).muted


@pytest.mark.parametrize(("delivery", "said"), [("mine", "only what you are asked for"), ("daily", "once a day")])
def test_what_one_hears_less_of_is_said_where_it_is_missed(office: Office, delivery: str, said: str) -> None:
    """In the status of a project and wherever one asks what one hears; not where it makes no difference."""
    office.create()
    open_one = office.create("Sonar", confidentiality=Confidentiality.OPEN, channel="C0SONAR", staffed=False)
    key = office.card(open_one).key
    before = str(office.send(command("status LD-1", EMMA)))
    assert said not in before
    save(office, EMMA, delivery=p.option(delivery))
    assert said in str(office.send(command("status LD-1", EMMA)))
    assert said not in str(office.send(command(f"status {key}", EMMA))), "nobody is asked who is no member"
    office.send(click(Act.HEARING, Ref(project_id=office.card("LD-1").id), EMMA, channel="C0RADAR"))
    assert said in office.slack.answers[-1][1].text
    save(office, EMMA)
    assert str(office.send(command("status LD-1", EMMA))) == before
