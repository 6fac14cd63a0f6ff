"""A thousand colleagues: who is known, what they begin, hand in, decide, put off, and when they are away."""

import random
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.public_holidays import PublicHolidays, likely_country
from flows.errors import LiandongError
from flows.lifecycle import commands as c
from flows.lifecycle.usecases import perform
from flows.names import STRANDS, Actor, Confidentiality, Role, Status
from flows.notices import is_person
from flows.ports import Person, Store
from flows.rhythm.calendar import Absence
from flows.rhythm.defaults import own_day, project_digest
from flows.rhythm.people import WorkingTime
from flows.rhythm.preferences import Nudging, Preferences
from flows.rhythm.prompting import put_off
from flows.rhythm.schedules import Schedule
from flows.rhythm.usecases import keep
from tests.bot.outbound.digesting import SHANGHAI, USUAL
from tests.bot.outbound.scripted_slack import ScriptedSlack
from tests.wordbooks import shipped_templates

from .city import COUNTRIES, ZONES, Almanac, Somebody, members, something_to_do
from .mailbox import Mailbox
from .reminders import Reminders

TEAM = "T0LIANDONG"
AWAY, MOVES, SNOOZES = 0.008, 0.002, 0.05
"""How much of what is done is a leave or a move, and how often somebody puts off what they are asked for."""


@dataclass(frozen=True)
class Plan:
    """How much is simulated. ``cuts`` are power cuts and ``outages`` long ones of some days, at random moments."""

    people: int
    projects: int
    start: datetime
    days: int
    cuts: int
    outages: int
    acts_per_step: int
    step: timedelta = timedelta(minutes=20)
    rounds: int = 1
    """Every so many steps all open work is looked at for reminders: that takes longer than all else."""
    spread: timedelta = timedelta(minutes=10)
    """How long a batch takes to leave: all that is put off to its minute is looked at twice."""
    seed: int = 1


