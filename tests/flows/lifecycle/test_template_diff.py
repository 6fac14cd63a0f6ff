"""The difference between two versions: every kind of change is named once, and nothing else is."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from flows.lifecycle.template import DeliverableSpec, Stage, Template
from flows.lifecycle.template_diff import Change, Difference, Piece, compare
from flows.names import Bilingual, Role, Strand
from tests.builders import shipped_templates, standard_template

OLD = standard_template()
OTHER = Bilingual(zh="别的", en="Other")
IDEATION = OLD.stages[0]
CARD = IDEATION.deliverables[0]
SPEC = DeliverableSpec("own_note", Strand.PATENT, OTHER, OTHER, Role.PATENT, required=False, due_days=3)


def with_stage(change: Callable[[Stage], Stage], at: int = 0) -> Template:
    stages = [change(stage) if n == at else stage for n, stage in enumerate(OLD.stages)]
    return replace(OLD, version=2, stages=tuple(stages))


def with_first(**changes: object) -> Template:
    first = replace(CARD, **changes)  # type: ignore[arg-type]  # the table below names real fields
    return with_stage(lambda s: replace(s, deliverables=(first, *s.deliverables[1:])))


def numbered(stages: tuple[Stage, ...]) -> Template:
    return replace(OLD, version=2, stages=tuple(replace(s, number=n) for n, s in enumerate(stages, start=1)))


EXTRA = replace(IDEATION, key="extra", name=OTHER)
DELIVERABLE, STAGE, GATE = Piece.DELIVERABLE, Piece.STAGE, Piece.GATE

CASES: dict[str, tuple[Template, tuple[Difference, ...]]] = {
    "nothing but the number": (replace(OLD, version=2), ()),
    "title": (
        replace(OLD, version=2, title=OTHER),
        (Difference(Change.CHANGED, Piece.WORKFLOW, OTHER, parts=("title",)),),
    ),
    "deliverable added": (
        with_stage(lambda s: replace(s, deliverables=(*s.deliverables, SPEC))),
        (Difference(Change.ADDED, DELIVERABLE, OTHER, IDEATION.name),),
    ),
    "deliverable removed": (
        with_stage(lambda s: replace(s, deliverables=s.deliverables[1:])),
        (Difference(Change.REMOVED, DELIVERABLE, CARD.title, IDEATION.name),),
    ),
    "deliverable renamed": (
        with_first(title=OTHER),
        (Difference(Change.CHANGED, DELIVERABLE, OTHER, IDEATION.name, ("title",)),),
    ),
    "deliverable changed in several ways": (
        with_first(required=False, due_days=99, role=Role.LEAD),
        (Difference(Change.CHANGED, DELIVERABLE, CARD.title, IDEATION.name, ("role", "required", "due_days")),),
    ),
    "deliverable moved to another stage": (
        replace(
            with_stage(lambda s: replace(s, deliverables=s.deliverables[1:])),
            stages=(
                replace(IDEATION, deliverables=IDEATION.deliverables[1:]),
                replace(OLD.stages[1], deliverables=(*OLD.stages[1].deliverables, CARD)),
                *OLD.stages[2:],
            ),
        ),
        (
            Difference(Change.REMOVED, DELIVERABLE, CARD.title, IDEATION.name),
            Difference(Change.ADDED, DELIVERABLE, CARD.title, OLD.stages[1].name),
        ),
    ),
    "gate": (
        with_stage(lambda s: replace(s, gate=replace(s.gate, deciders=(Role.LEAD,), question=OTHER))),
        (Difference(Change.CHANGED, GATE, IDEATION.gate.name, IDEATION.name, ("question", "deciders")),),
    ),
    "stage renamed": (
        with_stage(lambda s: replace(s, name=OTHER)),
        (Difference(Change.CHANGED, STAGE, OTHER, OTHER, ("name",)),),
    ),
    "stage added in the middle": (
        numbered((IDEATION, EXTRA, *OLD.stages[1:])),
        (Difference(Change.ADDED, STAGE, OTHER, OTHER),),
    ),
    "stage removed": (
        numbered(OLD.stages[1:]),
        (Difference(Change.REMOVED, STAGE, IDEATION.name, IDEATION.name),),
    ),
    "last two stages swapped": (
        numbered((*OLD.stages[:4], OLD.stages[5], OLD.stages[4])),
        (
            Difference(Change.CHANGED, STAGE, OLD.stages[5].name, OLD.stages[5].name, ("order",)),
            Difference(Change.CHANGED, STAGE, OLD.stages[4].name, OLD.stages[4].name, ("order",)),
        ),
    ),
}


@pytest.mark.parametrize(("new", "expected"), CASES.values(), ids=CASES.keys())
def test_each_change_is_named_once(new: Template, expected: tuple[Difference, ...]) -> None:
    assert compare(OLD, new) == expected


@pytest.mark.parametrize(("new", "expected"), CASES.values(), ids=CASES.keys())
def test_what_was_added_one_way_is_removed_the_other_way(new: Template, expected: tuple[Difference, ...]) -> None:
    def added(differences: tuple[Difference, ...], change: Change) -> set[tuple[Piece, Bilingual]]:
        return {(d.piece, d.title) for d in differences if d.change is change}

    assert added(expected, Change.ADDED) == added(compare(new, OLD), Change.REMOVED)


@pytest.mark.parametrize("one", list(shipped_templates()), ids=lambda t: t.name)
@pytest.mark.parametrize("other", list(shipped_templates()), ids=lambda t: t.name)
def test_only_equal_workflows_do_not_differ(one: Template, other: Template) -> None:
    assert (compare(one, other) == ()) is (one == other)
