"""What is written as JSON is read back as the same value."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.lifecycle.events import EVENTS, Event, ProjectResumed
from flows.lifecycle.project import Request, Vote
from flows.lifecycle.workspace_events import WORKSPACE_EVENTS
from flows.names import Ask, Decision, Role
from flows.ports import Receipt
from storage.codec import build, dump, plain
from storage.history import event_of, payload_of
from storage.instants import moment
from tests.storage.strategies import any_of, instances

EVERY = EVENTS | WORKSPACE_EVENTS


@pytest.mark.parametrize("name", sorted(EVERY))
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_every_event_comes_back_from_history_as_it_was(name: str, data: st.DataObject) -> None:
    event: Event = data.draw(instances(EVERY[name]))
    stored = event_of(name, event.project_id, event.by, moment(event.at), dump(payload_of(event)))
    assert stored == event
    assert type(stored) is EVERY[name]


@given(any_of(Receipt))
def test_a_receipt_comes_back_as_it_was(receipt: Receipt) -> None:
    assert build(Receipt, plain(receipt)) == receipt


def test_a_payload_holds_only_the_event_s_own_fields() -> None:
    assert payload_of(ProjectResumed(project_id="prj_1", by="U1", at=datetime(2026, 1, 1, tzinfo=UTC))) == {}


OLD_ROWS: dict[str, tuple[str, dict[str, object]]] = {
    "GateRequested": (
        '{"gate_id":"g","gatekeepers":["U1"],"note":"n","stage":"ideation"}',
        {"proposal": None, "votes": ()},
    ),
    "ProjectStopped": ('{"reason":"r"}', {"merged_into": "", "merged_key": ""}),
    "VoteCast": (
        '{"gate_id":"g","vote":{"at":"2026-01-01T00:00:00.000000Z","comment":"","decision":"go","hold_until":null,'
        '"reopen":[],"voter":"U1"}}',
        {"vote": Vote("U1", Decision.GO, "", datetime(2026, 1, 1, tzinfo=UTC))},
    ),
}
"""History rows as the first version of this product wrote them, and what their later fields read as."""


@pytest.mark.parametrize("name", OLD_ROWS)
def test_a_row_written_before_a_field_existed_reads_as_its_default(name: str) -> None:
    payload, expected = OLD_ROWS[name]
    event = event_of(name, "prj_1", "U1", "2026-01-01T00:00:00.000000Z", payload)
    assert {field: getattr(event, field) for field in expected} == expected


def test_a_row_that_lacks_what_was_always_there_is_refused() -> None:
    with pytest.raises(KeyError, match="reason"):
        event_of("ProjectStopped", "prj_1", "U1", "2026-01-01T00:00:00.000000Z", "{}")


def test_equal_values_have_one_text() -> None:
    assert dump({"b": 1, "a": "构思"}) == dump({"a": "构思", "b": 1}) == '{"a":"构思","b":1}'


def test_an_event_of_a_later_version_is_refused_not_guessed() -> None:
    with pytest.raises(KeyError, match="ProjectSplit"):
        event_of("ProjectSplit", "prj_1", "U1", "2026-01-01T00:00:00.000000Z", "{}")


@pytest.mark.parametrize("value", [1.5, {1, 2}, b"x", object()])
def test_what_has_no_json_form_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        plain(value)


@pytest.mark.parametrize("kind", [float, str | date, list[str]])
def test_a_type_that_json_cannot_tell_apart_is_refused(kind: Any) -> None:
    with pytest.raises(TypeError):
        build(kind, "x")


def test_data_with_a_field_missing_is_refused() -> None:
    with pytest.raises(KeyError):
        build(Request, {"ask": "waiver", "by": "U1"})


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(ValueError, match="chief"):
        build(Role, "chief")
    assert build(Ask, "waiver") is Ask.WAIVER
