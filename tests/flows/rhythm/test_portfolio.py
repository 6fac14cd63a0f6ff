"""Where all projects stand: by stage whatever the template, with the days that half of them have been there."""

from datetime import date, timedelta

import pytest

from flows.names import Role, Status
from flows.rhythm.portfolio import Group, Late, LateWork, Portfolio, StageLoad, late_work, loads

TODAY = date(2026, 11, 23)


def group(days: int, count: int = 1, **fields: object) -> Group:
    """Projects that entered a stage so many days ago."""
    usual = {
        "template": "standard", "template_version": 1, "stage": "ideation", "status": Status.ACTIVE,
        "entered": TODAY - timedelta(days=days), "count": count,
    }  # fmt: skip
    return Group(**{**usual, **fields})  # type: ignore[arg-type]  # fields of a group


def load(*groups: Group) -> StageLoad:
    (only,) = loads(groups, TODAY, late=(), at_gate=())
    return only


@pytest.mark.parametrize(
    ("stays", "typical", "longest"),
    [
        ([(5, 1)], 5, 5),
        ([(5, 1), (9, 1)], 5, 9),
        ([(1, 1), (5, 1), (9, 1)], 5, 9),
        ([(1, 10), (300, 1)], 1, 300),
        ([(300, 10), (1, 1)], 300, 300),
        ([(7, 2), (3, 2), (1, 1)], 3, 7),
        ([(-1, 1)], 0, 0),
    ],
)
def test_half_of_the_projects_are_there_no_longer_than_the_typical_days(
    stays: list[tuple[int, int]], typical: int, longest: int
) -> None:
    found = load(*(group(days, count) for days, count in stays))
    assert (found.typical, found.longest) == (typical, longest)
    assert found.active == sum(count for _, count in stays)


def test_projects_on_hold_are_counted_and_do_not_make_a_stage_slow() -> None:
    found = load(group(4), group(400, 3, status=Status.HELD))
    assert (found.active, found.held, found.typical, found.longest) == (1, 3, 4, 4)


def test_a_stage_is_one_whatever_the_template_and_named_as_most_of_its_projects_name_it() -> None:
    found = load(group(1, 2), group(2, 2, template="light"), group(3, 1, template="light", template_version=2),
                 group(9, 1, template="light"))  # fmt: skip
    assert (found.active, found.template, found.template_version) == (6, "light", 1)


def test_what_is_late_and_what_waits_at_a_gate_stands_with_its_stage() -> None:
    found = {
        load.stage: load
        for load in loads(
            [group(1), group(2, stage="assessment")], TODAY,
            late=[("assessment", 2), ("nowhere", 9)], at_gate=[("ideation", 1), ("ideation", 2)],
        )
    }  # fmt: skip
    assert (found["ideation"].late, found["ideation"].at_gate) == (0, 3)
    assert (found["assessment"].late, found["assessment"].at_gate) == (2, 0)


def test_the_bottleneck_is_where_projects_stay_longest_and_one_slow_project_is_none() -> None:
    crowd = loads(
        [group(30, 2), group(80, 3, stage="assessment"), group(900, 1, stage="initiation")], TODAY, late=(), at_gate=()
    )
    found = Portfolio(stages=crowd)
    assert found.bottleneck is not None
    assert found.bottleneck.stage == "assessment"
    assert Portfolio(stages=loads([group(900)], TODAY, late=(), at_gate=())).bottleneck is None
    assert Portfolio(stages=loads([group(0, 9)], TODAY, late=(), at_gate=())).bottleneck is None
    assert Portfolio().bottleneck is None


def test_projects_are_counted_once_each() -> None:
    found = Portfolio(
        stages=loads([group(1, 4), group(2, 3, stage="x", status=Status.HELD)], TODAY, late=(), at_gate=())
    )
    assert found.projects == 7


def test_late_work_is_added_up_by_role_and_stage_and_names_the_projects_with_most_of_it() -> None:
    day = TODAY - timedelta(days=3)
    found = late_work([
        Late("prj_1", "ideation", "patent", 2, day), Late("prj_1", "ideation", "lead", 1, TODAY),
        Late("prj_2", "assessment", "patent", 3, TODAY), Late("prj_3", "ideation", "lead", 9, TODAY),
    ])  # fmt: skip
    assert found.by_role == ((Role.LEAD, 10, 2), (Role.PATENT, 5, 2))
    assert found.by_stage == (("assessment", 1), ("ideation", 2))
    assert found.projects == ("prj_3", "prj_1", "prj_2"), "of two with as much the one that is late for longer"
    many = late_work(Late(f"prj_{n}", "ideation", "lead", n, day) for n in range(1, 9))
    assert many.projects == tuple(f"prj_{n}" for n in (8, 7, 6, 5, 4))
    assert late_work([]) == LateWork((), (), ())
