"""What a watch template draws from a project: its standards, committees, patents, rivals and indicators. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from flows.linkage.items import Standard
from flows.linkage.register import Register
from flows.watches.benchmarks import Indicator
from flows.watches.suggesting import (
    committee_source,
    filings_source,
    fitting,
    holders,
    patent_sources,
    published_numbers,
    rivals,
    standard_sources,
)
from flows.watches.watches import Scope


class Drawn(StrEnum):
    """What a template may name in braces: ``{standards}``."""

    STANDARDS = "standards"
    COMMITTEES = "committees"
    OWN_PATENTS = "own_patents"
    RIVALS = "rivals"
    INDICATORS = "indicators"


Term = str | Drawn
"""A text as it stands, or what is drawn in its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What a project knows of itself: its register, what it compares, and what its watches look for already."""

    register: Register
    compared: Sequence[Indicator] = ()
    watched: Sequence[Scope] = ()

    @property
    def standards(self) -> tuple[Standard, ...]:
        return tuple(s for s in self.register.standards if not s.withdrawn)

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return tuple(indicator for indicator in self.compared if not indicator.retired)


def drawn(field: str, terms: Sequence[Term], book: Book) -> tuple[str, ...]:
    """The terms of one field of a scope for a project, each once, as many as a watch may have and a form can show."""
    return fitting(_all(field, terms, book))


def can_draw(field: str) -> tuple[Drawn, ...]:
    """What a field of a scope can be filled from."""
    return tuple(what for name, what in _FROM if name == field)


def _all(field: str, terms: Sequence[Term], book: Book) -> Iterator[str]:
    for term in terms:
        if isinstance(term, Drawn):
            yield from _FROM[field, term](book)
        else:
            yield term


def _references(book: Book) -> Iterator[str]:
    return (standard.reference for standard in book.standards)


def _sources_of_standards(book: Book) -> Iterator[str]:
    return (source for standard in book.standards for source in standard_sources(standard))


def _committees(book: Book) -> Iterator[str]:
    return (standard.committee for standard in book.standards if standard.committee)


def _sources_of_committees(book: Book) -> Iterator[str]:
    return (source for committee in _committees(book) if (source := committee_source(committee)))


def _patents(book: Book) -> Iterator[str]:
    return (number for family in book.register.families for number in published_numbers(family))


def _sources_of_patents(book: Book) -> Iterator[str]:
    return (source for family in book.register.families for source in patent_sources(published_numbers(family)))


def _rivals(book: Book) -> Iterator[str]:
    return rivals(book.register, book.watched, holders(book.indicators))


def _filings_of_rivals(book: Book) -> Iterator[str]:
    return (source for name in _rivals(book) if (source := filings_source(name)))


def _indicators(book: Book) -> Iterator[str]:
    return (indicator.name for indicator in book.indicators)


_FROM: Mapping[tuple[str, Drawn], Callable[[Book], Iterator[str]]] = MappingProxyType({
    ("sources", Drawn.STANDARDS): _sources_of_standards,
    ("sources", Drawn.COMMITTEES): _sources_of_committees,
    ("sources", Drawn.OWN_PATENTS): _sources_of_patents,
    ("sources", Drawn.RIVALS): _filings_of_rivals,
    ("work_items", Drawn.STANDARDS): _references,
    ("committees", Drawn.COMMITTEES): _committees,
    ("families", Drawn.OWN_PATENTS): _patents,
    ("applicants", Drawn.RIVALS): _rivals,
    ("rivals", Drawn.RIVALS): _rivals,
    ("indicators", Drawn.INDICATORS): _indicators,
})  # fmt: skip
"""Which field of a scope can be filled from what, and how."""
