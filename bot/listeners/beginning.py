"""How a watch begins: with a theme, with what the register holds, or with a named template; by button or in words."""

from dataclasses import replace

from bot import watchdesk
from bot.blocks.kit import Message
from bot.blocks.watches import forms, templates, terms
from bot.blocks.watches.templates import TEMPLATE
from bot.context import Sight
from bot.grammar import fold, project_key
from bot.ids import Ref
from bot.listeners import reading
from bot.outward import View
from flows.lifecycle.readmodels import ProjectCard
from flows.watches import commands as c
from flows.watches.drawing import Book
from flows.watches.permissions import require
from flows.watches.suggesting import Suggested
from flows.watches.template import WatchTemplate, named
from flows.watches.template_text import shipped_watch_templates
from flows.watches.watches import Scope, Theme, WatchState

WORDS = frozenset({"template", "templates", "模板"})
"""What after ``watch`` asks for the templates, or for the one that is named then."""


def asked(sight: Sight, typed: str) -> Message | View | None:
    """What ``/liandong watch template own_standards LD-3`` answers: the form, or the list where none is named. None
    for other words."""
    words = typed.split()
    rest = [word for word in words if fold(word) not in WORDS]
    if len(rest) == len(words):
        return None
    key = next((project_key(word) for word in (rest[-1:] + rest[:1]) if project_key(word)), "")
    wanted = " ".join(word for word in rest if project_key(word) != key or not key)
    found = named(shipped_watch_templates(), wanted)
    if found is None:
        return _list(sight, key, missed=wanted)
    origin = f"{TEMPLATE}{found.key}"
    return reading.about(sight, key, "watch", lambda s, project: new(s, Ref(project_id=project, extra=origin)))


def _list(sight: Sight, key: str, *, missed: str) -> Message:
    """All templates; with buttons where it is clear for which project, and the caller may start a watch there."""
    card = sight.card(key) if key else reading.of_channel(sight)
    starts = card is not None and "StartWatch" in watchdesk.allowed_to(sight, card)
    return templates.listing(shipped_watch_templates(), card if starts else None, sight.caller.lens, missed=missed)


def new(sight: Sight, ref: Ref) -> View:
    """``ref.extra`` is a theme, a suggestion or a template, whose plan the form begins with."""
    card, lens = sight.card(ref.project_id), sight.caller.lens
    require(card, sight.caller.user_id, c.StartWatch)
    plan, template = begun(sight, card, ref.extra), _template(ref.extra)
    notice = templates.notice(template, plan, lens) if template is not None else ""
    return forms.watch(card, plan.theme, lens, scope=plan.scope, name=plan.name, origin=ref.extra, notice=notice)


def begun(sight: Sight, card: ProjectCard, origin: str) -> c.Plan:
    """The plan that a new watch begins with. Whoever starts it answers its hits, unless a template says who does."""
    caller, say = sight.caller, sight.caller.say
    template = _template(origin)
    if template is not None:
        plan = template.plan(card, _book(sight, card), by=caller.user_id, today=caller.lens.today)
        return replace(plan, name=say.pick(template.name))
    for found in watchdesk.suggested(sight, card):
        if found.what.value == origin:
            name = terms.suggested(found.what, say)
            return c.Plan(theme=found.theme, name=name, scope=found.scope, owner=caller.user_id)
    themes = {Suggested.STANDARDS.value: Theme.STANDARD, Suggested.BENCHMARKS.value: Theme.BENCHMARK}
    theme = Theme(origin) if origin in set(Theme) else themes.get(origin, Theme.PATENT)
    return c.Plan(theme=theme, name="", scope=Scope(), owner=caller.user_id)


def _template(origin: str) -> WatchTemplate | None:
    key = origin.removeprefix(TEMPLATE)
    return next((t for t in shipped_watch_templates() if key != origin and t.key == key), None)


def _book(sight: Sight, card: ProjectCard) -> Book:
    watches = sight.reads.watches_of(sight.team_id, card.id)
    return Book(
        register=sight.register(card),
        compared=sight.reads.benchmarks(sight.team_id, card.id),
        watched=tuple(watch.scope for watch in watches if watch.state is not WatchState.ENDED),
    )
