"""The indicators that a linked record can compute (DOMAIN.md 7.5). What is declared never stands alone (7.1)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from statistics import median_low

from flows.linkage.codes import (
    DocketState,
    Essentiality,
    LinkKind,
    OutwardKind,
    OutwardState,
    Reception,
    RewardKind,
)
from flows.linkage.dealings import Reward
from flows.linkage.items import Outward
from flows.linkage.novelty import out_on, shown_too_early
from flows.linkage.register import Register
from flows.linkage.ties import Ties, is_filed, is_granted, ties
from flows.linkage.use import net_income


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many. Nothing of nothing is no percentage, least of all a good one."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Rounded down, so that 100 means all."""
        return 100 * self.part // self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Essential:
    """Families, by what is known of them. Kept apart and told together: declared is not essential."""

    declared: int
    charted: int
    confirmed: int
    declared_uncharted: int


@dataclass(frozen=True, slots=True)
class Delay:
    """Days from a contribution to the declaration of each family it shows. ``waiting``: not declared yet. ``days``:
    all in sum."""

    typical: int | None
    longest: int | None
    told: int
    waiting: int
    days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics:
    """``features_linked``: of all features, those with a claim and a clause. ``filed_before``: of all contributions
    that are out, those filed before (target: all). ``in_step``: of the claim-chart rows, those that were looked at on
    the present text. ``granted``: of the families filed. ``accepted``: of the proposals submitted. ``missed``: dates
    of the docket gone by (target: none). Money is net, in whole RMB. ``offices``: families filed at each."""

    features_linked: Share
    filed_before: Share
    disclosure: Delay
    essential: Essential
    in_step: Share
    granted: Share
    offices: tuple[tuple[str, int], ...]
    accepted: Share
    published: Share
    missed: int
    licences: int
    net_income: int
    rewards_on_time: Share


def metrics(register: Register, today: date) -> Metrics:
    """All of it, of one register on one day; computed once, for every card line asks."""
    return register.once(_metrics, today)


def _metrics(register: Register, today: date) -> Metrics:
    index = ties(register)
    sent = [o for o in register.outwards if o.kind is OutwardKind.CONTRIBUTION and o.state is OutwardState.MADE]
    filed = [family for family in register.families if any(is_filed(m) for m in family.members)]
    rows = [row for found in index.rows_of_standard.values() for row in found]
    offices = Counter(member.office for family in filed for member in family.members if is_filed(member))
    return Metrics(
        features_linked=_features_linked(register, index),
        filed_before=Share(sum(not shown_too_early(o, index) for o in sent), len(sent)),
        disclosure=_delay(sent, index),
        essential=_essential(index),
        in_step=Share(sum(not row.recheck for row in rows), len(rows)),
        granted=Share(sum(is_granted(family) for family in filed), len(filed)),
        offices=tuple(sorted(offices.items())),
        accepted=Share(sum(o.reception is Reception.ACCEPTED for o in sent), len(sent)),
        published=Share(sum(s.published_on is not None for s in register.standards), len(register.standards)),
        missed=sum(d.state is DocketState.OPEN and d.due_on < today for d in register.docket),
        licences=len(register.licences),
        net_income=net_income(register.licences),
        rewards_on_time=_on_time(register.rewards, today),
    )


def _features_linked(register: Register, index: Ties) -> Share:
    """A clause is reached over a claim (L1, L2) or by the result itself (L5)."""
    shown = [feature for feature in register.features if not feature.retired]
    charted = {(row.source, row.claim) for rows in index.rows_of_family.values() for row in rows}
    families = {family for family, _ in charted}
    whole = {family for family, claim in charted if not claim}
    claims: dict[str, list[tuple[str, int]]] = defaultdict(list)
    results = set()
    for link in register.links:
        if link.kind is LinkKind.FEATURE_CLAIM:
            claims[link.source].append((link.target, link.claim))
        elif link.kind is LinkKind.RESULT_CLAUSE:
            results.add(link.source)
    linked = sum(
        any(
            feature.id in results or key in charted or key[0] in (whole if key[1] else families)
            for key in claims.get(feature.id, ())
        )
        for feature in shown
    )
    return Share(linked, len(shown))


def _delay(sent: Iterable[Outward], index: Ties) -> Delay:
    days, waiting = [], 0
    for outward in sent:
        if outward.body is None:
            continue
        for family in index.families_of(outward.features):
            made = index.promises.made(family.id, outward.body, outward.standard_id)
            if made:
                days.append(max(0, (min(d.declared_on for d in made) - out_on(outward)).days))
            else:
                waiting += any(is_filed(member) for member in family.members)
    return Delay(median_low(days) if days else None, max(days, default=None), len(days), waiting, sum(days))


def _essential(index: Ties) -> Essential:
    declared = {family for family, _ in index.promises.by_family if family in index.families}
    charted = {family for family, rows in index.rows_of_family.items() if rows}
    confirmed = {
        row.source
        for rows in index.rows_of_family.values()
        for row in rows
        if row.essentiality is Essentiality.CONFIRMED and not row.recheck
    }
    return Essential(len(declared), len(charted), len(confirmed), len(declared - charted))


def _on_time(rewards: Iterable[Reward], today: date) -> Share:
    """Of the rewards that are paid or were due by today (R33)."""
    due = list(_due(rewards, today))
    return Share(sum(r.paid_on is not None and r.paid_on <= r.due_on for r in due), len(due))


def _due(rewards: Iterable[Reward], today: date) -> Iterator[Reward]:
    return (r for r in rewards if r.kind is RewardKind.REWARD and (r.paid_on is not None or r.due_on < today))
