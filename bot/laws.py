"""The rules and calendars that dates and clearances are judged by, put together once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from bot.calendars import Offices
from flows.errors import Blocker
from flows.lifecycle.readiness import Standing
from flows.linkage import deadlines
from flows.linkage.clearance import findings_of
from flows.linkage.gates import looks_at_register, register_blockers
from flows.linkage.house import house_of
from flows.linkage.judgements import DocketItem, Finding
from flows.linkage.register import Register
from flows.linkage.rulebook import Rulebook, shipped_rules
from flows.linkage.situation import Situation
from flows.linkage.surroundings import OfficeCalendars, Surroundings
from flows.names import Bilingual
from flows.ports import Reads

OpenIn = Callable[[Register, Reads, date], tuple[Finding, ...]]
"""Everything that the rules say of a register on a day, the worst first."""


def nothing_judged(_register: Register, _reads: Reads, _today: date) -> tuple[Finding, ...]:
    """Stands where no rules are at hand."""
    return ()


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

    def around(self, reads: Reads, team_id: str, today: date) -> Surroundings:
        """What judgements of a workspace's registers need to know; nobody asks in a channel."""
        return Surroundings(today=today, house=house_of(reads.policy(team_id)), calendars=self.calendars)

    def open_in(self, register: Register, reads: Reads, today: date) -> tuple[Finding, ...]:
        """Everything that the rules say of a register as it stands (``OpenIn``)."""
        return findings_of(register, self.around(reads, register.team_id, today))

    def before_gate(self, project: Standing, reads: Reads, today: date) -> tuple[Blocker, ...]:
        """What a project's register puts before the gate of its present stage (``readiness.Outside``)."""
        if not looks_at_register(project):
            return ()
        register = reads.register(project.team_id, project.id)
        around = self.around(reads, project.team_id, today)
        return register_blockers(project, register, around, rulebook=self.rulebook)

    def titles(self) -> dict[str, Bilingual]:
        """What each rule is called, by its id."""
        return {rule.id: rule.title for rule in self.rulebook.rules}
