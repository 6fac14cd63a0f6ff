"""Follows a register's dates in tests: with the rules that ship and the real calendars of the offices."""

from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

from bot.calendars import Offices
from flows.linkage.deadlines import follow_up
from flows.linkage.house import House
from flows.linkage.items import Application, Family
from flows.linkage.judgements import DocketItem
from flows.linkage.register import Register
from flows.linkage.rulebook import shipped_rules
from tests.builders import PROJECT_ID, TEAM

DAY = date(2026, 11, 23)
OFFICES = Offices()
IDS = count(1)


def empty() -> Register:
    return Register(team_id=TEAM, project_id=PROJECT_ID)


def holding(**items: Any) -> Register:
    return replace(empty(), **items)


def follow(before: Register, after: Register, today: date = DAY, **house: Any) -> tuple[DocketItem, ...]:
    """The docket items that changed."""
    return follow_up(
        before, after, rulebook=shipped_rules(), calendars=OFFICES, house=House(**house), today=today,
        new_id=lambda prefix: f"{prefix}_{next(IDS):06}",
    )  # fmt: skip


def docketed(register: Register, before: Register | None = None, today: date = DAY, **house: Any) -> Register:
    """The register with what follows from a change already in its docket."""
    changed = {item.id: item for item in follow(before or empty(), register, today, **house)}
    kept = tuple(changed.pop(item.id, item) for item in register.docket)
    return replace(register, docket=kept + tuple(changed.values()))


def dated(register: Register, rule: str, part: str | None = None) -> DocketItem:
    """The one item of a rule (and part). Fails where there is none, or more."""
    found = [item for item in register.docket if item.rule == rule and part in (None, item.part)]
    assert len(found) == 1, (rule, part, [(item.rule, item.part) for item in register.docket])
    return found[0]


def rules_of(register: Register) -> set[str]:
    return {item.rule for item in register.docket}


def days(item: DocketItem) -> tuple[date, date]:
    return item.raw_on, item.due_on


def changed_member(register: Register, office: str = "CN", **fields: Any) -> Register:
    """The register with other fields in the application of its first family at an office."""
    first = register.families[0]
    members = tuple(replace(m, **fields) if m.office == office else m for m in first.members)
    return replace(register, families=(replace(first, members=members), *register.families[1:]))


def with_family(*members: Application, **fields: Any) -> Register:
    base: dict[str, Any] = {"id": "fam_1", "number": 1, "title": "Sweep", "members": members}
    return holding(families=(Family(**(base | fields)),))
