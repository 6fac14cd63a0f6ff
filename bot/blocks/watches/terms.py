"""What the codes of the watches are called, in one language. Chinese follows DOMAIN.md section 10."""

from collections.abc import Mapping

from bot.vocabulary import Say
from flows.watches.hits import Trait, Verdict
from flows.watches.observations import Severity
from flows.watches.suggesting import Suggested
from flows.watches.watches import Cadence, Theme, WatchState


def theme(code: Theme, say: Say) -> str:
    return {
        Theme.STANDARD: say("Standards watch"),
        Theme.PATENT: say("Patent watch"),
        Theme.BENCHMARK: say("Benchmark watch"),
    }[code]


def cadence(code: Cadence, say: Say) -> str:
    return {
        Cadence.HOURLY: say("every hour"),
        Cadence.DAILY: say("every day"),
        Cadence.WEEKLY: say("every week"),
        Cadence.QUARTERLY: say("every quarter"),
    }[code]


def severity(code: Severity, say: Say) -> str:
    return {
        Severity.INFO: say.context("severity", "For information"),
        Severity.ACTION: say.context("severity", "To act on"),
        Severity.URGENT: say.context("severity", "Cannot wait"),
    }[code]


def at_once(code: Severity, say: Say) -> str:
    """What a triage rule brings at once."""
    return {
        Severity.INFO: say("Everything"),
        Severity.ACTION: say("What asks for action"),
        Severity.URGENT: say("Only what cannot wait"),
    }[code]


def verdict(code: Verdict, say: Say) -> str:
    """As it is told afterwards."""
    return {
        Verdict.ACT: say.context("verdict", "We act on it"),
        Verdict.WATCH: say.context("verdict", "We keep an eye on it"),
        Verdict.NOT_RELEVANT: say.context("verdict", "Not relevant"),
        Verdict.ASSIGNED: say.context("verdict", "Assigned"),
        Verdict.DELIVERABLE: say.context("verdict", "Made a deliverable"),
        Verdict.REGISTERED: say.context("verdict", "In the register"),
    }[code]


def trait(code: Trait, say: Say) -> str:
    return {
        Trait.RECORD: say("record"),
        Trait.BODY: say("standards body"),
        Trait.COMMITTEE: say("committee"),
        Trait.WORK_ITEM: say("standard"),
        Trait.NAME: say("name"),
        Trait.CLASS: say("class"),
        Trait.KEYWORD: say("keyword"),
        Trait.FAMILY: say("patent"),
        Trait.INDICATOR: say("indicator"),
    }[code]


def state(code: WatchState, say: Say) -> str:
    return {
        WatchState.LIVE: say("looks"),
        WatchState.PAUSED: say("paused"),
        WatchState.ENDED: say.context("watch", "ended"),
    }[code]


def suggested(code: Suggested, say: Say) -> str:
    """What a watch made from the register is called at first."""
    return {
        Suggested.STANDARDS: say("Our standards"),
        Suggested.PATENTS: say("Our patents"),
        Suggested.RIVALS: say("Filings of rivals"),
        Suggested.BENCHMARKS: say("What we compare"),
    }[code]


def happening(kind: str, say: Say) -> str:
    """What an event says happened. A kind without words of its own is something new or something different."""
    what = kind.partition(".")[2]
    return _happenings(say).get(what) or (say("Changed") if what.endswith("_changed") else say("New"))


def _happenings(say: Say) -> Mapping[str, str]:
    return {
        "first_seen": say("Seen for the first time"),
        "vanished": say("Gone from its source"),
        "returned": say("Back in its source"),
        "stage_changed": say("Stage"),
        "version_changed": say("Version"),
        "published_on_changed": say("Published on"),
        "replaced_by_changed": say("Replaced by"),
        "ballot_closes_on_changed": say("Ballot closes on"),
        "committee_changed": say("Committee"),
        "status_changed": say.context("state", "Status"),
        "title_changed": say("Title"),
        "publication_no_changed": say("Publication number"),
        "grant_no_changed": say("Grant number"),
        "granted_on_changed": say("Granted on"),
        "applicants_changed": say("Applicants"),
        "family_id_changed": say("Family"),
        "licence_changed": say("Licence"),
        "value_changed": say("Value"),
        "unit_changed": say("Unit"),
        "measured_on_changed": say("Measured on"),
        "uploaded_at_changed": say("Uploaded at"),
        "revised_to_changed": say("Revised to"),
    }
