"""What carrying out needs besides the store."""

from dataclasses import dataclass
from datetime import date, datetime

from flows.linkage.house import House
from flows.linkage.situation import FollowUp
from flows.linkage.surroundings import OfficeCalendars
from flows.ports import NewId


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The rules and calendars at hand. ``now`` is UTC, ``today`` the day in the zone of the workspace."""

    follow_up: FollowUp
    calendars: OfficeCalendars
    house: House
    now: datetime
    today: date
    new_id: NewId
