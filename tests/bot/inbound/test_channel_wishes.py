"""What a channel hears: chosen by members of its projects, with ``/liandong preferences`` in the channel."""

from datetime import time, timedelta

import pytest

from bot.ids import Act, Form, Ref
from flows.names import Confidentiality
from flows.notices import Notice, NoticeKind, card_key
from flows.rhythm.calendar import Quiet
from flows.rhythm.preferences import USUAL_IN_CHANNELS, ChannelMode, ChannelPreferences
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import EMMA, GUEST, LIN, RADAR, STRANGER, Office
from tests.bot.inbound.payloads import TEAM, Json, click, click_at_home, command, submission
from tests.bot.inbound.scheduling import send

PLACE = Ref(channel_id=RADAR)


def kept(office: Office) -> ChannelPreferences:
    with office.store.read() as reads:
        return reads.channel_preferences(TEAM, RADAR)


def save(office: Office, user: str, mode: str = "digest", quiet: str = "20-8") -> Json:
    values = {"mode": p.option(mode), "quiet": p.text(quiet)}
    ack = office.send(submission(Form.CHANNEL_PREFERENCES, PLACE, values, user))
    assert isinstance(ack, dict)
    return ack


@pytest.mark.parametrize(
    ("user", "word", "button", "told"),
    [(LIN, "偏好", "设置本频道", "只有项目卡片和摘要 · 免打扰 20:00–08:00"),
     (EMMA, "preferences", "Change for this channel", "Card and digest only · quiet 20:00–08:00")],
)  # fmt: skip
def test_members_choose_for_their_channel_and_its_projects_say_so(
    office: Office, user: str, word: str, button: str, told: str
) -> None:
    office.create()
    before = str(office.send(command("status LD-1", user)))
    assert button in str(office.send(command(word, user)))
    office.send(click(Act.CHANNEL_PREFERENCES, PLACE, user, channel=RADAR))
    assert [block.get("block_id") for block in office.slack.view["blocks"]][1:] == ["mode", "quiet"]
    assert told in str(save(office, user))
    assert kept(office) == ChannelPreferences(
        mode=ChannelMode.DIGEST, quiet=Quiet(time(20), time(8)), set_by=user, set_at=office.clock.now()
    )
    assert told in str(office.send(command(word, user)))
    assert told in str(office.send(command("status LD-1", user)))
    save(office, user, "all", "")
    assert str(office.send(command("status LD-1", user))) == before


@pytest.mark.parametrize("user", [STRANGER, GUEST])
def test_nobody_else_has_a_say_or_learns_that_a_project_lives_there(office: Office, user: str) -> None:
    alone = str(office.send(command("preferences", user)))
    office.create(confidentiality=Confidentiality.RESTRICTED)
    assert str(office.send(command("preferences", user))) == alone
    office.send(click(Act.CHANNEL_PREFERENCES, PLACE, user, channel=RADAR))
    office.send(click(Act.CHANNEL_PREFERENCES, Ref(channel_id="C0NOWHERE"), user, channel=RADAR))
    first, second = (message.text for _, message in office.slack.answers)
    assert first == second
    assert not office.slack.views
    save(office, user)
    assert kept(office) == USUAL_IN_CHANNELS


def test_hours_that_cannot_be_are_marked_where_they_stand(office: Office) -> None:
    office.create()
    assert list(save(office, LIN, quiet="8-8")["errors"]) == ["quiet"]
    assert list(save(office, LIN, quiet="late")["errors"]) == ["quiet"]
    assert kept(office) == USUAL_IN_CHANNELS


def test_the_home_changes_it_as_well_and_card_and_home_say_so_at_once(office: Office) -> None:
    """From the Home no channel is asked in; what was put off until the end of quiet hours is looked at anew."""
    project = office.create()
    office.notices(NoticeKind.CARD)
    for user in (LIN, STRANGER, GUEST):
        office.send(click_at_home(Act.CHANNEL_PREFERENCES, PLACE, user))
    shown = [view["callback_id"] for _, view in office.slack.views]
    assert shown == [Form.CHANNEL_PREFERENCES, Form.INFO, Form.INFO], "who has no say reads why"
    reply = Notice(kind=NoticeKind.REPLY, team_id=TEAM, audience=RADAR, project_id=project, dedupe_key="r")
    now = office.clock.now()
    with office.store.write() as uow:
        uow.outbox.put([reply], now=now, new_id=office.desk.new_id)
        (parcel,) = uow.outbox.claim(owner="t", now=now, lease_until=now, limit=9)
        uow.outbox.put_off(parcel.id, until=now + timedelta(hours=9))
        uow.commit()
    office.wakes.clear()
    save(office, LIN)
    with office.store.write() as uow:
        waits = [parcel.notice for parcel in uow.outbox.claim(owner="t", now=now, lease_until=now, limit=9)]
    assert {(n.kind, n.audience) for n in waits} >= {(NoticeKind.REPLY, RADAR), (NoticeKind.HOME, LIN)}
    assert office.wakes
    office.notices(NoticeKind.REPLY)
    save(office, LIN, "thread")
    assert [n.post_key for n in office.notices(NoticeKind.CARD)] == [card_key(project)]


def test_a_digest_that_the_channel_does_not_hear_is_marked_in_the_list_of_schedules(office: Office) -> None:
    project = office.create()
    send(office, project)
    said = "not said: the channel has chosen to hear no digests"
    assert said not in str(office.send(command("schedule LD-1", EMMA)))
    save(office, LIN, "thread", "")
    assert said in str(office.send(command("schedule LD-1", EMMA)))


def test_so_is_one_s_own_of_a_project_that_one_has_muted(office: Office) -> None:
    project = office.create()
    send(office, project, EMMA, channel=p.channel(None))
    assert "you have muted the project" not in str(office.send(command("schedule LD-1", EMMA)))
    office.send(click(Act.MUTE, Ref(project_id=project), EMMA))
    assert "not said: you have muted the project" in str(office.send(command("schedule LD-1", EMMA)))
