"""Sample views of the rules of a workspace."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import forms_policy, policies
from flows.lifecycle.policies import Creators, LegalAct, Policy, PolicyChange, compare, shipped_policy
from flows.lifecycle.template import HouseRule
from flows.names import Confidentiality, Role, VoteRule
from tests.builders import LEAD, NOW, STEER

SHIPPED = shipped_policy()


def own_rules() -> Policy:
    """A workspace that has changed everything."""
    return Policy(
        creators=Creators.NAMED,
        named_creators=(LEAD, STEER),
        confidentiality=Confidentiality.RESTRICTED,
        legal_acts=(LegalAct.DECLARATION, LegalAct.LICENCE),
        reward_days=0,
        declare_within_days=14,
        buffer_days=2,
        confirm_dates=False,
        gates=(
            HouseRule("initiation", (Role.STEERING, Role.BUSINESS), VoteRule.ALL, 2, legal_veto=True),
            HouseRule("gone_stage", quorum=1),
        ),
        version=3,
    )


def changes() -> tuple[PolicyChange, ...]:
    """Two versions, the newest first."""
    middle = replace(SHIPPED, version=1, reward_days=14)
    return (
        PolicyChange(seq=9, at=NOW, by=STEER, before=middle, after=own_rules()),
        PolicyChange(seq=4, at=NOW, by=LEAD, before=SHIPPED, after=middle),
    )


Maker = Callable[[Lens], Message | dict[str, Any]]

POLICY_ANSWERS: dict[str, Maker] = {
    "policy": lambda at: policies.policy(SHIPPED, at, admin=False),
    "policy_admin": lambda at: policies.policy(own_rules(), at, admin=True),
    "policy_history": lambda at: policies.history(changes(), at, more=4),
    "policy_history_empty": lambda at: policies.history((), at, more=None),
}

POLICY_FORMS: dict[str, Maker] = {
    "form_policy": lambda at: forms_policy.terms(SHIPPED, at),
    "form_policy_overtaken": lambda at: forms_policy.terms(
        own_rules(), at, draft={"reward_days": "x"}, notice=forms_policy.overtaken(compare(SHIPPED, own_rules()), at)
    ),
    "form_policy_gate": lambda at: forms_policy.gate(own_rules(), "initiation", at),
}
