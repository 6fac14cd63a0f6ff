"""What the votes of an open gate amount to, by the rule of its template and what the workspace demands beyond it.

The tie rule: as many votes for as against decide nothing; and of two decisions that both have enough votes, the more
cautious one counts (``CAUTION``).
"""

from dataclasses import dataclass
from typing import Protocol

from flows.lifecycle.houserules import veto_roles
from flows.lifecycle.project import Gate, Vote
from flows.lifecycle.template import GateSpec, Template, Voting
from flows.names import PASSING, Decision, Role, VoteRule

CAUTION = (
    Decision.STOP, Decision.MERGE, Decision.HOLD, Decision.RECYCLE, Decision.CONDITIONAL_GO, Decision.GO,
)  # fmt: skip
"""The most cautious decision first."""


class Voted(Protocol):
    """What a verdict needs to know: both ``Project`` and ``ProjectCard`` are this."""

    @property
    def gate(self) -> Gate | None: ...
    def holders(self, role: Role) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the votes decide. ``merge_into`` is the project id that all votes for a merge name."""

    decision: Decision
    votes: tuple[Vote, ...]
    merge_into: str = ""


def verdict(project: Voted, template: Template) -> Verdict | None:
    """The decision that has enough votes now, or None. A gate that nobody keeps (any more) decides nothing."""
    gate = project.gate
    if gate is None or not gate.gatekeepers:
        return None
    spec = template.stage(gate.stage).gate
    votes = tuple(vote for vote in gate.votes if vote.voter in gate.gatekeepers)
    for decision in CAUTION:
        for target in sorted({vote.merge_into for vote in votes if vote.decision == decision}):
            for_it = tuple(v for v in votes if v.decision == decision and v.merge_into == target)
            if not _enough(project, gate, spec.voting, for_it):
                continue
            if decision in PASSING and not _may_pass(project, gate, spec, for_it):
                continue
            return Verdict(decision, for_it, target)
    return None


def _may_pass(project: Voted, gate: Gate, spec: GateSpec, votes: tuple[Vote, ...]) -> bool:
    """Nobody with a veto is against it, and what the workspace demands beyond the template is met."""
    house = gate.house
    if vetoing(project, gate, spec):
        return False
    if house is None:
        return True
    if house.legal_veto and not seated(project, gate, Role.LEGAL):
        return False
    floor = house.floor is None or _enough(project, gate, Voting(rule=house.floor), votes)
    return floor and len(votes) >= house.quorum


def _enough(project: Voted, gate: Gate, rules: Voting, votes: tuple[Vote, ...]) -> bool:
    match rules.rule:
        case VoteRule.ANY:
            return bool(votes)
        case VoteRule.ALL:
            return not gate.silent and len(votes) == len(set(gate.gatekeepers) - set(gate.abstained))
        case VoteRule.MAJORITY:
            return len(votes) * 2 > len(gate.gatekeepers)
        case VoteRule.N_OF_M:
            return len(votes) >= rules.needed
        case VoteRule.SCORE:
            whole = sum(weight(project, gate, rules, user) for user in gate.gatekeepers)
            given = sum(weight(project, gate, rules, vote.voter) for vote in votes)
            return given * 100 >= rules.threshold * whole


def weight(project: Voted, gate: Gate, rules: Voting, user_id: str) -> int:
    """How much a gatekeeper's vote counts under SCORE: by the heaviest role of the one whose vote it is."""
    principal = gate.principal(user_id)
    return max((number for role, number in rules.weights if principal in project.holders(role)), default=1)


def vetoing(project: Voted, gate: Gate, spec: GateSpec) -> tuple[str, ...]:
    """Gatekeepers who keep the gate from passing: a veto role that has not voted for passing, nor abstained."""
    content = {vote.voter for vote in gate.votes if vote.decision in PASSING} | set(gate.abstained)
    return tuple(user for user in veto_holders(project, gate, spec) if user not in content)


def veto_holders(project: Voted, gate: Gate, spec: GateSpec) -> tuple[str, ...]:
    """Those of the quorum who vote for a role with a veto, by the template or by the workspace."""
    return tuple(dict.fromkeys(user for role in veto_roles(spec, gate.house) for user in seated(project, gate, role)))


def seated(project: Voted, gate: Gate, role: Role) -> tuple[str, ...]:
    """Those of the quorum who vote for a role."""
    able = project.holders(role)
    return tuple(user for user in gate.gatekeepers if gate.principal(user) in able)
