"""Which family is promised to which body for which standard, and whether a new promise may be made (R22, R23)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from flows.linkage.codes import Body, LicenceOption, LinkKind
from flows.linkage.dealings import Declaration
from flows.linkage.editions import Editions
from flows.linkage.items import Standard
from flows.linkage.register import Register

_WORTH = {LicenceOption.FREE: 2, LicenceOption.PAID: 1, LicenceOption.REFUSED: 0}
"""For implementers: the more the better (DOMAIN.md R23)."""

WILLING = frozenset({LicenceOption.FREE, LicenceOption.PAID})
"""Options (一) and (二) of the 2013 rule, art. 9; without one of them a clause may not be included (art. 10)."""


def desk_of(body: Body) -> Body:
    """Where declarations for a body go: those for 3GPP are made to ETSI (DOMAIN.md 4.4)."""
    return Body.ETSI if body is Body.THREEGPP else body


@dataclass(frozen=True, slots=True)
class Promises:
    """Declarations by family and body. A general one holds for every standard of its body."""

    standards: Mapping[str, Standard]
    by_family: dict[tuple[str, Body], list[Declaration]]
    editions: Editions

    @classmethod
    def of(cls, register: Register, standards: Mapping[str, Standard]) -> "Promises":
        """Families count when the declaration lists them or a link L4 ties them to it."""
        declared = {declaration.id: declaration for declaration in register.declarations}
        pairs = {(family, d.id): None for d in register.declarations for family in d.families}
        for link in register.links:
            if link.kind is LinkKind.FAMILY_DECLARATION and link.target in declared:
                pairs[link.source, link.target] = None
        found: dict[tuple[str, Body], list[Declaration]] = defaultdict(list)
        for family, declaration_id in pairs:
            declaration = declared[declaration_id]
            found[family, desk_of(declaration.body)].append(declaration)
        return cls(standards, found, Editions(standards.values()))

    def made(self, family_id: str, body: Body, standard_id: str = "") -> tuple[Declaration, ...]:
        """What holds for a family at a body and standard; for an identical adoption of ISO or IEC also what was
        declared there (DOMAIN.md R22, 2013 rule art. 18). Without a standard: everything declared to the body."""
        held = self.by_family.get((family_id, desk_of(body)), [])
        own = tuple(d for d in held if not standard_id or d.standard_id in ("", standard_id))
        origin = self._origin(standard_id)
        if origin is None:
            return own
        there = self.by_family.get((family_id, desk_of(origin.body)), [])
        return own + tuple(d for d in there if d.standard_id in ("", origin.id))

    def option(self, family_id: str, body: Body, standard_id: str = "") -> LicenceOption | None:
        """The best that was promised, or None. A promise is never taken back, so the best one holds."""
        options = [d.option for d in self.made(family_id, body, standard_id)]
        return max(options, key=_WORTH.__getitem__, default=None)

    def meant(self, item: str) -> tuple[str, ...]:
        """The ids of the standards that an id or a reference can mean: of a reference without a year, every edition
        that the register holds."""
        return (item,) if item in self.standards else self.editions.meant(item)

    def _origin(self, standard_id: str) -> Standard | None:
        standard = self.standards.get(standard_id)
        found = self.meant(standard.adopts) if standard and standard.adopts else ()
        # Which of several editions was adopted nobody can tell: then no promise is taken over from any.
        origin = self.standards[found[0]] if len(found) == 1 else None
        return origin if origin and origin.body in (Body.ISO, Body.IEC) else None


def may_declare(register: Register, declaration: Declaration) -> bool:
    """Whether a declaration promises at least what was promised before (DOMAIN.md R23). Late is never too late."""
    return worse_than(register, declaration) is None


def worse_than(register: Register, declaration: Declaration) -> Declaration | None:
    """The earlier declaration than which this one promises less, or None.

    Earlier are those that stand in the register already, whatever day they bear: it is kept append-only.
    """
    others = tuple(earlier for earlier in promised(register) if earlier.id != declaration.id)
    pairs = worse_pairs((*others, declaration))
    return next((earlier for later, earlier in pairs if later is declaration), None)


def promised(register: Register) -> tuple[Declaration, ...]:
    """The declarations of a register, each with the families that a link L4 ties to it as if it listed them."""
    linked: dict[str, list[str]] = defaultdict(list)
    for link in register.links:
        if link.kind is LinkKind.FAMILY_DECLARATION:
            linked[link.target].append(link.source)
    return tuple(
        replace(d, families=tuple(dict.fromkeys((*d.families, *linked[d.id])))) if d.id in linked else d
        for d in register.declarations
    )


def worse_pairs(declarations: tuple[Declaration, ...]) -> Iterator[tuple[Declaration, Declaration]]:
    """Each declaration that promises less than one before it, with the first such one."""
    known: dict[str, Declaration] = {}
    by_family: dict[tuple[str, Body], list[Declaration]] = defaultdict(list)
    for later in declarations:
        places = [(family, desk_of(later.body)) for family in later.families]
        named = [known[later.replaces]] if later.replaces in known else []
        earlier = [d for place in places for d in by_family[place] if _same_scope(later, d)]
        found = next((d for d in (*named, *earlier) if _is_less(later, d)), None)
        if found is not None:
            yield later, found
        known[later.id] = later
        for place in places:
            by_family[place].append(later)


def _same_scope(later: Declaration, earlier: Declaration) -> bool:
    """For the same standard, or one of them for the body as a whole."""
    return earlier.standard_id == later.standard_id or not (earlier.standard_id and later.standard_id)


def _is_less(later: Declaration, earlier: Declaration) -> bool:
    """A worse option, or the same one on a condition that was not there before."""
    if _WORTH[later.option] != _WORTH[earlier.option]:
        return _WORTH[later.option] < _WORTH[earlier.option]
    return later.reciprocity and not earlier.reciprocity
