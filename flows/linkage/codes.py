"""The words of the linkage wing, as codes. Texts for people live in catalogs and in the rules' own data."""

from enum import StrEnum


class Body(StrEnum):
    """Who makes a standard (DOMAIN.md 4.4, 4.6). CN_GROUP stands for associations such as T/CAS."""

    CN_NATIONAL = "cn_national"
    CN_INDUSTRY = "cn_industry"
    CN_GROUP = "cn_group"
    ISO = "iso"
    IEC = "iec"
    ITU = "itu"
    ETSI = "etsi"
    THREEGPP = "3gpp"
    IEEE = "ieee"
    IETF = "ietf"
    W3C = "w3c"
    OTHER = "other"


class PatentKind(StrEnum):
    """Chinese patent law, art. 2; elsewhere INVENTION stands for an ordinary patent."""

    INVENTION = "invention"
    UTILITY_MODEL = "utility_model"
    DESIGN = "design"


class ApplicationStatus(StrEnum):
    """Where one member of a family stands at its office."""

    PLANNED = "planned"
    FILED = "filed"
    PUBLISHED = "published"
    EXAMINATION = "examination"
    GRANTED = "granted"
    REFUSED = "refused"
    LAPSED = "lapsed"


class OutwardKind(StrEnum):
    """Everything that can carry an invention out of the house (DOMAIN.md R01, R02)."""

    CONTRIBUTION = "contribution"
    PAPER = "paper"
    TALK = "talk"
    DEMO = "demo"
    REPOSITORY = "repository"
    CUSTOMER_MATERIAL = "customer_material"
    MESSAGE = "message"


class OutwardState(StrEnum):
    """MADE means that it is out: nobody can take it back, and ``Reception`` says what became of it. WITHDRAWN is a plan
    that was called off before anything was out."""

    PLANNED = "planned"
    MADE = "made"
    WITHDRAWN = "withdrawn"


class Reception(StrEnum):
    """What became of a contribution that was made. One that was rejected, or withdrawn at the body again, still
    discloses (DOMAIN.md R01, R26): it is out, whatever became of it."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    NOTED = "noted"
    WITHDRAWN = "withdrawn"


class LicenceOption(StrEnum):
    """What a holder promises, best for implementers first (2013 rule art. 9 (一)(二)(三); ISO/IEC/ITU options 1-3)."""

    FREE = "free"
    PAID = "paid"
    REFUSED = "refused"


class LicenceKind(StrEnum):
    """OPEN is the open licence of Chinese patent law, arts. 50-52."""

    ORDINARY = "ordinary"
    EXCLUSIVE = "exclusive"
    OPEN = "open"
    CROSS = "cross"
    POOL = "pool"
    ASSIGNMENT = "assignment"


class RewardKind(StrEnum):
    """REWARD is owed for the grant (DOMAIN.md R33), REMUNERATION for its use (R34)."""

    REWARD = "reward"
    REMUNERATION = "remuneration"


class LinkKind(StrEnum):
    """The linkage points L1-L7 (DOMAIN.md 3.4).

    L3 (filing before contribution) is computed from dates and never stored.
    """

    FEATURE_CLAIM = "L1"
    CLAIM_CLAUSE = "L2"
    FILING_CONTRIBUTION = "L3"
    FAMILY_DECLARATION = "L4"
    RESULT_CLAUSE = "L5"
    STAGE_ACTION = "L6"
    BENCHMARK_CLAUSE = "L7"


class Essentiality(StrEnum):
    """What is known about a claim-chart row; never reported as one number (DOMAIN.md 7.1)."""

    CHARTED = "charted"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class Severity(StrEnum):
    """BLOCK needs a named override, WARN a look, INFO nothing (DOMAIN.md 4)."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


class Answer(StrEnum):
    """What the clearance engine says of something that is to go out."""

    CLEAR = "clear"
    NEEDS_PERSON = "needs_person"
    BLOCKED = "blocked"


class ClearanceState(StrEnum):
    """GRANTED and OVERRIDDEN let an item go out; OVERRIDDEN names who and why. REVOKED: facts changed since.

    AWAITING_LEGAL: the patent lead has overridden it, and the policy asks for somebody of legal besides.
    """

    REQUESTED = "requested"
    AWAITING_LEGAL = "awaiting_legal"
    GRANTED = "granted"
    OVERRIDDEN = "overridden"
    REFUSED = "refused"
    REVOKED = "revoked"


class DocketState(StrEnum):
    """DONE waits for a second person where the rule is statutory; only then it is CONFIRMED."""

    OPEN = "open"
    DONE = "done"
    CONFIRMED = "confirmed"
    DROPPED = "dropped"


class Certainty(StrEnum):
    """How well a rule is known; GENERAL marks what was not confirmed at a source (DOMAIN.md tag GK)."""

    STATUTE = "statute"
    BODY_RULE = "body_rule"
    GENERAL = "general"


STATUTORY = frozenset({Certainty.STATUTE})
"""Dates of these rules count as done only when a second person has confirmed them."""
