"""Frozen dataclasses as JSON text and back, by their type hints: events, requests, members, receipts."""

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from storage.instants import moment, read_moment

T = TypeVar("T")
Json = Any
"""What ``json`` makes and takes: text, int, bool, None, lists and dicts of these."""


def dump(value: Json) -> str:
    """Canonical JSON: one text per value, since hashes are taken over it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def plain(value: object) -> Json:
    """A value of the domain as JSON values. Raises TypeError for what has no JSON form here."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str(value)  # an enum's code too
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    raise TypeError(f"{type(value).__name__} has no JSON form")


def build(kind: type[T], data: Json) -> T:
    """A value of ``kind`` from what ``plain`` made of it. Raises ValueError, KeyError or TypeError for other data."""
    key: Any = kind
    value: T = _reader(key)(data)
    return value


@cache
def _reader(kind: Any) -> Callable[[Json], Any]:
    """The function that reads one type; made once per type."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _union_reader(get_args(kind))
    if origin is tuple:
        return _tuple_reader(get_args(kind))
    if kind is datetime:
        return read_moment
    if kind is date:
        return date.fromisoformat
    if kind is time:
        return time.fromisoformat
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass_reader(kind)
    if kind in (str, int, bool) or origin is Mapping:
        return _as_it_is
    raise TypeError(f"{kind} cannot be read from JSON")


def _as_it_is(data: Json) -> Any:
    return data


def _union_reader(kinds: tuple[Any, ...]) -> Callable[[Json], Any]:
    """Only ``X | None`` and unions of JSON's own scalars: nothing else can be told apart."""
    real = [kind for kind in kinds if kind is not type(None)]
    if all(kind in (str, int, bool) for kind in real):
        return _as_it_is
    if len(real) > 1:
        raise TypeError(f"{kinds} cannot be told apart in JSON")
    read = _reader(real[0])
    return lambda data: None if data is None else read(data)


def _tuple_reader(kinds: tuple[Any, ...]) -> Callable[[Json], Any]:
    if kinds[-1:] == (Ellipsis,):
        read = _reader(kinds[0])
        return lambda data: tuple(read(item) for item in data)
    readers = [_reader(kind) for kind in kinds]
    return lambda data: tuple(read(item) for read, item in zip(readers, data, strict=True))


def _dataclass_reader(kind: type) -> Callable[[Json], Any]:
    hints = get_type_hints(kind)
    # What was written before a field existed has its default; a field without one is always there.
    readers = [(f.name, _reader(hints[f.name]), f.default is not MISSING) for f in fields(kind)]
    return lambda data: kind(**{
        name: read(data[name]) for name, read, spare in readers if not (spare and name not in data)
    })  # fmt: skip
