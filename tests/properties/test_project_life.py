"""Random people ask random things of one project through the real use case and store: what must hold, always holds."""

from datetime import timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from flows.lifecycle import commands as c
from flows.lifecycle.project import Condition
from flows.lifecycle.template import Voting
from flows.names import STRANDS, Confidentiality, Decision, Role, Strand, VoteRule
from tests.builders import CHANNEL, CONTRIBUTOR, GUEST, LEAD, PATENT, STD, STEER, STEER2, STRANGER, TECH
from tests.properties.witness import Witness

STEER3 = "U0THIRD"
EVERYBODY = (LEAD, LEAD, LEAD, STEER, STEER, STEER2, STEER3, TECH, PATENT, STD, CONTRIBUTOR, STRANGER, GUEST)
"""Those with the most to do come more often."""

anybody = st.sampled_from(EVERYBODY)
which = st.integers(0, 8)
"""Picks a deliverable, the newest ones first."""
words = st.sampled_from(("because", "because", "because", " ", "far too long " * 200))
days = st.integers(-1, 30)
decisions = st.sampled_from((*[Decision.GO] * 6, *Decision))


RULES = (
    Voting(),
    Voting(rule=VoteRule.ANY),
    Voting(rule=VoteRule.ALL),
    Voting(rule=VoteRule.N_OF_M, needed=2),
    Voting(rule=VoteRule.SCORE, threshold=60, weights=((Role.STEERING, 2),)),
    Voting(rule=VoteRule.ANY, veto=(Role.STEERING,)),
)
"""How the gates of one life decide."""


