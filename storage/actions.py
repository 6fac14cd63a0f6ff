"""Benchmarks and actions in the database."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import islice

from flows.edges import Lost
from flows.errors import StaleProject
from flows.watches.action_rules import told_of
from flows.watches.actions import Action
from flows.watches.benchmarks import Direction, Indicator, Side
from flows.watches.benchmarks import Value as Figure
from flows.watches.own import OwnAction, OwnActions
from flows.watches.triggers import Trigger
from storage.circles import Circles
from storage.codec import build, dump, plain
from storage.faults import readable
from storage.instants import moment, moment_or_none, read_moment, read_moment_or_none
from storage.session import Row, Session, Value


class BenchmarkRepository:
    """Implements ``flows.watches.action_ports.Benchmarks``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, before: Indicator | None, after: Indicator) -> None:
        columns = {
            "team_id": after.team_id, "project_id": after.project_id, "id": after.id, "name": after.name,
            "unit": after.unit, "direction": after.direction.value, "gap_action": after.gap_action,
            "retired": int(after.retired), "version": after.version,
        }  # fmt: skip
        if before is None:
            stored = self._session.run("actions.add_benchmark", **columns, number=after.number)
        else:
            stored = self._session.run("actions.change_benchmark", **columns, known=before.version)
        if stored != 1:
            raise StaleProject(after.project_id, before.version if before else 0, after.version)
        self._values(before.values if before else (), after)

    def _values(self, before: tuple[Figure, ...], after: Indicator) -> None:
        """New ones behind the others, and those that count no more."""
        if len(after.values) < len(before):
            raise ValueError("values are taken back, never removed")
        place = {"team_id": after.team_id, "project_id": after.project_id, "benchmark_id": after.id}
        for position, value in enumerate(after.values):
            gone = {"taken_back_by": value.taken_back_by, "taken_back_at": moment_or_none(value.taken_back_at)}
            if position >= len(before):
                self._session.run(
                    "actions.add_value", **place, **gone, position=position, id=value.id, side=value.side.value,
                    holder=value.holder, value=value.value, source=value.source, clause=value.clause,
                    measured_on=value.measured_on.isoformat(), made_by=value.by, made_at=moment(value.at),
                )  # fmt: skip
            elif value != before[position]:
                self._session.run("actions.take_value_back", **place, **gone, position=position)


class ActionRepository:
    """Implements ``flows.watches.action_ports.Actions``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def is_known(self, team_id: str, project_id: str, trigger: Trigger, occasion: str) -> bool:
        what = {"called_by": trigger.value, "occasion": occasion}
        return self._session.one("actions.is_known", team_id=team_id, project_id=project_id, **what) is not None

    def open(self, action: Action) -> bool:
        stored = self._session.run(
            "actions.open", **_columns(action), project_id=action.project_id, number=action.number,
            called_by=action.trigger.value, occasion=action.occasion,
        )  # fmt: skip
        return stored == 1

    def put(self, before: Action, after: Action) -> None:
        if self._session.run("actions.change", **_columns(after), known=before.version) != 1:
            raise StaleProject(after.project_id, before.version, after.version)

    def next_number(self, team_id: str, project_id: str) -> int:
        row = self._session.one("actions.highest", team_id=team_id, project_id=project_id)
        return int(row[0]) + 1 if row else 1


def benchmarks(session: Session, team_id: str, project_id: str) -> tuple[Indicator, ...]:
    values: dict[str, list[Figure]] = defaultdict(list)
    for benchmark_id, *row in session.all("actions.values_of", team_id=team_id, project_id=project_id):
        values[benchmark_id].append(_value(tuple(row)))
    return tuple(
        Indicator(
            id=id_, team_id=team_id, project_id=project_id, number=number, name=name, unit=unit,
            direction=Direction(direction), gap_action=gap_action, retired=bool(retired), values=tuple(values[id_]),
            version=version,
        )
        for id_, number, name, unit, direction, gap_action, retired, version in session.all(
            "actions.benchmarks_of", team_id=team_id, project_id=project_id
        )
    )  # fmt: skip


def action(session: Session, team_id: str, action_id: str) -> Action | None:
    row = session.one("actions.find", team_id=team_id, id=action_id)
    return None if row is None else _action(row)


def actions_of(session: Session, team_id: str, project_id: str) -> tuple[Action, ...]:
    return tuple(map(_action, session.all("actions.of_project", team_id=team_id, project_id=project_id)))


def open_of_project(session: Session, team_id: str, project_id: str) -> tuple[Action, ...]:
    return tuple(map(_action, session.all("actions.open_of_project", team_id=team_id, project_id=project_id)))


def changed(session: Session, team_id: str, project_id: str) -> int:
    row = session.one("actions.changed", team_id=team_id, project_id=project_id)
    return int(row[0]) if row else 0


def own_actions(session: Session, team_id: str, user_id: str, guest: bool, limit: int) -> OwnActions:
    circles = Circles(session, team_id)
    found = list(islice(_own(session, circles, user_id, guest), limit + 1))
    return OwnActions(actions=tuple(found[:limit]), more=len(found) > limit)


def _own(session: Session, circles: Circles, user_id: str, guest: bool) -> Iterator[OwnAction]:
    who: dict[str, Value] = {"team_id": circles.team_id, "user_id": user_id, "guest": int(guest)}
    for row in session.each("actions.open_near", **who):
        action, project = build(Action, json.loads(row[4])), circles.of(row)
        if user_id in told_of(action, project):
            yield OwnAction(project=project, action=action)


def open_actions(session: Session, until: date, lost: Lost) -> tuple[Action, ...]:
    found = session.all("actions.open_until", until=until.isoformat())
    return tuple(readable(found, _action, lambda row: (row[1], row[2]), lost))


def _action(row: Row) -> Action:
    return build(Action, json.loads(row[0]))


def _columns(action: Action) -> dict[str, str | int]:
    return {
        "team_id": action.team_id, "id": action.id, "state": action.state.value, "due_on": action.due_on.isoformat(),
        "version": action.version, "body": dump(plain(action)),
    }  # fmt: skip


def _value(row: Row) -> Figure:
    id_, side, holder, value, source, measured_on, clause, made_by, made_at, taken_back_by, taken_back_at = row
    return Figure(
        id=id_, side=Side(side), holder=holder, value=value, source=source, clause=clause, by=made_by,
        measured_on=date.fromisoformat(measured_on), at=read_moment(made_at), taken_back_by=taken_back_by,
        taken_back_at=read_moment_or_none(taken_back_at),
    )  # fmt: skip
