"""Reads a watch template from TOML text and refuses, with file, key and line, whatever could not work."""

import re
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from importlib.resources import files

from flows.lifecycle.toml_tables import Table, read_toml
from flows.names import Role
from flows.watches.deciding import MOST_DAYS
from flows.watches.drawing import Drawn, Term, can_draw
from flows.watches.observations import Severity
from flows.watches.template import WatchTemplate
from flows.watches.watches import Cadence, Scope, Theme, Triage

MOST_MONTHS = 60
_DRAWN = re.compile(r"\{(?P<what>.*)\}")
_PARTS = tuple(part.name for part in fields(Scope))


@cache
def shipped_watch_templates() -> tuple[WatchTemplate, ...]:
    """Those that ship with the product, by theme and key, read once: data of this version. Raises ``TemplateFault``."""
    found = sorted((files("flows.watches") / "templates").iterdir(), key=lambda file: file.name)
    read = [parse_watch_template(file.read_text(encoding="utf-8"), file.name) for file in found]
    return tuple(sorted(read, key=lambda template: list(Theme).index(template.theme)))


def parse_watch_template(text: str, file: str) -> WatchTemplate:
    """The template in ``text``; ``file`` names it in a fault, and carries its key. Raises ``TemplateFault``."""
    root = read_toml(text, file)
    root.allow("key", "strand", "name", "purpose", "owner", "cadence", "scope", "triage", "audience", "expiry")
    key = root.key("key")
    if file.removesuffix(".toml") != key:
        root.source.fault("key", f"the file is called otherwise: {file}")
    triage = root.table("triage")
    triage.allow("at_once", "answer_within")
    audience = root.table("audience")
    audience.allow("in_channel", "roles")
    return WatchTemplate(
        key=key,
        theme=root.word("strand", Theme),
        name=root.both("name"),
        purpose=root.both("purpose"),
        scope=tuple(_scope(root.table("scope"))),
        owner=root.word("owner", Role),
        readers=audience.words("roles", Role) if "roles" in audience.content else (),
        in_channel=audience.flag("in_channel") if "in_channel" in audience.content else False,
        cadence=root.word("cadence", Cadence),
        triage=Triage(
            at_once=triage.word("at_once", Severity), answer_within=_at_most(triage, "answer_within", MOST_DAYS)
        ),
        months=_months(root),
    )


def _scope(table: Table) -> Iterator[tuple[str, tuple[Term, ...]]]:
    table.allow(*_PARTS)
    if not table.content:
        table.source.fault(table.path, "is empty: it would look for nothing")
    for name in table.content:
        path = table.at(name)
        yield name, tuple(_term(table, name, text, f"{path}[{n}]") for n, text in enumerate(table.texts(name)))


def _term(table: Table, field: str, text: str, path: str) -> Term:
    match = _DRAWN.fullmatch(text)
    if match is None:
        return text
    known = can_draw(field)
    if match["what"] not in known:
        can = ", ".join(f"{{{what}}}" for what in known) or "nothing"
        table.source.fault(path, f"cannot be drawn here: {text}; {field} can draw {can}")
    return Drawn(match["what"])


def _months(root: Table) -> int:
    if "expiry" not in root.content:
        return 0
    expiry = root.table("expiry")
    expiry.allow("months")
    return _at_most(expiry, "months", MOST_MONTHS)


def _at_most(table: Table, key: str, limit: int) -> int:
    value = table.positive(key)
    if value > limit:
        table.source.fault(table.at(key), f"must be at most {limit}")
    return value
