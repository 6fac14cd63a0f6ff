"""A named starting point for a watch: what it looks for, how often, who answers and hears, and until when. Data.

What a project's register holds is drawn in when a template is chosen (``drawing.py``), and people change all of it in
the form before it counts. The templates that ship are in ``templates/``, one file each (``template_text.py``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from flows.lifecycle.readmodels import ProjectCard
from flows.linkage.months import months_later
from flows.names import Bilingual, Role
from flows.watches.commands import Plan
from flows.watches.drawing import Book, Term, drawn
from flows.watches.watches import Audience, Cadence, Scope, Theme, Triage


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchTemplate:
    """``scope`` holds, for each field of ``Scope`` it fills, its texts and what is drawn from the project. ``owner`` is
    the role whose first holder answers, ``readers`` those whose holders are told; ``months`` until it ends, 0: never.
    """

    key: str
    theme: Theme
    name: Bilingual
    purpose: Bilingual
    scope: tuple[tuple[str, tuple[Term, ...]], ...]
    owner: Role
    readers: tuple[Role, ...]
    in_channel: bool
    cadence: Cadence
    triage: Triage
    months: int = 0

    def plan(self, card: ProjectCard, book: Book, *, by: str, today: date) -> Plan:
        """What the watch would be in a project, as ``by`` begins it; without a name, which is in some language.

        Where nobody holds the owner's role, whoever begins it answers. Its scope is empty where the project has nothing
        to draw from.
        """
        found = {name: drawn(name, terms, book) for name, terms in self.scope}
        persons = tuple(dict.fromkeys(user for role in self.readers for user in card.holders(role)))
        return Plan(
            theme=self.theme, name="", scope=replace(Scope(), **found), owner=next(iter(card.holders(self.owner)), by),
            cadence=self.cadence, triage=self.triage,
            audience=Audience(in_channel=self.in_channel, persons=persons),
            expires_on=months_later(today, self.months) if self.months else None,
        )  # fmt: skip


def named(templates: Sequence[WatchTemplate], words: str) -> WatchTemplate | None:
    """The one that somebody means: by its key, or by its name in either language, whatever case and spaces."""
    wanted = _folded(words)
    for template in templates:
        if wanted in map(_folded, (template.key, template.name.zh, template.name.en)):
            return template
    return None


def _folded(words: str) -> str:
    return "".join(words.replace("_", "").replace("-", "").split()).casefold()
