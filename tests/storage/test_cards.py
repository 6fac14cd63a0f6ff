"""The card: one project as views show it."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from flows.lifecycle.readmodels import ProjectCard
from flows.names import DeliverableState, Status
from storage import SqliteStore
from tests.builders import (
    CHANNEL,
    LEAD,
    NOW,
    PROJECT_ID,
    STEER,
    TEAM,
    TODAY,
    build_deliverable,
    build_gate,
    build_project,
    build_settled,
    build_stage_deliverables,
    build_submission,
    build_vote,
)
from tests.storage.test_projects import created


def card(store: SqliteStore, project: str = PROJECT_ID, stage: str | None = None, team_id: str = TEAM) -> ProjectCard:
    with store.read() as reads:
        found = reads.card(team_id, project, stage=stage)
    assert found is not None
    return found


class TestCard:
    def test_a_card_shows_the_project_as_it_is(self, store: SqliteStore) -> None:
        project = created(
            store,
            status=Status.HELD,
            held_until=TODAY + timedelta(days=9),
            reason="waiting for the lab",
            gate=build_gate(votes=(build_vote(STEER),)),
            deliverables=(build_deliverable(submissions=(build_submission(), build_submission(number=2))),),
        )
        shown = card(store)
        shared = {field.name for field in fields(shown)} - {"shown_stage", "decided"}
        assert {name: getattr(shown, name) for name in shared} == {name: getattr(project, name) for name in shared}
        assert (shown.shown_stage, shown.decided, shown.lead) == ("ideation", None, LEAD)

    @pytest.mark.parametrize("typed", ["LD-12", "ld-12", " ＬＤ－１２", PROJECT_ID])
    def test_a_card_is_found_by_id_and_by_key_in_any_case(self, store: SqliteStore, typed: str) -> None:
        created(store)
        assert card(store, typed).key == "LD-12"

    @pytest.mark.parametrize("typed", ["LD-1", "LD-120", "prj_0000000002", "12", "", "%", "LD_12"])
    def test_what_is_not_there_is_none(self, store: SqliteStore, typed: str) -> None:
        created(store)
        with store.read() as reads:
            assert reads.card(TEAM, typed) is None
            assert reads.card("T0OTHER", PROJECT_ID) is None
            assert reads.card("T0OTHER", "LD-12") is None

    def test_another_stage_can_be_shown(self, store: SqliteStore) -> None:
        past, present = build_settled("ideation"), build_stage_deliverables("assessment")
        created(store, stage="assessment", deliverables=past + present)
        assert card(store).deliverables == present
        shown = card(store, stage="ideation")
        assert (shown.stage, shown.shown_stage, shown.deliverables) == ("assessment", "ideation", past)

    def test_an_unknown_stage_has_no_deliverables(self, store: SqliteStore) -> None:
        created(store)
        assert card(store, stage="nowhere").deliverables == ()

    def test_deliverables_stay_in_the_template_s_order(self, store: SqliteStore) -> None:
        items = tuple(build_deliverable(id=f"dlv_{letter}") for letter in "zayb")
        created(store, deliverables=items)
        assert card(store).deliverables == items

    def test_two_projects_do_not_mix(self, store: SqliteStore) -> None:
        """Their deliverables and gates may carry the same ids: ids are looked up within their project."""
        one = created(store, gate=build_gate())
        submitted = replace(build_deliverable(), state=DeliverableState.SUBMITTED, submissions=(build_submission(),))
        other = created(store, id="prj_2", key="LD-13", deliverables=(submitted,), members=one.members[:1])
        assert card(store).deliverables == one.deliverables
        assert card(store, "LD-13").deliverables == other.deliverables
        assert (card(store).gate, card(store, "LD-13").gate) == (one.gate, None)
        assert card(store, "prj_2").members == other.members


class TestChannels:
    def test_projects_of_a_channel_come_newest_first(self, store: SqliteStore) -> None:
        for number in (2, 10, 9):
            created(store, id=f"prj_{number}", key=f"LD-{number}")
        created(store, id="prj_elsewhere", key="LD-11", channel_id="C0OTHER")
        created(store, team_id="T0OTHER", id="prj_theirs")
        with store.read() as reads:
            assert [row.key for row in reads.card_of_channel(TEAM, CHANNEL)] == ["LD-10", "LD-9", "LD-2"]
            assert reads.card_of_channel(TEAM, "C0EMPTY") == ()

    def test_channels_and_digests_leave_out_what_has_ended(self, store: SqliteStore) -> None:
        for number, status in enumerate(Status):
            created(store, id=f"prj_{status}", key=f"LD-{number}", status=status, channel_id=f"C0{status}")
        created(store, id="prj_dm", key="LD-8", channel_id="")
        created(store, id="prj_same", key="LD-9", channel_id="C0active")
        created(store, team_id="T0OTHER", channel_id="C0THEIRS")
        with store.read() as reads:
            assert reads.channels() == ((TEAM, "C0active"), (TEAM, "C0held"), ("T0OTHER", "C0THEIRS"))
            ours = ((TEAM, "prj_active"), (TEAM, "prj_dm"), (TEAM, "prj_held"), (TEAM, "prj_same"))
            assert reads.digest_projects(TEAM) == ours
            assert reads.digest_projects() == (*ours, ("T0OTHER", build_project().id))


def test_a_card_tells_the_moment_the_stage_was_entered(store: SqliteStore) -> None:
    created(store, stage_entered_at=NOW - timedelta(days=3, microseconds=1))
    assert card(store).stage_entered_at == NOW - timedelta(days=3, microseconds=1)
