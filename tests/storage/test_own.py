"""What waits for one person in all registers: their dates by the rule of the reminder, and clearances they decide."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from flows.linkage.codes import Answer, ClearanceState
from flows.linkage.own import OwnWork
from flows.linkage.register import Register
from flows.names import Confidentiality, Status
from storage import SqliteStore
from tests.builders import LEGAL, PATENT, PROJECT_ID, STRANGER, TEAM, TECH, TODAY
from tests.flows.linkage.docketing import docketed, with_family
from tests.flows.linkage.registers import application, clearance, contribution
from tests.storage.test_projects import changed, created

FAR = date.max


def filled(state: ClearanceState = ClearanceState.REQUESTED) -> Register:
    """A family filed ten days ago with its dates, and a contribution whose clearance is in a state."""
    book = docketed(with_family(application(filed=TODAY - timedelta(days=10))))
    item = contribution()
    asked = clearance(item, state, answer=Answer.NEEDS_PERSON)
    return replace(book, outwards=(item,), clearances=(asked,), version=1)


def save(store: SqliteStore, after: Register) -> Register:
    with store.write() as uow:
        uow.registers.save(Register(team_id=TEAM, project_id=PROJECT_ID), after)
        uow.commit()
    return after


def own(store: SqliteStore, user: str, *, until: date = FAR, guest: bool = False, limit: int = 50) -> OwnWork:
    with store.read() as reads:
        return reads.own_work(TEAM, user, until=until, guest=guest, limit=limit)


def test_dates_wait_for_whom_the_reminder_would_ask_the_nearest_first(store: SqliteStore) -> None:
    created(store)
    book = save(store, filled())
    found = own(store, PATENT).dates
    assert {one.item.id for one in found} == {item.id for item in book.docket}
    assert [one.item.due_on for one in found] == sorted(one.item.due_on for one in found)
    assert found[0].register.find(found[0].item.subject_id) == book.families[0]
    for other in (TECH, LEGAL, STRANGER):
        assert own(store, other).dates == ()


def test_what_is_far_away_or_beyond_the_limit_is_left_out_and_said_so(store: SqliteStore) -> None:
    created(store)
    book = save(store, filled())
    nearest = min(item.due_on for item in book.docket)
    assert {one.item.due_on for one in own(store, PATENT, until=nearest).dates} == {nearest}
    some = own(store, PATENT, limit=1)
    assert (len(some.dates), some.more_dates) == (1, len(book.docket) > 1)


@pytest.mark.parametrize(
    ("state", "waits_for"),
    [
        (ClearanceState.REQUESTED, PATENT),
        (ClearanceState.AWAITING_LEGAL, LEGAL),
        (ClearanceState.GRANTED, ""),
        (ClearanceState.REFUSED, ""),
        (ClearanceState.OVERRIDDEN, ""),
        (ClearanceState.REVOKED, ""),
    ],
)
def test_an_open_clearance_waits_for_whom_it_needs(store: SqliteStore, state: ClearanceState, waits_for: str) -> None:
    created(store)
    book = save(store, filled(state))
    for user in (PATENT, LEGAL, TECH, STRANGER):
        found = [(one.clearance, one.outward) for one in own(store, user).clearances]
        assert found == ([(book.clearances[0], book.outwards[0])] if user == waits_for else [])


def test_a_guest_gets_nothing_of_a_restricted_project(store: SqliteStore) -> None:
    created(store, confidentiality=Confidentiality.RESTRICTED)
    save(store, filled())
    assert own(store, PATENT, guest=True) == OwnWork()
    assert own(store, PATENT).dates


def test_a_project_that_is_over_asks_nobody(store: SqliteStore) -> None:
    project = created(store)
    save(store, filled())
    changed(store, project, status=Status.STOPPED)
    assert own(store, PATENT) == OwnWork()
