"""Every decision x vote rule x quorum case: what the votes of a gate amount to."""

from dataclasses import replace

import pytest

from flows.lifecycle.project import Gate, Member, Project
from flows.lifecycle.template import Template, Voting
from flows.lifecycle.voting import CAUTION, verdict, vetoing
from flows.names import PASSING, Decision, Role, VoteRule
from tests.builders import build_gate, build_project, build_vote, standard_template

GO, CONDITIONAL, HOLD, RECYCLE, MERGE, STOP = Decision
ABSTAINS, RECUSED, SILENT = "abstains", "recused", "silent"
Said = Decision | str
ANY = Voting(rule=VoteRule.ANY)
ALL = Voting(rule=VoteRule.ALL)
MAJORITY = Voting()
TWO = Voting(rule=VoteRule.N_OF_M, needed=2)
SCORE = Voting(rule=VoteRule.SCORE, threshold=60, weights=((Role.STEERING, 3), (Role.LEGAL, 1)))
RULES = {"any": ANY, "all": ALL, "majority": MAJORITY, "two": TWO, "score": SCORE}


def template(rules: Voting) -> Template:
    """The shipped template, with one rule at every gate."""
    shipped = standard_template()
    stages = tuple(replace(stage, gate=replace(stage.gate, voting=rules)) for stage in shipped.stages)
    return replace(shipped, stages=stages)


def at_gate(*said: Said) -> Project:
    """A project whose gatekeepers U0, U1… say this. U0 is of the steering group, all others are lawyers."""
    users = [f"U{n}" for n in range(len(said))]
    pairs = list(zip(users, said, strict=True))
    gate = build_gate(
        gatekeepers=tuple(user for user, word in pairs if word != RECUSED),
        recused=tuple(user for user, word in pairs if word == RECUSED),
        abstained=tuple(user for user, word in pairs if word == ABSTAINS),
        votes=tuple(build_vote(user, word, "because") for user, word in pairs if isinstance(word, Decision)),
    )
    members = tuple(Member(u, (Role.STEERING if u == "U0" else Role.LEGAL,)) for u in users)
    return build_project(members=members, gate=gate)


def decided(rules: Voting, *said: Said) -> Decision | None:
    found = verdict(at_gate(*said), template(rules))
    return found.decision if found else None


# D stands for each decision in turn, X for another one.
D, X = "D", "X"
QUORUMS: list[tuple[str, tuple[str, ...], str]] = [
    # the case, who says what, and the rules under which that decides (of score, U0 has 3 and everybody else 1)
    ("nobody is there", (), ""),
    ("nobody speaks", (SILENT, SILENT), ""),
    ("one alone", (D,), "any all majority score"),
    ("half", (D, SILENT), "any score"),
    ("both", (D, D), "any all majority two score"),
    ("the light one of two", (SILENT, D), "any"),
    ("two of three", (SILENT, D, D), "any majority two"),
    ("the heavy one of three", (D, SILENT, SILENT), "any score"),
    ("two of four", (SILENT, D, D, SILENT), "any two"),
    ("one abstains", (ABSTAINS, D), "any all"),
    ("two of three, one abstains", (ABSTAINS, D, D), "any all majority two"),
    ("all abstain", (ABSTAINS, ABSTAINS), ""),
    ("one stepped aside", (RECUSED, D), "any all majority score"),
    ("two left of three", (RECUSED, D, D), "any all majority two score"),
    ("all stepped aside", (RECUSED, RECUSED), ""),
]


@pytest.mark.parametrize("decision", Decision)
@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(("case", "said", "enough"), QUORUMS, ids=[case for case, _, _ in QUORUMS])
def test_each_decision_falls_exactly_when_its_rule_is_met(
    decision: Decision, rule: str, case: str, said: tuple[str, ...], enough: str
) -> None:
    words: list[Said] = [decision if word == D else word for word in said]
    assert decided(RULES[rule], *words) == (decision if rule in enough.split() else None), case


