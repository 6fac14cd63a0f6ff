"""What waits for somebody is looked at anew in the moment in which their working time becomes another one."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from flows.lifecycle import commands as c
from flows.names import STRANDS, Confidentiality
from flows.notices import Notice, NoticeKind
from flows.ports import Person
from flows.rhythm.calendar import Absence, DoNotDisturb
from flows.rhythm.defaults import adopt, digest_id, own_day, own_day_id
from flows.rhythm.moving import meet, resettle, undisturbed
from flows.rhythm.preferences import Preferences
from flows.rhythm.schedules import Usual
from flows.rhythm.usecases import keep
from tests.builders import LEAD, STD, STEER, TEAM, TECH

from .asking_bench import ZONE, AskingBench, at

NEW_YORK, TOKYO = "America/New_York", "Asia/Tokyo"


class Waiting:
    """One person's day, told on Wednesday at nine in Shanghai, and a message for them that waits for Thursday."""

    def __init__(self, bench: AskingBench) -> None:
        self.bench = bench
        with bench.store.write() as uow:
            day = own_day(TEAM, TECH, bench.working.calendar(uow.reads, TEAM, TECH), since=at("25 09:00"))
            keep(day, uow=uow, holidays=bench.working.holidays)
            uow.commit()
        bench.emptied()
        self.put_off(Notice(kind=NoticeKind.ASK, team_id=TEAM, audience=TECH, project_id=None, dedupe_key="ask"))

    def put_off(self, notice: Notice) -> None:
        with self.bench.store.write() as uow:
            uow.outbox.put([notice], now=at("25 20:00"), new_id=self.bench.new_id)
            (parcel,) = uow.outbox.claim(owner="t", now=at("25 20:00"), lease_until=at("25 20:01"), limit=9)
            uow.outbox.put_off(parcel.id, until=at("26 09:00"))
            uow.commit()

    def moves(self, now: datetime, *persons: Person) -> tuple[str, ...]:
        with self.bench.store.write() as uow:
            found = meet(persons, uow=uow, working=self.bench.working, now=now, new_id=self.bench.new_id)
            uow.commit()
        return found

    def due(self, now: datetime) -> list[str]:
        """The schedules and messages that the clock and the relay look at now."""
        with self.bench.store.write() as uow:
            schedules = [one.id for one in uow.reads.due_schedules(now, limit=9) if one.audience == TECH]
            parcels = uow.outbox.claim(owner="t", now=now, lease_until=now, limit=9)
        return [*schedules, *(p.notice.dedupe_key for p in parcels if p.notice.kind is NoticeKind.ASK)]


@pytest.fixture
def bench(tmp_path: Path) -> AskingBench:
    return AskingBench(tmp_path)


@pytest.fixture
def waiting(bench: AskingBench) -> Waiting:
    return Waiting(bench)


def test_the_zone_of_a_person_counts_from_the_moment_in_which_we_hear_of_it(waiting: Waiting) -> None:
    """At half past eight in Shanghai it is half past nine in Tokyo: Thursday's nine o'clock is over there."""
    person = replace(waiting.bench.person(TECH), tz=TOKYO)
    assert waiting.due(at("26 08:30")) == []
    assert waiting.moves(at("26 08:30"), person) == (TECH,)
    assert waiting.due(at("26 08:30")) == [own_day_id(TECH), "ask"]


def test_who_moves_the_other_way_is_told_of_no_day_before_it_begins_there(waiting: Waiting) -> None:
    """The message is looked at and put off again by the relay; the day waits for nine in New York."""
    waiting.moves(at("25 23:00"), replace(waiting.bench.person(TECH), tz=NEW_YORK))
    nine = datetime(2026, 11, 25, 9, tzinfo=ZoneInfo(NEW_YORK))
    assert own_day_id(TECH) not in waiting.due(nine - timedelta(minutes=1))
    with waiting.bench.store.read() as reads:
        day = reads.schedule(TEAM, own_day_id(TECH))
    assert day is not None
    assert (day.zone.key, day.country, day.covered_to) == (NEW_YORK, "US", at("25 09:00"))
    assert own_day_id(TECH) in waiting.due(nine.astimezone(UTC))


def test_whoever_stays_and_speaks_as_before_is_left_in_peace(waiting: Waiting) -> None:
    assert waiting.moves(at("25 21:00"), replace(waiting.bench.person(TECH), name="Other", is_guest=True)) == ()
    assert waiting.due(at("25 21:00")) == []
    with waiting.bench.store.read() as reads:
        person = reads.person(TEAM, TECH)
    assert person is not None
    assert (person.name, person.is_guest) == ("Other", True)


