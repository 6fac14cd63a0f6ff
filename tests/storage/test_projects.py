"""The project repository's contract."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.errors import StaleProject
from flows.lifecycle.project import Member, Project, Request
from flows.names import Ask, Decision, DeliverableState, Role
from storage import SqliteStore
from tests.builders import (
    LEAD,
    NOW,
    PATENT,
    PROJECT_ID,
    STEER,
    STEER2,
    TEAM,
    TODAY,
    build_deliverable,
    build_gate,
    build_project,
    build_submission,
    build_vote,
)


def created(store: SqliteStore, **overrides: object) -> Project:
    """A new project in the store."""
    return saved(store, None, build_project(**{"version": 1, **overrides}))


def saved(store: SqliteStore, before: Project | None, after: Project) -> Project:
    with store.write() as unit:
        unit.projects.save(before, after)
        unit.commit()
    return after


def changed(store: SqliteStore, before: Project, **changes: object) -> Project:
    return saved(store, before, replace(before, version=before.version + 1, **changes))  # type: ignore[arg-type]


def loaded(store: SqliteStore, project_id: str = PROJECT_ID, team_id: str = TEAM) -> Project | None:
    with store.write() as unit:
        return unit.projects.load(team_id, project_id)


class TestProjects:
    def test_a_project_comes_back_as_it_was_saved(self, store: SqliteStore) -> None:
        project = created(store, gate=build_gate(votes=(build_vote(STEER), build_vote(STEER2, Decision.STOP, "no"))))
        assert loaded(store) == project

    def test_an_unknown_project_is_none(self, store: SqliteStore) -> None:
        assert loaded(store, "prj_unknown") is None

    def test_a_project_is_not_found_from_another_workspace(self, store: SqliteStore) -> None:
        created(store)
        assert loaded(store, team_id="T0OTHER") is None

    def test_two_workspaces_may_have_the_same_ids_and_keys(self, store: SqliteStore) -> None:
        ours, theirs = created(store), created(store, team_id="T0OTHER", name="Elsewhere")
        assert loaded(store) == ours
        assert loaded(store, team_id="T0OTHER") == theirs

    def test_keys_count_from_one_in_each_workspace(self, store: SqliteStore) -> None:
        with store.write() as unit:
            assert [unit.projects.next_key(TEAM) for _ in range(3)] == ["LD-1", "LD-2", "LD-3"]
            assert unit.projects.next_key("T0OTHER") == "LD-1"

    def test_a_key_that_was_rolled_back_is_given_again(self, store: SqliteStore) -> None:
        with store.write() as unit:
            unit.projects.next_key(TEAM)
        with store.write() as unit:
            assert unit.projects.next_key(TEAM) == "LD-1"

    def test_members_keep_the_order_they_were_added_in(self, store: SqliteStore) -> None:
        project = created(store, members=(Member("U0Z", (Role.LEAD,)), Member("U0A"), Member("U0M")))
        after = changed(
            store, project, members=(Member("U0M", (Role.LEGAL,)), Member("U0Z", (Role.LEAD,)), Member("U0B"))
        )
        assert loaded(store) == after

    def test_a_change_stores_only_the_new_submission(self, store: SqliteStore) -> None:
        project = created(store)
        first, *others = project.deliverables
        submitted = replace(first, state=DeliverableState.SUBMITTED, submissions=(build_submission(),))
        after = changed(store, project, deliverables=(submitted, *others))
        again = replace(submitted, submissions=(*submitted.submissions, build_submission(number=2, link="https://x.y")))
        after = changed(store, after, deliverables=(again, *others))
        assert loaded(store) == after

    def test_a_request_comes_and_goes(self, store: SqliteStore) -> None:
        project = created(store, deliverables=(build_deliverable(),))
        request = Request(Ask.MORE_TIME, PATENT, NOW, "the lab is closed", TODAY + timedelta(days=30))
        asked = changed(store, project, deliverables=(build_deliverable(request=request),))
        assert loaded(store) == asked
        answered = changed(store, asked, deliverables=(build_deliverable(due=TODAY + timedelta(days=30)),))
        assert loaded(store) == answered

    def test_deliverables_of_a_new_stage_join_the_old_ones(self, store: SqliteStore) -> None:
        project = created(store, deliverables=(build_deliverable(id="dlv_z"),))
        after = changed(
            store,
            project,
            stage="assessment",
            deliverables=(build_deliverable(id="dlv_z"), build_deliverable(id="dlv_a", stage="assessment")),
        )
        assert loaded(store) == after

    def test_a_vote_can_be_changed_and_a_gate_closed(self, store: SqliteStore) -> None:
        project = created(store, gate=build_gate(votes=(build_vote(STEER),)))
        recycle = build_vote(STEER, Decision.RECYCLE, "again", reopen=("dlv_1", "dlv_2"))
        hold = build_vote(STEER2, Decision.HOLD, "wait", hold_until=TODAY)
        after = changed(store, project, gate=build_gate(votes=(hold, recycle)))
        assert loaded(store) == after
        after = changed(store, after, gate=build_gate(votes=(recycle,), gatekeepers=(STEER2, LEAD)))
        assert loaded(store) == after
        after = changed(store, after, gate=None)
        assert loaded(store) == after

    def test_a_second_gate_starts_without_the_votes_of_the_first(self, store: SqliteStore) -> None:
        project = created(store, gate=build_gate(votes=(build_vote(STEER),)))
        after = changed(store, project, gate=build_gate(id="gate_2"))
        assert loaded(store) == after


class TestVersions:
    def test_who_saves_second_is_told_the_version_they_missed(self, store: SqliteStore) -> None:
        project = created(store)
        changed(store, project, name="First")
        with pytest.raises(StaleProject) as caught:
            changed(store, project, name="Second")
        assert (caught.value.project_id, caught.value.shown, caught.value.current) == (PROJECT_ID, 1, 2)
        assert (now := loaded(store)) is not None
        assert now.name == "First"

    def test_a_stale_save_leaves_no_part_of_itself(self, store: SqliteStore) -> None:
        project = created(store)
        after = changed(store, project, name="First")
        with pytest.raises(StaleProject):
            changed(store, project, members=project.members[:1], gate=build_gate())
        assert loaded(store) == after

    def test_creating_a_project_that_exists_is_stale(self, store: SqliteStore) -> None:
        created(store)
        with pytest.raises(StaleProject) as caught:
            created(store)
        assert (caught.value.shown, caught.value.current) == (0, 1)

    def test_changing_a_project_that_never_was_is_stale(self, store: SqliteStore) -> None:
        with pytest.raises(StaleProject) as caught:
            changed(store, build_project(version=4))
        assert (caught.value.shown, caught.value.current) == (4, 0)

    @pytest.mark.parametrize("version", [0, 2, 7])
    def test_a_new_project_that_does_not_start_at_one_is_a_mistake(self, store: SqliteStore, version: int) -> None:
        with pytest.raises(ValueError, match="does not follow"):
            created(store, version=version)

    def test_losing_a_deliverable_is_a_mistake(self, store: SqliteStore) -> None:
        project = created(store)
        with pytest.raises(ValueError, match="never removed"):
            changed(store, project, deliverables=project.deliverables[1:])

    def test_rewriting_a_submission_is_a_mistake(self, store: SqliteStore) -> None:
        project = created(store, deliverables=(build_deliverable(submissions=(build_submission(),)),))
        with pytest.raises(ValueError, match="never changed"):
            changed(store, project, deliverables=(build_deliverable(submissions=(build_submission(text="no"),)),))
