"""The App Home shows what the channels of its reader's projects hear, and the card what its own does not."""

import json

import pytest

from bot.ids import Act
from bot.rendering import Renderer, home_view, message
from flows.names import Confidentiality
from flows.notices import Notice, NoticeKind, card_key, home_key
from flows.ports import Person, Store
from flows.rhythm.preferences import ChannelMode, ChannelPreferences
from tests.bot.views.reading import presses
from tests.builders import NOW
from tests.wordbooks import shipped_templates, word_book

from .conftest import CHANNEL, LEAD, TEAM, Office
from .digesting import SHANGHAI


@pytest.fixture
def renderer(store: Store) -> Renderer:
    return Renderer(store, word_book(), shipped_templates(), SHANGHAI)


def home_of(renderer: Renderer, store: Store, user: str) -> str:
    with store.write() as uow:
        uow.people.home_opened(TEAM, user, now=NOW)
        uow.commit()
    notice = Notice(
        kind=NoticeKind.HOME, team_id=TEAM, audience=user, project_id=None, dedupe_key="h", post_key=home_key(user)
    )
    view = home_view(notice, renderer.gather(notice, now=NOW))
    assert view is not None
    places = [press.ref.channel_id for press in presses(view) if press.act is Act.CHANNEL_PREFERENCES]
    return f"{places} {json.dumps(view, ensure_ascii=False)}"


def test_members_see_their_channels_with_a_way_to_change_them_and_nobody_else_does(
    renderer: Renderer, store: Store, office: Office
) -> None:
    with store.write() as uow:
        uow.people.upsert([Person(team_id=TEAM, user_id="U0OTHER", name="o", locale="en-US")])
        uow.preferences.put_channel(TEAM, CHANNEL, ChannelPreferences(mode=ChannelMode.DIGEST))
        uow.commit()
    shown = home_of(renderer, store, LEAD)
    assert f"['{CHANNEL}']" in shown
    assert f"<#{CHANNEL}> · LD-1" in shown
    assert "只有项目卡片和摘要" in shown
    assert CHANNEL not in home_of(renderer, store, "U0OTHER")
    with store.write() as uow:
        uow.people.upsert([Person(team_id=TEAM, user_id=LEAD, name="Lin", locale="zh-CN", is_guest=True)])
        uow.commit()
    assert CHANNEL not in home_of(renderer, store, LEAD), "guests choose nothing for others"
    assert office.project_id


@pytest.mark.parametrize("mode", ChannelMode)
def test_the_card_says_what_its_channel_does_not_hear_and_a_withheld_one_says_nothing(
    renderer: Renderer, store: Store, office: Office, mode: ChannelMode
) -> None:
    with store.write() as uow:
        uow.preferences.put_channel(TEAM, CHANNEL, ChannelPreferences(mode=mode))
        uow.commit()
    notice = office.notice(NoticeKind.CARD, "c", post_key=card_key(office.project_id))
    matter = renderer.gather(notice, now=NOW)
    assert matter.card is not None
    assert matter.card.confidentiality is Confidentiality.MEMBERS
    shown = message(notice, matter.card, matter, withheld=False)
    hidden = message(notice, matter.card, matter, withheld=True)
    assert shown is not None
    assert hidden is not None
    assert ("在项目频道中" in shown.text) == (mode is not ChannelMode.ALL)
    assert "在项目频道中" not in hidden.text
