"""Registers in the database: what is saved is loaded, once, in the order of the numbers, found by any number."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from flows.errors import NotFound, StaleProject
from flows.linkage import commands as c
from flows.linkage.codes import ApplicationStatus, Body, Certainty, DocketState
from flows.linkage.evolve import replay
from flows.linkage.house import House
from flows.linkage.items import Application, Family, Feature, Standard
from flows.linkage.judgements import DocketItem
from flows.linkage.numbers import squeezed
from flows.linkage.register import Register
from flows.linkage.situation import no_dates
from flows.linkage.usecases import perform_linkage
from flows.names import Status
from flows.ports import NewId, Receipt
from storage import SqliteStore
from tests.builders import LEAD, NOW, PROJECT_ID, STRANGER, TEAM, build_actor
from tests.flows.linkage.registers import Weekdays, contribution, declaration, on, register
from tests.storage.test_projects import created

Ask = Callable[..., Receipt]


@pytest.fixture
def ask(store: SqliteStore, new_id: NewId) -> Ask:
    """Carries a command out on the one project of the store."""
    created(store)
    keys = iter(range(1000))

    def perform(command: c.LinkageCommand, by: str = LEAD, key: str = "") -> Receipt:
        with store.write() as uow:
            return perform_linkage(
                replace(command, project_id=command.project_id or PROJECT_ID),
                actor=build_actor(by),
                uow=uow,
                follow_up=no_dates,
                calendars=Weekdays(),
                house=House(),
                now=NOW,
                today=NOW.date(),
                new_id=new_id,
                request_key=key or f"cmd:{next(keys)}",
            )

    return perform


def loaded(store: SqliteStore) -> Register:
    with store.read() as reads:
        return reads.register(TEAM, PROJECT_ID)


def feature(name: str = "Sweep") -> c.RecordFeature:
    return c.RecordFeature(item=Feature(id="", number=0, name=name))


def save(store: SqliteStore, before: Register, after: Register) -> Register:
    with store.write() as uow:
        uow.registers.save(before, after)
        uow.commit()
    return after


def mine(**fields: object) -> Register:
    """A register of the store's project with something of everything."""
    full = register(
        team_id=TEAM, project_id=PROJECT_ID, version=1, declarations=(declaration(),), outwards=(contribution(),),
        docket=(dated(),),
    )  # fmt: skip
    return replace(full, links=tuple(sorted(full.links, key=lambda link: link.id)), **fields)  # type: ignore[arg-type]  # any field


def dated(state: DocketState = DocketState.OPEN, number: int = 1, days: int = 10) -> DocketItem:
    return DocketItem(
        id=f"doc_{number}", number=number, rule="R05", subject_id="fam_1", part="CN", source_on=on(-300),
        raw_on=on(days), due_on=on(days), calendar="CN", certainty=Certainty.STATUTE, owner=LEAD, state=state,
    )  # fmt: skip


EMPTY = Register(team_id=TEAM, project_id=PROJECT_ID)


class TestRegisters:
    def test_a_register_nobody_wrote_to_is_empty(self, store: SqliteStore) -> None:
        created(store)
        assert loaded(store) == EMPTY

    def test_what_is_saved_is_loaded(self, store: SqliteStore) -> None:
        created(store)
        saved = save(store, EMPTY, mine())
        assert loaded(store) == saved == mine()

    def test_only_the_next_version_is_saved(self, store: SqliteStore) -> None:
        created(store)
        first = save(store, EMPTY, mine())
        save(store, first, mine(version=2))
        for stale in (EMPTY, first):
            with pytest.raises(StaleProject):
                save(store, stale, replace(stale, version=stale.version + 1))

    def test_a_link_taken_back_is_gone_and_a_changed_item_is_the_changed_one(self, store: SqliteStore) -> None:
        created(store)
        first = save(store, EMPTY, mine())
        renamed = replace(first.features[0], name="Renamed")
        after = replace(first, version=2, links=first.links[:1], features=(renamed,))
        assert loaded(store) == first
        assert save(store, first, after) == loaded(store)

    def test_workspaces_do_not_meet(self, store: SqliteStore) -> None:
        created(store)
        save(store, EMPTY, mine())
        with store.read() as reads:
            assert reads.register("T0OTHER", PROJECT_ID).features == ()
            assert reads.items_by_number("T0OTHER", squeezed("Standard 1"), limit=5) == ()


