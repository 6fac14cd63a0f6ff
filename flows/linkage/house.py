"""What the house has decided for itself, as this wing needs it, from the policy of the workspace."""

from dataclasses import dataclass

from flows.lifecycle.policies import LegalAct, Policy

DECLARATION, DISCLOSURE, LICENCE, OVERRIDE = "declaration", "disclosure", "licence", "override"
"""Acts for which a policy can ask for legal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """``buffer_days`` are working days between filing and availability (DOMAIN.md R01e), ``declare_within_days``
    calendar days from a contribution to its declaration (R20). ``legal_for`` are acts that need somebody of legal
    besides. ``reward_reminder_days`` are before a reward is due (R33); ``confirm_statutory``: a second person confirms
    statutory dates."""

    buffer_days: int = 1
    declare_within_days: int = 30
    legal_for: frozenset[str] = frozenset({DECLARATION, OVERRIDE})
    reward_reminder_days: int = 30
    confirm_statutory: bool = True


_ACTS = {
    LegalAct.DECLARATION: DECLARATION,
    LegalAct.DISCLOSURE: DISCLOSURE,
    LegalAct.LICENCE: LICENCE,
    LegalAct.CLEARANCE_OVERRIDE: OVERRIDE,
}


def house_of(policy: Policy) -> House:
    """As much of a workspace's rules as registers and dates need."""
    return House(
        buffer_days=policy.buffer_days,
        declare_within_days=policy.declare_within_days,
        legal_for=frozenset(_ACTS[act] for act in policy.legal_acts),
        reward_reminder_days=policy.reward_days,
        confirm_statutory=policy.confirm_dates,
    )
