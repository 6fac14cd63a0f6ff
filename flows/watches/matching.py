"""Whether an event is a hit for a watch, and why; whether an exclusion keeps it away. Pure.

A hit is what names one of the watch's own things (a work item, a family), or what agrees with every other kind of
narrowing that the watch gives. What a record does not say does not speak against it, but something must speak for it.
A watch that gives only sources takes all they show.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from flows.linkage.numbers import plain
from flows.watches.hits import Exclusion, Match, Trait
from flows.watches.observations import Event
from flows.watches.sameness import patent_key, standard_key
from flows.watches.subjects import Benchmark, Contribution, Declaration, News, Patent, Standard, Subject
from flows.watches.watches import Scope

Traits = Mapping[Trait, tuple[str, ...]]


def matches(scope: Scope, event: Event) -> tuple[Match, ...]:
    """Why an event is a hit; nothing where it is none."""
    told = traits(event)
    named = [
        *_found(Trait.WORK_ITEM, scope.work_items, told),
        *_found(Trait.FAMILY, scope.families, told),
    ]
    if named:
        return tuple(named)
    agreeing: list[Match] = []
    for trait, wanted in _narrowing(scope):
        found = _found(trait, wanted, told)
        if not found and any(told.get(trait, ())):
            return ()
        agreeing += found
    if agreeing:
        return tuple(agreeing)
    takes_all = not (scope.work_items or scope.families or _narrowing(scope))
    return (Match(Trait.RECORD, ""),) if takes_all else ()


def kept_away(exclusions: Iterable[Exclusion], event: Event) -> str:
    """The id of the first exclusion that an event falls under; empty text for none."""
    told = traits(event)
    return next((e.id for e in exclusions if _found(e.trait, (e.value,), told)), "")


def traits(event: Event) -> Traits:
    """By what an event can be recognised. Of what is gone, only its tracked values are left (``before``)."""
    told = {trait: tuple(v for v in values if v) for trait, values in _of_subject(event.subject).items()}
    told[Trait.RECORD] = (record_of(event),)
    for name, trait in _TRACKED.items():
        for side in (event.before, event.after):
            value = side.get(name)
            if isinstance(value, str) and value:
                told[trait] = (*told.get(trait, ()), *value.split("; "))
    return told


def record_of(event: Event) -> str:
    """One record of one source, as exclusions name it."""
    return f"{event.source}:{event.native_id}"


_TRACKED: Mapping[str, Trait] = MappingProxyType({
    "committee": Trait.COMMITTEE, "applicants": Trait.NAME, "declarer": Trait.NAME, "sources": Trait.NAME,
    "title": Trait.KEYWORD, "standard": Trait.WORK_ITEM, "family_id": Trait.FAMILY, "publication_no": Trait.FAMILY,
    "application_no": Trait.FAMILY,
})  # fmt: skip


def _of_subject(subject: Subject) -> dict[Trait, tuple[str, ...]]:
    match subject:
        case Standard():
            return {
                Trait.WORK_ITEM: (subject.ref,), Trait.BODY: (subject.body,), Trait.COMMITTEE: (subject.committee,),
                Trait.CLASS: subject.ics, Trait.NAME: subject.authors,
                Trait.KEYWORD: (subject.ref, subject.title, subject.scope),
            }  # fmt: skip
        case Patent():
            numbers = (subject.ref, subject.family_id, subject.application_no, subject.publication_no, subject.grant_no)
            return {
                Trait.FAMILY: numbers, Trait.NAME: (*subject.applicants, *subject.inventors),
                Trait.CLASS: (*subject.ipc, *subject.cpc), Trait.KEYWORD: (subject.title, subject.abstract),
            }  # fmt: skip
        case Declaration():
            return {
                Trait.WORK_ITEM: (subject.standard, subject.project), Trait.BODY: (subject.body,),
                Trait.NAME: (subject.declarer,), Trait.FAMILY: (subject.publication_no, subject.application_no),
            }  # fmt: skip
        case Contribution():
            return {
                Trait.WORK_ITEM: (subject.ref, subject.spec), Trait.BODY: (subject.body,), Trait.NAME: subject.sources,
                Trait.COMMITTEE: (subject.meeting,), Trait.KEYWORD: (subject.title, subject.purpose),
            }  # fmt: skip
        case Benchmark():
            return {
                Trait.INDICATOR: (subject.indicator,), Trait.NAME: (subject.holder,),
                Trait.KEYWORD: (subject.indicator, subject.holder),
            }  # fmt: skip
        case News():
            return {
                Trait.WORK_ITEM: (subject.ref,), Trait.NAME: subject.authors,
                Trait.KEYWORD: (subject.title, subject.text),
            }  # fmt: skip


def _narrowing(scope: Scope) -> tuple[tuple[Trait, tuple[str, ...]], ...]:
    """Every kind of narrowing that a scope gives. Rivals are names like applicants."""
    given = (
        (Trait.BODY, scope.bodies), (Trait.COMMITTEE, scope.committees), (Trait.CLASS, scope.classes),
        (Trait.NAME, (*scope.applicants, *scope.rivals)), (Trait.KEYWORD, scope.keywords),
        (Trait.INDICATOR, scope.indicators),
    )  # fmt: skip
    return tuple((trait, wanted) for trait, wanted in given if wanted)


def _found(trait: Trait, wanted: Iterable[str], told: Traits) -> list[Match]:
    same = _SAME[trait]
    values = told.get(trait, ())
    return [Match(trait, value) for value in wanted if value and any(same(value, said) for said in values)]


def _exactly(wanted: str, said: str) -> bool:
    return _folded(wanted) == _folded(said)


def _below(wanted: str, said: str) -> bool:
    """``ISO/TC 176`` and ``ISO/TC 176/SC 2``, ``H04W 72`` and ``H04W72/0446``, but not ``ISO/TC 1761``."""
    short, long = re.sub(r"\s", "", plain(wanted)), re.sub(r"\s", "", plain(said))
    rest = long.removeprefix(short)
    return long.startswith(short) and not (rest[:1].isdigit() and short[-1:].isdigit())


def _same_standard(wanted: str, said: str) -> bool:
    """In any edition, and at any stage of its making: ``ISO 9001`` and ``ISO/DIS 9001:2026``."""
    return standard_key(wanted) == standard_key(said)


def _same_patent(wanted: str, said: str) -> bool:
    """With or without the kind code and the check digit."""
    return patent_key(wanted) == patent_key(said)


def _said_in(wanted: str, text: str) -> bool:
    """As a word or words: ``AI`` is not in ``maintain``. Chinese has no spaces between words."""
    looked_for, within = _folded(wanted), _folded(text)
    if not looked_for.isascii():
        return looked_for in within
    return re.search(rf"(?<![a-z0-9]){re.escape(looked_for)}(?![a-z0-9])", within) is not None


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


_SAME: Mapping[Trait, Callable[[str, str], bool]] = MappingProxyType({
    Trait.RECORD: _exactly, Trait.BODY: _exactly, Trait.COMMITTEE: _below, Trait.WORK_ITEM: _same_standard,
    Trait.NAME: _said_in, Trait.CLASS: _below, Trait.KEYWORD: _said_in, Trait.FAMILY: _same_patent,
    Trait.INDICATOR: _exactly,
})  # fmt: skip
