"""Where the message of a hit stands."""

import pytest

from flows.notices import card_key
from flows.watches.announce import message
from tests.builders import CHANNEL, STD, build_card
from tests.flows.watches.test_private_hits import STAGE, found


@pytest.mark.complaint(4)
def test_an_alert_for_a_channel_stands_under_the_card_of_its_project() -> None:
    card, hit = build_card(channel_id=CHANNEL), found(STAGE).hit
    assert message(card, hit, CHANNEL, "new").thread_of == card_key(card.id)
    assert message(card, hit, STD, "new").thread_of is None
