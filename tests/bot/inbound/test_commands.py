"""Every verb of the slash command, in both languages."""

import pytest

from bot.ids import unpack
from flows.names import Confidentiality
from tests.bot.inbound import payloads
from tests.bot.inbound.office import CHEN, EMMA, GUEST, LIN, NEWCOMER, RAJ, STRANGER, Office


@pytest.mark.parametrize(
    ("typed", "user", "expected"),
    [
        ("help", EMMA, "/liandong status LD-12"),
        ("帮助", LIN, "列出"),
        ("帮助 评审", LIN, "/liandong gate"),
        ("", EMMA, "LD-12"),
    ],
)
def test_help_comes_in_the_language_of_the_person(office: Office, typed: str, user: str, expected: str) -> None:
    ack = office.send(payloads.command(typed, user))
    assert ack["response_type"] == "ephemeral"
    assert expected in ack["text"]
    assert ack["blocks"]
