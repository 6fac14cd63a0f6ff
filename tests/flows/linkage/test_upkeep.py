"""The clock and the dates, against a real store: each step is one message, in the morning, however often it ticks."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.new_ids import id_maker
from flows.lifecycle import commands as c
from flows.lifecycle.upkeep import NextFor, at_once
from flows.lifecycle.usecases import perform
from flows.linkage.register import Register
from flows.linkage.rulebook import shipped_rules
from flows.linkage.upkeep import DocketUpkeep
from flows.names import STRANDS, Confidentiality, Role
from flows.ports import Store
from storage import open_store
from tests.builders import LEAD, NOW, PATENT, TEAM, TODAY, build_actor, build_templates
from tests.flows.linkage.docketing import dated, docketed, with_family
from tests.flows.linkage.registers import application

ZONE = ZoneInfo("Asia/Shanghai")


def upkeep(store: Store, next_for: NextFor = at_once) -> DocketUpkeep:
    return DocketUpkeep(
        store=store,
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
    store, new_id = open_store(str(folder / "liandong.db")), id_maker()
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
