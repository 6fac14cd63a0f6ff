"""Any value of a frozen dataclass of the domain, drawn by its type hints. Times are aware."""

import dataclasses
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from flows.notices import Scalar

Some = st.SearchStrategy[Any]
_PLAIN: dict[Any, Some] = {
    str: st.text(max_size=12),
    int: st.integers(-(2**31), 2**31),
    bool: st.booleans(),
    type(None): st.none(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    date: st.dates(),
}


def any_of(kind: Any) -> Some:
    """Values of a type: plain ones, enums, tuples, unions, mappings and dataclasses of these."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    origin, arguments = get_origin(kind), get_args(kind)
    if kind == Scalar or origin in (Union, UnionType):
        return st.one_of([any_of(one) for one in arguments])
    if origin is tuple and arguments[-1] is Ellipsis:
        return st.lists(any_of(arguments[0]), max_size=3).map(tuple)
    if origin is tuple:
        return st.tuples(*(any_of(one) for one in arguments))
    if origin is Mapping:
        return st.dictionaries(any_of(arguments[0]), any_of(arguments[1]), max_size=3)
    if issubclass(kind, StrEnum):
        return st.sampled_from(list(kind))
    return instances(kind)


def instances(kind: Any, **fixed: Some) -> Some:
    """Instances of a dataclass; ``fixed`` fields are drawn as told."""
    hints = get_type_hints(kind)
    drawn = {field.name: fixed.get(field.name, any_of(hints[field.name])) for field in dataclasses.fields(kind)}
    return st.builds(kind, **drawn)
