"""A page of a history holds only what was asked for, and pages on without gaps."""

import pytest

from flows.lifecycle.events import Event, ProjectHeld, ProjectResumed
from storage import SqliteStore
from tests.builders import LEAD, NOW, PROJECT_ID, STEER, TEAM
from tests.storage.test_history import OTHER_TEAM, append


def held(by: str = LEAD) -> Event:
    return ProjectHeld(project_id=PROJECT_ID, by=by, at=NOW, until=None, reason="x")


def resumed(by: str = LEAD) -> Event:
    return ProjectResumed(project_id=PROJECT_ID, by=by, at=NOW)


@pytest.fixture(autouse=True)
def story(store: SqliteStore) -> None:
    append(store, held(), resumed(STEER), held(STEER), resumed(), held())


def seqs(store: SqliteStore, *events: str, by: str = "", limit: int = 10, before: int | None = None) -> list[int]:
    with store.read() as reads:
        return [x.seq for x in reads.history(TEAM, PROJECT_ID, limit=limit, before=before, events=events, by=by)]


def test_named_events_only(store: SqliteStore) -> None:
    assert seqs(store, "ProjectHeld") == [5, 3, 1]
    assert seqs(store, "ProjectHeld", "ProjectResumed") == [5, 4, 3, 2, 1]


def test_part_of_a_name_is_no_name(store: SqliteStore) -> None:
    assert seqs(store, "Held", "ProjectHeldBack") == []


def test_one_persons_doings_only(store: SqliteStore) -> None:
    assert seqs(store, by=STEER) == [3, 2]
    assert seqs(store, "ProjectHeld", by=STEER) == [3]
    assert seqs(store, by="U0NOBODY") == []


def test_pages_of_a_choice_follow_each_other(store: SqliteStore) -> None:
    assert seqs(store, "ProjectHeld", limit=2) == [5, 3]
    assert seqs(store, "ProjectHeld", limit=2, before=3) == [1]


def test_every_workspace_with_a_history_is_named(store: SqliteStore) -> None:
    append(store, held(), team_id=OTHER_TEAM)
    with store.read() as reads:
        assert reads.teams() == tuple(sorted((TEAM, OTHER_TEAM)))
