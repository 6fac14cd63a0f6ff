"""Which clearance lets an item go out on a day: what a CLEAR grants, and what it does not (DOMAIN.md 4.1).

A clearance is worth what its facts are worth: everything that was judged when it was given is judged again on the day.
"""

from dataclasses import replace
from datetime import date

from flows.linkage.clearance import judge
from flows.linkage.codes import ClearanceState, OutwardState, Severity
from flows.linkage.items import Outward
from flows.linkage.judgements import Clearance, Finding
from flows.linkage.novelty import exposed, severity_of
from flows.linkage.register import Register
from flows.linkage.surroundings import Surroundings
from flows.linkage.ties import ties

_VALID = frozenset({ClearanceState.GRANTED, ClearanceState.OVERRIDDEN})
_GRAVITY = {Severity.INFO: 0, Severity.WARN: 1, Severity.BLOCK: 2}
_SAID_WITH = {"R02": "R01"}
"""Who let it out to everybody before it is filed has let it out to those in one channel, too."""


def valid_clearance(register: Register, outward: Outward, made_on: date, around: Surroundings) -> Clearance | None:
    """The youngest clearance that lets an item go out on a day, or None.

    It was given for this item and exactly these features, and for no later day: what was cleared for a day may go out
    on it or after it. The item is judged again as of ``made_on`` (as of today, for a day to come) with who reads in its
    channel (``around.audience``): filings (R01), outsiders (R02, R39), secrecy review (R04), what is owed to bodies
    (R20), approvals and windows (R21, R25). What nobody was told of when it was given ends it: for what the facts
    cleared and for what a person granted each warning and block, for an override each block.
    """
    newest = given_clearance(register, outward, made_on)
    if newest is None:
        return None
    planned = replace(outward, state=OutwardState.PLANNED, made_on=None, available_on=made_on)
    _, found = judge(register, planned, replace(around, today=min(made_on, around.today)))
    least = Severity.BLOCK if newest.state is ClearanceState.OVERRIDDEN else Severity.WARN
    grave = (finding for finding in found if _GRAVITY[finding.severity] >= _GRAVITY[least])
    return newest if all(_was_told(finding, newest, outward) for finding in grave) else None


def given_clearance(register: Register, outward: Outward, day: date) -> Clearance | None:
    """The youngest clearance or override on record for an item, these features and a day; its facts are not looked
    at."""
    fitting = (
        clearance
        for clearance in register.clearances
        if clearance.outward_id == outward.id
        and clearance.state in _VALID
        and set(clearance.features) == set(outward.features)
        and clearance.available_on <= day
    )
    return max(fitting, key=lambda clearance: clearance.number, default=None)


def recorded_clearance(register: Register, outward: Outward, made_on: date) -> Clearance | None:
    """The clearance under which something is out, or None. Only its filings are looked at again, which may have been
    corrected since; what a body is owed today, or who reads in a channel today, says nothing about that day."""
    given = given_clearance(register, outward, made_on)
    if given is None or given.state is ClearanceState.OVERRIDDEN:
        return given
    bare = exposed(outward, made_on, ties(register), made_on)
    return None if any(severity_of(one, outward) is Severity.BLOCK for one in bare) else given


def _was_told(finding: Finding, clearance: Clearance, outward: Outward) -> bool:
    """Whether who gave the clearance knew of this, or of worse about the same."""
    named = (finding.rule, _SAID_WITH.get(finding.rule, "")) if clearance.state is ClearanceState.OVERRIDDEN else ()
    return any(
        told.rule in (named or (finding.rule,))
        and _GRAVITY[told.severity] >= _GRAVITY[finding.severity]
        and _is_about_the_same(told, finding, outward)
        for told in clearance.findings
    )


def _is_about_the_same(told: Finding, now: Finding, outward: Outward) -> bool:
    """The same features, families or contributions; for a rule about the item alone the same reason, or a milder one
    than was told."""
    others = set(now.subjects) - {outward.id}
    if others:
        return bool(others & set(told.subjects))
    same = dict(told.params).get("why") == dict(now.params).get("why")
    return same or told.rule != now.rule or _GRAVITY[told.severity] > _GRAVITY[now.severity]
