"""Lets a workspace live through weeks of virtual time, with power cuts and outages, and judges every message."""

import resource
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot.bootstrap import open_store
from bot.courier import Courier
from bot.digests.ticking import Ticking
from bot.discretion import Discretion
from bot.gateway import Gateway
from bot.hours import Hours
from bot.pacing import Pace
from bot.prompting import PromptWriter
from bot.rendering import Renderer
from bot.renewals import Renewals
from bot.settling import settle
from flows.lifecycle.upkeep import Upkeep
from flows.notices import BY, NEEDED_ON, Notice, NoticeKind, is_person
from flows.ports import Parcel, Store
from flows.rhythm.calendar import PersonCalendar
from flows.rhythm.climbing import Climbing
from flows.rhythm.prompting import Prompting
from storage.sqlite import SqliteStore
from tests.bot.outbound.digesting import SHANGHAI, USUAL, composer
from tests.wordbooks import shipped_templates, word_book

from .city import COUNTRIES
from .mailbox import ShortWire
from .town import TEAM, Town

Job = Callable[[datetime], object]
LEASE = timedelta(seconds=30)
LATE = timedelta(minutes=30)
WEEK = 504
"""Steps after which a line is added to the diary, for whoever waits for the end of the year."""


class PowerCut(Exception):
    """The process is gone, whatever it was doing."""


