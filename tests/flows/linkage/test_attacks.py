"""A fresh eye that tries to break the register: facts corrected or taken back afterwards, texts that change twice."""

import pytest

from flows.errors import IllegalMove
from flows.linkage import commands as c
from flows.linkage.clearance import findings_of
from flows.linkage.codes import (
    ApplicationStatus,
    ClearanceState,
    DocketState,
    Essentiality,
    OutwardKind,
    OutwardState,
    Severity,
)
from flows.linkage.items import Clause
from flows.linkage.judgements import Finding
from flows.linkage.matrix import GapKind, matrix, metrics
from flows.linkage.validity import recorded_clearance

from .deciding import LEGAL, STANDARD_LEAD, TECH, Desk
from .docketing import dated, docketed
from .registers import (
    FAMILY,
    FEATURE,
    STANDARD,
    TODAY,
    application,
    around,
    clearance,
    contribution,
    covers,
    declaration,
    family,
    feature,
    fired,
    leaving,
    made,
    on,
    reads_on,
    register,
)


class TestCorrectedFilings:
    """A filing day corrected to later than a contribution that is out already."""

    @staticmethod
    def refiled(desk: Desk, days: int) -> None:
        desk.events(c.RecordApplication(family_id=FAMILY, application=application(filed=on(days))))

    @staticmethod
    def blocks(desk: Desk, rule: str) -> list[tuple[str, ...]]:
        found = fired(findings_of(desk.register, around()), rule)
        return [finding.subjects[:2] for finding in found if finding.severity is Severity.BLOCK]

    def test_R01_it_shows_in_the_findings_the_matrix_the_figures_and_at_the_gate(self) -> None:
        out = made(on(-5))
        desk = Desk(register(outwards=(out,), clearances=(clearance(out),)))
        assert recorded_clearance(desk.register, out, around()) is not None
        self.refiled(desk, -3)
        assert self.blocks(desk, "R01") == [(out.id, FEATURE)]
        assert matrix(desk.register).count(GapKind.CONTRIBUTION_BEFORE_FILING) == 1
        assert metrics(desk.register, TODAY).filed_before.part == 0
        assert recorded_clearance(desk.register, out, around()) is None
        self.refiled(desk, -6)
        assert self.blocks(desk, "R01") == []
        assert recorded_clearance(desk.register, out, around()) is not None

    def test_R01_an_override_of_another_rule_does_not_hide_it(self) -> None:
        """Overdue disclosure was overridden (R20); nobody ever looked past a missing filing."""
        first = made(on(-60), number=1)
        desk = Desk(register(outwards=(first,), families=(family(application(filed=on(-90))),)))
        desk.events(c.PlanOutward(item=contribution(on(0), id="", number=0)), by=STANDARD_LEAD)
        asked = desk.register.clearances[-1]
        assert {f.rule for f in asked.findings if f.severity is Severity.BLOCK} == {"R20"}
        desk.events(c.DecideClearance(clearance_id=asked.id, state=ClearanceState.OVERRIDDEN, reason="told by phone"))
        desk.events(c.MakeOutward(outward_id=asked.outward_id, made_on=TODAY), by=STANDARD_LEAD)
        out = desk.register.find(asked.outward_id)
        assert out.state is OutwardState.MADE  # type: ignore[union-attr]  # it is there
        assert (out.id, FEATURE) not in self.blocks(desk, "R01")  # type: ignore[union-attr]
        assert recorded_clearance(desk.register, out, around()) is not None  # type: ignore[arg-type]
        self.refiled(desk, 0)
        assert (out.id, FEATURE) in self.blocks(desk, "R01")  # type: ignore[union-attr]
        assert recorded_clearance(desk.register, out, around()) is None  # type: ignore[arg-type]

    def test_R01_what_an_override_went_past_stays_settled(self) -> None:
        desk = Desk(register(families=(family(application(filed=None)),)))
        desk.events(c.PlanOutward(item=contribution(on(0), id="", number=0)), by=STANDARD_LEAD)
        asked = desk.register.clearances[-1]
        desk.events(c.DecideClearance(clearance_id=asked.id, state=ClearanceState.OVERRIDDEN, reason="known art"))
        desk.events(c.MakeOutward(outward_id=asked.outward_id, made_on=TODAY), by=STANDARD_LEAD)
        self.refiled(desk, 0)
        assert self.blocks(desk, "R01") == []
        out = desk.register.outwards[-1]
        assert recorded_clearance(desk.register, out, around()) is not None

    def test_R01_an_override_for_one_feature_hides_no_other_that_the_same_family_covers(self) -> None:
        """F1 was unfiled in P1; F2 was in P1, too, and filed in P2, whose day was wrong."""
        book = register(
            features=(feature(), feature(2)),
            families=(family(application(filed=None)), family(application(filed=on(-9)), number=2)),
            links=(covers(), covers("fea_2"), covers("fea_2", "fam_2")),
        )
        desk = Desk(book)
        item = contribution(on(0), id="", number=0, features=("fea_1", "fea_2"))
        desk.events(c.PlanOutward(item=item), by=STANDARD_LEAD)
        asked = desk.register.clearances[-1]
        desk.events(c.DecideClearance(clearance_id=asked.id, state=ClearanceState.OVERRIDDEN, reason="F1 is known art"))
        desk.events(c.MakeOutward(outward_id=asked.outward_id, made_on=TODAY), by=STANDARD_LEAD)
        (out,) = desk.register.outwards
        assert self.blocks(desk, "R01") == []
        desk.events(c.RecordApplication(family_id="fam_2", application=application(filed=on(0))))
        assert self.blocks(desk, "R01") == [(out.id, "fea_2")]
        assert recorded_clearance(desk.register, out, around()) is None

    def test_R02_material_for_a_customer_without_an_agreement_is_open_again_too(self) -> None:
        out = leaving(
            OutwardKind.CUSTOMER_MATERIAL, on(-5), state=OutwardState.MADE, made_on=on(-5), to_whom="A customer"
        )
        desk = Desk(register(outwards=(out,), clearances=(clearance(out),)))
        assert self.blocks(desk, "R02") == []
        self.refiled(desk, -3)
        assert self.blocks(desk, "R02") == [(out.id,)]
        assert recorded_clearance(desk.register, out, around()) is None

    @pytest.mark.parametrize("told", [(), ("R20",), ("R01", "R01a"), ("R01", "R01a", "R20")])
    @pytest.mark.parametrize("state", [ClearanceState.GRANTED, ClearanceState.OVERRIDDEN])
    @pytest.mark.parametrize("filed", [-9, -5, -4, None])
    def test_R01_findings_record_matrix_and_figures_agree(
        self, filed: int | None, state: ClearanceState, told: tuple[str, ...]
    ) -> None:
        """Matrix and figures count what went out too early, whoever allowed it; findings and gate what nobody did."""
        out = made(on(-5))
        known = tuple(
            Finding(rule=rule, severity=Severity.BLOCK, subjects=(out.id, *([FEATURE] if rule == "R01" else [])))
            for rule in told
        )
        days = on(filed) if filed is not None else None
        book = register(
            outwards=(out,),
            clearances=(clearance(out, state, findings=known),),
            families=(family(application(filed=days)),),
        )
        early = filed is None or filed >= -5
        assert matrix(book).count(GapKind.CONTRIBUTION_BEFORE_FILING) == early
        assert metrics(book, TODAY).filed_before.part == (not early)
        allowed = state is ClearanceState.OVERRIDDEN and "R01" in told
        assert bool(self.blocks(Desk(book), "R01")) == (early and not allowed)
        assert (recorded_clearance(book, out, around()) is None) == (early and not allowed)

    def test_a_filing_that_died_since_was_one_on_that_day(self) -> None:
        out, died = made(on(-5)), application(filed=on(-9), status=ApplicationStatus.LAPSED)
        book = register(outwards=(out,), clearances=(clearance(out),), families=(family(died),))
        assert matrix(book).count(GapKind.CONTRIBUTION_BEFORE_FILING) == 0
        assert metrics(book, TODAY).filed_before.part == 1
        assert self.blocks(Desk(book), "R01") == []
        assert recorded_clearance(book, out, around()) is not None

    def test_dates_follow_the_corrected_day_and_say_what_they_were(self) -> None:
        before = docketed(register(families=(family(application(filed=on(-10))),)))
        later = docketed(
            register(families=(family(application(filed=on(-3))),), docket=before.docket), before, today=TODAY
        )
        assert dated(later, "R11").before_on == dated(before, "R11").due_on
        assert dated(later, "R11").source_on == on(-3)

    def test_a_filing_that_is_only_planned_again_is_no_filing(self) -> None:
        out = made(on(-5))
        desk = Desk(register(outwards=(out,), clearances=(clearance(out),)))
        planned = application(filed=on(-10), status=ApplicationStatus.PLANNED)
        desk.events(c.RecordApplication(family_id=FAMILY, application=planned))
        assert self.blocks(desk, "R01") == [(out.id, FEATURE)]


