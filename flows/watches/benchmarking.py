"""Judges what people say of benchmarks. Pure: an indicator and a command give the indicator after it and an event.

A value without source or day, with another unit, or that is no number is refused with ``InvalidFields``.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypedDict

from flows.errors import IllegalMove, NotAllowed, NotFound
from flows.lifecycle.fields import COMMENT_LIMIT, NAME_LIMIT, Fields
from flows.lifecycle.permissions import Guarded, action_name
from flows.names import Role
from flows.ports import NewId
from flows.watches import benchmark_commands as c
from flows.watches.benchmarks import Indicator, Side, Value, next_number, read_number, same_unit

UNIT_LIMIT, SOURCE_LIMIT, CLAUSE_LIMIT = 40, 500, 80
MOST_INDICATORS, MOST_VALUES = 100, 500
KEEPERS = (Role.LEAD, Role.TECHNOLOGY, Role.STANDARD, Role.BUSINESS)
EVERYBODY = frozenset({c.NoteValue, c.TakeValueBack, c.PutValueBack})
"""Any member may bring a value, correct it and take it back; what is compared is the keepers' to say."""

Judged = tuple[Indicator, c.BenchmarkEvent]


def able(project: Guarded, user_id: str) -> frozenset[str]:
    """The names of the commands that a person may give in a project."""
    member = next((m for m in project.members if m.user_id == user_id), None)
    if member is None:
        return frozenset()
    keeps = any(role in KEEPERS for role in member.roles)
    return frozenset(cls.__name__ for cls in (c.BenchmarkCommand.__subclasses__() if keeps else EVERYBODY))


def require(project: Guarded, user_id: str, command: str) -> None:
    """Raises ``NotAllowed``, naming who could do it instead."""
    if command not in able(project, user_id):
        can = tuple(dict.fromkeys(user for role in KEEPERS for user in project.holders(role)))
        raise NotAllowed(action_name(command), can, KEEPERS)


def judge(
    command: c.BenchmarkCommand, known: Sequence[Indicator], *, project: Guarded, team_id: str, by: str, now: datetime,
    today: date, new_id: NewId,
) -> Judged | None:  # fmt: skip
    """None where nothing is different. Raises ``InvalidFields``, ``NotFound``, ``NotAllowed`` or ``IllegalMove``."""
    match command:
        case c.NoteIndicator():
            return _indicator(command, known, team_id=team_id, by=by, now=now, new_id=new_id)
        case c.NoteValue():
            found = _the(known, command.indicator_id)
            if command.replaces:
                _own(_value_of(found, command.replaces), project, by)
            return _value(command, found, by=by, now=now, today=today, new_id=new_id)
        case c.TakeValueBack() | c.PutValueBack():
            found = _the(known, command.indicator_id)
            value = _value_of(found, command.value_id)
            _own(value, project, by)
            return _turned(command, found, value, by=by, now=now)
        case c.RetireIndicator():
            found = _the(known, command.indicator_id)
            if found.retired is command.retired:
                return None
            told = c.IndicatorRetired(**_stamp(found, by, now), retired=command.retired)
            return _saved(found, retired=command.retired), told
    raise IllegalMove(action_name(type(command).__name__), "")


def _indicator(
    command: c.NoteIndicator, known: Sequence[Indicator], *, team_id: str, by: str, now: datetime, new_id: NewId
) -> Judged | None:
    given = Fields()
    name = given.text("name", command.name, NAME_LIMIT, missing="missing")
    unit = given.text("unit", command.unit, UNIT_LIMIT, missing="missing")
    gap_action = given.text("gap_action", command.gap_action, COMMENT_LIMIT)
    stored = _the(known, command.indicator_id) if command.indicator_id else None
    if any(i.name.casefold() == name.casefold() and i.id != command.indicator_id and not i.retired for i in known):
        given.fault("name", "compared_already")
    if stored is not None and stored.standing_values and not same_unit(stored.unit, unit):
        given.fault("unit", f"has_values:{stored.unit}")
    if stored is None and len(known) >= MOST_INDICATORS:
        given.fault("name", "too_many")
    given.finish()
    if stored is None:
        after = Indicator(
            id=new_id("bmk"), team_id=team_id, project_id=command.project_id, number=next_number(known), name=name,
            unit=unit, direction=command.direction, gap_action=gap_action, version=1,
        )  # fmt: skip
    else:
        after = replace(stored, name=name, unit=unit, direction=command.direction, gap_action=gap_action)
        if after == stored:
            return None
        after = replace(after, version=stored.version + 1)
    told = c.IndicatorNoted(
        **_stamp(after, by, now), unit=unit, direction=after.direction, gap_action=gap_action, new=stored is None
    )
    return after, told


