"""Watch templates as people choose among them, and what one brings beside what it looks for."""

from collections.abc import Sequence

from bot.blocks import kit
from bot.blocks.kit import Message, bold, inline
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.sheet import Sheet
from bot.blocks.watches import terms
from bot.ids import Act, Ref
from flows.lifecycle.readmodels import ProjectCard
from flows.watches.commands import Plan
from flows.watches.template import WatchTemplate

TEMPLATE = "template:"
"""Goes before the key of a template in ``Ref.extra``, where a new watch begins."""


def entries(templates: Sequence[WatchTemplate], card: ProjectCard, lens: Lens) -> list[tuple[str, Act, Ref]]:
    """Every template as an entry of a chooser."""
    return [
        (lens.say("Template: {name}", name=lens.say.pick(template.name)), Act.WATCH_NEW, _ref(template, card))
        for template in templates
    ]


def listing(templates: Sequence[WatchTemplate], card: ProjectCard | None, lens: Lens, *, missed: str = "") -> Message:
    """All templates, by theme. ``card`` is the project that a button starts a watch for, ``missed`` what was asked for
    and is none."""
    sheet, say = Sheet(), lens.say
    if card is not None:
        sheet.head(parts.heading(card))
    if missed:
        sheet.tell(say("There is no watch template called {name}. These are the ones there are:",
                       name=bold(inline(missed, 80))))  # fmt: skip
    sheet.tell(bold(say("Watch templates")))
    for template in templates:
        name = say.pick(template.name)
        head = f"{bold(inline(name))} · {terms.theme(template.theme, say)} · `{template.key}`"
        text = f"{head}\n{say.pick(template.purpose)}"
        use = None
        if card is not None:
            use = kit.button(say("Use it"), Act.WATCH_NEW, _ref(template, card), label=say("Use {name}", name=name))
        sheet.add(text, kit.section(text, accessory=use))
    if card is None:
        sheet.small(say("For a project: `/liandong watch template {key} LD-12`", key=templates[0].key))
    return sheet.message()


def notice(template: WatchTemplate, plan: Plan, lens: Lens) -> str:
    """What the watch will do beside looking: said before it starts, changed afterwards."""
    say, audience = lens.say, plan.audience
    told = [say("the thread of the card")] if audience.in_channel else []
    told += [parts.who(person, lens) for person in audience.persons] or ([] if told else [parts.who(plan.owner, lens)])
    rules = " · ".join(filter(None, [
        terms.cadence(plan.cadence, say),
        say("{person} answers within {n} working days", person=parts.who(plan.owner, lens),
            n=plan.triage.answer_within),
        say("told at once: {what}", what=terms.at_once(plan.triage.at_once, say)),
        say("told to: {places}", places=say.listing(told)),
        say("until {day}", day=lens.day(plan.expires_on)) if plan.expires_on else "",
    ]))  # fmt: skip
    missing = say("The project has nothing to fill in here yet. Please say what to look for.")
    return "\n".join(filter(None, [
        say.pick(template.purpose), rules, say("All of this can be changed once it has started."),
        bold(missing) if plan.scope.is_empty else "",
    ]))  # fmt: skip


def _ref(template: WatchTemplate, card: ProjectCard) -> Ref:
    return Ref(project_id=card.id, extra=f"{TEMPLATE}{template.key}")
