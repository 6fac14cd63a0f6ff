"""What a project could watch, going by its register: its standards, its patents, and who stands in its way. Pure.

A suggestion is a plan to start from; people change it in the form before it counts.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from itertools import chain

from flows.linkage.codes import Body
from flows.linkage.items import Application, Family, Standard
from flows.linkage.register import Register
from flows.watches.benchmarks import Indicator
from flows.watches.deciding import MOST_TERMS
from flows.watches.watches import Scope, Theme, Watch

_KIND_CODE = re.compile(r"^(?P<office>[A-Z]{2})(?P<number>\d+)(?P<kind>[A-Z]\d?)$")
_W3C_NAME = re.compile(r"^[a-z0-9-]+$")
OPEN_DATA = frozenset({"EP", "WO", "US", "CN", "JP", "KR"})
"""Offices whose numbers the EPO's data knows."""


ROOM = 2000
"""Characters that one field of a form takes: a list is never cut in the middle of a number."""


class Suggested(StrEnum):
    """Where a plan comes from."""

    STANDARDS = "standards"
    PATENTS = "patents"
    RIVALS = "rivals"
    BENCHMARKS = "benchmarks"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A scope worth watching; ``count`` things of the register stand behind it."""

    what: Suggested
    theme: Theme
    scope: Scope
    count: int


def suggestions(
    register: Register, watches: Iterable[Watch], compared: Iterable[Indicator] = ()
) -> tuple[Suggestion, ...]:
    """What is in the register, or compared with rivals, and no watch that looks names yet."""
    going = [indicator for indicator in compared if not indicator.retired]
    watched = [watch.scope for watch in watches if watch.state.value != "ended"]
    return tuple(replace(found, scope=_shown(found.scope)) for found in (
        _standards(register, {item for scope in watched for item in scope.work_items}),
        _patents(register, {item for scope in watched for item in scope.families}),
        _rivals(register, watched, holders(going)),
        _benchmarks(going, watched),
    ) if found is not None)  # fmt: skip


def _standards(register: Register, named: set[str]) -> Suggestion | None:
    found = [s for s in register.standards if not s.withdrawn and s.reference not in named]
    scope = Scope(
        sources=distinct(source for standard in found for source in standard_sources(standard)),
        work_items=tuple(standard.reference for standard in found),
    )
    return Suggestion(Suggested.STANDARDS, Theme.STANDARD, scope, len(found)) if found else None


def standard_sources(standard: Standard) -> Iterator[str]:
    """The open data that shows a standard; nothing for bodies without any (DOMAIN.md 6.9)."""
    name = standard.reference.strip()
    match standard.body:
        case Body.ISO:
            yield committee_source(standard.committee) or "iso:"
        case Body.IETF:
            yield f"ietf:{re.sub(r'-[0-9]{2}$', '', name.lower().replace(' ', ''))}"
        case Body.W3C if _W3C_NAME.fullmatch(name.lower().replace(" ", "-")):
            yield f"w3c:{name.lower().replace(' ', '-')}"
        case _:
            return


def committee_source(committee: str) -> str:
    """The open data of a committee; empty text where there is none."""
    return f"iso:{committee}" if committee.startswith("ISO/") else ""


def _patents(register: Register, named: set[str]) -> Suggestion | None:
    numbers: list[str] = []
    sources: list[str] = []
    for family in register.families:
        own = published_numbers(family)
        if not own or set(own) & named:
            continue
        numbers += own
        sources += patent_sources(own)
    scope = Scope(sources=tuple(sources), families=tuple(numbers))
    return Suggestion(Suggested.PATENTS, Theme.PATENT, scope, len(numbers)) if numbers else None


def published_numbers(family: Family) -> tuple[str, ...]:
    """The numbers by which others know a family that is kept up; of one that was dropped none."""
    return () if family.dropped else tuple(number for member in family.members for number in published(member))


def patent_sources(numbers: Iterable[str]) -> tuple[str, ...]:
    """The open data that shows a family, by one of its numbers."""
    shown = next((source for number in numbers if (source := _docdb(number))), "")
    return (f"epo-family:{shown}", f"epo-legal:{shown}") if shown else ()


def published(member: Application) -> tuple[str, ...]:
    """The numbers by which others know an application."""
    return tuple(number for number in (member.publication_number, member.grant_number) if number)


def _docdb(number: str) -> str:
    """``EP1000000A1`` as the EPO's data writes it; empty text without a kind code, which it needs."""
    found = _KIND_CODE.match(re.sub(r"[^0-9A-Z]", "", number))
    return f"{found['office']}.{found['number']}.{found['kind']}" if found and found["office"] in OPEN_DATA else ""


def holders(compared: Iterable[Indicator]) -> tuple[str, ...]:
    return distinct(value.holder for indicator in compared for value in indicator.rivals)


def _benchmarks(compared: Sequence[Indicator], watched: Iterable[Scope]) -> Suggestion | None:
    """What is compared: hits bring rivals' new values."""
    named = {name for scope in watched for name in scope.indicators}
    names = distinct(indicator.name for indicator in compared if indicator.name not in named)
    scope = Scope(indicators=names, rivals=holders(compared))
    return Suggestion(Suggested.BENCHMARKS, Theme.BENCHMARK, scope, len(names)) if names else None


def _rivals(register: Register, watched: Iterable[Scope], compared: Iterable[str]) -> Suggestion | None:
    """Names that the project watches or compares itself with, and whose filings nobody watches: they get a patent
    watch."""
    scopes = list(watched)
    followed = {name for scope in scopes for name in scope.applicants}
    names = distinct(name for name in rivals(register, scopes, compared) if name not in followed)
    scope = Scope(sources=tuple(source for name in names if (source := filings_source(name))), applicants=names)
    return Suggestion(Suggested.RIVALS, Theme.PATENT, scope, len(names)) if names else None


def rivals(register: Register, watched: Iterable[Scope], compared: Iterable[str]) -> Iterator[str]:
    """Whom the watches of a project or its comparisons name, without those who own its patents."""
    ours = {owner for family in register.families for owner in family.owners}
    known = chain((name for scope in watched for name in scope.rivals), compared)
    return (name for name in known if name not in ours)


def filings_source(name: str) -> str:
    """The open data that shows what somebody files; empty text for a name that cannot be asked for."""
    return f'epo:pa="{name}"' if '"' not in name else ""


def distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def fitting(terms: Iterable[str]) -> tuple[str, ...]:
    """Each term once, as many as one watch may have and its form can show; a second watch takes the rest."""
    found: list[str] = []
    room = ROOM
    for term in distinct(terms):
        room -= len(term) + 1
        if len(found) == MOST_TERMS or room < 0:
            break
        found.append(term)
    return tuple(found)


def _shown(scope: Scope) -> Scope:
    return Scope(**{part.name: fitting(getattr(scope, part.name)) for part in fields(scope)})
