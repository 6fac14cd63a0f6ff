"""What the house has decided for itself, as this wing needs it; the composition root fills it from the policy."""

from dataclasses import dataclass

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