def test_a_new_language_shows_at_once_in_what_one_has_before_ones_eyes(waiting: Waiting) -> None:
    bench = waiting.bench
    with bench.store.write() as uow:
        uow.asks.newest(TEAM, TECH, 3)
        uow.commit()
    bench.emptied()
    assert waiting.moves(at("26 10:00"), replace(bench.person(TECH), locale="en-US")) == (TECH,)
    shown = {notice.post_key for notice in bench.emptied()}
    assert shown == {f"home:{TECH}", f"prompt:{TECH}:3"}
    assert waiting.moves(at("26 10:01"), replace(bench.person(TECH), locale="en-US")) == ()
    assert bench.emptied() == []


def test_nine_o_clock_tomorrow_is_nine_where_one_is_tomorrow(waiting: Waiting) -> None:
    bench = waiting.bench
    (ask, *_) = bench.asks(TECH)
    for until in (at("26 09:00"), at("25 15:00")):
        with bench.store.write() as uow:
            nudge = replace(ask.so_far, snoozed_until=until)
            uow.asks.nudge(TEAM, TECH, ask.line.project_id, ask.deliverable.id, nudge)
            uow.commit()
        waiting.moves(at("25 20:00"), replace(bench.person(TECH), tz=NEW_YORK))
        found = bench.asks(TECH)[0].so_far.snoozed_until
        there = datetime(2026, 11, 26, 9, tzinfo=ZoneInfo(NEW_YORK))
        assert found == (there if until > at("25 20:00") else until), "what is over is over"
        waiting.moves(at("25 20:00"), bench.person(TECH))


@pytest.mark.parametrize("change", ["hours", "back", "dnd"])
def test_other_hours_an_early_return_and_the_end_of_do_not_disturb_bring_the_day_at_once(
    waiting: Waiting, change: str
) -> None:
    """The slot of Thursday was looked at by the clock, and waits for when its reader can be told."""
    bench, now, late = waiting.bench, at("26 10:00"), at("27 15:00")
    night = DoNotDisturb(at("25 18:00"), late)
    with bench.store.write() as uow:
        uow.preferences.put(TEAM, TECH, Preferences(begins=time(15)) if change == "hours" else Preferences())
        uow.preferences.put_dnd(TEAM, [(TECH, night if change == "dnd" else None)])
        if change == "back":
            uow.absences.put(TEAM, TECH, Absence(date(2026, 11, 26), date(2026, 11, 30)))
        day = uow.reads.schedule(TEAM, own_day_id(TECH))
        assert day is not None
        uow.schedules.put(day, next_at=late)
        uow.commit()
    assert own_day_id(TECH) not in waiting.due(now)
    with bench.store.write() as uow:
        uow.preferences.put(TEAM, TECH, Preferences())
        uow.absences.drop(TEAM, TECH)
        if change == "dnd":
            assert undisturbed(uow, TEAM, [(TECH, None)], working=bench.working, now=now) == (TECH,)
        else:
            resettle(uow, TEAM, TECH, working=bench.working, now=now)
        uow.commit()
    assert waiting.due(now) == [own_day_id(TECH), "ask"]


def test_do_not_disturb_that_is_as_it_was_moves_nothing(waiting: Waiting) -> None:
    bench, seen = waiting.bench, [(TECH, DoNotDisturb(at("25 18:00"), at("26 08:00"))), (STEER, None)]
    with bench.store.write() as uow:
        assert undisturbed(uow, TEAM, seen, working=bench.working, now=at("25 21:00")) == (TECH,)
        uow.commit()
    waiting.put_off(Notice(kind=NoticeKind.ASK, team_id=TEAM, audience=STD, project_id=None, dedupe_key="other"))
    with bench.store.write() as uow:
        assert undisturbed(uow, TEAM, seen, working=bench.working, now=at("25 21:00")) == ()
        uow.commit()
    assert "other" not in waiting.due(at("25 21:00"))


def test_a_lead_s_projects_without_a_channel_go_along(bench: AskingBench) -> None:
    """Their digests reach the lead; those that live in a channel stay what they are."""
    alone = bench.ask(
        c.CreateProject(name="Alone", summary="", strands=STRANDS, lead=LEAD, channel_id="",
                        confidentiality=Confidentiality.MEMBERS),
        LEAD,
    )  # fmt: skip
    with bench.store.write() as uow:
        for project in (alone, bench.project_id):
            usual = Usual(time(9), ZONE, "CN")
            adopt(TEAM, project, usual, uow=uow, holidays=bench.working.holidays, now=at("25 12:00"))
            found = uow.reads.schedule(TEAM, digest_id(project))
            assert found is not None
            uow.schedules.put(replace(found, covered_to=at("24 09:00")), next_at=at("30 09:00"))
        assert [one.id for one in uow.reads.schedules_reaching(TEAM, LEAD)] == [digest_id(alone)]
        resettle(uow, TEAM, LEAD, working=bench.working, now=at("25 12:00"))
        assert [one.id for one in uow.reads.due_schedules(at("25 12:00"), limit=9)] == [digest_id(alone)]
