"""Who is told of which dates on which day: each step once, one message a day, nobody of what is settled."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from flows.linkage.codes import Certainty, DocketState
from flows.linkage.house import House
from flows.linkage.judgements import DocketItem
from flows.linkage.reminding import docket_notices
from flows.linkage.rulebook import shipped_rules
from flows.notices import Notice
from tests.builders import LEAD, LEGAL, MEMBERS, PATENT, STD, TODAY, build_card

DUE = TODAY + timedelta(days=30)


def item(number: int = 1, **fields: Any) -> DocketItem:
    base: dict[str, Any] = {
        "id": f"dkt_{number}", "number": number, "rule": "R08", "subject_id": "fam_1", "part": "CN",
        "source_on": TODAY, "raw_on": DUE, "due_on": DUE, "calendar": "CN", "certainty": Certainty.STATUTE,
    }  # fmt: skip
    return DocketItem(**(base | fields))


def notices(*items: DocketItem, today: date = TODAY, told: tuple[str, ...] = (), **house: Any) -> list[Notice]:
    return list(
        docket_notices(
            items, build_card(), today, rulebook=shipped_rules(), house=House(**house), told=lambda key: key in told
        )
    )


def named(notice: Notice) -> list[str]:
    return list(json.loads(str(notice.params["items"])))


@pytest.mark.parametrize("left", [90, 60, 30, 15, 7, 1, -1, -8, -15])
def test_a_date_is_told_at_each_step_and_every_week_after_it_was_missed(left: int) -> None:
    (notice,) = notices(item(), today=DUE - timedelta(days=left))
    assert (notice.audience, named(notice)) == (PATENT, ["dkt_1"])


@pytest.mark.parametrize("left", [91, 85, 50, 20, 10, -5])
def test_between_the_steps_nobody_is_disturbed(left: int) -> None:
    assert notices(item(), today=DUE - timedelta(days=left)) == []


def test_several_dates_of_a_person_are_one_message_the_nearest_first() -> None:
    (notice,) = notices(item(1), item(2, due_on=TODAY + timedelta(days=7)))
    assert named(notice) == ["dkt_2", "dkt_1"]


def test_each_step_has_its_key_and_what_was_told_is_not_told_again() -> None:
    (first,) = notices(item())
    assert notices(item(), told=(first.dedupe_key,)) == []
    (later,) = notices(item(), today=DUE - timedelta(days=15), told=(first.dedupe_key,))
    assert later.dedupe_key != first.dedupe_key


def test_after_a_standstill_one_message_catches_up_and_only_one() -> None:
    late = TODAY + timedelta(days=2)
    near = item(2, due_on=late + timedelta(days=7))
    (notice,) = notices(item(), near, today=late)
    assert set(named(notice)) == {"dkt_1", "dkt_2"}
    assert notices(item(), near, today=late, told=(notice.dedupe_key,)) == []


@pytest.mark.parametrize(
    ("fields", "who"),
    [({}, PATENT), ({"owner": STD}, STD), ({"owner": "U0GONE"}, PATENT), ({"rule": "ISO-DIS"}, STD),
     ({"rule": "R30"}, LEGAL)],
)  # fmt: skip
def test_the_owner_is_asked_else_the_lead_of_the_rule(fields: dict[str, Any], who: str) -> None:
    assert [notice.audience for notice in notices(item(**fields))] == [who]


def test_where_nobody_holds_the_role_the_lead_is_asked() -> None:
    card = build_card(members=tuple(m for m in MEMBERS if m.user_id == LEAD))
    found = docket_notices((item(),), card, TODAY, rulebook=shipped_rules(), house=House(), told=lambda _: False)
    assert [notice.audience for notice in found] == [LEAD]


def test_what_is_settled_is_told_to_nobody() -> None:
    assert notices(*(item(state=state) for state in (DocketState.CONFIRMED, DocketState.DROPPED))) == []


def test_a_second_person_is_asked_to_confirm_the_day_after_and_every_week() -> None:
    done = item(state=DocketState.DONE, done_by=PATENT, done_on=TODAY)
    assert notices(done) == []
    for days in (1, 8):
        (notice,) = notices(done, today=TODAY + timedelta(days=days))
        assert notice.audience == LEAD
    assert notices(done, today=TODAY + timedelta(days=1), confirm_statutory=False) == []


def test_nobody_confirms_what_comes_by_itself_or_is_no_law() -> None:
    after = TODAY + timedelta(days=1)
    done = item(state=DocketState.DONE, done_by=PATENT, done_on=TODAY)
    assert notices(replace(done, rule="R07"), replace(done, certainty=Certainty.BODY_RULE), today=after) == []


def test_the_house_may_ask_for_an_earlier_look_at_rewards() -> None:
    reward = item(rule="R33", due_on=TODAY + timedelta(days=45))
    assert notices(reward) == []
    assert [n.audience for n in notices(reward, reward_reminder_days=45)] == [PATENT]