class TestTakenBack:
    def test_a_plan_that_was_withdrawn_is_never_made_and_opens_nothing(self) -> None:
        desk = Desk(register())
        desk.events(c.PlanOutward(item=contribution(on(5), id="", number=0)), by=STANDARD_LEAD)
        (plan,) = desk.register.outwards
        desk.events(c.WithdrawOutward(outward_id=plan.id, reason="not ready"), by=STANDARD_LEAD)
        assert {one.state for one in desk.register.clearances} == {ClearanceState.REVOKED}
        for command in (
            c.MakeOutward(outward_id=plan.id, made_on=TODAY), c.AskClearance(outward_id=plan.id),
            c.WithdrawOutward(outward_id=plan.id), c.PlanOutward(item=plan),
        ):  # fmt: skip
            with pytest.raises(IllegalMove):
                desk.events(command, by=STANDARD_LEAD)
        with pytest.raises(IllegalMove):
            desk.events(
                c.DecideClearance(
                    clearance_id=desk.register.clearances[-1].id, state=ClearanceState.OVERRIDDEN, reason="after all"
                )
            )
        assert matrix(desk.register).count(GapKind.CONTRIBUTION_BEFORE_FILING) == 0

    def test_what_is_out_cannot_be_withdrawn(self) -> None:
        out = made()
        with pytest.raises(IllegalMove):
            Desk(register(outwards=(out,))).events(c.WithdrawOutward(outward_id=out.id), by=STANDARD_LEAD)

    def test_a_written_clearance_of_a_feature_taken_back_blocks_what_is_planned_with_it(self) -> None:
        desk = Desk(register(links=(), families=()))
        desk.events(c.ClearFeature(feature_id=FEATURE, reason="Known for long"))
        desk.events(c.PlanOutward(item=contribution(on(0), id="", number=0)), by=STANDARD_LEAD)
        (plan,) = desk.register.outwards
        assert desk.register.clearances[-1].state is ClearanceState.GRANTED
        desk.events(c.ClearFeature(feature_id=FEATURE, reason=""))
        with pytest.raises(IllegalMove) as refusal:
            desk.events(c.MakeOutward(outward_id=plan.id, made_on=TODAY), by=STANDARD_LEAD)
        assert refusal.value.state == "not_cleared"

    def test_the_link_that_protected_a_feature_taken_back_blocks_too(self) -> None:
        desk = Desk(register())
        desk.events(c.PlanOutward(item=contribution(on(0), id="", number=0)), by=STANDARD_LEAD)
        (plan,) = desk.register.outwards
        desk.events(c.UntieItems(link_id=covers().id, why="another claim"), by=TECH)
        with pytest.raises(IllegalMove):
            desk.events(c.MakeOutward(outward_id=plan.id, made_on=TODAY), by=STANDARD_LEAD)


