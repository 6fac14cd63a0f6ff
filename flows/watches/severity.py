"""How soon somebody must look at an event (DOMAIN.md 5.2, last column of cadence). A watch may know better."""

from collections.abc import Mapping

from flows.watches.observations import Severity, Value
from flows.watches.subjects import Patent, Standard, Subject

ACTION_KINDS = frozenset({
    "standard.stage_changed", "standard.version_changed", "standard.replaced_by_changed", "standard.vanished",
    "patent.status_changed", "patent.granted_on_changed", "declaration.first_seen", "declaration.licence_changed",
    "benchmark.value_changed",
})  # fmt: skip
SAME_DAY_STAGES = ("40.", "50.")
"""ISO stages in which a ballot runs."""


def severity_of(kind: str, subject: Subject, after: Mapping[str, Value]) -> Severity:
    """Same-day where a ballot opens or its end moved, and where an office noted something against a patent."""
    if isinstance(subject, Standard):
        stage = after.get("stage")
        if kind == "standard.ballot_closes_on_changed" or (
            isinstance(stage, str) and stage.startswith(SAME_DAY_STAGES)
        ):
            return Severity.URGENT
    if isinstance(subject, Patent) and subject.legal_event is not None:
        return Severity.URGENT if subject.legal_event.influence == "-" else Severity.ACTION
    return Severity.ACTION if kind in ACTION_KINDS else Severity.INFO
