"""A workspace makes gates stricter, never looser; an open gate keeps the rule it was opened with."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.errors import GateNotMet
from flows.lifecycle import commands as c
from flows.lifecycle import events as e
from flows.lifecycle.evolve import replay
from flows.lifecycle.houserules import FLOORS, deciding_roles, under
from flows.lifecycle.project import Member, Project
from flows.lifecycle.readiness import gate_blockers, gatekeepers
from flows.lifecycle.template import HouseRule, Template, Voting
from flows.lifecycle.usecases import judge
from flows.lifecycle.verdicts import departures
from flows.lifecycle.voting import verdict
from flows.names import PASSING, Decision, Role, VoteRule
from tests.builders import (
    LEAD,
    LEGAL,
    MEMBERS,
    STEER,
    STEER2,
    build_gate,
    build_project,
    build_settled,
    build_vote,
    standard_template,
)
from tests.flows.lifecycle.deciding import occasion

GO, CONDITIONAL, HOLD, RECYCLE, MERGE, STOP = Decision
USERS = ("U0", "U1", "U2", "U3")
RULES = (
    Voting(rule=VoteRule.ANY), Voting(rule=VoteRule.ALL), Voting(), Voting(rule=VoteRule.N_OF_M, needed=2),
    Voting(rule=VoteRule.SCORE, threshold=60, weights=((Role.STEERING, 3),)),
    Voting(veto=(Role.STEERING,)),
)  # fmt: skip
houses = st.builds(
    HouseRule, st.just("ideation"), floor=st.sampled_from((None, *FLOORS)), quorum=st.integers(0, 4),
    legal_veto=st.booleans(),
)  # fmt: skip
said = st.lists(st.sampled_from((*Decision, "abstains", "silent")), min_size=1, max_size=4)


def template(rules: Voting) -> Template:
    shipped = standard_template()
    first = shipped.stages[0]
    return replace(shipped, stages=(replace(first, gate=replace(first.gate, voting=rules)), *shipped.stages[1:]))


def at_gate(words: list[Decision | str], house: HouseRule | None) -> Project:
    """U0 is of the steering group, U1 legal, the others business."""
    roles = (Role.STEERING, Role.LEGAL, Role.BUSINESS, Role.BUSINESS)
    pairs = list(zip(USERS, words, strict=False))
    gate = build_gate(
        gatekeepers=tuple(user for user, _ in pairs),
        abstained=tuple(user for user, word in pairs if word == "abstains"),
        votes=tuple(build_vote(user, word, "because") for user, word in pairs if isinstance(word, Decision)),
        house=house,
    )
    return build_project(members=tuple(Member(u, (r,)) for u, r in zip(USERS, roles, strict=True)), gate=gate)


def decided(rules: Voting, words: list[Decision | str], house: HouseRule | None) -> Decision | None:
    found = verdict(at_gate(words, house), template(rules))
    return found.decision if found else None


@given(st.sampled_from(RULES), said, houses)
def test_nothing_passes_under_the_house_that_would_not_pass_without(
    rules: Voting, words: list[Decision | str], house: HouseRule
) -> None:
    strict, loose = decided(rules, words, house), decided(rules, words, None)
    if strict in PASSING:
        assert loose == strict
    if loose is not None and loose not in PASSING:
        assert strict == loose, "what stops, holds or sends back is not made harder"


ABSTAINS, SILENT = "abstains", "silent"
CASES: list[tuple[str, HouseRule, list[Decision | str], bool]] = [
    ("any vote is enough without", HouseRule("ideation"), [GO, SILENT, SILENT], True),
    ("more than half", HouseRule("ideation", floor=VoteRule.MAJORITY), [GO, SILENT, SILENT], False),
    ("more than half agrees", HouseRule("ideation", floor=VoteRule.MAJORITY), [GO, GO, SILENT], True),
    ("all", HouseRule("ideation", floor=VoteRule.ALL), [GO, GO, SILENT], False),
    ("all agree or abstain", HouseRule("ideation", floor=VoteRule.ALL), [GO, GO, ABSTAINS], True),
    ("too few votes", HouseRule("ideation", quorum=2), [GO, SILENT, ABSTAINS], False),
    ("enough votes", HouseRule("ideation", quorum=2), [GO, GO, SILENT], True),
    ("legal is silent", HouseRule("ideation", legal_veto=True), [GO, SILENT, GO], False),
    ("legal is against", HouseRule("ideation", legal_veto=True), [GO, RECYCLE, GO], False),
    ("legal agrees", HouseRule("ideation", legal_veto=True), [SILENT, GO, SILENT], True),
    ("legal abstains", HouseRule("ideation", legal_veto=True), [GO, ABSTAINS, SILENT], True),
    ("legal is not there", HouseRule("ideation", legal_veto=True), [GO], False),
]


@pytest.mark.parametrize("decision", sorted(PASSING))
@pytest.mark.parametrize(("case", "house", "words", "passes"), CASES, ids=[case for case, *_ in CASES])
def test_a_gate_passes_when_template_and_house_are_both_content(
    case: str, house: HouseRule, words: list[Decision | str], passes: bool, decision: Decision
) -> None:
    own: list[Decision | str] = [decision if word == GO else word for word in words]
    found = decided(Voting(rule=VoteRule.ANY), own, house)
    assert (found == decision) if passes else (found not in PASSING), case


@pytest.mark.parametrize(
    ("deciders", "veto", "legal", "roles"),
    [
        ((), (), False, (Role.STEERING,)),
        ((Role.LEAD,), (), False, (Role.LEAD,)),
        ((Role.LEAD,), (Role.STEERING,), False, (Role.LEAD, Role.STEERING)),
        ((Role.LEAD,), (), True, (Role.LEAD, Role.LEGAL)),
        ((), (), True, (Role.STEERING, Role.LEGAL)),
    ],
)
def test_other_deciders_never_take_a_veto_away(
    deciders: tuple[Role, ...], veto: tuple[Role, ...], legal: bool, roles: tuple[Role, ...]
) -> None:
    spec = replace(template(Voting(veto=veto)).stages[0].gate, deciders=(Role.STEERING,))
    assert deciding_roles(spec, HouseRule("ideation", deciders=deciders, legal_veto=legal)) == roles


def opened(house: HouseRule) -> Project:
    """A settled project whose gate was requested under a rule."""
    project = build_project(deliverables=build_settled())
    ruled = under(standard_template(), (house,))
    after = replay(judge(project, c.RequestGate(project_id=project.id), occasion(LEAD), ruled), project)
    assert after is not None
    return after


def test_a_gate_is_opened_under_the_rules_that_hold_then() -> None:
    project = opened(HouseRule("ideation", deciders=(Role.LEAD,), legal_veto=True))
    assert project.gate is not None
    assert project.gate.gatekeepers == (LEAD, LEGAL)


def test_an_open_gate_keeps_its_rules_whatever_the_workspace_says_now() -> None:
    project = opened(HouseRule("ideation", deciders=(Role.LEAD, Role.STEERING), floor=VoteRule.ALL))
    later = under(standard_template(), (HouseRule("ideation", deciders=(Role.BUSINESS,)),))
    assert project.gate is not None
    for said_by, today in product((LEAD, STEER), (later, standard_template())):
        assert gatekeepers(project, today) == (LEAD, STEER, STEER2)
        assert departures(project, project.gate, (), today) == ()
        vote = c.CastVote(project_id=project.id, gate_id=project.gate.id, decision=GO)
        events = judge(project, vote, occasion(said_by), today)
        assert not any(isinstance(event, e.GateDecided) for event in events)


@pytest.mark.parametrize(
    ("house", "members", "code"),
    [
        (HouseRule("ideation", legal_veto=True), tuple(m for m in MEMBERS if m.user_id != LEGAL), "no_legal"),
        (HouseRule("ideation", quorum=3), MEMBERS, "too_few_gatekeepers"),
        (HouseRule("ideation", deciders=(Role.BUSINESS,)), tuple(m for m in MEMBERS if Role.BUSINESS not in m.roles),
         "no_gatekeepers"),
    ],
)  # fmt: skip
def test_a_gate_that_could_not_pass_under_the_house_is_not_opened(
    house: HouseRule, members: tuple[Member, ...], code: str
) -> None:
    project = build_project(deliverables=build_settled(), members=members)
    ruled = under(standard_template(), (house,))
    assert [blocker.code for blocker in gate_blockers(project, ruled)] == [code]
    with pytest.raises(GateNotMet):
        judge(project, c.RequestGate(project_id=project.id), occasion(LEAD), ruled)


def test_a_workspace_without_rules_uses_the_very_template() -> None:
    assert under(standard_template(), ()) is standard_template()
