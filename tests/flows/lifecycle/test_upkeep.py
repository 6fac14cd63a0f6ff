"""What the clock does, against a real store: wakes holds, drops who is gone, reminds, escalates; each of it once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from flows.errors import NotFound
from flows.lifecycle import commands as c
from flows.lifecycle.project import Project
from flows.lifecycle.upkeep import OVERDUE, REMINDER, NextFor, Upkeep, at_once
from flows.lifecycle.usecases import perform
from flows.names import STRANDS, SYSTEM, Confidentiality, Decision, Role, Status
from flows.notices import Notice, ballot_key
from flows.ports import Person, Store
from tests.builders import LEAD, LEGAL, NOW, STEER, STEER2, TEAM, TODAY, build_actor, build_templates
from tests.databases import ready_store

ZONE = ZoneInfo("Asia/Shanghai")
LAST_DAY = TODAY + timedelta(days=7)


class Bench:
    """A store with one project, and the clock's use case; ``at`` is nine in the morning of a day."""

    def __init__(self, folder: Path) -> None:
        self.store: Store = ready_store(str(folder / "liandong.db"))
        self.made = 0
        self.upkeep = self.another_process()
        steering = ((Role.STEERING, (STEER, STEER2)), (Role.LEGAL, (LEGAL,)))
        create = c.CreateProject(
            name="Radar", summary="", strands=STRANDS, lead=LEAD, channel_id="", confidentiality=Confidentiality.MEMBERS
        )
        self.project_id = self.ask(create, LEAD)
        self.ask(c.AssignRoles(project_id=self.project_id, holders=steering), LEAD)

    def another_process(self, next_for: NextFor = at_once) -> Upkeep:
        return Upkeep(
            store=self.store,
            templates=build_templates(),
            zone=ZONE,
            day_begins=time(9),
            new_id=self.new_id,
            next_for=next_for,
        )

    def new_id(self, prefix: str) -> str:
        self.made += 1
        return f"{prefix}_{self.made:010d}"

    def ask(self, command: c.Command, by: str, today: date = TODAY) -> str:
        with self.store.write() as uow:
            receipt = perform(
                command, actor=build_actor(by), uow=uow, templates=build_templates(), now=NOW, today=today,
                new_id=self.new_id, request_key=self.new_id("req"),
            )  # fmt: skip
        return receipt.project_id

    def project(self) -> Project:
        with self.store.write() as uow:
            project = uow.projects.load(TEAM, self.project_id)
        assert project is not None
        return project

    def open_gate(self) -> str:
        for d in self.project().deliverables:
            self.ask(c.SayNotNeeded(project_id=self.project_id, deliverable_id=d.id, reason="Known"), STEER)
        self.ask(c.RequestGate(project_id=self.project_id), LEAD)
        gate = self.project().gate
        assert gate is not None
        self.sent()
        return gate.id

    def sent(self) -> list[Notice]:
        """Everything that waits to be sent; empties the outbox."""
        found: list[Notice] = []
        late = NOW + timedelta(days=999)
        with self.store.write() as uow:
            while parcels := uow.outbox.claim(owner="test", now=late, lease_until=late, limit=100):
                for parcel in parcels:
                    uow.outbox.sent(parcel.id, now=late)
                    found.append(parcel.notice)
            uow.commit()
        return found

    def told(self, event: str) -> list[str]:
        return [notice.audience for notice in self.sent() if notice.params.get("event") == event]

    def events(self) -> list[tuple[str, str]]:
        with self.store.write() as uow:
            return [(type(event).__name__, event.by) for event in uow.history.events(TEAM, self.project_id)]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.store.close()


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), ZONE).astimezone(UTC)


def test_a_hold_wakes_in_the_morning_of_its_day_and_never_twice(bench: Bench) -> None:
    day = TODAY + timedelta(days=3)
    bench.ask(c.HoldProject(project_id=bench.project_id, until=day, reason="Budget"), LEAD)
    for early in (at(day - timedelta(days=1), 23), at(day, 0, 1), at(day, 8, 59)):
        assert not bench.upkeep.tend(early)
        assert bench.project().status == Status.HELD
    assert bench.upkeep.tend(at(day))
    assert bench.project().status == Status.ACTIVE
    for again in (bench.upkeep, bench.another_process()):
        assert not again.tend(at(day, 9, 1))
    assert bench.events().count(("ProjectResumed", SYSTEM)) == 1


def test_a_project_that_is_held_again_the_same_day_rests_until_its_new_day(bench: Bench) -> None:
    day = TODAY + timedelta(days=3)
    bench.ask(c.HoldProject(project_id=bench.project_id, until=day, reason="Budget"), LEAD)
    bench.upkeep.tend(at(day))
    bench.ask(c.HoldProject(project_id=bench.project_id, until=day + timedelta(days=1), reason="More"), LEAD, day)
    assert not bench.upkeep.tend(at(day, 10))
    assert bench.upkeep.tend(at(day + timedelta(days=1)))
    assert bench.project().status == Status.ACTIVE


