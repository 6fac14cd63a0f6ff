"""What every decision about a register is told about the moment it is made in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from flows.lifecycle.occasion import Stamp
from flows.lifecycle.permissions import Guarded
from flows.linkage.house import House
from flows.linkage.judgements import DocketItem
from flows.linkage.register import Register
from flows.linkage.surroundings import Audience, OfficeCalendars, Surroundings
from flows.ports import NewId


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Who acts on which project, when (``at`` in UTC, ``today`` in the time zone of the workspace), under which rules.

    ``audience`` says who reads in the channel an item is for; None where no channel is involved.
    """

    project_id: str
    project: Guarded
    by: str
    at: datetime
    today: date
    new_id: NewId
    house: House
    calendars: OfficeCalendars
    audience: Audience | None = None

    def stamp(self) -> Stamp:
        """The common fields of an event."""
        return Stamp(project_id=self.project_id, by=self.by, at=self.at)

    def around(self) -> Surroundings:
        """What a judgement needs to know."""
        return Surroundings(today=self.today, house=self.house, calendars=self.calendars, audience=self.audience)


FollowUp = Callable[[Register, Register, Situation], tuple[DocketItem, ...]]
"""The dates that are new or other ones by going from one register to another (``deadlines.py``)."""


def no_dates(_before: Register, _after: Register, _situation: Situation) -> tuple[DocketItem, ...]:
    """Stands where no rules are at hand: nothing is computed."""
    return ()
