"""The conditions of a conditional go as people type them: one a line, ``text | owner | day``. Pure.

Owner and day may be left out or stand in any order; what a line does not say comes from the fields beside. A day reads
``2026-12-24``, ``2026/12/24`` or ``2026年12月24日``; an owner ``@name``, as people on the project are called.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.grammar import fold
from flows.errors import InvalidFields
from flows.lifecycle.project import Condition
from flows.ports import Person

FIELD = "conditions"
_BAR = re.compile(r"[|｜]")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_ID = re.compile(r"<?@([UW][A-Z0-9]+)(?:\|[^>]*)?>?")


def read(text: str, *, owner: str, due: date | None) -> tuple[Condition, ...]:
    """One condition a line. An owner given by name stays ``@name`` until ``resolved``; ``owner`` and ``due`` are for
    lines that name none. Raises ``InvalidFields`` with the number of the line that cannot be read.
    """
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        parts = [part.strip() for part in _BAR.split(line.strip().removeprefix("•"))]
        if any(parts):
            found.append(_condition(parts, number, owner=owner, due=due))
    return tuple(found)


def _condition(parts: list[str], number: int, *, owner: str, due: date | None) -> Condition:
    words, *said = parts
    for part in filter(None, said):
        if part.startswith(("@", "＠", "<@")):
            found = _ID.fullmatch(part)
            owner = found.group(1) if found else f"@{part[1:].strip()}"
        elif day := _DAY.fullmatch(part):
            due = _day(day, number)
        else:
            raise InvalidFields({FIELD: f"condition_line:{number}"})
    if not words:
        raise InvalidFields({FIELD: f"condition_line:{number}"})
    if due is None:
        raise InvalidFields({"condition_due": "missing"})
    return Condition(words, owner, due)


def _day(found: re.Match[str], number: int) -> date:
    year, month, day = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError as error:
        raise InvalidFields({FIELD: f"condition_line:{number}"}) from error


def unresolved(conditions: Sequence[Condition]) -> bool:
    return any(condition.owner.startswith("@") for condition in conditions)


def resolved(conditions: Sequence[Condition], people: Sequence[Person]) -> tuple[Condition, ...]:
    """The conditions with user ids. A name must fit exactly one of ``people``, in full or else in part.

    Raises ``InvalidFields`` with the name that does not.
    """
    return tuple(
        replace(condition, owner=_person(condition.owner, people)) if condition.owner.startswith("@") else condition
        for condition in conditions
    )


def _person(typed: str, people: Sequence[Person]) -> str:
    name = fold(typed[1:])
    exact = [person.user_id for person in people if name in map(fold, (person.name, person.user_id, person.handle))]
    found = exact or [person.user_id for person in people if name and name in fold(person.name)]
    if len(found) != 1:
        raise InvalidFields({FIELD: f"condition_owner:{typed}"})
    return found[0]


def written(conditions: Sequence[Condition], names: Mapping[str, str]) -> str:
    """The lines that read back as these conditions. ``names`` are what people are called, by user id.

    Where all have the same owner and day, these are left to the fields beside.
    """
    if len({(each.owner, each.due) for each in conditions}) <= 1:
        return "\n".join(each.text for each in conditions)
    return "\n".join(
        f"{each.text} | @{names.get(each.owner) or each.owner} | {each.due.isoformat()}" for each in conditions
    )
