"""A date that follows from a rule and a fact: how it is computed, and what settles it."""

from dataclasses import dataclass
from datetime import date

from flows.linkage.counting import KNOWN, OfficeCalendars, Period, next_open
from flows.linkage.house import House
from flows.linkage.rulebook import OF_THE_OFFICE, Roll, Rule, Rulebook, Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One date that should be in the docket. ``fulfilled`` is the day of the fact that settles it, or None."""

    rule: Rule
    subject_id: str
    part: str
    source_on: date
    raw_on: date
    due_on: date
    calendar: str
    fulfilled: date | None = None
    outlasts: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        return self.rule.id, self.subject_id, self.part


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoner:
    """What every computation needs besides the facts."""

    rulebook: Rulebook
    calendars: OfficeCalendars
    house: House
    today: date

    def due(
        self, rule: Rule, term: Term, subject_id: str, source: date,
        *, part: str = "", office: str = "", fulfilled: date | None = None,
    ) -> Due:  # fmt: skip
        """The date of a term: raw by its period, then rolled by the calendar of its office."""
        period = term.period or Period(0, "D")
        calendar = office if term.calendar == OF_THE_OFFICE else term.calendar
        raw = period.after(source)
        return Due(
            rule=rule, subject_id=subject_id, part=":".join(filter(None, (part, term.key))), source_on=source,
            raw_on=raw, due_on=raw if term.roll is Roll.NONE else next_open(raw, calendar, self.calendars),
            calendar=calendar if term.roll is not Roll.NONE and calendar in KNOWN else "",
            fulfilled=fulfilled, outlasts=term.outlasts,
        )  # fmt: skip
