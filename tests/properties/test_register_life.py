"""Random people do random things to one register: nothing is ever out without a clearance or a named override."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from flows.errors import LiandongError
from flows.lifecycle.project import Member
from flows.linkage import commands as c
from flows.linkage.answered import given_clearance
from flows.linkage.codes import (
    ApplicationStatus,
    Body,
    ClearanceState,
    LicenceOption,
    LinkKind,
    OutwardKind,
    OutwardState,
)
from flows.linkage.dealings import Declaration
from flows.linkage.events import LinkageEvent, OutwardMade
from flows.linkage.evolve import replay
from flows.linkage.house import House
from flows.linkage.items import Application, Family, Feature, Outward
from flows.linkage.register import Register
from flows.names import Role
from tests.flows.linkage.deciding import LEAD, LEGAL, MEMBER, PATENT, STANDARD_LEAD, TECH, Desk, People

BOTH = "UBOTH"
PATENT_LEADS = frozenset({PATENT, BOTH})
PEOPLE = st.sampled_from((LEAD, TECH, PATENT, PATENT, STANDARD_LEAD, LEGAL, MEMBER, BOTH))
WHICH = st.integers(0, 3)
DAYS = st.integers(-20, 10)
STATES = st.sampled_from((ClearanceState.GRANTED, ClearanceState.REFUSED, ClearanceState.OVERRIDDEN))


class RegisterLife(RuleBasedStateMachine):
    """Every refusal is one of ours; what is allowed is judged by the invariants."""

    def __init__(self) -> None:
        super().__init__()
        crew = People(members=(*People().members, Member(BOTH, (Role.PATENT, Role.LEGAL))))
        self.desk = Desk(house=House(), people=crew)
        self.begun = self.desk.register
        self.log: list[LinkageEvent] = []
        self.promises: tuple[Declaration, ...] = ()

    @property
    def book(self) -> Register:
        return self.desk.register

    def attempt(self, command: c.LinkageCommand, by: str) -> None:
        before = self.book
        try:
            events = self.desk.events(command, by)
        except LiandongError:
            assert self.book == before
            return
        for event in events:
            if isinstance(event, OutwardMade):
                self.was_let_out(before, event)
        self.log += events

    def was_let_out(self, before: Register, event: OutwardMade) -> None:
        outward = next(o for o in before.outwards if o.id == event.outward_id)
        clearance = given_clearance(before, outward, event.made_on)
        assert clearance is not None
        assert clearance.id == event.clearance_id
        assert set(clearance.features) == set(outward.features)
        if clearance.state is ClearanceState.OVERRIDDEN:
            assert {clearance.decided_by} <= PATENT_LEADS
            assert clearance.reason
            assert clearance.legal_by in (LEGAL, BOTH)
            assert clearance.legal_by != clearance.decided_by
        else:
            self.every_feature_was_filed_before(before, outward, event.made_on)
            self.nothing_was_filed_abroad_unreviewed(before, outward)
            self.no_disclosure_was_late(before, event.made_on)

    def tied(self, before: Register, outward: Outward) -> list[Family]:
        ids = {k.target for k in before.links if k.kind is LinkKind.FEATURE_CLAIM and k.source in outward.features}
        return [f for f in before.families if f.id in ids]

    def nothing_was_filed_abroad_unreviewed(self, before: Register, outward: Outward) -> None:
        """Every invention of this life was finished in China, and nobody asks for a review (R04)."""
        abroad = [m for f in self.tied(before, outward) for m in f.members if m.office != "CN"]
        assert all(m.status is ApplicationStatus.PLANNED for m in abroad)

    def no_disclosure_was_late(self, before: Register, day: date) -> None:
        """No other contribution that is out for longer than the house allows shows a filed family that its body was
        not told of (R20)."""
        told = {family_id for d in before.declarations for family_id in d.families}
        for other in before.outwards:
            if other.made_on and (day - other.made_on).days > self.desk.house.declare_within_days:
                filed = (f for f in self.tied(before, other) if f.id not in told)
                assert not any(m.status is not ApplicationStatus.PLANNED for f in filed for m in f.members)

    def every_feature_was_filed_before(self, before: Register, outward: Outward, day: date) -> None:
        """Written again without the engine: a filing earlier than the day, tied to the feature, or a written word."""
        for feature_id in outward.features:
            feature = next(f for f in before.features if f.id == feature_id)
            tied = {k.target for k in before.links if k.kind is LinkKind.FEATURE_CLAIM and k.source == feature_id}
            filed = any(
                m.filed_on < day
                for f in before.families
                for m in f.members
                if f.id in tied and m.filed_on and m.status is not ApplicationStatus.PLANNED
            )
            assert filed or feature.not_patent_relevant

    @rule(by=PEOPLE)
    def feature(self, by: str) -> None:
        self.attempt(c.RecordFeature(item=Feature(id="", number=0, name=f"F{len(self.book.features)}")), by)

    @rule(by=PEOPLE)
    def family(self, by: str) -> None:
        self.attempt(c.RecordFamily(item=Family(id="", number=0, title="Radar")), by)

    @rule(by=PEOPLE, n=WHICH, days=DAYS, planned=st.booleans(), office=st.sampled_from(("CN", "EP")))
    @precondition(lambda self: self.book.families)
    def file(self, by: str, n: int, days: int, planned: bool, office: str) -> None:
        status = ApplicationStatus.PLANNED if planned else ApplicationStatus.FILED
        filing = Application(office=office, status=status, filed_on=self.desk.today + timedelta(days=days))
        family = self.book.families[n % len(self.book.families)]
        self.attempt(c.RecordApplication(family_id=family.id, application=filing), by)

    @rule(by=PEOPLE, n=WHICH, m=WHICH)
    @precondition(lambda self: self.book.families and self.book.features)
    def tie(self, by: str, n: int, m: int) -> None:
        source = self.book.features[n % len(self.book.features)].id
        target = self.book.families[m % len(self.book.families)].id
        self.attempt(c.TieItems(kind=LinkKind.FEATURE_CLAIM, source=source, target=target), by)

    @rule(by=PEOPLE, n=WHICH)
    @precondition(lambda self: self.book.links)
    def untie(self, by: str, n: int) -> None:
        self.attempt(c.UntieItems(link_id=self.book.links[n % len(self.book.links)].id, why="Wrong"), by)

    @rule(by=PEOPLE, n=WHICH, reason=st.sampled_from(("", "Known art")))
    @precondition(lambda self: self.book.features)
    def clear_feature(self, by: str, n: int, reason: str) -> None:
        feature = self.book.features[n % len(self.book.features)]
        self.attempt(c.ClearFeature(feature_id=feature.id, reason=reason), by)

    @rule(by=PEOPLE, days=DAYS, n=WHICH, both=st.booleans())
    @precondition(lambda self: self.book.features)
    def plan(self, by: str, days: int, n: int, both: bool) -> None:
        features = tuple(f.id for f in self.book.features)
        chosen = features if both else (features[n % len(features)],)
        item = Outward(
            id="", number=0, kind=OutwardKind.CONTRIBUTION, title="Proposal", features=chosen, body=Body.ISO,
            available_on=self.desk.today + timedelta(days=days),
        )  # fmt: skip
        self.attempt(c.PlanOutward(item=item), by)

    @rule(by=PEOPLE, n=WHICH, days=DAYS, m=WHICH)
    @precondition(lambda self: self.book.outwards)
    def replan(self, by: str, n: int, days: int, m: int) -> None:
        item = self.book.outwards[n % len(self.book.outwards)]
        feature = self.book.features[m % len(self.book.features)].id
        moved = replace(item, available_on=self.desk.today + timedelta(days=days), features=(feature,))
        self.attempt(c.PlanOutward(item=moved), by)

    @rule(by=PEOPLE, n=WHICH)
    @precondition(lambda self: self.book.outwards)
    def ask(self, by: str, n: int) -> None:
        self.attempt(c.AskClearance(outward_id=self.book.outwards[n % len(self.book.outwards)].id), by)

    @rule(by=PEOPLE, n=WHICH, state=STATES, reason=st.sampled_from(("", "We accept it")))
    @precondition(lambda self: self.book.clearances)
    def decide(self, by: str, n: int, state: ClearanceState, reason: str) -> None:
        newest = self.book.clearances[-1 - n % len(self.book.clearances)]
        self.attempt(c.DecideClearance(clearance_id=newest.id, state=state, reason=reason), by)

    @rule(by=PEOPLE, n=WHICH, days=DAYS)
    @precondition(lambda self: self.book.outwards)
    def make(self, by: str, n: int, days: int) -> None:
        item = self.book.outwards[n % len(self.book.outwards)]
        self.attempt(c.MakeOutward(outward_id=item.id, made_on=self.desk.today + timedelta(days=days)), by)

    @rule(days=st.sampled_from((1, 7, 31)))
    def time_passes(self, days: int) -> None:
        self.desk.today += timedelta(days=days)

    @rule(by=PEOPLE, n=WHICH)
    @precondition(lambda self: self.book.outwards)
    def withdraw(self, by: str, n: int) -> None:
        self.attempt(c.WithdrawOutward(outward_id=self.book.outwards[n % len(self.book.outwards)].id), by)

    @rule(by=PEOPLE, option=st.sampled_from(LicenceOption))
    @precondition(lambda self: self.book.families)
    def declare(self, by: str, option: LicenceOption) -> None:
        item = Declaration(
            id="", number=0, body=Body.ISO, option=option, families=(self.book.families[0].id,), declared_by=by,
            declared_on=self.desk.today,
        )  # fmt: skip
        self.attempt(c.Declare(item=item), by)

    @invariant()
    def the_register_is_the_fold_of_its_events(self) -> None:
        assert replay(self.log, self.begun) == self.book

    @invariant()
    def what_is_out_stays_out(self) -> None:
        made = {e.outward_id for e in self.log if isinstance(e, OutwardMade)}
        assert {o.id for o in self.book.outwards if o.state is OutwardState.MADE} == made

    @invariant()
    def declarations_are_only_added(self) -> None:
        assert self.book.declarations[: len(self.promises)] == self.promises
        self.promises = self.book.declarations


TestRegisterLife = RegisterLife.TestCase
TestRegisterLife.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
