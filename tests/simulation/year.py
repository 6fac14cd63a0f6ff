"""Lets a workspace live through weeks of virtual time, with power cuts and outages, and judges every message."""

import random
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.bootstrap import open_store
from bot.courier import Courier
from bot.digests.ticking import Ticking
from bot.discretion import Discretion
from bot.gateway import Gateway, web_client
from bot.hours import Hours
from bot.new_ids import id_maker
from bot.pacing import Pace
from bot.public_holidays import PublicHolidays, likely_country
from bot.rendering import Renderer
from bot.renewals import Renewals
from bot.settling import settle
from flows.errors import LiandongError
from flows.lifecycle import commands as c
from flows.lifecycle.upkeep import Upkeep
from flows.lifecycle.usecases import perform
from flows.names import STRANDS, Actor, Confidentiality, Role
from flows.notices import BY, Notice, NoticeKind, is_person
from flows.ports import Parcel, Person, Store
from flows.rhythm.calendar import Absence, PersonCalendar
from flows.rhythm.defaults import own_day, project_digest
from flows.rhythm.people import WorkingTime
from flows.rhythm.schedules import Schedule
from flows.rhythm.usecases import keep
from tests.bot.outbound.digesting import SHANGHAI, USUAL, composer
from tests.bot.outbound.scripted_slack import ScriptedSlack
from tests.wordbooks import shipped_templates, word_book

from .city import COUNTRIES, ZONES, Almanac, Somebody, members, something_to_do
from .mailbox import Mailbox

TEAM = "T0LIANDONG"
LEASE = timedelta(seconds=30)
LATE = timedelta(minutes=30)


class PowerCut(Exception):
    """The process is gone, whatever it was doing."""


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
    seed: int = 1


