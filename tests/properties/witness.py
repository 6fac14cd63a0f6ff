"""Asks one project through the real use case and store, and checks after every answer what must always hold."""

import tempfile
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from flows.errors import LiandongError, NotFound
from flows.lifecycle import commands as c
from flows.lifecycle.evolve import replay
from flows.lifecycle.project import Project
from flows.lifecycle.template import Templates, Voting
from flows.lifecycle.template_text import parse_template
from flows.lifecycle.upkeep import Upkeep
from flows.lifecycle.usecases import perform
from flows.names import SETTLED, Confidentiality, Decision, DeliverableState, Role, Status, VoteRule
from flows.ports import Person, Receipt
from tests.builders import GUEST, NOW, TEAM, TODAY, build_actor
from tests.databases import ready_store

SMALL = Path(__file__).parent / "small.toml"
STAGES = ("first", "second", "third")
PASSING = (Decision.GO, Decision.CONDITIONAL_GO)


class Witness:
    """Keeps an account of gatekeepers and votes of its own; everything else is read back from the store."""

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.store = ready_store(f"sqlite:///{self.folder.name}/liandong.db")
        self.templates = Templates([parse_template(SMALL.read_text(encoding="utf-8"), SMALL.name)])
        self.made = 0
        self.today = TODAY
        self.project_id = ""
        self.rules = Voting()
        self.gone: set[str] = set()
        self.seats: dict[str, dict[str, str]] = {}
        """Of each gate: who votes, and in whose place."""
        self.votes: dict[str, dict[str, Decision | None]] = {}
        """Of each gate: who voted what; None for an abstention."""

    def decide_by(self, rules: Voting) -> None:
        """Give every gate of the template one rule, before a project begins."""
        (shipped,) = self.templates
        stages = tuple(replace(stage, gate=replace(stage.gate, voting=rules)) for stage in shipped.stages)
        self.rules = rules
        self.templates = Templates([replace(shipped, stages=stages)])

    def deactivate(self, user: str, gone: bool) -> None:
        with self.store.write() as uow:
            uow.people.upsert([Person(team_id=TEAM, user_id=user, name=user, deleted=gone)])
            uow.commit()
        (self.gone.add if gone else self.gone.discard)(user)

    def tick(self) -> None:
        """What the clock does at noon of the present day."""
        before = self.project()
        clockwork = Upkeep(
            store=self.store, templates=self.templates, zone=ZoneInfo("UTC"), day_begins=time(9), new_id=self._new_id
        )
        clockwork.tend(datetime.combine(self.today, time(12), ZoneInfo("UTC")))
        after = self.project()
        self._keep_votes(before, after)
        self._check_move(before, after)

    def close(self) -> None:
        broken = self.store.verify_history()
        self.store.close()
        self.folder.cleanup()
        assert broken == ()

    def begin(self, create: c.CreateProject, by: str) -> None:
        self.project_id = self.ask(create, by).project_id

    def project(self) -> Project:
        with self.store.write() as uow:
            project = uow.projects.load(TEAM, self.project_id)
        assert project is not None
        return project

    def attempt(self, command: c.Command, by: str) -> None:
        """Ask, and judge the answer by what the project was and is."""
        before = self.project()
        command = replace(command, project_id=self.project_id)
        key = self._new_id("req")
        try:
            receipt = self.ask(command, by, key)
        except LiandongError as error:
            assert self.project() == before
            self._check_secrecy(before, command, by, error)
            return
        assert sees(before, by)
        after = self.project()
        assert after.version == before.version + bool(receipt.events)
        self._keep_account(command, by, before, receipt)
        if receipt.events:
            self._keep_votes(before, after)
        self._check_move(before, after)
        if receipt.events:
            self._check_card(after)
        assert self.ask(command, by, key) == receipt, "a redelivery is answered as the first time"
        assert self.project() == after, "and changes nothing"

    def ask(self, command: c.Command, by: str, key: str = "") -> Receipt:
        with self.store.write() as uow:
            return perform(
                command,
                actor=build_actor(by, is_guest=by == GUEST),
                uow=uow,
                templates=self.templates,
                now=NOW + (self.today - TODAY),
                today=self.today,
                new_id=self._new_id,
                request_key=key or self._new_id("req"),
            )

    def _new_id(self, prefix: str) -> str:
        self.made += 1
        return f"{prefix}_{self.made:010d}"

    def _check_secrecy(self, before: Project, command: c.Command, by: str, error: LiandongError) -> None:
        """A stranger is answered word for word as for a project that does not exist."""
        if sees(before, by):
            assert not (isinstance(error, NotFound) and error.what == "project")
            return
        with pytest.raises(LiandongError) as unknown:
            self.ask(replace(command, project_id="prj_unknown"), by)
        assert type(error) is type(unknown.value) is NotFound
        assert vars(error) | {"key": "prj_unknown"} == vars(unknown.value)

    def _keep_account(self, command: c.Command, by: str, before: Project, receipt: Receipt) -> None:
        """Seats and votes by hand, from what was asked and what was answered; nothing of the product's own counting."""
        gate_id = str(receipt.params.get("gate_id", ""))
        if "GateRequested" in receipt.events:
            self.seats[gate_id] = {user: user for user in before.holders(Role.STEERING)}
            standing = before.standing_votes
            carried: dict[str, Decision | None] = {
                v.voter: v.decision for v in standing if v.voter in self.seats[gate_id]
            }
            self.votes[gate_id] = {} if self._passes(self.seats[gate_id], carried) else dict(carried)
        if not receipt.events or before.gate is None:
            return
        seats, votes = self.seats[before.gate.id], self.votes[before.gate.id]
        match command:
            case c.CastVote():
                votes[by] = command.decision
            case c.Abstain():
                votes[by] = None
            case c.DeclareConflict():
                seats.pop(by)
                votes.pop(by, None)
            case c.HandVoteOver(to=to):
                seats[to] = seats.pop(by)
                votes.pop(by, None)
            case _:
                pass

    def _keep_votes(self, before: Project, after: Project) -> None:
        """Whoever was deactivated, left or lost the role takes no part any more."""
        if before.gate is None:
            return
        seats, votes = self.seats[before.gate.id], self.votes[before.gate.id]
        members = {member.user_id for member in after.members}
        for user, principal in list(seats.items()):
            able = principal in after.holders(Role.STEERING) and user in members
            if not able or {user, principal} & self.gone:
                seats.pop(user)
                votes.pop(user, None)

    def _passes(self, seats: dict[str, str], votes: dict[str, Decision | None]) -> bool:
        """Whether these votes carry a go or a conditional go: the rules of a gate, written down a second time."""
        abstained = [user for user, said in votes.items() if said is None and user in seats]
        for wanted in PASSING:
            count = sum(said == wanted for user, said in votes.items() if user in seats)
            others = len(seats) - count - len(abstained)
            enough = {
                VoteRule.ANY: count >= 1,
                VoteRule.ALL: count >= 1 and others == 0,
                VoteRule.MAJORITY: count * 2 > len(seats),
                VoteRule.N_OF_M: count >= self.rules.needed,
                VoteRule.SCORE: count >= 1 and count * 100 >= self.rules.threshold * len(seats),
            }[self.rules.rule]
            content = {user for user, said in votes.items() if said is None or said in PASSING}
            if enough and (not self.rules.veto or set(seats) <= content):
                return True
        return False

    def _check_move(self, before: Project, after: Project) -> None:
        """Stages and completion come from a gate decided over settled work, and from nothing else."""
        completed = after.status == Status.COMPLETED != before.status
        if after.stage == before.stage and not completed:
            return
        assert before.gate is not None
        assert before.status == Status.ACTIVE
        assert self._passes(self.seats[before.gate.id], self.votes[before.gate.id])
        assert {d.state for d in after.in_stage(before.stage) if d.required} <= SETTLED
        number = STAGES.index(before.stage)
        assert (after.stage, completed) == ((before.stage, True) if number == 2 else (STAGES[number + 1], False))

    def _check_card(self, after: Project) -> None:
        """The newest version's card is next in the channel's queue. Seen in a transaction that is rolled back."""
        with self.store.write() as uow:
            parcels = uow.outbox.claim(owner="relay", now=NOW + timedelta(days=9999), lease_until=NOW, limit=99)
        assert f"card:{after.id}:v{after.version}" in {parcel.notice.dedupe_key for parcel in parcels}

    def check_replay(self) -> None:
        with self.store.write() as uow:
            replayed = replay(uow.history.events(TEAM, self.project_id))
        assert replayed == replace(self.project(), version=0)

    def check_whole(self) -> None:
        """One stage, one lead, nobody twice, all open work with a member, versions without gaps."""
        project = self.project()
        assert project.stage in STAGES
        assert len(project.holders(Role.LEAD)) == 1
        members = {member.user_id for member in project.members}
        assert len(members) == len(project.members)
        for d in project.in_stage(project.stage):
            assert d.assignee in members or d.state in SETTLED
            assert [s.number for s in d.submissions] == list(range(1, len(d.submissions) + 1))
            assert d.submissions or d.state in {DeliverableState.OPEN, DeliverableState.WAIVED}
            assert d.state not in SETTLED or d.request is None

    def check_gate(self) -> None:
        """An open gate belongs to an active project in this stage and holds one vote a gatekeeper, as it was cast."""
        project = self.project()
        gate = project.gate
        if gate is None:
            return
        assert (project.status, gate.stage) == (Status.ACTIVE, project.stage)
        assert len({vote.voter for vote in gate.votes}) == len(gate.votes)
        assert {vote.voter for vote in gate.votes} <= set(gate.gatekeepers)
        said = {vote.voter: vote.decision for vote in gate.votes} | dict.fromkeys(gate.abstained)
        assert said == self.votes[gate.id]
        assert {user: gate.principal(user) for user in gate.gatekeepers} == self.seats[gate.id]
        assert not set(gate.recused) & set(gate.gatekeepers)


def sees(project: Project, user: str) -> bool:
    """Who sees what, written down a second time on purpose."""
    member = any(m.user_id == user for m in project.members)
    return member or (project.confidentiality == Confidentiality.OPEN and user != GUEST)
