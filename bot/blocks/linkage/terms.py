"""What the codes of ``flows/linkage/codes.py`` are called, in one language. Chinese follows DOMAIN.md section 10."""

from bot.vocabulary import Say
from flows.linkage.codes import (
    Answer,
    ApplicationStatus,
    Body,
    Certainty,
    ClearanceState,
    DocketState,
    Essentiality,
    LicenceKind,
    LicenceOption,
    LinkKind,
    OutwardKind,
    OutwardState,
    PatentKind,
    Reception,
    RewardKind,
    Severity,
)

OFFICES = ("CN", "WO", "EP", "US", "JP", "KR", "DE", "FR", "GB", "IN", "TW", "AU", "CA", "BR", "RU", "SG")
"""Offices that a form offers. Others come in with an import."""


def body(code: Body, say: Say) -> str:
    return {
        Body.CN_NATIONAL: say("Chinese national standard (GB)"),
        Body.CN_INDUSTRY: say("Chinese industry standard"),
        Body.CN_GROUP: say("Chinese group standard (T/…)"),
        Body.ISO: "ISO",
        Body.IEC: "IEC",
        Body.ITU: "ITU",
        Body.ETSI: "ETSI",
        Body.THREEGPP: "3GPP",
        Body.IEEE: "IEEE",
        Body.IETF: "IETF",
        Body.W3C: "W3C",
        Body.OTHER: say("Another body"),
    }[code]


def patent_kind(code: PatentKind, say: Say) -> str:
    return {
        PatentKind.INVENTION: say("Invention patent"),
        PatentKind.UTILITY_MODEL: say("Utility model"),
        PatentKind.DESIGN: say("Design patent"),
    }[code]


def application_status(code: ApplicationStatus, say: Say) -> str:
    return {
        ApplicationStatus.PLANNED: say.context("application", "Planned"),
        ApplicationStatus.FILED: say.context("application", "Filed"),
        ApplicationStatus.PUBLISHED: say.context("application", "Published"),
        ApplicationStatus.EXAMINATION: say.context("application", "In examination"),
        ApplicationStatus.GRANTED: say.context("application", "Granted"),
        ApplicationStatus.REFUSED: say.context("application", "Refused"),
        ApplicationStatus.LAPSED: say.context("application", "Lapsed"),
    }[code]


def outward_kind(code: OutwardKind, say: Say) -> str:
    return {
        OutwardKind.CONTRIBUTION: say("Contribution to a standards body"),
        OutwardKind.PAPER: say("Paper"),
        OutwardKind.TALK: say("Talk"),
        OutwardKind.DEMO: say("Demonstration"),
        OutwardKind.REPOSITORY: say("Public repository"),
        OutwardKind.CUSTOMER_MATERIAL: say("Material for a customer"),
        OutwardKind.MESSAGE: say("Message in a shared channel"),
    }[code]


def outward_state(code: OutwardState, say: Say) -> str:
    return {
        OutwardState.PLANNED: say.context("outward", "Planned"),
        OutwardState.MADE: say.context("outward", "Went out"),
        OutwardState.WITHDRAWN: say.context("outward", "Called off"),
    }[code]


def reception(code: Reception, say: Say) -> str:
    return {
        Reception.PENDING: say.context("reception", "No answer yet"),
        Reception.ACCEPTED: say.context("reception", "Accepted"),
        Reception.REJECTED: say.context("reception", "Rejected"),
        Reception.NOTED: say.context("reception", "Noted"),
        Reception.WITHDRAWN: say.context("reception", "Withdrawn there again, still disclosed"),
    }[code]


def licence_option(code: LicenceOption, say: Say) -> str:
    """The three options of the 2013 rule, art. 9; ISO, IEC and ITU count them the same way."""
    return {
        LicenceOption.FREE: say("(1) Free of charge, on fair terms"),
        LicenceOption.PAID: say("(2) For a fee, on fair terms"),
        LicenceOption.REFUSED: say("(3) No licence on either terms"),
    }[code]


def licence_kind(code: LicenceKind, say: Say) -> str:
    return {
        LicenceKind.ORDINARY: say("Ordinary licence"),
        LicenceKind.EXCLUSIVE: say("Exclusive licence"),
        LicenceKind.OPEN: say("Open licence"),
        LicenceKind.CROSS: say("Cross licence"),
        LicenceKind.POOL: say("Patent pool"),
        LicenceKind.ASSIGNMENT: say("Assignment"),
    }[code]


def reward_kind(code: RewardKind, say: Say) -> str:
    return {
        RewardKind.REWARD: say("Reward for the grant"),
        RewardKind.REMUNERATION: say("Remuneration for the use"),
    }[code]


def link_kind(code: LinkKind, say: Say) -> str:
    """What a link ties, in the words of DOMAIN.md 3.4."""
    return {
        LinkKind.FEATURE_CLAIM: say("Feature – claim: what is protected"),
        LinkKind.CLAIM_CLAUSE: say("Claim – clause: a row of the claim chart"),
        LinkKind.FILING_CONTRIBUTION: say("Filing – contribution: which came first"),
        LinkKind.FAMILY_DECLARATION: say("Patent – declaration: what was promised"),
        LinkKind.RESULT_CLAUSE: say("Result – clause: evidence for the standard"),
        LinkKind.STAGE_ACTION: say("Standard – patent: a stage asks for an action"),
        LinkKind.BENCHMARK_CLAUSE: say("Benchmark – clause: our value against the standard"),
    }[code]


def essentiality(code: Essentiality, say: Say) -> str:
    return {
        Essentiality.CHARTED: say("Charted by us"),
        Essentiality.CONFIRMED: say("Confirmed by a second person"),
        Essentiality.REJECTED: say("Does not read on the clause"),
    }[code]


def severity(code: Severity, say: Say) -> str:
    return {
        Severity.BLOCK: say("Stops it"),
        Severity.WARN: say("Look at this"),
        Severity.INFO: say("Good to know"),
    }[code]


def answer(code: Answer, say: Say) -> str:
    return {
        Answer.CLEAR: say.context("clearance", "Clear: nothing speaks against it"),
        Answer.NEEDS_PERSON: say.context("clearance", "Needs a named person"),
        Answer.BLOCKED: say.context("clearance", "Blocked: do not let it out yet"),
    }[code]


def clearance_state(code: ClearanceState, say: Say) -> str:
    return {
        ClearanceState.AWAITING_LEGAL: say.context("clearance", "Waiting for legal to agree"),
        ClearanceState.REQUESTED: say.context("clearance", "Waiting for a decision"),
        ClearanceState.GRANTED: say.context("clearance", "Cleared"),
        ClearanceState.OVERRIDDEN: say.context("clearance", "Let out by override"),
        ClearanceState.REFUSED: say.context("clearance", "Refused"),
        ClearanceState.REVOKED: say.context("clearance", "No longer valid: facts have changed"),
    }[code]


def docket_state(code: DocketState, say: Say) -> str:
    return {
        DocketState.OPEN: say.context("date", "Open"),
        DocketState.DONE: say.context("date", "Done, to be confirmed by a second person"),
        DocketState.CONFIRMED: say.context("date", "Done and confirmed"),
        DocketState.DROPPED: say.context("date", "Given up on purpose"),
    }[code]


def certainty(code: Certainty, say: Say) -> str:
    return {
        Certainty.STATUTE: say("statute"),
        Certainty.BODY_RULE: say("rule of the body"),
        Certainty.GENERAL: say("general knowledge, not confirmed at a source"),
    }[code]
