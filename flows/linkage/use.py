"""Use of results: licences, co-owners, rewards, and what promises mean later. R30-R38 (DOMAIN.md 4.5)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from flows.linkage.codes import Body, LicenceKind, PatentKind, RewardKind, Severity
from flows.linkage.dealings import Licence, Reward
from flows.linkage.items import Application, Family, Standard
from flows.linkage.judgements import Finding
from flows.linkage.months import months_later
from flows.linkage.promises import WILLING
from flows.linkage.register import Register
from flows.linkage.surroundings import Surroundings
from flows.linkage.ties import Ties
from flows.names import Role

REWARD_MINIMUM = {PatentKind.INVENTION: 4000, PatentKind.UTILITY_MODEL: 1500, PatentKind.DESIGN: 1500}
"""RMB a patent without an agreement or rule of the house: implementing rules (2023), rule 93."""

REMUNERATION_PERCENT = 50
"""Of the net income of licence or transfer, likewise: 成果转化法 art. 45, by rule 94."""

RECORD_MONTHS = 3
REWARD_MONTHS = 3
REVIEW_YEARS = 5
_REVIEW_SOON = timedelta(days=180)
_CHINESE = frozenset({Body.CN_NATIONAL, Body.CN_INDUSTRY})
_LEGAL = (Role.LEGAL.value,)
_PATENT = (Role.PATENT.value,)


@dataclass(frozen=True, slots=True)
class Dealings:
    """Licences and rewards by family."""

    licences: dict[str, list[Licence]]
    rewards: dict[str, list[Reward]]

    @classmethod
    def of(cls, register: Register) -> "Dealings":
        """One pass over licences and rewards."""
        licences: dict[str, list[Licence]] = defaultdict(list)
        rewards: dict[str, list[Reward]] = defaultdict(list)
        for licence in register.licences:
            for family in licence.families:
                licences[family].append(licence)
        for reward in register.rewards:
            rewards[reward.family_id].append(reward)
        return cls(licences, rewards)


def use_findings(register: Register, ties: Ties, around: Surroundings) -> Iterator[Finding]:
    """Everything open about use; flags for people, which stop nothing."""
    dealings = Dealings.of(register)
    for licence in register.licences:
        yield from unrecorded(licence, around)
    for family in register.families:
        yield from open_licence(family, dealings, around)
        yield from co_owners(family)
        yield from reward(family, dealings, around)
        yield from remuneration(family, dealings)
        yield from promised(family, dealings, ties)
    for standard in register.standards:
        yield from standing(standard, around)


def unrecorded(licence: Licence, around: Surroundings) -> Iterator[Finding]:
    """R30: recorded at CNIPA within three months of its effect (implementing rules, rule 15)."""
    if licence.recorded_on is None and licence.kind not in (LicenceKind.ASSIGNMENT, LicenceKind.OPEN):
        due = months_later(licence.effective_on, RECORD_MONTHS)
        if licence.effective_on <= around.today:
            yield Finding(rule="R30", severity=Severity.WARN if due < around.today else Severity.INFO,
                          subjects=(licence.id, *licence.families), lifts=("record_licence",), roles=_LEGAL,
                          params=(("due_on", due.isoformat()),))  # fmt: skip


def open_licence(family: Family, dealings: Dealings, around: Surroundings) -> Iterator[Finding]:
    """R31 (patent law arts. 50, 51): after the grant, none exclusive meanwhile, an evaluation report for a utility
    model or design."""
    held = [x for x in dealings.licences.get(family.id, ()) if x.ended_on is None or x.ended_on > around.today]
    offers = [licence for licence in held if licence.kind is LicenceKind.OPEN]
    if not offers:
        return
    exclusive = [licence for licence in held if licence.kind is LicenceKind.EXCLUSIVE]
    granted = _granted(family)
    found = [("exclusive", exclusive)] if exclusive else []
    if granted is None or granted.granted_on is None or granted.granted_on > min(x.effective_on for x in offers):
        found.append(("before_grant", offers))
    for why, licences in found:
        yield Finding(rule="R31", severity=Severity.WARN, subjects=(family.id, *(x.id for x in licences)),
                      lifts=("decide",), roles=_LEGAL, params=(("why", why),))  # fmt: skip
    if family.kind is not PatentKind.INVENTION:
        yield Finding(rule="R31", severity=Severity.INFO, subjects=(family.id,), roles=_PATENT,
                      params=(("why", "evaluation_report"),))  # fmt: skip


def co_owners(family: Family) -> Iterator[Finding]:
    """R32 (patent law art. 14)."""
    if len(family.owners) > 1 and not family.co_owner_terms.strip() and not family.dropped:
        yield Finding(rule="R32", severity=Severity.WARN, subjects=(family.id,), lifts=("record_terms",), roles=_LEGAL,
                      params=(("owners", str(len(family.owners))),))  # fmt: skip


def reward(family: Family, dealings: Dealings, around: Surroundings) -> Iterator[Finding]:
    """R33: within three months of the announced grant in China; the legal minimum where nothing else is agreed."""
    granted = _granted(family)
    if granted is None or granted.granted_on is None:
        return
    due, least = months_later(granted.granted_on, REWARD_MONTHS), REWARD_MINIMUM[family.kind]
    rewards = [r for r in dealings.rewards.get(family.id, ()) if r.kind is RewardKind.REWARD]
    paid = sum(r.amount for r in rewards if r.paid_on is not None)
    is_agreed = any(r.rule.strip() for r in rewards)
    if rewards and all(r.paid_on is not None for r in rewards) and (is_agreed or paid >= least):
        return
    why = "missing" if not rewards else "unpaid" if any(r.paid_on is None for r in rewards) else "below_minimum"
    severity = Severity.WARN if due < around.today or why == "below_minimum" else Severity.INFO
    yield Finding(rule="R33", severity=severity, subjects=(family.id, *(r.id for r in rewards)), lifts=("pay_reward",),
                  roles=_PATENT, params=(("why", why), ("due_on", due.isoformat()), ("minimum", str(least)),
                                         ("paid", str(paid))))  # fmt: skip


def net_income(licences: list[Licence] | tuple[Licence, ...]) -> int:
    """Whole RMB."""
    return sum(licence.income - licence.cost for licence in licences)


def remuneration_minimum(net: int) -> int:
    """Whole RMB, rounded up; nothing where nothing was earned (R34)."""
    return max(0, -(-net * REMUNERATION_PERCENT // 100))


def remuneration(family: Family, dealings: Dealings) -> Iterator[Finding]:
    """R34. A licence over several families is told with its whole income: how to share it is for people."""
    licences = dealings.licences.get(family.id, [])
    least = remuneration_minimum(net_income(licences))
    held = [r for r in dealings.rewards.get(family.id, ()) if r.kind is RewardKind.REMUNERATION]
    promised_sum = sum(r.amount for r in held)
    if least and promised_sum < least and not any(r.rule.strip() for r in held):
        yield Finding(rule="R34", severity=Severity.WARN, subjects=(family.id, *(x.id for x in licences)),
                      lifts=("pay_reward",), roles=_PATENT,
                      params=(("minimum", str(least)), ("planned", str(promised_sum))))  # fmt: skip


def promised(family: Family, dealings: Dealings, ties: Ties) -> Iterator[Finding]:
    """R35 and R36: what a promise of fair terms means for injunctions and for competition."""
    promised_for = sorted({
        row.target
        for row in ties.rows_of_family.get(family.id, ())
        if (standard := ties.standards.get(row.target)) is not None
        and ties.promises.option(family.id, standard.body, standard.id) in WILLING
    })  # fmt: skip
    chinese = tuple(s for s in promised_for if ties.standards[s].body in _CHINESE)
    if chinese:
        yield Finding(rule="R35", severity=Severity.INFO, subjects=(family.id, *chinese), roles=_LEGAL)
    licences = tuple(licence.id for licence in dealings.licences.get(family.id, ()))
    if promised_for and licences:
        yield Finding(rule="R36", severity=Severity.INFO, subjects=(family.id, *licences), roles=_LEGAL)


def standing(standard: Standard, around: Surroundings) -> Iterator[Finding]:
    """R37 for group and enterprise standards, R38 for published ones (standardisation law arts. 21, 29)."""
    if standard.withdrawn:
        return
    roles = (Role.STANDARD.value,)
    if standard.body is Body.CN_GROUP or standard.level in ("group", "enterprise"):
        yield Finding(rule="R37", severity=Severity.INFO, subjects=(standard.id,), roles=roles)
    if standard.published_on is not None:
        due = months_later(standard.published_on, 12 * REVIEW_YEARS)
        if due - _REVIEW_SOON <= around.today:
            yield Finding(rule="R38", severity=Severity.WARN if due < around.today else Severity.INFO,
                          subjects=(standard.id,), lifts=("review_standard",), roles=roles,
                          params=(("due_on", due.isoformat()),))  # fmt: skip


def _granted(family: Family) -> Application | None:
    member = family.member("CN")
    return member if member is not None and member.granted_on is not None else None
