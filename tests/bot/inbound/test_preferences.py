"""``/liandong preferences``: read, changed for oneself alone, and for a channel by those whose project lives there."""

from datetime import time

import pytest

from bot.ids import Act, Form, Ref, pack
from flows.rhythm.calendar import Quiet
from flows.rhythm.preferences import USUAL, ChannelMode, Delivery, Nudging, Preferences
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import CHEN, EMMA, GUEST, LIN, RADAR, STRANGER, ZHAO, Office
from tests.bot.inbound.payloads import TEAM, Json, click, click_at_home, command, submission


def kept(office: Office, user: str = LIN) -> Preferences:
    with office.store.read() as reads:
        return reads.preferences(TEAM, user)


def filled(**changes: Json) -> dict[str, Json]:
    """The form as it opens for somebody who has chosen nothing, with some fields changed."""
    values: dict[str, Json] = {
        "delivery": p.option("immediate"), "nudging": p.option("standard"), "days": p.options("0", "1", "2", "3", "4"),
        "hours": p.text("09:00–18:00"), "quiet": p.text(None), "country": p.text(None), "deputy": p.one_person(None),
        "muted": p.options(),
    }  # fmt: skip
    return values | changes


def save(office: Office, user: str = LIN, **changes: Json) -> Json:
    ack = office.send(submission(Form.PREFERENCES, Ref(), filled(**changes), user))
    assert isinstance(ack, dict)
    return ack


def test_what_holds_is_told_in_ones_own_language(office: Office) -> None:
    assert "星期一" in str(office.send(command("偏好", LIN)))
    assert "Monday, Tuesday" in str(office.send(command("preferences", EMMA)))


@pytest.mark.parametrize("press", [click, click_at_home])
def test_the_form_opens_from_the_answer_and_from_home(office: Office, press: type) -> None:
    office.send(press(Act.PREFERENCES, Ref(), LIN))
    assert len(office.slack.view["blocks"]) == 8


def test_everything_chosen_is_kept_and_shown_back(office: Office) -> None:
    project = office.create()
    ack = save(
        office, delivery=p.option("daily"), nudging=p.option("active"), days=p.options("6", "0"),
        hours=p.text("8:30 到 17点"), quiet=p.text("12-13"), country=p.text("de"), deputy=p.one_person(ZHAO),
        muted=p.options(pack(Ref(project_id=project))),
    )  # fmt: skip
    assert kept(office) == Preferences(
        delivery=Delivery.DAILY, nudging=Nudging.ACTIVE, days=(0, 6), begins=time(8, 30), ends=time(17),
        quiet=Quiet(time(12), time(13)), country="DE", deputy=ZHAO, muted=(project,),
    )  # fmt: skip
    assert "LD-1" in str(ack)
    assert kept(office, CHEN) == USUAL


@pytest.mark.parametrize(
    "change",
    [
        {"hours": p.text("late")}, {"quiet": p.text("0-24")}, {"country": p.text("QQ")}, {"days": p.options()},
        {"deputy": p.one_person(LIN)}, {"deputy": p.one_person(GUEST)}, {"deputy": p.one_person("U0NOBODY")},
        {"hours": p.text("18-9")},
    ],
)  # fmt: skip
def test_what_cannot_be_is_marked_where_it_stands_and_nothing_is_kept(office: Office, change: dict[str, Json]) -> None:
    ack = save(office, LIN, **change)
    assert list(ack["errors"]) == list(change)
    assert kept(office) == USUAL


def channel_form(office: Office, user: str, mode: str = "quiet") -> Json:
    values = {"mode": p.option(mode), "threads": p.option("no_threads")}
    ack = office.send(submission(Form.CHANNEL_PREFERENCES, Ref(channel_id=RADAR), values, user))
    return ack if isinstance(ack, dict) else {}


def test_members_choose_for_their_channel_which_hears_who_did(office: Office) -> None:
    office.create()
    office.send(click(Act.CHANNEL_PREFERENCES, Ref(), CHEN, channel=RADAR))
    assert office.slack.view["callback_id"] == Form.CHANNEL_PREFERENCES
    channel_form(office, CHEN)
    with office.store.read() as reads:
        chosen = reads.channel_preferences(TEAM, RADAR)
    assert (chosen.mode, chosen.threads, chosen.set_by) == (ChannelMode.QUIET, False, CHEN)
    assert [(place, f"<@{CHEN}>" in message.text) for place, _, message in office.slack.posts] == [(RADAR, True)]
    assert f"<@{CHEN}>" in str(office.send(command("preferences", LIN, channel=RADAR)))
    channel_form(office, LIN)
    assert len(office.slack.posts) == 1, "what changes nothing is no news"


@pytest.mark.parametrize("user", [STRANGER, GUEST])
def test_others_neither_learn_of_a_channels_projects_nor_choose_for_it(office: Office, user: str) -> None:
    nothing = channel_form(office, user)
    empty = office.send(command("preferences", user, channel=RADAR))
    office.create()
    assert channel_form(office, user) == nothing
    assert office.send(command("preferences", user, channel=RADAR)) == empty
    with office.store.read() as reads:
        assert reads.channel_preferences(TEAM, RADAR).mode is ChannelMode.ALL


def test_a_muted_project_that_one_may_not_see_any_more_is_not_named(office: Office) -> None:
    project = office.create()
    save(office, STRANGER, muted=p.options(pack(Ref(project_id=project))))
    assert "LD-1" not in str(office.send(command("preferences", STRANGER)))