class TestFinding:
    @pytest.mark.parametrize(
        "typed",
        [
            "CN202610123456.X", "ZL 2026 1 0123456.x", "2026 1 0123456.X", "ＣＮ202610123456", "gb/t 20003.1",
            "GB/T 20003.1-2014",
        ],
    )  # fmt: skip
    def test_an_item_is_found_by_any_writing_of_its_number(self, store: SqliteStore, typed: str) -> None:
        created(store)
        filing = Application(office="CN", status=ApplicationStatus.FILED, application_number="CN202610123456.X")
        family = Family(id="fam_1", number=1, title="Radar", members=(filing,))
        standard = Standard(id="std_1", number=1, body=Body.CN_NATIONAL, reference="GB/T 20003.1-2014")
        save(store, EMPTY, replace(EMPTY, version=1, families=(family,), standards=(standard,)))
        wanted = squeezed(typed).replace("ZL", "CN")
        with store.read() as reads:
            (found,) = reads.items_by_number(TEAM, wanted, limit=5)
        assert found in {(PROJECT_ID, "fam_1"), (PROJECT_ID, "std_1")}

    def test_a_number_that_was_corrected_is_not_found_any_more(self, store: SqliteStore) -> None:
        created(store)
        old = Standard(id="std_1", number=1, body=Body.ISO, reference="ISO 9001:2015")
        first = save(store, EMPTY, replace(EMPTY, version=1, standards=(old,)))
        save(store, first, replace(first, version=2, standards=(replace(old, reference="ISO 9002:1994"),)))
        with store.read() as reads:
            assert reads.items_by_number(TEAM, "ISO9001", limit=5) == ()
            assert reads.items_by_number(TEAM, "ISO9002", limit=5) == ((PROJECT_ID, "std_1"),)


class TestOpenDates:
    def test_dates_that_wait_come_earliest_first_and_closed_ones_not_at_all(self, store: SqliteStore) -> None:
        created(store)
        docket = (
            dated(days=30), dated(DocketState.DONE, 2, 5), dated(DocketState.CONFIRMED, 3, 1),
            dated(DocketState.DROPPED, 4, 2), dated(days=90, number=5),
        )  # fmt: skip
        save(store, EMPTY, replace(EMPTY, version=1, docket=docket))
        with store.read() as reads:
            found = reads.open_dates(on(60))
        assert [(d.project_id, d.item.number) for d in found] == [(PROJECT_ID, 2), (PROJECT_ID, 1)]

    def test_a_project_that_is_over_has_no_dates(self, store: SqliteStore) -> None:
        created(store, status=Status.STOPPED)
        save(store, EMPTY, replace(EMPTY, version=1, docket=(dated(),)))
        with store.read() as reads:
            assert reads.open_dates(date.max) == ()


class TestUseCase:
    def test_a_command_is_kept_remembered_and_counted_once(self, store: SqliteStore, ask: Ask) -> None:
        first = ask(feature(), key="cmd:once")
        assert ask(feature(), key="cmd:once") == first
        book = loaded(store)
        assert (len(book.features), book.version) == (1, 1)
        with store.write() as uow:
            events = uow.history.register_events(TEAM, PROJECT_ID)
        assert replace(replay(events, EMPTY), version=1) == book

    def test_the_projects_own_history_does_not_hold_its_registers(self, store: SqliteStore, ask: Ask) -> None:
        ask(feature())
        with store.write() as uow:
            assert uow.history.events(TEAM, PROJECT_ID) == ()
        assert store.verify_history() == ()

    def test_a_stranger_hears_the_same_as_of_an_unknown_project(self, store: SqliteStore, ask: Ask) -> None:
        with pytest.raises(NotFound) as hidden:
            ask(feature(), by=STRANGER)
        with pytest.raises(NotFound) as unknown:
            ask(replace(feature(), project_id="prj_nothing"), by=STRANGER)
        assert (hidden.value.what, unknown.value.what) == ("project", "project")
        assert loaded(store) == EMPTY

    def test_the_first_answer_is_not_for_a_stranger_either(self, ask: Ask) -> None:
        ask(feature(), key="cmd:shared")
        with pytest.raises(NotFound):
            ask(feature(), by=STRANGER, key="cmd:shared")

    def test_a_form_that_showed_an_older_version_is_told_so(self, ask: Ask) -> None:
        ask(feature())
        ask(feature("Guard"))
        with pytest.raises(StaleProject) as refusal:
            ask(replace(feature("Third"), shown=1))
        assert (refusal.value.shown, refusal.value.current) == (1, 2)

    def test_what_changes_nothing_leaves_no_trace_but_its_answer(self, store: SqliteStore, ask: Ask) -> None:
        ask(feature())
        before = loaded(store)
        receipt = ask(c.RecordFeature(item=before.features[0]))
        assert (receipt.events, loaded(store).version) == ((), before.version)

    def test_the_card_is_told_to_render_again(self, store: SqliteStore, ask: Ask) -> None:
        ask(feature())
        with store.write() as uow:
            later = NOW + timedelta(seconds=1)
            parcels = uow.outbox.claim(owner="t", now=later, lease_until=later, limit=20)
        assert "card" in {parcel.notice.kind.value for parcel in parcels}