def test_a_hold_without_a_day_never_wakes_itself(bench: Bench) -> None:
    bench.ask(c.HoldProject(project_id=bench.project_id, until=None, reason="Budget"), LEAD)
    assert not bench.upkeep.tend(at(TODAY + timedelta(days=900)))


def test_those_who_have_not_voted_are_reminded_on_the_eve_and_on_the_last_day_once_each(bench: Bench) -> None:
    gate = bench.open_gate()
    bench.ask(c.CastVote(project_id=bench.project_id, gate_id=gate, decision=Decision.GO), STEER)
    bench.sent()
    assert not bench.upkeep.tend(at(LAST_DAY - timedelta(days=2)))
    for day in (LAST_DAY - timedelta(days=1), LAST_DAY):
        assert bench.upkeep.tend(at(day))
        (reminder,) = bench.sent()
        assert (reminder.audience, reminder.params["event"]) == (STEER2, REMINDER)
        assert reminder.thread_of == ballot_key(gate, STEER2)
        for again in (bench.upkeep, bench.another_process()):
            assert not again.tend(at(day, 17))
    assert bench.sent() == []


def test_when_the_last_day_is_over_lead_and_steering_hear_of_it_once(bench: Bench) -> None:
    bench.open_gate()
    for days in (1, 2, 30):
        bench.upkeep.tend(at(LAST_DAY + timedelta(days=days)))
    assert bench.told(OVERDUE) == [LEAD, STEER, STEER2]


def test_nobody_is_reminded_of_a_gate_where_all_have_spoken(bench: Bench) -> None:
    gate = bench.open_gate()
    bench.ask(c.Abstain(project_id=bench.project_id, gate_id=gate), STEER)
    bench.ask(c.CastVote(project_id=bench.project_id, gate_id=gate, decision=Decision.GO), STEER2)
    bench.sent()
    assert not bench.upkeep.tend(at(LAST_DAY + timedelta(days=1)))


def test_whoever_was_deactivated_is_dropped_and_the_rest_decides(bench: Bench) -> None:
    gate = bench.open_gate()
    bench.ask(c.CastVote(project_id=bench.project_id, gate_id=gate, decision=Decision.GO), STEER)
    gone = Person(team_id=TEAM, user_id=STEER2, name="Liu", deleted=True)
    with bench.store.write() as uow:
        uow.people.upsert([gone])
        uow.commit()
    assert bench.upkeep.tend(at(TODAY))
    assert bench.project().stage == "assessment"
    assert bench.events().count(("GatekeeperLeft", SYSTEM)) == 1
    assert not bench.upkeep.tend(at(TODAY, 9, 1))


def test_a_quorum_that_is_gone_passes_nothing_and_the_lead_hears_after_the_last_day(bench: Bench) -> None:
    gate = bench.open_gate()
    for user in (STEER, STEER2):
        bench.ask(c.DeclareConflict(project_id=bench.project_id, gate_id=gate), user)
    bench.sent()
    bench.upkeep.tend(at(LAST_DAY + timedelta(days=1)))
    assert bench.project().stage == "ideation"
    assert bench.told(OVERDUE) == [LEAD, STEER, STEER2]


def test_nobody_but_the_clock_can_do_what_the_clock_does(bench: Bench) -> None:
    for command in (c.WakeProject(), c.TendGate(gate_id="g")):
        with pytest.raises(NotFound):
            bench.ask(replace(command, project_id=bench.project_id), LEAD)


def test_a_reminder_waits_for_its_readers_working_time_and_is_queued_once(bench: Bench) -> None:
    bench.open_gate()
    eve = at(LAST_DAY - timedelta(days=1))
    upkeep = bench.another_process(next_for=lambda _reads, _team, user, now: now + timedelta(hours=5 * (user == STEER)))
    assert upkeep.tend(eve)
    assert {n.audience: n.not_before for n in bench.sent()} == {STEER: eve + timedelta(hours=5), STEER2: None}
    assert not upkeep.tend(eve + timedelta(hours=6))


def test_who_is_away_without_an_end_is_reminded_once_back(bench: Bench) -> None:
    bench.open_gate()
    away = {STEER}
    upkeep = bench.another_process(next_for=lambda _reads, _team, user, now: None if user in away else now)
    assert upkeep.tend(at(LAST_DAY))
    assert bench.told(REMINDER) == [STEER2]
    assert not upkeep.tend(at(LAST_DAY, 10))
    away.clear()
    assert upkeep.tend(at(LAST_DAY, 11))
    assert bench.told(REMINDER) == [STEER]
