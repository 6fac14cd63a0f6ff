"""Finds every SQL statement of the product in ``queries/*.sql``: ``noun.name`` -> text."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

_NAME = re.compile(r"^-- name: (\w+)\s*$", re.MULTILINE)


class BadStatement(ValueError):
    """A query file that does not follow the form; the programmer's mistake."""


@cache
def load_statements() -> Mapping[str, str]:
    """Every statement of the package, read once."""
    found: dict[str, str] = {}
    for file in sorted(files("storage").joinpath("queries").iterdir(), key=lambda f: f.name):
        noun, _, kind = file.name.rpartition(".")
        if kind == "sql":
            for name, sql in parse(file.read_text(encoding="utf-8")).items():
                found[f"{noun}.{name}"] = sql
    return MappingProxyType(found)


def parse(text: str) -> dict[str, str]:
    """The statements of one file. Each begins with ``-- name:`` and a comment that says what it is for."""
    parts = _NAME.split(text)[1:]
    found: dict[str, str] = {}
    for name, body in zip(parts[::2], parts[1::2], strict=True):
        lines = body.strip().splitlines()
        sql = "\n".join(line for line in lines if not line.startswith("--")).strip()
        if not lines or not lines[0].startswith("-- "):
            raise BadStatement(f"{name} does not say what it is for")
        if not sql.endswith(";") or sql.count(";") != 1:
            raise BadStatement(f"{name} is not exactly one statement")
        if name in found:
            raise BadStatement(f"{name} is there twice")
        found[name] = sql.removesuffix(";")
    return found
