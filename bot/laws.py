"""The rules and calendars that dates and clearances are judged by, put together once."""

from dataclasses import dataclass, field
from datetime import date

from bot.calendars import Offices
from flows.errors import Blocker
from flows.lifecycle.readiness import Standing
from flows.linkage import deadlines
from flows.linkage.gates import looks_at_register, register_blockers
from flows.linkage.house import house_of
from flows.linkage.judgements import DocketItem
from flows.linkage.register import Register
from flows.linkage.rulebook import Rulebook, shipped_rules
from flows.linkage.situation import Situation
from flows.linkage.surroundings import OfficeCalendars, Surroundings
from flows.names import Bilingual
from flows.ports import Reads


@dataclass(frozen=True, slots=True, kw_only=True)
class Laws:
    """Thread-safe: nothing here changes."""

    rulebook: Rulebook = field(default_factory=shipped_rules)
    calendars: OfficeCalendars = field(default_factory=Offices)

    def follow_up(self, before: Register, after: Register, situation: Situation) -> tuple[DocketItem, ...]:
        """The dates that a change brings about."""
        return deadlines.follow_up(
            before, after, rulebook=self.rulebook, calendars=situation.calendars, house=situation.house,
            today=situation.today, new_id=situation.new_id,
        )  # fmt: skip

    def before_gate(self, project: Standing, reads: Reads, today: date) -> tuple[Blocker, ...]:
        """What a project's register puts before the gate of its present stage (``readiness.Outside``)."""
        if not looks_at_register(project):
            return ()
        register = reads.register(project.team_id, project.id)
        house = house_of(reads.policy(project.team_id))
        around = Surroundings(today=today, house=house, calendars=self.calendars)
        return register_blockers(project, register, around, rulebook=self.rulebook)

    def titles(self) -> dict[str, Bilingual]:
        """What each rule is called, by its id."""
        return {rule.id: rule.title for rule in self.rulebook.rules}
