"""What a channel hears: chosen by members of its projects, with ``/liandong preferences`` in the channel."""

from datetime import time

import pytest

from bot.ids import Act, Form, Ref
from flows.names import Confidentiality
from flows.rhythm.calendar import Quiet
from flows.rhythm.preferences import USUAL_IN_CHANNELS, ChannelMode, ChannelPreferences
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import EMMA, GUEST, LIN, RADAR, STRANGER, Office
from tests.bot.inbound.payloads import TEAM, Json, click, command, submission

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
