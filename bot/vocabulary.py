"""What the codes of ``flows/names.py`` and the strand states are called, in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from flows.names import Ask, Confidentiality, Decision, DeliverableState, Outcome, Role, Status, Strand


class Say(Protocol):
    """As much of ``bot.words.Words`` as naming things needs."""

    def __call__(self, text: str, /, **values: object) -> str: ...

    def context(self, meaning: str, text: str, /, **values: object) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    strands: Mapping[Strand, str]
    roles: Mapping[Role, str]
    decisions: Mapping[Decision, str]
    states: Mapping[DeliverableState, str]
    statuses: Mapping[Status, str]
    confidentialities: Mapping[Confidentiality, str]
    asks: Mapping[Ask, str]
    outcomes: Mapping[Outcome, str]
    strand_states: Mapping[tuple[Strand, str], str]


def vocabulary(say: Say) -> Vocabulary:
    """The names in the language of ``say``. Chinese terms follow the glossary (DOMAIN.md section 10)."""
    return Vocabulary(
        strands={
            Strand.TECHNOLOGY: say("Technology"),
            Strand.PATENT: say("Patent"),
            Strand.STANDARD: say("Standard"),
            Strand.MANAGEMENT: say("Management"),
        },
        roles={
            Role.LEAD: say("Project lead"),
            Role.TECHNOLOGY: say("Technology lead"),
            Role.PATENT: say("Patent lead"),
            Role.STANDARD: say("Standards lead"),
            Role.BUSINESS: say("Business owner"),
            Role.LEGAL: say("Legal and compliance"),
            Role.STEERING: say("Steering group"),
        },
        decisions={
            Decision.GO: say("Go"),
            Decision.CONDITIONAL_GO: say("Conditional go"),
            Decision.HOLD: say.context("decision", "Hold"),
            Decision.RECYCLE: say("Recycle"),
            Decision.MERGE: say("Merge"),
            Decision.STOP: say.context("decision", "Stop"),
        },
        states={
            DeliverableState.OPEN: say.context("deliverable", "Open"),
            DeliverableState.SUBMITTED: say.context("deliverable", "In review"),
            DeliverableState.CHANGES_REQUESTED: say.context("deliverable", "Changes requested"),
            DeliverableState.ACCEPTED: say.context("deliverable", "Accepted"),
            DeliverableState.WAIVED: say.context("deliverable", "Waived"),
        },
        statuses={
            Status.ACTIVE: say.context("project", "Active"),
            Status.HELD: say.context("project", "On hold"),
            Status.STOPPED: say.context("project", "Stopped"),
            Status.COMPLETED: say.context("project", "Completed"),
        },
        confidentialities={
            Confidentiality.OPEN: say("Open to the workspace"),
            Confidentiality.MEMBERS: say("Members only"),
            Confidentiality.RESTRICTED: say("Restricted"),
        },
        asks={
            Ask.MORE_TIME: say("More time"),
            Ask.WAIVER: say("Waiver"),
            Ask.BLOCKED: say("Blocked"),
        },
        outcomes={
            Outcome.SUCCESS: say.context("outcome", "Success"),
            Outcome.PARTIAL: say.context("outcome", "Partial success"),
            Outcome.FAILED: say.context("outcome", "Failed"),
        },
        strand_states=_strand_states(say),
    )


def _strand_states(say: Say) -> dict[tuple[Strand, str], str]:
    # The same English word names different things in patent law and in a standards body: hence the contexts.
    patent = {
        "none": say.context("patent", "Not started"),
        "disclosed": say.context("patent", "Invention disclosed"),
        "searching": say.context("patent", "Novelty search"),
        "drafting": say.context("patent", "Drafting"),
        "filed": say.context("patent", "Filed"),
        "published": say.context("patent", "Published"),
        "examination": say.context("patent", "Substantive examination"),
        "granted": say.context("patent", "Granted"),
        "ended": say.context("patent", "Ended"),
    }
    standard = {
        "none": say.context("standard", "Not started"),
        "preliminary": say.context("standard", "Preliminary stage"),
        "proposal": say.context("standard", "Proposal"),
        "drafting": say.context("standard", "Drafting"),
        "consultation": say.context("standard", "Consultation"),
        "review": say.context("standard", "Review"),
        "approval": say.context("standard", "Approval"),
        "published": say.context("standard", "Published"),
        "systematic_review": say.context("standard", "Systematic review"),
        "withdrawn": say.context("standard", "Withdrawn"),
    }
    named = {(Strand.TECHNOLOGY, f"trl{level}"): say("TRL {level}", level=level) for level in range(1, 10)}
    named |= {(Strand.PATENT, code): text for code, text in patent.items()}
    named |= {(Strand.STANDARD, code): text for code, text in standard.items()}
    unsaid = say("not stated yet")
    return named | {(strand, ""): unsaid for strand in Strand}
