"""`/liandong standard` with a number: the entry where it is certain which one is meant, otherwise a choice."""

import pytest

from flows.linkage import commands as c
from flows.linkage.codes import Body
from flows.linkage.items import Standard
from flows.names import Confidentiality
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import LIN, SOFIA, STRANGER, WANG, Office

SEVERAL = {SOFIA: "Which one?", WANG: "您要看哪一个？"}
ALIKE = {SOFIA: "other editions too", WANG: "包括其他版本"}


def record(office: Office, project_id: str, *references: str) -> None:
    for text in references:
        item = Standard(id="", number=0, body=Body.OTHER, reference=text)
        office.do(c.RecordStandard(item=item, project_id=project_id), LIN)


def asked(office: Office, number: str, user: str = SOFIA) -> str:
    return str(office.send(p.command(f"standard {number}", user)))


@pytest.fixture(autouse=True)
def video(office: Office) -> None:
    """Two standards, one of them in two editions."""
    found = office.create("Video", confidentiality=Confidentiality.OPEN)
    record(office, found, "ITU-T H.265 (2019)", "ISO/IEC 23008-2:2017", "ISO/IEC 23008-2:2020")


@pytest.mark.parametrize("number", ["ITU-T H.265 (2019)", "ITU-T H.265", "Rec. ITU-T H.265", "H.265", "LD-1 H.265"])
def test_one_edition_is_shown_with_its_year_and_without(office: Office, number: str) -> None:
    told = asked(office, number)
    assert "LD-1 · S1 ITU-T H.265 (2019)" in told
    assert SEVERAL[SOFIA] not in told


@pytest.mark.parametrize("user", [SOFIA, WANG])
def test_of_two_editions_neither_is_chosen_for_anybody(office: Office, user: str) -> None:
    told = asked(office, "ISO/IEC 23008-2", user)
    assert SEVERAL[user] in told
    assert "ISO/IEC 23008-2:2017" in told
    assert "ISO/IEC 23008-2:2020" in told
    assert "LD-1 · S3" in asked(office, "iso/iec 23008-2:2020(E)", user)


@pytest.mark.parametrize("user", [SOFIA, WANG])
def test_an_edition_that_is_not_there_is_never_answered_with_another_as_if_it_were(office: Office, user: str) -> None:
    told = asked(office, "ITU-T H.265 (08/2021)", user)
    assert ALIKE[user] in told
    assert "ITU-T H.265 (2019)" in told
    assert "LD-1 · S1" not in told


def test_the_entry_of_the_project_of_this_channel_comes_before_those_of_others(office: Office) -> None:
    other = office.create("Audio", confidentiality=Confidentiality.OPEN)
    record(office, other, "ITU-T H.265 (2019)")
    told = asked(office, "H.265")
    assert SEVERAL[SOFIA] in told
    assert "LD-1" in told
    assert "LD-2" in told
    assert "LD-2 · S1" in asked(office, "LD-2 H.265")


def test_a_hidden_project_takes_no_part_in_the_choice(office: Office) -> None:
    hidden = office.create("Secret", confidentiality=Confidentiality.RESTRICTED)
    record(office, hidden, "ITU-T H.265 (2019)", "ITU-T H.266 (2022)")
    assert "LD-1 · S1" in asked(office, "H.265", STRANGER)
    nothing, unknown = asked(office, "H.266", STRANGER), asked(office, "H.999", STRANGER)
    assert nothing.replace("H.266", "") == unknown.replace("H.999", "")
