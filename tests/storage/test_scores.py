"""Scores and drafts in the database."""

from dataclasses import replace

import pytest

from flows.lifecycle.events import ScoreSubmitted
from flows.lifecycle.project import Mark, Project
from flows.names import Confidentiality
from storage import SqliteStore
from tests.builders import NOW, PROJECT_ID, STEER, STEER2, STRANGER, TEAM, build_actor
from tests.scorecards import marks, score
from tests.storage.test_projects import changed, created, loaded

DRAFT = (Mark("novelty", 3, "Why", "https://example.org/report"), Mark("maturity", None))


def keep_draft(store: SqliteStore, user: str = STEER, stage: str = "ideation") -> None:
    with store.write() as unit:
        unit.drafts.keep(TEAM, PROJECT_ID, stage, user, DRAFT)
        unit.commit()


def draft(store: SqliteStore, user: str = STEER, stage: str = "ideation") -> tuple[Mark, ...]:
    with store.read() as reads:
        return reads.score_draft(TEAM, PROJECT_ID, stage, user)


def scored(store: SqliteStore, user: str, *, is_guest: bool = False, limit: int = 20) -> list[tuple[str, str]]:
    with store.read() as reads:
        cards = reads.scored(build_actor(user, is_guest=is_guest), limit=limit)
    return [(card.key, card.shown_stage) for card in cards]


def other(store: SqliteStore, number: int, **overrides: object) -> Project:
    return created(store, id=f"prj_{number}", key=f"LD-{number}", **overrides)


class TestScores:
    def test_scores_come_back_as_they_were_saved_in_the_order_people_first_scored(self, store: SqliteStore) -> None:
        project = created(store, scores=(score("ideation", scorer=STEER2), score("assessment", 7, scorer=STEER)))
        assert loaded(store) == project

    def test_a_new_score_takes_the_place_of_the_earlier_one(self, store: SqliteStore) -> None:
        first = created(store, scores=(score("ideation", 2), score("ideation", 3, scorer=STEER2)))
        better = score("ideation", 4, number=2)
        after = changed(store, first, scores=(better, first.scores[1]))
        assert loaded(store) == after

    def test_scores_can_be_closed(self, store: SqliteStore) -> None:
        first = created(store, scores=(score("ideation", 2),))
        after = changed(store, first, scores=(replace(first.scores[0], closed=True),))
        assert loaded(store) == after

    def test_a_score_is_never_lost(self, store: SqliteStore) -> None:
        first = created(store, scores=(score("ideation", 2),))
        with pytest.raises(ValueError, match="never removed"):
            changed(store, first, scores=())

    def test_a_card_has_the_scores_of_the_stage_it_shows(self, store: SqliteStore) -> None:
        project = created(store, scores=(score("ideation", 2), score("assessment", 7)))
        with store.read() as reads:
            now, later = reads.card(TEAM, PROJECT_ID), reads.card(TEAM, PROJECT_ID, stage="assessment")
        assert now is not None
        assert later is not None
        assert (now.scores, later.scores) == (project.scores[:1], project.scores[1:])

    def test_a_score_comes_back_from_the_history(self, store: SqliteStore) -> None:
        event = ScoreSubmitted(
            project_id=PROJECT_ID, by=STEER, at=NOW, stage="ideation", sheet="screening", sheet_version=1, number=1,
            marks=marks("ideation", 2, {"importance": None}),
        )  # fmt: skip
        with store.write() as unit:
            unit.history.append(TEAM, [event])
            unit.commit()
        with store.write() as unit:
            assert unit.history.events(TEAM, PROJECT_ID) == (event,)


class TestDrafts:
    def test_a_draft_is_kept_for_one_person_and_stage(self, store: SqliteStore) -> None:
        keep_draft(store)
        assert draft(store) == DRAFT
        assert draft(store, STEER2) == ()
        assert draft(store, stage="assessment") == ()

    def test_a_newer_draft_replaces_the_older(self, store: SqliteStore) -> None:
        keep_draft(store)
        with store.write() as unit:
            unit.drafts.keep(TEAM, PROJECT_ID, "ideation", STEER, DRAFT[:1])
            unit.commit()
        assert draft(store) == DRAFT[:1]

    def test_handing_in_ends_ones_own_draft_only(self, store: SqliteStore) -> None:
        project = created(store)
        keep_draft(store)
        keep_draft(store, STEER2)
        keep_draft(store, stage="assessment")
        changed(store, project, scores=(score("ideation", 2),))
        assert draft(store) == ()
        assert draft(store, STEER2) == DRAFT
        assert draft(store, stage="assessment") == DRAFT

    def test_closing_a_score_leaves_the_draft_of_the_next_one(self, store: SqliteStore) -> None:
        project = created(store, scores=(score("ideation", 2),))
        keep_draft(store)
        changed(store, project, scores=(replace(project.scores[0], closed=True),))
        assert draft(store) == DRAFT


class TestScoredProjects:
    def test_every_scored_stage_is_listed_once_newest_project_first(self, store: SqliteStore) -> None:
        both = (score("ideation"), score("ideation", scorer=STEER2), score("assessment"))
        other(store, 1, scores=both)
        other(store, 2, scores=both[:1], confidentiality=Confidentiality.OPEN)
        other(store, 3)
        assert scored(store, STEER) == [("LD-2", "ideation"), ("LD-1", "assessment"), ("LD-1", "ideation")]
        assert scored(store, STEER, limit=2) == [("LD-2", "ideation"), ("LD-1", "assessment")]

    def test_a_stranger_finds_open_projects_and_a_guest_not_even_those(self, store: SqliteStore) -> None:
        other(store, 1, scores=(score("ideation"),))
        other(store, 2, scores=(score("ideation"),), confidentiality=Confidentiality.OPEN)
        other(store, 3, scores=(score("ideation"),), confidentiality=Confidentiality.RESTRICTED)
        assert scored(store, STRANGER) == [("LD-2", "ideation")]
        assert scored(store, STRANGER, is_guest=True) == []

    def test_a_guest_finds_their_own_projects_but_no_restricted_one_and_who_left_nothing(
        self, store: SqliteStore
    ) -> None:
        other(store, 1, scores=(score("ideation"),), confidentiality=Confidentiality.MEMBERS)
        other(store, 2, scores=(score("ideation"),), confidentiality=Confidentiality.RESTRICTED)
        assert scored(store, STEER, is_guest=True) == [("LD-1", "ideation")]
        with store.read() as reads:
            assert reads.scored(replace(build_actor(STEER), is_gone=True), limit=20) == ()

    def test_another_workspace_is_another_world(self, store: SqliteStore) -> None:
        created(store, team_id="T0OTHER", scores=(score("ideation"),), confidentiality=Confidentiality.OPEN)
        assert scored(store, STEER) == []
