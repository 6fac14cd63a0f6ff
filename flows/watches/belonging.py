"""Which item of a register something seen outside is about. Pure; numbers are compared in any usual writing."""

import re

from flows.linkage.items import Application, Family, Standard
from flows.linkage.numbers import UnreadableNumber, read_patent, read_standard, squeezed
from flows.linkage.register import Register
from flows.watches.subjects import Declaration, Patent, Subject
from flows.watches.subjects import Standard as SeenStandard

_STAGED = re.compile(r"[/ ](?:PWI|NP|AWI|WD|CD|DIS|FDIS|PRF|DTS|DTR|CDV)\b[\s./]*", re.IGNORECASE)
"""ISO and IEC write the stage of a draft into its reference: ``ISO/DIS 9001``, ``ISO/IEC DIS 23008-2``."""
_REVISION = re.compile(r"^(DRAFT-.*?)-\d\d$")
"""The IETF writes the revision of a draft behind its name."""


def standard_of(register: Register, subject: Subject) -> Standard | None:
    """The standard or work item of the register that a subject is, whatever its stage and edition; else None.

    Where the register holds several editions, the one of the same year is meant, else the youngest entry.
    """
    if not isinstance(subject, SeenStandard):
        return None
    base = _base(subject.ref)
    found = [s for s in register.standards if base and not s.withdrawn and _base(s.reference) == base]
    same = [s for s in found if squeezed(s.reference) == squeezed(subject.ref)]
    return max(same or found, key=lambda s: s.number, default=None)


def family_of(register: Register, subject: Subject) -> Family | None:
    """The family of the register that a patent document, or a declared one, belongs to; else None."""
    seen: tuple[str, ...]
    if isinstance(subject, Patent):
        seen = (subject.ref, subject.publication_no, subject.application_no, subject.grant_no)
    elif isinstance(subject, Declaration):
        seen = (subject.publication_no, subject.application_no)
    else:
        return None
    keys = {patent_key(number) for number in seen if number}
    return next((f for f in register.families if any(keys & _keys(member) for member in f.members)), None)


def patent_key(number: str) -> str:
    """What is the same for every writing and every publication of one document: no kind code, no check digit."""
    try:
        read = read_patent(number)
    except UnreadableNumber:
        return squeezed(number)
    return squeezed(read.text.partition(".")[0].removesuffix(read.kind))


def _keys(member: Application) -> set[str]:
    numbers = (member.application_number, member.publication_number, member.grant_number)
    return {patent_key(number) for number in numbers if number}


def _base(reference: str) -> str:
    """A reference without stage, edition and revision."""
    plain = _STAGED.sub(" ", reference).strip()
    try:
        undated = read_standard(plain).undated
    except UnreadableNumber:
        undated = plain
    return squeezed(_REVISION.sub(r"\1", undated.upper()))
