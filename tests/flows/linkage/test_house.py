"""What a workspace has decided is what registers and dates are judged by."""

from dataclasses import replace

import pytest

from flows.lifecycle.policies import LegalAct, shipped_policy
from flows.linkage.house import DECLARATION, DISCLOSURE, LICENCE, OVERRIDE, house_of


def test_every_number_of_the_policy_reaches_the_register() -> None:
    policy = replace(
        shipped_policy(), buffer_days=7, declare_within_days=11, reward_days=13, confirm_dates=False, legal_acts=()
    )
    house = house_of(policy)
    assert (house.buffer_days, house.declare_within_days, house.reward_reminder_days) == (7, 11, 13)
    assert (house.confirm_statutory, house.legal_for) == (False, frozenset())


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (LegalAct.DECLARATION, DECLARATION),
        (LegalAct.DISCLOSURE, DISCLOSURE),
        (LegalAct.LICENCE, LICENCE),
        (LegalAct.CLEARANCE_OVERRIDE, OVERRIDE),
    ],
)
def test_every_act_for_which_the_policy_wants_legal_is_known_to_the_register(act: LegalAct, code: str) -> None:
    assert house_of(replace(shipped_policy(), legal_acts=(act,))).legal_for == {code}


def test_no_act_of_the_policy_is_without_its_code() -> None:
    assert len(house_of(replace(shipped_policy(), legal_acts=tuple(LegalAct))).legal_for) == len(LegalAct)
