"""An event of the past is told with what its entry is called now: events keep ids alone."""

import dataclasses
from typing import Any

import pytest

from flows.linkage import events as e
from flows.linkage.recalling import about, called, subjects
from tests.flows.linkage.registers import clearance, contribution, declaration, family, feature, standard

COUNTED = {"RowsToRecheck", "DocketRecorded", "ItemsImported"}
"""They are about many entries, and say how many."""


def fields(kind: type[e.LinkageEvent]) -> dict[str, Any]:
    """An event's fields as a history row keeps them, by what they can be about."""
    made_up: dict[str, Any] = {"item": {"id": "x_1"}, "link": {"source": "fea_1", "target": "fam_1"}}
    return {field.name: made_up.get(field.name, f"{field.name}:1") for field in dataclasses.fields(kind)}


@pytest.mark.parametrize("name", sorted(e.LINKAGE_EVENTS.keys() - COUNTED))
def test_every_event_about_one_entry_says_which(name: str) -> None:
    assert len(subjects(name, fields(e.LINKAGE_EVENTS[name]))) == (2 if name == "ItemsTied" else 1)


@pytest.mark.parametrize("name", sorted(COUNTED))
def test_an_event_about_many_names_none(name: str) -> None:
    values = {key: value for key, value in fields(e.LINKAGE_EVENTS[name]).items() if key != "item"}
    assert subjects(name, values) == ()


def test_events_of_other_wings_are_none_of_ours() -> None:
    assert subjects("DeliverableSubmitted", {"feature_id": "fea_1"}) == ()


def test_a_clearance_is_about_what_it_lets_out() -> None:
    assert subjects("ClearanceAsked", {"item": {"id": "clr_1", "outward_id": "out_1"}}) == ("out_1",)
    assert about(clearance(contribution())) == "out_1"
    assert about(feature()) == "fea_1"


def test_people_know_an_entry_by_its_label_and_its_name() -> None:
    named = [called(item) for item in (feature(), family(), standard(), contribution(), declaration(reference=""))]
    assert named == ["F1 Feature 1", "P1 Family 1", "S1 Standard 1", "C1 Proposal 1", "D1"]
    assert subjects("ItemsTied", {"link": {"source": "fea_1", "target": "fam_1"}}) == ("fea_1", "fam_1")
