"""The clock and the dates, against a real store: each step is one message, in the morning, however often it ticks."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.calendars import Offices
from bot.new_ids import id_maker
from flows.lifecycle import commands as c
from flows.lifecycle.upkeep import NextFor, at_once
from flows.lifecycle.usecases import perform
from flows.linkage.codes import DocketState
from flows.linkage.register import Register
from flows.linkage.rulebook import shipped_rules
from flows.linkage.surroundings import OfficeCalendars
from flows.linkage.upkeep import DocketUpkeep
from flows.names import STRANDS, SYSTEM, Confidentiality, Role
from flows.ports import Store
from tests.builders import LEAD, NOW, PATENT, TEAM, TODAY, build_actor, build_templates
from tests.databases import ready_store
from tests.flows.linkage.docketing import OFFICES, dated, docketed, with_family
from tests.flows.linkage.registers import application

ZONE = ZoneInfo("Asia/Shanghai")


def upkeep(store: Store, next_for: NextFor = at_once, calendars: OfficeCalendars = OFFICES) -> DocketUpkeep:
    return DocketUpkeep(
        store=store,
        calendars=calendars,
        rulebook=shipped_rules(),
        zone=ZONE,
        day_begins=time(9),
        new_id=id_maker(),
        next_for=next_for,
    )


def at(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), ZONE).astimezone(UTC)


def patented(folder: Path) -> tuple[Store, str, Register]:
    """A project with a family filed today; what its making announced is sent."""
    store, new_id = ready_store(str(folder / "liandong.db")), id_maker()
    create = c.CreateProject(
        name="Radar", summary="", strands=STRANDS, lead=LEAD, channel_id="", confidentiality=Confidentiality.MEMBERS
    )
    with store.write() as uow:
        project_id = perform(
            create, actor=build_actor(LEAD), uow=uow, templates=build_templates(), now=NOW, today=TODAY,
            new_id=new_id, request_key="a",
        ).project_id  # fmt: skip
    roles = c.AssignRoles(project_id=project_id, holders=((Role.PATENT, (PATENT,)),))
    with store.write() as uow:
        perform(roles, actor=build_actor(LEAD), uow=uow, templates=build_templates(), now=NOW, today=TODAY,
                new_id=new_id, request_key="b")  # fmt: skip
    register = replace(docketed(with_family(application(filed=TODAY))), project_id=project_id, version=1)
    with store.write() as uow:
        uow.registers.save(replace(register, version=0, families=(), docket=()), register)
        uow.commit()
    late = at(TODAY + timedelta(days=1))
    with store.write() as uow:
        while parcels := uow.outbox.claim(owner="t", now=late, lease_until=late, limit=99):
            for parcel in parcels:
                uow.outbox.sent(parcel.id, now=late)
        uow.commit()
    return store, project_id, register


def test_the_patent_lead_hears_of_a_date_once_in_the_morning_of_its_step(tmp_path: Path) -> None:
    store, project_id, register = patented(tmp_path)
    step = dated(register, "R11").due_on - timedelta(days=30)
    assert not upkeep(store).tend(at(step, 8))
    assert upkeep(store).tend(at(step))
    assert not upkeep(store).tend(at(step, 15))
    assert not upkeep(store).tend(at(step + timedelta(days=1)))
    with store.read() as reads:
        assert reads.queued(TEAM, f"dates:{project_id}:{PATENT}:{step}")
    store.close()


def test_the_dates_of_somebody_who_is_away_without_an_end_are_told_to_the_lead(tmp_path: Path) -> None:
    store, project_id, register = patented(tmp_path)
    step = dated(register, "R11").due_on - timedelta(days=30)
    clockwork = upkeep(store, lambda _reads, _team, user, now: None if user == PATENT else now + timedelta(hours=1))
    assert clockwork.tend(at(step))
    late = at(step, 23)
    with store.write() as uow:
        (parcel,) = uow.outbox.claim(owner="t", now=late, lease_until=late, limit=9)
    assert (parcel.notice.audience, parcel.notice.project_id) == (LEAD, project_id)
    assert parcel.notice.not_before == at(step) + timedelta(hours=1)
    store.close()


def test_every_step_before_a_date_and_every_week_after_it_is_told_once_until_it_is_closed(tmp_path: Path) -> None:
    """Sixty mornings, two ticks each, by a clockwork that remembers and one that does not."""
    store, _, register = patented(tmp_path)
    due = dated(register, "R11").due_on
    only = replace(register, version=2, docket=(dated(register, "R11"),))
    with store.write() as uow:
        uow.registers.save(register, only)
        uow.commit()
    heard, clockwork = [], upkeep(store)
    for days in range(-30, 31):
        day = due + timedelta(days=days)
        if days == 20:
            closed = replace(only, version=3, docket=(replace(only.docket[0], state=DocketState.CONFIRMED),))
            with store.write() as uow:
                uow.registers.save(only, closed)
                uow.commit()
        heard += [-days for each in (clockwork, upkeep(store)) if each.tend(at(day))]
    assert heard == [30, 15, 7, 1, -1, -8, -15]
    store.close()


class Announced(Offices):
    """The day on which fees are due has been announced to be off."""

    def __init__(self, day: date) -> None:
        self._day = day

    def is_open(self, calendar: str, day: date) -> bool:
        return day != self._day and super().is_open(calendar, day)


def test_what_an_office_announces_moves_its_dates_once_on_the_record_and_tells_who_keeps_them(tmp_path: Path) -> None:
    store, project_id, register = patented(tmp_path)
    before = dated(register, "R11")
    known = Announced(before.due_on)
    for _ in range(2):  # another process, or the day after a restart
        upkeep(store, calendars=known).tend(at(TODAY + timedelta(days=2)))
    with store.read() as reads:
        after, lines = reads.register(TEAM, project_id), reads.history(TEAM, project_id, limit=50)
    moved = dated(after, "R11")
    assert moved.due_on > before.due_on
    assert (moved.before_on, after.version) == (before.due_on, register.version + 1)
    recorded = [line for line in lines if line.event == "DocketRecorded"]
    assert [(line.by, line.params["cause"]) for line in recorded] == [(SYSTEM, "calendar_changed")]
    late = at(TODAY + timedelta(days=3))
    with store.write() as uow:
        told = [p.notice for p in uow.outbox.claim(owner="t", now=late, lease_until=late, limit=9)]
    ours = [notice for notice in told if notice.params.get("event") == "DocketDates"]
    assert [(notice.audience, json.loads(str(notice.params["items"]))) for notice in ours] == [(PATENT, [moved.id])]
    store.close()
