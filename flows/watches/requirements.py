"""Which clause of the register a benchmark's value is about (DOMAIN.md L7). Pure; nothing is stored, so a clause that
is recorded later is found as well."""

from flows.linkage.items import Clause, Standard
from flows.linkage.register import Register
from flows.watches.belonging import standard_named
from flows.watches.benchmarks import Side, Value

Requirement = tuple[Standard | None, Clause | None]


def clause_of(register: Register, value: Value) -> Requirement:
    """The standard whose value it is, whatever edition was written, and its clause; None where there is none."""
    if value.side is not Side.STANDARD:
        return None, None
    norm = standard_named(register, value.holder)
    wanted = _plain(value.clause)
    return norm, next((c for c in norm.clauses if _plain(c.number) == wanted), None) if norm is not None else None


def _plain(clause: str) -> str:
    return "".join(clause.casefold().split())
