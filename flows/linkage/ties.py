"""A register indexed once, so that every judgement looks things up instead of searching."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from flows.linkage.codes import ApplicationStatus, Essentiality, LinkKind
from flows.linkage.items import Application, Family, Feature, Link, Standard
from flows.linkage.judgements import DocketItem
from flows.linkage.promises import Promises
from flows.linkage.register import Register

_DEAD = frozenset({ApplicationStatus.REFUSED, ApplicationStatus.LAPSED})


@dataclass(frozen=True, slots=True)
class Ties:
    """Families and standards by id; families by the feature they cover (L1); claim-chart rows (L2) that were not
    rejected by standard and by family; the docket by what it is about; what was promised."""

    features: dict[str, Feature]
    families: dict[str, Family]
    standards: dict[str, Standard]
    covering: dict[str, tuple[Family, ...]]
    rows_of_standard: dict[str, list[Link]]
    rows_of_family: dict[str, list[Link]]
    docket_of: dict[str, list[DocketItem]]
    promises: Promises

    def families_on(self, standard_id: str) -> tuple[Family, ...]:
        """The families charted on a standard, each once, given up or not."""
        ids = dict.fromkeys(row.source for row in self.rows_of_standard.get(standard_id, ()))
        return tuple(self.families[i] for i in ids if i in self.families)

    def families_of(self, features: Iterable[str]) -> tuple[Family, ...]:
        """The families that cover any of the features, each once, those given up left out."""
        found = chain.from_iterable(self.covering.get(feature, ()) for feature in features)
        return tuple({family.id: family for family in found if not family.dropped}.values())


def ties(register: Register) -> Ties:
    """The index of a register, made at the first call: a gate asks it for every contribution."""
    return register.once(_ties)


def _ties(register: Register) -> Ties:
    """One pass over items and links."""
    families = {family.id: family for family in register.families}
    standards = {standard.id: standard for standard in register.standards}
    covering: dict[str, dict[str, Family]] = defaultdict(dict)
    by_standard: dict[str, list[Link]] = defaultdict(list)
    by_family: dict[str, list[Link]] = defaultdict(list)
    covers, charts, rejected = LinkKind.FEATURE_CLAIM, LinkKind.CLAIM_CLAUSE, Essentiality.REJECTED
    for link in register.links:
        if link.kind is covers and link.target in families:
            covering[link.source][link.target] = families[link.target]
        elif link.kind is charts and link.essentiality is not rejected:
            by_standard[link.target].append(link)
            by_family[link.source].append(link)
    docket: dict[str, list[DocketItem]] = defaultdict(list)
    for item in register.docket:
        docket[item.subject_id].append(item)
    return Ties(
        features={feature.id: feature for feature in register.features},
        families=families,
        standards=standards,
        covering={feature: tuple(found.values()) for feature, found in covering.items()},
        rows_of_standard=by_standard,
        rows_of_family=by_family,
        docket_of=docket,
        promises=Promises.of(register, standards),
    )


def is_filed(application: Application) -> bool:
    """Whether a filing is a fact: a planned application is none, whatever day it is planned for."""
    return application.status is not ApplicationStatus.PLANNED and application.filed_on is not None


def is_alive(application: Application) -> bool:
    """Filed, and neither refused nor lapsed."""
    return is_filed(application) and application.status not in _DEAD


def is_granted(family: Family) -> bool:
    """Whether any office has granted it, alive or not."""
    return any(m.granted_on is not None or m.status is ApplicationStatus.GRANTED for m in family.members)
