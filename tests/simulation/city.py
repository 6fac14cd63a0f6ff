"""People in twelve time zones, their calendars worked out anew, and what they do all day."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

from flows.lifecycle import commands as c
from flows.lifecycle.project import Project
from flows.names import Decision, Role, Status

COUNTRIES = {
    "Asia/Shanghai": "CN", "Europe/Berlin": "DE", "America/New_York": "US", "America/Los_Angeles": "US",
    "Asia/Kolkata": "IN", "Asia/Kathmandu": "NP", "Australia/Lord_Howe": "AU", "Pacific/Auckland": "NZ",
    "Pacific/Kiritimati": "KI", "America/Sao_Paulo": "BR", "Europe/London": "GB", "Asia/Tokyo": "JP",
}  # fmt: skip
"""Half hours, quarters, a summer time of half an hour, both halves of the globe and both sides of the date line."""
ZONES = tuple(COUNTRIES)
BEGINS, ENDS = time(9), time(18)
HOLDS, STOPS, RESUMES = 0.01, 0.002, 0.3
"""How much of what is done is a hold or an end of a project, or its going on where it is held."""


@dataclass
class Almanac:
    """Working days by country, straight from the ``holidays`` library; a country that it does not know has none."""

    tables: dict[str, holidays.HolidayBase | None] = field(default_factory=dict)

    def works(self, country: str, day: date) -> bool:
        if country not in self.tables:
            known = country in holidays.list_supported_countries()
            self.tables[country] = holidays.country_holidays(country) if known else None
        table = self.tables[country]
        if table is None:
            return day.weekday() < 5
        return day not in table and (day.weekday() < 5 or day in table.weekend_workdays)

    def is_open(self, zone: str, at: datetime) -> bool:
        """Whether somebody there is at work at a moment."""
        local = at.astimezone(ZoneInfo(zone))
        return BEGINS <= local.time() < ENDS and self.works(COUNTRIES[zone], local.date())

    def mornings(self, zone: str, after: datetime, until: datetime) -> Iterator[datetime]:
        """Nine o'clock of every working day, ``after`` itself left out. UTC."""
        day = after.astimezone(ZoneInfo(zone)).date()
        while True:
            at = datetime.combine(day, BEGINS, ZoneInfo(zone)).astimezone(UTC)
            if at > until:
                return
            if at > after and self.works(COUNTRIES[zone], day):
                yield at
            day += timedelta(days=1)


@dataclass
class Somebody:
    """A member of the workspace. ``moved``: they have changed their time zone during the year."""

    user: str
    zone: str
    moved: bool = False


def something_to_do(project: Project, by: str, today: date, chance: random.Random) -> c.Command:
    """One of the many things that people do; the rare ones are rare."""
    here = project.in_stage(project.stage)
    own = [d for d in here if d.assignee == by] or list(here)
    d = chance.choice(own) if own else None
    deliverable_id = d.id if d else "dlv_none"
    gate_id = project.gate.id if project.gate else "gat_none"
    luck = chance.random()
    if project.status is Status.HELD and luck < RESUMES:
        return c.ResumeProject()
    if luck < HOLDS:
        return c.HoldProject(until=today + timedelta(days=chance.randint(2, 20)), reason="Waiting for parts")
    if luck < HOLDS + STOPS:
        return c.StopProject(reason="Nobody wants it any more")
    return chance.choice(
        (
            c.SubmitDeliverable(deliverable_id=deliverable_id, text="Done"),
            c.SubmitDeliverable(deliverable_id=deliverable_id, text="Done"),
            c.AcceptSubmission(deliverable_id=deliverable_id, number=len(d.submissions) if d else 1),
            c.AcceptSubmission(deliverable_id=deliverable_id, number=len(d.submissions) if d else 1),
            c.RequestChanges(deliverable_id=deliverable_id, number=len(d.submissions) if d else 1, comment="More"),
            c.AskForMoreTime(deliverable_id=deliverable_id, until=today + timedelta(days=9), reason="Ill"),
            c.ReportBlocked(deliverable_id=deliverable_id, reason="No parts"),
            c.LiftBlock(deliverable_id=deliverable_id),
            c.HandOver(deliverable_id=deliverable_id, to=chance.choice(sorted(members(project)))),
            c.RequestGate(note="Please"),
            c.RequestGate(note="Please"),
            c.CastVote(gate_id=gate_id, decision=Decision.GO),
            c.CastVote(gate_id=gate_id, decision=Decision.GO),
        )
    )


def members(project: Project) -> set[str]:
    return {project.lead} | {user for role in Role for user in project.holders(role)}
