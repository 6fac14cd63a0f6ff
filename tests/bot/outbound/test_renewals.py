"""Kept messages that name a near day are rendered anew each working day: ``tomorrow`` is no day for ever."""

from datetime import timedelta

import pytest

from bot.new_ids import id_maker
from bot.public_holidays import PublicHolidays, office_days
from bot.renewals import Renewals, renewed
from flows.notices import ask_key, card_key
from flows.ports import Store

from .conftest import LEAD, TEAM, Office
from .digesting import SHANGHAI
from .test_digests import NINE, drain, next_monday


@pytest.mark.parametrize(("days", "renews"), [(-2, False), (-1, True), (0, True), (9, True)])
def test_kept_messages_that_name_a_near_day_are_renewed(office: Office, store: Store, days: int, renews: bool) -> None:
    with store.read() as reads:
        card = reads.card(TEAM, office.project_id)
    assert card is not None
    today = min(d.due for d in card.deliverables) + timedelta(days=days)
    kept = {card_key(card.id), ask_key(card.id, "ideation", LEAD)} if renews else set()
    assert {notice.post_key for notice in renewed(card, today)} == kept


def test_renewing_is_due_once_a_working_day(office: Office, store: Store) -> None:
    drain(store)
    later = next_monday() + timedelta(days=28)
    assert not renewals(store).queue_due(later - timedelta(seconds=1)), "the day has not begun"
    assert not renewals(store).queue_due(later - timedelta(days=1)), "Sunday"
    assert renewals(store).queue_due(later)
    queued_once = office.waiting()
    renewals(store).queue_due(later)
    assert office.waiting() == queued_once == 2


def renewals(store: Store) -> Renewals:
    return Renewals(
        store=store, zone=SHANGHAI, day_begins=NINE, is_office_day=office_days("", PublicHolidays()), new_id=id_maker()
    )
