"""The fold: every event is known, and events in the wrong order are a mistake of ours, loudly."""

from dataclasses import replace

import pytest

from flows.lifecycle import evolve as evolving
from flows.lifecycle.events import EVENTS, ProjectCreated, ProjectResumed, VoteCast
from flows.lifecycle.evolve import evolve, replay
from tests.builders import LEAD, NOW, PROJECT_ID, build_gate, build_project, build_vote


def test_every_event_has_an_effect_written_down() -> None:
    assert {*evolving.APPLY, ProjectCreated} == set(EVENTS.values())


def test_a_history_begins_with_the_creation() -> None:
    with pytest.raises(ValueError, match="ProjectCreated"):
        evolve(None, ProjectResumed(project_id=PROJECT_ID, by=LEAD, at=NOW))


def test_a_vote_without_a_gate_is_refused() -> None:
    cast = VoteCast(project_id=PROJECT_ID, by=LEAD, at=NOW, gate_id=build_gate().id, vote=build_vote())
    with pytest.raises(ValueError, match="open gate"):
        evolve(build_project(), cast)


def test_no_events_leave_everything_as_it_is() -> None:
    assert replay(()) is None
    assert replay((), build_project()) == build_project()


def test_the_version_is_left_to_the_use_case() -> None:
    held = replace(build_project(), version=7)
    assert evolve(held, ProjectResumed(project_id=PROJECT_ID, by=LEAD, at=NOW)).version == 7
