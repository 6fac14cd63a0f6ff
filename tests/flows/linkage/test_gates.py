"""The gate of the implementation stage looks at the register: clearances and statutory dates, and who can help."""

from dataclasses import replace
from typing import Any

import pytest

from flows.errors import Blocker
from flows.linkage.codes import Certainty, ClearanceState, DocketState, OutwardKind, OutwardState
from flows.linkage.gates import looks_at_register, register_blockers
from flows.linkage.items import Outward
from flows.linkage.judgements import DocketItem
from flows.linkage.register import Register
from flows.linkage.rulebook import shipped_rules
from tests.builders import LEAD, LEGAL, PATENT, build_card

from .registers import LONG_AGO, SOON, around, clearance, contribution, leaving, made, on, register

CARD = build_card(stage="implementation")


def blockers(book: Register, **card: Any) -> tuple[Blocker, ...]:
    return register_blockers(replace(CARD, **card), book, around(), rulebook=shipped_rules())


def dated(days: int, state: DocketState = DocketState.OPEN, **fields: Any) -> DocketItem:
    base: dict[str, Any] = {
        "id": "doc_1", "number": 3, "rule": "R05", "subject_id": "fam_1", "part": "CN", "source_on": LONG_AGO,
        "raw_on": on(days), "due_on": on(days), "calendar": "CN", "certainty": Certainty.STATUTE, "state": state,
    }  # fmt: skip
    return DocketItem(**(base | fields))


def with_plan(outward: Outward, **given: Any) -> Register:
    return register(outwards=(outward,), **given)


def test_an_empty_register_is_in_nobodys_way() -> None:
    assert blockers(register()) == ()


def test_a_planned_contribution_without_clearance_blocks_and_names_the_patent_lead() -> None:
    (found,) = blockers(with_plan(contribution()))
    assert (found.code, found.subject_id) == ("not_cleared", "out_1")
    assert found.lifters[0] == PATENT
    assert found.title is not None
    assert found.title.en == "C1 Proposal 1"


@pytest.mark.parametrize("state", [ClearanceState.GRANTED, ClearanceState.OVERRIDDEN])
def test_a_clearance_or_a_named_override_lets_it_through(state: ClearanceState) -> None:
    plan = contribution()
    assert blockers(with_plan(plan, clearances=(clearance(plan, state),))) == ()


@pytest.mark.parametrize(
    "state",
    [ClearanceState.REQUESTED, ClearanceState.AWAITING_LEGAL, ClearanceState.REFUSED, ClearanceState.REVOKED],
)
def test_a_clearance_that_nobody_gave_counts_for_nothing(state: ClearanceState) -> None:
    plan = contribution()
    assert len(blockers(with_plan(plan, clearances=(clearance(plan, state),)))) == 1


def test_what_was_made_is_asked_about_the_day_it_was_made() -> None:
    out = made()
    assert blockers(with_plan(out, clearances=(clearance(out),))) == ()
    assert len(blockers(with_plan(out))) == 1


def test_a_plan_whose_day_is_over_is_asked_about_today() -> None:
    late = contribution(on(-3))
    assert blockers(with_plan(late, clearances=(clearance(late),))) == ()


def test_withdrawn_plans_and_what_goes_to_no_body_do_not_block() -> None:
    assert blockers(with_plan(contribution(state=OutwardState.WITHDRAWN))) == ()
    assert blockers(with_plan(leaving(OutwardKind.TALK, SOON))) == ()


def test_a_missed_statutory_date_blocks_and_names_its_owner_first() -> None:
    (found,) = blockers(register(docket=(dated(-1, owner=LEGAL),)))
    assert (found.code, found.subject_id, found.lifters[0]) == ("date_missed", "doc_1", LEGAL)
    assert found.title is not None
    assert found.title.zh.startswith("T3 ")
    assert LEAD in found.lifters


@pytest.mark.parametrize(
    "item",
    [
        dated(0),
        dated(-1, DocketState.DONE),
        dated(-1, DocketState.CONFIRMED),
        dated(-1, DocketState.DROPPED),
        dated(-1, certainty=Certainty.BODY_RULE),
    ],
    ids=["due today", "done", "confirmed", "given up on purpose", "a body's rule"],
)
def test_a_date_that_is_not_missed_or_not_statutory_does_not_block(item: DocketItem) -> None:
    assert blockers(register(docket=(item,))) == ()


def test_the_oldest_missed_date_comes_first() -> None:
    later = replace(dated(-1), id="doc_2", number=1)
    found = blockers(register(docket=(later, dated(-9))))
    assert [blocker.subject_id for blocker in found] == ["doc_1", "doc_2"]


@pytest.mark.parametrize("stage", ["ideation", "assessment", "initiation", "use_of_results", "evaluation"])
def test_other_stages_do_not_ask_for_it(stage: str) -> None:
    book = with_plan(contribution(), docket=(dated(-1),))
    assert blockers(book, stage=stage) == ()
    assert not looks_at_register(replace(CARD, stage=stage))
