"""Which item of a register something seen outside is about. Pure; numbers are compared in any usual writing."""

from flows.linkage.items import Application, Family, Standard
from flows.linkage.numbers import squeezed
from flows.linkage.register import Register
from flows.watches.sameness import patent_key, standard_key
from flows.watches.subjects import Declaration, Patent, Subject
from flows.watches.subjects import Standard as SeenStandard


def standard_of(register: Register, subject: Subject) -> Standard | None:
    """The standard or work item of the register that a subject is, whatever its stage and edition; else None."""
    return standard_named(register, subject.ref) if isinstance(subject, SeenStandard) else None


def standard_named(register: Register, reference: str) -> Standard | None:
    """The same for a reference that somebody wrote.

    Where the register holds several editions, the one of the same year is meant, else the youngest entry.
    """
    key = standard_key(reference)
    found = [s for s in register.standards if key and not s.withdrawn and standard_key(s.reference) == key]
    same = [s for s in found if squeezed(s.reference) == squeezed(reference)]
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


def _keys(member: Application) -> set[str]:
    numbers = (member.application_number, member.publication_number, member.grant_number)
    return {patent_key(number) for number in numbers if number}
