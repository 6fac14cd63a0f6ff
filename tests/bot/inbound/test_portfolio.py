"""``/liandong portfolio``: everybody reads of what they may see, and gets the chart as a file of their own."""

import pytest

from bot.bootstrap import load_templates
from bot.filing import File
from bot.ids import Act, Ref
from bot.rendering import Renderer
from flows.names import Confidentiality
from flows.notices import NoticeKind
from flows.ports import Parcel
from tests.bot.inbound.office import EMMA, GUEST, LIN, RADAR, STRANGER, Office
from tests.bot.inbound.payloads import click, command
from tests.bot.outbound.digesting import SHANGHAI
from tests.wordbooks import word_book


@pytest.fixture
def radar(office: Office) -> Office:
    office.create()
    return office


def test_it_is_answered_in_ones_own_language(radar: Office) -> None:
    assert "Ideation" in str(radar.send(command("portfolio", EMMA)))
    assert "构思" in str(radar.send(command("组合", LIN)))


@pytest.mark.parametrize("confidentiality", [Confidentiality.MEMBERS, Confidentiality.RESTRICTED])
def test_what_is_hidden_from_somebody_is_not_even_a_number_to_them(
    office: Office, confidentiality: Confidentiality
) -> None:
    nothing = str(office.send(command("portfolio", STRANGER)))
    office.create(channel=RADAR, confidentiality=confidentiality)
    for user in (STRANGER, GUEST):
        assert str(office.send(command("portfolio", user))).replace(user, "") == nothing.replace(STRANGER, "")
    assert "LD-1" in str(office.send(command("portfolio", EMMA)))


@pytest.mark.parametrize(("user", "heard"), [(EMMA, "Portfolio"), (LIN, "项目组合")])
def test_the_chart_comes_as_a_file_with_what_it_shows_in_words(radar: Office, user: str, heard: str) -> None:
    radar.send(click(Act.PORTFOLIO_PNG, Ref(), user))
    (notice,) = radar.notices(NoticeKind.FILE)
    assert (notice.audience, notice.project_id, notice.params["file"]) == (user, None, File.PORTFOLIO_PNG)
    now = radar.clock.now()
    parcel = Parcel(id="out_0000000001", notice=notice, attempts=1, ambiguous=False, created_at=now)
    paper = Renderer(radar.store, word_book(), load_templates(), SHANGHAI).paper(parcel, now=now)
    assert paper is not None
    assert paper.name.startswith("portfolio-")
    assert heard in paper.words
    assert paper.content.startswith(b"\x89PNG") or paper.content == paper.words.encode()