@dataclass
class Year(Town):
    """``offences`` holds, in words, every message that should not have been."""

    offences: list[str] = field(default_factory=list)
    outages: list[tuple[datetime, datetime]] = field(default_factory=list)
    delivered: Counter[NoticeKind] = field(default_factory=Counter)
    heard: Counter[tuple[str, date]] = field(default_factory=Counter)
    """How many messages the people of a country had on one of their days, beside answers to what they did."""
    urgent: Counter[tuple[str, date]] = field(default_factory=Counter)
    """Those of them that could not wait for working time."""
    cuts_due: int = 0
    deaths: int = 0

    # -- the bot, as the composition root makes it, one step at a time

    def boot(self) -> Store:
        """A new process on the same database."""
        store, new_id, zone, begins = self.open_store(), self.new_id, SHANGHAI, time(9)
        gateway, working, digests = Gateway(ShortWire(self.slack), clock=self.clock), self.working, composer()
        hours = Hours(store, working, PersonCalendar(zone=zone, country="CN"), within=self.plan.spread)
        renderer = Renderer(
            store, word_book(), shipped_templates(), zone, digests=digests, prompter=PromptWriter(working)
        )  # fmt: skip
        self.courier = Courier(
            renderer, gateway, Discretion(store, gateway, TEAM), Pace(0, 0), hours.leaves, hears=hours.hears,
            brings=hours.brings,
        )  # fmt: skip
        upkeep = Upkeep(
            store=store, templates=shipped_templates(), zone=zone, day_begins=begins, new_id=new_id,
            next_for=working.next_for,
        )  # fmt: skip
        renewals = Renewals(
            store=store, zone=zone, day_begins=begins, is_office_day=partial(self.almanac.works, "CN"), new_id=new_id
        )
        ticking = Ticking(store=store, composer=digests, usual=USUAL, new_id=new_id)
        prompting = Prompting(store=store, templates=shipped_templates(), working=working, new_id=new_id)
        climbing = Climbing(
            store=store, templates=shipped_templates(), working=working, zone=zone, day_begins=begins,
            new_id=new_id,
        )  # fmt: skip
        self.jobs: tuple[Job, ...] = (ticking.fire, renewals.queue_due, upkeep.tend)
        self.rounds: tuple[Job, ...] = (prompting.tend, climbing.tend)
        return store

    def clock(self) -> float:
        return self.now.timestamp()

    def open_store(self) -> Store:
        """Here the process dies, never the machine: what is committed need not have reached the disk."""
        store = open_store(f"sqlite:///{self.folder / 'liandong.db'}")
        assert isinstance(store, SqliteStore)
        store._writer.db.execute("pragma synchronous = off")
        return store

    def live(self) -> None:
        """From the first day to the last, or to the first offence."""
        steps = int(timedelta(days=self.plan.days) / self.plan.step)
        cuts = set(self.chance.sample(range(steps), self.plan.cuts))
        dark = set(self.chance.sample(range(steps // 10, steps * 9 // 10), self.plan.outages))
        for number in range(steps):
            self.now = self.plan.start + number * self.plan.step
            self.cuts_due += number in cuts
            if number in dark:
                self.outages.append((self.now, self.now + timedelta(days=self.chance.uniform(0.5, 6))))
            if self.offences:
                return
            if self.outages and self.now < self.outages[-1][1]:
                continue
            self.run_or_die(looks_round=number % self.plan.rounds == 0)
            if number % WEEK == 0:
                self.write_diary()
        self.now = self.plan.start + steps * self.plan.step
        self.cuts_due = 0
        self.run_or_die(looks_round=True)
        self.write_diary()

    def write_diary(self) -> None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        kinds = " ".join(f"{kind} {number}" for kind, number in sorted(self.delivered.items()))
        with (self.folder / "diary.txt").open("a") as diary:
            diary.write(
                f"{self.now:%Y-%m-%d} after {used.ru_utime + used.ru_stime:.0f} s of work, {used.ru_maxrss // 1024} MB:"
                f" {self.mailbox.number} messages ({kinds}), {self.begun} projects, {self.deaths} cuts,"
                f" {self.urgent.total()} urgent,"
                f" {len(self.outages)} outages, {len(self.offences)} offences {self.offences[:2]}\n"
            )

    def run_or_die(self, *, looks_round: bool) -> None:
        try:
            self.run((*self.jobs, *self.rounds) if looks_round else self.jobs)
        except PowerCut:
            self.deaths += 1
            self.store.close()
            self.store = self.boot()

    def run(self, jobs: tuple[Job, ...]) -> None:
        self.mailbox.now = self.now
        for job in jobs:
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

    # -- the judge

    def judge(self, parcel: Parcel) -> None:
        """Look at what has just arrived."""
        notice = parcel.notice
        for channel, parcel_id, blocks in self.mailbox.fresh:
            self.delivered[notice.kind] += 1
            where = f"{notice.kind} {notice.dedupe_key} for {notice.audience} at {self.now}"
            if parcel_id != parcel.id or not channel.endswith(notice.audience):
                self.offences.append(f"went astray: {where}")
            if self.mailbox.arrived[parcel_id] > 1:
                self.offences.append(f"doubled: {where}")
            if not self.may_arrive(parcel):
                self.offences.append(f"outside working time: {where}")
            if is_person(notice.audience):
                zone = ZoneInfo(self.by_user[notice.audience].zone)
                self.heard[COUNTRIES[zone.key], self.now.astimezone(zone).date()] += not self.is_answer(parcel)
                wrong = self.reminders.offences(notice, blocks, self.store, zone, self.now)
                self.offences += [f"{what}: {where}" for what in wrong]
        self.mailbox.fresh.clear()

    def is_answer(self, parcel: Parcel) -> bool:
        """What one has done oneself is answered at any hour; whoever acts on a holiday is at work."""
        return parcel.notice.params.get(BY) == parcel.notice.audience and self.now - parcel.created_at < LATE

    def may_arrive(self, parcel: Parcel) -> bool:
        notice = parcel.notice
        if is_person(notice.audience):
            return self.is_answer(parcel) or self.is_open(notice.audience) or self.would_come_too_late(notice)
        if notice.kind is not NoticeKind.DIGEST:
            return True  # a channel hears at once what somebody does, and people read it when they are there
        local = self.now.astimezone(self.zones[str(notice.params["schedule"])])
        return time(9) <= local.time() < time(21)

    def would_come_too_late(self, notice: Notice) -> bool:
        """A gate closes before its reader works again: then they are told on any day, in the daytime while there is
        some (README, "what comes up outside somebody's working time")."""
        named, zone = notice.params.get(NEEDED_ON), ZoneInfo(self.by_user[notice.audience].zone)
        if not isinstance(named, str):
            return False
        closes = datetime.combine(date.fromisoformat(named) + timedelta(days=1), time(), SHANGHAI)
        begins, ends = self.away.get(notice.audience, (self.now, self.now))
        local = self.now.astimezone(zone)
        dawn = datetime.combine(local.date() + timedelta(days=local.time() >= time(8)), time(8), zone)
        self.urgent[COUNTRIES[zone.key], local.date()] += 1
        return (
            self.now < closes
            and all(begins <= at < ends for at in self.almanac.mornings(zone.key, self.now, closes))
            and (time(8) <= local.time() < time(21) or dawn > closes)
        )
