"""How a view looks at the world: one reader's language, the workflow templates, and which day it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Protocol

from bot.words import Words
from flows.lifecycle.houserules import under
from flows.lifecycle.template import DeliverableSpec, GateSpec, HouseRule, Template, Templates
from flows.names import Bilingual, Decision
from flows.rhythm.preferences import Delivery


class Templated(Protocol):
    """A card or a row: anything that names the template version it follows."""

    @property
    def template(self) -> str: ...
    @property
    def template_version(self) -> int: ...


class Staged(Templated, Protocol):
    """Something that stands in a stage."""

    @property
    def stage(self) -> str: ...


class Shown(Staged, Protocol):
    """Something that shows the deliverables of a stage."""

    @property
    def shown_stage(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Lens:
    """``today`` is the day in the time zone of the workspace, as due days are. ``rules`` are the titles of the rules
    behind dates, by id. ``house`` is what the workspace demands of gates that are still to be opened, where a view
    speaks of these; an open gate knows its own. ``muted`` are the ids of the projects that the reader has muted, where
    a view says so, ``delivery`` what they have chosen to hear; ``away`` the people who are away today with their last
    day, if there is one; ``told``, for a list of the reader's own work, finished lines about who was told that it is
    late, by the id of the deliverable."""

    say: Words
    templates: Templates
    today: date
    rules: Mapping[str, Bilingual] = field(default_factory=dict, repr=False, compare=False)
    _dues: dict[date, str] = field(default_factory=dict, init=False, repr=False, compare=False)
    house: tuple[HouseRule, ...] = ()
    muted: frozenset[str] = frozenset()
    delivery: Delivery = Delivery.IMMEDIATE
    away: Mapping[str, date | None] = field(default_factory=dict, repr=False, compare=False)
    told: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    def template(self, of: Templated) -> Template:
        """Raises KeyError for a version that no longer exists; doctor reports such projects."""
        return under(self.templates.get(of.template, of.template_version), self.house)

    def stage_name(self, of: Templated, key: str) -> str:
        """The name of one stage of the template that a card or row follows."""
        return self.say.pick(self.template(of).stage(key).name)

    def stage_position(self, of: Staged) -> tuple[int, int]:
        """Where the present stage stands: its number, and how many there are."""
        template = self.template(of)
        return template.stage(of.stage).number, len(template.stages)

    def stage_words(self, of: Staged, key: str = "") -> str:
        """``Stage 3 of 6 · Initiation``, for the present stage or a named one."""
        template = self.template(of)
        stage = template.stage(key or of.stage)
        return self.say("Stage {number} of {total} · {name}", number=stage.number, total=len(template.stages),
                        name=self.say.pick(stage.name))  # fmt: skip

    def gate(self, of: Shown) -> GateSpec:
        """The gate at the end of the shown stage."""
        return self.template(of).stage(of.shown_stage).gate

    def decision(self, of: Templated, stage: str, decision: Decision) -> str:
        """What the gate of a stage calls a decision: in the template's words, or the usual ones."""
        names = dict(self.template(of).stage(stage).gate.voting.names)
        return self.say.pick(names[decision]) if decision in names else self.say.decision(decision)

    def spec(self, of: Templated, stage: str, key: str) -> DeliverableSpec | None:
        """What the template says about a deliverable; None for one that people added themselves."""
        return next((s for s in self.template(of).stage(stage).deliverables if s.key == key), None)

    def rule(self, rule_id: str) -> str:
        """What a rule of the docket is called; its id where nobody named it."""
        title = self.rules.get(rule_id)
        return self.say.pick(title) if title else rule_id

    def day(self, day: date) -> str:
        """``Mon, Nov 23``, with the year where it is not the present one."""
        return self.say.weekday(day, self.today)

    def due_from(self, person_id: str, day: date) -> str:
        """The same of what one person owes: who is away is not called late."""
        if person_id not in self.away or day >= self.today:
            return self.due(day)
        last = self.away[person_id]
        if last is None:
            return self.say("was due {day}, away", day=self.day(day))
        return self.say("was due {day}, away until {last}", day=self.day(day), last=self.day(last))

    def due(self, day: date) -> str:
        """When something that is still open is due, in words: ``due tomorrow``, ``overdue since Fri, Nov 20``."""
        return _due(self.say, day, self.today)


@lru_cache(maxsize=4096)  # the work of all projects is due on few days, and a status shows ten of them
def _due(say: Words, day: date, today: date) -> str:
    days = (day - today).days
    if days < 0:
        return say.plural(
            "overdue by {n} day, was due {day}",
            "overdue by {n} days, was due {day}",
            -days,
            day=say.weekday(day, today),
        )
    if days == 0:
        return say("due today")
    if days == 1:
        return say("due tomorrow, {day}", day=say.weekday(day, today))
    return say("due {day}", day=say.weekday(day, today))