@dataclass
class Year:
    """``offences`` holds, in words, every message that should not have been."""

    plan: Plan
    folder: Path
    slack: ScriptedSlack
    offences: list[str] = field(default_factory=list)
    away: dict[str, tuple[datetime, datetime]] = field(default_factory=dict)
    outages: list[tuple[datetime, datetime]] = field(default_factory=list)
    schedules: list[Schedule] = field(default_factory=list)
    delivered: Counter[NoticeKind] = field(default_factory=Counter)

    cuts_due: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.plan.seed)  # noqa: S311  # the same year every time
        self.almanac, self.now = Almanac(), self.plan.start
        self.new_id = id_maker()
        self.people = [Somebody(f"U{n:05d}", ZONES[n % len(ZONES)]) for n in range(self.plan.people)]
        self.by_user = {somebody.user: somebody for somebody in self.people}
        self.mailbox = Mailbox(self.slack, list(self.by_user), self.now)
        self.projects: list[str] = []
        self.boot()
        self.settle_in()

    # -- the bot, as the composition root makes it, one step at a time

    def boot(self) -> None:
        """A new process on the same database."""
        self.store: Store = open_store(f"sqlite:///{self.folder / 'liandong.db'}")
        gateway, self.holidays = Gateway(web_client("xoxb-test", self.slack.url, timeout=5)), PublicHolidays()
        self.working = WorkingTime(self.holidays, SHANGHAI, likely_country)
        hours = Hours(
            self.store, self.working, PersonCalendar(zone=SHANGHAI, country="CN"), within=timedelta(minutes=10)
        )
        digests = composer()
        renderer = Renderer(self.store, word_book(), shipped_templates(), SHANGHAI, digests=digests)
        discretion = Discretion(self.store, gateway, TEAM)
        self.courier = Courier(renderer, gateway, discretion, Pace(0, 0), hours.leaves, hears=hours.hears)
        store, new_id, zone, begins = self.store, self.new_id, SHANGHAI, time(9)
        upkeep = Upkeep(
            store=store, templates=shipped_templates(), zone=zone, day_begins=begins, new_id=new_id,
            next_for=self.working.next_for,
        )  # fmt: skip
        renewals = Renewals(
            store=store, zone=zone, day_begins=begins, is_office_day=partial(self.almanac.works, "CN"), new_id=new_id
        )
        ticking = Ticking(store=store, composer=digests, usual=USUAL, new_id=new_id)
        self.jobs = (ticking.fire, renewals.queue_due, upkeep.tend)

    def live(self) -> None:
        """From the first day to the last."""
        steps = int(timedelta(days=self.plan.days) / self.plan.step)
        cuts = set(self.chance.sample(range(steps), self.plan.cuts))
        dark = set(self.chance.sample(range(steps // 10, steps * 9 // 10), self.plan.outages))
        for number in range(steps):
            self.now = self.plan.start + number * self.plan.step
            if self.outages and self.now < self.outages[-1][1]:
                continue
            if number in dark:
                self.outages.append((self.now, self.now + timedelta(days=self.chance.uniform(0.5, 6))))
                continue
            self.cuts_due += number in cuts
            self.run_or_die()
        self.now = self.plan.start + steps * self.plan.step
        self.cuts_due = 0
        self.run_or_die()

    def run_or_die(self) -> None:
        try:
            self.run()
        except PowerCut:
            self.store.close()
            self.boot()

    def run(self) -> None:
        self.mailbox.now = self.now
        for job in self.jobs:
            job(self.now)
        for _ in range(self.plan.acts_per_step):
            self.somebody_acts()
        self.drain()

    def drain(self) -> None:
        """Carry all that is due. A power cut strikes before a message is sent, or between that and its being noted."""
        while True:
            with self.store.write() as uow:
                parcels = uow.outbox.claim(owner="relay", now=self.now, lease_until=self.now + LEASE, limit=50)
                uow.commit()
            if not parcels:
                return
            for parcel in parcels:
                self.lights(0.2)
                verdict = self.courier.deliver(parcel, now=self.now)
                self.judge(parcel)
                self.lights(0.5)
                settle(self.store, parcel, verdict, now=self.now, new_id=self.new_id)

    def lights(self, risk: float) -> None:
        if self.cuts_due and self.chance.random() < risk:
            self.cuts_due -= 1
            raise PowerCut

    # -- the people

    def settle_in(self) -> None:
        """Everybody is known, has a project or two and a digest of their own day."""
        with self.store.write() as uow:
            uow.people.upsert([self.person(somebody) for somebody in self.people])
            uow.commit()
        for number in range(self.plan.projects):
            lead, *others = self.chance.sample(self.people, min(8, len(self.people)))
            channel = f"C{number:05d}" if number % 3 else ""
            receipt = self.ask(
                c.CreateProject(
                    name=f"Project {number}", summary="", strands=STRANDS, lead=lead.user, channel_id=channel,
                    confidentiality=Confidentiality.MEMBERS, template=self.chance.choice(("standard", "light")),
                ),
                lead.user,
            )  # fmt: skip
            self.projects.append(receipt)
            users = [somebody.user for somebody in others]
            roles = (Role.TECHNOLOGY, Role.PATENT, Role.STANDARD, Role.BUSINESS, Role.LEGAL)
            holders = [(role, (users[at % len(users)],)) for at, role in enumerate(roles)]
            self.ask(c.AssignRoles(holders=(*holders, (Role.STEERING, tuple(users[-2:])))), lead.user, receipt)
            self.keep_digest(receipt, lead)
        for somebody in self.people:
            with self.store.read() as reads:
                calendar = self.working.calendar(reads, TEAM, somebody.user)
            self.keep(own_day(TEAM, somebody.user, calendar, since=self.now))

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
        if luck > 0.01:
            self.work_on_something()
        elif luck > 0.002:
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
        at_work = sorted(filter(self.is_open, members(project)))
        if at_work:
            by = self.chance.choice(at_work)
            with suppress(LiandongError):  # much of it is refused, as in life
                self.ask(something_to_do(project, by, self.now.date(), self.chance), by, project.id)

    def hears_now(self, schedule: Schedule) -> bool:
        """Whether whoever a schedule speaks to may be told something at this moment."""
        with self.store.read() as reads:
            card = reads.card(TEAM, schedule.project_id) if schedule.project_id else None
        reader = schedule.audience or (card.channel_id or card.lead if card else "")
        local = self.now.astimezone(schedule.zone).time()
        return self.is_open(reader) if is_person(reader) else time(9) <= local < time(21)

    # -- the judge

    def is_open(self, user: str) -> bool:
        begins, ends = self.away.get(user, (self.now, self.now))
        return not begins <= self.now < ends and self.almanac.is_open(self.by_user[user].zone, self.now)

    def judge(self, parcel: Parcel) -> None:
        """Look at what has just arrived."""
        notice = parcel.notice
        for channel, parcel_id in self.mailbox.fresh:
            self.delivered[notice.kind] += 1
            where = f"{notice.kind} {notice.dedupe_key} for {notice.audience} at {self.now}"
            if parcel_id != parcel.id or not channel.endswith(notice.audience):
                self.offences.append(f"went astray: {where}")
            if self.mailbox.arrived[parcel_id] > 1:
                self.offences.append(f"doubled: {where}")
            if not self.may_arrive(notice, parcel.created_at):
                self.offences.append(f"outside working time: {where}")
        self.mailbox.fresh.clear()

    def may_arrive(self, notice: Notice, created_at: datetime) -> bool:
        if is_person(notice.audience):
            asked_for = notice.params.get(BY) == notice.audience and self.now - created_at < LATE
            return asked_for or self.is_open(notice.audience)
        if notice.kind is not NoticeKind.DIGEST:
            return True  # a channel hears at once what somebody does, and people read it when they are there
        schedule = next(s for s in self.schedules if s.id == notice.params["schedule"])
        local = self.now.astimezone(schedule.zone)
        return time(9) <= local.time() < time(21)
