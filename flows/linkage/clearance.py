"""May it go out? One answer for an outward item, with every rule that fired, what would lift it and who can.

A flag for a named professional, never legal advice. Nothing known is never *clear* (DOMAIN.md 4.1).
"""

from collections.abc import Iterator
from itertools import chain

from flows.linkage import bodies
from flows.linkage.codes import Answer, ClearanceState, OutwardState, Severity
from flows.linkage.items import Outward
from flows.linkage.judgements import Finding
from flows.linkage.novelty import findings
from flows.linkage.register import Register
from flows.linkage.secrecy import audience_findings, breaches, secrecy_findings
from flows.linkage.surroundings import Audience, Surroundings
from flows.linkage.ties import Ties, ties
from flows.linkage.use import use_findings

__all__ = ("Audience", "Surroundings", "answer_of", "findings_of", "judge")

_ORDER = {Severity.BLOCK: 0, Severity.WARN: 1, Severity.INFO: 2}


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
    out without a recorded override, R20-R39 for the rest."""
    index = ties(register)
    return _sorted(chain(_of_outwards(register, index, around), _of_items(register, index, around)))


def _judged(register: Register, outward: Outward, index: Ties, around: Surroundings) -> Iterator[Finding]:
    yield from findings(outward, index, around)
    yield from audience_findings(outward, index, around)
    yield from breaches(index.families_of(outward.features), around)
    yield from bodies.next_submission(outward, register, index, around)


def _of_outwards(register: Register, index: Ties, around: Surroundings) -> Iterator[Finding]:
    """What an override went past is settled once the item is out; a block that it was not told of is not: a filing day
    may have been corrected since."""
    overridden: dict[str, set[tuple[str, str]]] = {}
    for clearance in register.clearances:
        if clearance.state is ClearanceState.OVERRIDDEN:
            told = {(finding.rule, subject) for finding in clearance.findings for subject in finding.subjects}
            overridden.setdefault(clearance.outward_id, set()).update(told)
    for outward in register.outwards:
        if outward.state is OutwardState.MADE and outward.id in overridden:
            told = overridden[outward.id]
            for finding in findings(outward, index, around):
                about = {(finding.rule, subject) for subject in finding.subjects if subject not in index.families}
                if finding.severity is Severity.BLOCK and not about <= told:
                    yield finding
        elif outward.state is not OutwardState.WITHDRAWN:
            yield from findings(outward, index, around)
            if outward.state is OutwardState.PLANNED:
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
    return tuple(sorted(dict.fromkeys(found), key=lambda f: (_ORDER[f.severity], f.rule)))