def _value(
    command: c.NoteValue, indicator: Indicator, *, by: str, now: datetime, today: date, new_id: NewId
) -> Judged | None:
    """The same value of the same holder, source and day again is nothing new."""
    if indicator.retired:
        raise IllegalMove("note_value", "retired")
    given = Fields()
    typed = given.text("value", command.value, NAME_LIMIT, missing="missing")
    number = read_number(typed)
    if typed and not number:
        given.fault("value", "no_decimal")
    unit = given.text("unit", command.unit, UNIT_LIMIT, missing="missing")
    if unit and not same_unit(unit, indicator.unit):
        given.fault("unit", f"other_unit:{indicator.unit}")
    source = given.text("source", command.source, SOURCE_LIMIT, missing="unsourced")
    needs_holder = "" if command.side is Side.OURS else "no_holder"
    holder = given.text("holder", "" if command.side is Side.OURS else command.holder, NAME_LIMIT, missing=needs_holder)
    clause = given.text(
        "clause", command.clause, CLAUSE_LIMIT, missing="no_clause" if command.side is Side.STANDARD else ""
    )
    if command.measured_on is None:
        given.fault("measured_on", "undated")
    elif command.measured_on > today:
        given.fault("measured_on", "in_the_future")
    if len(indicator.values) >= MOST_VALUES:
        given.fault("value", "too_many")
    given.finish()
    if command.measured_on is None:  # refused above; said again for the type checker
        return None
    value = Value(
        id=new_id("val"), side=command.side, holder=holder, value=number, source=source, clause=clause,
        measured_on=command.measured_on, by=by, at=now,
    )  # fmt: skip
    if any(_says_the_same(value, other) for other in indicator.standing_values):
        return None
    wrong = next((v for v in indicator.standing_values if v.id == command.replaces), None)
    instead = wrong.value if wrong is not None else ""
    kept = _with(indicator, replace(wrong, taken_back_by=by, taken_back_at=now)) if wrong else indicator.values
    told = c.ValueNoted(**_stamp(indicator, by, now), unit=indicator.unit, value=value, instead=instead)
    return _saved(indicator, values=(*kept, value)), told


def _value_of(indicator: Indicator, value_id: str) -> Value:
    value = next((v for v in indicator.values if v.id == value_id), None)
    if value is None:
        raise NotFound("entry", "")
    return value


def _own(value: Value, project: Guarded, by: str) -> None:
    """Who noted a value looks after it, and the keepers do. Raises ``NotAllowed``."""
    if not looks_after(value, project, by):
        raise NotAllowed("take_value_back", (value.by,), KEEPERS)


def looks_after(value: Value, project: Guarded, user_id: str) -> bool:
    """Whether a person may correct a value, take it back and let it count again."""
    return value.by == user_id or any(user_id in project.holders(role) for role in KEEPERS)


def _turned(
    command: c.TakeValueBack | c.PutValueBack, indicator: Indicator, value: Value, *, by: str, now: datetime
) -> Judged | None:
    """A value that counts no more, or again."""
    back = isinstance(command, c.TakeValueBack)
    if bool(value.taken_back_by) is back:
        return None
    turned = replace(value, taken_back_by=by if back else "", taken_back_at=now if back else None)
    event = c.ValueTakenBack if back else c.ValuePutBack
    told = event(**_stamp(indicator, by, now), unit=indicator.unit, value=turned)
    return _saved(indicator, values=_with(indicator, turned)), told


def _with(indicator: Indicator, value: Value) -> tuple[Value, ...]:
    return tuple(value if v.id == value.id else v for v in indicator.values)


def _says_the_same(one: Value, other: Value) -> bool:
    return (one.side, one.holder.casefold(), one.value, one.source, one.measured_on, one.clause) == (
        other.side, other.holder.casefold(), other.value, other.source, other.measured_on, other.clause,
    )  # fmt: skip


def _saved(indicator: Indicator, **changed: object) -> Indicator:
    return replace(indicator, version=indicator.version + 1, **changed)  # type: ignore[arg-type]  # fields by name


class _Stamp(TypedDict):
    """The common fields of an event."""

    project_id: str
    by: str
    at: datetime
    indicator_id: str
    number: int
    name: str


def _stamp(indicator: Indicator, by: str, now: datetime) -> _Stamp:
    return {
        "project_id": indicator.project_id, "by": by, "at": now, "indicator_id": indicator.id,
        "number": indicator.number, "name": indicator.name,
    }  # fmt: skip


def _the(known: Sequence[Indicator], indicator_id: str) -> Indicator:
    found = next((i for i in known if i.id == indicator_id), None)
    if found is None:
        raise NotFound("entry", "")
    return found
