"""May it go out? One answer for an outward item, with every rule that fired, what would lift it and who can.

A flag for a named professional, never legal advice. Nothing known is never *clear* (DOMAIN.md 4.1).
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from flows.linkage import bodies
from flows.linkage.answered import given_clearance, was_told, worst_first
from flows.linkage.codes import Answer, OutwardState, Severity
from flows.linkage.items import Outward
from flows.linkage.judgements import Finding
from flows.linkage.novelty import findings, out_on
from flows.linkage.register import Register
from flows.linkage.secrecy import audience_findings, breaches, secrecy_findings
from flows.linkage.surroundings import Audience, Surroundings
from flows.linkage.ties import Ties, ties
from flows.linkage.use import use_findings

__all__ = ("Audience", "Surroundings", "answer_of", "findings_of", "judge", "on_record")


def judge(register: Register, outward: Outward, around: Surroundings) -> tuple[Answer, tuple[Finding, ...]]:
    """The answer for one item and the rules that fired, the worst first. The item need not be in the register."""
    found = _sorted(_judged(register, outward, ties(register), around))
    return answer_of(found), found


def answer_of(found: tuple[Finding, ...]) -> Answer:
    """One block blocks; a warning needs a named person; information leaves it clear."""
    worst = {finding.severity for finding in found}
    if Severity.BLOCK in worst:
        return Answer.BLOCKED
    return Answer.NEEDS_PERSON if Severity.WARN in worst else Answer.CLEAR


def findings_of(register: Register, around: Surroundings) -> tuple[Finding, ...]:
    """Everything open in a whole register, each finding once, the worst first: R01-R04 for what is planned or went
    out, without what whoever let it out answered for, R20-R39 for the rest. Found at the first call of a day."""
    return register.once(_findings_of, around)


def _findings_of(register: Register, around: Surroundings) -> tuple[Finding, ...]:
    index = ties(register)
    return _sorted(chain(_of_outwards(register, index, around), _of_items(register, index, around)))


def _judged(register: Register, outward: Outward, index: Ties, around: Surroundings) -> Iterator[Finding]:
    yield from findings(outward, index, around)
    yield from audience_findings(outward, index, around)
    yield from breaches(index.families_of(outward.features), around)
    yield from bodies.next_submission(outward, register, index, around)


def on_record(outward: Outward, index: Ties, around: Surroundings) -> Iterator[Finding]:
    """What the rules say of something that is out: R01 and R03, and R02 for people without a duty of confidentiality.
    Who reads in a channel today is another matter."""
    unheard = replace(around, audience=None)
    yield from findings(outward, index, unheard)
    yield from audience_findings(outward, index, unheard)


def _of_outwards(register: Register, index: Ties, around: Surroundings) -> Iterator[Finding]:
    """What whoever let it out was told of is settled once it is out; what they were not told of is open, and plainly
    so: a filing day may have been corrected since."""
    for outward in register.outwards:
        if outward.state is OutwardState.MADE:
            given = given_clearance(register, outward, out_on(outward))
            found = on_record(outward, index, around)
            yield from (finding for finding in found if given is None or not was_told(finding, given, outward))
        elif outward.state is OutwardState.PLANNED:
            yield from findings(outward, index, around)
            yield from audience_findings(outward, index, around)


def _of_items(register: Register, index: Ties, around: Surroundings) -> Iterator[Finding]:
    for family in register.families:
        yield from secrecy_findings(family, around)
    yield from bodies.debts(register, around)
    for standard in register.standards:
        yield from bodies.approval(standard, index, around)
        yield from bodies.references(standard, index, around)
        yield from bodies.windows(standard, index, around)
    yield from bodies.worse_promises(register, around)
    yield from bodies.ownership(register, index)
    yield from use_findings(register, index, around)


def _sorted(found: Iterator[Finding]) -> tuple[Finding, ...]:
    """Each once, the worst first, and rules in order."""
    return tuple(worst_first(dict.fromkeys(found)))
