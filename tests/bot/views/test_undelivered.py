"""A lead reads which person or channel was not reached, and what to do about just that."""

import pytest

from bot.blocks.lifecycle.undelivered import told

from .samples import lens, mixed_card


@pytest.mark.parametrize("code", ["is_archived", "channel_not_found", "account_inactive", "user_not_found"])
def test_a_person_who_is_gone_is_not_taken_for_a_channel(code: str) -> None:
    text = told({"place": "U0WANG", "code": code}, mixed_card(), lens("en_US")).text
    assert "<@U0WANG> cannot be reached" in text
    assert "channel" not in text


@pytest.mark.parametrize(("code", "advice"), [("is_archived", "another channel"), ("not_in_channel", "/invite")])
def test_a_channel_that_is_closed_is_named_with_the_way_out(code: str, advice: str) -> None:
    text = told({"place": "C0RADAR", "code": code}, mixed_card(), lens("en_US")).text
    assert "<#C0RADAR>" in text
    assert advice in text