@pytest.mark.parametrize("one", Decision)
@pytest.mark.parametrize("other", Decision)
def test_as_many_votes_for_as_against_decide_nothing(one: Decision, other: Decision) -> None:
    same = one if one == other else None
    assert decided(MAJORITY, one, other) == same
    assert decided(ALL, one, other) == same
    assert decided(TWO, one, other) == same


@pytest.mark.parametrize("one", Decision)
@pytest.mark.parametrize("other", Decision)
def test_of_two_decisions_with_enough_votes_the_more_cautious_counts(one: Decision, other: Decision) -> None:
    cautious = min(one, other, key=CAUTION.index)
    assert decided(TWO, one, one, other, other) == cautious
    assert decided(ANY, other, one) == cautious


@pytest.mark.parametrize("decision", sorted(PASSING))
@pytest.mark.parametrize("word", [HOLD, RECYCLE, STOP, SILENT])
def test_a_veto_keeps_a_gate_from_passing_until_its_holder_agrees_or_abstains(decision: Decision, word: Said) -> None:
    rules = replace(MAJORITY, veto=(Role.STEERING,))
    assert decided(rules, word, decision, decision) is None
    assert decided(rules, ABSTAINS, decision, decision) == decision
    assert decided(rules, RECUSED, decision, decision) == decision
    assert decided(rules, decision, decision, SILENT) == decision


@pytest.mark.parametrize("decision", sorted(set(Decision) - PASSING))
def test_a_veto_delays_nothing_but_passing(decision: Decision) -> None:
    assert decided(replace(MAJORITY, veto=(Role.STEERING,)), SILENT, decision, decision) == decision


def test_a_veto_holds_against_any_number() -> None:
    rules = replace(ANY, veto=(Role.STEERING,))
    assert decided(rules, SILENT, GO, GO, GO) is None
    spec = replace(standard_template().stages[0].gate, voting=rules)
    assert vetoing(at_gate(HOLD, GO), _gate(at_gate(HOLD, GO)), spec) == ("U0",)


def _gate(project: Project) -> Gate:
    assert project.gate is not None
    return project.gate


def test_a_deputy_brings_the_weight_and_the_veto_of_the_one_they_stand_in_for() -> None:
    project = at_gate(SILENT, GO, GO)
    gate = replace(_gate(project), gatekeepers=("U9", "U1", "U2"), deputies=(("U9", "U0"),))
    vetoed = replace(MAJORITY, veto=(Role.STEERING,))
    assert verdict(replace(project, gate=gate), template(vetoed)) is None
    assert verdict(replace(project, gate=gate), template(SCORE)) is None
    heavy = replace(gate, votes=(build_vote("U9", GO),))
    found = verdict(replace(project, gate=heavy), template(SCORE))
    assert found is not None
    assert found.decision == GO


def test_votes_to_merge_into_different_projects_are_different_votes() -> None:
    votes = tuple(build_vote(f"U{n}", MERGE, "same idea", merge_into=f"prj_{n // 2}") for n in range(4))
    gate = build_gate(gatekeepers=("U0", "U1", "U2", "U3"), votes=votes)
    project = build_project(gate=gate)
    assert verdict(project, template(MAJORITY)) is None
    same = tuple(replace(vote, merge_into="prj_0") for vote in votes)
    found = verdict(replace(project, gate=replace(gate, votes=same)), template(MAJORITY))
    assert found is not None
    assert (found.decision, found.merge_into) == (MERGE, "prj_0")


def test_no_gate_decides_nothing() -> None:
    assert verdict(build_project(gate=None), standard_template()) is None


def test_a_vote_of_somebody_who_is_no_gatekeeper_counts_for_nothing() -> None:
    gate = build_gate(gatekeepers=("U0",), votes=(build_vote("U1", GO),))
    assert verdict(build_project(gate=gate), standard_template()) is None
