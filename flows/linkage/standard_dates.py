"""Which dates follow from dealings, standards and what goes out (DOMAIN.md 4.4-4.6, R01e)."""

from collections.abc import Iterator
from datetime import timedelta

from flows.linkage.codes import LicenceKind, OutwardState, RewardKind
from flows.linkage.dealings import Licence, Reward
from flows.linkage.items import Family, Outward, Standard
from flows.linkage.novelty import latest_safe_filing
from flows.linkage.reckoning import Due, Reckoner
from flows.linkage.register import Register
from flows.linkage.rulebook import Rule, Term, Trigger, plain_stage

NEVER_RECORDED = frozenset({LicenceKind.ASSIGNMENT, LicenceKind.OPEN})
"""An assignment is registered and an open licence is declared; neither is a contract recorded under rule 15."""


def of_reward(r: Reckoner, reward: Reward, register: Register) -> Iterator[Due]:
    """A reward for a grant that the family's own date stands for is not asked for twice."""
    family = register.find(reward.family_id)
    cn = family.member("CN") if isinstance(family, Family) else None
    if reward.kind is RewardKind.REWARD and cn is not None and cn.granted_on is not None:
        return
    wanted = "R33" if reward.kind is RewardKind.REWARD else "R34"
    for rule, term in r.rulebook.dated(Trigger.REWARD_DUE):
        if rule.id == wanted:
            yield r.due(rule, term, reward.id, reward.due_on, part=reward.inventor, fulfilled=reward.paid_on)


def of_licence(r: Reckoner, licence: Licence, register: Register) -> Iterator[Due]:
    """R30: to be recorded at CNIPA, where it is of a Chinese patent, still stands, and is of a kind they record."""
    families = [register.find(family_id) for family_id in licence.families]
    chinese = any(isinstance(family, Family) and family.member("CN") for family in families)
    if licence.kind in NEVER_RECORDED or not chinese or licence.ended_on is not None:
        return
    for rule, term in r.rulebook.dated(Trigger.LICENCE_EFFECT):
        yield r.due(rule, term, licence.id, licence.effective_on, fulfilled=licence.recorded_on)


def of_standard(r: Reckoner, standard: Standard, register: Register) -> Iterator[Due]:
    """A date that the body has told stands before one that is computed from its stage."""
    if standard.withdrawn:
        return
    told = standard.next_on is not None and not standard.next_estimated
    if standard.next_on is not None and told:
        for rule, term in r.rulebook.dated(Trigger.TOLD):
            yield r.due(rule, term, standard.id, standard.next_on, part=standard.next_what)
    declared = next(
        (d.declared_on for d in register.declarations if d.standard_id == standard.id and d.body is standard.body),
        None,
    )
    if standard.stage_on is not None:
        for rule, term in _windows(r, standard, Trigger.STAGE):
            if plain_stage(standard.stage) in term.stages and (not told or term.outlasts):
                yield r.due(rule, term, standard.id, standard.stage_on,
                               fulfilled=declared if rule.id == "R25" else None)  # fmt: skip
    if standard.published_on is not None:
        for rule, term in _windows(r, standard, Trigger.PUBLICATION):
            yield r.due(rule, term, standard.id, standard.published_on)


def _windows(r: Reckoner, standard: Standard, trigger: Trigger) -> Iterator[tuple[Rule, Term]]:
    for rule, term in r.rulebook.dated(trigger):
        if standard.body in term.bodies and (not term.levels or standard.level.upper() in term.levels):
            yield rule, term


def of_outward(r: Reckoner, outward: Outward, *, unfiled: bool) -> Iterator[Due]:
    """The last safe day to file for something that is planned (R01e)."""
    if outward.state is not OutwardState.PLANNED:
        return
    for rule, term in r.rulebook.dated(Trigger.AVAILABILITY):
        eve = outward.available_on - timedelta(days=1)
        yield Due(
            rule=rule, subject_id=outward.id, part="", source_on=outward.available_on, raw_on=eve,
            due_on=latest_safe_filing(outward.available_on, r.house, r.calendars), calendar=term.calendar,
            fulfilled=None if unfiled else r.today,
        )  # fmt: skip
