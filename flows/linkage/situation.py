"""What every decision about a register is told about the moment it is made in."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from flows.lifecycle.occasion import Stamp
from flows.lifecycle.permissions import Guarded
from flows.linkage.house import House
from flows.linkage.items import Outward
from flows.linkage.judgements import DocketItem
from flows.linkage.register import Register
from flows.linkage.surroundings import (
    UNSURE,
    Audience,
    AudienceOf,
    OfficeCalendars,
    Surroundings,
    nobody_looked,
)
from flows.ports import NewId


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Who acts on which project, when (``at`` in UTC, ``today`` in the time zone of the workspace), under which rules.

    ``place`` is the channel in which somebody asks, empty where it is none; ``audience_of`` tells who reads there.
    """

    project_id: str
    project: Guarded
    by: str
    at: datetime
    today: date
    new_id: NewId
    house: House
    calendars: OfficeCalendars
    place: str = ""
    audience_of: AudienceOf = nobody_looked

    def stamp(self) -> Stamp:
        """The common fields of an event."""
        return Stamp(project_id=self.project_id, by=self.by, at=self.at)

    def around(self, outward: Outward) -> Surroundings:
        """What a judgement about something that goes out needs to know."""
        audience = self.readers_of(outward) or self._bystanders()
        return Surroundings(today=self.today, house=self.house, calendars=self.calendars, audience=audience)

    def readers_of(self, outward: Outward) -> Audience | None:
        """Who reads in the channel an item goes to; UNSURE until somebody has looked, None where it goes to none."""
        return (self.audience_of(outward.channel_id) or UNSURE) if outward.channel_id else None

    def _bystanders(self) -> Audience | None:
        """Outsiders where somebody asks. Nothing is posted there, so what is merely open to the house does not count,
        and what nobody knows is no finding."""
        here = self.audience_of(self.place) if self.place else None
        return replace(here, open=False) if here is not None and here.has_outsiders else None


FollowUp = Callable[[Register, Register, Situation], tuple[DocketItem, ...]]
"""The dates that are new or other ones by going from one register to another (``deadlines.py``)."""


def no_dates(_before: Register, _after: Register, _situation: Situation) -> tuple[DocketItem, ...]:
    """Stands where no rules are at hand: nothing is computed."""
    return ()
