"""Submitted forms of the watches -> typed commands. Pure but for the question whether a source exists."""

import re
from collections.abc import Callable
from dataclasses import fields, replace

from bot.blocks.watches.forms import FIELDS, ONLY_THIS
from bot.filled import Filled
from bot.ids import Ref
from flows.errors import InvalidFields
from flows.watches import commands as c
from flows.watches.errors import SourceNotSet
from flows.watches.hits import Trait, Verdict
from flows.watches.observations import Observation, Severity
from flows.watches.subjects import News
from flows.watches.watches import Audience, Cadence, Scope, Theme, Triage, Watch

CheckSource = Callable[[str], None]
"""Raises ``SourceNotSet`` for a source that does not exist or lacks a setting."""

_BREAKS = re.compile(r"[\n;；]")
_MEMBERS = re.compile(r"\s+")


def scope(theme: Theme, filled: Filled, before: Scope, check: CheckSource) -> Scope:
    """What the form says; what it does not ask for stays as it was. Raises ``InvalidFields`` for a wrong source."""
    given = {name: lines(filled.text(name)) for name in FIELDS[theme]}
    given["sources"] = tuple(dict.fromkeys(source(name) for name in given.get("sources", ())))
    for name in given["sources"]:
        if name not in before.sources:
            _check(name, check)
    return replace(before, **given)


def _check(name: str, check: CheckSource) -> None:
    try:
        check(name)
    except SourceNotSet as error:
        code = f"source_needs:{name}" if error.setting else f"no_source:{name}"
        raise InvalidFields({"sources": code}) from error


def source(typed: str) -> str:
    """A web address alone is an RSS feed; the kind of a source is written small."""
    if re.match(r"https?://", typed, re.IGNORECASE):
        return f"rss:{typed}"
    kind, colon, rest = typed.partition(":")
    kind, colon, rest = (kind, colon, rest) if colon else typed.partition("：")
    return f"{kind.strip().lower()}:{_MEMBERS.sub(' ', rest.strip())}" if colon else f"{typed.strip().lower()}:"


def lines(text: str) -> tuple[str, ...]:
    """One thing a line, or between semicolons."""
    return tuple(dict.fromkeys(part.strip() for part in _BREAKS.split(text) if part.strip()))


def start(ref: Ref, filled: Filled, begun: c.Plan, *, check: CheckSource) -> c.StartWatch:
    """A new watch: what the form says, and for all that it does not ask for the plan that it began with."""
    theme = Theme(ref.part)
    looks_for = scope(theme, filled, begun.scope, check)
    plan = replace(begun, theme=theme, name=filled.text("name"), scope=looks_for)
    return c.StartWatch(project_id=ref.project_id, plan=plan)


def change(ref: Ref, filled: Filled, watch: Watch, *, check: CheckSource) -> c.ChangeWatch:
    plan = replace(plan_of(watch), name=filled.text("name"), scope=scope(watch.theme, filled, watch.scope, check))
    return c.ChangeWatch(project_id=ref.project_id, watch_id=watch.id, shown=ref.shown, plan=plan)


def rules(ref: Ref, filled: Filled, watch: Watch) -> c.ChangeWatch:
    """Who, when and how often."""
    days = filled.text("answer_within")
    if not days.isascii() or not days.isdigit():
        raise InvalidFields({"answer_within": "not_a_number"})
    plan = replace(
        plan_of(watch),
        owner=filled.person("owner"),
        cadence=filled.code("cadence", Cadence),
        triage=Triage(at_once=filled.code("at_once", Severity), answer_within=int(days)),
        audience=Audience(in_channel="channel" in filled.options("in_channel"), persons=filled.people("persons")),
        expires_on=filled.day("expires_on"),
    )
    return c.ChangeWatch(project_id=ref.project_id, watch_id=watch.id, shown=ref.shown, plan=plan)


def plan_of(watch: Watch) -> c.Plan:
    """What a watch is now, as a plan."""
    return c.Plan(**{f.name: getattr(watch, f.name) for f in fields(c.Plan)})


def not_relevant(ref: Ref, filled: Filled) -> c.JudgeHit:
    chosen = filled.option("exclude")
    trait, _, value = chosen.partition(":")
    exclude = (Trait(trait), value) if chosen and chosen != ONLY_THIS else None
    return c.JudgeHit(
        project_id=ref.project_id, hit_id=ref.item_id, verdict=Verdict.NOT_RELEVANT, reason=filled.text("reason"),
        exclude=exclude,
    )  # fmt: skip


def assign(ref: Ref, filled: Filled) -> c.JudgeHit:
    return c.JudgeHit(
        project_id=ref.project_id, hit_id=ref.item_id, verdict=Verdict.ASSIGNED, to=filled.person("to"),
        reason=filled.text("reason"),
    )  # fmt: skip


def bring(ref: Ref, filled: Filled) -> c.BringHits:
    """What somebody typed: the same link, else the same title, is the same thing."""
    title, link, text = filled.text("title"), filled.text("link"), filled.text("text")
    if not title:
        raise InvalidFields({"title": "missing"})
    shown = News(ref=link or title, title=title, text=text)
    seen = Observation(
        source="people",
        native_id=(link or title)[:200],
        subject=shown,
        links=(link,) if link.startswith("http") else (),
    )
    return c.BringHits(project_id=ref.project_id, watch_id=filled.option("watch"), observations=(seen,))
