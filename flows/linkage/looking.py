"""Looks items of a register up by what a command names, and refuses fields that cannot be; shared by all deciders."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from flows.errors import InvalidFields, NotFound
from flows.linkage.items import Feature, Item, Link
from flows.linkage.register import Register

T = TypeVar("T", bound=Item)


def the(kind: type[T], register: Register, item_id: str) -> T:
    """The item of a kind. Raises ``NotFound`` for an unknown id and for an item of another kind."""
    found = register.find(item_id)
    if not isinstance(found, kind):
        raise NotFound("entry", item_id)
    return found


def the_link(register: Register, link_id: str) -> Link:
    """Raises ``NotFound``."""
    found = register.link(link_id)
    if found is None:
        raise NotFound("entry", link_id)
    return found


def refuse_unknown(register: Register, kind: type[Item], ids: Iterable[str]) -> None:
    """Raises ``NotFound`` for an id that names no item of this kind."""
    for item_id in ids:
        the(kind, register, item_id)


def refuse_features(register: Register, features: Sequence[str]) -> None:
    """Raises ``InvalidFields`` where none is named, ``NotFound`` where one is not there."""
    refuse({"features": "" if features else "missing"})
    refuse_unknown(register, Feature, features)


def refuse(problems: Mapping[str, str]) -> None:
    """Raises ``InvalidFields`` with every field that has a problem."""
    found = {name: problem for name, problem in problems.items() if problem}
    if found:
        raise InvalidFields(found)


def checked_text(text: str, limit: int, *, needed: bool = True) -> str:
    """What is wrong with a typed text, or nothing. What cannot be seen (zero-width marks) is no text."""
    if needed and not any(c.isprintable() and not c.isspace() for c in text):
        return "missing"
    return "too_long" if len(text) > limit else ""


def twice(values: Sequence[int] | Sequence[str]) -> bool:
    """Whether a value comes more than once."""
    return len(set(values)) != len(values)
