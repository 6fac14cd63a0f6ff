"""One event as the sentence about it needs it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.blocks.kit import inline
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from flows.lifecycle.readmodels import ProjectCard
from flows.names import Decision

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Happening:
    """One event as its sentence needs it. ``by`` and ``title`` are finished mrkdwn, ``card`` the project now."""

    values: Values
    by: str
    title: str
    card: ProjectCard
    lens: Lens

    def text(self, name: str) -> str:
        return parts.comment_line(str(self.values.get(name) or ""))

    def reason(self, name: str = "reason") -> str:
        """A reason as the tail of a sentence; empty where none was given."""
        text = self.text(name)
        return self.lens.say(": {reason}", reason=text) if text else ""

    def day(self, name: str) -> str:
        value = self.values.get(name)
        return self.lens.day(date.fromisoformat(str(value))) if value else ""

    def person(self, name: str) -> str:
        return parts.who(str(self.values.get(name, "")), self.lens)

    def decision(self, code: object) -> str:
        """What the gate of the event's stage calls a decision."""
        stage = str(self.values.get("stage") or self.card.stage)
        return inline(self.lens.decision(self.card, stage, Decision(str(code))))

    def stage(self) -> str:
        key = str(self.values.get("stage") or self.card.stage)
        return inline(self.lens.stage_name(self.card, key))


def count_of(value: object) -> int:
    """How many things: a notice carries their number, a history line the things themselves."""
    return len(value) if isinstance(value, list) else int(str(value or 0))
