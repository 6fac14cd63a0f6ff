"""A mistake in a section is logged, told by the doctor, and keeps only its own schedule back."""

import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.blocks.rhythm.digest import Part
from bot.digests.guarding import guarded, guarded_settling
from bot.digests.sections import Occasion
from bot.digests.ticking import Ticking
from bot.doctor_schedules import SHOWN, findings
from bot.new_ids import id_maker
from flows.errors import DatabaseBusy
from flows.notices import Notice
from flows.ports import Reads, Store, UnitOfWork
from flows.rhythm.schedules import Fault, Schedule, ScheduleKind, Slot
from flows.rhythm.usecases import Broken, Told, Unsettled
from tests.storage.test_rhythm import daily

from .conftest import TEAM, Office
from .digesting import USUAL, composer

NINE = datetime(2026, 11, 30, 1, tzinfo=UTC)
SLOT = Slot("2026-11-30T09:00", NINE, NINE)


def broken_section(reads: Reads, occasion: Occasion) -> Iterable[Part]:
    del reads, occasion
    raise KeyError("the words of somebody")


def test_a_section_that_fails_is_named_without_the_words_of_people_and_the_tick_goes_on(
    office: Office, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    made = replace(composer(), sections={ScheduleKind.PROJECT_DIGEST: (broken_section,)})
    ticks = Ticking(store=store, composer=made, usual=USUAL, new_id=id_maker())
    with caplog.at_level(logging.ERROR):
        assert not ticks.fire(NINE)
    with store.read() as reads:
        (fault,) = reads.schedule_faults()
    assert (fault.team_id, fault.project_id) == (TEAM, office.project_id)
    assert fault.problem.startswith("KeyError in test_schedules_that_fail.py:")
    assert fault.schedule_id in caplog.text


def test_trouble_with_the_database_is_nobody_s_fault() -> None:
    def busy(_reads: Reads, _schedule: Schedule, _slot: Slot) -> Told:
        raise DatabaseBusy("liandong.db")

    with pytest.raises(DatabaseBusy):
        guarded(busy)(None, daily(), SLOT)  # type: ignore[arg-type]  # never read


def test_what_cannot_be_settled_is_named_for_doctor(caplog: pytest.LogCaptureFixture) -> None:
    def settle(_uow: UnitOfWork, _schedule: Schedule, _slot: Slot) -> tuple[Notice, ...]:
        raise KeyError("the words of somebody")

    with pytest.raises(Unsettled) as broken:
        guarded_settling(settle)(None, daily(), SLOT)  # type: ignore[arg-type]  # never read
    assert broken.value.problem.startswith("KeyError in test_schedules_that_fail.py:")
    assert "sch_1" in caplog.text


def test_what_is_composed_passes_through() -> None:
    assert guarded(lambda _reads, _schedule, _slot: Broken("as it is"))(None, daily(), SLOT) == Broken("as it is")  # type: ignore[arg-type]  # never read


class TestDoctor:
    fault = Fault("T1", "sch_1", ScheduleKind.DOCKET, "prj_1", NINE, NINE, 4, "KeyError in registers.py:21")

    def test_all_is_well_without_any(self) -> None:
        assert [found.is_problem for found in findings([])] == [False]

    def test_each_is_named_with_what_broke_and_since_when(self) -> None:
        (found,) = findings([self.fault])
        assert found.is_problem
        assert found.text == (
            "docket sch_1 about prj_1 fails since 2026-11-30 01:00 UTC, tried 4 times: KeyError in registers.py:21"
        )

    def test_a_long_list_is_cut(self) -> None:
        assert len(list(findings([self.fault] * (SHOWN + 5)))) == SHOWN + 1
