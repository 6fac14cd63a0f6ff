"""What a workspace demands of a gate beyond what its template says. It can only make passing harder, never easier.

Exactly (DOMAIN.md 3.1 b):

- Everything the template asks for is still asked for. To pass, a gate needs the template's own rule and, on top, the
  ``floor`` and at least ``quorum`` votes for passing. Decisions that do not pass the gate are not made harder.
- ``deciders`` replace the template's. A role to which the template gives a veto stays among them: what could keep a
  gate from passing can still do so.
- With ``legal_veto`` legal decides as well, and the gate passes only where somebody votes for it as legal, or abstains.
- An open gate keeps the rule it was opened with (``Gate.house``), whatever the workspace changes meanwhile.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from flows.lifecycle.template import GateSpec, HouseRule, Template
from flows.names import Role, VoteRule

FLOORS = (VoteRule.MAJORITY, VoteRule.ALL)
"""The vote rules a workspace can demand at least; anything less demands nothing."""


def deciding_roles(spec: GateSpec, house: HouseRule | None) -> tuple[Role, ...]:
    """The roles that decide a gate, the template's veto roles and legal with its veto always among them."""
    if house is None:
        return spec.deciders
    own = house.deciders or spec.deciders
    return tuple(dict.fromkeys((*own, *spec.voting.veto, *((Role.LEGAL,) if house.legal_veto else ()))))


def veto_roles(spec: GateSpec, house: HouseRule | None) -> tuple[Role, ...]:
    """The roles without which nothing passes."""
    legal = (Role.LEGAL,) if house is not None and house.legal_veto else ()
    return tuple(dict.fromkeys((*spec.voting.veto, *legal)))


def under(template: Template, rules: Iterable[HouseRule]) -> Template:
    """The template as a workspace uses it for gates that are still to be opened."""
    found = tuple(rules)
    return _under(template, found) if found else template


@lru_cache(maxsize=64)
def _under(template: Template, rules: tuple[HouseRule, ...]) -> Template:
    by_stage = {rule.stage: rule for rule in rules}
    stages = (
        replace(stage, gate=replace(stage.gate, house=by_stage[stage.key])) if stage.key in by_stage else stage
        for stage in template.stages
    )
    return replace(template, stages=tuple(stages))
