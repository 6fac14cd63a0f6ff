"""A lead reads which person or channel was not reached, and what to do about just that."""

import pytest

from bot.blocks.lifecycle.undelivered import told
from bot.ids import Act, unpack
from flows.names import AWAITING_ASSIGNEE

from .samples import lens, mixed_card


@pytest.mark.parametrize("code", ["is_archived", "channel_not_found", "account_inactive", "user_not_found"])
def test_a_person_who_is_gone_is_not_taken_for_a_channel(code: str) -> None:
    text = told({"place": "U0WANG", "code": code}, mixed_card(), lens("en_US")).text
    assert "<@U0WANG> cannot be reached" in text
    assert "channel" not in text


def test_the_work_of_a_person_who_is_gone_can_be_handed_over_at_once() -> None:
    card = mixed_card()
    gone = next(d.assignee for d in card.deliverables if d.state in AWAITING_ASSIGNEE)
    theirs = [d.id for d in card.deliverables if d.assignee == gone and d.state in AWAITING_ASSIGNEE]
    message = told({"place": gone, "code": "account_inactive"}, card, lens("en"))
    options = message.blocks[-1]["elements"][0]["options"]
    assert [option["value"].partition("|")[0] for option in options] == [Act.HAND_OVER] * len(theirs)
    assert [unpack(option["value"].partition("|")[2]).deliverable_id for option in options] == theirs


def test_there_is_no_menu_where_nothing_waits_for_them() -> None:
    message = told({"place": "U0WANG", "code": "account_inactive"}, mixed_card(deliverables=()), lens("en"))
    assert [block["type"] for block in message.blocks] == ["section"]


@pytest.mark.parametrize(("code", "advice"), [("is_archived", "another channel"), ("not_in_channel", "/invite")])
def test_a_channel_that_is_closed_is_named_with_the_way_out(code: str, advice: str) -> None:
    text = told({"place": "C0RADAR", "code": code}, mixed_card(), lens("en_US")).text
    assert "<#C0RADAR>" in text
    assert advice in text
