"""Working time of real people: what Slack, their country and their days off say of each, and when they may be told."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flows.ports import Person, Reads
from flows.rhythm.calendar import Absence, HolidayCalendar, PersonCalendar, next_allowed
from flows.rhythm.release import Open, opening

CountryOf = Callable[[str, str], str]
"""The country that a Slack zone and locale speak for; empty where neither does."""

NextFor = Callable[[Reads, str, str, datetime], datetime | None]
"""When a person (team id, user id) may be told something that came up at a moment; None: not while they are away."""


def calendar_of(
    person: Person | None, absence: Absence | None, *, usual_zone: ZoneInfo, country_of: CountryOf
) -> PersonCalendar:
    """The usual hours in the person's own zone; in the workspace's where Slack names none that we know."""
    zone = usual_zone
    if person is not None and person.tz:
        try:
            zone = ZoneInfo(person.tz)
        except (ZoneInfoNotFoundError, ValueError):  # a zone newer than ours, or no zone at all
            zone = usual_zone
    locale = "" if person is None else person.locale
    return PersonCalendar(
        zone=zone, country=country_of(zone.key, locale), absences=() if absence is None else (absence,)
    )


class WorkingTime:
    """When anybody of a workspace may be told something. Thread-safe where its calendar of holidays is."""

    def __init__(self, holidays: HolidayCalendar, usual_zone: ZoneInfo, country_of: CountryOf) -> None:
        self._holidays, self._usual_zone, self._country_of = holidays, usual_zone, country_of

    def next_for(self, reads: Reads, team_id: str, user_id: str, now: datetime) -> datetime | None:
        """``now`` in somebody's working time, else its next beginning, in UTC; None for who is away without an end."""
        return next_allowed(now, self._calendar(reads, team_id, user_id), self._holidays)

    def open_for(self, reads: Reads, team_id: str, user_id: str, now: datetime) -> Open | None:
        """The same with the beginning and the end of the working time that holds the moment."""
        return opening(now, self._calendar(reads, team_id, user_id), self._holidays)

    def _calendar(self, reads: Reads, team_id: str, user_id: str) -> PersonCalendar:
        return calendar_of(
            reads.person(team_id, user_id),
            reads.absence(team_id, user_id),
            usual_zone=self._usual_zone,
            country_of=self._country_of,
        )