@dataclass
class Town:
    """``store`` and ``working`` are the bot's: people use what is running."""

    plan: Plan
    folder: Path
    slack: ScriptedSlack
    away: dict[str, tuple[datetime, datetime]] = field(default_factory=dict)
    schedules: list[Schedule] = field(default_factory=list)
    zones: dict[str, ZoneInfo] = field(default_factory=dict)
    """Where each schedule counts its hours."""
    projects: list[str] = field(default_factory=list)
    begun: int = 0
    """Projects so far: where one ends, another one begins."""

    def __post_init__(self) -> None:
        self.chance = random.Random(self.plan.seed)  # noqa: S311  # the same year every time
        self.almanac, self.now, self.numbers = Almanac(), self.plan.start, count()
        self.people = [Somebody(f"U{n:05d}", ZONES[n % len(ZONES)]) for n in range(self.plan.people)]
        self.by_user = {somebody.user: somebody for somebody in self.people}
        self.mailbox, self.reminders = Mailbox(self.slack, self.now), Reminders(TEAM)
        self.holidays = PublicHolidays()
        self.working = WorkingTime(self.holidays, SHANGHAI, likely_country)
        self.store = self.boot()
        self.settle_in()

    def new_id(self, prefix: str) -> str:
        """The same ids every time, since much is ordered by them."""
        return f"{prefix}_{next(self.numbers):026d}"

    def boot(self) -> Store:
        """Start the bot."""
        raise NotImplementedError

    def settle_in(self) -> None:
        """Everybody is known, has a project or two, a deputy in the same place, and a digest of their own day."""
        with self.store.write() as uow:
            uow.people.upsert([self.person(somebody) for somebody in self.people])
            for number, somebody in enumerate(self.people):
                deputy = self.people[(number + len(ZONES)) % len(self.people)]
                nudging = (Nudging.STANDARD, Nudging.LIGHT, Nudging.ACTIVE)[number // len(ZONES) % 3]
                uow.preferences.put(TEAM, somebody.user, Preferences(nudging=nudging, deputy=deputy.user))
            uow.commit()
        self.projects = [self.begin(number) for number in range(self.plan.projects)]
        for somebody in self.people:
            with self.store.read() as reads:
                calendar = self.working.calendar(reads, TEAM, somebody.user)
            self.keep(own_day(TEAM, somebody.user, calendar, since=self.now))

    def begin(self, number: int) -> str:
        """Somebody at work, or anybody at the start, begins a project with seven others."""
        awake = [somebody for somebody in self.people if self.is_open(somebody.user)] if self.projects else self.people
        lead = self.chance.choice(awake or self.people)
        others = self.chance.sample([one for one in self.people if one is not lead], min(7, len(self.people) - 1))
        channel = f"C{number:05d}" if number % 3 else ""
        self.mailbox.members[channel] = [somebody.user for somebody in (lead, *others)]
        project_id = self.ask(
            c.CreateProject(
                name=f"Project {number}", summary="", strands=STRANDS, lead=lead.user, channel_id=channel,
                confidentiality=Confidentiality.MEMBERS, template=self.chance.choice(("standard", "light")),
            ),
            lead.user,
        )  # fmt: skip
        users = [somebody.user for somebody in others]
        roles = (Role.TECHNOLOGY, Role.PATENT, Role.STANDARD, Role.BUSINESS, Role.LEGAL)
        holders = [(role, (users[at % len(users)],)) for at, role in enumerate(roles)]
        self.ask(c.AssignRoles(holders=(*holders, (Role.STEERING, tuple(users[-2:])))), lead.user, project_id)
        self.keep_digest(project_id, lead)
        self.begun += 1
        return project_id

    def keep_digest(self, project_id: str, lead: Somebody) -> None:
        with self.store.write() as uow:
            uow.schedules.claim_digest(TEAM, project_id)
            uow.commit()
        fresh = project_digest(TEAM, project_id, USUAL, since=self.now)
        self.keep(replace(fresh, zone=ZoneInfo(lead.zone), country=COUNTRIES[lead.zone], owner=lead.user))

    def keep(self, schedule: Schedule) -> None:
        with self.store.write() as uow:
            keep(schedule, uow=uow, holidays=self.holidays)
            uow.commit()
        self.schedules.append(schedule)
        self.zones[schedule.id] = schedule.zone

    def person(self, somebody: Somebody) -> Person:
        locale = "zh-CN" if COUNTRIES[somebody.zone] == "CN" else "en-US"
        return Person(team_id=TEAM, user_id=somebody.user, name=somebody.user, locale=locale, tz=somebody.zone)

    def ask(self, command: c.Command, by: str, project_id: str = "") -> str:
        with self.store.write() as uow:
            receipt = perform(
                replace(command, project_id=project_id) if project_id else command,
                actor=Actor(TEAM, by), uow=uow, templates=shipped_templates(), now=self.now,
                today=self.now.astimezone(SHANGHAI).date(), new_id=self.new_id, request_key=self.new_id("req"),
            )  # fmt: skip
        return receipt.project_id

    def somebody_acts(self) -> None:
        """Somebody at work does something, moves house, or goes on leave from tomorrow."""
        luck, somebody = self.chance.random(), self.chance.choice(self.people)
        if luck > AWAY + MOVES:
            self.work_on_something()
        elif luck > MOVES:
            self.go_away(somebody)
        else:
            somebody.zone, somebody.moved = self.chance.choice(ZONES), True
            with self.store.write() as uow:
                uow.people.upsert([self.person(somebody)])
                uow.commit()

    def go_away(self, somebody: Somebody) -> None:
        zone = ZoneInfo(somebody.zone)
        first = self.now.astimezone(zone).date() + timedelta(days=1)
        last = first + timedelta(days=self.chance.randint(0, 9))
        begins, ends = (datetime.combine(day, time(), zone) for day in (first, last + timedelta(days=1)))
        self.away[somebody.user] = (begins, ends)
        with self.store.write() as uow:
            uow.absences.put(TEAM, somebody.user, Absence(first, last))
            uow.commit()

    def work_on_something(self) -> None:
        with self.store.write() as uow:
            project = uow.projects.load(TEAM, self.chance.choice(self.projects))
        assert project is not None
        if project.status in (Status.STOPPED, Status.COMPLETED):
            self.projects[self.projects.index(project.id)] = self.begin(self.begun)
            return
        at_work = sorted(filter(self.is_open, members(project)))
        if at_work:
            by = self.chance.choice(at_work)
            if self.chance.random() < SNOOZES:
                self.put_off(by)
            with suppress(LiandongError):  # much of it is refused, as in life
                self.ask(something_to_do(project, by, self.now.date(), self.chance), by, project.id)

    def put_off(self, user: str) -> None:
        """Somebody wants to hear of the first of what waits for them a little later."""
        with self.store.write() as uow:
            for ask in uow.reads.asks_of(TEAM, user)[:1]:
                until = self.now + timedelta(hours=self.chance.randint(1, 90))
                put_off(
                    uow, TEAM, user, (ask.line.project_id, ask.deliverable.id), until, key=self.new_id("req"),
                    now=self.now, new_id=self.new_id,
                )  # fmt: skip
                self.reminders.snoozed[user, ask.deliverable.id] += 1
            uow.commit()

    def hears_now(self, schedule: Schedule) -> bool:
        """Whether whoever a schedule speaks to may be told something at this moment."""
        with self.store.read() as reads:
            card = reads.card(TEAM, schedule.project_id) if schedule.project_id else None
        reader = schedule.audience or (card.channel_id or card.lead if card else "")
        local = self.now.astimezone(schedule.zone).time()
        return self.is_open(reader) if is_person(reader) else time(9) <= local < time(21)

    def is_open(self, user: str) -> bool:
        begins, ends = self.away.get(user, (self.now, self.now))
        return not begins <= self.now < ends and self.almanac.is_open(self.by_user[user].zone, self.now)
