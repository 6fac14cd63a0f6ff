"""What several forms of the register read alike."""

from typing import TypeVar

from bot.filled import Filled
from bot.ids import Ref, unpack
from flows.errors import InvalidFields, NotFound
from flows.linkage.items import Item
from flows.linkage.register import Register

Kind = TypeVar("Kind", bound=Item)


def picked(filled: Filled, name: str, *, needed: bool = True) -> Ref:
    """The one item a person chose. Raises ``InvalidFields`` where it is needed and missing."""
    chosen = filled.option(name)
    if not chosen and needed:
        raise InvalidFields({name: "missing"})
    return unpack(chosen) if chosen else Ref()


def all_picked(filled: Filled, name: str) -> tuple[str, ...]:
    return tuple(unpack(value).item_id for value in filled.options(name))


def number(filled: Filled, name: str) -> int:
    """A whole amount; 0 for none. Raises ``InvalidFields`` for anything that is no number."""
    text = filled.text(name).replace(",", "").replace(" ", "").removeprefix("¥")
    if text and not (text.isascii() and text.isdigit()):
        raise InvalidFields({name: "not_a_number"})
    return int(text or 0)


def the(kind: type[Kind], ref: Ref, register: Register) -> Kind:
    """The item a form is about. Raises ``NotFound`` where it is not there (any more)."""
    item = register.find(ref.item_id)
    if not isinstance(item, kind):
        raise NotFound("entry", ref.item_id)
    return item


def shown(ref: Ref) -> int | None:
    """Only what overwrites something must have shown its present state."""
    return ref.shown or None if ref.item_id else None