class ProjectLife(RuleBasedStateMachine):
    """Rules ask; ``Witness`` judges every answer; the invariants look at the whole."""

    def __init__(self) -> None:
        super().__init__()
        self.witness = Witness()
        self.attempt = self.witness.attempt

    def teardown(self) -> None:
        self.witness.close()

    @initialize(
        steering=st.integers(0, 3),
        strands=st.sets(st.sampled_from(STRANDS), min_size=1),
        rules=st.sampled_from(RULES),
    )
    def begin(self, steering: int, strands: set[Strand], rules: Voting) -> None:
        self.witness.decide_by(rules)
        create = c.CreateProject(
            name="Radar",
            summary="",
            strands=tuple(strands),
            lead=LEAD,
            channel_id=CHANNEL,
            confidentiality=Confidentiality.MEMBERS,
            template="small",
        )
        self.witness.begin(create, CONTRIBUTOR)
        board = (STEER, STEER2, STEER3)[:steering]
        roles = ((Role.TECHNOLOGY, (TECH,)), (Role.PATENT, (PATENT,)), (Role.STEERING, board))
        self.attempt(c.AssignRoles(holders=roles), LEAD)

    def pick(self, number: int) -> str:
        deliverables = self.witness.project().deliverables
        return deliverables[-1 - number % len(deliverables)].id if deliverables else "dlv_none"

    def gate_id(self) -> str:
        gate = self.witness.project().gate
        return gate.id if gate else "gate_none"

    @rule(by=anybody, number=which, link=st.sampled_from(("https://example.org", "https://example.org", "nowhere", "")))
    def submit(self, by: str, number: int, link: str) -> None:
        self.attempt(c.SubmitDeliverable(deliverable_id=self.pick(number), link=link), by)

    @rule(by=anybody, number=which, version=st.sampled_from((1, 1, 2, 0)))
    def accept(self, by: str, number: int, version: int) -> None:
        self.attempt(c.AcceptSubmission(deliverable_id=self.pick(number), number=version), by)

    @rule(by=anybody, number=which, version=st.sampled_from((1, 1, 2, 0)), comment=words)
    def request_changes(self, by: str, number: int, version: int, comment: str) -> None:
        self.attempt(c.RequestChanges(deliverable_id=self.pick(number), number=version, comment=comment), by)

    @rule(by=anybody, number=which, why=words)
    def not_needed(self, by: str, number: int, why: str) -> None:
        self.attempt(c.SayNotNeeded(deliverable_id=self.pick(number), reason=why), by)

    @rule(by=anybody, number=which, later=days, why=words)
    def more_time(self, by: str, number: int, later: int, why: str) -> None:
        until = self.witness.today + timedelta(days=later)
        self.attempt(c.AskForMoreTime(deliverable_id=self.pick(number), until=until, reason=why), by)

    @rule(by=anybody, number=which, agree=st.booleans())
    def answer(self, by: str, number: int, agree: bool) -> None:
        self.attempt(c.AnswerRequest(deliverable_id=self.pick(number), agree=agree), by)

    @rule(by=anybody, number=which, to=anybody)
    def hand_over(self, by: str, number: int, to: str) -> None:
        self.attempt(c.HandOver(deliverable_id=self.pick(number), to=to), by)

    @rule(by=anybody, number=which, why=words)
    def reopen(self, by: str, number: int, why: str) -> None:
        self.attempt(c.ReopenDeliverable(deliverable_id=self.pick(number), reason=why), by)

    @rule(gates=st.lists(st.lists(decisions, max_size=3), min_size=1, max_size=3))
    def diligent_people_work(self, gates: list[list[Decision]]) -> None:
        """Hand in, accept, ask for the gate, vote; up to three times."""
        for votes in gates:
            project = self.witness.project()
            self.attempt(c.ResumeProject(), project.lead)
            for d in project.in_stage(project.stage):
                self.attempt(c.SubmitDeliverable(deliverable_id=d.id, text="done"), d.assignee)
                for reviewer in (project.lead, *project.holders(Role.STEERING)[:1]):
                    self.attempt(c.AcceptSubmission(deliverable_id=d.id, number=len(d.submissions) + 1), reviewer)
            self.attempt(c.RequestGate(note="Please"), project.lead)
            for voter, decision in zip(project.holders(Role.STEERING), votes, strict=False):
                condition = Condition("more of it", project.lead, self.witness.today)
                vote = c.CastVote(
                    gate_id=self.gate_id(),
                    decision=decision,
                    comment="because",
                    conditions=(condition,),
                    reopen=tuple(d.id for d in project.in_stage(project.stage)),
                )
                self.attempt(vote, voter)

    @rule(by=anybody)
    def request_gate(self, by: str) -> None:
        self.attempt(c.RequestGate(), by)

    @rule(by=anybody)
    def withdraw_gate(self, by: str) -> None:
        self.attempt(c.WithdrawGate(gate_id=self.gate_id()), by)

    @rule(by=anybody, why=words, conflict=st.booleans())
    def step_aside(self, by: str, why: str, conflict: bool) -> None:
        kind = c.DeclareConflict if conflict else c.Abstain
        self.attempt(kind(gate_id=self.gate_id(), reason=why), by)

    @rule(by=anybody, to=anybody)
    def send_a_deputy(self, by: str, to: str) -> None:
        self.attempt(c.HandVoteOver(gate_id=self.gate_id(), to=to), by)

    @rule(user=st.sampled_from((STEER, STEER2, STEER3, CONTRIBUTOR)), gone=st.booleans())
    def account(self, user: str, gone: bool) -> None:
        """Somebody is deactivated, or comes back; the clock looks after the gate."""
        self.witness.deactivate(user, gone)
        self.witness.tick()

    @rule(number=which, voters=st.lists(st.sampled_from((STEER, STEER2, STEER3)), min_size=1, max_size=3))
    def improve_at_the_gate(self, number: int, voters: list[str]) -> None:
        """A new version after some votes; then more votes, then the review."""
        self.attempt(c.CastVote(gate_id=self.gate_id(), decision=Decision.GO), voters[0])
        project = self.witness.project()
        here = project.in_stage(project.stage)
        d = here[number % len(here)] if here else None
        if d is None:
            return
        self.attempt(c.SubmitDeliverable(deliverable_id=d.id, text="better"), d.assignee)
        for voter in voters[1:]:
            self.attempt(c.CastVote(gate_id=self.gate_id(), decision=Decision.GO), voter)
        self.attempt(c.AcceptSubmission(deliverable_id=d.id, number=len(d.submissions) + 1), project.lead)

    @rule(by=anybody, decision=decisions, comment=words, later=days, reopen=st.lists(which, max_size=2))
    def vote(self, by: str, decision: Decision, comment: str, later: int, reopen: list[int]) -> None:
        vote = c.CastVote(
            gate_id=self.gate_id(),
            decision=decision,
            comment=comment,
            hold_until=self.witness.today + timedelta(days=later),
            reopen=tuple(self.pick(number) for number in reopen),
            conditions=(Condition(comment, by, self.witness.today + timedelta(days=later)),),
            merge_into="prj_none",
        )
        self.attempt(vote, by)

    @rule(by=anybody, role=st.sampled_from(Role), users=st.lists(anybody, max_size=3))
    def assign_roles(self, by: str, role: Role, users: list[str]) -> None:
        self.attempt(c.AssignRoles(holders=((role, tuple(users)),)), by)

    @rule(by=anybody, name=st.sampled_from(("Radar", "Sonar", "")), who=st.sampled_from(Confidentiality))
    def edit(self, by: str, name: str, who: Confidentiality) -> None:
        self.attempt(c.EditProject(name=name, summary="", channel_id=CHANNEL, confidentiality=who), by)

    @rule(by=anybody, code=st.sampled_from(("trl3", "filed", "drafting", "")), strand=st.sampled_from(Strand))
    def set_strand(self, by: str, code: str, strand: Strand) -> None:
        self.attempt(c.SetStrandStates(states=((strand, code),)), by)

    @rule(by=anybody, later=days, why=words)
    def hold(self, by: str, later: int, why: str) -> None:
        self.attempt(c.HoldProject(until=self.witness.today + timedelta(days=later), reason=why), by)

    @rule(by=anybody)
    def resume(self, by: str) -> None:
        self.attempt(c.ResumeProject(), by)

    @rule(by=st.sampled_from((TECH, STRANGER, GUEST, STEER3, LEAD)), why=st.sampled_from((" ", " ", "because")))
    def stop(self, by: str, why: str) -> None:
        """Rarely well asked for, or few projects would live to see the end."""
        self.attempt(c.StopProject(reason=why), by)

    @rule(count=st.integers(1, 20))
    def time_passes(self, count: int) -> None:
        self.witness.today += timedelta(days=count)
        self.witness.tick()

    @invariant()
    def what_must_hold_holds(self) -> None:
        if self.witness.project_id:
            self.witness.check_replay()
            self.witness.check_whole()
            self.witness.check_gate()


TestProjectLife: Any = ProjectLife.TestCase
TestProjectLife.settings = settings(max_examples=45, stateful_step_count=40, deadline=None)
