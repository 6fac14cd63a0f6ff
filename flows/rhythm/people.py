"""Working time of real people: what Slack, their country, their wishes and their days off say of each."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flows.ports import Person, Reads
from flows.rhythm.calendar import Absence, DoNotDisturb, HolidayCalendar, PersonCalendar, next_allowed
from flows.rhythm.preferences import USUAL, Preferences

CountryOf = Callable[[str, str], str]
"""The country that a Slack zone and locale speak for; empty where neither does."""

NextFor = Callable[[Reads, str, str, datetime], datetime | None]
"""When a person (team id, user id) may be told something that came up at a moment; None: not while they are away."""


def calendar_of(
    person: Person | None, absence: Absence | None, *, usual_zone: ZoneInfo, country_of: CountryOf,
    wishes: Preferences = USUAL, dnd: DoNotDisturb | None = None,
) -> PersonCalendar:  # fmt: skip
    """The person's hours in their own zone; in the workspace's where Slack names none that we know."""
    zone = usual_zone
    if person is not None and person.tz:
        try:
            zone = ZoneInfo(person.tz)
        except (ZoneInfoNotFoundError, ValueError):  # a zone newer than ours, or no zone at all
            zone = usual_zone
    locale = "" if person is None else person.locale
    return PersonCalendar(
        zone=zone,
        country=wishes.country or country_of(zone.key, locale),
        days=wishes.days,
        begins=wishes.begins,
        ends=wishes.ends,
        quiet=wishes.quiet,
        absences=() if absence is None else (absence,),
        dnd=dnd,
    )


class WorkingTime:
    """When anybody of a workspace may be told something. Thread-safe where its calendar of holidays is."""

    def __init__(self, holidays: HolidayCalendar, usual_zone: ZoneInfo, country_of: CountryOf) -> None:
        self.holidays = holidays
        self._usual_zone, self._country_of = usual_zone, country_of

    def calendar(self, reads: Reads, team_id: str, user_id: str) -> PersonCalendar:
        """Somebody's working time as it is known now."""
        return calendar_of(
            reads.person(team_id, user_id),
            reads.absence(team_id, user_id),
            usual_zone=self._usual_zone,
            country_of=self._country_of,
            wishes=reads.preferences(team_id, user_id),
            dnd=reads.dnd(team_id, user_id),
        )

    def next_for(self, reads: Reads, team_id: str, user_id: str, now: datetime) -> datetime | None:
        """``now`` in somebody's working time, else its next beginning, in UTC; None for who is away without an end."""
        return next_allowed(now, self.calendar(reads, team_id, user_id), self.holidays)
