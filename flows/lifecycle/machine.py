"""The only door to ``transitions``: which moves of stage and status exist, and whether one is possible now.

A machine is flat, shared and model-less: a throwaway cursor is triggered and dropped (DESIGN.md 5.14).
States are ``<stage>``, ``<stage>:held``, ``stopped`` and ``completed``.
"""

from dataclasses import dataclass
from functools import lru_cache

from transitions import EventData, Machine, MachineError

from flows.errors import Blocker, GateNotMet, IllegalMove
from flows.lifecycle.project import Project
from flows.lifecycle.readiness import gate_blockers, unpassed
from flows.lifecycle.template import Template
from flows.lifecycle.voting import verdict
from flows.names import PASSING, Decision, Status

_HELD = ":held"
_ENDED = {Status.STOPPED: "stopped", Status.COMPLETED: "completed"}
_ACTIONS = {
    "hold": "hold_project",
    "resume": "resume_project",
    "stop": "stop_project",
    "advance": "cast_vote",
    "complete": "cast_vote",
    "recycle": "cast_vote",
}
"""Triggers that people cause by a command of another name."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a move leads."""

    stage: str
    status: Status


class Cursor:
    """Stands in for a project during one trigger. ``state`` is what the machine moves, ``outside`` what other wings put
    before the gate."""

    __slots__ = ("outside", "project", "state", "template")

    def __init__(self, template: Template, project: Project, outside: tuple[Blocker, ...] = ()) -> None:
        self.template = template
        self.project = project
        self.outside = outside
        self.state = state_of(project)


def state_of(project: Project) -> str:
    """The machine's state for a project."""
    if project.status in _ENDED:
        return _ENDED[project.status]
    return project.stage + (_HELD if project.status == Status.HELD else "")


def check_move(template: Template, project: Project, trigger: str, outside: tuple[Blocker, ...] = ()) -> Place:
    """Where ``trigger`` takes the project. ``outside`` is in the way of asking for a gate and of passing it.

    Raises ``IllegalMove`` where the move does not exist, ``GateNotMet`` where conditions keep it from happening.
    """
    machine = machine_for(template)
    cursor = Cursor(template, project, outside)
    try:
        moved = machine.events[trigger].trigger(cursor)
    except MachineError as error:
        raise IllegalMove(_ACTIONS.get(trigger, trigger), project.status) from error
    if not moved:
        own = gate_blockers(project, template) if trigger == "request_gate" else unpassed(project, template)
        blockers = (*own, *outside)
        raise GateNotMet(blockers) if blockers else IllegalMove(_ACTIONS[trigger], "undecided")
    return _place(cursor.state, project)


def possible_moves(template: Template, project: Project) -> frozenset[str]:
    """The triggers that would succeed now."""
    machine = machine_for(template)
    return frozenset(
        trigger
        for trigger in machine.get_triggers(state_of(project))
        if machine.events[trigger].trigger(Cursor(template, project))
    )


def _place(state: str, project: Project) -> Place:
    for status, ended in _ENDED.items():
        if state == ended:
            return Place(project.stage, status)
    if state.endswith(_HELD):
        return Place(state.removesuffix(_HELD), Status.HELD)
    return Place(state, Status.ACTIVE)


def _can_be_requested(data: EventData) -> bool:
    cursor = _cursor(data)
    return not gate_blockers(cursor.project, cursor.template) and not cursor.outside


def _is_passed(data: EventData) -> bool:
    cursor = _cursor(data)
    return _decided(data) in PASSING and not unpassed(cursor.project, cursor.template) and not cursor.outside


def _is_recycled(data: EventData) -> bool:
    return _decided(data) == Decision.RECYCLE


def _decided(data: EventData) -> Decision | None:
    cursor = _cursor(data)
    found = verdict(cursor.project, cursor.template)
    return found.decision if found else None


def _cursor(data: EventData) -> Cursor:
    if not isinstance(data.model, Cursor):
        raise TypeError(f"the machine moves cursors, not {type(data.model).__name__}")
    return data.model


@lru_cache(maxsize=64)
def machine_for(template: Template) -> Machine:
    """The one shared machine of a template version."""
    machine = Machine(model=None, states=[], initial=None, auto_transitions=False, queued=False, send_event=True)
    machine.add_states(["stopped", "completed"])
    for stage in template.stages:
        machine.add_states([stage.key, stage.key + _HELD])
    for stage in template.stages:
        here, held = stage.key, stage.key + _HELD
        following = template.following(here)
        if following is None:
            machine.add_transition("complete", here, "completed", conditions=_is_passed)
        else:
            machine.add_transition("advance", here, following.key, conditions=_is_passed)
        machine.add_transition("request_gate", here, "=", conditions=_can_be_requested)
        # A held project has its reasons among the blockers; asking is refused with them, not as unknown.
        machine.add_transition("request_gate", held, "=", conditions=_can_be_requested)
        machine.add_transition("recycle", here, "=", conditions=_is_recycled)
        machine.add_transition("hold", [here, held], held)
        machine.add_transition("resume", held, here)
        machine.add_transition("stop", [here, held], "stopped")
    return machine


_LABELS = {
    "advance": "go 通过",
    "complete": "go at the last gate 末关通过",
    "recycle": "recycle 返工",
    "hold": "hold 暂停",
    "resume": "resume, same stage 恢复原阶段",
    "stop": "stop 终止",
}


def mermaid(template: Template) -> str:
    """A state diagram drawn from the machine itself. Held and ended states are collapsed to one box each.

    Asking for a gate moves nothing and is left out.
    """
    inside: list[str] = []
    outside: list[str] = []
    for trigger, label in _LABELS.items():
        for source, dest in _edges(machine_for(template), trigger):
            if _box(source) == _box(dest) == "active":
                inside.append(f"        {source} --> {dest}: {label}")
            elif _box(source) != _box(dest):
                outside.append(f"    {_box(source)} --> {_box(dest)}: {label}")
    return "\n".join((
        "stateDiagram-v2",
        '    state "Active 进行中" as active {',
        *(f'        state "{s.number} {s.name.en} {s.name.zh}" as {s.key}' for s in template.stages),
        f"        [*] --> {template.stages[0].key}",
        *inside,
        "    }",
        '    state "Held 暂停" as held',
        '    state "Stopped 终止" as stopped',
        '    state "Completed 完成" as completed',
        "    [*] --> active",
        *dict.fromkeys(outside),
        "    stopped --> [*]",
        "    completed --> [*]",
    ))  # fmt: skip


def _edges(machine: Machine, trigger: str) -> list[tuple[str, str]]:
    by_source = machine.events[trigger].transitions.values()
    return [(str(t.source), str(t.dest)) for transitions in by_source for t in transitions]


def _box(state: str) -> str:
    """The box of the diagram a machine state is drawn in."""
    if state in _ENDED.values():
        return state
    return "held" if state.endswith(_HELD) else "active"
