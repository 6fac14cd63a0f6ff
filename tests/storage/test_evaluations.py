"""What evaluation leaves behind, in the database: kept whole, with what is still open beside it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.lifecycle.evaluation import Change, Evaluation, FollowUp, FollowUpState, Given, Improvement, ImprovementState
from flows.names import Confidentiality, Outcome, Status
from storage import SqliteStore
from tests.builders import LEAD, NOW, PROJECT_ID, STEER, STRANGER, TEAM, TODAY
from tests.storage.test_projects import changed, created, loaded

LATER = TODAY + timedelta(days=30)
FULL = Evaluation(
    outcome=Outcome.PARTIAL,
    given=(Given("spend", "96.5", "a note", LEAD, NOW), Given("granted", "", "", STEER, NOW)),
    improvements=(
        Improvement("imp_1", "先申请", LEAD, TODAY),
        Improvement("imp_2", "done", LEAD, TODAY, ImprovementState.DONE, "so"),
    ),
    follow_ups=(
        FollowUp(12, TODAY, FollowUpState.OPEN, asked=(LEAD, STEER)),
        FollowUp(36, LATER, FollowUpState.ANSWERED, (LEAD,), Outcome.SUCCESS, (Change.GRANTED,), "n", LEAD),
    ),
)


def lines(store: SqliteStore, user: str, *, guest: bool = False) -> list[str]:
    with store.read() as reads:
        work = reads.my_work(TEAM, user, today=TODAY, guest=guest, projects=1)
    return [line.improvement.id if line.improvement else str(line.follow_up and line.follow_up.months)
            for line in work.duties]  # fmt: skip


def test_it_comes_back_as_it_was_saved(store: SqliteStore) -> None:
    project = changed(store, created(store), evaluation=FULL, status=Status.COMPLETED)
    assert loaded(store) == project
    with store.read() as reads:
        card = reads.card(TEAM, PROJECT_ID)
        row = reads.search(TEAM, LEAD, project.key, guest=False, limit=1)[0]
    assert card is not None
    assert (card.evaluation, row.outcome) == (FULL, Outcome.PARTIAL)


def test_people_find_what_is_open_and_nothing_else(store: SqliteStore) -> None:
    changed(store, created(store), evaluation=FULL)
    assert lines(store, LEAD) == ["12", "imp_1"]
    assert lines(store, STEER) == ["12"]
    assert lines(store, STRANGER) == []


def test_a_guest_finds_nothing_of_a_restricted_project(store: SqliteStore) -> None:
    changed(store, created(store, confidentiality=Confidentiality.RESTRICTED), evaluation=FULL)
    assert lines(store, LEAD, guest=True) == []


def test_the_clock_finds_projects_by_day_and_forgets_what_is_settled(store: SqliteStore) -> None:
    project = changed(store, created(store), evaluation=FULL)
    with store.read() as reads:
        assert reads.duties_due(TODAY - timedelta(days=1)) == ()
        assert reads.duties_due(TODAY) == ((TEAM, PROJECT_ID),)
    settled = replace(
        FULL,
        improvements=tuple(replace(item, state=ImprovementState.DONE) for item in FULL.improvements),
        follow_ups=tuple(replace(each, state=FollowUpState.SKIPPED) for each in FULL.follow_ups),
    )
    changed(store, project, evaluation=settled)
    with store.read() as reads:
        assert reads.duties_due(LATER) == ()


def test_an_improvement_item_is_never_lost(store: SqliteStore) -> None:
    project = changed(store, created(store), evaluation=FULL)
    with pytest.raises(ValueError, match="never removed"):
        changed(store, project, evaluation=replace(FULL, improvements=()))
