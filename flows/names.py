"""The words every wing uses, as codes. Texts for people live in templates and catalogs."""

from dataclasses import dataclass
from enum import StrEnum

SYSTEM = "liandong"
"""The actor of a change that the clock caused, where a Slack user id would stand."""


class Strand(StrEnum):
    """One line of work in a project. MANAGEMENT carries what belongs to no single strand."""

    TECHNOLOGY = "technology"
    PATENT = "patent"
    STANDARD = "standard"
    MANAGEMENT = "management"


STRANDS = (Strand.TECHNOLOGY, Strand.PATENT, Strand.STANDARD)
"""The strands that a project chooses from (DOMAIN.md 3.2)."""


class Role(StrEnum):
    """What a member holds in a project (DOMAIN.md 3.1). A member may hold none, or several."""

    LEAD = "lead"
    TECHNOLOGY = "technology"
    PATENT = "patent"
    STANDARD = "standard"
    BUSINESS = "business"
    LEGAL = "legal"
    STEERING = "steering"


class Confidentiality(StrEnum):
    """Who may see a project: anyone in the workspace but guests, its members, or its members
    with nothing but key and stage in any channel."""

    OPEN = "open"
    MEMBERS = "members"
    RESTRICTED = "restricted"


class Status(StrEnum):
    """Whether a project moves. Separate from its stage, which says where it is."""

    ACTIVE = "active"
    HELD = "held"
    STOPPED = "stopped"
    COMPLETED = "completed"


class DeliverableState(StrEnum):
    """OPEN and CHANGES_REQUESTED wait for the assignee, SUBMITTED for a reviewer."""

    OPEN = "open"
    SUBMITTED = "submitted"
    CHANGES_REQUESTED = "changes_requested"
    ACCEPTED = "accepted"
    WAIVED = "waived"


SETTLED = frozenset({DeliverableState.ACCEPTED, DeliverableState.WAIVED})
AWAITING_ASSIGNEE = frozenset({DeliverableState.OPEN, DeliverableState.CHANGES_REQUESTED})


class Decision(StrEnum):
    """What a gate can decide (DOMAIN.md 3.3)."""

    GO = "go"
    CONDITIONAL_GO = "conditional_go"
    HOLD = "hold"
    RECYCLE = "recycle"
    MERGE = "merge"
    STOP = "stop"


PASSING = frozenset({Decision.GO, Decision.CONDITIONAL_GO})
"""Decisions that lead on to the next stage."""


class VoteRule(StrEnum):
    """How many gatekeepers must agree. SCORE weighs each of them by role."""

    ANY = "any"
    ALL = "all"
    MAJORITY = "majority"
    N_OF_M = "n_of_m"
    SCORE = "score"


class HideVotes(StrEnum):
    """How long a gatekeeper does not see what the others voted."""

    UNTIL_VOTED = "until_voted"
    UNTIL_CLOSE = "until_close"


class Ask(StrEnum):
    """What an assignee may ask a reviewer about a deliverable instead of submitting it. BLOCKED asks for help with what
    keeps them from it."""

    MORE_TIME = "more_time"
    WAIVER = "waiver"
    BLOCKED = "blocked"


class Reading(StrEnum):
    """What a filled-in score sheet suggests (DOMAIN.md 7.3, 7.4). It advises; gates decide."""

    RECOMMEND = "recommend"
    CONDITIONAL = "conditional"
    HOLD = "hold"
    REWORK = "rework"


class Outcome(StrEnum):
    """What a project is closed as (DOMAIN.md 3.2, stage 6), and how it looks at a follow-up evaluation."""

    SUCCESS = "success"
    PARTIAL = "partial"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One text in both languages of the field, as templates carry it."""

    zh: str
    en: str

    def text(self, locale: str) -> str:
        """The text for a locale such as ``zh_CN`` or ``en``; English for any other language."""
        return self.zh if locale.startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something: a Slack user in one workspace.

    ``is_guest`` also says it of people of other organisations and of whoever is not known yet; ``is_gone`` of
    deactivated accounts, ``is_admin`` of those whom the operator named. What each may see is ruled by
    ``flows/lifecycle/permissions.py``.
    """

    team_id: str
    user_id: str
    is_guest: bool = False
    is_gone: bool = False
    is_admin: bool = False