class TestTextsThatChangeTwice:
    @staticmethod
    def text(desk: Desk, version: str, **hashes: str) -> None:
        clauses = tuple(
            Clause(number=n.replace("_", ".").strip("c"), title="Sweep", text_hash=h) for n, h in hashes.items()
        )
        desk.events(c.RecordClauses(standard_id=STANDARD, version=version, clauses=clauses), by=STANDARD_LEAD)

    @staticmethod
    def looked(desk: Desk, by: str = LEGAL) -> None:
        desk.events(c.CheckRow(link_id=reads_on().id, essentiality=Essentiality.CONFIRMED), by=by)

    def test_each_change_asks_for_another_look(self) -> None:
        desk = Desk(register())
        self.text(desk, "DIS", c5_1="b")
        self.looked(desk)
        assert row(desk) == ("DIS", "")
        self.text(desk, "FDIS", c5_1="c")
        assert row(desk) == ("DIS", "clause_changed")
        self.looked(desk)
        assert row(desk) == ("FDIS", "")

    def test_two_changes_without_a_look_are_one_question_and_the_charted_version_is_kept(self) -> None:
        desk = Desk(register())
        self.text(desk, "DIS", c5_1="b")
        self.text(desk, "FDIS", c5_1="c")
        assert row(desk) == ("CD", "clause_changed")
        assert matrix(desk.register).count(GapKind.ROW_TO_RECHECK) == 1

    def test_a_text_that_changes_back_still_asks(self) -> None:
        desk = Desk(register())
        self.text(desk, "DIS", c5_1="b")
        self.text(desk, "FDIS", c5_1="a")
        assert row(desk)[1] == "clause_changed"

    def test_a_clause_that_went_and_came_back_asks_again(self) -> None:
        """Somebody looked while it was gone; nobody has seen what it says now."""
        desk = Desk(register())
        self.text(desk, "DIS", c5_2="z")
        assert row(desk) == ("CD", "clause_gone")
        self.looked(desk)
        self.text(desk, "FDIS", c5_1="b", c5_2="z")
        assert row(desk) == ("DIS", "clause_changed")


def row(desk: Desk) -> tuple[str, str]:
    link = desk.register.link(reads_on().id)
    assert link is not None
    return link.version, link.recheck


def test_a_date_dropped_with_its_fact_and_a_promise_outlive_the_family_that_is_given_up() -> None:
    before = docketed(register(declarations=(declaration(),)))
    gone = docketed(
        register(declarations=(declaration(),), families=(family(application(), dropped=True),), docket=before.docket),
        before,
    )
    assert {item.state for item in gone.docket if item.subject_id == FAMILY} == {DocketState.DROPPED}
    assert gone.declarations == before.declarations
    assert feature().id == FEATURE
