"""The machine allows exactly the moves the rules allow, and its picture shows them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from flows.errors import GateNotMet, IllegalMove
from flows.lifecycle.machine import Place, check_move, machine_for, mermaid, possible_moves
from flows.lifecycle.project import Project
from flows.names import Decision, Status
from tests.builders import STEER, STEER2, build_gate, build_project, build_settled, build_vote, standard_template

TEMPLATE = standard_template()
STAGES = [stage.key for stage in TEMPLATE.stages]


def decided(decision: Decision, stage: str = "ideation") -> Project:
    votes = (build_vote(STEER, decision, "x"), build_vote(STEER2, decision, "x"))
    gate = build_gate(stage=stage, votes=votes)
    return build_project(stage=stage, deliverables=build_settled(stage), gate=gate)


@pytest.mark.parametrize(("stage", "following"), list(pairwise(STAGES)))
def test_a_passed_gate_leads_to_the_next_stage(stage: str, following: str) -> None:
    for decision in (Decision.GO, Decision.CONDITIONAL_GO):
        assert check_move(TEMPLATE, decided(decision, stage), "advance") == Place(following, Status.ACTIVE)


def test_the_last_passed_gate_completes() -> None:
    project = decided(Decision.GO, STAGES[-1])
    assert check_move(TEMPLATE, project, "complete") == Place(STAGES[-1], Status.COMPLETED)
    with pytest.raises(IllegalMove):
        check_move(TEMPLATE, project, "advance")


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_can_be_held_resumed_recycled_and_stopped(stage: str) -> None:
    active = decided(Decision.RECYCLE, stage)
    held = replace(active, status=Status.HELD)
    assert check_move(TEMPLATE, active, "hold") == Place(stage, Status.HELD)
    assert check_move(TEMPLATE, held, "resume") == Place(stage, Status.ACTIVE)
    assert check_move(TEMPLATE, active, "recycle") == Place(stage, Status.ACTIVE)
    assert check_move(TEMPLATE, active, "stop") == check_move(TEMPLATE, held, "stop") == Place(stage, Status.STOPPED)


POSSIBLE: list[tuple[dict[str, Any], set[str]]] = [
    ({}, {"hold", "stop"}),
    ({"deliverables": build_settled()}, {"hold", "stop", "request_gate"}),
    ({"status": Status.HELD}, {"hold", "resume", "stop"}),
    ({"status": Status.STOPPED}, set()),
    ({"status": Status.COMPLETED}, set()),
]


@pytest.mark.parametrize(("overrides", "moves"), POSSIBLE, ids=lambda x: str(sorted(x)))
def test_the_possible_moves_are_those_that_succeed(overrides: dict[str, Any], moves: set[str]) -> None:
    project = build_project(**overrides)
    assert possible_moves(TEMPLATE, project) == moves
    for trigger in machine_for(TEMPLATE).events:
        if trigger in moves:
            check_move(TEMPLATE, project, trigger)
        else:
            with pytest.raises((IllegalMove, GateNotMet)):
                check_move(TEMPLATE, project, trigger)


@pytest.mark.parametrize("trigger", ["advance", "recycle"])
def test_a_gate_without_a_majority_moves_nothing(trigger: str) -> None:
    project = build_project(deliverables=build_settled(), gate=build_gate(votes=(build_vote(STEER),)))
    with pytest.raises(IllegalMove) as refused:
        check_move(TEMPLATE, project, trigger)
    assert refused.value.state == "undecided"


def test_an_illegal_move_names_the_command_and_the_status() -> None:
    with pytest.raises(IllegalMove) as refused:
        check_move(TEMPLATE, build_project(), "resume")
    assert (refused.value.action, refused.value.state) == ("resume_project", "active")


def test_one_machine_serves_all_projects_and_keeps_none() -> None:
    machine = machine_for(TEMPLATE)
    projects = [build_project(stage=stage, key=f"LD-{n}") for n, stage in enumerate(STAGES * 20)]
    with ThreadPoolExecutor(max_workers=8) as pool:
        places = list(pool.map(lambda project: check_move(TEMPLATE, project, "hold"), projects))
    assert places == [Place(project.stage, Status.HELD) for project in projects]
    assert machine_for(TEMPLATE) is machine
    assert machine.models == []


def test_the_diagram_names_every_stage_in_both_languages_and_every_way_out() -> None:
    text = mermaid(TEMPLATE)
    for stage in TEMPLATE.stages:
        assert f'"{stage.number} {stage.name.en} {stage.name.zh}" as {stage.key}' in text
    for edge in (
        "ideation --> assessment: go", "use_of_results --> evaluation: go", "evaluation --> evaluation: recycle",
        "active --> held: hold", "held --> active: resume", "active --> stopped: stop", "held --> stopped: stop",
        "active --> completed: go", "[*] --> ideation",
    ):  # fmt: skip
        assert edge in text
    assert text.startswith("stateDiagram-v2\n")
    assert text.count("{") == text.count("}") == 1
