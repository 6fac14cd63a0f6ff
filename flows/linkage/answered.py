"""What whoever gave a clearance answered for: the findings they were told of, and nothing else. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from flows.linkage.codes import ClearanceState, Severity
from flows.linkage.items import Outward
from flows.linkage.judgements import Clearance, Finding
from flows.linkage.register import Register

GRAVITY = {Severity.INFO: 0, Severity.WARN: 1, Severity.BLOCK: 2}


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """What stops it, then what wants a look, then what is good to know."""
    return sorted(findings, key=lambda f: (-GRAVITY[f.severity], f.rule))


_VALID = frozenset({ClearanceState.GRANTED, ClearanceState.OVERRIDDEN})
_SAID_WITH = {"R02": "R01"}
"""Who let it out to everybody before it is filed has let it out to those in one channel, too."""


def given_clearance(register: Register, outward: Outward, day: date) -> Clearance | None:
    """The youngest clearance or override on record for an item, these features and a day; its facts are not looked
    at."""
    fitting = (
        clearance
        for clearance in register.once(_given).get(outward.id, ())
        if set(clearance.features) == set(outward.features) and clearance.available_on <= day
    )
    return max(fitting, key=lambda clearance: clearance.number, default=None)


def _given(register: Register) -> dict[str, list[Clearance]]:
    """What was granted or overridden, by its item."""
    found: dict[str, list[Clearance]] = defaultdict(list)
    for clearance in register.clearances:
        if clearance.state in _VALID:
            found[clearance.outward_id].append(clearance)
    return found


def was_told(finding: Finding, clearance: Clearance, outward: Outward) -> bool:
    """Whether who gave the clearance knew of this, or of worse about the same. What is blocked only an override lets
    out."""
    if finding.severity is Severity.BLOCK and clearance.state is not ClearanceState.OVERRIDDEN:
        return False
    named = (finding.rule, _SAID_WITH.get(finding.rule, "")) if clearance.state is ClearanceState.OVERRIDDEN else ()
    return any(
        told.rule in (named or (finding.rule,))
        and GRAVITY[told.severity] >= GRAVITY[finding.severity]
        and _is_about_the_same(told, finding, outward)
        for told in clearance.findings
    )


def _is_about_the_same(told: Finding, now: Finding, outward: Outward) -> bool:
    """The same features, each of them: that a family covers another one, too, says nothing of that one. Else the same
    families or contributions; for a rule about the item alone the same reason, or a milder one than was told."""
    others = set(now.subjects) - {outward.id}
    features = others & set(outward.features)
    if features:
        return features <= set(told.subjects)
    if others:
        return bool(others & set(told.subjects))
    same = dict(told.params).get("why") == dict(now.params).get("why")
    return same or told.rule != now.rule or GRAVITY[told.severity] > GRAVITY[now.severity]
