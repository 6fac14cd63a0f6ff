"""Which clearance lets an item go out on a day: what a CLEAR grants, and what it does not (DOMAIN.md 4.1).

A clearance is worth what its facts are worth: everything that was judged when it was given is judged again on the day.
"""

from dataclasses import replace
from datetime import date

from flows.linkage.answered import GRAVITY, given_clearance, was_told
from flows.linkage.clearance import judge, on_record
from flows.linkage.codes import ClearanceState, OutwardState, Severity
from flows.linkage.items import Outward
from flows.linkage.judgements import Clearance
from flows.linkage.novelty import out_on
from flows.linkage.register import Register
from flows.linkage.surroundings import Surroundings
from flows.linkage.ties import ties


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
    grave = (finding for finding in found if GRAVITY[finding.severity] >= GRAVITY[least])
    return newest if all(was_told(finding, newest, outward) for finding in grave) else None


def recorded_clearance(register: Register, outward: Outward, around: Surroundings) -> Clearance | None:
    """The clearance under which something is out, or None where there is none that covers it. Its filings may have been
    corrected since; what a body is owed today, or who reads in a channel today, says nothing about that day. An
    override covers the rules and features that it was given for, and no others."""
    given = given_clearance(register, outward, out_on(outward))
    uncovered = given is not None and any(
        finding.severity is Severity.BLOCK and not was_told(finding, given, outward)
        for finding in on_record(outward, ties(register), around)
    )
    return None if uncovered else given
