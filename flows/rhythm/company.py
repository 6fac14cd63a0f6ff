"""People as the clock finds them at one moment: their working days, who is away, who stands in, who may be told what.

Everything is looked up once and remembered, since one round of the clock asks the same of the same people many times.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from flows.lifecycle.permissions import opens_to
from flows.lifecycle.readmodels import ProjectCard
from flows.names import Actor
from flows.pauses import WORKSPACE
from flows.ports import Person, Reads
from flows.rhythm.calendar import PersonCalendar, absence_on, is_allowed, is_working_day, next_allowed
from flows.rhythm.escalation import Reach
from flows.rhythm.people import WorkingTime
from flows.rhythm.preferences import Preferences

Someone = tuple[str, str]
"""Team id and user id."""


class Company:
    """For the moment it was made for. What it has not looked up yet it reads where ``through`` said last."""

    def __init__(self, reads: Reads, working: WorkingTime, now: datetime) -> None:
        self.now = now
        self._reads, self._working = reads, working
        self._persons: dict[Someone, Person | None] = {}
        self._calendars: dict[Someone, PersonCalendar] = {}
        self._wishes: dict[Someone, Preferences] = {}
        self._works: dict[tuple[Someone, date], bool] = {}
        self._away: dict[Someone, bool] = {}
        self._unreached: dict[Someone, bool] = {}

    def through(self, reads: Reads) -> "Company":
        """The same people, seen through other reads from now on."""
        self._reads = reads
        return self

    def person(self, who: Someone) -> Person | None:
        if who not in self._persons:
            self._persons[who] = self._reads.person(*who)
        return self._persons[who]

    def calendar(self, who: Someone) -> PersonCalendar:
        if who not in self._calendars:
            self._calendars[who] = self._working.calendar(self._reads, *who)
        return self._calendars[who]

    def wishes(self, who: Someone) -> Preferences:
        if who not in self._wishes:
            self._wishes[who] = self._reads.preferences(*who)
        return self._wishes[who]

    def day(self, who: Someone) -> date:
        """The day where somebody is."""
        return self.now.astimezone(self.calendar(who).zone).date()

    def next_open(self, who: Someone) -> datetime:
        """The next moment at which somebody may be written to; now for who is away without an end."""
        return next_allowed(self.now, self.calendar(who), self._working.holidays) or self.now

    def is_open(self, who: Someone) -> bool:
        """Whether somebody may be written to now, and can be: what would only be kept for them counts for nothing."""
        return is_allowed(self.now, self.calendar(who), self._working.holidays) and not self.is_unreached(who)

    def is_unreached(self, who: Someone) -> bool:
        """Whether everything for them is kept: they have left, or Slack does not take our token."""
        if who not in self._unreached:
            team_id, _ = who
            everybody = (team_id, WORKSPACE)
            paused = self._reads.pause(*who) is not None
            self._unreached[who] = paused or (who != everybody and self.is_unreached(everybody))
        return self._unreached[who]

    def works(self, who: Someone, day: date) -> bool:
        """Whether a day is one of somebody's working days."""
        found = self._works.get((who, day))
        if found is None:
            found = self._works[who, day] = is_working_day(day, self.calendar(who), self._working.holidays)
        return found

    def is_away(self, who: Someone) -> bool:
        """On their own day off today, or gone for good."""
        if who not in self._away:
            person = self.person(who)
            gone = person is not None and person.deleted
            self._away[who] = gone or absence_on(self.day(who), self.calendar(who)) is not None
        return self._away[who]

    def deputy(self, who: Someone) -> str:
        """Who stands in: named for the present days off, else once and for all; empty text for nobody."""
        absence = absence_on(self.day(who), self.calendar(who))
        return (absence.deputy if absence is not None else "") or self.wishes(who).deputy

    def can_be_told(self, card: ProjectCard, user_id: str) -> bool:
        """Somebody who is here, known, can be reached, may see the project, and has not muted it."""
        who = (card.team_id, user_id)
        person = self.person(who)
        if person is None or person.is_bot or self.is_away(who) or self.is_unreached(who):
            return False
        if card.id in self.wishes(who).muted:  # what they do not hear, nobody is told that they were told
            return False
        actor = Actor(card.team_id, user_id, is_guest=person.is_guest, is_gone=person.deleted)
        return opens_to(card.confidentiality, any(m.user_id == user_id for m in card.members), actor)

    def present(self, card: ProjectCard, people: Iterable[str]) -> Iterator[Reach]:
        """Those of some people who can be told of a project; whoever is away is stood in for, or left out."""
        for user_id in people:
            who = (card.team_id, user_id)
            reach = Reach(self.deputy(who), user_id) if self.is_away(who) else Reach(user_id)
            if reach.user_id and self.can_be_told(card, reach.user_id):
                yield reach
